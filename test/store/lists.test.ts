import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { markPosts, savePost } from '../../src/store/changes.ts';
import { readFirstScreen } from '../../src/store/first-screen.ts';
import { readOrder, readRows } from '../../src/store/queries.ts';
import { drafts, givenEmptyDatabase, givenFeedWith, NOW } from './given.ts';

beforeEach(givenEmptyDatabase);
afterEach(() => vi.restoreAllMocks());

test('a list of a thousand unread posts is read without their bodies', async () => {
  await givenFeedWith(drafts('a', 1000));
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');

  const first = await readFirstScreen({ list: 'unread', groupBy: 'day', limit: 1000, standingIds: [] });
  const { entries } = await readOrder('unread', 1000);
  const { posts } = await readRows(entries.map(({ id }) => id));

  expect([first?.rows.posts.length, posts.length]).toEqual([1000, 1000]);
  const tables = begun.mock.calls.flatMap(([names]) => (typeof names === 'string' ? names : [...names]));
  expect(tables).toContain('posts');
  expect(tables).not.toContain('bodies');
});

test('the order of a list is that of its posts, newest first, and says whether it is whole', async () => {
  const feed = await givenFeedWith(drafts('a', 4));
  const id = (name: string) => `${feed.id}.${name}`;
  await markPosts([id('a1')], true);
  for (const [index, name] of ['a3', 'a0'].entries()) await savePost(id(name), true, NOW + index);

  const unread = await readOrder('unread', 10);
  expect(unread.entries.map((entry) => entry.id)).toEqual([id('a0'), id('a2'), id('a3')]);
  expect(unread.entries[0]).toEqual({ id: id('a0'), feedId: feed.id, at: NOW });
  expect([unread.isWhole, unread.counts.unread]).toEqual([true, 3]);
  expect((await readOrder('unread', 2)).isWhole).toBe(false);
  expect((await readOrder('read', 10)).entries.map((entry) => entry.id)).toEqual([id('a1')]);
  const saved = await readOrder('saved', 10);
  expect(saved.entries.map((entry) => [entry.id, entry.at])).toEqual([
    [id('a0'), NOW + 1],
    [id('a3'), NOW],
  ]);
});
