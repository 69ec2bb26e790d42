// Loaded after the first paint, since it brings Dexie along.
import type { Feed } from '../../model/types.ts';
import {
  type ListName,
  readFeedRows,
  readListSigns,
  readNextCheckAt,
  readOrder,
  readPosts,
} from '../../store/queries.ts';
import { watch } from '../../store/watch.ts';
import { readInPieces, watchRows } from '../shared/read-rows.ts';
import type { ListReading, Shown } from './shown-posts.ts';

/** A list is read anew so long after something in it changed, once for all that changed meanwhile. */
const REST_MS = 100;

/**
 * A list, now and after every change.
 *
 * @param shown what stands on the screen by then, of the same list
 */
export function watchList(
  list: ListName,
  limit: number,
  shown: () => Shown | undefined,
  onReading: (reading: ListReading) => void,
  onError: (error: unknown) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const read = () => {
    timer = undefined;
    readList(list, limit, shown()).then(
      (reading) => {
        if (!isOver) onReading(reading);
      },
      (error: unknown) => {
        if (!isOver) onError(error);
      },
    );
  };
  let isFirst = true;
  const stop = watch(
    readListSigns,
    () => {
      if (isFirst) read();
      else timer ??= setTimeout(read, REST_MS);
      isFirst = false;
    },
    onError,
  );
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop();
  };
}

async function readList(list: ListName, limit: number, shown: Shown | undefined): Promise<ListReading> {
  const order = await readOrder(list, limit);
  if (!shown) return { ...order, kept: new Set(), late: new Set() };
  const held = new Set(order.entries.map((entry) => entry.id));
  const standing = shown.entries.map((entry) => entry.id);
  const left = await readPosts(standing.filter((id) => !held.has(id)));
  const known = new Set(standing);
  // Nothing came since, as a rule.
  const unknown =
    list === 'unread' && order.counts.arrivals > shown.arrival ? order.entries.filter(({ id }) => !known.has(id)) : [];
  const news = await readPosts(unknown.map((entry) => entry.id));
  return {
    ...order,
    kept: new Set(left.filter((post) => list === 'saved' || post.unread !== undefined).map((post) => post.id)),
    late: new Set(news.filter((post) => post.arrival > shown.arrival).map((post) => post.id)),
  };
}

/** Ways to read the posts of rows: they come with Dexie. */
export const rowReaders = { watchRows, readInPieces };

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
