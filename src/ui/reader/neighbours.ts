import type { Post } from '../../model/types.ts';
import type { ListEntry } from '../../store/queries.ts';

/** What a link to a post says. */
export type PostLink = Pick<Post, 'id' | 'title' | 'language'>;

/** The posts above and below in the list. */
export interface Neighbours {
  readonly previous?: PostLink;
  readonly next?: PostLink;
}

export interface NeighbourIds {
  /** The post above in the list. */
  readonly previous?: string;
  /** The post below. */
  readonly next?: string;
}

/**
 * The posts before and after one in a list.
 *
 * @param entries in the order in which they stand
 * @param post stands where its date puts it if it is not in the list
 */
export function neighboursOf(
  entries: readonly Pick<ListEntry, 'id' | 'at'>[],
  post: { readonly id: string; readonly sortAt: number },
): NeighbourIds {
  const at = entries.findIndex((other) => other.id === post.id);
  const firstOlder = entries.findIndex((other) => other.at < post.sortAt);
  const place = firstOlder < 0 ? entries.length : firstOlder;
  const previous = entries[(at < 0 ? place : at) - 1]?.id;
  const next = entries[at < 0 ? place : at + 1]?.id;
  return { ...(previous !== undefined && { previous }), ...(next !== undefined && { next }) };
}
