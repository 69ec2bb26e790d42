import type { OlderPosts, Post, PostDraft } from '../model/types.ts';
import { bodyFrom, compare, postFrom } from './changes.ts';
import { database, postsOfFeed } from './database.ts';

export interface OlderDocument {
  readonly drafts: readonly PostDraft[];
  /** How far they are read with this document. */
  readonly older: OlderPosts;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Stores the posts of a document from a feed's past, in one transaction with how far the past is read, so that no
 * document is asked for twice and none is passed over.
 *
 * They arrive as read. Posts that are there stay as they are: an archive may hold an earlier text of theirs. What was
 * published after the last good check is left for the next one to bring, unread, as it does all that is new.
 *
 * @returns how many posts are new; 0 where the feed was unsubscribed meanwhile
 */
export async function receiveOlderPosts(feedId: number, { drafts, older, now }: OlderDocument): Promise<number> {
  const db = database();
  return db.transaction('rw', [db.feeds, db.posts, db.bodies], async () => {
    const feed = await db.feeds.get(feedId);
    if (!feed || feed.unsubscribedAt !== undefined) return 0;
    const isPast = ({ publishedAt = 0 }: PostDraft) => publishedAt <= (feed.lastGoodAt ?? now);
    const { added } = await compare(feed, drafts.filter(isPast));
    const posts = added.map(({ draft, index }) => postFrom(draft, { feed, now, index, arrival: 0, unread: false }));
    await Promise.all([
      db.posts.bulkAdd(await behindAll(posts)),
      db.bodies.bulkPut(added.map(({ draft }, index) => bodyFrom(posts[index]?.id ?? '', draft))),
      db.feeds.put({ ...feed, older, postCount: feed.postCount + posts.length }),
    ]);
    return posts.length;
  });
}

/** What has no date stands behind all of its feed that is known, rather than as today's: it is older than that. */
async function behindAll(posts: readonly Post[]): Promise<readonly Post[]> {
  const isDated = (post: Post) => post.publishedAt !== undefined || post.updatedAt !== undefined;
  const [some] = posts;
  if (!some || posts.every(isDated)) return posts;
  const known = await database()
    .posts.where('id')
    .between(...postsOfFeed(some.feedId))
    .toArray();
  const oldestAt = [...known, ...posts.filter(isDated)].reduce(
    (at, post) => Math.min(at, post.sortAt),
    some.firstSeenAt,
  );
  return posts.map((post, index) => (isDated(post) ? post : { ...post, sortAt: oldestAt - 1 - index }));
}

/** Keeps how far a feed's past is read, where a document brought nothing. */
export async function keepOlder(feedId: number, older: OlderPosts): Promise<void> {
  await database().feeds.update(feedId, { older });
}
