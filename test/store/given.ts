import type { CheckRecord } from '../../src/model/check.ts';
import type { Feed, PostDraft } from '../../src/model/types.ts';
import { addFeeds, receivePosts } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);

/** A database as after installing. */
export async function givenEmptyDatabase(): Promise<void> {
  const db = database();
  await db.delete();
  await db.open();
}

export function draft(given: Partial<PostDraft> & { readonly identity: string }): PostDraft {
  return {
    title: `Post ${given.identity}`,
    url: `https://blog.example/${given.identity}`,
    guid: given.identity,
    authors: [],
    summary: `About ${given.identity}.`,
    facts: { words: 100, minutes: 1, codeBlocks: 0, images: 0, fullText: true },
    tags: [],
    enclosures: [],
    body: { html: `<p>About ${given.identity}.</p>` },
    fingerprint: 'first',
    ...given,
  };
}

/** Drafts named a0, a1 … the first the newest, an hour apart. */
export function drafts(prefix: string, count: number): PostDraft[] {
  return Array.from({ length: count }, (_, index) =>
    draft({ identity: `${prefix}${index}`, publishedAt: NOW - index * 3_600_000 }),
  );
}

export function check(feedId: number, given: Partial<CheckRecord> = {}): CheckRecord {
  return {
    feedId,
    at: NOW,
    durationMs: 120,
    bytes: 4000,
    outcome: 'new-posts',
    isWhole: true,
    nextCheckAt: NOW + 3_600_000,
    freshUntil: 0,
    blockedUntil: 0,
    ...given,
  };
}

export async function givenFeed(url = 'https://blog.example/feed'): Promise<Feed> {
  const { added, already } = await addFeeds([{ url }], NOW);
  const feed = added[0] ?? already[0];
  if (!feed) throw new Error('no feed was added');
  return feed;
}

/** A feed whose first check brought these posts, all of them unread. */
export async function givenFeedWith(posts: readonly PostDraft[], url?: string): Promise<Feed> {
  const feed = await givenFeed(url);
  await receivePosts(posts, check(feed.id), 'all');
  return feed;
}

/** What kept counts must equal: everything counted anew from the rows. */
export async function recount(): Promise<{
  unread: number;
  saved: number;
  fresh: number;
  perFeed: Record<number, number>;
}> {
  const db = database();
  const posts = await db.posts.toArray();
  const shown = (await db.counts.get('all'))?.shownArrival ?? 0;
  const unread = posts.filter((post) => post.unread === 1);
  const perFeed: Record<number, number> = {};
  for (const feed of await db.feeds.toArray()) {
    perFeed[feed.id] = unread.filter((post) => post.feedId === feed.id).length;
  }
  return {
    unread: unread.length,
    saved: posts.filter((post) => post.savedAt !== undefined).length,
    fresh: unread.filter((post) => post.arrival > shown).length,
    perFeed,
  };
}

export async function keptCounts(): Promise<Awaited<ReturnType<typeof recount>>> {
  const db = database();
  const counts = await db.counts.get('all');
  const perFeed = Object.fromEntries((await db.feeds.toArray()).map((feed) => [feed.id, feed.unreadCount]));
  return { unread: counts?.unread ?? 0, saved: counts?.saved ?? 0, fresh: counts?.fresh ?? 0, perFeed };
}
