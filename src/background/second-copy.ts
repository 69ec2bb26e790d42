import { type FeedCopy, type SavedCopy, writeSecondCopy } from '../browser/second-copy.ts';
import type { Feed, Post } from '../model/types.ts';
import { DATABASE_NAME } from '../store/database-name.ts';
import { readFeeds, readFeedsById, readSavedPosts } from '../store/queries.ts';

/** Brings the copy in extension storage up to date with the database. */
export async function renewSecondCopy(): Promise<void> {
  const [{ feeds }, saved] = await Promise.all([readFeeds(), readSavedPosts()]);
  const homes = await readFeedsById([...new Set(saved.map((post) => post.feedId))]);
  await writeSecondCopy(
    { database: { name: DATABASE_NAME, feeds: feeds.length, saved: saved.length }, feeds: feeds.map(feedCopy) },
    new Map(saved.map((post) => [post.id, savedCopy(post, homes.get(post.feedId)?.url ?? '')])),
  );
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
