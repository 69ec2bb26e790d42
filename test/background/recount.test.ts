import './extension-storage.ts';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recountSome } from '../../src/background/recount.ts';
import { DAY_MS, HOUR_MS } from '../../src/model/schedule.ts';
import { markPosts, receivePosts, savePost } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import {
  check,
  drafts,
  givenEmptyDatabase,
  givenFeed,
  givenFeedWith,
  keptCounts,
  NOW,
  recount,
} from '../store/given.ts';
import { local } from './extension-storage.ts';

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await local.clear();
  await givenEmptyDatabase();
});

afterEach(() => vi.restoreAllMocks());

const recountAt = (now: number) => recountSome({ now: () => now }, false);

/** What a bug might leave. */
async function givenWrongCounts(feedId: number): Promise<void> {
  await database().feeds.update(feedId, { unreadCount: 99, postCount: 1 });
  await database().counts.update('all', { unread: -3, saved: 7, fresh: 12 });
}

test('counts that are wrong are mended once a day, and right ones left alone', async () => {
  const feed = await givenFeedWith(drafts('a', 250));
  await markPosts([`${feed.id}.a0`, `${feed.id}.a1`], true);
  await savePost(`${feed.id}.a1`, true, NOW);
  const right = await keptCounts();
  await givenWrongCounts(feed.id);

  await recountAt(NOW);
  expect(await keptCounts()).toEqual(right);
  expect(await keptCounts()).toEqual(await recount());
  expect(await database().feeds.get(feed.id)).toMatchObject({ postCount: 250, unreadCount: 248 });

  await givenWrongCounts(feed.id);
  await recountAt(NOW + 23 * HOUR_MS);
  expect(await keptCounts()).not.toEqual(right);
  await recountAt(NOW + DAY_MS);
  expect(await keptCounts()).toEqual(right);

  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  await recountAt(NOW + 2 * DAY_MS);
  expect(put).not.toHaveBeenCalled();
});

test('many feeds are counted some at a time, and a worker that dies goes on with the rest', async () => {
  for (let index = 0; index < 50; index += 1) await givenFeed(`https://blog${index}.example/feed`);
  await database().feeds.toCollection().modify({ postCount: 5 });
  const wrong = async () => (await database().feeds.toArray()).filter(({ postCount }) => postCount === 5).length;
  const left: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    await recountAt(NOW + round * HOUR_MS);
    left.push(await wrong());
  }
  expect(left).toEqual([30, 10, 0, 0]);
});

test('a start of the browser has all counted again', async () => {
  const feed = await givenFeedWith(drafts('a', 3));
  await recountAt(NOW);
  await givenWrongCounts(feed.id);
  await recountSome({ now: () => NOW + HOUR_MS }, true);
  expect(await keptCounts()).toEqual(await recount());
});

test('a feed whose posts are gone is fetched anew, without the posts that were known coming back as new', async () => {
  const feed = await givenFeed();
  const known = drafts('a', 3);
  await receivePosts(known, check(feed.id, { validators: { etag: '"1"' } }), 0);
  await database().posts.delete(`${feed.id}.a1`);
  await recountAt(NOW);
  expect(await database().feeds.get(feed.id)).not.toHaveProperty('etag');
  await receivePosts(known, check(feed.id), 0);
  expect(await database().feeds.get(feed.id)).toMatchObject({ postCount: 3, unreadCount: 0 });
});
