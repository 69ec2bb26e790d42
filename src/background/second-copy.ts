import { turns } from '../browser/in-turn.ts';
import {
  isFeedsCopy,
  readSentinel,
  replaceSavedCopies,
  writeFeedsCopy,
  writeKnownUntil,
  writeSavedCopy,
} from '../browser/second-copy.ts';
import { HOUR_MS } from '../model/schedule.ts';
import { feedCopy, type Sentinel, savedCopy } from '../model/second-copy.ts';
import { databaseLocation } from '../store/database-name.ts';
import { DatabaseReplaced } from '../store/failures.ts';
import { advanceEdition, identify } from '../store/identity.ts';
import { readAllFeedRows, readCounts, readFeedsById, readPost, readSavedPosts } from '../store/queries.ts';

/** How often it is noted how far each feed is known; what came in between comes back unread after a loss. */
const NOTE_EVERY_MS = HOUR_MS;

/**
 * Brings the copy of subscriptions in extension storage up to date, and the sentinel with it.
 *
 * @throws DatabaseReplaced, and writes nothing, where the database is not the one that was copied: the copy may be all
 *   that is left
 */
export function copyFeeds(now: number): Promise<void> {
  return inTurn(async () => {
    const mark = await sameMark();
    await writeFeeds(mark, now, NOTE_EVERY_MS);
  });
}

/** Brings the copy of one post up to date after it was saved or no longer is. Throws as copyFeeds does. */
export function copySavedPost(postId: string, now: number): Promise<void> {
  return inTurn(async () => {
    const mark = await sameMark();
    const [page, { saved }, sentinel] = await Promise.all([readPost(postId), readCounts(), readSentinel()]);
    const copy = page?.post.savedAt === undefined ? undefined : savedCopy(page.post, page.feed?.url ?? '');
    const { edition } = await advanceEdition(mark);
    await writeSavedCopy(postId, copy, sentinel && { ...sentinel, birthmark: mark, edition, saved });
    if (!sentinel) await writeFeeds(mark, now, NOTE_EVERY_MS);
  });
}

/** Brings all of it up to date: once at each start of the browser, for what a killed worker left undone. */
export function copyEverything(now: number): Promise<void> {
  return inTurn(async () => {
    const mark = await sameMark();
    const saved = await readSavedPosts();
    const homes = await readFeedsById([...new Set(saved.map((post) => post.feedId))]);
    await replaceSavedCopies(
      new Map(saved.map((post) => [post.id, savedCopy(post, homes.get(post.feedId)?.url ?? '')])),
    );
    await writeFeeds(mark, now, 0);
  });
}

/** What read the database first must not write the copy last. */
const inTurn = turns();

/**
 * The mark of the database, where it is the one that was copied. Comes before every write of the copy: a browser that
 * finds its files damaged makes a new database in their place, silently and even while the worker lives.
 */
async function sameMark(): Promise<string> {
  const [sentinel, { mark }] = await Promise.all([readSentinel(), identify()]);
  const isHeld = sentinel !== undefined && sentinel.feeds + sentinel.saved > 0;
  if (isHeld && sentinel.birthmark !== mark) throw new DatabaseReplaced('The database is not the one that was copied');
  return mark;
}

async function writeFeeds(mark: string, now: number, noteEveryMs: number): Promise<void> {
  // Those too that are no longer subscribed: they name saved posts.
  const [rows, { arrivals, saved }] = await Promise.all([readAllFeedRows(), readCounts()]);
  const copies = rows.map(feedCopy);
  const held: Omit<Sentinel, 'edition'> = {
    name: databaseLocation().place.name,
    birthmark: mark,
    feeds: rows.filter(({ unsubscribedAt }) => unsubscribedAt === undefined).length,
    saved,
    arrivals,
  };
  if (!(await isFeedsCopy(copies, held))) {
    const { edition } = await advanceEdition(mark);
    await writeFeedsCopy(copies, { ...held, edition });
  }
  const known = rows.flatMap(({ id, lastGoodAt }) => (lastGoodAt === undefined ? [] : [[id, lastGoodAt] as const]));
  await writeKnownUntil(Object.fromEntries(known), now, noteEveryMs);
}
