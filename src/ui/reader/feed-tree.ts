import type { Feed } from '../../model/types.ts';
import { feedName } from '../shared/feed-name.ts';

export interface Folder {
  readonly name: string;
  /** By name. */
  readonly feeds: readonly Feed[];
  readonly unread: number;
}

export interface FeedTree {
  /** By name. */
  readonly folders: readonly Folder[];
  /** Those in no folder, by name. */
  readonly feeds: readonly Feed[];
}

/** Feeds by folder, in the order of a language. */
export function feedTree(feeds: readonly Feed[], locale: string): FeedTree {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const sorted = [...feeds].sort((one, other) => compare(feedName(one), feedName(other)));
  const names = [...new Set(sorted.map((feed) => feed.folder).filter((folder) => folder !== ''))].sort(compare);
  return {
    folders: names.map((name) => {
      const inside = sorted.filter((feed) => feed.folder === name);
      return { name, feeds: inside, unread: inside.reduce((sum, feed) => sum + feed.unreadCount, 0) };
    }),
    feeds: sorted.filter((feed) => feed.folder === ''),
  };
}
