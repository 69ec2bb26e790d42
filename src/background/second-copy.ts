import {
  type FeedCopy,
  readSentinel,
  replaceSavedCopies,
  type SavedCopy,
  writeFeedsCopy,
  writeSavedCopy,
} from '../browser/second-copy.ts';
import type { Feed, Post } from '../model/types.ts';
import { DATABASE_NAME } from '../store/database-name.ts';
import { isUntouched, readCounts, readFeeds, readFeedsById, readPost, readSavedPosts } from '../store/queries.ts';

/** Brings the copy of subscriptions in extension storage up to date, and the sentinel with it. */
export async function copyFeeds(): Promise<void> {
  if (await isDatabaseLost()) return;
  const [{ feeds }, { saved }] = await Promise.all([readFeeds(), readCounts()]);
  await writeFeedsCopy(feeds.map(feedCopy), { name: DATABASE_NAME, feeds: feeds.length, saved });
}

/** Brings the copy of one post up to date after it was saved or no longer is. */
export async function copySavedPost(postId: string): Promise<void> {
  const page = await readPost(postId);
  const isSaved = page?.post.savedAt !== undefined;
  await writeSavedCopy(postId, isSaved ? savedCopy(page.post, page.feed?.url ?? '') : undefined);
}

/** Brings all of it up to date: once at each start of the browser, for what a killed worker left undone. */
export async function copyEverything(): Promise<void> {
  if (await isDatabaseLost()) return;
  const saved = await readSavedPosts();
  const homes = await readFeedsById([...new Set(saved.map((post) => post.feedId))]);
  await replaceSavedCopies(new Map(saved.map((post) => [post.id, savedCopy(post, homes.get(post.feedId)?.url ?? '')])));
  await copyFeeds();
}

/**
 * Whether the database opened without anything in it although it held something: a damaged one usually does, silently.
 * The copy is then all that is left and must not be brought "up to date".
 */
async function isDatabaseLost(): Promise<boolean> {
  const sentinel = await readSentinel();
  return sentinel !== undefined && sentinel.feeds + sentinel.saved > 0 && (await isUntouched());
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
