import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Counts, Settings } from '../../model/types.ts';
import { type ListEntry, type ListOrder, readFeedRows, readListSigns } from '../../store/queries.ts';
import { readOnce, watch } from '../../store/watch.ts';
import { groupEntries, type PostGroup } from '../shared/post-groups.ts';
import { readInPieces, watchRows } from '../shared/read-rows.ts';
import type { RowRange } from '../shared/row-places.ts';
import { type LoadedPosts, useLoadedPosts } from '../shared/use-loaded-posts.ts';
import { useSearch } from '../shared/use-search.ts';
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
      readonly order: ListOrder;
      readonly feeds: ReadonlySet<number>;
      readonly kept: ListEntry | undefined;
    }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'open'; readonly key: string }
  | { readonly kind: 'show-new' }
  | { readonly kind: 'load-more' };

function afterEvent(state: State, event: Event): State {
  switch (event.kind) {
    case 'read': {
      if (event.key !== state.key) return state;
      // Saved posts outlive the subscription to their feed.
      const isKnown = (feedId: number) => state.key === SAVED || event.feeds.has(feedId);
      const { error: _, ...sound } = state;
      return { ...sound, order: event.order, standing: afterReading(state.standing, event.order, isKnown, event.kept) };
    }
    case 'failed':
      return { ...state, error: event.error };
    case 'open':
      return { key: event.key, limit: FIRST_LIMIT, opening: state.opening + 1 };
    case 'show-new':
      return state.standing && state.order ? { ...state, standing: withNews(state.standing, state.order) } : state;
    case 'load-more':
      return { ...state, limit: state.limit * 2 };
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
}

/** A list of the reading page, now and after every change. */
export function useReadingList(view: View, { isReady, groupBy, others, kept, searched }: Options): ReadingList {
  const key = keyOf(view);
  const [state, tell] = useReducer(afterEvent, { key, limit: FIRST_LIMIT, opening: 0 });
  const { limit, opening } = state;
  const latestKept = useRef(kept);
  latestKept.current = kept;
  // Told while rendering, so that no frame shows one list under the name of another.
  if (state.key !== key) tell({ kind: 'open', key });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the view; an opening begins anew
  useEffect(() => {
    if (!isReady) return undefined;
    return watchView(
      () => readView(view, limit),
      (order, feeds) => tell({ kind: 'read', key, order, feeds, kept: latestKept.current }),
      (error) => tell({ kind: 'failed', error }),
    );
  }, [key, limit, isReady, opening]);

  const current = state.key === key ? state : undefined;
  const standing = current?.standing;
  const isWhole = current?.order?.isWhole ?? false;
  const all = standing?.entries ?? NONE;
  const found = useSearch(all, searched, undefined, isReady ? readPieces : undefined);
  const entries = found?.entries ?? all;
  const groups = useMemo(() => groupEntries(entries, groupBy, isWhole), [entries, groupBy, isWhole]);
  const ids = useMemo(() => groups.flatMap((group) => group.entries.map((entry) => entry.id)), [groups]);
  const loaded = useLoadedPosts(ids, others, undefined, isReady ? liveRows : undefined);
  const { onRange: onLoadedRange } = loaded;
  const canGrow = standing !== undefined && !isWhole;
  const length = ids.length;
  const onRange = useCallback(
    (range: RowRange) => {
      onLoadedRange(range);
      if (canGrow && range.end > length - NEAR_END) tell({ kind: 'load-more' });
    },
    [onLoadedRange, canGrow, length],
  );
  const showNew = useCallback(() => tell({ kind: 'show-new' }), []);
  const reopen = useCallback(() => tell({ kind: 'open', key }), [key]);
  return {
    ...loaded,
    onRange,
    key: `${key}${opening}`,
    entries: standing && entries,
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
const readPieces = readInPieces(console.error);

function watchView(
  read: () => Promise<ListOrder>,
  onOrder: (order: ListOrder, feeds: ReadonlySet<number>) => void,
  onError: (error: unknown) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const update = async () => {
    timer = undefined;
    try {
      const [order, feeds] = await Promise.all([readOnce(read), readFeedRows()]);
      if (!isOver) onOrder(order, new Set(feeds.map((feed) => feed.id)));
    } catch (error) {
      if (!isOver) onError(error);
    }
  };
  let isFirst = true;
  const stop = watch(
    readListSigns,
    () => {
      if (isFirst) void update();
      else timer ??= setTimeout(update, REST_MS);
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
