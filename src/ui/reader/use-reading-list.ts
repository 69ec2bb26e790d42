import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Counts, Feed, Settings } from '../../model/types.ts';
import { type ListEntry, type ListOrder, readFeedRows, readListSigns } from '../../store/queries.ts';
import { readOnce, watch } from '../../store/watch.ts';
import { groupEntries, type PostGroup } from '../shared/post-groups.ts';
import { readInPieces, watchRows } from '../shared/read-rows.ts';
import type { RowRange } from '../shared/row-places.ts';
import { type LoadedPosts, useLoadedPosts } from '../shared/use-loaded-posts.ts';
import { MOST_SEARCHED, useSearch } from '../shared/use-search.ts';
import { readView } from './read-view.ts';
import { afterReading, type StandingList, withNews } from './standing-list.ts';
import { keyOf, type View } from './views.ts';

/** So many keys are read of a list before anybody scrolls that far; few have more unread posts. */
const FIRST_LIMIT = 10_000;
/** How close to the end of what is known more is read, in rows. */
const NEAR_END = 500;
/** A list is read anew so long after something in it changed, once for all that changed meanwhile. */
const REST_MS = 100;

interface State {
  readonly key: string;
  readonly limit: number;
  /** With which limit the store was read last; absent until it was. */
  readonly readLimit?: number;
  /** Grows when the same list is opened anew. */
  readonly opening: number;
  /** Absent until the list is read. */
  readonly standing?: StandingList;
  readonly order?: ListOrder;
  readonly error?: unknown;
}

type Event =
  | {
      readonly kind: 'read';
      readonly key: string;
      readonly limit: number;
      readonly order: ListOrder;
      readonly feeds: ReadonlySet<number>;
      readonly kept: ListEntry | undefined;
    }
  /** Nothing but counts changed. */
  | { readonly kind: 'counted'; readonly key: string; readonly counts: Counts }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'open'; readonly key: string; readonly limit: number }
  | { readonly kind: 'show-new' }
  | { readonly kind: 'load-more' };

function afterEvent(state: State, event: Event): State {
  switch (event.kind) {
    case 'read': {
      if (event.key !== state.key) return state;
      // Saved posts outlive the subscription to their feed.
      const isKnown = (feedId: number) => state.key === SAVED || event.feeds.has(feedId);
      const { error: _, ...sound } = state;
      const { order, limit: readLimit, kept } = event;
      return { ...sound, order, readLimit, standing: afterReading(state.standing, order, isKnown, kept) };
    }
    case 'counted': {
      if (event.key !== state.key || !state.order) return state;
      const { error: _, ...sound } = state;
      return { ...sound, order: { ...state.order, counts: event.counts } };
    }
    case 'failed':
      return { ...state, error: event.error };
    case 'open':
      return { key: event.key, limit: event.limit, opening: state.opening + 1 };
    case 'show-new':
      return state.standing && state.order ? { ...state, standing: withNews(state.standing, state.order) } : state;
    case 'load-more':
      // Asked for again before the last reading is in, it would only begin that anew.
      return state.readLimit === state.limit ? { ...state, limit: state.limit * 2 } : state;
    default:
      return event satisfies never;
  }
}

const SAVED = keyOf({ kind: 'saved' });

export interface ReadingList extends LoadedPosts {
  /** Equal while the same list stands. */
  readonly key: string;
  /** Undefined until the list is read. */
  readonly entries: readonly ListEntry[] | undefined;
  /** Whether all that it may hold was looked at: before, one without entries may not be empty. */
  readonly isComplete: boolean;
  readonly groups: readonly PostGroup[];
  /** In the order in which they stand. */
  readonly ids: readonly string[];
  readonly counts: Counts | undefined;
  readonly hasFeeds: boolean;
  /** How many posts wait to be shown. */
  readonly waiting: number;
  readonly showNew: () => void;
  /** Begins the list anew: what has left it goes. */
  readonly reopen: () => void;
  readonly error: unknown;
}

interface Options {
  /** Nothing is read before. */
  readonly isReady: boolean;
  readonly groupBy: Settings['groupBy'];
  /** Posts that are wanted wherever the list is scrolled. */
  readonly others: readonly string[];
  /** Stands in the list from its beginning although it may have left it: the post that is read. */
  readonly kept: ListEntry | undefined;
  /** What is searched for; undefined where nothing is. */
  readonly searched: string | undefined;
  /** How many keys to read before more are asked for. */
  readonly firstLimit?: number;
}

/** A list of the reading page, now and after every change. */
export function useReadingList(view: View, options: Options): ReadingList {
  const { isReady, groupBy, others, kept, searched, firstLimit = FIRST_LIMIT } = options;
  const key = keyOf(view);
  const [state, tell] = useReducer(afterEvent, { key, limit: firstLimit, opening: 0 });
  const { limit, opening } = state;
  const latestKept = useRef(kept);
  latestKept.current = kept;
  // Told while rendering, so that no frame shows one list under the name of another.
  if (state.key !== key) tell({ kind: 'open', key, limit: firstLimit });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the view; an opening begins anew
  useEffect(() => {
    if (!isReady) return undefined;
    return watchView({
      read: () => readView(view, limit),
      hasReadPosts: view.kind !== 'unread' && view.kind !== 'saved',
      onOrder: (order, feeds) => tell({ kind: 'read', key, limit, order, feeds, kept: latestKept.current }),
      onCounts: (counts) => tell({ kind: 'counted', key, counts }),
      onError: (error) => tell({ kind: 'failed', error }),
    });
  }, [key, limit, isReady, opening]);

  const current = state.key === key ? state : undefined;
  const standing = current?.standing;
  const isWhole = current?.order?.isWhole ?? false;
  const all = standing?.entries ?? NONE;
  const readPieces = useMemo(() => {
    const pieces = readInPieces((error) => tell({ kind: 'failed', error }));
    return isReady ? pieces : undefined;
  }, [isReady]);
  const found = useSearch(all, searched, undefined, readPieces);
  const entries = found?.entries ?? all;
  const hasAll = isWhole && found?.isComplete !== false;
  const groups = useMemo(() => groupEntries(entries, groupBy, hasAll), [entries, groupBy, hasAll]);
  const ids = useMemo(() => groups.flatMap((group) => group.entries.map((entry) => entry.id)), [groups]);
  const loaded = useLoadedPosts(ids, others, undefined, isReady ? liveRows : undefined);
  const { onRange: onLoadedRange } = loaded;
  const hasMore = standing !== undefined && !isWhole;
  const canGrow = hasMore && current?.readLimit === limit;
  const isSearching = searched !== undefined;
  const hasSearchedMost = limit >= MOST_SEARCHED;
  // Without a row there is nothing to scroll, which would ask for more.
  const mustGrow = canGrow && (all.length === 0 || (isSearching && !hasSearchedMost));
  // What matches may be few rows, which are always near their end.
  const canScrollOn = canGrow && !(isSearching && hasSearchedMost);
  useEffect(() => {
    if (mustGrow) tell({ kind: 'load-more' });
  }, [mustGrow]);
  const length = ids.length;
  const onRange = useCallback(
    (range: RowRange) => {
      onLoadedRange(range);
      if (canScrollOn && range.end > length - NEAR_END) tell({ kind: 'load-more' });
    },
    [onLoadedRange, canScrollOn, length],
  );
  const showNew = useCallback(() => tell({ kind: 'show-new' }), []);
  const reopen = useCallback(() => tell({ kind: 'open', key, limit: firstLimit }), [key, firstLimit]);
  return {
    ...loaded,
    onRange,
    key: `${key}${opening}`,
    entries: standing && entries,
    isComplete: standing !== undefined && !mustGrow && (isWhole || canGrow) && found?.isComplete !== false,
    groups,
    ids,
    counts: current?.order?.counts,
    hasFeeds: current?.order?.hasFeeds ?? true,
    waiting: standing?.waiting ?? 0,
    showNew,
    reopen,
    error: current?.error,
  };
}

const NONE: readonly ListEntry[] = [];

const liveRows = watchRows(console.error);

interface Watched {
  readonly read: () => Promise<ListOrder>;
  /** Whether reading a post changes neither what the list holds nor its order. */
  readonly hasReadPosts: boolean;
  readonly onOrder: (order: ListOrder, feeds: ReadonlySet<number>) => void;
  readonly onCounts: (counts: Counts) => void;
  readonly onError: (error: unknown) => void;
}

function watchView({ read, hasReadPosts, onOrder, onCounts, onError }: Watched): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  /** What the store held before its order was read last; undefined where that is not known. */
  let held: string | undefined;
  // One reading after another: an earlier one must not come in last.
  let reading = Promise.resolve();
  const begin = async () => {
    const [order, feeds] = await Promise.all([readOnce(read), readFeedRows()]);
    if (!isOver) onOrder(order, new Set(feeds.map((feed) => feed.id)));
  };
  const goOn = async () => {
    timer = undefined;
    if (isOver) return;
    const [signs, feeds] = await Promise.all([readListSigns(), readFeedRows()]);
    if (isOver) return;
    const holds = [signs.feeds, signs.counts.arrivals, ...feeds.map(signOf)].join('\n');
    if (hasReadPosts && holds === held) {
      onCounts(signs.counts);
      return;
    }
    // Read after its signs: what changes in between is read once more, rather than never.
    held = undefined;
    const order = await readOnce(read);
    held = holds;
    if (!isOver) onOrder(order, new Set(feeds.map((feed) => feed.id)));
  };
  const follow = (step: () => Promise<void>) => {
    reading = reading.then(step).catch((error: unknown) => {
      if (!isOver) onError(error);
    });
  };
  let isFirst = true;
  const stop = watch(
    readListSigns,
    () => {
      if (isFirst) follow(begin);
      else timer ??= setTimeout(() => follow(goOn), REST_MS);
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

/** Another when posts of a feed come or go, or it moves to another folder. */
function signOf({ id, postCount, folder = '' }: Feed): string {
  return JSON.stringify([id, postCount, folder]);
}
