import { beforeEach, describe, expect, test } from 'vitest';
import { NEVER } from '../../src/model/check.ts';
import { recordChecks, unsubscribe } from '../../src/store/changes.ts';
import { type Claim, claimFeeds, postponeFeeds, readClaimable, releaseFeeds } from '../../src/store/claims.ts';
import { database } from '../../src/store/database.ts';
import { readFeed, readNextCheckAt } from '../../src/store/queries.ts';
import { check, givenEmptyDatabase, givenFeed, NOW } from './given.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLAIM: Claim = { now: NOW, leaseMs: 90_000 };

beforeEach(givenEmptyDatabase);

/** Claims all that can be claimed, and gives their ids. */
async function claimAll(given: Partial<Claim> = {}): Promise<number[]> {
  const claim = { ...CLAIM, ...given };
  const ids = (await readClaimable(claim)).map(({ id }) => id);
  return (await claimFeeds(ids, claim)).map(({ id }) => id);
}

describe('the earliest check', () => {
  test('is that of a feed that is not being checked, or the end of its lease', async () => {
    const [one, two] = await Promise.all(['a', 'b'].map((name) => givenFeed(`https://${name}.example/feed`)));
    await recordChecks([check(two?.id ?? 0, { outcome: 'unchanged', nextCheckAt: NOW + 80_000 })]);
    await claimFeeds([one?.id ?? 0], CLAIM);
    expect(await readNextCheckAt()).toBe(NOW + 80_000);
    await recordChecks([check(two?.id ?? 0, { outcome: 'unchanged', nextCheckAt: NOW + HOUR })]);
    expect(await readNextCheckAt()).toBe(NOW + 90_000);
  });

  test('is found behind many that are being checked', async () => {
    const feeds = await Promise.all(
      Array.from({ length: 60 }, (_, index) => givenFeed(`https://${index}.example/feed`)),
    );
    await claimFeeds(
      feeds.slice(0, 55).map(({ id }) => id),
      CLAIM,
    );
    expect(await readNextCheckAt()).toBe(NOW);
  });
});

test('a check is put off to no time before what its server asked for, and no sleeping feed is woken by it', async () => {
  const feeds = await Promise.all(['a', 'b', 'c'].map((name) => givenFeed(`https://${name}.example/feed`)));
  const [due, fresh, paused] = feeds.map(({ id }) => id) as [number, number, number];
  await recordChecks([check(fresh, { outcome: 'unchanged', freshUntil: NOW + 5 * HOUR })]);
  await database().feeds.update(paused, { paused: true, nextCheckAt: NEVER, leasedUntil: NOW + MINUTE });
  await claimFeeds([due], CLAIM);
  const later = { nextCheckAt: NOW + 10 * MINUTE, nextReason: 'failing' } as const;
  await postponeFeeds(new Map([due, fresh, paused].map((id) => [id, later])));
  const rows = await Promise.all([due, fresh, paused].map((id) => readFeed(id)));
  expect(rows.map((feed) => feed?.nextCheckAt)).toEqual([NOW + 10 * MINUTE, NOW + 5 * HOUR, NEVER]);
  expect(rows.map((feed) => feed?.leasedUntil)).toEqual([0, 0, 0]);
});

describe('claiming', () => {
  test('takes each due feed once, until it is recorded or its lease has run out', async () => {
    const feed = await givenFeed();
    expect(await claimAll()).toEqual([feed.id]);
    expect(await claimAll({ now: NOW + 89_000 })).toEqual([]);
    expect(await claimAll({ now: NOW + 90_000 })).toEqual([feed.id]);
    await recordChecks([check(feed.id, { outcome: 'unchanged' })]);
    expect(await claimAll({ now: NOW + 10 * MINUTE })).toEqual([]);
    expect(await claimAll({ now: NOW + HOUR })).toEqual([feed.id]);
  });

  test('takes no feed that another took since it was read, or that was recorded', async () => {
    const feeds = await Promise.all(['a', 'b', 'c'].map((name) => givenFeed(`https://${name}.example/feed`)));
    const [free, taken, recorded] = feeds.map(({ id }) => id) as [number, number, number];
    const ids = (await readClaimable(CLAIM)).map(({ id }) => id);
    await claimFeeds([taken], CLAIM);
    await recordChecks([check(recorded, { outcome: 'unchanged' })]);
    expect((await claimFeeds(ids, CLAIM)).map(({ id }) => id)).toEqual([free]);
  });

  test('leaves a feed alone for longer each time that its check was never recorded, an hour at most', async () => {
    const feed = await givenFeed();
    const waits: number[] = [];
    let now = NOW;
    for (let time = 0; time < 8; time += 1) {
      await claimAll({ now });
      const until = (await readFeed(feed.id))?.leasedUntil ?? 0;
      waits.push((until - now) / 1000);
      now = until;
    }
    for (const [time, longest] of [90, 180, 360, 720, 1440, 2880, 3600, 3600].entries()) {
      expect(waits[time]).toBeLessThanOrEqual(longest);
      expect(waits[time]).toBeGreaterThanOrEqual(time === 0 ? longest : longest / 2);
    }
    await recordChecks([check(feed.id, { outcome: 'unchanged', at: now, nextCheckAt: now })]);
    await claimAll({ now });
    expect((await readFeed(feed.id))?.leasedUntil).toBe(now + 90_000);
  });

  test('feeds that were claimed with one that kills every worker come apart from it', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => givenFeed(`https://${index}.example/feed`)));
    const killer = 4;
    // A worker each five minutes: it gets as far as that feed, and what comes behind it is never recorded.
    for (let now = NOW; now < NOW + 4 * HOUR; now += 5 * MINUTE) {
      const claimed = await claimAll({ now });
      const done = claimed.includes(killer) ? claimed.slice(0, claimed.indexOf(killer)) : claimed;
      await recordChecks(done.map((id) => check(id, { outcome: 'unchanged', nextCheckAt: NEVER })));
    }
    const waiting = await database()
      .feeds.filter(({ lastCheckedAt }) => lastCheckedAt === undefined)
      .primaryKeys();
    expect(waiting).toEqual([killer]);
  });

  test('a feed that was given back counts as never claimed', async () => {
    const feed = await givenFeed();
    await claimAll();
    await releaseFeeds([feed.id]);
    expect(await claimAll()).toEqual([feed.id]);
    expect(await readFeed(feed.id)).not.toHaveProperty('lostClaims');
  });

  test('a lease from before the clock was set back does not hold', async () => {
    const feed = await givenFeed();
    await claimAll({ now: NOW + 30 * 24 * HOUR });
    expect(await claimAll()).toEqual([feed.id]);
  });

  test('by hand takes feeds that are not due, but not within a minute, nor against a wish to wait', async () => {
    const feeds = await Promise.all(['a', 'b', 'c'].map((name) => givenFeed(`https://${name}.example/feed`)));
    const [due, fresh, blocked] = feeds.map(({ id }) => id) as [number, number, number];
    await recordChecks([
      check(due, { outcome: 'unchanged', at: NOW - 2 * MINUTE }),
      check(fresh, { outcome: 'unchanged', at: NOW - 30_000 }),
      check(blocked, { outcome: 'rate-limited', at: NOW - HOUR, blockedUntil: NOW + HOUR }),
    ]);
    const notCheckedSince = NOW - MINUTE;
    expect(await claimAll({ manual: { notCheckedSince } })).toEqual([due]);
    expect(await claimAll({ manual: { notCheckedSince, feedIds: [blocked] } })).toEqual([]);
  });

  test('by hand takes a feed once that is named twice', async () => {
    const { id } = await givenFeed();
    expect(await claimAll({ manual: { feedIds: [id, id], notCheckedSince: NOW } })).toEqual([id]);
  });

  test('takes no unsubscribed feeds', async () => {
    const feed = await givenFeed();
    await unsubscribe([feed.id], NOW);
    expect(await claimAll()).toEqual([]);
    expect(await claimAll({ manual: { notCheckedSince: NOW } })).toEqual([]);
  });
});
