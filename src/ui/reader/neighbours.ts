import type { Post } from '../../model/types.ts';

/** What a link to a post says. */
export type PostLink = Pick<Post, 'id' | 'title' | 'sortAt' | 'language'>;

export interface Neighbours {
  /** The next newer post. */
  readonly previous?: PostLink;
  /** The next older post. */
  readonly next?: PostLink;
}

/**
 * The posts before and after one in the order of the unread list.
 *
 * @param unread newest first, as it was when the page was opened: reading takes posts out of the list, but must not
 *   move what comes next
 * @param post stands where its date puts it if it was read already
 */
export function neighboursOf(unread: readonly PostLink[], post: PostLink): Neighbours {
  const at = unread.findIndex((other) => other.id === post.id);
  const firstOlder = unread.findIndex((other) => other.sortAt < post.sortAt);
  const place = firstOlder < 0 ? unread.length : firstOlder;
  const previous = unread[(at < 0 ? place : at) - 1];
  const next = unread[at < 0 ? place : at + 1];
  return { ...(previous && { previous }), ...(next && { next }) };
}
