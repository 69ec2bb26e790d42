import type { Feed } from '../model/types.ts';
import { database } from './database.ts';

/** So many rows that are read for nothing cost as much as one more question to the browser. */
const ROWS_A_QUESTION = 5;

/**
 * The rows of these feeds, in this order; undefined for those that are gone.
 *
 * Feeds of a round lie side by side, so one question for all between the first and the last is cheaper than one for each.
 */
export async function feedRows(feedIds: readonly number[]): Promise<(Feed | undefined)[]> {
  const { feeds } = database();
  const first = Math.min(...feedIds);
  const last = Math.max(...feedIds);
  const isSparse = last - first >= ROWS_A_QUESTION * feedIds.length;
  if (feedIds.length === 0 || isSparse) return feeds.bulkGet([...feedIds]);
  const rows = await feeds.where('id').between(first, last, true, true).toArray();
  const byId = new Map(rows.map((feed) => [feed.id, feed]));
  return feedIds.map((id) => byId.get(id));
}
