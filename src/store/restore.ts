import { NEVER } from '../model/check.ts';
import { HOUR_MS, LATEST_CHECK_MS } from '../model/schedule.ts';
import type { FeedCopy, KnownUntil, SavedCopy } from '../model/second-copy.ts';
import type { Counts, Feed, Post } from '../model/types.ts';
import { restoreFeed } from './changes.ts';
import { database, type NewFeed, NO_COUNTS, postsOfFeed } from './database.ts';

/** Between the first checks of restored feeds, on average, in ms; an hour at most for all of them. */
const SPREAD_MS = 4000;

export interface Restoring {
  /** Epoch ms. */
  readonly now: number;
  /** Gives 0..1. */
  readonly random: () => number;
  /** The copy is later than what the database holds, since that one fell back to an earlier state. */
  readonly isLater: boolean;
}

/**
 * Brings feeds back from their copy: those that are not there. What is there stays as it is, unless the copy is later.
 * Done again, it changes nothing.
 *
 * Each keeps its id where that is free, and with it the ids of its posts.
 */
export async function restoreFeeds(
  copies: readonly FeedCopy[],
  known: KnownUntil,
  restoring: Restoring,
): Promise<void> {
  const db = database();
  const spreadMs = Math.min(HOUR_MS, copies.length * SPREAD_MS);
  const latest = restoring.now + LATEST_CHECK_MS;
  await db.transaction('rw', [db.feeds, db.posts, db.counts], async () => {
    // Those that have an id first, or a number that is given out anew would take theirs.
    for (const stored of [...copies].sort((one, other) => Number(!one.id) - Number(!other.id))) {
      const copy = { ...stored, blockedUntil: Math.min(stored.blockedUntil ?? 0, latest) };
      const there = await feedThere(copy, restoring);
      if (there && !restoring.isLater) continue;
      const nextCheckAt = firstCheckAt(copy, restoring, spreadMs);
      // Where nobody knows, what was published before it was subscribed to is no news at least.
      const knownUntil = known[String(copy.id)] ?? copy.subscribedAt;
      if (there)
        await db.feeds.put(laterThan(await subscribedAgain(there, copy, restoring), copy, { nextCheckAt, knownUntil }));
      else await insert(copy, nextCheckAt, knownUntil);
    }
  });
}

async function feedThere({ id, url }: FeedCopy, { isLater }: Restoring): Promise<Feed | undefined> {
  const { feeds } = database();
  const byUrl = await feeds.get({ url });
  // The same database: a feed that has moved to another address since is that feed.
  return byUrl ?? (isLater && id !== undefined ? feeds.get(id) : undefined);
}

/** What fell back to before it was subscribed to again, with its posts back in their lists. */
async function subscribedAgain(feed: Feed, { unsubscribedAt }: FeedCopy, { now }: Restoring): Promise<Feed> {
  if (feed.unsubscribedAt === undefined || unsubscribedAt !== undefined) return feed;
  await restoreFeed(feed.id, now);
  return (await database().feeds.get(feed.id)) ?? feed;
}

/** The row as the person and its server would have it since. One that fell back to before its first document has it fetched again. */
function laterThan(
  feed: Feed,
  { name, folder, checkEveryHours, paused, stopped, articleText, unsubscribedAt, blockedUntil = 0 }: FeedCopy,
  again: Pick<Feed, 'nextCheckAt'> & { readonly knownUntil: number },
): Feed {
  const isUnread = feed.lastGoodAt === undefined && unsubscribedAt === undefined;
  return {
    ...feed,
    nextCheckAt: Math.max(feed.nextCheckAt, blockedUntil),
    blockedUntil: Math.max(feed.blockedUntil, blockedUntil),
    folder,
    ...(name !== undefined && { name }),
    ...(checkEveryHours !== undefined && { checkEveryHours }),
    ...(articleText && { articleText }),
    // Whoever held it is gone.
    leasedUntil: 0,
    ...(isUnread && again),
    ...(paused && { paused, nextCheckAt: NEVER }),
    ...(stopped && { stopped, nextCheckAt: NEVER }),
  };
}

function firstCheckAt(copy: FeedCopy, { now, random }: Restoring, spreadMs: number): number {
  const { paused, stopped, unsubscribedAt, blockedUntil = 0 } = copy;
  if (paused || stopped || unsubscribedAt !== undefined) return NEVER;
  return Math.max(now + random() * spreadMs, blockedUntil);
}

async function insert(
  { id, blockedUntil = 0, ...copy }: FeedCopy,
  nextCheckAt: number,
  knownUntil: number,
): Promise<void> {
  const { feeds } = database();
  const row: NewFeed = {
    ...copy,
    unreadCount: 0,
    postCount: 0,
    nextCheckAt,
    leasedUntil: 0,
    freshUntil: 0,
    blockedUntil,
    lastOutcome: 'never',
    failures: 0,
    ...(nextCheckAt < NEVER && { nextReason: nextCheckAt === blockedUntil ? 'asked-to-wait' : 'spread' }),
    knownUntil,
  };
  const isFree = id !== undefined && (await feeds.get(id)) === undefined;
  await feeds.add(isFree ? { ...row, id, ...(await countsOfPosts(id)) } : row);
}

/** A feed's row may be lost where its posts are not. */
async function countsOfPosts(feedId: number): Promise<Pick<Feed, 'unreadCount' | 'postCount'>> {
  const posts = await database()
    .posts.where('id')
    .between(...postsOfFeed(feedId))
    .toArray();
  return { unreadCount: posts.filter(({ unread }) => unread === 1).length, postCount: posts.length };
}

/** How many saved posts are brought back in one transaction. */
const SAVED_AT_ONCE = 500;

/**
 * Brings saved posts back from their copy, to feeds that are back. Done again, it changes nothing.
 *
 * They are the posts that they were, by their identity; the next check of their feed gives them their body again, where
 * the feed still has them.
 *
 * @returns how many of them are saved now
 */
export async function restoreSaved(saved: ReadonlyMap<string, SavedCopy>, now: number): Promise<number> {
  const all = [...saved];
  let restored = 0;
  for (let from = 0; from < all.length; from += SAVED_AT_ONCE) {
    restored += await restoreSome(all.slice(from, from + SAVED_AT_ONCE), now);
  }
  return restored;
}

async function restoreSome(copies: readonly (readonly [string, SavedCopy])[], now: number): Promise<number> {
  const db = database();
  return db.transaction('rw', [db.feeds, db.posts, db.counts], async () => {
    let restored = 0;
    let newlySaved = 0;
    for (const [copiedId, copy] of copies) {
      const identity = copiedId.slice(copiedId.indexOf('.') + 1);
      const feed = await homeOf(copiedId, copy, now);
      if (!feed || identity === '') continue;
      const id = `${feed.id}.${identity}`;
      const stored = await db.posts.get(id);
      restored += 1;
      if (stored?.savedAt !== undefined) continue;
      newlySaved += 1;
      await db.posts.put(
        stored ? { ...stored, savedAt: copy.savedAt ?? now } : postFrom(copy, { id, identity, feed, now }),
      );
      // Where a feed has no posts, its next document would not be compared with what is there.
      if (!stored) await db.feeds.update(feed.id, { postCount: feed.postCount + 1 });
    }
    if (newlySaved > 0) {
      const counts: Counts = (await db.counts.get('all')) ?? NO_COUNTS;
      await db.counts.put({ ...counts, saved: counts.saved + newlySaved });
    }
    return restored;
  });
}

/** A saved post's feed; one that is no longer subscribed is kept for it, as after unsubscribing. */
async function homeOf(copiedId: string, { feedUrl, url }: SavedCopy, now: number): Promise<Feed | undefined> {
  const { feeds } = database();
  const address = [feedUrl, url].find((one) => one !== undefined && URL.canParse(one));
  if (address === undefined) return undefined;
  const known = await feeds.get({ url: address });
  if (known) return known;
  const id = Number(copiedId.slice(0, copiedId.indexOf('.')));
  await insert(
    {
      url: address,
      title: new URL(address).host,
      folder: '',
      subscribedAt: now,
      unsubscribedAt: now,
      ...(Number.isSafeInteger(id) && id > 0 && { id }),
    },
    NEVER,
    now,
  );
  return feeds.get({ url: address });
}

function postFrom(
  { feedUrl: _feedUrl, ...copy }: SavedCopy,
  { id, identity, feed, now }: { id: string; identity: string; feed: Feed; now: number },
): Post {
  const firstSeenAt = copy.savedAt ?? now;
  return {
    ...copy,
    id,
    identity,
    feedId: feed.id,
    authors: [],
    tags: [],
    enclosures: [],
    facts: { words: 0, minutes: 0, codeBlocks: 0, images: 0, fullText: false },
    firstSeenAt,
    sortAt: Math.min(copy.publishedAt ?? copy.updatedAt ?? firstSeenAt, firstSeenAt),
    savedAt: firstSeenAt,
    ...(feed.unsubscribedAt === undefined && { unread: 0 as const }),
    arrival: 0,
    // Of no text, so that the feed's own entry takes its place whole, body and all.
    fingerprint: '',
  };
}
