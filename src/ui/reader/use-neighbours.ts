import { useEffect, useState } from 'preact/hooks';
import type { Post } from '../../model/types.ts';
import { readScreen } from '../../store/queries.ts';
import { readOnce } from '../../store/watch.ts';
import { type Neighbours, neighboursOf, type PostLink } from './neighbours.ts';

/** More than anyone reads in one tab; who does reloads the page. */
const MOST = 200;

/** The posts before and after this one; none until the list is read. */
export function useNeighbours(post: Post | undefined): Neighbours {
  const [unread, setUnread] = useState<readonly PostLink[]>([]);
  useEffect(() => {
    // Read once, not watched: the list as it was at the time of opening. Without it, the post can still be read.
    readOnce(() => readScreen('unread', MOST)).then((screen) => setUnread(screen.posts), console.error);
  }, []);
  return post ? neighboursOf(unread, post) : {};
}
