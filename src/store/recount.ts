import { Dexie } from 'dexie';
import type { Counts, Feed } from '../model/types.ts';
import { database, NO_COUNTS, postsOfFeed } from './database.ts';

/** How many posts are looked at at once. */
const POSTS_AT_ONCE = 30;

/** The next feeds in the order of their ids. */
export async function readFeedIdsAfter(feedId: number, limit: number): Promise<number[]> {
  return database().feeds.where(':id').above(feedId).limit(limit).primaryKeys();
}

/**
 * Counts a feed's posts anew and mends what its row says of them; writes nothing where that is right. Their texts are
 * read along, so that damage shows before a person meets it.
 */
export async function recountFeed(feedId: number): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.feeds, db.posts, db.bodies], async () => {
    let [after, end] = postsOfFeed(feedId);
    let postCount = 0;
    let unreadCount = 0;
    for (;;) {
      const posts = await db.posts.where('id').between(after, end, false, false).limit(POSTS_AT_ONCE).toArray();
      const last = posts.at(-1);
      if (!last) break;
      await db.bodies.bulkGet(posts.map(({ id }) => id));
      after = last.id;
      postCount += posts.length;
      unreadCount += posts.filter(({ unread }) => unread === 1).length;
    }
    const feed = await db.feeds.get(feedId);
    if (!feed || (feed.postCount === postCount && feed.unreadCount === unreadCount)) return;
    console.error(`Feed ${feedId} had the wrong counts`);
    await db.feeds.put({ ...(postCount < feed.postCount ? unfetched(feed) : feed), postCount, unreadCount });
  });
}

/** The feed as if it had never been fetched: posts of it are gone, and its validators would hide them behind a 304. */
function unfetched(feed: Feed): Feed {
  const { etag: _etag, lastModified: _modified, bodyHash: _hash, hasBeenWhole: _whole, ...rest } = feed;
  return { ...rest, ...(feed.lastGoodAt !== undefined && { knownUntil: feed.lastGoodAt }) };
}

/** Counts anew what the badge and the lists' headings say, as recountFeed does for a feed. */
export async function recountAll(): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.posts, db.counts], async () => {
    const counts: Counts = (await db.counts.get('all')) ?? NO_COUNTS;
    const unread = db.posts.where('[unread+sortAt]').between([1, Dexie.minKey], [1, Dexie.maxKey]);
    const counted: Counts = {
      ...counts,
      unread: await unread.count(),
      saved: await db.posts.where('savedAt').above(0).count(),
      // Where there were none there are none: those that have been shown are as a rule the most.
      fresh: counts.fresh === 0 ? 0 : await unread.filter(({ arrival }) => arrival > counts.shownArrival).count(),
    };
    const { unread: all, saved, fresh } = counted;
    if (all === counts.unread && saved === counts.saved && fresh === counts.fresh) return;
    console.error('The counts of all posts were wrong');
    await db.counts.put(counted);
  });
}
