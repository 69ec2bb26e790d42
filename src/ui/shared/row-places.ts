import type { PostGroup } from './post-groups.ts';

/** Where each row of a list lies, in px from its top: by what was measured, and by a guess until then. */
export interface RowPlaces {
  /** In the order of the list. */
  readonly ids: readonly string[];
  readonly heights: Float64Array;
  /** Of each row's upper edge, and last of the end of the list. */
  readonly tops: Float64Array;
  /** What stands above each row: the heading where it begins a group, else 0. */
  readonly heads: Float64Array;
}

/** Rows of a list, from `first` up to and without `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

export interface Guesses {
  readonly row: number;
  readonly head: number;
}

export function placeRows(
  groups: readonly PostGroup[],
  measured: ReadonlyMap<string, number>,
  guesses: Guesses,
): RowPlaces {
  const ids = groups.flatMap((group) => group.entries.map((entry) => entry.id));
  const heights = Float64Array.from(ids, (id) => measured.get(id) ?? guesses.row);
  const heads = new Float64Array(ids.length);
  let at = 0;
  for (const group of groups) {
    heads[at] = guesses.head;
    at += group.entries.length;
  }
  const places = { ids, heights, heads, tops: new Float64Array(ids.length + 1) };
  stack(places, 0);
  return places;
}

function stack({ heights, heads, tops }: RowPlaces, from: number): void {
  const last = heights.length - 1;
  let bottom = from === 0 ? 0 : (tops[from - 1] ?? 0) + (heights[from - 1] ?? 0);
  for (let row = from; row <= last; row += 1) {
    const top = bottom + (heads[row] ?? 0);
    tops[row] = top;
    bottom = top + (heights[row] ?? 0);
  }
  tops[last + 1] = bottom;
}

/** Takes over true heights, by the index of the row. */
export function correctHeights(places: RowPlaces, found: ReadonlyMap<number, number>): void {
  let from = Number.POSITIVE_INFINITY;
  for (const [row, height] of found) {
    if (places.heights[row] === height) continue;
    places.heights[row] = height;
    from = Math.min(from, row);
  }
  if (from < places.heights.length) stack(places, from);
}

/** The rows that reach into a stretch of the list. */
export function rowsWithin({ tops, ids }: RowPlaces, top: number, bottom: number): RowRange {
  const first = Math.max(0, rowsAbove(tops, ids.length, top) - 1);
  return { first, end: Math.max(first, rowsAbove(tops, ids.length, bottom)) };
}

/** How many rows begin above an edge. */
function rowsAbove(tops: Float64Array, count: number, edge: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How much room the rows of a range take, with the headings between them; in px. */
export function roomOf({ tops, heights }: RowPlaces, { first, end }: RowRange): number {
  return end <= first ? 0 : (tops[end - 1] ?? 0) + (heights[end - 1] ?? 0) - (tops[first] ?? 0);
}
