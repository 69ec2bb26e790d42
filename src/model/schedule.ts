import type { Feed, NextReason } from './types.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** No check is ever put further off than this: a later one was made under a clock set wrong. */
export const LATEST_CHECK_MS = 8 * DAY_MS;

export interface Check {
  /** Epoch ms. */
  readonly now: number;
  /** The wait that the person chose, in ms; an hour at least counts. */
  readonly intervalMs: number;
  /** The blog's own rhythm; absent where that is not known or not to count. */
  readonly rhythm?: Wait | undefined;
  /** Failed checks in a row, this one included; 0 after a good one. */
  readonly failures: number;
  /** The longest wait that max-age (RFC 9111 §5.2.2.1), Expires, RSS ttl or sy:updatePeriod asks for; 0 if none. */
  readonly hintMs: number;
  /** From Retry-After (RFC 9110 §10.2.3), or what stands for it with 429 and 503; 0 if none. */
  readonly retryAfterMs: number;
  /** A wait for a reason of its own, such as a document that never ends. */
  readonly other?: Wait | undefined;
  /** Hours of the day, GMT, in which the feed wants no check (RSS 2.0 skipHours). */
  readonly skipHours?: readonly number[] | undefined;
  /** Days of the week, GMT, 0 for Sunday (RSS 2.0 skipDays). */
  readonly skipDays?: readonly number[] | undefined;
  /** 0..1, spreads feeds so that they do not all wake together. */
  readonly jitter: number;
  /** Nothing of it was read before: feeds that were added together part here. */
  readonly isFirst?: boolean | undefined;
}

export interface Wait {
  readonly ms: number;
  readonly reason: NextReason;
}

/** When a feed is checked again, and why then. */
export type NextCheck = Required<Pick<Feed, 'nextCheckAt' | 'nextReason'>>;

/**
 * When to check a feed again.
 *
 * Whatever is asked for only lengthens the wait: a feed cannot make us poll faster than the person chose. The longest
 * wins; hints count for a day at most and Retry-After for a week, since servers have been seen to ask for years.
 *
 * @returns epoch ms, later than `check.now` and LATEST_CHECK_MS after it at most
 */
export function nextCheck(check: Check): NextCheck {
  const { ms, reason } = waitsOf(check).reduce((longest, wait) => (wait.ms > longest.ms ? wait : longest));
  const spreadMs = check.isFirst ? HOUR_MS : Math.min(ms / 10, HOUR_MS);
  const at = Math.min(check.now + Math.round(ms + spreadMs * check.jitter), check.now + LATEST_CHECK_MS);
  const allowedAt = afterSkipped(at, check.skipHours, check.skipDays);
  return { nextCheckAt: allowedAt, nextReason: allowedAt > at ? 'skipped' : reason };
}

/** Of equal waits the first counts as the reason. */
function waitsOf({ intervalMs, rhythm, failures, hintMs, retryAfterMs, other }: Check): Wait[] {
  const chosen: Wait = { ms: Math.max(intervalMs, HOUR_MS), reason: 'interval' };
  const usual = rhythm && rhythm.ms > chosen.ms ? rhythm : chosen;
  return [
    { ms: cappedRetryAfter(retryAfterMs), reason: 'asked-to-wait' },
    failures > 0 ? { ms: backedOff(usual.ms, failures), reason: 'failing' } : usual,
    ...(other ? [other] : []),
    { ms: cappedHint(hintMs), reason: 'hint' },
  ];
}

/**
 * A wait that doubles with each further time, up to a day, or to itself where that is longer.
 *
 * @param times 1 for the first, which waits `ms`
 */
export function backedOff(ms: number, times: number): number {
  return Math.min(ms * 2 ** Math.max(0, times - 1), Math.max(DAY_MS, ms));
}

/** How long a reply may be kept, in ms, as far as that is granted. */
export function cappedHint(hintMs: number): number {
  return Math.min(hintMs, DAY_MS);
}

/** A wish to be left alone, in ms, as far as it is granted. */
export function cappedRetryAfter(retryAfterMs: number): number {
  return Math.min(retryAfterMs, WEEK_MS);
}

/**
 * The first instant from `at` on that lies in no skipped hour or day (GMT); `at` itself where all are skipped.
 *
 * @param at epoch ms
 */
export function afterSkipped(at: number, hours: readonly number[] = [], days: readonly number[] = []): number {
  const isSkipped = (instant: number) => {
    const date = new Date(instant);
    return hours.includes(date.getUTCHours()) || days.includes(date.getUTCDay());
  };
  if (!isSkipped(at)) return at;
  const nextHour = Math.floor(at / HOUR_MS) * HOUR_MS;
  for (let step = 1; step <= WEEK_MS / HOUR_MS; step += 1) {
    // The minute within the hour is kept, or all feeds with skipHours would wake on the stroke.
    const instant = nextHour + step * HOUR_MS;
    if (!isSkipped(instant)) return instant + (at - nextHour);
  }
  return at;
}
