import { turns } from '../browser/in-turn.ts';
import {
  type FeedCopy,
  readSentinel,
  replaceSavedCopies,
  type SavedCopy,
  setCopyAside,
  writeFeedsCopy,
  writeSavedCopy,
} from '../browser/second-copy.ts';
import type { Feed, Post } from '../model/types.ts';
import { birthmark } from '../store/changes.ts';
import { databaseLocation } from '../store/database-name.ts';
import { isUntouched, readCounts, readFeedRows, readFeedsById, readPost, readSavedPosts } from '../store/queries.ts';

/** Brings the copy of subscriptions in extension storage up to date, and the sentinel with it. */
export function copyFeeds(now: number): Promise<void> {
  return inTurn(async () => {
    await keepLostCopy(now);
    await writeFeeds();
  });
}

/** Brings the copy of one post up to date after it was saved or no longer is. */
export function copySavedPost(postId: string, now: number): Promise<void> {
  return inTurn(async () => {
    await keepLostCopy(now);
    const page = await readPost(postId);
    const isSaved = page?.post.savedAt !== undefined;
    await writeSavedCopy(postId, isSaved ? savedCopy(page.post, page.feed?.url ?? '') : undefined);
  });
}

/** Brings all of it up to date: once at each start of the browser, for what a killed worker left undone. */
export function copyEverything(now: number): Promise<void> {
  return inTurn(async () => {
    await keepLostCopy(now);
    const saved = await readSavedPosts();
    const homes = await readFeedsById([...new Set(saved.map((post) => post.feedId))]);
    await replaceSavedCopies(
      new Map(saved.map((post) => [post.id, savedCopy(post, homes.get(post.feedId)?.url ?? '')])),
    );
    await writeFeeds();
  });
}

/** What read the database first must not write the copy last. */
const inTurn = turns();

async function writeFeeds(): Promise<void> {
  const [feeds, { saved }, mark] = await Promise.all([readFeedRows(), readCounts(), birthmark()]);
  const sentinel = { name: databaseLocation().place.name, birthmark: mark, feeds: feeds.length, saved };
  await writeFeedsCopy(feeds.map(feedCopy), sentinel);
}

/**
 * Sets the copy aside where it is all that is left: the database opened without what it held, as a damaged one usually
 * does, silently. Comes before every write of the copy, and is told by the database's mark, since by then the person
 * may have begun anew with what looked like a first run.
 */
async function keepLostCopy(now: number): Promise<void> {
  const sentinel = await readSentinel();
  if (!sentinel || sentinel.feeds + sentinel.saved === 0) return;
  const mark = await birthmark();
  if (sentinel.birthmark === mark && !(await isUntouched())) return;
  await setCopyAside(now, { name: databaseLocation().place.name, birthmark: mark, feeds: 0, saved: 0 });
}

function feedCopy({ url, title, name, folder, siteUrl, subscribedAt }: Feed): FeedCopy {
  return {
    url,
    title,
    folder,
    subscribedAt,
    ...(name !== undefined && { name }),
    ...(siteUrl !== undefined && { siteUrl }),
  };
}

function savedCopy(post: Post, feedUrl: string): SavedCopy {
  const { guid, url, title, publishedAt, updatedAt, summary, savedAt } = post;
  return {
    feedUrl,
    title,
    summary,
    ...(guid !== undefined && { guid }),
    ...(url !== undefined && { url }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(updatedAt !== undefined && { updatedAt }),
    ...(savedAt !== undefined && { savedAt }),
  };
}
