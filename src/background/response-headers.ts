import { parseDate } from '../feed/dates.ts';

/**
 * How long a reply may be kept, in ms: max-age, else Expires less the server's own Date (RFC 9111 §4.2.1).
 *
 * @returns 0 where nothing is asked for, or nonsense
 */
export function freshForMs(headers: Headers): number {
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,12})/i.exec(headers.get('cache-control') ?? '');
  if (maxAge) return Number(maxAge[1]) * 1000;
  const expires = parseDate(headers.get('expires') ?? '');
  const date = parseDate(headers.get('date') ?? '');
  return expires !== undefined && date !== undefined ? Math.max(0, expires - date) : 0;
}

/**
 * How long the server asks to be left alone, in ms (RFC 9110 §10.2.3): seconds, or a date, which counts from the
 * server's own Date so that a wrong local clock does no harm.
 *
 * @returns 0 where absent, in the past, or nonsense
 */
export function retryAfterMs(headers: Headers, now: number): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,12}$/.test(value)) return Number(value) * 1000;
  const until = value ? parseDate(value) : undefined;
  if (until === undefined) return 0;
  return Math.max(0, until - (parseDate(headers.get('date') ?? '') ?? now));
}
