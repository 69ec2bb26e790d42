import { beforeEach, describe, expect, test, vi } from 'vitest';
import { NEVER } from '../../src/model/check.ts';
import {
  addFeeds,
  blockHost,
  bringForward,
  hostBlocks,
  markAllRead,
  markPosts,
  markShownRead,
  mendTimes,
  moveFeeds,
  purgeUnsubscribed,
  receivePosts,
  recordChecks,
  recordShown,
  renameFeed,
  rescheduleFeeds,
  savePost,
  undo,
  unsubscribe,
} from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { readCounts, readFeed, readFeeds, readNextCheckAt, readPost, readScreen } from '../../src/store/queries.ts';
import {
  check,
  draft,
  drafts,
  givenEmptyDatabase,
  givenFeed,
  givenFeedWith,
  keptCounts,
  NOW,
  recount,
} from './given.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(givenEmptyDatabase);

async function unreadTitles(): Promise<string[]> {
  return (await readScreen('unread', 100)).posts.map((post) => post.title);
}

describe('receiving posts', () => {
  test('the newest five of a new subscription are unread and the rest are there as read', async () => {
    const feed = await givenFeed();
    const unread = await receivePosts(drafts('a', 8), check(feed.id), 5);
    expect(unread).toBe(5);
    expect(await unreadTitles()).toEqual(['Post a0', 'Post a1', 'Post a2', 'Post a3', 'Post a4']);
    expect((await readScreen('read', 100)).posts.map((post) => post.title)).toEqual(['Post a5', 'Post a6', 'Post a7']);
  });

  test.each([
    [0, 0],
    [10, 8],
    ['all', 8],
  ] as const)('with %s unread on subscribing, %i of 8 posts are unread', async (setting, expected) => {
    const feed = await givenFeed();
    await receivePosts(drafts('a', 8), check(feed.id), setting);
    expect((await readCounts()).unread).toBe(expected);
  });

  test('what is newest is told by date, not by place in the document', async () => {
    const feed = await givenFeed();
    await receivePosts(drafts('a', 8).reverse(), check(feed.id), 5);
    expect(await unreadTitles()).toEqual(['Post a0', 'Post a1', 'Post a2', 'Post a3', 'Post a4']);
  });

  test('undated posts keep the order of their document', async () => {
    const feed = await givenFeed();
    await receivePosts(
      [draft({ identity: 'x' }), draft({ identity: 'y' }), draft({ identity: 'z' })],
      check(feed.id),
      'all',
    );
    expect(await unreadTitles()).toEqual(['Post x', 'Post y', 'Post z']);
  });

  test('a post dated in the future is placed when it was first seen', async () => {
    await givenFeedWith([draft({ identity: 'soon', publishedAt: NOW + 30 * 24 * HOUR })]);
    const [post] = (await readScreen('unread', 1)).posts;
    expect(post?.sortAt).toBe(NOW);
    expect(post?.publishedAt).toBe(NOW + 30 * 24 * HOUR);
  });

  test('a post that comes again is neither a second post nor unread again', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    await markPosts([`${feed.id}.a1`], true);
    const unread = await receivePosts(drafts('a', 3), check(feed.id, { at: NOW + HOUR }), 5);
    expect(unread).toBe(0);
    expect(await database().posts.count()).toBe(3);
    expect(await unreadTitles()).toEqual(['Post a0', 'Post a2']);
  });

  test('a post whose guid becomes shared by another is not unread again, and keeps its id when edited then', async () => {
    const feed = await givenFeedWith([
      draft({ identity: 'guid', otherIdentity: 'guid+1', url: 'https://blog.example/1' }),
    ]);
    await markPosts([`${feed.id}.guid`], true);
    const first = draft({
      identity: 'guid+1',
      otherIdentity: 'guid',
      url: 'https://blog.example/1',
      title: 'Post guid',
      fingerprint: 'second',
      body: { html: '<p>Better.</p>' },
    });
    const second = draft({ identity: 'guid+2', otherIdentity: 'guid', url: 'https://blog.example/2' });
    expect(await receivePosts([first, second], check(feed.id, { at: NOW + HOUR }), 5)).toBe(1);
    expect(await unreadTitles()).toEqual(['Post guid+2']);
    expect((await readPost(`${feed.id}.guid`))?.body?.html).toBe('<p>Better.</p>');
    expect(await database().bodies.count()).toBe(2);
  });

  test('a guid that is shared and then no longer is leaves both posts as they are', async () => {
    const one = draft({ identity: 'g', otherIdentity: 'g+1', url: 'https://blog.example/1', title: 'one' });
    const oneShared = { ...one, identity: 'g+1', otherIdentity: 'g' };
    const twoShared = draft({ identity: 'g+2', otherIdentity: 'g', url: 'https://blog.example/2', title: 'two' });
    const two = { ...twoShared, identity: 'g', otherIdentity: 'g+2' };
    const feed = await givenFeedWith([one]);
    await receivePosts([oneShared, twoShared], check(feed.id, { at: NOW + HOUR }), 5);
    await receivePosts([two], check(feed.id, { at: NOW + 2 * HOUR }), 5);
    const titles = (await database().posts.toArray()).map((post) => post.title).sort();
    expect(titles).toEqual(['one', 'two']);
  });

  test('an archive whose first document broke off does not come as unread later', async () => {
    const feed = await givenFeed();
    const archive = drafts('a', 11).map((post) => ({ ...post, publishedAt: (post.publishedAt ?? 0) - HOUR }));
    await receivePosts(archive.slice(0, 3), check(feed.id, { isWhole: false }), 5);
    const unread = await receivePosts([...drafts('new', 1), ...archive], check(feed.id, { at: NOW + HOUR }), 5);
    expect(unread).toBe(1);
    expect((await readCounts()).unread).toBe(4);
  });

  test('an edited post is updated in place: read stays read, saved stays saved, the body is the new one', async () => {
    const feed = await givenFeedWith(drafts('a', 2));
    const id = `${feed.id}.a0`;
    await markPosts([id], true);
    await savePost(id, true, NOW);
    const edited = draft({
      identity: 'a0',
      title: 'Corrected',
      body: { html: '<p>Better.</p>' },
      fingerprint: 'second',
    });
    await receivePosts([edited], check(feed.id, { at: NOW + HOUR }), 5);
    const page = await readPost(id);
    expect(page?.post).toMatchObject({ title: 'Corrected', unread: 0, savedAt: NOW, sortAt: NOW, firstSeenAt: NOW });
    expect(page?.body?.html).toBe('<p>Better.</p>');
    expect(await keptCounts()).toEqual(await recount());
  });

  test('an entry that is no longer in its feed keeps its post', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    await receivePosts(drafts('b', 1), check(feed.id), 5);
    expect(await database().posts.count()).toBe(4);
  });

  test('posts, validators and next check are one transaction: a failing post leaves all three as they were', async () => {
    const feed = await givenFeedWith(drafts('a', 1));
    const unstorable = { ...draft({ identity: 'b' }), tags: [() => 'not cloneable'] as unknown as string[] };
    const attempt = receivePosts(
      [draft({ identity: 'c' }), unstorable],
      check(feed.id, { validators: { etag: '"new"' }, nextCheckAt: NOW + 9 * HOUR }),
      5,
    );
    await expect(attempt).rejects.toThrow();
    expect(await readFeed(feed.id)).not.toHaveProperty('etag');
    expect((await readFeed(feed.id))?.nextCheckAt).toBe(NOW + HOUR);
    expect(await database().posts.count()).toBe(1);
    expect(await database().bodies.count()).toBe(1);
    expect(await keptCounts()).toEqual(await recount());
  });

  test('validators are replaced as a pair', async () => {
    const feed = await givenFeed();
    await receivePosts([], check(feed.id, { validators: { etag: 'W/"1"', lastModified: 'Mon' } }), 5);
    await receivePosts([], check(feed.id, { validators: { etag: 'unquoted' } }), 5);
    const stored = await readFeed(feed.id);
    expect(stored?.etag).toBe('unquoted');
    expect(stored).not.toHaveProperty('lastModified');
  });

  test('what arrives after unsubscribing is dropped', async () => {
    const feed = await givenFeed();
    await unsubscribe([feed.id], NOW);
    expect(await receivePosts(drafts('a', 3), check(feed.id), 5)).toBe(0);
    expect(await database().posts.count()).toBe(0);
  });
});

describe('the badge count', () => {
  test('tells of unread posts that arrived since posts were last shown', async () => {
    const feed = await givenFeed();
    await receivePosts(drafts('a', 8), check(feed.id), 5);
    expect((await readCounts()).fresh).toBe(5);
    await recordShown((await readCounts()).arrivals);
    expect((await readCounts()).fresh).toBe(0);
    await receivePosts(drafts('b', 2), check(feed.id), 5);
    expect(await readCounts()).toMatchObject({ fresh: 2, unread: 7 });
  });

  test('a post that arrives between the list and the message that it was shown still counts', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    const { arrivals } = await readCounts();
    await receivePosts(drafts('b', 2), check(feed.id), 5);
    await recordShown(arrivals);
    expect((await readCounts()).fresh).toBe(2);
  });

  test('reading a new post takes it off; marking an old one unread does not add it', async () => {
    const feed = await givenFeedWith(drafts('a', 2));
    await recordShown((await readCounts()).arrivals);
    await receivePosts(drafts('b', 2), check(feed.id), 5);
    await markPosts([`${feed.id}.b0`, `${feed.id}.a0`], true);
    expect((await readCounts()).fresh).toBe(1);
    await markPosts([`${feed.id}.a0`], false);
    expect((await readCounts()).fresh).toBe(1);
  });

  test('a message from the future shows no more than has arrived', async () => {
    const feed = await givenFeedWith(drafts('a', 1));
    await recordShown(1_000_000);
    await receivePosts(drafts('b', 1), check(feed.id), 5);
    expect((await readCounts()).fresh).toBe(1);
  });
});

describe('marking', () => {
  test('marks what the list had shown and leaves what arrived since; undo brings back exactly those', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    await markPosts([`${feed.id}.a2`], true);
    const { arrivals } = await readCounts();
    await receivePosts(drafts('b', 1), check(feed.id), 5);
    const { undoId, count } = await markAllRead(arrivals, NOW);
    expect(count).toBe(2);
    expect(await unreadTitles()).toEqual(['Post b0']);
    expect(await undo(undoId, NOW)).toBe(true);
    expect(await unreadTitles()).toEqual(expect.arrayContaining(['Post a0', 'Post a1', 'Post b0']));
    expect((await readCounts()).unread).toBe(3);
    expect(await undo(undoId, NOW)).toBe(false);
  });

  test('marks the posts that were shown, as far as they are unread; undo brings back those', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    const [a0, a1] = [`${feed.id}.a0`, `${feed.id}.a1`];
    await markPosts([a1], true);
    const { undoId, count } = await markShownRead([a0, a1, a0, 'no such post'], NOW);
    expect(count).toBe(1);
    expect(await unreadTitles()).toEqual(['Post a2']);
    expect(await undo(undoId, NOW)).toBe(true);
    expect((await unreadTitles()).sort()).toEqual(['Post a0', 'Post a2']);
    expect(await keptCounts()).toEqual(await recount());
  });

  test('marking twice, or marking what is gone, counts once and breaks nothing', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    const id = `${feed.id}.a0`;
    await markPosts([id], true);
    await markPosts([id, 'no such post'], true);
    expect(await keptCounts()).toEqual(await recount());
    expect((await readCounts()).unread).toBe(2);
  });

  test('a post that is named twice in one act is counted once', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    const id = `${feed.id}.a0`;
    await markPosts([id, id], true);
    expect(await keptCounts()).toEqual(await recount());
    await markPosts([id, id], false);
    expect(await keptCounts()).toEqual(await recount());
    expect((await readCounts()).unread).toBe(3);
  });

  test('a saved post is listed by when it was saved, and only once', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    await savePost(`${feed.id}.a2`, true, NOW);
    await savePost(`${feed.id}.a0`, true, NOW + 1);
    await savePost(`${feed.id}.a0`, true, NOW + 2);
    expect((await readScreen('saved', 10)).posts.map((post) => post.title)).toEqual(['Post a0', 'Post a2']);
    await savePost(`${feed.id}.a0`, false, NOW + 3);
    expect((await readCounts()).saved).toBe(1);
  });
});

describe('unsubscribing', () => {
  test('takes the posts out of the lists at once and undo brings everything back', async () => {
    const feed = await givenFeedWith(drafts('a', 4));
    await givenFeedWith(drafts('b', 2), 'https://other.example/feed');
    await markPosts([`${feed.id}.a3`], true);
    await savePost(`${feed.id}.a0`, true, NOW);
    const before = { rows: await database().posts.orderBy('id').toArray(), counts: await readCounts() };

    const { undoId } = await unsubscribe([feed.id], NOW);
    expect(await unreadTitles()).toEqual(['Post b0', 'Post b1']);
    expect((await readScreen('read', 10)).posts).toEqual([]);
    expect((await readScreen('saved', 10)).posts.map((post) => post.title)).toEqual(['Post a0']);
    expect((await readFeeds()).feeds.map((kept) => kept.url)).toEqual(['https://other.example/feed']);
    expect(await keptCounts()).toEqual(await recount());

    await undo(undoId, NOW + MINUTE);
    expect(await database().posts.orderBy('id').toArray()).toEqual(before.rows);
    expect(await readCounts()).toEqual(before.counts);
    // Undo is no reason to ask the server sooner.
    expect((await readFeed(feed.id))?.nextCheckAt).toBe(NOW + HOUR);
    expect(await keptCounts()).toEqual(await recount());
  });

  test('after ten minutes all of it is gone but the saved posts and the name of their blog', async () => {
    const feed = await givenFeedWith(drafts('a', 4));
    await savePost(`${feed.id}.a0`, true, NOW);
    const { undoId } = await unsubscribe([feed.id], NOW);
    await purgeUnsubscribed(NOW + 9 * MINUTE);
    expect(await database().posts.count()).toBe(4);
    await purgeUnsubscribed(NOW + 11 * MINUTE);
    expect(await database().posts.count()).toBe(1);
    expect(await database().bodies.count()).toBe(1);
    const screen = await readScreen('saved', 10);
    expect(screen.feeds.get(feed.id)?.url).toBe(feed.url);
    expect(screen.hasFeeds).toBe(false);
    expect(await undo(undoId, NOW + 11 * MINUTE)).toBe(false);
  });

  test('is undone without a check before its host may be asked again', async () => {
    const feed = await givenFeed();
    const { undoId } = await unsubscribe([feed.id], NOW);
    await blockHost('blog.example', NOW + 24 * HOUR, NOW);
    await undo(undoId, NOW + MINUTE);
    expect((await readFeed(feed.id))?.nextCheckAt).toBe(NOW + 24 * HOUR);
  });

  test('leaves a feed that was never read the count of the posts that it keeps', async () => {
    const feed = await givenFeedWith(drafts('a', 10));
    await savePost(`${feed.id}.a0`, true, NOW);
    await database()
      .feeds.filter(({ id }) => id === feed.id)
      .modify((row, place) => {
        const { lastGoodAt: _lastGoodAt, ...rest } = row;
        place.value = rest;
      });
    await unsubscribe([feed.id], NOW);
    await purgeUnsubscribed(NOW + HOUR);
    expect((await readFeed(feed.id))?.postCount).toBe(1);
  });

  test('a feed without saved posts leaves nothing behind', async () => {
    const feed = await givenFeedWith(drafts('a', 4));
    await unsubscribe([feed.id], NOW);
    await purgeUnsubscribed(NOW + 11 * MINUTE);
    expect(await database().feeds.count()).toBe(0);
    expect(await database().posts.count()).toBe(0);
    expect(await database().bodies.count()).toBe(0);
  });

  test('subscribing again within the time brings the read state back; no post doubles', async () => {
    const feed = await givenFeedWith(drafts('a', 3));
    await markPosts([`${feed.id}.a0`], true);
    await unsubscribe([feed.id], NOW);
    const { added } = await addFeeds([{ url: feed.url }], NOW + MINUTE);
    expect(added.map(({ id }) => id)).toEqual([feed.id]);
    await receivePosts(drafts('a', 3), check(feed.id), 5);
    expect(await unreadTitles()).toEqual(['Post a1', 'Post a2']);
    expect(await keptCounts()).toEqual(await recount());
  });

  test('subscribing again later is a new subscription that knows its saved posts', async () => {
    const feed = await givenFeedWith(drafts('a', 8));
    await savePost(`${feed.id}.a0`, true, NOW);
    await unsubscribe([feed.id], NOW);
    await purgeUnsubscribed(NOW + 11 * MINUTE);
    await addFeeds([{ url: feed.url }], NOW + HOUR);
    await receivePosts(drafts('a', 8), check(feed.id), 5);
    expect(await database().posts.count()).toBe(8);
    expect((await readScreen('saved', 10)).posts).toHaveLength(1);
    expect(await keptCounts()).toEqual(await recount());
  });
});

describe('a feed that was kept for its saved posts', () => {
  test('knows nothing by which its document could be taken for known, and is not paused when subscribed to again', async () => {
    const feed = await givenFeed();
    const about = { title: 'Blog', hints: {} };
    await receivePosts(drafts('a', 2), check(feed.id, { about, bodyHash: 'abc', validators: { etag: '"1"' } }), 5);
    await savePost(`${feed.id}.a0`, true, NOW);
    await database().feeds.update(feed.id, { paused: true, nextCheckAt: NEVER });
    await unsubscribe([feed.id], NOW);
    await purgeUnsubscribed(NOW + 11 * MINUTE);
    const { added } = await addFeeds([{ url: feed.url }], NOW + HOUR);
    expect(added).toMatchObject([{ id: feed.id, nextCheckAt: NOW + HOUR }]);
    for (const property of ['bodyHash', 'etag', 'paused']) expect(added[0]).not.toHaveProperty(property);
    expect(await readFeed(feed.id)).toEqual(added[0]);
  });
});

describe('recording checks', () => {
  test('failures count up, remember when they began, and leave posts and validators alone', async () => {
    const feed = await givenFeed();
    await receivePosts(drafts('a', 1), check(feed.id, { validators: { etag: '"1"' } }), 5);
    const failed = check(feed.id, { outcome: 'failed', failure: { reason: 'html', status: 200 } });
    await recordChecks([{ ...failed, at: NOW + HOUR }]);
    await recordChecks([{ ...failed, at: NOW + 2 * HOUR }]);
    expect(await readFeed(feed.id)).toMatchObject({
      etag: '"1"',
      failures: 2,
      failingSince: NOW + HOUR,
      failure: { reason: 'html' },
      lastGoodAt: NOW,
    });
    await recordChecks([check(feed.id, { outcome: 'unchanged', at: NOW + 3 * HOUR })]);
    const healed = await readFeed(feed.id);
    expect(healed).toMatchObject({ failures: 0, lastGoodAt: NOW + 3 * HOUR, etag: '"1"' });
    expect(healed).not.toHaveProperty('failure');
    expect(healed).not.toHaveProperty('failingSince');
  });

  test('a feed that is gone stops once a second check confirms it', async () => {
    const feed = await givenFeed();
    const gone = check(feed.id, { outcome: 'gone', failure: { reason: 'gone', status: 410 } });
    await recordChecks([gone]);
    expect((await readFeed(feed.id))?.nextCheckAt).toBe(NOW + HOUR);
    await recordChecks([gone]);
    expect(await readFeed(feed.id)).toMatchObject({ nextCheckAt: NEVER, stopped: true });
    expect(await readNextCheckAt()).toBeUndefined();
  });

  test('another interval counts at once, but not against what a server asked for, nor for a failing feed', async () => {
    const [calm, fresh, failing] = await Promise.all(
      ['a', 'b', 'c'].map((n) => givenFeed(`https://${n}.example/feed`)),
    );
    const day = { outcome: 'unchanged', nextCheckAt: NOW + 24 * HOUR } as const;
    await recordChecks([
      check(calm?.id ?? 0, day),
      check(fresh?.id ?? 0, { ...day, freshUntil: NOW + 5 * HOUR }),
      check(failing?.id ?? 0, { ...day, outcome: 'failed', failure: { reason: 'timeout' } }),
    ]);
    await rescheduleFeeds(HOUR, NOW + MINUTE, () => 0);
    const times = (await readFeeds()).feeds.map(({ nextCheckAt }) => nextCheckAt - NOW);
    expect(times).toEqual([HOUR, 5 * HOUR, 24 * HOUR]);
  });

  test('another interval leaves out what the feed skips and spreads the feeds', async () => {
    const [spread, skipping] = await Promise.all(['a', 'b'].map((n) => givenFeed(`https://${n}.example/feed`)));
    const day = { nextCheckAt: NOW + 24 * HOUR } as const;
    await receivePosts([], check(spread?.id ?? 0, day), 5);
    // NOW is 12:00 GMT.
    const about = { title: 'B', hints: { skipHours: [13, 14] } };
    await receivePosts([], check(skipping?.id ?? 0, { ...day, about }), 5);
    await rescheduleFeeds(HOUR, NOW + MINUTE, () => 0.5);
    const times = (await readFeeds()).feeds.map(({ nextCheckAt }) => nextCheckAt - NOW);
    expect(times).toEqual([1.05 * HOUR, 3.05 * HOUR]);
    await rescheduleFeeds(HOUR, NOW + 2.5 * HOUR, () => 0);
    const later = (await readFeeds()).feeds.map(({ nextCheckAt }) => nextCheckAt - NOW);
    expect(later).toEqual([2.5 * HOUR, 3 * HOUR]);
  });

  test('a host that asks to be left alone is left alone in all its feeds', async () => {
    const one = await givenFeed('https://host.example/one');
    const two = await givenFeed('https://host.example/two');
    const other = await givenFeed('https://other.example/feed');
    await blockHost('host.example', NOW + HOUR, NOW);
    const blocked = await Promise.all([one, two, other].map(async ({ id }) => (await readFeed(id))?.blockedUntil));
    expect(blocked).toEqual([NOW + HOUR, NOW + HOUR, 0]);
  });

  test('a host is left alone for the longest that it asked for, for no longer when the clock is set back', async () => {
    await blockHost('host.example', NOW + 2 * HOUR, NOW);
    await blockHost('host.example', NOW + HOUR, NOW);
    expect(await hostBlocks(NOW)).toEqual(new Map([['host.example', NOW + 2 * HOUR]]));
    const before = NOW - 900 * 24 * HOUR;
    await blockHost('host.example', before + HOUR, before);
    expect(await hostBlocks(before)).toEqual(new Map([['host.example', before + 2 * HOUR]]));
    await purgeUnsubscribed(before + HOUR);
    expect(await database().blocks.count()).toBe(1);
    await purgeUnsubscribed(before + 72 * HOUR);
    expect(await database().blocks.count()).toBe(0);
  });

  test('checks put off by a wrong clock are brought back, stopped feeds stay stopped', async () => {
    const feed = await givenFeed();
    await recordChecks([check(feed.id, { outcome: 'unchanged', nextCheckAt: NOW + 900 * 24 * HOUR })]);
    await mendTimes(NOW, NOW + 8 * 24 * HOUR);
    expect(await readNextCheckAt()).toBe(NOW + 8 * 24 * HOUR);
    const gone = check(feed.id, { outcome: 'gone', failure: { reason: 'gone', status: 410 } });
    await recordChecks([gone]);
    await recordChecks([gone]);
    await mendTimes(NOW, NOW + 8 * 24 * HOUR);
    expect((await readFeed(feed.id))?.nextCheckAt).toBe(NEVER);
  });

  test('looking for times to mend writes no feed whose times are right', async () => {
    const [wrong] = await Promise.all(['a', 'b', 'c'].map((n) => givenFeed(`https://${n}.example/feed`)));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    expect(await mendTimes(NOW, NOW + 8 * 24 * HOUR)).toBe(0);
    expect(put).not.toHaveBeenCalled();
    await recordChecks([check(wrong?.id ?? 0, { outcome: 'unchanged', nextCheckAt: NOW + 900 * 24 * HOUR })]);
    put.mockClear();
    expect(await mendTimes(NOW, NOW + 8 * 24 * HOUR)).toBe(1);
    expect(put.mock.calls.map(([row]) => row.id)).toEqual([wrong?.id]);
    put.mockRestore();
  });

  test('a clock set back leaves a feed what was left of its wait', async () => {
    const feed = await givenFeed();
    const later = NOW + 6 * 24 * HOUR;
    await recordChecks([
      check(feed.id, { outcome: 'unchanged', at: later, nextCheckAt: later + HOUR, freshUntil: later + MINUTE }),
    ]);
    await mendTimes(NOW, NOW + 8 * 24 * HOUR);
    expect(await readFeed(feed.id)).toMatchObject({
      lastCheckedAt: NOW,
      nextCheckAt: NOW + HOUR,
      freshUntil: NOW + MINUTE,
      blockedUntil: 0,
    });
  });

  test('a feed that is gone stays so through other failures, and comes back with a good check', async () => {
    const feed = await givenFeed();
    const gone = check(feed.id, { outcome: 'gone', failure: { reason: 'gone', status: 410 } });
    for (const record of [gone, gone, check(feed.id, { outcome: 'failed', failure: { reason: 'server-error' } })]) {
      await recordChecks([record]);
    }
    expect(await readFeed(feed.id)).toMatchObject({ stopped: true, nextCheckAt: NEVER });
    await recordChecks([check(feed.id, { outcome: 'unchanged' })]);
    expect(await readFeed(feed.id)).not.toHaveProperty('stopped');
  });

  test('a check that was under way does not undo what its host asked for meanwhile', async () => {
    const feed = await givenFeed('https://host.example/one');
    await blockHost('host.example', NOW + 24 * HOUR, NOW);
    await recordChecks([check(feed.id, { outcome: 'unchanged' })]);
    expect(await readFeed(feed.id)).toMatchObject({ blockedUntil: NOW + 24 * HOUR, nextCheckAt: NOW + 24 * HOUR });
  });

  test('nothing is unchanged of a feed that knows no document, and no validators of such a reply hide its posts', async () => {
    const feed = await givenFeedWith(drafts('a', 1));
    const { url } = feed;
    const unchanged = check(feed.id, { url, outcome: 'unchanged', validators: { etag: '"2"' } });
    await database().feeds.update(feed.id, { lastCheckedAt: NOW - HOUR, leasedUntil: NOW + MINUTE });
    await recordChecks([unchanged]);
    const asItWas = await readFeed(feed.id);
    expect(asItWas).toMatchObject({ lastCheckedAt: NOW - HOUR, leasedUntil: 0 });
    expect(asItWas).not.toHaveProperty('etag');
    await database().feeds.update(feed.id, { etag: '"1"' });
    await recordChecks([unchanged]);
    expect(await readFeed(feed.id)).toMatchObject({ lastCheckedAt: NOW, etag: '"2"' });
  });

  test('a clock set back leaves what was never checked its wait, however often it is mended', async () => {
    await blockHost('blog.example', NOW + 24 * HOUR, NOW);
    const feed = await givenFeed();
    const before = NOW - 10 * HOUR;
    for (let start = 0; start < 4; start += 1) await mendTimes(before, before + 8 * 24 * HOUR);
    const due = before + 24 * HOUR;
    expect(await readFeed(feed.id)).toMatchObject({ blockedUntil: due, nextCheckAt: due });
  });

  test('bringing forward respects a wish to wait', async () => {
    const feed = await givenFeed();
    await recordChecks([
      check(feed.id, { outcome: 'rate-limited', nextCheckAt: NOW + 9 * HOUR, blockedUntil: NOW + HOUR }),
    ]);
    await bringForward(() => true, NOW);
    expect((await readFeed(feed.id))?.nextCheckAt).toBe(NOW + HOUR);
  });
});

describe('feeds', () => {
  test('an address subscribed twice is one feed', async () => {
    await givenFeed();
    const { added, already } = await addFeeds([{ url: 'https://blog.example/feed' }], NOW);
    expect(added).toEqual([]);
    expect(already).toHaveLength(1);
  });

  test('a name given by the person stays when the feed changes its title, and an empty one gives it back', async () => {
    const feed = await givenFeed();
    await renameFeed(feed.id, 'Mine');
    await receivePosts([], check(feed.id, { about: { title: 'Theirs' } }), 5);
    expect(await readFeed(feed.id)).toMatchObject({ name: 'Mine', title: 'Theirs' });
    await renameFeed(feed.id, '');
    expect(await readFeed(feed.id)).not.toHaveProperty('name');
  });

  test('feeds are put into a folder together, and the others stay where they are', async () => {
    const feeds = await Promise.all(['one', 'two', 'three'].map((name) => givenFeed(`https://${name}.example/feed`)));
    const [one, two, three] = feeds.map(({ id }) => id) as [number, number, number];
    await moveFeeds([one, three], 'Systems');
    expect((await readFeed(one))?.folder).toBe('Systems');
    expect((await readFeed(two))?.folder).toBe('');
    expect((await readFeed(three))?.folder).toBe('Systems');
  });
});

test('kept counts equal a full recount after a thousand random acts', async () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const feeds = await Promise.all([0, 1, 2].map((n) => givenFeed(`https://blog${n}.example/feed`)));
  const undos: number[] = [];
  let now = NOW;
  for (let act = 0; act < 1000; act += 1) {
    now += random(3) * MINUTE;
    const feed = feeds[random(feeds.length)] as (typeof feeds)[number];
    const id = `${feed.id}.p${random(40)}`;
    switch (random(10)) {
      case 0:
        await receivePosts(drafts('p', random(40)), check(feed.id, { at: now }), 5);
        break;
      case 1:
      case 2:
        await markPosts([id], true);
        break;
      case 3:
        await markPosts([id], false);
        break;
      case 4:
        await savePost(id, random(2) === 0, now);
        break;
      case 5:
        await recordShown(random((await readCounts()).arrivals + 1));
        break;
      case 6:
        undos.push((await markAllRead(random((await readCounts()).arrivals + 1), now)).undoId);
        break;
      case 7:
        undos.push((await unsubscribe([feed.id], now)).undoId);
        break;
      case 8:
        await undo(undos[random(undos.length || 1)] ?? 0, now);
        break;
      default:
        await purgeUnsubscribed(now);
        if ((await readFeed(feed.id)) === undefined || random(3) === 0) await addFeeds([{ url: feed.url }], now);
    }
  }
  expect(await keptCounts()).toEqual(await recount());
}, 60_000);
