import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { Counts, Post, Settings } from '../../model/types.ts';
import { entryOf, type FirstScreen } from '../../store/first-screen.ts';
import type { ListEntry, ListName } from '../../store/queries.ts';
import { groupEntries, type PostGroup } from '../shared/post-groups.ts';
import type { RowRange } from '../shared/row-places.ts';
import { type LoadedPosts, useLoadedPosts, type WatchRows } from '../shared/use-loaded-posts.ts';
import { MOST_SEARCHED, type Search, useSearch } from '../shared/use-search.ts';
import type { PopupMemory } from './popup-memory.ts';
import { countWaiting, type ListReading, openList, refreshed, type Shown, withNewPosts } from './shown-posts.ts';

/** So many keys are read of a list before anybody scrolls that far; few have more unread posts. */
const FIRST_LIMIT = 10_000;
/** How close to the end of what is known more is read, in rows. */
const NEAR_END = 500;

const NONE: readonly ListEntry[] = [];

export interface ListState {
  readonly list: ListName;
  /** How many keys to read. */
  readonly limit: number;
  /** What stands on the screen; of the list before until this one is read, absent before anything is. */
  readonly shown?: Shown;
  /** What the store holds; of the same list as `shown`. */
  readonly reading?: ListReading;
  /** These are being marked read: a reading that has one of them is from before. */
  readonly clearing?: ReadonlySet<string> | undefined;
  /** The store cannot be read. */
  readonly error?: unknown;
}

export type ListEvent =
  | { readonly kind: 'read'; readonly list: ListName; readonly reading: ListReading }
  /** What was read before Dexie was there; `standing` is shown although it may have left the list. */
  | {
      readonly kind: 'first';
      readonly list: ListName;
      readonly reading: ListReading;
      readonly standing: readonly Post[];
    }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The person turns to a list, or to the same one anew: rows that have left it go. */
  | { readonly kind: 'open'; readonly list: ListName }
  /** Every post that the list shows is being marked read; the store has it a moment later. */
  | { readonly kind: 'emptied' }
  /** That was undone. */
  | { readonly kind: 'restored' }
  | { readonly kind: 'show-new' }
  | { readonly kind: 'load-more' };

export function afterListEvent(state: ListState, event: ListEvent): ListState {
  const { shown, reading } = state;
  switch (event.kind) {
    case 'read':
      return event.list === state.list ? afterReading(state, event.reading) : state;
    case 'first': {
      if (event.list !== state.list || shown) return state;
      const standing = event.standing.map((post) => entryOf(event.list, post));
      return { ...state, reading: event.reading, shown: openList(event.list, event.reading, standing) };
    }
    case 'failed':
      return { ...state, error: event.error };
    case 'open': {
      const opened = { ...state, list: event.list, limit: FIRST_LIMIT, clearing: undefined };
      if (!reading || event.list !== state.list) return opened;
      return { ...opened, shown: openList(event.list, reading, []) };
    }
    case 'emptied':
      return shown
        ? {
            ...state,
            shown: { ...shown, entries: [] },
            clearing: new Set(shown.entries.map((entry) => entry.id)),
          }
        : state;
    case 'restored':
      return afterReading({ ...state, clearing: undefined }, reading);
    case 'show-new':
      return shown && reading ? { ...state, shown: withNewPosts(shown, reading) } : state;
    case 'load-more':
      return { ...state, limit: state.limit * 2 };
    default:
      return event satisfies never;
  }
}

function afterReading(state: ListState, reading: ListReading | undefined): ListState {
  const { shown, list, clearing } = state;
  if (!reading) return state;
  // Shown, its rows would stay when they are read, since rows of an open list do.
  if (clearing && reading.entries.some((entry) => clearing.has(entry.id))) return { ...state, reading };
  const { error: _, ...sound } = state;
  // An empty list has no row that could move, so what arrives is shown at once.
  const goesOn = shown?.list === list && shown.entries.length > 0;
  return {
    ...sound,
    reading,
    clearing: undefined,
    shown: goesOn ? refreshed(shown, reading) : openList(list, reading, []),
  };
}

export interface ListModel extends ListState, LoadedPosts {
  readonly counts: Counts | undefined;
  readonly groups: readonly PostGroup[];
  /** Of the rows, in the order in which they stand. */
  readonly ids: readonly string[];
  readonly waiting: number;
  /** Undefined where nothing is searched for. */
  readonly search: Search | undefined;
  readonly tell: (event: ListEvent) => void;
}

function firstReading(memory: PopupMemory, { order, standing }: FirstScreen): ListEvent {
  const kept = new Set(standing.map((post) => post.id));
  return { kind: 'first', list: memory.list, reading: { ...order, kept, late: new Set() }, standing };
}

interface ListWishes {
  /** Posts that are wanted wherever the list is scrolled; the same object while they are the same. */
  readonly others: readonly string[];
  readonly groupBy: Settings['groupBy'];
  /** What is searched for; undefined where no search is open. */
  readonly words: string | undefined;
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
  first: Promise<FirstScreen | undefined>,
  known: FirstScreen | undefined,
  painted: Promise<unknown>,
  { others, groupBy, words }: ListWishes,
): ListModel {
  const [state, tell] = useReducer(afterListEvent, undefined, () => {
    const empty: ListState = { list: memory.list, limit: FIRST_LIMIT };
    return known ? afterListEvent(empty, firstReading(memory, known)) : empty;
  });
  const { list, limit, shown, reading } = state;
  const [live, setLive] = useState<typeof import('./live.ts')>();
  const watchRows = useMemo<WatchRows | undefined>(
    () => live?.rowReaders.watchRows((error) => tell({ kind: 'failed', error })),
    [live],
  );
  const readPieces = useMemo(() => live?.rowReaders.readInPieces((error) => tell({ kind: 'failed', error })), [live]);
  const isCurrent = shown !== undefined && reading !== undefined && shown.list === list;
  const isWhole = isCurrent && reading.isWhole;
  const search = useSearch(shown?.entries ?? NONE, words, known?.rows, readPieces);
  const entries = search?.entries ?? shown?.entries ?? NONE;
  const hasAll = isWhole && search?.isComplete !== false;
  const groups = useMemo(() => groupEntries(entries, groupBy, hasAll), [entries, groupBy, hasAll]);
  const ids = useMemo(() => groups.flatMap((group) => group.entries.map((entry) => entry.id)), [groups]);
  const loaded = useLoadedPosts(ids, others, known?.rows, watchRows);
  const { put } = loaded;

  useLayoutEffect(() => {
    if (known) return;
    const take = (screen: FirstScreen | undefined) => {
      if (!screen) return;
      put(screen.rows);
      tell(firstReading(memory, screen));
    };
    // It never rejects.
    void first.then(take);
  }, [first, known, memory, put]);

  useEffect(() => {
    painted
      .then(() => import('./live.ts'))
      .then(setLive)
      .catch((error: unknown) => tell({ kind: 'failed', error }));
  }, [painted]);

  const latest = useRef(shown);
  latest.current = shown;
  useEffect(() => {
    const current = () => (latest.current?.list === list ? latest.current : undefined);
    return live?.watchList(
      list,
      limit,
      current,
      (read) => tell({ kind: 'read', list, reading: read }),
      (error) => tell({ kind: 'failed', error }),
    );
  }, [live, list, limit]);

  const canGrow = isCurrent && !isWhole && reading.entries.length >= limit;
  const length = ids.length;
  useEffect(() => {
    if (canGrow && words !== undefined && limit < MOST_SEARCHED) tell({ kind: 'load-more' });
  }, [canGrow, words, limit]);
  // What matches may be few rows, which are always near their end.
  const canScrollOn = canGrow && !(words !== undefined && limit >= MOST_SEARCHED);
  const { onRange: onLoadedRange } = loaded;
  const onRange = useCallback(
    (range: RowRange) => {
      onLoadedRange(range);
      if (canScrollOn && range.end > length - NEAR_END) tell({ kind: 'load-more' });
    },
    [onLoadedRange, canScrollOn, length],
  );
  return {
    ...state,
    ...loaded,
    onRange,
    counts: reading?.counts,
    waiting: isCurrent ? countWaiting(shown, reading) : 0,
    groups,
    ids,
    search,
    tell,
  };
}
