import { describe, expect, test } from 'vitest';
import { isInTrouble, lacksPermission, needsAttention } from '../../src/model/trouble.ts';
import type { FailureReason } from '../../src/model/types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = 1_700_000_000_000;

/** The last of the failed checks was a minute ago. */
const failing = (reason: FailureReason, failures: number, hours: number) => ({
  failure: { reason },
  failures,
  failingSince: NOW - hours * HOUR - MINUTE,
  lastCheckedAt: NOW - MINUTE,
});

/** No check since an hour after the first failure. */
function asleepSince(feed: ReturnType<typeof failing>) {
  return { ...feed, lastCheckedAt: feed.failingSince + HOUR };
}

describe('a feed is in trouble', () => {
  test.each([
    ['never while it is read', { failures: 0 }, false],
    ['not after many failures within a day', failing('server-error', 9, 23), false],
    ['not after a day with two failures', failing('timeout', 2, 30), false],
    ['after three failures over a day', failing('timeout', 3, 24), true],
    ['after three failures to read it over a day', failing('broken', 3, 24), true],
    ['not after two days of 404', failing('not-found', 40, 48), false],
    ['after three days of 404', failing('not-found', 3, 72), true],
    ['not where one check finds it gone', failing('gone', 1, 2), false],
    [
      'at once where a second check confirms that it is gone',
      { ...failing('gone', 2, 1), stopped: true as const },
      true,
    ],
    ['not for one 404 before the computer slept for days', asleepSince(failing('not-found', 1, 80)), false],
    ['not for three failures of one morning, days ago', asleepSince(failing('timeout', 3, 80)), false],
    ['not while the person has it paused', { ...failing('broken', 3, 24), paused: true as const }, false],
    ['where checking it has stopped', { failures: 0, stopped: true as const }, true],
    ['not while it is asked to wait, however long', failing('slow-down', 20, 500), false],
    ['not for being offline', failing('offline', 20, 500), false],
    ['not for a missing permission', failing('no-permission', 20, 500), false],
  ])('%s', (_when, feed, expected) => {
    expect(isInTrouble(feed, NOW)).toBe(expected);
  });
});

test('a feed without permission needs attention at once', () => {
  const feed = failing('no-permission', 1, 0);
  expect([lacksPermission(feed), needsAttention(feed, NOW)]).toEqual([true, true]);
});

test('a paused feed without permission waits for nothing', () => {
  const feed = { ...failing('no-permission', 1, 0), paused: true as const };
  expect([lacksPermission(feed), needsAttention(feed, NOW)]).toEqual([false, false]);
});
