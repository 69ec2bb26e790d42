import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import type { Counts, Feed, Post, Round, Settings } from '../../model/types.ts';
import { type ListEntry, readFeedRows, readFeeds } from '../../store/queries.ts';
import { readOnce } from '../../store/watch.ts';
import { nothingCheckedText } from '../shared/check-text.ts';
import { feedName } from '../shared/feed-name.ts';
import { type ListView, useListView } from '../shared/use-list-view.ts';
import { useRound, useRoundNotices } from '../shared/use-round.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import type { Undoing } from '../shared/use-undo.ts';
import { useWatch } from '../shared/use-watch.ts';
import { type NeighbourIds, type Neighbours, neighboursOf } from './neighbours.ts';
import type { Address } from './use-address.ts';
import { type ReadingList, useReadingList } from './use-reading-list.ts';
import { keyOf, type View } from './views.ts';

export interface Panes {
  readonly list: ReadingList;
  readonly rows: ListView;
  readonly groupBy: Settings['groupBy'];
  readonly feeds: readonly Feed[];
  readonly icons: ReadonlyMap<number, string>;
  readonly counts: Counts | undefined;
  readonly title: string;
  readonly count: number | undefined;
  readonly neighbourIds: NeighbourIds;
  readonly neighbours: Neighbours;
  /** The row with the focus, or to which Tab comes. */
  readonly stopId: string | undefined;
  readonly setFocusedId: (postId: string) => void;
  readonly searched: string | undefined;
  readonly search: (words: string | undefined) => void;
  readonly round: Round | undefined;
  readonly canMarkAll: boolean;
  readonly markAll: () => void;
  readonly checkNow: () => void;
}

interface Options {
  readonly post: Post | undefined;
  readonly settings: Settings;
  readonly toasts: Toasts;
  readonly undoing: Undoing;
  readonly say: (text: string) => void;
  /** Nothing is read before. */
  readonly isReady: boolean;
}

const NO_FEEDS: readonly Feed[] = [];
const NO_ICONS: ReadonlyMap<number, string> = new Map();
const readNothing = async () => undefined;

/** What stands beside the article: the feeds, and a list of posts with what can be done with it. */
export function usePanes({ view, postId }: Address, { post, settings, toasts, undoing, say, isReady }: Options): Panes {
  const key = keyOf(view);
  const watched = useWatch(isReady ? readFeedRows : readNothing);
  const feeds = (watched.kind === 'ready' && watched.value) || NO_FEEDS;
  const icons = useIcons(feeds);
  const [focusedId, setFocusedId] = useState(postId);
  const [search, setSearch] = useState<{ readonly key: string; readonly words: string }>();
  // A search is of the list that it was begun in.
  const searched = search?.key === key ? search.words : undefined;
  const groupBy = view.kind === 'feed' ? 'day' : settings.groupBy;
  const [others, setOthers] = useState<readonly string[]>([]);
  // It was marked read on opening, before the list was read.
  const kept = view.kind === 'unread' && post?.id === postId ? entryOf(post) : undefined;
  const list = useReadingList(view, { isReady, groupBy, others, kept, searched });
  const rows = useListView();

  const { entries, groups, ids, posts } = list;
  const sortAt = post?.sortAt;
  const { previous, next } = useMemo(() => {
    if (!entries || !postId || sortAt === undefined) return {};
    return neighboursOf(
      groups.flatMap((group) => group.entries),
      { id: postId, sortAt },
    );
  }, [entries, groups, postId, sortAt]);
  useEffect(() => {
    setOthers([postId, focusedId, previous, next].filter((id): id is string => Boolean(id)));
  }, [postId, focusedId, previous, next]);
  useEffect(() => {
    if (postId) setFocusedId(postId);
  }, [postId]);
  useRevealed(rows, list, postId);

  const round = useRound();
  useRoundNotices(round, say);
  const counts = list.counts;
  const unread = unreadIn(view, feeds, counts);
  const canMarkAll = unread > 0 && ids.some((id) => mayBeUnread(posts.get(id)));
  const previousPost = previous === undefined ? undefined : posts.get(previous);
  const nextPost = next === undefined ? undefined : posts.get(next);
  return {
    list,
    rows,
    groupBy,
    feeds,
    icons,
    counts,
    title: titleOf(view, feeds),
    count: view.kind === 'saved' || view.kind === 'all' ? undefined : unread,
    neighbourIds: { ...(previous !== undefined && { previous }), ...(next !== undefined && { next }) },
    neighbours: { ...(previousPost && { previous: previousPost }), ...(nextPost && { next: nextPost }) },
    stopId: [focusedId, postId].find((id) => ids.includes(id)) ?? ids[0],
    setFocusedId,
    searched,
    search: useCallback((words) => setSearch(words === undefined ? undefined : { key, words }), [key]),
    round,
    canMarkAll,
    markAll: () => {
      if (!canMarkAll) return;
      undoing.attemptUndoable({
        act: send('mark-shown-read', { postIds: ids }),
        text: ({ count }) => plural('popup_marked_all', count),
        takeBack: ({ undoId }) => send('undo', { undoId }),
      });
    },
    checkNow: () => {
      if (round) toasts.attempt(send('stop-checking'));
      else if (navigator.onLine) {
        toasts.attempt(send('check-now', {}), (count) => {
          const wanted = feeds.filter((feed) => !feed.stopped);
          if (count === 0) toasts.show(nothingCheckedText(wanted, Date.now()));
        });
      }
    },
  };
}

function entryOf({ id, feedId, sortAt }: Post): ListEntry {
  return { id, feedId, at: sortAt };
}

/** One that is not loaded may: that there are unread posts is all that is known then. */
function mayBeUnread(post: Post | undefined): boolean {
  return post === undefined || post.unread === 1;
}

/** Read when feeds come or go: with each check of one, they would weigh more than all else. */
function useIcons(feeds: readonly Feed[]): ReadonlyMap<number, string> {
  const [icons, setIcons] = useState(NO_ICONS);
  const feedIds = feeds.map((feed) => feed.id).join();
  useEffect(() => {
    if (feedIds) readOnce(readFeeds).then((read) => setIcons(read.icons), console.error);
  }, [feedIds]);
  return icons;
}

/** Keeps the row of the post that is read in view. */
function useRevealed(rows: ListView, { entries, key }: ReadingList, postId: string): void {
  const isListed = entries?.some((entry) => entry.id === postId) ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another place
  useEffect(() => {
    if (!isListed || !rows.scroller.current) return;
    const row = rows.rowElement(postId);
    if (row) row.scrollIntoView({ block: 'nearest' });
    else rows.placeAt({ id: postId, top: 120 });
  }, [rows, isListed, postId, key]);
}

function titleOf(view: View, feeds: readonly Feed[]): string {
  switch (view.kind) {
    case 'unread':
      return message('popup_unread');
    case 'saved':
      return message('popup_saved');
    case 'all':
      return message('reader_all_posts');
    case 'folder':
      return view.folder;
    case 'feed': {
      const feed = feeds.find(({ id }) => id === view.feedId);
      return feed ? feedName(feed) : '';
    }
    default:
      return view satisfies never;
  }
}

function unreadIn(view: View, feeds: readonly Feed[], counts: Counts | undefined): number {
  const among = (isWanted: (feed: Feed) => boolean) =>
    feeds.filter(isWanted).reduce((sum, feed) => sum + feed.unreadCount, 0);
  if (view.kind === 'feed') return among((feed) => feed.id === view.feedId);
  if (view.kind === 'folder') return among((feed) => feed.folder === view.folder);
  return counts?.unread ?? 0;
}
