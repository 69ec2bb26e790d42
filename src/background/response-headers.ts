import { parseDate } from '../feed/dates.ts';

/**
 * How long a reply may still be kept, in ms: max-age, else Expires less the server's own Date, less its Age
 * (RFC 9111 §4.2).
 *
 * @param now epoch ms, for a server that gives no Date
 * @returns 0 where it asks for nothing or for nonsense; undefined where it does not speak of it at all
 */
export function freshForMs(headers: Headers, now: number): number | undefined {
  const cacheControl = headers.get('cache-control');
  const expires = headers.get('expires');
  if (cacheControl === null && expires === null) return undefined;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(cacheControl ?? '');
  const lifetimeMs = maxAge ? Number(maxAge[1]) * 1000 : untilMs(httpDate(expires), headers, now);
  const age = headers.get('age')?.trim() ?? '';
  return Math.max(0, lifetimeMs - (/^\d+$/.test(age) ? Number(age) * 1000 : 0));
}

/**
 * How long the server asks to be left alone, in ms (RFC 9110 §10.2.3): seconds, or a date, which counts from the
 * server's own Date so that a wrong local clock does no harm.
 *
 * @returns 0 where absent, in the past, or nonsense
 */
export function retryAfterMs(headers: Headers, now: number): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  return untilMs(httpDate(value), headers, now);
}

function untilMs(instant: number | undefined, headers: Headers, now: number): number {
  return instant === undefined ? 0 : Math.max(0, instant - (httpDate(headers.get('date')) ?? now));
}

/** Nothing that lacks a clock's colon is a date of HTTP (RFC 9110 §5.6.7): "2 hours" is no instant. */
function httpDate(value: string | null): number | undefined {
  return value?.includes(':') ? parseDate(value) : undefined;
}
