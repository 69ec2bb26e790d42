import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, nextCheck } from '../../src/model/schedule.ts';

// A Monday, 12:30 GMT.
const NOW = Date.UTC(2026, 10, 23, 12, 30);

function waitFor(given: Partial<Parameters<typeof nextCheck>[0]>): number {
  const check = { now: NOW, intervalMs: HOUR_MS, failures: 0, hintMs: 0, retryAfterMs: 0, jitter: 0, ...given };
  return nextCheck(check).nextCheckAt - NOW;
}

describe('the wait until the next check', () => {
  test.each([
    ['is the interval that the person chose', { intervalMs: 4 * HOUR_MS }, 4 * HOUR_MS],
    ['is an hour at least', { intervalMs: MINUTE_MS }, HOUR_MS],
    ['grows when the feed may be kept longer', { hintMs: 3 * HOUR_MS }, 3 * HOUR_MS],
    ['is not shortened by a feed that wants more checks', { hintMs: MINUTE_MS }, HOUR_MS],
    ['heeds a hint of years for a day', { hintMs: 400 * DAY_MS }, DAY_MS],
    ['is as long as the server asks', { retryAfterMs: 5 * HOUR_MS }, 5 * HOUR_MS],
    ['heeds a server that asks for years for a week', { retryAfterMs: 400 * DAY_MS }, 7 * DAY_MS],
    ['takes the longest of several wishes', { hintMs: 2 * HOUR_MS, retryAfterMs: 3 * HOUR_MS }, 3 * HOUR_MS],
    ['is one interval after a first failure', { failures: 1 }, HOUR_MS],
    ['doubles with each further failure', { failures: 4 }, 8 * HOUR_MS],
    ['grows to a day and no more', { failures: 40 }, DAY_MS],
    [
      'stays what the person chose when that is longer than failures would make it',
      { intervalMs: DAY_MS, failures: 9 },
      DAY_MS,
    ],
    ['is spread by up to a tenth', { jitter: 1 }, 1.1 * HOUR_MS],
  ])('%s', (_, given, expected) => {
    expect(waitFor(given)).toBeCloseTo(expected, 0);
  });

  test('is no longer than eight days, whatever comes together', () => {
    const check = { retryAfterMs: 7 * DAY_MS, jitter: 1, isFirst: true, intervalMs: 9 * DAY_MS };
    expect(waitFor(check)).toBe(8 * DAY_MS);
  });

  test('parts feeds that were added together over an hour', () => {
    expect(waitFor({ isFirst: true, jitter: 0.5 })).toBe(1.5 * HOUR_MS);
  });

  test('is spread by an hour at most', () => {
    expect(waitFor({ retryAfterMs: 7 * DAY_MS, jitter: 1 })).toBe(7 * DAY_MS + HOUR_MS);
  });

  test('leaves out hours that the feed skips, and keeps the minute', () => {
    expect(waitFor({ skipHours: [13, 14] })).toBe(2.5 * HOUR_MS + 30 * MINUTE_MS);
  });

  test('leaves out days that the feed skips', () => {
    const at = NOW + waitFor({ skipDays: [1, 2] });
    expect(new Date(at).toISOString()).toBe('2026-11-25T00:30:00.000Z');
  });

  test('ignores a feed that skips every hour', () => {
    expect(waitFor({ skipHours: Array.from({ length: 24 }, (_, hour) => hour) })).toBe(HOUR_MS);
  });
});

describe('why a check is when it is', () => {
  const weekly = { ms: DAY_MS, reason: 'rhythm' } as const;

  test.each<[string, Partial<Parameters<typeof nextCheck>[0]>, object]>([
    ['the person chose it', {}, { hours: 1, nextReason: 'interval' }],
    ['the blog publishes rarely', { rhythm: weekly }, { hours: 24, nextReason: 'rhythm' }],
    ['the blog fell silent', { rhythm: { ms: DAY_MS, reason: 'silent' } }, { hours: 24, nextReason: 'silent' }],
    [
      'the person chose a longer wait than the blog needs',
      { intervalMs: 8 * HOUR_MS, rhythm: { ms: 3 * HOUR_MS, reason: 'rhythm' } },
      { hours: 8, nextReason: 'interval' },
    ],
    ['the reply may be kept', { hintMs: 3 * HOUR_MS }, { hours: 3, nextReason: 'hint' }],
    ['the server asked to wait', { failures: 1, retryAfterMs: HOUR_MS }, { hours: 1, nextReason: 'asked-to-wait' }],
    ['it failed', { failures: 3 }, { hours: 4, nextReason: 'failing' }],
    ['it failed, and grows from its rhythm', { failures: 1, rhythm: weekly }, { hours: 24, nextReason: 'failing' }],
    ['it never ends', { other: { ms: DAY_MS, reason: 'cut' } }, { hours: 24, nextReason: 'cut' }],
    [
      'something of its own that is shorter than the interval does not count',
      { intervalMs: 4 * HOUR_MS, other: { ms: HOUR_MS, reason: 'no-validators' } },
      { hours: 4, nextReason: 'interval' },
    ],
    ['the document skips the hour', { skipHours: [13] }, { hours: 2, nextReason: 'skipped' }],
  ])('%s', (_, given, expected) => {
    const check = { now: NOW, intervalMs: HOUR_MS, failures: 0, hintMs: 0, retryAfterMs: 0, jitter: 0, ...given };
    const { nextCheckAt, nextReason } = nextCheck(check);
    expect({ hours: (nextCheckAt - NOW) / HOUR_MS, nextReason }).toEqual(expected);
  });
});
