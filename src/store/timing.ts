import { movedFeed, NEVER, rescheduled } from '../model/check.ts';
import { HOUR_MS } from '../model/schedule.ts';
import type { Feed, Settings } from '../model/types.ts';
import { database } from './database.ts';

/** When a feed is checked beside what the person chose for it. */
export interface Timing {
  /** Epoch ms. */
  readonly now: number;
  /** What the person chose for all feeds, in hours. */
  readonly checkEveryHours: Settings['checkEveryHours'];
  /** Gives 0..1, anew for each feed. */
  readonly jitter: () => number;
}

/**
 * Sets how often these feeds are checked; those in good health follow it at once, the others keep their longer waits.
 *
 * @param hours null gives them their own rhythm back
 */
export async function setInterval(
  feedIds: readonly number[],
  hours: Settings['checkEveryHours'] | null,
  timing: Timing,
): Promise<void> {
  await changeFeeds(feedIds, (feed) => {
    const { checkEveryHours: _hours, ...rest } = feed;
    const changed: Feed = hours === null ? rest : { ...rest, checkEveryHours: hours };
    return changed.failures > 0 ? changed : paced(changed, timing);
  });
}

/** Ends or resumes the automatic checks of these feeds; resumed ones are due as if they had never paused. */
export async function pauseFeeds(feedIds: readonly number[], paused: boolean, timing: Timing): Promise<void> {
  await changeFeeds(feedIds, (feed) => {
    const { paused: was = false, ...rest } = feed;
    if (paused === was) return feed;
    return paused ? { ...feed, paused: true, nextCheckAt: NEVER } : paced(rest, timing);
  });
}

function paced(feed: Feed, { now, checkEveryHours, jitter }: Timing): Feed {
  return rescheduled(feed, { intervalMs: checkEveryHours * HOUR_MS, now, jitter: jitter() });
}

/** Changes the rows of these feeds that are subscribed, in one transaction. */
export async function changeFeeds(feedIds: readonly number[], change: (feed: Feed) => Feed): Promise<void> {
  const { feeds } = database();
  await database().transaction('rw', feeds, async () => {
    const known = await feeds.bulkGet([...new Set(feedIds)]);
    const subscribed = known.filter((feed): feed is Feed => feed !== undefined && feed.unsubscribedAt === undefined);
    await feeds.bulkPut(subscribed.map(change));
  });
}

/**
 * Takes the address that a feed's redirects lead to for its own.
 *
 * @returns false where there is no such address, or another feed has it
 */
export async function adoptAddress(feedId: number, now: number): Promise<boolean> {
  const { feeds } = database();
  return database().transaction('rw', feeds, async () => {
    const feed = await feeds.get(feedId);
    if (!feed || feed.unsubscribedAt !== undefined || feed.finalUrl === undefined) return false;
    if (await feeds.get({ url: feed.finalUrl })) return false;
    const isWaiting = feed.failures > 0 && !feed.paused;
    await feeds.put({
      ...movedFeed(feed, feed.finalUrl, now),
      // Who has just been told where the feed lives wants to see it there.
      ...(isWaiting && { nextCheckAt: Math.max(now, feed.blockedUntil) }),
    });
    return true;
  });
}

/**
 * Lets a feed live at an address where it was found again, and keeps it from rounds until what was found there is stored.
 *
 * @param at.leasedUntil epoch ms, should the worker die on the way: then it is checked there
 * @returns its row; undefined where it is gone, or another feed has the address
 */
export async function moveFeedTo(
  feedId: number,
  url: string,
  at: { readonly now: number; readonly leasedUntil: number },
): Promise<Feed | undefined> {
  const { feeds } = database();
  return database().transaction('rw', feeds, async () => {
    const feed = await feeds.get(feedId);
    if (!feed || feed.unsubscribedAt !== undefined || (await feeds.get({ url }))) return undefined;
    // How far its past was read is told by documents of the old address; the stop (410) was said of that one too.
    const { older: _older, olderUrl: _olderUrl, stopped: _stopped, ...moved } = movedFeed(feed, url, at.now);
    const nextCheckAt = feed.paused ? feed.nextCheckAt : at.now;
    const row: Feed = { ...moved, nextCheckAt, freshUntil: 0, blockedUntil: 0, leasedUntil: at.leasedUntil };
    await feeds.put(row);
    return row;
  });
}
