import { FIRST_PLACE } from '../../src/model/place.ts';
import { HOUR_MS, LATEST_CHECK_MS } from '../../src/model/schedule.ts';
import type { Counts, Feed, Post } from '../../src/model/types.ts';

import type { Browser } from './browser.ts';

/** How long a check that was killed may keep its feed from the next one (LEASE_MS in poll.ts), in ms. */
const LEASE_MS = 90_000;
/** Longer is no lease, however often a worker died (LONGEST_LEASE_MS in model/check.ts), in ms. */
const LONGEST_LEASE_MS = 3_600_000;
/** A healthy feed is checked once a day at least; some spread is granted. */
const LONGEST_WAIT_MS = 27 * HOUR_MS;

const KEPT = ['id', 'feedId', 'url', 'unread', 'unreadBefore', 'savedAt', 'arrival'] as const;

/** A post without its words. */
export type StoredPost = Pick<Post, (typeof KEPT)[number]>;

/** All that the database holds at one instant, but for what posts say. */
export interface Content {
  /** Epoch ms. */
  readonly at: number;
  readonly feeds: readonly Feed[];
  readonly posts: readonly StoredPost[];
  /** The posts that have a body. */
  readonly bodies: readonly string[];
  readonly counts: Counts | undefined;
}

/** Reads the database in one transaction, past all of our code. */
export function readContent(browser: Browser): Promise<Content> {
  return browser.evaluateInExtension(
    (name, kept) =>
      new Promise<Content>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction(['feeds', 'posts', 'bodies', 'counts']);
          const feeds = transaction.objectStore('feeds').getAll();
          const posts = transaction.objectStore('posts').getAll();
          const bodies = transaction.objectStore('bodies').getAllKeys();
          const counts = transaction.objectStore('counts').get('all');
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            database.close();
            // Only what is there: on the way here Firefox makes null of what is undefined.
            const rows = (posts.result as Post[]).map((post) =>
              Object.fromEntries(Object.entries(post).filter(([key]) => kept.includes(key))),
            );
            const at = Date.now();
            resolve({
              at,
              feeds: feeds.result,
              posts: rows as unknown as StoredPost[],
              bodies: bodies.result as string[],
              counts: counts.result,
            });
          };
        };
      }),
    FIRST_PLACE.name,
    [...KEPT] as string[],
  );
}

/**
 * Moves all instants of the subscribed feeds into the past, by as much as it takes for the last of them to be due: as
 * if the machine had slept so long. What would keep a feed stuck for ever keeps it stuck here.
 */
export function letTimePass(browser: Browser): Promise<void> {
  return browser.evaluateInExtension(
    (name, latestMs) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction('feeds', 'readwrite');
          const store = transaction.objectStore('feeds');
          const reading = store.getAll();
          reading.onsuccess = () => {
            const now = Date.now();
            const rows = (reading.result as Feed[]).filter(({ unsubscribedAt }) => unsubscribedAt === undefined);
            const waits = rows.map(({ nextCheckAt, leasedUntil }) => Math.max(nextCheckAt, leasedUntil) - now);
            const passedMs = Math.min(Math.max(120_000, ...waits) + 1000, latestMs);
            const isInstant = (key: string, value: unknown) =>
              /(?:At|Until)$/.test(key) && typeof value === 'number' && value > 0;
            for (const row of rows) {
              const fields = Object.entries(row);
              const past = fields.map(([key, value]) => [key, isInstant(key, value) ? value - passedMs : value]);
              // What is long overdue is spread by the reader.
              store.put({ ...Object.fromEntries(past), nextCheckAt: Math.max(row.nextCheckAt - passedMs, now - 1000) });
            }
          };
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    FIRST_PLACE.name,
    LATEST_CHECK_MS,
  );
}

/** What a blog has published, as the publisher knows it. */
export interface Published {
  readonly feedUrl: string;
  /** Addresses of its posts, oldest first. */
  readonly posts: readonly string[];
  /** ETag → how many of the posts the document held that carried it. */
  readonly versions: ReadonlyMap<string, number>;
}

/** Every promise that the database breaks, in words: what it counts, what belongs together, what feeds wait for. */
export function brokenPromises(content: Content, blogs: readonly Published[]): string[] {
  const published = new Map(blogs.map((blog) => [blog.feedUrl, blog]));
  return [
    ...wrongCounts(content),
    ...tornPosts(content),
    ...content.feeds.flatMap((feed) => {
      const blog = published.get(feed.url);
      if (!blog) return [`${feed.url} was never subscribed to`];
      const own = content.posts.filter(({ feedId }) => feedId === feed.id);
      const broken = [...wrongFeedCounts(feed, own), ...wrongPosts(feed, own, blog), ...wrongTimes(feed, content.at)];
      return broken.map((what) => `${feed.url}: ${what}`);
    }),
  ];
}

function wrongCounts({ posts, counts }: Content): string[] {
  if (!counts) return posts.length > 0 ? ['posts without counts'] : [];
  const unread = posts.filter((post) => post.unread === 1);
  return [
    ...unlessEqual('counted as unread', counts.unread, unread.length),
    ...unlessEqual('counted as saved', counts.saved, posts.filter((post) => post.savedAt !== undefined).length),
    ...unlessEqual(
      'counted as fresh',
      counts.fresh,
      unread.filter((post) => post.arrival > counts.shownArrival).length,
    ),
  ];
}

function wrongFeedCounts(feed: Feed, posts: readonly StoredPost[]): string[] {
  return [
    ...unlessEqual('its unread posts', feed.unreadCount, posts.filter((post) => post.unread === 1).length),
    ...unlessEqual('its posts', feed.postCount, posts.length),
  ];
}

function unlessEqual(what: string, kept: number, counted: number): string[] {
  return kept === counted ? [] : [`${what}: ${kept} kept, ${counted} counted`];
}

/** A post and its body are written together. */
function tornPosts({ posts, bodies, feeds }: Content): string[] {
  const bodyIds = new Set(bodies);
  const postIds = new Set(posts.map(({ id }) => id));
  const feedIds = new Set(feeds.map(({ id }) => id));
  return [
    ...posts.filter(({ id }) => !bodyIds.has(id)).map(({ id }) => `post ${id} has no body`),
    ...posts.filter(({ feedId }) => !feedIds.has(feedId)).map(({ id }) => `post ${id} has no feed`),
    ...bodies.filter((id) => !postIds.has(id)).map((id) => `body ${id} has no post`),
  ];
}

/** None twice, none made up, and all of the document whose validators are kept: a 304 would hide them for ever. */
function wrongPosts(feed: Feed, posts: readonly StoredPost[], blog: Published): string[] {
  const urls = new Set(posts.map(({ url }) => url));
  const known = new Set<string | undefined>(blog.posts);
  const version = feed.etag === undefined ? 0 : blog.versions.get(feed.etag);
  return [
    ...(urls.size < posts.length ? [`${posts.length - urls.size} posts are there twice`] : []),
    ...posts.filter(({ url }) => !known.has(url)).map(({ url }) => `${url} was never published`),
    ...(version === undefined ? [`validators that no document had: ${feed.etag}`] : []),
    ...blog.posts
      .slice(0, version)
      .filter((url) => !urls.has(url))
      .map((url) => `${url} is hidden behind the validators`),
  ];
}

function wrongTimes({ unsubscribedAt, leasedUntil, lostClaims = 0, nextCheckAt }: Feed, now: number): string[] {
  if (unsubscribedAt !== undefined) return [];
  // Each worker that died of a feed, or seemed to, doubles its lease.
  const longestLeaseMs = Math.min(LEASE_MS * 2 ** lostClaims, LONGEST_LEASE_MS);
  return [
    ...(leasedUntil - now > longestLeaseMs ? [`leased for ${leasedUntil - now} ms`] : []),
    ...(nextCheckAt - now > LONGEST_WAIT_MS ? [`not due for ${nextCheckAt - now} ms`] : []),
  ];
}
