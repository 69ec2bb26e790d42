import { readRecount, writeRecount } from '../browser/recount.ts';
import { DAY_MS } from '../model/schedule.ts';
import { readFeedIdsAfter, recountAll, recountFeed } from '../store/recount.ts';
import type { Environment } from './environment.ts';

/** How many feeds are counted after a round, each in a transaction of its own: nobody is to feel it. */
const FEEDS_AT_ONCE = 20;

/**
 * Once a day, and at each start of the browser, reads all posts, counts them anew and mends what feeds and badge say of
 * them; some feeds after each round, until all are counted. Counts are kept rather than counted, so a bug or damage that
 * made them wrong would else be there for good.
 *
 * @param isDue begins at once, whenever the last one was
 */
export async function recountSome({ now }: Pick<Environment, 'now'>, isDue: boolean): Promise<void> {
  const last = await readRecount();
  const isUnderWay = last?.afterFeedId !== undefined;
  if (last && !isUnderWay && !isDue && Math.abs(now() - last.begunAt) < DAY_MS) return;
  const begunAt = isUnderWay ? last.begunAt : now();
  const ids = await readFeedIdsAfter(last?.afterFeedId ?? 0, FEEDS_AT_ONCE);
  for (const id of ids) await recountFeed(id);
  const lastId = ids.at(-1);
  if (ids.length === FEEDS_AT_ONCE && lastId !== undefined) return writeRecount({ begunAt, afterFeedId: lastId });
  await recountAll();
  await writeRecount({ begunAt });
}
