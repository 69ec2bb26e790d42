import { DAY_MS } from './schedule.ts';
import type { Feed } from './types.ts';

type Checked = Pick<Feed, 'failure' | 'failures' | 'failingSince' | 'lastCheckedAt' | 'stopped' | 'paused'>;

/** Failures before a feed counts as failing for good; one bad hour of a server is none of the person's business. */
const FAILURES = 3;
const FAILING_MS = DAY_MS;
/** A missing document often comes back with the next deployment of its site. */
const MISSING_MS = 3 * DAY_MS;

/**
 * Whether a feed fails so that only the person can mend it: after 3 failures over at least 24 h, after 3 days of 404,
 * and at once where it is gone for good, which a second check has to confirm (`stopped`). What is waited out (being
 * offline, asked to slow down), what is only missing a permission, and what the person paused is no trouble.
 *
 * Counted from the first failed check to the last: a failure before the computer slept for days says nothing of them.
 *
 * @param now epoch ms
 */
export function isInTrouble(feed: Checked, now: number): boolean {
  if (feed.paused) return false;
  if (feed.stopped) return true;
  if (!feed.failure || feed.failingSince === undefined) return false;
  // A check in the future was made before the clock was set back.
  const failingMs = Math.min(feed.lastCheckedAt ?? now, now) - feed.failingSince;
  switch (feed.failure.reason) {
    case 'no-permission':
    case 'offline':
    case 'slow-down':
    case 'gone':
      return false;
    case 'not-found':
      return failingMs >= MISSING_MS;
    default:
      return feed.failures >= FAILURES && failingMs >= FAILING_MS;
  }
}

/** Whether a feed waits for the person to allow its host. */
export function lacksPermission(feed: Checked): boolean {
  return feed.failure?.reason === 'no-permission' && !feed.paused;
}

/** Whether a feed needs the person at all. */
export function needsAttention(feed: Checked, now: number): boolean {
  return lacksPermission(feed) || isInTrouble(feed, now);
}
