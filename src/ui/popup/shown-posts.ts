import type { Post } from '../../model/types.ts';
import type { ListReading } from '../../store/first-screen.ts';
import type { ListName } from '../../store/queries.ts';

export interface Row {
  readonly post: Post;
  /** Epoch ms by which the row stands where it stands; it keeps its place when its post changes. */
  readonly at: number;
}

/**
 * What an open list shows. Nothing moves under the pointer: a post that leaves the list (read, no longer saved) keeps
 * its row, and what arrives waits, until the list is opened anew.
 */
export interface Shown {
  readonly list: ListName;
  /** Newest first. */
  readonly rows: readonly Row[];
  /** Posts of a later arrival (Counts.arrivals) wait. */
  readonly arrival: number;
}

/** A list, opened on what is in it now; posts kept from before stand among the others. */
export function openList(list: ListName, { screen, kept }: ListReading): Shown {
  const standing = list === 'saved' ? kept : kept.filter(isSubscribed);
  return {
    list,
    rows: inOrder([...screen.posts, ...standing].map((post) => rowOf(list, post))),
    arrival: screen.counts.arrivals,
  };
}

/** An open list after the store has changed: rows say what their posts are now, and older pages join below. */
export function refreshed(shown: Shown, { screen, kept }: ListReading): Shown {
  const now = new Map([...screen.posts, ...kept].map((post) => [post.id, post]));
  const standing = shown.rows.flatMap((row) => {
    const post = now.get(row.post.id);
    return post && (shown.list === 'saved' || isSubscribed(post)) ? [{ ...row, post }] : [];
  });
  const listed = new Set(shown.rows.map((row) => row.post.id));
  const joining = screen.posts.filter((post) => !listed.has(post.id) && !waits(shown, post));
  const rows =
    joining.length > 0 ? inOrder([...standing, ...joining.map((post) => rowOf(shown.list, post))]) : standing;
  return { ...shown, rows };
}

/** The same list with the posts that waited. */
export function withNewPosts(shown: Shown, reading: ListReading): Shown {
  return refreshed({ ...shown, arrival: reading.screen.counts.arrivals }, reading);
}

/** How many posts wait, as far as the reading goes. */
export function countWaiting(shown: Shown, { screen }: ListReading): number {
  const listed = new Set(shown.rows.map((row) => row.post.id));
  return screen.posts.filter((post) => !listed.has(post.id) && waits(shown, post)).length;
}

/** The list with one post as a command will leave it, so that the press shows before the worker has answered. */
export function withPost(shown: Shown, changed: Post): Shown {
  return { ...shown, rows: shown.rows.map((row) => (row.post.id === changed.id ? { ...row, post: changed } : row)) };
}

function waits(shown: Shown, post: Post): boolean {
  return shown.list === 'unread' && post.arrival > shown.arrival;
}

function isSubscribed(post: Post): boolean {
  return post.unread !== undefined;
}

function rowOf(list: ListName, post: Post): Row {
  return { post, at: list === 'saved' ? (post.savedAt ?? post.sortAt) : post.sortAt };
}

/** Ties stand as the database's index leaves them: by key, backwards. */
function inOrder(rows: Row[]): Row[] {
  return rows.sort((a, b) => b.at - a.at || (a.post.id < b.post.id ? 1 : -1));
}
