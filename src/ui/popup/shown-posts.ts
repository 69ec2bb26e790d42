import type { ListEntry, ListName, ListOrder } from '../../store/queries.ts';

/** What the store says of a list that stands on the screen. */
export interface ListReading extends ListOrder {
  /** Posts on the screen that have left the list, read or no longer saved, and are still there to be shown. */
  readonly kept: ReadonlySet<string>;
  /** Posts that arrived after the list was opened. */
  readonly late: ReadonlySet<string>;
}

/**
 * What an open list shows. Nothing moves under the pointer: a post that leaves the list (read, no longer saved) keeps
 * its row, and what arrives waits, until the list is opened anew.
 */
export interface Shown {
  readonly list: ListName;
  /** Newest first. */
  readonly entries: readonly ListEntry[];
  /** Posts of a later arrival (Counts.arrivals) wait. */
  readonly arrival: number;
}

/** A list, opened on what is in it now; posts that stand although they have left it are among the others. */
export function openList(list: ListName, order: ListOrder, standing: readonly ListEntry[]): Shown {
  const listed = idsOf(order.entries);
  return {
    list,
    entries: inOrder([...order.entries, ...standing.filter(({ id }) => !listed.has(id))]),
    arrival: order.counts.arrivals,
  };
}

/** An open list after the store has changed: rows of posts that are gone go, and older posts join. */
export function refreshed(shown: Shown, { entries, kept, late }: ListReading): Shown {
  const held = idsOf(entries);
  const standing = shown.entries.filter(({ id }) => held.has(id) || kept.has(id));
  const listed = idsOf(shown.entries);
  const joining = entries.filter(({ id }) => !listed.has(id) && !late.has(id));
  if (joining.length === 0 && standing.length === shown.entries.length) return shown;
  return { ...shown, entries: joining.length > 0 ? inOrder([...standing, ...joining]) : standing };
}

/** The same list with the posts that waited. */
export function withNewPosts(shown: Shown, reading: ListReading): Shown {
  return refreshed({ ...shown, arrival: reading.counts.arrivals }, { ...reading, late: new Set() });
}

/** How many posts wait, as far as the reading goes. */
export function countWaiting({ entries, arrival }: Shown, { late, counts }: ListReading): number {
  if (late.size === 0 || counts.arrivals <= arrival) return 0;
  const listed = idsOf(entries);
  return [...late].filter((id) => !listed.has(id)).length;
}

function idsOf(entries: readonly ListEntry[]): ReadonlySet<string> {
  return new Set(entries.map((entry) => entry.id));
}

/** Ties stand as the database's index leaves them: by key, backwards. */
function inOrder(entries: ListEntry[]): ListEntry[] {
  return entries.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}
