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
  /** Failed checks in a row, this one included; 0 after a good one. */
  readonly failures: number;
  /** The longest wait that max-age (RFC 9111 §5.2.2.1), Expires, RSS ttl or sy:updatePeriod asks for; 0 if none. */
  readonly hintMs: number;
  /** From Retry-After (RFC 9110 §10.2.3); 0 if none. */
  readonly retryAfterMs: number;
  /** Hours of the day, GMT, in which the feed wants no check (RSS 2.0 skipHours). */
  readonly skipHours?: readonly number[];
  /** Days of the week, GMT, 0 for Sunday (RSS 2.0 skipDays). */
  readonly skipDays?: readonly number[];
  /** 0..1, spreads feeds so that they do not all wake together. */
  readonly jitter: number;
}

/**
 * When to check a feed again.
 *
 * Hints only lengthen the wait: a feed cannot make us poll faster than the person chose. The longest wins; hints count
 * for a day at most and Retry-After for a week, since servers have been seen to ask for years.
 *
 * @returns epoch ms, later than `check.now`
 */
export function nextCheckAt(check: Check): number {
  const intervalMs = Math.max(check.intervalMs, HOUR_MS);
  // The first failure waits one interval, then it doubles up to a day.
  const backedOffMs = Math.min(intervalMs * 2 ** Math.max(0, check.failures - 1), Math.max(DAY_MS, intervalMs));
  const waitMs = Math.max(backedOffMs, cappedHint(check.hintMs), cappedRetryAfter(check.retryAfterMs));
  const at = check.now + waitMs * (1 + 0.1 * check.jitter);
  return afterSkipped(at, check.skipHours ?? [], check.skipDays ?? []);
}

/** How long a reply may be kept, in ms, as far as that is granted. */
export function cappedHint(hintMs: number): number {
  return Math.min(hintMs, DAY_MS);
}

/** A wish to be left alone, in ms, as far as it is granted. */
export function cappedRetryAfter(retryAfterMs: number): number {
  return Math.min(retryAfterMs, WEEK_MS);
}

/** The first instant from `at` on that lies in no skipped hour or day (GMT); `at` itself where all are skipped. */
export function afterSkipped(at: number, hours: readonly number[], days: readonly number[]): number {
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
