import { beforeEach, describe, expect, test } from 'vitest';
import { FIRST_PLACE } from '../../src/model/place.ts';
import { markPosts, savePost, storeIcon, unsubscribe } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { type FirstWishes, readFirstScreen } from '../../src/store/first-screen.ts';
import { readOrder, readRows, readScreen } from '../../src/store/queries.ts';
import { drafts, givenEmptyDatabase, givenFeed, givenFeedWith, NOW } from './given.ts';

const UNREAD: FirstWishes = { list: 'unread', groupBy: 'day', limit: 3, standingIds: [] };

beforeEach(givenEmptyDatabase);

describe('the raw first screen', () => {
  test.each(['unread', 'read', 'saved'] as const)('is what the query gives for %s posts', async (list) => {
    const first = await givenFeedWith(drafts('a', 6));
    const second = await givenFeedWith(drafts('b', 6), 'https://other.example/feed');
    await storeIcon(first.id, 'data:image/png;base64,AAAA');
    const ids = (await readScreen('unread', 12)).posts.map((post) => post.id);
    await markPosts(ids.slice(0, 6), true);
    for (const [index, id] of ids.slice(2, 7).entries()) await savePost(id, true, NOW + index);
    await unsubscribe([second.id], NOW);

    const reading = await readFirstScreen({ ...UNREAD, list });

    const order = await readOrder(list, 3);
    expect(order.entries.length).toBe(3);
    expect(reading).toEqual({ order, rows: await readRows(order.entries.map(({ id }) => id)), standing: [] });
  });

  test('brings the posts that are kept beside the list, without those that are gone', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    const ids = (await readScreen('unread', 3)).posts.map((post) => post.id);
    await markPosts(ids, true);

    const reading = await readFirstScreen({ ...UNREAD, standingIds: [...ids.slice(1), 'gone'] });

    expect(reading?.order).toEqual(await readOrder('unread', 3));
    expect(reading?.order.entries).toEqual([]);
    expect(reading?.rows).toEqual(await readRows(ids.slice(1)));
    expect(reading?.standing.map(({ id }) => id)).toEqual(ids.slice(1));
    expect(reading?.rows.feeds.get(feed.id)?.url).toBe(feed.url);
  });

  test('begins with the whole blog of the newest post where posts stand under their blogs', async () => {
    const older = await givenFeedWith(drafts('b', 2).map((each) => ({ ...each, publishedAt: NOW - 90_000_000 })));
    const newer = await givenFeedWith(drafts('a', 2), 'https://other.example/feed');

    const reading = await readFirstScreen({ ...UNREAD, groupBy: 'blog' });

    // Only a browser that gives keys backwards can tell; the made-up one cannot, and leaves it to the query.
    if ('getAllRecords' in IDBIndex.prototype) {
      expect(reading?.order.entries.map(({ feedId }) => feedId)).toEqual([newer.id, newer.id, older.id]);
    } else expect(reading).toBeUndefined();
  });

  test('knows a database in which every feed is unsubscribed', async () => {
    const feed = await givenFeedWith(drafts('a', 2));
    await unsubscribe([feed.id], NOW);
    expect((await readFirstScreen(UNREAD))?.order.hasFeeds).toBe(false);
    await givenFeed('https://other.example/feed');
    expect((await readFirstScreen(UNREAD))?.order.hasFeeds).toBe(true);
  });

  test('creates no database where there is none', async () => {
    await database().delete();
    expect(await readFirstScreen(UNREAD)).toBeUndefined();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(FIRST_PLACE.name);
  });

  test('leaves a database that lacks the tables to the query', async () => {
    await database().delete();
    await new Promise((resolve) => {
      const request = indexedDB.open(FIRST_PLACE.name, 1);
      request.onsuccess = () => {
        request.result.close();
        resolve(undefined);
      };
    });
    expect(await readFirstScreen(UNREAD)).toBeUndefined();
  });

  test('does not hold up who deletes or upgrades the database', async () => {
    await givenFeedWith(drafts('a', 2));
    const reading = readFirstScreen(UNREAD);
    await database().delete();
    await reading;
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(FIRST_PLACE.name);
  });
});
