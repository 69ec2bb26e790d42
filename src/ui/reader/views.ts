/** A list of posts on the reading page. */
export type View =
  | { readonly kind: 'unread' | 'saved' | 'all' }
  | { readonly kind: 'feed'; readonly feedId: number }
  | { readonly kind: 'folder'; readonly folder: string };

/** What the page shows: a list, and a post beside it or none. */
export interface Place {
  readonly view: View;
  /** '' where none is chosen. */
  readonly postId: string;
}

/** The list and the post that an address names; whatever it lacks or names wrongly is the unread list, and no post. */
export function placeIn(search: string): Place {
  const given = new URLSearchParams(search);
  return { view: viewIn(given), postId: given.get('post') ?? '' };
}

function viewIn(given: URLSearchParams): View {
  const feedId = Number(given.get('feed'));
  const folder = given.get('folder');
  const list = given.get('list');
  if (Number.isSafeInteger(feedId) && feedId > 0) return { kind: 'feed', feedId };
  if (folder) return { kind: 'folder', folder };
  return { kind: list === 'saved' || list === 'all' ? list : 'unread' };
}

/** The address of a place, relative to the reading page. */
export function addressOf({ view, postId }: Place): string {
  const parts = new URLSearchParams();
  if (view.kind === 'feed') parts.set('feed', String(view.feedId));
  else if (view.kind === 'folder') parts.set('folder', view.folder);
  else if (view.kind !== 'unread' || !postId) parts.set('list', view.kind);
  if (postId) parts.set('post', postId);
  return `?${parts}`;
}

/** Equal for the same list. */
export function keyOf(view: View): string {
  return addressOf({ view, postId: '' });
}
