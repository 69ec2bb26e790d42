import { expect, test } from 'vitest';
import { dayOf, exactTime, isoTime, relativeTime } from '../../src/model/relative-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Wednesday 12 November 2025, 15:30, wherever the test runs. */
const now = new Date(2025, 10, 12, 15, 30).getTime();
const local = (year: number, month: number, day: number, hour = 12, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).getTime();

test.each([
  ['the same instant', now, { message: 'ui_time_now' }],
  ['59 seconds ago', now - 59_999, { message: 'ui_time_now' }],
  ['a minute ago', now - MINUTE, { message: 'ui_time_minutes', count: 1 }],
  ['38 minutes ago', now - 38.9 * MINUTE, { message: 'ui_time_minutes', count: 38 }],
  ['just under an hour ago', now - HOUR + 1, { message: 'ui_time_minutes', count: 59 }],
  ['an hour ago', now - HOUR, { message: 'ui_time_hours', count: 1 }],
  ['23 hours ago, though that was yesterday', now - 23 * HOUR, { message: 'ui_time_hours', count: 23 }],
  ['yesterday, more than 24 hours ago', local(2025, 11, 11, 15, 29), { message: 'ui_day_yesterday' }],
  ['yesterday morning', local(2025, 11, 11, 0, 1), { message: 'ui_day_yesterday' }],
  ['the evening before yesterday', local(2025, 11, 10, 23, 59), { text: 'Monday' }],
  ['six days ago', local(2025, 11, 6), { text: 'Thursday' }],
  ['seven days ago', local(2025, 11, 5), { text: '5 Nov' }],
  ['the first day of the year', local(2025, 1, 1), { text: '1 Jan' }],
  ['the last day of last year', local(2024, 12, 31), { text: '31 Dec 2024' }],
  ['a year ago', local(2024, 11, 12), { text: '12 Nov 2024' }],
  ['in the future', now + 5 * HOUR, { message: 'ui_time_now' }],
  ['no instant', Number.NaN, { text: '' }],
])('%s', (_, at, words) => {
  expect(relativeTime(at, now, 'en-GB')).toEqual(words);
});

test('last week of December is named by weekday in January, not by year', () => {
  const newYear = local(2026, 1, 2);
  expect(relativeTime(local(2025, 12, 29), newYear, 'en-GB')).toEqual({ text: 'Monday' });
});

test('names of days follow the locale, and a wrong one does no harm', () => {
  expect(relativeTime(local(2025, 11, 10), now, 'de')).toEqual({ text: 'Montag' });
  expect(relativeTime(local(2025, 11, 10), now, 'no_such-locale-at-all')).toHaveProperty('text');
});

test.each([
  ['now', now, '2025-11-12', { message: 'ui_day_today' }],
  ['the first minute of today', local(2025, 11, 12, 0, 0), '2025-11-12', { message: 'ui_day_today' }],
  ['the last minute of yesterday', local(2025, 11, 11, 23, 59), '2025-11-11', { message: 'ui_day_yesterday' }],
  ['three days ago', local(2025, 11, 9), '2025-11-09', { text: 'Sunday' }],
  ['last month', local(2025, 10, 3), '2025-10-03', { text: 'Friday 3 October' }],
  ['last year', local(2024, 2, 29), '2024-02-29', { text: '29 February 2024' }],
  ['tomorrow', local(2025, 11, 13), '2025-11-12', { message: 'ui_day_today' }],
])('the group of %s', (_, at, day, heading) => {
  const group = dayOf(at, now, 'en-GB');
  expect(group.day).toBe(day);
  // CLDR has put a comma after the weekday in some versions.
  const plain = 'text' in group.heading ? { text: group.heading.text.replace(',', '') } : group.heading;
  expect(plain).toEqual(heading);
});

test('every day is one day apart from the next, also where clocks change', () => {
  for (let day = 1; day <= 365; day++) {
    const noon = local(2025, 1, day);
    expect(dayOf(local(2025, 1, day - 1, 23, 59), noon, 'en').heading).toEqual({ message: 'ui_day_yesterday' });
    expect(dayOf(local(2025, 1, day, 0, 1), noon, 'en').heading).toEqual({ message: 'ui_day_today' });
  }
});

test('exact time says the local minute, and the instant for machines', () => {
  const exact = exactTime(now, 'en-GB');
  expect(exact).toContain('12 November 2025');
  expect(exact).toContain('15:30');
  expect(Date.parse(isoTime(now))).toBe(now);
  expect(exactTime(Number.NaN)).toBe('');
  expect(isoTime(Number.NaN)).toBe('');
});
