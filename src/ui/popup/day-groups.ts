import type { Row } from './shown-posts.ts';

export interface DayGroup {
  /** Equal for one day. */
  readonly key: string;
  readonly heading: string;
  readonly rows: readonly Row[];
  /** How many posts the day has; absent where more of them may follow that are not loaded. */
  readonly total?: number;
}

/**
 * Rows in groups of one local day.
 *
 * @param isWhole whether these are all rows of the list
 * @param dayOf names the local day of an instant
 */
export function groupByDay(
  rows: readonly Row[],
  isWhole: boolean,
  dayOf: (at: number) => { readonly key: string; readonly heading: string },
): DayGroup[] {
  const groups: { key: string; heading: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const day = dayOf(row.at);
    const last = groups.at(-1);
    if (last?.key === day.key) last.rows.push(row);
    else groups.push({ ...day, rows: [row] });
  }
  return groups.map((group, index) =>
    isWhole || index < groups.length - 1 ? { ...group, total: group.rows.length } : group,
  );
}
