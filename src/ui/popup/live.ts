// Loaded after the first paint, since it brings Dexie along.
import type { Feed } from '../../model/types.ts';
import type { ListReading } from '../../store/first-screen.ts';
import { type ListName, readFeedRows, readNextCheckAt, readPosts, readScreen } from '../../store/queries.ts';
import { watch } from '../../store/watch.ts';

/**
 * A list, now and after every change.
 *
 * @param shownIds the posts that have a row, asked for with each reading
 */
export function watchList(
  list: ListName,
  limit: number,
  shownIds: () => readonly string[],
  onReading: (reading: ListReading) => void,
  onError: (error: unknown) => void,
): () => void {
  const read = async () => {
    const screen = await readScreen(list, limit);
    const listed = new Set(screen.posts.map((post) => post.id));
    return { screen, kept: await readPosts(shownIds().filter((id) => !listed.has(id))) };
  };
  return watch(read, onReading, onError);
}

export interface FeedsReading {
  readonly feeds: readonly Feed[];
  /** Epoch ms. */
  readonly nextCheckAt?: number;
}

export function watchFeeds(onFeeds: (reading: FeedsReading) => void): () => void {
  const read = async () => {
    const [feeds, nextCheckAt] = await Promise.all([readFeedRows(), readNextCheckAt()]);
    return { feeds, ...(nextCheckAt !== undefined && { nextCheckAt }) };
  };
  // Where the store cannot be read, the list says so.
  return watch(read, onFeeds, console.error);
}
