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
    expect(words(given)).toBe('The site asked us to slow down. Next try in 3 h.');
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

  test('a feed that was never checked says when it will be', () => {
    const { lastCheckedAt: _, ...fresh } = feed({ lastOutcome: 'never', nextCheckAt: NOW - MINUTE });
    expect(words(fresh)).toBe('The first check is in a moment.');
  });

  test('the time of day is said where hours would be many', () => {
    expect(nextCheckText(feed({ nextCheckAt: NOW + DAY }), NOW)).toMatch(/^tomorrow at 12:00/);
  });
});
