import { describe, expect, test } from 'vitest';
import { instantsOf, restOf, rhythmOf } from '../../src/model/rhythm.ts';
import { DAY_MS, HOUR_MS } from '../../src/model/schedule.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

/** Instants that lie so long before now, in days. */
function daysAgo(...days: number[]): number[] {
  return days.map((day) => NOW - day * DAY_MS);
}

describe('the rhythm of a blog', () => {
  test.each<[string, number[], number]>([
    ['that publishes weekly has it looked at daily', daysAgo(1, 8, 15, 22), DAY_MS],
    ['that publishes every third day: twice a day and more', daysAgo(0, 3, 6, 9), (3 / 7) * DAY_MS],
    ['that publishes daily: every three and a half hours', daysAgo(0, 1, 2, 3, 4), DAY_MS / 7],
    ['that publishes every other hour: hourly', daysAgo(0, 1 / 12, 2 / 12), HOUR_MS],
    ['that publishes monthly: daily, not more rarely', daysAgo(3, 32, 61), DAY_MS],
    ['with a single post is not known yet: hourly', daysAgo(2), HOUR_MS],
    ['whose latest post ended a long silence is not known anew: hourly', daysAgo(0, 90, 97, 104), HOUR_MS],
    ['that put all its posts online at once: hourly', daysAgo(5, 5, 5, 5), HOUR_MS],
    ['is told by its ten latest posts', daysAgo(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 29, 30), DAY_MS / 7],
    ['does not hang on the order of its posts', daysAgo(15, 1, 22, 8), DAY_MS],
    ['leaves out what is dated in the future', daysAgo(-30, 1, 8), DAY_MS],
  ])('%s', (_, instants, rhythmMs) => {
    expect(rhythmOf(instants, NOW)?.rhythmMs).toBe(Math.round(rhythmMs));
  });

  test('is not told by posts without dates, or of the future alone', () => {
    expect(rhythmOf([], NOW)).toBeUndefined();
    expect(rhythmOf(daysAgo(-1), NOW)).toBeUndefined();
  });

  test('knows the newest post', () => {
    expect(rhythmOf(daysAgo(8, 1, 15), NOW)?.lastPostAt).toBe(NOW - DAY_MS);
  });
});

describe('the rest of a blog', () => {
  test.each<[string, number, number, object]>([
    ['is its rhythm', HOUR_MS * 5, 1, { ms: HOUR_MS * 5, reason: 'rhythm' }],
    ['grows while it publishes nothing', HOUR_MS, 2, { ms: Math.round((2 / 7) * DAY_MS), reason: 'rhythm' }],
    ['grows to a day', HOUR_MS, 20, { ms: DAY_MS, reason: 'rhythm' }],
    ['is a day when it was silent for a month', HOUR_MS, 30, { ms: DAY_MS, reason: 'silent' }],
    ['is its rhythm where a clock was set back', HOUR_MS, -3, { ms: HOUR_MS, reason: 'rhythm' }],
  ])('%s', (_, rhythmMs, daysSince, rest) => {
    expect(restOf({ rhythmMs, lastPostAt: NOW - daysSince * DAY_MS }, NOW)).toEqual(rest);
  });

  test('comes back to an hour with the post that ends a silence', () => {
    const rhythm = rhythmOf(daysAgo(0, 60, 61, 62), NOW);
    expect(rhythm && restOf(rhythm, NOW + HOUR_MS)).toEqual({ ms: HOUR_MS, reason: 'rhythm' });
  });
});

describe('when posts were published', () => {
  const seenAt = NOW - DAY_MS;

  test.each<[string, { publishedAt?: number; isNew: boolean }, number | undefined, number[]]>([
    ['is what they say', { publishedAt: NOW - 9 * DAY_MS, isNew: false }, seenAt, [NOW - 9 * DAY_MS]],
    [
      'is what they say on a first check',
      { publishedAt: NOW - 9 * DAY_MS, isNew: true },
      undefined,
      [NOW - 9 * DAY_MS],
    ],
    ['is unknown of a first check without dates', { isNew: true }, undefined, []],
    ['is unknown of stored posts without dates', { isNew: false }, seenAt, []],
    ['is now for a new one without a date', { isNew: true }, seenAt, [NOW]],
    ['is after the last check for a new one that says otherwise', { publishedAt: 0, isNew: true }, seenAt, [seenAt]],
    ['is now for a new one of the future', { publishedAt: NOW + DAY_MS, isNew: true }, seenAt, [NOW]],
  ])('%s', (_, post, seen, instants) => {
    expect(instantsOf([post], { now: NOW, seenAt: seen })).toEqual(instants);
  });
});
