import { type ListOrder, readFeedOrder, readFeedRows, readOrder } from '../../store/queries.ts';
import type { View } from './views.ts';

/**
 * What a list of the reading page holds: unread or saved posts, or all posts of every feed, of one, or of a folder.
 *
 * @param limit of posts that are looked at
 */
export async function readView(view: View, limit: number): Promise<ListOrder> {
  switch (view.kind) {
    case 'unread':
    case 'saved':
      return readOrder(view.kind, limit);
    case 'all':
      return readAll(limit);
    case 'feed':
      return readFeedOrder(view.feedId);
    case 'folder': {
      const [all, feeds] = await Promise.all([readAll(limit), readFeedRows()]);
      const inside = new Set(feeds.filter((feed) => feed.folder === view.folder).map((feed) => feed.id));
      return { ...all, entries: all.entries.filter((entry) => inside.has(entry.feedId)) };
    }
    default:
      return view satisfies never;
  }
}

async function readAll(limit: number): Promise<ListOrder> {
  const [unread, read] = await Promise.all([readOrder('unread', limit), readOrder('read', limit)]);
  // Of the one that was cut, nothing is known of older posts.
  const end = Math.max(endOf(unread), endOf(read));
  const entries = [...unread.entries, ...read.entries].filter((entry) => entry.at >= end);
  return {
    ...unread,
    entries: entries.sort((one, other) => other.at - one.at),
    isWhole: unread.isWhole && read.isWhole,
  };
}

/** Epoch ms. */
function endOf({ entries, isWhole }: ListOrder): number {
  return isWhole ? Number.NEGATIVE_INFINITY : (entries.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
}
