import './extension-storage.ts';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freeSpace, isRoomForPosts, noteWantOfRoom } from '../../src/background/room.ts';
import { Rounds } from '../../src/background/rounds.ts';
import { isStorageFull, noteStorageFull } from '../../src/browser/storage-full.ts';
import { DAY_MS } from '../../src/model/schedule.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import { markPosts, savePost } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { readScreen } from '../../src/store/queries.ts';
import { draft, givenEmptyDatabase, givenFeed, givenFeedWith, keptCounts, NOW, recount } from '../store/given.ts';
import { session } from './extension-storage.ts';
import { rss, scripted } from './given.ts';

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await session.clear();
  await givenEmptyDatabase();
});

afterEach(() => vi.restoreAllMocks());

/** As a browser whose quota is used up: what adds text fails, as the request or as its whole transaction does. */
function givenNoRoom(way: 'request' | 'transaction' = 'request') {
  const failure = () => new DOMException('The quota has been exceeded', 'QuotaExceededError');
  const { put } = IDBObjectStore.prototype;
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (this.name !== 'bodies') return put.call(this, value, key);
    if (way === 'request') throw failure();
    const { transaction } = this;
    const request = put.call(this, value, key);
    request.addEventListener('success', () => transaction.abort());
    Object.defineProperty(transaction, 'error', { get: failure, set: () => undefined });
    return request;
  });
}

function givenReader(urls: readonly string[]) {
  const world = scripted(Object.fromEntries(urls.map((url) => [url, { body: rss(['a', 'b']) }])), {
    onStoreError: noteWantOfRoom,
  });
  const rounds = new Rounds(world.environment, {
    settings: async () => DEFAULT_SETTINGS,
    onBegin: async () => {},
    hasRoom: isRoomForPosts,
    show: async () => {},
    onNewPosts: async () => {},
    onEnd: async () => {},
  });
  return { ...world, rounds };
}

vi.setConfig({ testTimeout: 30_000 });

describe('a browser that has no room for posts', () => {
  test.each(['request', 'transaction'] as const)('is not asked to store more, told by its %s', async (way) => {
    const urls = Array.from({ length: 12 }, (_, index) => `https://blog${index}.example/feed`);
    for (const url of urls) await givenFeed(url);
    const noRoom = givenNoRoom(way);
    const { rounds, asked } = givenReader(urls);

    await rounds.start().catch(() => undefined);
    expect(await isStorageFull()).toBe(true);
    const before = asked.length;
    expect(before).toBeLessThan(urls.length);
    await rounds.start().catch(() => undefined);
    expect(asked).toHaveLength(before);
    expect((await database().feeds.toArray()).filter((feed) => feed.failure)).toEqual([]);

    noRoom.mockRestore();
    await database().feeds.toCollection().modify({ leasedUntil: 0 });
    await rounds.start();
    expect(await isStorageFull()).toBe(false);
    expect(await database().posts.count()).toBe(2 * urls.length);
  });

  test('still shows what is stored', async () => {
    await givenFeedWith([draft({ identity: 'a' })]);
    givenNoRoom();
    await noteStorageFull(true);
    expect(await isRoomForPosts()).toBe(false);
    expect((await readScreen('unread', 10)).posts).toHaveLength(1);
  });
});

test('making room takes the texts of read posts that are older than 30 days and not saved, and nothing else', async () => {
  const at = (identity: string, days: number) => draft({ identity, publishedAt: NOW - days * DAY_MS });
  const old = Array.from({ length: 250 }, (_, index) => at(`old${index}`, 31 + (index % 3)));
  const feed = await givenFeedWith([...old, at('young', 29), at('unread', 90), at('saved', 90)]);
  const id = (identity: string) => `${feed.id}.${identity}`;
  await markPosts([...old.map(({ identity }) => id(identity)), id('young'), id('saved')], true);
  await savePost(id('saved'), true, NOW);
  await noteStorageFull(true);

  expect(await freeSpace({ now: () => NOW })).toEqual({ removed: 250, isEnough: true });

  expect((await database().bodies.toCollection().primaryKeys()).sort()).toEqual(
    [id('saved'), id('unread'), id('young')].sort(),
  );
  expect(await database().posts.count()).toBe(253);
  expect(await isStorageFull()).toBe(false);
  expect(await keptCounts()).toEqual(await recount());
  expect(await freeSpace({ now: () => NOW })).toEqual({ removed: 0, isEnough: true });
});
