import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Settings } from '../../model/types.ts';
import type { PostGroup } from './post-groups.ts';
import { correctHeights, placeRows, type RowPlaces, type RowRange, rowsWithin } from './row-places.ts';
import type { ListView } from './use-list-view.ts';

/** Px of a closed row with a title of one line and of the headings, as the style sheets have them. */
const ROW_GUESS = 116;
const HEAD_PX = { day: 28, blog: 36 } as const;

/** Rows of a screen more stand above and below the view, within these bounds in px. */
const LEAST_AHEAD = 600;
const MOST_AHEAD = 1200;

/** How many rows are there before anything can be measured: more than a popup shows. */
const FIRST_ROWS = 8;

interface Options {
  readonly root: RefObject<HTMLElement | null>;
  readonly groups: readonly PostGroup[];
  readonly groupBy: Settings['groupBy'];
  readonly view: ListView;
  readonly startId: string | undefined;
  readonly onRange: (range: RowRange) => void;
}

/** Which rows of a list are in the page, and where all of them lie. */
export function useRenderedRows({ root, groups, groupBy, view, startId, onRange }: Options): {
  readonly places: RowPlaces;
  readonly range: RowRange;
} {
  const [, redraw] = useReducer<number, void>((drawn) => drawn + 1, 0);
  const measured = useRef<Map<string, number>>(new Map());
  const places = useMemo(
    () => placeRows(groups, measured.current, { row: ROW_GUESS, head: HEAD_PX[groupBy] }),
    [groups, groupBy],
  );
  const range = useRef<RowRange | undefined>(undefined);
  range.current ??= firstRange(places, startId);
  const drawn = {
    first: Math.min(range.current.first, places.ids.length),
    end: Math.min(range.current.end, places.ids.length),
  };
  const latest = useRef({ places, drawn });
  latest.current = { places, drawn };

  // Taken before the page changes: what is in view then must be where it was afterwards.
  const before = view.anchor();

  const update = useRef(() => {
    const { places: now, drawn: is } = latest.current;
    const stretch = viewOf(root.current, view.scroller.current);
    // One row at a time, as each comes within reach: two at once would cost a frame.
    const needed = rowsWithin(now, stretch.top - stretch.ahead, stretch.bottom + stretch.ahead);
    if (needed.first >= is.first && needed.end <= is.end) return;
    range.current = needed;
    redraw();
  });

  useLayoutEffect(() => {
    correctHeights(places, heightsIn(root.current, places, drawn, measured.current));
    view.settle(before);
    update.current();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows may stand in the same range
  useEffect(() => onRange({ first: drawn.first, end: drawn.end }), [groups, drawn.first, drawn.end, onRange]);

  useLayoutEffect(
    () =>
      view.attach({
        placeOf: (postId) => {
          const { places: now } = latest.current;
          const index = now.ids.indexOf(postId);
          const scroller = view.scroller.current;
          if (index < 0 || !scroller) return undefined;
          const listTop = scroller.scrollTop - viewOf(root.current, scroller).top;
          return { top: listTop + (now.tops[index] ?? 0), height: now.heights[index] ?? 0 };
        },
        update: () => update.current(),
      }),
    [view, root],
  );
  useEffect(() => {
    const scroller = view.scroller.current;
    if (!scroller) return undefined;
    let later: ReturnType<typeof setTimeout> | undefined;
    const drawLater = () => {
      later = undefined;
      update.current();
    };
    const onScroll = () => {
      const { places: now, drawn: is } = latest.current;
      const { top, bottom, ahead } = viewOf(root.current, scroller);
      const urgent = rowsWithin(now, top - ahead / 2, bottom + ahead / 2);
      // What is far from the view waits until the frame that scrolls is out.
      if (urgent.first < is.first || urgent.end > is.end) update.current();
      else later ??= setTimeout(drawLater);
    };
    scroller.addEventListener('scroll', onScroll, { passive: true });
    let width = scroller.clientWidth;
    const observer = new ResizeObserver(() => {
      // Lines break elsewhere, so no height counts any more.
      if (scroller.clientWidth !== width) measured.current.clear();
      width = scroller.clientWidth;
      redraw();
    });
    observer.observe(scroller);
    return () => {
      clearTimeout(later);
      scroller.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [view, root]);
  return { places, range: drawn };
}

function firstRange({ ids }: RowPlaces, startId: string | undefined): RowRange {
  const start = startId === undefined ? 0 : Math.max(0, ids.indexOf(startId) - 2);
  return { first: start, end: Math.min(ids.length, start + FIRST_ROWS) };
}

/** What of a list is in view, in px from its top, and how much more is kept ready on both sides. */
function viewOf(root: HTMLElement | null, scroller: HTMLElement | null) {
  const height = scroller?.clientHeight ?? 0;
  const top = root && scroller ? scroller.getBoundingClientRect().top - root.getBoundingClientRect().top : 0;
  return { top, bottom: top + height, ahead: Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, height)) };
}

/** True heights of the rows in the page, by their index; noted by their ids too. */
function heightsIn(
  root: HTMLElement | null,
  { ids }: RowPlaces,
  { first, end }: RowRange,
  noted: Map<string, number>,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const indexes = new Map(ids.slice(first, end).map((id, index) => [id, first + index]));
  for (const row of root?.querySelectorAll<HTMLElement>('[data-post]') ?? []) {
    const id = row.dataset['post'] ?? '';
    const index = indexes.get(id) ?? ids.indexOf(id);
    const { height } = row.getBoundingClientRect();
    // A page that is not laid out has no heights.
    if (index < 0 || height === 0) continue;
    noted.set(id, height);
    found.set(index, height);
  }
  return found;
}
