import './extension-storage.ts';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { salvageFormer, settleDatabase } from '../../src/background/restore.ts';
import { copyEverything, copyFeeds, copySavedPost } from '../../src/background/second-copy.ts';
import { readRestored } from '../../src/browser/restored.ts';
import { NEVER } from '../../src/model/check.ts';
import { FIRST_PLACE } from '../../src/model/place.ts';
import { HOUR_MS } from '../../src/model/schedule.ts';
import {
  addFeeds,
  markPosts,
  moveFeeds,
  purgeUnsubscribed,
  receivePosts,
  renameFeed,
  savePost,
  unsubscribe,
} from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { databaseLocation, setDatabaseLocation } from '../../src/store/database-name.ts';
import type { Depth } from '../../src/store/examine.ts';
import { readFeedRows, readPost, readSavedPosts, readScreen } from '../../src/store/queries.ts';
import {
  check,
  draft,
  drafts,
  givenEmptyDatabase,
  givenFeed,
  givenFeedWith,
  keptCounts,
  NOW,
  recount,
} from '../store/given.ts';
import { givenReadsFail, givenWritesFail, local } from './extension-storage.ts';

const LATER = NOW + 3 * HOUR_MS;

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await local.clear();
  for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
  givenNewWorker();
  await givenEmptyDatabase();
});

afterEach(() => {
  vi.restoreAllMocks();
  database().close();
});

/** A worker that has just started knows nothing of where the database lies. */
function givenNewWorker(): void {
  database().close();
  setDatabaseLocation({ place: FIRST_PLACE, factory: indexedDB });
}

/** What every start of the worker does before anything else. */
async function startWorker({ depth = 'sample', now = LATER }: { depth?: Depth; now?: number } = {}): Promise<void> {
  givenNewWorker();
  await settleDatabase({ now: () => now, random: () => 0.5 }, depth);
}

/** And what it does behind it. */
async function startAndSalvage(given?: { depth?: Depth; now?: number }): Promise<void> {
  await startWorker(given);
  await salvageFormer({ now: () => LATER, random: () => 0.5 });
}

/** Two feeds, one of them with a name, a folder, a rhythm of its own and two saved posts, all of it copied. */
async function givenCopiedReader(): Promise<void> {
  const feed = await givenFeedWith(drafts('a', 3), 'https://blog.example/feed');
  await renameFeed(feed.id, 'My blog');
  await moveFeeds([feed.id], 'Work / Databases');
  await database().feeds.update(feed.id, { checkEveryHours: 8, articleText: 'page' });
  await givenFeedWith(drafts('b', 2), 'https://other.example/feed');
  for (const identity of ['a0', 'a2']) {
    await savePost(`${feed.id}.${identity}`, true, NOW);
    await copySavedPost(`${feed.id}.${identity}`, NOW);
  }
  await copyFeeds(NOW);
}

/** As damaged files come back: without what they held. */
async function givenDatabaseIsEmptied(): Promise<void> {
  await givenEmptyDatabase();
}

const namesOf = async () => (await indexedDB.databases()).map(({ name }) => name).sort();
const urls = async () => (await readFeedRows()).map(({ url }) => url).sort();
const savedTitles = async () => (await readSavedPosts()).map(({ title }) => title).sort();
const copyKeys = async () => Object.keys((await local.get()) as object).filter((key) => key.startsWith('copy:'));

async function expectWhole(): Promise<void> {
  expect(await urls()).toEqual(['https://blog.example/feed', 'https://other.example/feed']);
  const [blog] = await readFeedRows();
  expect(blog).toMatchObject({ name: 'My blog', folder: 'Work / Databases', checkEveryHours: 8, articleText: 'page' });
  expect(await savedTitles()).toEqual(['Post a0', 'Post a2']);
  expect(await keptCounts()).toEqual(await recount());
}

describe('a database that opens empty', () => {
  beforeEach(async () => {
    await givenCopiedReader();
    await givenDatabaseIsEmptied();
  });

  test('is left for one of a new name, with subscriptions and saved posts', async () => {
    await startWorker();
    expect(databaseLocation().place).toEqual({ name: 'linefeed-2' });
    await expectWhole();
    expect(await readSavedPosts()).toEqual([
      expect.objectContaining({
        guid: 'a0',
        url: 'https://blog.example/a0',
        savedAt: NOW,
        publishedAt: NOW,
        unread: 0,
      }),
      expect.objectContaining({ guid: 'a2', summary: 'About a2.' }),
    ]);
  });

  test('is told of, with counts', async () => {
    await startWorker();
    const told = { at: LATER, isPart: false, feeds: 2, saved: 2, missingFeeds: 0, missingSaved: 0 };
    expect(await readRestored()).toEqual(told);
    await startWorker();
    expect(await readRestored()).toEqual(told);
  });

  test('is found by the next worker under its new name, and removed under its old one', async () => {
    await startAndSalvage();
    await startAndSalvage();
    await savePost('1.a0', false, LATER);
    await savePost('1.a2', false, LATER);
    await copyEverything(LATER);
    await startAndSalvage();
    for (const id of ['1.a0', '1.a2']) {
      await savePost(id, true, NOW);
      await copySavedPost(id, NOW);
    }
    expect(databaseLocation().place).toEqual({ name: 'linefeed-2' });
    expect(await namesOf()).toEqual(['linefeed-2']);
    await expectWhole();
  });

  test('has its feeds checked again one after another, not at once', async () => {
    await startWorker();
    for (const feed of await readFeedRows()) {
      expect(feed).toMatchObject({ nextCheckAt: LATER + 4000, nextReason: 'spread' });
      expect(feed.etag).toBeUndefined();
    }
  });

  test('does not flood the list of unread posts when they are fetched again', async () => {
    await startWorker();
    const [blog] = await readFeedRows();
    const news = draft({ identity: 'new', publishedAt: NOW + HOUR_MS });
    await receivePosts([news, ...drafts('a', 3)], check(blog?.id ?? 0), 'all');
    expect((await readScreen('unread', 10)).posts.map(({ title }) => title)).toEqual(['Post new']);
    await receivePosts([draft({ identity: 'undated' }), news], check(blog?.id ?? 0), 'all');
    expect((await readScreen('unread', 10)).posts).toHaveLength(2);
    expect(await keptCounts()).toEqual(await recount());
  });

  test('has its saved posts recognised when their feed brings them, with their text', async () => {
    await startWorker();
    const [blog] = await readFeedRows();
    await receivePosts(drafts('a', 3), check(blog?.id ?? 0), 'all');
    expect(await database().posts.count()).toBe(3);
    const [saved] = await readSavedPosts();
    expect(saved).toMatchObject({ savedAt: NOW, fingerprint: 'first', facts: { words: 100 } });
    expect((await readPost(saved?.id ?? ''))?.body?.html).toBe('<p>About a0.</p>');
    expect(await keptCounts()).toEqual(await recount());
  });

  test('is restored by the next worker where this one dies at any write', async () => {
    for (let step = 0; step < 6; step += 1) {
      givenWritesFail(1, step);
      await startWorker().catch(() => undefined);
    }
    givenWritesFail(0);
    await startWorker();
    await expectWhole();
    expect((await copyKeys()).filter((key) => key.startsWith('copy:lost'))).toEqual([]);
  });

  test('is restored once it can be: a copy that cannot be set aside stays as it is', async () => {
    const before = await local.get();
    givenWritesFail(100);
    await expect(startWorker()).rejects.toThrow('The disk is full');
    givenWritesFail(0);
    expect(await local.get()).toEqual(before);
    await startWorker();
    await expectWhole();
  });

  test('is restored twice where it is lost twice', async () => {
    await startAndSalvage();
    await givenEmptyDatabase();
    await startAndSalvage({ now: LATER + 1 });
    expect(databaseLocation().place).toEqual({ name: 'linefeed-3' });
    await expectWhole();
  });

  test('is copied anew, so that nothing of the loss is left in extension storage', async () => {
    await startAndSalvage();
    const stored = (await local.get()) as Record<string, { length?: number }>;
    expect((await copyKeys()).sort()).toEqual([
      'copy:database',
      'copy:feeds',
      'copy:known',
      'copy:saved:1.a0',
      'copy:saved:1.a2',
    ]);
    expect(stored['copy:feeds']).toHaveLength(2);
    expect(stored['database:former']).toBeUndefined();
  });

  test('is not written over by a worker that lives on while it is lost', async () => {
    const before = await local.get();
    await givenFeed('https://new.example/feed');
    await expect(copyFeeds(LATER)).rejects.toThrow();
    await expect(copyEverything(LATER)).rejects.toThrow();
    expect(await local.get()).toEqual(before);
    await startAndSalvage();
    expect(await urls()).toEqual([
      'https://blog.example/feed',
      'https://new.example/feed',
      'https://other.example/feed',
    ]);
  });
});

describe('a copy that an earlier version set aside', () => {
  test('is restored beside what the person began anew with, which wins', async () => {
    await givenFeedWith(drafts('n', 2), 'https://blog.example/feed');
    await copyEverything(NOW);
    const lost = {
      'copy:database': { name: 'linefeed-1', birthmark: 'old', feeds: 3, saved: 2 },
      'copy:feeds': [
        { url: 'https://blog.example/feed', title: 'Blog', folder: 'Old', subscribedAt: 1 },
        { url: 'https://other.example/feed', title: 'Other', folder: 'Work', name: 'Mine', subscribedAt: 1 },
        { url: 'javascript:alert(1)', title: 'Rubbish', folder: '', subscribedAt: 1 },
      ],
      'copy:saved:7.a0': { feedUrl: 'https://gone.example/feed', title: 'Kept', summary: 'S.', savedAt: 5 },
      'copy:saved:8.a1': 'rubbish',
    };
    await local.set(Object.fromEntries(Object.entries(lost).map(([key, value]) => [`copy:lost:1000:${key}`, value])));

    await startWorker({ depth: 'sample' });

    expect(databaseLocation().place).toEqual(FIRST_PLACE);
    expect(await readFeedRows()).toEqual([
      expect.objectContaining({ url: 'https://blog.example/feed', folder: '', postCount: 2 }),
      expect.objectContaining({ url: 'https://other.example/feed', folder: 'Work', name: 'Mine' }),
    ]);
    expect(await savedTitles()).toEqual(['Kept']);
    expect(await readRestored()).toEqual({
      at: 1000,
      isPart: false,
      feeds: 2,
      saved: 1,
      missingFeeds: 1,
      missingSaved: 1,
    });
    expect((await copyKeys()).some((key) => key.startsWith('copy:lost'))).toBe(false);
    expect(await keptCounts()).toEqual(await recount());
  });
});

describe('a database that fell back to an earlier state', () => {
  test('gets back what its copy has beyond it, and keeps all that it holds', async () => {
    await givenCopiedReader();
    const { birthmark, feeds, posts, counts } = database();
    const [mark, blog, saved] = await Promise.all([birthmark.get('all'), feeds.get(1), posts.get('1.a2')]);
    if (!mark || !blog || !saved) throw new Error('nothing was stored');
    const { savedAt: _savedAt, ...unsaved } = saved;
    await birthmark.put({ ...mark, edition: 1 });
    await feeds.put({ ...blog, folder: '' });
    await feeds.delete(2);
    await posts.put(unsaved);
    await counts.update('all', { saved: 1 });

    await startWorker({ depth: 'identity' });

    expect(databaseLocation().place).toEqual(FIRST_PLACE);
    await expectWhole();
    expect(await database().posts.count()).toBe(5);
    expect(await readRestored()).toMatchObject({ isPart: true, feeds: 2, saved: 2 });
    const told = await readRestored();
    await startWorker();
    expect(await readRestored()).toEqual(told);
  });
});

test('a feed that fell back to before its first document is fetched again at once, and brings no old news', async () => {
  await givenCopiedReader();
  const [mark, blog] = await Promise.all([database().birthmark.get('all'), database().feeds.get(2)]);
  if (!mark || !blog) throw new Error('nothing was stored');
  const { lastGoodAt: _good, hasBeenWhole: _whole, ...early } = blog;
  await database().birthmark.put({ ...mark, edition: 1 });
  await database().feeds.put({ ...early, postCount: 0, unreadCount: 0, leasedUntil: LATER + 90_000 });
  await database().posts.where('id').startsWith('2.').delete();
  await startWorker({ depth: 'identity' });
  expect(await database().feeds.get(2)).toMatchObject({ leasedUntil: 0, nextCheckAt: LATER + 4000 });
  await receivePosts(drafts('b', 2), check(2, { at: LATER }), 'all');
  expect(await database().feeds.get(2)).toMatchObject({ postCount: 2, unreadCount: 0 });
});

test('a feed that fell back to before it was subscribed to again is subscribed, and its posts are in their lists', async () => {
  await givenCopiedReader();
  const mark = await database().birthmark.get('all');
  if (!mark) throw new Error('nothing was stored');
  await unsubscribe([2], NOW);
  await database().birthmark.put({ ...mark, edition: 1 });
  await startWorker({ depth: 'identity' });
  await expectWhole();
  expect((await readScreen('unread', 10)).posts).toHaveLength(5);
});

test('a restored feed is not asked before its server allows it, and one that is gone is not asked at all', async () => {
  await givenCopiedReader();
  await database().feeds.update(1, { blockedUntil: LATER + HOUR_MS });
  await database().feeds.update(2, { stopped: true });
  await copyFeeds(NOW);
  await givenDatabaseIsEmptied();
  await startWorker();
  const [waiting, gone] = await readFeedRows();
  expect(waiting).toMatchObject({ blockedUntil: LATER + HOUR_MS, nextCheckAt: LATER + HOUR_MS });
  expect(gone).toMatchObject({ stopped: true, nextCheckAt: NEVER });
});

test('a copy is there of what was restored before the one that it came from is removed', async () => {
  await givenCopiedReader();
  await givenDatabaseIsEmptied();
  // The worker dies at each of the writes in turn.
  for (let after = 0; after < 8; after += 1) {
    givenWritesFail(1000, after);
    await startWorker().catch(() => {});
    givenWritesFail(0);
    const keys = await copyKeys();
    const isKept = (end: string) => keys.some((key) => key.endsWith(end));
    expect([isKept('copy:feeds'), isKept('copy:saved:1.a0'), isKept('copy:saved:1.a2')]).toEqual([true, true, true]);
  }
  await startWorker();
  await expectWhole();
});

test('a database that was left is kept as long as nothing of it can be read', async () => {
  await givenCopiedReader();
  const sentinel = ((await local.get('copy:database')) as Record<string, object>)['copy:database'];
  await local.set({ 'copy:database': { ...sentinel, birthmark: 'another' } });
  const reads = (['getAll', 'getAllKeys'] as const).map((name) => {
    const read = IDBObjectStore.prototype[name];
    return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.transaction.db.name === FIRST_PLACE.name) throw new DOMException('Internal error', 'UnknownError');
      return read.apply(this, given as []) as never;
    });
  });
  await startAndSalvage();
  expect(await namesOf()).toEqual(['linefeed-1', 'linefeed-2']);
  for (const read of reads) read.mockRestore();
  await startAndSalvage();
  expect(await namesOf()).toEqual(['linefeed-2']);
  expect((await readPost('1.a1'))?.body?.html).toBe('<p>About a1.</p>');
});

describe('a database that does not fit together', () => {
  test.each([
    ['has lost most posts of its feeds', () => database().posts.where('id').startsWith('1.a').delete()],
    ['has lost its counts', () => database().counts.clear()],
    ['has lost a feed', () => database().feeds.delete(2)],
    ['has lost a saved post', () => database().posts.delete('1.a2')],
    ['has lost its mark', () => database().birthmark.clear()],
  ])('%s: is left for a new one that has all that can still be read', async (_what, damage) => {
    await givenCopiedReader();
    await markPosts(['2.b0'], true);
    const before = await database().posts.toArray();
    await damage();
    const left = new Set((await database().posts.toArray()).map(({ id }) => id));

    await startAndSalvage();

    expect(databaseLocation().place).toEqual({ name: 'linefeed-2' });
    await expectWhole();
    const posts = await database().posts.toArray();
    for (const post of before.filter(({ id }) => left.has(id))) {
      expect(posts).toContainEqual({ ...post, arrival: 0 });
      expect((await readPost(post.id))?.body?.html).toBe(`<p>About ${post.identity}.</p>`);
    }
    expect(await namesOf()).toEqual(['linefeed-2']);
  });
});

describe('a database that fails', () => {
  /** Opens of these names fail as those of damaged files do. */
  async function givenFails(isMeant: (name: string) => boolean): Promise<void> {
    const { open } = IDBFactory.prototype;
    await new Promise((done) => {
      indexedDB.open('too new', 1000).onsuccess = (event) => {
        (event.target as IDBOpenDBRequest).result.close();
        done(undefined);
      };
    });
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, name, version) {
      if (!isMeant(name)) return open.call(this, name, version);
      const request = open.call(this, 'too new', 1);
      const error = new DOMException('Internal error', 'UnknownError');
      Object.defineProperty(request, 'error', { get: () => error, set: () => undefined });
      return request;
    });
  }

  test('as it is opened: is left for a new one, and kept for the day that it opens again', async () => {
    await givenCopiedReader();
    database().close();
    await givenFails((name) => name === 'linefeed-1');
    await startAndSalvage();
    expect(databaseLocation().place).toEqual({ name: 'linefeed-2' });
    await expectWhole();
    expect(await database().posts.count()).toBe(2);

    vi.restoreAllMocks();
    await startAndSalvage();
    await expectWhole();
    expect(await database().posts.count()).toBe(5);
    expect(await namesOf()).not.toContain('linefeed-1');
  });

  test('under every name: finds room in a storage bucket where the browser has them', async () => {
    await givenCopiedReader();
    database().close();
    await givenFails((name) => !name.startsWith('bucketed'));
    const buckets = new Set<string>();
    const bucket = {
      open: (name: string, version?: number) => indexedDB.open(`bucketed ${name}`, version),
      deleteDatabase: (name: string) => indexedDB.deleteDatabase(`bucketed ${name}`),
      databases: () => indexedDB.databases(),
      cmp: indexedDB.cmp.bind(indexedDB),
    };
    vi.stubGlobal('navigator', {
      storageBuckets: {
        open: async (name: string) => {
          buckets.add(name);
          return { indexedDB: bucket };
        },
        keys: async () => [...buckets],
      },
    });
    await startAndSalvage();
    expect(databaseLocation().place).toEqual({ name: 'linefeed-2', bucket: true });
    await expectWhole();
    await startAndSalvage();
    await expectWhole();
    vi.unstubAllGlobals();
  });

  test('as it is read: is left for a new one that has all rows that can still be read', async () => {
    await givenCopiedReader();
    await markPosts(['2.b1'], true);
    const stored = (await database().posts.toCollection().primaryKeys()).sort();
    const { get, getAll, openCursor } = IDBObjectStore.prototype;
    const reaches = (store: IDBObjectStore, query: unknown, count = stored.length) =>
      store.transaction.db.name === 'linefeed-1' &&
      store.name === 'posts' &&
      stored
        .filter((key) => !(query instanceof IDBKeyRange) || query.includes(key))
        .slice(0, count)
        .includes('1.a1');
    const failure = () => new DOMException('Internal error', 'UnknownError');
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, query, count) {
      if (reaches(this, query, count)) throw failure();
      return getAll.call(this, query, count);
    });
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, query) {
      if (query === '1.a1' && reaches(this, undefined)) throw failure();
      return get.call(this, query);
    });
    vi.spyOn(IDBObjectStore.prototype, 'openCursor').mockImplementation(function (
      this: IDBObjectStore,
      query,
      direction,
    ) {
      if (reaches(this, query)) throw failure();
      return openCursor.call(this, query, direction);
    });
    await startAndSalvage({ depth: 'all' });
    await expectWhole();
    expect((await database().posts.toCollection().primaryKeys()).sort()).toEqual(['1.a0', '1.a2', '2.b0', '2.b1']);
    expect(await database().posts.get('2.b1')).toMatchObject({ unread: 0 });
    expect(await database().posts.get('2.b0')).toMatchObject({ unread: 1 });
    expect((await readPost('1.a2'))?.body?.html).toBe('<p>About a2.</p>');
  });
});

describe('nothing is restored and nobody told', () => {
  test('after installing, subscribing, unsubscribing from everything and beginning again', async () => {
    await startAndSalvage();
    await copyEverything(NOW);
    const feed = await givenFeed();
    await copyFeeds(NOW);
    await startAndSalvage();
    await unsubscribe([feed.id], NOW);
    await copyFeeds(NOW);
    await startAndSalvage();
    await database().feeds.clear();
    await startAndSalvage();
    await addFeeds([{ url: 'https://new.example/feed' }], LATER);
    await startAndSalvage();
    expect(databaseLocation().place).toEqual(FIRST_PLACE);
    expect(await readRestored()).toBeUndefined();
  });

  test('where no post was ever unread or saved', async () => {
    const feed = await givenFeed();
    await receivePosts(drafts('a', 3), check(feed.id), 0);
    await copyFeeds(NOW);
    await startAndSalvage();
    await startAndSalvage();
    expect(databaseLocation().place).toEqual(FIRST_PLACE);
    expect(await readRestored()).toBeUndefined();
  });

  test('where most posts of an unsubscribed feed were purged', async () => {
    await givenCopiedReader();
    await savePost('1.a1', true, NOW);
    await unsubscribe([1], NOW);
    await copyFeeds(NOW);
    await purgeUnsubscribed(LATER);
    for (const id of ['1.a0', '1.a1']) await savePost(id, false, LATER);
    await copyEverything(LATER);
    await purgeUnsubscribed(LATER);
    await startAndSalvage();
    expect(databaseLocation().place).toEqual(FIRST_PLACE);
    expect(await readRestored()).toBeUndefined();
  });

  test('where a worker died between an act of the person and its copy', async () => {
    await givenCopiedReader();
    await savePost('1.a2', false, LATER);
    await unsubscribe([2], LATER);
    await startAndSalvage();
    expect(await urls()).toEqual(['https://blog.example/feed']);
    expect(await savedTitles()).toEqual(['Post a0']);
    expect(await readRestored()).toBeUndefined();
  });
});

describe('extension storage', () => {
  test('that holds rubbish is survived', async () => {
    await givenCopiedReader();
    await local.set({
      database: { name: '../etc', bucket: 'yes' },
      'database:former': [{ place: 7 }, null, 'x'],
      'copy:database': ['rubbish'],
      'copy:feeds': { length: -1 },
      'copy:known': 'rubbish',
      'copy:lost': true,
      'copy:lost:': {},
      'copy:lost:5:copy:database': { name: 1 },
      'copy:lost:5:copy:feeds': { a: 1 },
      restored: { at: 'yesterday' },
    });
    await startAndSalvage();
    await expectWhole();
    await copyEverything(LATER);
    await startAndSalvage();
    expect(databaseLocation().place).toEqual(FIRST_PLACE);
    await expectWhole();
  });

  test('that was emptied does not hide a database of a later name', async () => {
    await givenCopiedReader();
    await givenDatabaseIsEmptied();
    await startAndSalvage();
    await local.clear();
    await startAndSalvage();
    expect(databaseLocation().place).toEqual({ name: 'linefeed-2' });
    await expectWhole();
  });

  test('that fell back to name a database that was left does not hide the one in use', async () => {
    await givenCopiedReader();
    const earlier = await local.get();
    await givenDatabaseIsEmptied();
    await startAndSalvage();
    await givenFeedWith(drafts('late', 2), 'https://late.example/feed');
    await local.clear();
    await local.set(earlier as Record<string, unknown>);
    await startAndSalvage();
    expect(await urls()).toContain('https://late.example/feed');
    expect(await savedTitles()).toEqual(['Post a0', 'Post a2']);
    expect((await readScreen('unread', 10)).posts.map(({ title }) => title)).toEqual(['Post late0', 'Post late1']);
    expect(await namesOf()).toEqual(['linefeed-3']);
  });

  test('that was emptied while a new database stood unused leaves the one in use', async () => {
    await givenCopiedReader();
    setDatabaseLocation({ place: { name: 'linefeed-2' }, factory: indexedDB });
    await database().open();
    await local.clear();
    await startAndSalvage();
    expect(databaseLocation().place).toEqual(FIRST_PLACE);
    await expectWhole();
  });

  test('that cannot be read leaves the posts to be read', async () => {
    await givenCopiedReader();
    givenReadsFail(true);
    await startWorker().catch(() => undefined);
    givenReadsFail(false);
    await expectWhole();
  });
});
