// Runs in a page of the extension, so that a benchmark works on a real IndexedDB through the real store.
import { type CheckRecord, feedAfterCheck } from '../../src/model/check.ts';
import type { Counts, Feed, StoredBody } from '../../src/model/types.ts';
import { addFeeds, receivePosts } from '../../src/store/changes.ts';
import { type Database, database, NO_COUNTS, openDatabase } from '../../src/store/database.ts';
import { madeUpDraft, rowOf } from './made-up-posts.ts';

const RAW_NAME = 'raw';
const POSTS_A_FEED = 32;
const UNREAD_OF_NEW = 5;
const HOUR_MS = 3_600_000;
const FILL_FEEDS = 50;
const ICON = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

function newFeed(feedNumber: number): { url: string; title: string } {
  return { url: `https://blog-${feedNumber}.example/feed.xml`, title: `Blog ${feedNumber}` };
}

/** A good check whose next one lies so far ahead that the worker leaves the feed alone. */
function goodCheck(feedId: number, now: number): CheckRecord {
  return {
    feedId,
    at: now,
    durationMs: 0,
    bytes: 0,
    outcome: 'new-posts',
    nextCheckAt: now + 100 * HOUR_MS,
    freshUntil: 0,
    blockedUntil: 0,
    validators: { etag: '"made-up"' },
  };
}

/**
 * Adds posts to a database for the popup to open, numbers `from` to `to` of `total`, `unread` of all unread.
 *
 * Bodies are left short: no list reads them.
 */
async function fill(name: string, from: number, to: number, total: number, unread: number): Promise<void> {
  const db = openDatabase(name);
  const now = Date.now();
  if (from === 0) await addFillFeeds(db, unread, total, now);
  const every = Math.floor(total / unread);
  const posts = Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    const feedId = 1 + (number % FILL_FEEDS);
    const draft = madeUpDraft(feedId, number, now);
    const row = rowOf(draft, { feedId, now, unread: number % every === 0, arrival: 1 });
    // Newest first over all feeds, one each minute.
    return { ...row, publishedAt: now - number * 60_000, sortAt: now - number * 60_000 };
  });
  await db.transaction('rw', [db.posts, db.bodies], async () => {
    await Promise.all([
      db.posts.bulkAdd(posts),
      db.bodies.bulkAdd(posts.map(({ id }) => ({ postId: id, html: '<p>Short.</p>' }))),
    ]);
  });
  db.close();
}

async function addFillFeeds(db: Database, unread: number, total: number, now: number): Promise<void> {
  const numbers = Array.from({ length: FILL_FEEDS }, (_, index) => index + 1);
  const rows = numbers.map(
    (id): Feed => ({
      id,
      ...newFeed(id),
      folder: '',
      subscribedAt: now,
      unreadCount: Math.round(unread / FILL_FEEDS),
      postCount: Math.round(total / FILL_FEEDS),
      nextCheckAt: now + 100 * HOUR_MS,
      freshUntil: 0,
      leasedUntil: 0,
      blockedUntil: 0,
      lastOutcome: 'new-posts',
      lastCheckedAt: now,
      lastGoodAt: now,
      failures: 0,
    }),
  );
  await db.feeds.bulkAdd(rows);
  await db.icons.bulkAdd(numbers.map((feedId) => ({ feedId, dataUrl: ICON })));
  await db.counts.put({ ...NO_COUNTS, unread, fresh: unread, arrivals: 1 });
}

/** How long the store takes for `feeds` new feeds of 32 posts, one transaction each, in ms. */
async function ingestThroughStore(firstFeed: number, feeds: number): Promise<number> {
  const now = Date.now();
  const numbers = Array.from({ length: feeds }, (_, index) => firstFeed + index);
  const { added } = await addFeeds(numbers.map(newFeed), now);
  const batches = added.map((feed, index) => ({
    drafts: draftsOf(numbers[index] ?? 0, now),
    check: goodCheck(feed.id, now),
  }));
  const startedAt = performance.now();
  for (const { drafts, check } of batches) await receivePosts(drafts, check, UNREAD_OF_NEW);
  return performance.now() - startedAt;
}

function draftsOf(feedNumber: number, now: number) {
  return Array.from({ length: POSTS_A_FEED }, (_, number) => madeUpDraft(feedNumber, number, now));
}

let raw: IDBDatabase | undefined;

/**
 * Subscribes to feeds as an earlier check would have left them: posts with bodies stored, the ETag known.
 *
 * @param first number of the first post in each, so that later calls add to what is there
 */
async function fillFeeds(feeds: readonly KnownFeed[], first: number, posts: number): Promise<void> {
  const now = Date.now();
  // Leased: a round that begins meanwhile would ask for them, and wait for those that never answer.
  const { added, already } = await addFeeds(feeds, now, now + HOUR_MS);
  const etags = new Map(feeds.map(({ url, etag }) => [url, etag]));
  for (const { id, url } of [...added, ...already]) {
    const drafts = Array.from({ length: posts }, (_, index) => madeUpDraft(id, first + index, now));
    await receivePosts(drafts, { ...goodCheck(id, now), validators: { etag: etags.get(url) ?? '' } }, UNREAD_OF_NEW);
  }
}

interface KnownFeed {
  readonly url: string;
  readonly etag: string;
}

/** How long IndexedDB alone takes to write the same rows in the same transactions, prepared beforehand, in ms. */
async function ingestRaw(firstFeed: number, feeds: number): Promise<number> {
  raw ??= await openRaw();
  const connection = raw;
  const now = Date.now();
  const numbers = Array.from({ length: feeds }, (_, index) => firstFeed + index);
  const batches = numbers.map((feedNumber) => rowsOf(feedNumber, now));
  await written(connection, ['feeds'], (transaction) => {
    for (const { feed } of batches) transaction.objectStore('feeds').add(feed);
  });
  const startedAt = performance.now();
  for (const { posts, bodies, feed, counts } of batches) {
    await written(connection, ['feeds', 'posts', 'bodies', 'counts'], (transaction) => {
      const [postStore, bodyStore] = [transaction.objectStore('posts'), transaction.objectStore('bodies')];
      for (const post of posts) postStore.add(post);
      for (const body of bodies) bodyStore.put(body);
      transaction.objectStore('feeds').put(feed);
      transaction.objectStore('counts').put(counts);
    });
  }
  return performance.now() - startedAt;
}

/** The store numbers feeds from 1 in the order of adding; feed numbers of a run do the same. */
function rowsOf(feedId: number, now: number) {
  const drafts = draftsOf(feedId, now);
  const posts = drafts.map((draft, index) =>
    rowOf(draft, { feedId, now, unread: index < UNREAD_OF_NEW, arrival: feedId }),
  );
  const bodies = drafts.map((draft, index): StoredBody => ({ ...draft.body, postId: posts[index]?.id ?? '' }));
  const unread = feedId * UNREAD_OF_NEW;
  const counts: Counts = { ...NO_COUNTS, unread, fresh: unread, arrivals: feedId };
  const subscribed: Feed = {
    id: feedId,
    ...newFeed(feedId),
    folder: '',
    subscribedAt: now,
    unreadCount: UNREAD_OF_NEW,
    postCount: POSTS_A_FEED,
    nextCheckAt: now,
    freshUntil: 0,
    leasedUntil: 0,
    blockedUntil: 0,
    lastOutcome: 'never',
    failures: 0,
  };
  return { posts, bodies, counts, feed: feedAfterCheck(subscribed, goodCheck(feedId, now)) };
}

/** Dexie makes the same stores and indexes; nothing of it is in the way afterwards. */
async function openRaw(): Promise<IDBDatabase> {
  const made = openDatabase(RAW_NAME);
  await made.open();
  made.close();
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(RAW_NAME);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function written(
  connection: IDBDatabase,
  stores: string[],
  write: (transaction: IDBTransaction) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = connection.transaction(stores, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    write(transaction);
  });
}

/** Both ways must have written the same, or the ratio says nothing: what differs, '' for nothing. */
async function difference(feeds: number): Promise<string> {
  const made = openDatabase(RAW_NAME);
  try {
    const counted = async (db: Database) =>
      JSON.stringify([
        await db.feeds.count(),
        await db.posts.count(),
        await db.bodies.count(),
        await db.counts.get('all'),
      ]);
    const [ours, theirs] = [await counted(database()), await counted(made)];
    if (ours !== theirs) return `${ours} and ${theirs}`;
    for (const feedId of [1, Math.ceil(feeds / 2), feeds]) {
      const id = `${feedId}.${madeUpDraft(feedId, 0, 0).identity}`;
      const [stored, written] = [await rowIn(database(), id), await rowIn(made, id)];
      if (stored !== written) return `${stored} and ${written}`;
    }
    return '';
  } finally {
    made.close();
  }
}

/** Without the instants, in which two writes of the same post differ. */
async function rowIn(db: Database, id: string): Promise<string> {
  const post = await db.posts.get(id);
  const body = await db.bodies.get(id);
  const rows = { ...post, publishedAt: 0, firstSeenAt: 0, sortAt: 0, body };
  return JSON.stringify(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface StorePage {
  fill: typeof fill;
  fillFeeds: typeof fillFeeds;
  ingestThroughStore: typeof ingestThroughStore;
  ingestRaw: typeof ingestRaw;
  difference: typeof difference;
}

const storePage: StorePage = { fill, fillFeeds, ingestThroughStore, ingestRaw, difference };
Object.assign(globalThis, { storePage });
