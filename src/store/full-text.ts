import type { FullText } from '../model/types.ts';
import { database } from './database.ts';
import { changeFeeds } from './timing.ts';

/** Keeps a page's article with its post, beside the feed's text; nothing where the post is gone. */
export async function keepFullText(postId: string, fullText: FullText): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.posts, db.bodies], async () => {
    if (!(await db.posts.get(postId))) return;
    // The feed's text may have been removed, for want of room.
    const body = (await db.bodies.get(postId)) ?? { postId, html: '' };
    await db.bodies.put({ ...body, fullText });
  });
}

export async function setArticleText(feedIds: readonly number[], source: 'feed' | 'page'): Promise<void> {
  await changeFeeds(feedIds, (feed) => {
    const { articleText: _text, ...rest } = feed;
    return source === 'page' ? { ...rest, articleText: 'page' } : rest;
  });
}
