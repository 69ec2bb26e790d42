import { type Collection, Dexie } from 'dexie';
import { newestFirst } from '../model/check.ts';
import type { Counts, Feed, Icon, Post, StoredBody, StoredCheck } from '../model/types.ts';
import { database, NO_COUNTS, postsOfFeed } from './database.ts';

export type ListName = 'unread' | 'saved' | 'read';

/** What a list of posts needs for one screen, read in one transaction. */
export interface Screen {
  /** Newest first; saved posts by when they were saved. */
  readonly posts: readonly Post[];
  readonly counts: Counts;
  /** The feeds of these posts, also of saved posts whose feed is no longer subscribed. */
  readonly feeds: ReadonlyMap<number, Feed>;
  readonly icons: ReadonlyMap<number, string>;
  /** Whether any feed is subscribed: without one, this is the first run. */
  readonly hasFeeds: boolean;
}

/**
 * The first posts of a list. Costs the same at 200 and at 200,000 stored posts: it reads by key order with a
 * limit and counts nothing.
 */
export async function readScreen(list: ListName, limit: number): Promise<Screen> {
  const db = database();
  return db.transaction('r', [db.posts, db.feeds, db.icons, db.counts], async () => {
    const [posts, counts, someFeed] = await Promise.all([
      newestIn(list, limit).toArray(),
      db.counts.get('all'),
      db.feeds.filter((feed) => feed.unsubscribedAt === undefined).first(),
    ]);
    const feedIds = [...new Set(posts.map((post) => post.feedId))];
    const [feeds, icons] = await Promise.all([db.feeds.bulkGet(feedIds), db.icons.bulkGet(feedIds)]);
    return {
      posts,
      counts: counts ?? NO_COUNTS,
      feeds: byId(feeds),
      icons: iconsById(icons),
      hasFeeds: someFeed !== undefined,
    };
  });
}

/** A post as far as its place in a list goes. */
export interface ListEntry {
  /** The post's id. */
  readonly id: string;
  readonly feedId: number;
  /** Epoch ms by which the list is ordered. */
  readonly at: number;
}

/** What a list holds, without the posts themselves. */
export interface ListOrder {
  /** Newest first; saved posts by when they were saved. */
  readonly entries: readonly ListEntry[];
  /** Whether these are all. */
  readonly isWhole: boolean;
  readonly counts: Counts;
  readonly hasFeeds: boolean;
}

/** The order of a list's newest posts, from keys alone: ten thousand of them take as long as a hundred posts. */
export async function readOrder(list: ListName, limit: number): Promise<ListOrder> {
  const db = database();
  return db.transaction('r', [db.posts, db.feeds, db.counts], async () => {
    const entries: ListEntry[] = [];
    const [counts, someFeed] = await Promise.all([
      db.counts.get('all'),
      db.feeds.filter((feed) => feed.unsubscribedAt === undefined).first(),
      newestIn(list, limit).eachKey((key, { primaryKey }) => {
        // The key is an instant, or an array that ends with one (database.ts).
        const at = [key].flat().at(-1);
        if (typeof at === 'number') entries.push({ id: primaryKey, feedId: feedIdOf(primaryKey), at });
      }),
    ]);
    return {
      entries,
      isWhole: entries.length < limit,
      counts: counts ?? NO_COUNTS,
      hasFeeds: someFeed !== undefined,
    };
  });
}

/** The order of all posts of a feed. Their rows are read for it, since no index has them by feed and time. */
export async function readFeedOrder(feedId: number): Promise<ListOrder> {
  const db = database();
  return db.transaction('r', [db.posts, db.feeds, db.counts], async () => {
    const [counts, feed, posts] = await Promise.all([
      db.counts.get('all'),
      db.feeds.get(feedId),
      db.posts
        .where('id')
        .between(...postsOfFeed(feedId))
        .toArray(),
    ]);
    // Ties stand as indexes leave them: by key, backwards.
    const entries = posts.reverse().map(({ id, sortAt }) => ({ id, feedId, at: sortAt }));
    return {
      entries: entries.sort((one, other) => other.at - one.at),
      isWhole: true,
      counts: counts ?? NO_COUNTS,
      hasFeeds: feed !== undefined,
    };
  });
}

/** What changes whenever what is in a list does. */
export async function readListSigns(): Promise<{ readonly counts: Counts; readonly feeds: number }> {
  const db = database();
  return db.transaction('r', [db.feeds, db.counts], async () => {
    const [counts, feeds] = await Promise.all([db.counts.get('all'), db.feeds.toCollection().primaryKeys()]);
    return { counts: counts ?? NO_COUNTS, feeds: feeds.length };
  });
}

/** Posts with what their rows say of their blogs. */
export interface PostRows {
  readonly posts: readonly Post[];
  readonly feeds: ReadonlyMap<number, Feed>;
  readonly icons: ReadonlyMap<number, string>;
}

/** These posts as they are now, in the order asked for; those that are gone are left out. */
export async function readRows(postIds: readonly string[]): Promise<PostRows> {
  const db = database();
  return db.transaction('r', [db.posts, db.feeds, db.icons], async () => {
    const posts = await readPosts(postIds);
    const feedIds = [...new Set(posts.map((post) => post.feedId))];
    const [feeds, icons] = await Promise.all([db.feeds.bulkGet(feedIds), db.icons.bulkGet(feedIds)]);
    return { posts, feeds: byId(feeds), icons: iconsById(icons) };
  });
}

/** These posts as they are now, in the order asked for; those that are gone are left out. */
export async function readPosts(postIds: readonly string[]): Promise<Post[]> {
  const posts = await database().posts.bulkGet([...postIds]);
  return posts.filter((post) => post !== undefined);
}

function newestIn(list: ListName, limit: number): Collection<Post, string> {
  const { posts } = database();
  if (list === 'saved') return posts.orderBy('savedAt').reverse().limit(limit);
  const unread = list === 'unread' ? 1 : 0;
  return posts.where('[unread+sortAt]').between([unread, Dexie.minKey], [unread, Dexie.maxKey]).reverse().limit(limit);
}

/** Posts are keyed `feedId.identity`. */
function feedIdOf(postId: string): number {
  return Number(postId.slice(0, postId.indexOf('.')));
}

/** Every subscribed feed, without the icons, which weigh more than all else. */
export async function readFeedRows(): Promise<Feed[]> {
  return database()
    .feeds.filter((feed) => feed.unsubscribedAt === undefined)
    .toArray();
}

/** The rows of all feeds, also of those that are no longer subscribed and kept for undo or for saved posts. */
export async function readAllFeedRows(): Promise<Feed[]> {
  return database().feeds.toArray();
}

/** Every subscribed feed with its icon, in the order of subscribing. */
export async function readFeeds(): Promise<{ feeds: Feed[]; icons: ReadonlyMap<number, string> }> {
  const db = database();
  return db.transaction('r', [db.feeds, db.icons], async () => {
    const [feeds, icons] = await Promise.all([db.feeds.toArray(), db.icons.toArray()]);
    return { feeds: feeds.filter((feed) => feed.unsubscribedAt === undefined), icons: iconsById(icons) };
  });
}

export interface PostPage {
  readonly post: Post;
  /** Absent where only the post's own row survived. */
  readonly body?: StoredBody;
  readonly feed?: Feed;
  readonly icon?: string;
}

/** One post with its body; undefined where there is none of that id. */
export async function readPost(postId: string): Promise<PostPage | undefined> {
  const db = database();
  return db.transaction('r', [db.posts, db.bodies, db.feeds, db.icons], async () => {
    const post = await db.posts.get(postId);
    if (!post) return undefined;
    const [body, feed, icon] = await Promise.all([
      db.bodies.get(postId),
      db.feeds.get(post.feedId),
      db.icons.get(post.feedId),
    ]);
    return { post, ...(body && { body }), ...(feed && { feed }), ...(icon && { icon: icon.dataUrl }) };
  });
}

/** How many posts of a feed are looked at to tell whether it gives only summaries. */
const SAMPLE = 20;

/** Whether most posts of a feed are only summaries, of several at least. */
export async function readIsTruncated(feedId: number): Promise<boolean> {
  // By key, which is in no order of time: a sample.
  const sample = await database()
    .posts.where('id')
    .between(...postsOfFeed(feedId))
    .limit(SAMPLE)
    .toArray();
  const cut = sample.filter(({ facts }) => !facts.fullText).length;
  return cut >= 3 && cut >= 0.8 * sample.length;
}

export async function readCounts(): Promise<Counts> {
  return (await database().counts.get('all')) ?? NO_COUNTS;
}

/** Whether the database is as after installing: not even a row of a feed or a count was ever written. */
export async function isUntouched(): Promise<boolean> {
  const db = database();
  return db.transaction('r', [db.feeds, db.counts], async () => {
    const [feed, counts] = await Promise.all([db.feeds.toCollection().first(), db.counts.get('all')]);
    return feed === undefined && counts === undefined;
  });
}

export async function readFeed(feedId: number): Promise<Feed | undefined> {
  return database().feeds.get(feedId);
}

/** The last checks of a feed, newest first. */
export async function readChecks(feedId: number): Promise<StoredCheck[]> {
  const db = database();
  return db.transaction('r', [db.feeds, db.checks], async () => {
    const [feed, checks] = await Promise.all([
      db.feeds.get(feedId),
      db.checks.where('[feedId+slot]').between([feedId, Dexie.minKey], [feedId, Dexie.maxKey]).toArray(),
    ]);
    return newestFirst(checks, feed?.checkCount ?? 0);
  });
}

/** The rows of these feeds that exist, unsubscribed ones too. */
export async function readFeedsById(feedIds: readonly number[]): Promise<ReadonlyMap<number, Feed>> {
  return byId(await database().feeds.bulkGet([...feedIds]));
}

/** Whether any of these posts of a feed is stored, by their identities. */
export async function holdsAnyPost(feedId: number, identities: readonly string[]): Promise<boolean> {
  const posts = await database().posts.bulkGet(identities.map((identity) => `${feedId}.${identity}`));
  return posts.some((post) => post !== undefined);
}

/** Saved posts, without bodies: what the second copy in extension storage keeps. */
export async function readSavedPosts(): Promise<Post[]> {
  return database().posts.where('savedAt').above(0).toArray();
}

/** So many feeds are looked at for the earliest check: what is being checked lies before what waits. */
const EARLIEST = 50;

/** Epoch ms of the earliest automatic check that may begin; undefined where nothing waits for one. */
export async function readNextCheckAt(): Promise<number | undefined> {
  const earliest = await database().feeds.orderBy('nextCheckAt').limit(EARLIEST).toArray();
  // One that is claimed is no other's before its lease has run out.
  const instants = earliest.map(({ nextCheckAt, leasedUntil }) => Math.max(nextCheckAt, leasedUntil));
  const [last] = earliest.slice(EARLIEST - 1);
  const next = Math.min(...instants, last?.nextCheckAt ?? Number.POSITIVE_INFINITY);
  return next < Number.MAX_SAFE_INTEGER ? next : undefined;
}

function byId(feeds: readonly (Feed | undefined)[]): ReadonlyMap<number, Feed> {
  return new Map(feeds.flatMap((feed) => (feed ? [[feed.id, feed] as const] : [])));
}

function iconsById(icons: readonly (Icon | undefined)[]): ReadonlyMap<number, string> {
  return new Map(icons.flatMap((icon) => (icon ? [[icon.feedId, icon.dataUrl] as const] : [])));
}
