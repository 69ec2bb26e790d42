import type { ListEntry, ListOrder } from '../../store/queries.ts';

/**
 * A list as it stands on the screen. Nothing moves under the pointer: what leaves the list keeps its row, and what
 * arrives waits, until the list is opened anew.
 */
export interface StandingList {
  /** Newest first. */
  readonly entries: readonly ListEntry[];
  /** Posts of a later arrival (Counts.arrivals) wait. */
  readonly arrival: number;
  /** How many do. */
  readonly waiting: number;
}

/**
 * A list after the store was read.
 *
 * @param standing absent where the list was not on the screen yet
 * @param isKnown whether posts of a feed are still there to be shown
 * @param kept stands in a list that begins although it may have left it
 */
export function afterReading(
  standing: StandingList | undefined,
  { entries, counts }: ListOrder,
  isKnown: (feedId: number) => boolean,
  kept?: ListEntry,
): StandingList {
  // An empty list has no row that could move.
  if (!standing || standing.entries.length === 0) {
    return { entries: kept ? joined(entries, [kept]) : entries, arrival: counts.arrivals, waiting: 0 };
  }
  const left = standing.entries.filter((entry) => isKnown(entry.feedId));
  const listed = new Set(left.map((entry) => entry.id));
  const joining = entries.filter((entry) => !listed.has(entry.id));
  const end = left.at(-1)?.at ?? Number.POSITIVE_INFINITY;
  const older = joining.filter((entry) => entry.at < end);
  const hasNews = counts.arrivals > standing.arrival;
  const waiting = hasNews ? joining.length - older.length : 0;
  const isSame = older.length === 0 && left.length === standing.entries.length;
  if (isSame && waiting === standing.waiting) return standing;
  return { entries: isSame ? standing.entries : [...left, ...older], arrival: standing.arrival, waiting };
}

/** The same list with the posts that waited. */
export function withNews({ entries }: StandingList, order: ListOrder): StandingList {
  return { entries: joined(entries, order.entries), arrival: order.counts.arrivals, waiting: 0 };
}

/** Both, newest first. */
function joined(entries: readonly ListEntry[], more: readonly ListEntry[]): readonly ListEntry[] {
  const listed = new Set(entries.map((entry) => entry.id));
  const joining = more.filter((entry) => !listed.has(entry.id));
  return joining.length === 0 ? entries : [...entries, ...joining].sort((one, other) => other.at - one.at);
}
