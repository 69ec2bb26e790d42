import { expect, test } from 'vitest';
import { freshForMs, retryAfterMs } from '../../src/background/response-headers.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;
const SERVER_DATE = 'Tue, 01 Jan 2019 00:00:00 GMT';

test.each<[string, Record<string, string>, number | undefined]>([
  ['nothing said', {}, undefined],
  ['max-age', { 'cache-control': 'public, max-age=7200' }, 2 * HOUR],
  ['max-age in quotes and capitals', { 'cache-control': 'MAX-AGE = "7200"' }, 2 * HOUR],
  ['max-age beside the cache of others', { 'cache-control': 's-maxage=60, max-age=7200' }, 2 * HOUR],
  ['the cache of others alone', { 'cache-control': 's-maxage=7200' }, 0],
  ['no-store', { 'cache-control': 'no-store' }, 0],
  ['a negative max-age', { 'cache-control': 'max-age=-1' }, 0],
  ['max-age less its age', { 'cache-control': 'max-age=7200', age: '3600' }, HOUR],
  ['an age beyond it', { 'cache-control': 'max-age=60', age: '3600' }, 0],
  ['an age that is none', { 'cache-control': 'max-age=3600', age: 'old' }, HOUR],
  ['Expires by the clock of the server', { date: SERVER_DATE, expires: 'Tue, 01 Jan 2019 03:00:00 GMT' }, 3 * HOUR],
  ['Expires without Date', { expires: 'Mon, 23 Nov 2026 13:00:00 GMT' }, HOUR],
  [
    'max-age before Expires',
    { 'cache-control': 'max-age=0', date: SERVER_DATE, expires: 'Tue, 01 Jan 2030 03:00:00 GMT' },
    0,
  ],
  ['Expires: 0', { expires: '0' }, 0],
  ['Expires: -1', { expires: '-1' }, 0],
])('how long a reply may be kept: %s', (_, headers, expected) => {
  expect(freshForMs(new Headers(headers), NOW)).toBe(expected);
});

test.each<[string, Record<string, string>, number]>([
  ['nothing said', {}, 0],
  ['seconds', { 'retry-after': '3600' }, HOUR],
  [
    'a date by the clock of the server',
    { date: SERVER_DATE, 'retry-after': 'Tue, 01 Jan 2019 02:00:00 GMT' },
    2 * HOUR,
  ],
  ['a date in the old form', { date: SERVER_DATE, 'retry-after': 'Tuesday, 01-Jan-19 02:00:00 GMT' }, 2 * HOUR],
  ['a date in the form of C', { date: SERVER_DATE, 'retry-after': 'Tue Jan  1 02:00:00 2019' }, 2 * HOUR],
  ['a date without Date', { 'retry-after': 'Mon, 23 Nov 2026 14:00:00 GMT' }, 2 * HOUR],
  ['a date in the past', { date: SERVER_DATE, 'retry-after': 'Mon, 31 Dec 2018 00:00:00 GMT' }, 0],
  ['a negative number', { 'retry-after': '-60' }, 0],
  ['a fraction', { 'retry-after': '1.5' }, 0],
  ['words', { 'retry-after': '2 hours' }, 0],
  ['a bare year', { 'retry-after': '2030-01-01' }, 0],
])('how long a server wants to be left alone: %s', (_, headers, expected) => {
  expect(retryAfterMs(new Headers(headers), NOW)).toBe(expected);
});
