import { beforeEach, describe, expect, test } from 'vitest';
import { NEVER } from '../../src/model/check.ts';
import type { Feed } from '../../src/model/types.ts';
import {
  blockHost,
  changeAddress,
  purgeUnsubscribed,
  receivePosts,
  recordChecks,
  unsubscribe,
} from '../../src/store/changes.ts';
import { readClaimable } from '../../src/store/claims.ts';
import { database } from '../../src/store/database.ts';
import { readChecks, readFeed } from '../../src/store/queries.ts';
import { adoptAddress, moveFeedTo, pauseFeeds, setInterval, type Timing } from '../../src/store/timing.ts';
import { check, draft, drafts, givenEmptyDatabase, givenFeed, givenFeedWith, NOW } from './given.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TIMING: Timing = { now: NOW, checkEveryHours: 1, jitter: () => 0 };

beforeEach(givenEmptyDatabase);

async function stored({ id }: Feed): Promise<Feed> {
  const feed = await readFeed(id);
  if (!feed) throw new Error('the feed is gone');
  return feed;
}

describe('an interval of its own', () => {
  test('is followed at once by a feed in good health, and given up again', async () => {
    const feed = await givenFeedWith(drafts('a', 1));
    await setInterval([feed.id, feed.id, 99], 4, TIMING);
    expect(await stored(feed)).toMatchObject({ checkEveryHours: 4, nextCheckAt: NOW + 4 * HOUR });
    await setInterval([feed.id], null, TIMING);
    expect(await stored(feed)).not.toHaveProperty('checkEveryHours');
    expect((await stored(feed)).nextCheckAt).toBe(NOW + HOUR);
  });

  test('leaves a failing feed its longer wait', async () => {
    const feed = await givenFeed();
    const failed = { outcome: 'failed', failure: { reason: 'timeout' }, nextCheckAt: NOW + 8 * HOUR } as const;
    await recordChecks([check(feed.id, failed)]);
    await setInterval([feed.id], 1, TIMING);
    expect(await stored(feed)).toMatchObject({ checkEveryHours: 1, nextCheckAt: NOW + 8 * HOUR });
  });
});

describe('a paused feed', () => {
  test('is never due, also after a check by hand, and is due again when it is resumed', async () => {
    const feed = await givenFeedWith(drafts('a', 1));
    await pauseFeeds([feed.id], true, TIMING);
    expect(await stored(feed)).toMatchObject({ paused: true, nextCheckAt: NEVER });
    const claim = { now: NOW + 24 * HOUR, leaseMs: 90_000 };
    expect(await readClaimable(claim)).toEqual([]);
    expect(await readClaimable({ ...claim, manual: { notCheckedSince: NOW + HOUR } })).toEqual([]);
    const byHand = { feedIds: [feed.id], notCheckedSince: NOW + HOUR };
    expect(await readClaimable({ ...claim, manual: byHand })).toHaveLength(1);
    await recordChecks([check(feed.id, { outcome: 'unchanged' })]);
    expect((await stored(feed)).nextCheckAt).toBe(NEVER);
    await pauseFeeds([feed.id], false, { ...TIMING, now: NOW + 24 * HOUR });
    expect(await stored(feed)).not.toHaveProperty('paused');
    expect((await stored(feed)).nextCheckAt).toBe(NOW + 24 * HOUR);
  });
});

describe('a feed that moves', () => {
  const MOVED = 'https://new.example/feed';

  test('keeps its id, its posts and what was read, and leaves its validators behind', async () => {
    const feed = await givenFeed();
    await receivePosts(drafts('a', 3), check(feed.id, { validators: { etag: '"1"' }, finalUrl: MOVED }), 'all');
    expect(await adoptAddress(feed.id, NOW + HOUR)).toBe(true);
    const moved = await stored(feed);
    expect(moved).toMatchObject({ url: MOVED, formerUrl: feed.url, movedAt: NOW + HOUR, postCount: 3, unreadCount: 3 });
    expect(moved).not.toHaveProperty('etag');
    expect(moved).not.toHaveProperty('finalUrl');
    expect(await database().posts.where('id').startsWith(`${feed.id}.`).count()).toBe(3);
  });

  test('while it is being checked keeps the posts that come, but no word of its former address', async () => {
    const feed = await givenFeed();
    const { url } = feed;
    await receivePosts(drafts('a', 1), check(feed.id, { url, finalUrl: MOVED }), 'all');
    await adoptAddress(feed.id, NOW + HOUR);
    const at = NOW + HOUR + 10;
    await receivePosts(
      drafts('b', 1),
      check(feed.id, { url, at, validators: { etag: '"old"' }, finalUrl: MOVED }),
      'all',
    );
    expect(await stored(feed)).toMatchObject({ url: MOVED, postCount: 2, leasedUntil: 0 });
    await recordChecks([check(feed.id, { url, at, outcome: 'failed', failure: { reason: 'not-found', status: 404 } })]);
    const moved = await stored(feed);
    for (const former of ['etag', 'finalUrl', 'failure']) expect(moved).not.toHaveProperty(former);

    await receivePosts(drafts('c', 1), check(feed.id, { url: MOVED, at, validators: { etag: '"new"' } }), 'all');
    expect(await stored(feed)).toMatchObject({ etag: '"new"', lastOutcome: 'new-posts' });
    expect(await readChecks(feed.id)).toHaveLength(4);
  });

  test('knows its posts again where their guids are others, but takes no new one for an older one of its address', async () => {
    const weekly = { url: 'https://blog.example/weekly' };
    const feed = await givenFeedWith([
      draft({ identity: 'a', ...weekly, title: 'Week 1', publishedAt: NOW - 7 * DAY }),
      draft({ identity: 'b', title: 'Named', publishedAt: NOW - DAY }),
      draft({ identity: 'c', title: 'Renamed', publishedAt: NOW - 2 * DAY }),
    ]);
    await moveFeedTo(feed.id, MOVED, { now: NOW, leasedUntil: 0 });
    const address = (name: string) => `http://blog.example/${name}`;
    await receivePosts(
      [
        draft({ identity: 'd', ...weekly, title: 'Week 2', publishedAt: NOW, fingerprint: 'second' }),
        draft({ identity: 'e', url: address('b'), title: 'Named' }),
        draft({
          identity: 'f',
          url: address('c'),
          title: 'New name',
          publishedAt: NOW - 2 * DAY,
          fingerprint: 'second',
        }),
      ],
      check(feed.id),
      'all',
    );
    const posts = (await database().posts.toArray()).map(({ identity, title }) => `${identity} ${title}`);
    expect(posts).toEqual(['a Week 1', 'b Named', 'c New name', 'd Week 2']);
  });

  test('from a page to the feed that it names does so once, and not before the host of that may be asked', async () => {
    const feed = await givenFeed('https://site.example/');
    await blockHost('feeds.example', NOW + DAY, NOW);
    expect(await changeAddress(feed.id, 'https://feeds.example/one', NOW)).toBe(true);
    const at = NOW + DAY;
    expect(await stored(feed)).toMatchObject({ url: 'https://feeds.example/one', nextCheckAt: at, blockedUntil: at });
    expect(await changeAddress(feed.id, 'https://feeds.example/two', NOW)).toBe(false);
  });

  test('does not wake where it was unsubscribed or paused meanwhile', async () => {
    const [gone, paused] = [await givenFeed('https://a.example/'), await givenFeed('https://b.example/')];
    await unsubscribe([gone.id], NOW);
    await pauseFeeds([paused.id], true, { now: NOW, checkEveryHours: 1, jitter: () => 0 });
    for (const { id, url } of [gone, paused]) await changeAddress(id, `${url}feed`, NOW);
    expect((await readFeed(gone.id))?.nextCheckAt).toBe(NEVER);
    expect((await readFeed(paused.id))?.nextCheckAt).toBe(NEVER);
  });

  test('stays where it is while its redirects lead nowhere else, or to another feed', async () => {
    const feed = await givenFeed();
    expect(await adoptAddress(feed.id, NOW)).toBe(false);
    await givenFeed(MOVED);
    await recordChecks([check(feed.id, { outcome: 'unchanged', finalUrl: MOVED })]);
    expect(await adoptAddress(feed.id, NOW)).toBe(false);
    expect((await stored(feed)).url).toBe(feed.url);
  });
});

describe('the log of checks', () => {
  test('holds the last twenty of a feed, newest first, whatever its clock said', async () => {
    const feed = await givenFeedWith(drafts('a', 2));
    for (let index = 1; index <= 24; index += 1) {
      await recordChecks([check(feed.id, { outcome: 'unchanged', at: NOW - index, bytes: 0, durationMs: index })]);
    }
    const checks = await readChecks(feed.id);
    expect(checks.map(({ durationMs }) => durationMs)).toEqual(Array.from({ length: 20 }, (_, index) => 24 - index));
    expect(await database().checks.count()).toBe(20);
  });

  test('tells what a check brought and why one failed', async () => {
    const feed = await givenFeedWith(drafts('a', 2));
    await recordChecks([
      check(feed.id, { outcome: 'failed', failure: { reason: 'not-found', status: 404 }, bytes: 0 }),
    ]);
    expect(await readChecks(feed.id)).toMatchObject([
      { outcome: 'failed', failure: { reason: 'not-found', status: 404 }, bytes: 0, newPosts: 0 },
      { outcome: 'new-posts', bytes: 4000, newPosts: 2, durationMs: 120 },
    ]);
  });

  test('goes with its feed', async () => {
    const feed = await givenFeedWith(drafts('a', 2));
    await unsubscribe([feed.id], NOW);
    await purgeUnsubscribed(NOW + HOUR);
    expect(await database().checks.count()).toBe(0);
  });
});
