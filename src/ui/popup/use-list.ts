import { useCallback, useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { Feed, Post } from '../../model/types.ts';
import type { ListReading } from '../../store/first-screen.ts';
import type { ListName, Screen } from '../../store/queries.ts';
import { firstLimit, PAGE, type PopupMemory } from './popup-memory.ts';
import { countWaiting, openList, refreshed, type Shown, withNewPosts, withPost } from './shown-posts.ts';

export interface ListState {
  readonly list: ListName;
  readonly limit: number;
  /** What stands on the screen; of the list before until this one is read, absent before anything is. */
  readonly shown?: Shown;
  /** What the store holds; of the same list as `shown`. */
  readonly reading?: ListReading;
  /** How many posts that reading asked for. */
  readonly readLimit: number;
  /** All posts up to this arrival (Counts.arrivals) are being marked read: a reading that has one is from before. */
  readonly clearing?: number | undefined;
  /** All feeds met so far: a reading names only those of its own posts. */
  readonly feeds: ReadonlyMap<number, Feed>;
  readonly icons: ReadonlyMap<number, string>;
  /** The store cannot be read. */
  readonly error?: unknown;
}

export type ListEvent =
  | { readonly kind: 'read'; readonly list: ListName; readonly limit: number; readonly reading: ListReading }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The person turns to a list, or to the same one anew: rows that have left it go. */
  | { readonly kind: 'open'; readonly list: ListName }
  /** Every post that the list shows is being marked read; the store has it a moment later. */
  | { readonly kind: 'emptied' }
  /** That was undone. */
  | { readonly kind: 'restored' }
  | { readonly kind: 'show-new' }
  | { readonly kind: 'load-more' }
  | { readonly kind: 'changed'; readonly post: Post };

export function afterListEvent(state: ListState, event: ListEvent): ListState {
  const { shown, reading } = state;
  switch (event.kind) {
    case 'read':
      return event.list === state.list ? afterReading({ ...state, readLimit: event.limit }, event.reading) : state;
    case 'failed':
      return { ...state, error: event.error };
    case 'open': {
      const opened = { ...state, list: event.list, limit: PAGE, clearing: undefined };
      if (!reading || event.list !== state.list) return opened;
      return { ...opened, shown: openList(event.list, { ...reading, kept: [] }) };
    }
    case 'emptied':
      return shown ? { ...state, shown: { ...shown, rows: [] }, clearing: shown.arrival } : state;
    case 'restored':
      return afterReading({ ...state, clearing: undefined }, reading);
    case 'show-new':
      return shown && reading ? { ...state, shown: withNewPosts(shown, reading) } : state;
    case 'load-more':
      return { ...state, limit: state.limit + PAGE };
    case 'changed':
      return shown ? { ...state, shown: withPost(shown, event.post) } : state;
    default:
      return event satisfies never;
  }
}

function afterReading(state: ListState, reading: ListReading | undefined): ListState {
  const { shown, list, clearing } = state;
  if (!reading) return state;
  // Shown, its rows would stay when they are read, since rows of an open list do.
  if (clearing !== undefined && reading.screen.posts.some((post) => post.arrival <= clearing)) {
    return { ...state, reading };
  }
  const { error: _, ...sound } = state;
  // An empty list has no row that could move, so what arrives is shown at once.
  const goesOn = shown?.list === list && shown.rows.length > 0;
  return {
    ...sound,
    reading,
    clearing: undefined,
    shown: goesOn ? refreshed(shown, reading) : openList(list, goesOn || shown ? { ...reading, kept: [] } : reading),
    feeds: new Map([...state.feeds, ...reading.screen.feeds]),
    icons: new Map([...state.icons, ...reading.screen.icons]),
  };
}

export interface ListModel extends ListState {
  readonly counts: Screen['counts'] | undefined;
  readonly waiting: number;
  /** Whether the store has more posts of this list than are loaded. */
  readonly hasMore: boolean;
  /** Loads another page, where there is one and none is under way. */
  readonly loadMore: () => void;
  readonly tell: (event: ListEvent) => void;
}

function firstReading(memory: PopupMemory, reading: ListReading): ListEvent {
  return { kind: 'read', list: memory.list, limit: firstLimit(memory), reading };
}

/**
 * The list in the popup: first what was read while the page loaded, then live.
 *
 * @param first the reading of readFirstScreen for the remembered list; undefined where only Dexie can tell
 * @param known what `first` has given already: then the very first frame shows it
 * @param painted when Dexie may be loaded: once those posts stand
 */
export function useList(
  memory: PopupMemory,
  first: Promise<ListReading | undefined>,
  known: ListReading | undefined,
  painted: Promise<unknown>,
): ListModel {
  const [state, tell] = useReducer(afterListEvent, undefined, () => {
    const empty: ListState = {
      list: memory.list,
      limit: memory.limit,
      readLimit: 0,
      feeds: new Map(),
      icons: new Map(),
    };
    return known ? afterListEvent(empty, firstReading(memory, known)) : empty;
  });
  const { list, limit, shown, reading } = state;

  const shownIds = useRef<readonly string[]>(memory.openId ? [memory.openId] : []);
  if (shown) shownIds.current = shown.list === list ? shown.rows.map((row) => row.post.id) : [];

  useLayoutEffect(() => {
    // It never rejects.
    if (!known) void first.then((read) => read && tell(firstReading(memory, read)));
  }, [first, known, memory]);

  useEffect(() => {
    let stop: (() => void) | undefined;
    let isOver = false;
    const start = async () => {
      await painted;
      const { watchList } = await import('./live.ts');
      if (isOver) return;
      stop = watchList(
        list,
        limit,
        () => shownIds.current,
        (read) => tell({ kind: 'read', list, limit, reading: read }),
        (error) => tell({ kind: 'failed', error }),
      );
    };
    start().catch((error: unknown) => tell({ kind: 'failed', error }));
    return () => {
      isOver = true;
      stop?.();
    };
  }, [painted, list, limit]);

  const isCurrent = shown !== undefined && reading !== undefined && shown.list === list;
  const { readLimit } = state;
  const hasMore = isCurrent && reading.screen.posts.length >= readLimit;
  const more = useRef(hasMore);
  more.current = hasMore && readLimit === limit;
  const loadMore = useCallback(() => {
    if (more.current) tell({ kind: 'load-more' });
    more.current = false;
  }, []);
  return {
    ...state,
    counts: reading?.screen.counts,
    waiting: isCurrent ? countWaiting(shown, reading) : 0,
    hasMore,
    loadMore,
    tell,
  };
}
