import './extension-storage.ts';

import { beforeEach, describe, expect, test } from 'vitest';
import { copyEverything, copyFeeds, copySavedPost } from '../../src/background/second-copy.ts';
import { readLostCopies } from '../../src/browser/second-copy.ts';
import { addFeeds, moveFeeds, renameFeed, savePost, unsubscribe } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { drafts, givenEmptyDatabase, givenFeed, givenFeedWith, NOW } from '../store/given.ts';
import { givenWritesFail, local } from './extension-storage.ts';

const LATER = NOW + 60_000;

beforeEach(async () => {
  await local.clear();
  await givenEmptyDatabase();
});

/** Two feeds, one of them with a name, a folder and two saved posts, all of it copied. */
async function givenCopiedReader(): Promise<void> {
  const feed = await givenFeedWith(drafts('a', 3), 'https://blog.example/feed');
  await renameFeed(feed.id, 'My blog');
  await moveFeeds([feed.id], 'Work / Databases');
  await givenFeed('https://other.example/feed');
  for (const identity of ['a0', 'a2']) {
    await savePost(`${feed.id}.${identity}`, true, NOW);
    await copySavedPost(`${feed.id}.${identity}`, NOW);
  }
  await copyFeeds(NOW);
}

const urlsOf = (rows: readonly { readonly url?: string }[]) => rows.map(({ url }) => url);

async function liveCopy(): Promise<{ feeds: readonly { url: string }[]; saved: string[] }> {
  const stored: Record<string, unknown> = await local.get();
  return {
    feeds: stored['copy:feeds'] as { url: string }[],
    saved: Object.keys(stored).filter((key) => key.startsWith('copy:saved:')),
  };
}

describe('the copy of a database that opens empty', () => {
  test('is kept whole when the person begins anew, and through the next starts of the browser', async () => {
    await givenCopiedReader();
    await givenEmptyDatabase();

    await givenFeedWith(drafts('b', 1), 'https://new.example/feed');
    await copyFeeds(LATER);
    await copyEverything(LATER + 1);
    await copyEverything(LATER + 2);

    expect(await readLostCopies()).toEqual([
      {
        lostAt: LATER,
        held: { feeds: 2, saved: 2 },
        feeds: [
          expect.objectContaining({ url: 'https://blog.example/feed', name: 'My blog', folder: 'Work / Databases' }),
          expect.objectContaining({ url: 'https://other.example/feed', folder: '' }),
        ],
        saved: [
          expect.objectContaining({ feedUrl: 'https://blog.example/feed', title: 'Post a0', guid: 'a0', savedAt: NOW }),
          expect.objectContaining({ feedUrl: 'https://blog.example/feed', title: 'Post a2', url: expect.any(String) }),
        ],
      },
    ]);
    expect(urlsOf((await liveCopy()).feeds)).toEqual(['https://new.example/feed']);
    expect((await liveCopy()).saved).toEqual([]);
  });

  test('is kept when the first thing that is copied is a saved post of the same key', async () => {
    await givenCopiedReader();
    await givenEmptyDatabase();

    const feed = await givenFeedWith(drafts('a', 1), 'https://new.example/feed');
    await savePost(`${feed.id}.a0`, true, LATER);
    await copySavedPost(`${feed.id}.a0`, LATER);
    await savePost(`${feed.id}.a0`, false, LATER);
    await copySavedPost(`${feed.id}.a0`, LATER);

    const [lost] = await readLostCopies();
    expect(lost?.saved.map((post) => post.feedUrl)).toEqual(['https://blog.example/feed', 'https://blog.example/feed']);
  });

  test('is set aside once, however many copy at the same time', async () => {
    await givenCopiedReader();
    await givenEmptyDatabase();
    await Promise.all([copyEverything(LATER), copyFeeds(LATER + 1), copyFeeds(LATER + 2)]);
    expect(await readLostCopies()).toHaveLength(1);
  });

  test('is untouched where it could not be set aside, and set aside by the next attempt', async () => {
    await givenCopiedReader();
    const before = await local.get();
    await givenEmptyDatabase();
    await givenFeed('https://new.example/feed');

    givenWritesFail(1);
    await expect(copyFeeds(LATER)).rejects.toThrow('The disk is full');
    expect(await local.get()).toEqual(before);

    await copyFeeds(LATER + 1);
    expect((await readLostCopies()).map(({ lostAt, feeds }) => [lostAt, feeds.length])).toEqual([[LATER + 1, 2]]);
  });

  test('does not replace that of an earlier loss, even in the same millisecond', async () => {
    await givenCopiedReader();
    await givenEmptyDatabase();
    await givenFeed('https://new.example/feed');
    await copyEverything(LATER);
    await givenEmptyDatabase();
    await copyEverything(LATER);
    expect((await readLostCopies()).map(({ feeds }) => urlsOf(feeds))).toEqual([
      ['https://blog.example/feed', 'https://other.example/feed'],
      ['https://new.example/feed'],
    ]);
  });

  test('is readable but for what is damaged itself', async () => {
    await givenCopiedReader();
    await givenEmptyDatabase();
    await copyFeeds(LATER);
    await local.set({
      [`copy:lost:${LATER}:copy:feeds`]: [
        { url: 1 },
        { url: 'https://a.example/', title: '', folder: '', subscribedAt: 1 },
      ],
      [`copy:lost:${LATER}:copy:saved:1.a0`]: 'nothing',
      'copy:lost:': {},
    });
    const lost = await readLostCopies();
    expect(lost.map(({ feeds, saved }) => [urlsOf(feeds), saved.length])).toEqual([[['https://a.example/'], 1]]);
  });
});

describe('nothing is set aside', () => {
  test('after installing, subscribing, unsubscribing from everything and beginning again', async () => {
    await copyEverything(NOW);
    const feed = await givenFeed();
    await copyFeeds(NOW);
    await unsubscribe([feed.id], NOW);
    await copyFeeds(NOW);
    await database().feeds.clear();
    await copyEverything(LATER);
    await addFeeds([{ url: 'https://new.example/feed' }], LATER);
    await copyEverything(LATER);
    expect(await readLostCopies()).toEqual([]);
  });
});
