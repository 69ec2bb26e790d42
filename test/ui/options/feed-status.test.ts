import './extension-page.ts';
import { describe, expect, test } from 'vitest';
import type { Feed } from '../../../src/model/types.ts';
import { feedStatus, isScheduled, nextCheckText, statusSentences } from '../../../src/ui/options/feed-status.ts';
import { DAY, failing, feed, HOUR, MINUTE, NOW } from './given-feed.ts';

describe('a feed in two or three words', () => {
  test.each<[string, Feed, string]>([
    ['posts came', feed({ lastOutcome: 'new-posts' }), 'good check OK'],
    ['nothing changed', feed(), 'quiet check Unchanged'],
    ['never checked', feed({ lastOutcome: 'never' }), 'quiet clock Not checked yet'],
    ['being checked', feed({ leasedUntil: NOW + 1 }), 'quiet refresh Checking'],
    [
      'failing, but being checked',
      failing({ reason: 'timeout' }, 99, { leasedUntil: NOW + 1 }),
      'quiet refresh Checking',
    ],
    ['one bad hour', failing({ reason: 'server-error', status: 502 }, 1), 'warn clock Server error (502)'],
    ['days of failures', failing({ reason: 'server-error', status: 502 }, 48), 'bad alert Server error (502)'],
    ['missing for days', failing({ reason: 'not-found', status: 404 }, 80), 'bad alert Not found (404)'],
    ['not allowed', failing({ reason: 'no-permission' }, 0), 'warn alert Permission missing'],
    ['cut short, which asks for nothing', feed({ lastOutcome: 'new-posts', defect: 'cut' }), 'warn info Cut short'],
    ['paused', feed({ paused: true }), 'quiet pause Paused'],
    ['failing, but paused', failing({ reason: 'timeout' }, 99, { paused: true }), 'quiet pause Paused'],
    ['gone', failing({ reason: 'gone', status: 410 }, 0, { stopped: true }), 'bad alert Gone (410)'],
    ['asked to wait', failing({ reason: 'slow-down', status: 429 }, 90), 'warn clock Too many requests (429)'],
    ['a failure that lost its reason', feed({ lastOutcome: 'failed' }), 'warn clock Failed'],
  ])('%s', (_state, given, expected) => {
    const { tone, icon, label } = feedStatus(given, NOW);
    expect(`${tone} ${icon} ${label}`).toBe(expected);
  });
});

describe('what happened and what happens next', () => {
  const words = (given: Feed) => statusSentences(given, NOW).join(' ');

  test('a feed that is well says when it was checked and will be', () => {
    expect(words(feed())).toBe('Checked 4 min ago. The next check is in 56 min.');
  });

  test('a failing feed says why and when it is tried again', () => {
    expect(words(failing({ reason: 'timeout' }, 1, { url: 'https://www.slow.example/feed' }))).toBe(
      'slow.example took too long to answer. Next try in 56 min.',
    );
  });

  test('a wish to wait counts where it is later than the next check', () => {
    const given = failing({ reason: 'slow-down', status: 429 }, 1, { blockedUntil: NOW + 3 * HOUR });
    expect(words(given)).toMatch(/^The site asked us to wait until today at 3:00.PM\.$/);
  });

  test('a feed without permission promises no check', () => {
    const given = failing({ reason: 'no-permission' }, 1, { url: 'https://new.example/feed' });
    expect([words(given), isScheduled(given)]).toEqual([
      'Linefeed needs your permission to fetch feeds from new.example.',
      false,
    ]);
  });

  test('a feed that is gone says that it is checked by hand only', () => {
    const given = failing({ reason: 'gone', status: 410 }, 1, { stopped: true, nextCheckAt: Number.MAX_SAFE_INTEGER });
    expect(words(given)).toBe(
      'The site says that this feed is gone for good. It is not checked any more, except by hand.',
    );
  });

  test.each<[string, Partial<Feed>, string]>([
    ['what was chosen for all feeds', { nextReason: 'interval' }, 'The next check is in 56 min.'],
    [
      'what was chosen for this feed',
      { nextReason: 'interval', checkEveryHours: 4 },
      'You chose how often it is checked: next check in 56 min.',
    ],
    [
      'a blog of several posts a day',
      { nextReason: 'rhythm', rhythmMs: HOUR },
      'Publishes several times a day: next check in 56 min.',
    ],
    ['a daily blog', { nextReason: 'rhythm', rhythmMs: DAY / 7 }, 'Publishes about daily: next check in 56 min.'],
    [
      'a blog of every third day',
      { nextReason: 'rhythm', rhythmMs: (3 * DAY) / 7 },
      'Publishes every few days: next check in 56 min.',
    ],
    [
      'a weekly blog',
      { nextReason: 'rhythm', rhythmMs: DAY, nextCheckAt: NOW + DAY },
      'Publishes about weekly or less often: next check tomorrow at 12:00 PM.',
    ],
    [
      'a silent blog',
      { nextReason: 'silent', lastPostAt: new Date(2025, 0, 3).getTime() },
      'No post since January 3, 2025: next check in 56 min.',
    ],
    ['what the site asks for', { nextReason: 'hint' }, 'The site asks for longer pauses: next check in 56 min.'],
    ['hours without checks', { nextReason: 'skipped' }, 'The feed names times without checks: next check in 56 min.'],
    [
      'a server without validators',
      { nextReason: 'no-validators' },
      'The site cannot tell whether anything changed, so it is asked more rarely: next check in 56 min.',
    ],
    [
      'many feeds due at once',
      { nextReason: 'spread' },
      'Many feeds were due at once, so this one waits for its turn: next check in 56 min.',
    ],
    ['a site that asked to wait', { blockedUntil: NOW + HOUR }, 'The site asked us to wait until today at 1:00 PM.'],
    ['a pause', { paused: true }, 'You have paused it: it is checked by hand only.'],
  ])('the next check is told with its reason: %s', (_reason, traits, expected) => {
    expect(words(feed(traits)).replaceAll('\u202f', ' ')).toBe(`Checked 4 min ago. ${expected}`);
  });

  test('a feed whose document never ends says so', () => {
    expect(words(feed({ defect: 'cut', nextReason: 'cut' }))).toContain('never shows its end');
  });

  test('a feed in trouble says for how long', () => {
    expect(words(failing({ reason: 'timeout' }, 75, { url: 'https://slow.example/' }))).toContain(
      'It has failed for 3 days.',
    );
  });

  test('a feed that was never checked says when it will be', () => {
    const { lastCheckedAt: _, ...fresh } = feed({ lastOutcome: 'never', nextCheckAt: NOW - MINUTE });
    expect(words(fresh)).toBe('The first check is in a moment.');
  });

  test('the time of day is said where hours would be many', () => {
    expect(nextCheckText(feed({ nextCheckAt: NOW + DAY }), NOW)).toMatch(/^tomorrow at 12:00/);
  });
});
