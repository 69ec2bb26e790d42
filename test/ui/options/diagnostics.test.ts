import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.ts';
import type { Feed, StoredCheck } from '../../../src/model/types.ts';
import { type Diagnosed, diagnosticsText } from '../../../src/ui/options/diagnostics.ts';
import { failing, feed, HOUR, NOW } from './given-feed.ts';

function textOf(feeds: readonly Feed[], given: Partial<Diagnosed> = {}): string {
  return diagnosticsText({
    now: NOW,
    version: '1.2.3',
    userAgent: 'Browser/1',
    language: 'en',
    settings: DEFAULT_SETTINGS,
    counts: { id: 'all', unread: 7, saved: 2, fresh: 1, arrivals: 3, shownArrival: 2 },
    stored: 12_345_678,
    feeds,
    checks: new Map(),
    ...given,
  });
}

const check: StoredCheck = {
  feedId: 1,
  slot: 0,
  at: NOW - HOUR,
  outcome: 'failed',
  failure: { reason: 'not-found', status: 404 },
  bytes: 0,
  newPosts: 0,
  durationMs: 81.6,
};

test('a report has version, browser, settings and counts', () => {
  const text = textOf([feed({ postCount: 30 }), feed({ postCount: 12, paused: true })]);
  expect(text).toContain('Linefeed 1.2.3\nbrowser: Browser/1\n');
  expect(text).toContain('"checkEveryHours":1');
  expect(text).toContain('posts: 42 kept, 7 unread, 2 saved\nstorage: 12.3 MB\nfeeds: 2; ');
  expect(text).toContain('1 paused');
});

test('a feed in trouble is told with its address, its state and its last checks', () => {
  const troubled = failing({ reason: 'not-found', status: 404 }, 100, { url: 'https://lost.example/feed' });
  const text = textOf([troubled], { checks: new Map([[troubled.id, [check]]]) });
  expect(text).toContain('feed: https://lost.example/feed\n  state: not-found 404, 5 in a row, since ');
  expect(text).toContain(`  check: ${new Date(NOW - HOUR).toISOString()}, not-found 404, 0 bytes, 0 new, 82 ms\n`);
});

test('what a person reads stays theirs: no feed that is well, no name that they gave, no title, no folder', () => {
  const named = { name: 'My diary', title: 'A diary', folder: 'Private' };
  const text = textOf([
    feed({ ...named, url: 'https://well.example/feed' }),
    feed({ ...named, url: 'https://well.example/moved', finalUrl: 'https://well.example/to' }),
    failing({ reason: 'timeout' }, 90, { ...named, url: 'https://ill.example/feed' }),
  ]);
  for (const secret of ['well.example', 'My diary', 'A diary', 'Private']) expect(text).not.toContain(secret);
  expect(text).toContain('ill.example');
});

test('the keys of a private feed are left out of its addresses', () => {
  const url = 'https://user:word@git.example/private.atom?token=abc123&user=me';
  const text = textOf([failing({ reason: 'timeout' }, 90, { url, finalUrl: 'https://git.example/p?token=def456' })]);
  expect(text).toContain('feed: https://git.example/private.atom?token=…&user=…\n');
  for (const secret of ['abc123', 'def456', 'user=me', 'word']) expect(text).not.toContain(secret);
});

test('a damaged row does not keep the others from being told', () => {
  const damaged = failing({ reason: 'broken' }, 90, {
    url: 'not an address',
    nextCheckAt: Number.NaN,
    lastGoodAt: 1e300,
  });
  const text = textOf([damaged, failing({ reason: 'timeout' }, 90, { url: 'https://ill.example/feed' })]);
  expect(text).toContain('feed: unreadable');
  expect(text).toContain('ill.example');
});
