import { LONGEST_LEASE_MS } from '../model/check.ts';
import type { Feed } from '../model/types.ts';
import { database } from './database.ts';
import { feedRows } from './feed-rows.ts';
import { changeFeeds } from './timing.ts';

/** Who takes feeds for a check, and which. */
export interface Claim {
  /** Epoch ms. */
  readonly now: number;
  /** How long the claim holds if the worker dies, in ms; longer for a feed that it keeps dying of. */
  readonly leaseMs: number;
  /** A manual check: these feeds, or all where undefined; due or not, but never against `blockedUntil`. */
  readonly manual?: { readonly feedIds?: readonly number[]; readonly notCheckedSince: number };
}

/** The feeds that a claim could take now, those first that have been due the longest. */
export async function readClaimable(claim: Claim): Promise<Feed[]> {
  const { feeds } = database();
  const { manual, now } = claim;
  // Filtered by hand, since Dexie's filter reads by a cursor, row for row.
  const found = manual
    ? await (manual.feedIds ? feeds.bulkGet(distinct(manual.feedIds)) : feeds.toArray())
    : await feeds.where('nextCheckAt').belowOrEqual(now).toArray();
  return found.filter((feed): feed is Feed => feed !== undefined && isClaimable(feed, claim));
}

/**
 * Takes feeds for a check: from here on no other round gets them until they are recorded or the lease has run
 * out, so that a killed worker neither loses nor repeats them.
 *
 * @returns those that could be taken, in the order asked for
 */
export async function claimFeeds(feedIds: readonly number[], claim: Claim): Promise<Feed[]> {
  const { feeds } = database();
  return database().transaction('rw', feeds, async () => {
    const found = await feedRows(distinct(feedIds));
    const claimed = found
      .filter((feed): feed is Feed => feed !== undefined && isClaimable(feed, claim))
      .map((feed) => leased(feed, claim));
    await feeds.bulkPut(claimed);
    return claimed;
  });
}

function leased(feed: Feed, { now, leaseMs }: Claim): Feed {
  // A lease that ran out was never given back: its worker died, or could not store what came.
  const lostClaims = feed.leasedUntil === 0 ? 0 : (feed.lostClaims ?? 0) + 1;
  const longestMs = Math.min(leaseMs * 2 ** lostClaims, LONGEST_LEASE_MS);
  // Their leases part, or those that were claimed together with the one that kills the worker would be so for ever.
  const leasedUntil =
    now + (lostClaims === 0 ? longestMs : Math.round(longestMs * (1 - spreadOf(feed.id * lostClaims) / 2)));
  return { ...feed, leasedUntil, ...(lostClaims > 0 && { lostClaims }) };
}

/** 0..1, far apart for numbers that are close to each other (by the golden ratio). */
function spreadOf(number: number): number {
  return (number * 0.618_033_988_75) % 1;
}

function isClaimable(feed: Feed, { now, manual }: Claim): boolean {
  // A lease that ends later than one begun now could was made before the clock was set back.
  const isFree = feed.leasedUntil <= now || feed.leasedUntil > now + LONGEST_LEASE_MS;
  if (feed.unsubscribedAt !== undefined || !isFree) return false;
  if (!manual) return feed.nextCheckAt <= now;
  return (
    // One that is gone or paused is asked again only where it is meant itself.
    (manual.feedIds !== undefined || !isAsleep(feed)) &&
    feed.blockedUntil <= now &&
    (feed.lastCheckedAt === undefined || feed.lastCheckedAt <= manual.notCheckedSince || feed.lastCheckedAt > now)
  );
}

/** Whether a feed is to be left alone until the person says otherwise. */
function isAsleep(feed: Feed): boolean {
  return feed.stopped === true || feed.paused === true;
}

/** Gives claimed feeds back unchecked, as when the person stops a round. */
export async function releaseFeeds(feedIds: readonly number[]): Promise<void> {
  await changeFeeds(feedIds, ({ lostClaims: _lost, ...feed }) => ({ ...feed, leasedUntil: 0 }));
}

/** Puts off checks, never to before what a server asked for; those that were claimed count as given back. */
export async function postponeFeeds(
  postponed: ReadonlyMap<number, Required<Pick<Feed, 'nextCheckAt' | 'nextReason'>>>,
): Promise<void> {
  await changeFeeds([...postponed.keys()], ({ lostClaims: _lost, ...feed }) => {
    const next = postponed.get(feed.id);
    const given = { ...feed, leasedUntil: 0 };
    if (!next || isAsleep(feed)) return given;
    return { ...given, ...next, nextCheckAt: Math.max(next.nextCheckAt, feed.freshUntil, feed.blockedUntil) };
  });
}

/** Ids may come from a page, which may name one twice. */
function distinct(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}
