import type { Feed } from '../../../src/model/types.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Noon, local time, so that "today" and "tomorrow" do not depend on the machine's zone. */
export const NOW = new Date(2026, 2, 12, 12, 0).getTime();

let lastId = 0;

/** A feed that was checked four minutes ago and is well, but for what is said otherwise. */
export function feed(traits: Partial<Feed> = {}): Feed {
  lastId += 1;
  return {
    id: lastId,
    url: `https://blog${lastId}.example/feed`,
    title: `Blog ${lastId}`,
    folder: '',
    subscribedAt: NOW - 30 * DAY,
    unreadCount: 0,
    postCount: 10,
    nextCheckAt: NOW + 56 * MINUTE,
    leasedUntil: 0,
    freshUntil: 0,
    blockedUntil: 0,
    lastCheckedAt: NOW - 4 * MINUTE,
    lastGoodAt: NOW - 4 * MINUTE,
    lastOutcome: 'unchanged',
    failures: 0,
    ...traits,
  };
}

/** A feed whose checks have failed since some hours. */
export function failing(failure: Feed['failure'] & object, hours: number, traits: Partial<Feed> = {}): Feed {
  return feed({ lastOutcome: 'failed', failure, failures: 5, failingSince: NOW - hours * HOUR, ...traits });
}
