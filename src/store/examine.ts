import { Dexie } from 'dexie';
import type { Sentinel } from '../model/second-copy.ts';
import type { Feed } from '../model/types.ts';
import { database, postsOfFeed } from './database.ts';
import { databaseLocation, setDatabaseLocation } from './database-name.ts';
import { isDamage } from './failures.ts';
import { readScreen } from './queries.ts';

/**
 * - sound: nothing is known to be amiss
 * - behind: the database fell back to an earlier state, whole in itself
 * - lost: it is another database than the one that was copied, usually an empty one
 * - broken: it cannot be read, or what it holds does not fit together
 */
export type Condition = 'sound' | 'behind' | 'lost' | 'broken';

/**
 * How far to look: `identity` costs some milliseconds; `sample` counts the posts of a few feeds too, for a browser that
 * has just been started; `all` reads everything, for a database that has failed.
 */
export type Depth = 'identity' | 'sample' | 'all';

/**
 * What the files of the database have become, by its copy's sentinel and by itself: an exception is not the reliable
 * signal, since both browsers hide most damage behind an empty database.
 *
 * @param savedIds the posts that are copied as saved, asked for only where fewer are saved
 * @throws what is no sign of damage, such as a full disk
 */
export async function examine(
  sentinel: Sentinel | undefined,
  depth: Depth,
  savedIds: () => Promise<readonly string[]>,
): Promise<Condition> {
  try {
    return await look(sentinel, depth, savedIds);
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Once more over a new connection: a browser that is short of something says the same.
    console.error(error);
    setDatabaseLocation({ ...databaseLocation() });
  }
  try {
    return await look(sentinel, depth, savedIds);
  } catch (error) {
    if (!isDamage(error)) throw error;
    console.error(error);
    return 'broken';
  }
}

async function look(
  sentinel: Sentinel | undefined,
  depth: Depth,
  savedIds: () => Promise<readonly string[]>,
): Promise<Condition> {
  const found = await readEvidence();
  if (depth !== 'identity') await readWhatIsShown();
  if (depth === 'all') await readEverything();
  if (sentinel && sentinel.feeds + sentinel.saved > 0 && found.mark !== sentinel.birthmark) return 'lost';
  // Where nothing is unread or saved, they may never have been written.
  if (!found.hasCounts && (found.hasUnread || found.saved > 0)) return 'broken';
  if (depth !== 'identity' && (await hasHollowFeeds())) return 'broken';
  if (!sentinel || found.edition > sentinel.edition) return 'sound';
  if (found.edition < sentinel.edition) return 'behind';
  // What was unsubscribed or is no longer saved keeps its row at least until that has been copied.
  if (found.feeds < sentinel.feeds) return 'broken';
  if (found.saved < sentinel.saved && (await arePostsMissing(await savedIds()))) return 'broken';
  return 'sound';
}

async function readEvidence() {
  const db = database();
  return db.transaction('r', [db.birthmark, db.feeds, db.posts, db.counts], async () => {
    const [birthmark, feeds, saved, counts, unread] = await Promise.all([
      db.birthmark.get('all'),
      db.feeds.count(),
      db.posts.where('savedAt').above(0).count(),
      db.counts.get('all'),
      db.posts.where('[unread+sortAt]').between([1, Dexie.minKey], [1, Dexie.maxKey]).first(),
    ]);
    return {
      mark: birthmark?.mark,
      edition: birthmark?.edition ?? 0,
      feeds,
      saved,
      hasCounts: counts !== undefined,
      hasUnread: unread !== undefined,
    };
  });
}

/** A damaged page may lie in an index that only a list reads. */
async function readWhatIsShown(): Promise<void> {
  for (const list of ['saved', 'unread', 'read'] as const) {
    const { posts } = await readScreen(list, 50);
    await database().bodies.bulkGet(posts.map((post) => post.id));
  }
}

/** How many feeds a look takes its sample from. */
const SAMPLE = 40;

/** Whether feeds lack most of the posts that they say they have: whole files of the store are gone. */
async function hasHollowFeeds(): Promise<boolean> {
  const db = database();
  const ids = await db.feeds.toCollection().primaryKeys();
  const step = Math.max(1, Math.floor(ids.length / SAMPLE));
  const sample = ids.filter((_, index) => index % step === 0);
  return db.transaction('r', [db.feeds, db.posts], async () => {
    const rows = (await db.feeds.bulkGet(sample)).filter((feed): feed is Feed => feed !== undefined);
    // What is kept of an unsubscribed feed is no longer counted.
    const feeds = rows.filter(({ postCount, unsubscribedAt }) => postCount > 0 && unsubscribedAt === undefined);
    let hollow = 0;
    for (const feed of feeds) {
      const posts = await db.posts
        .where('id')
        .between(...postsOfFeed(feed.id))
        .count();
      if (posts < feed.postCount / 2) hollow += 1;
    }
    return hollow > feeds.length / 10;
  });
}

async function arePostsMissing(ids: readonly string[]): Promise<boolean> {
  const found = await database().posts.bulkGet([...ids]);
  return found.includes(undefined);
}

const ROWS_AT_ONCE = 200;

async function readEverything(): Promise<void> {
  for (const table of database().tables) {
    let after: unknown = Dexie.minKey;
    for (let isMore = true; isMore; ) {
      const keys: unknown[] = [];
      await table
        .where(':id')
        .above(after)
        .limit(ROWS_AT_ONCE)
        .each((_row, { primaryKey }) => keys.push(primaryKey));
      after = keys.at(-1);
      isMore = keys.length === ROWS_AT_ONCE;
    }
  }
}
