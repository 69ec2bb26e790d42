import { beforeEach, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/background/environment.ts';
import { findFeedAgain } from '../../src/background/find-feed-again.ts';
import { runRound } from '../../src/background/poll.ts';
import { subscribe } from '../../src/background/subscribe.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import type { FailureReason, Feed } from '../../src/model/types.ts';
import { blockHost, markPosts, unsubscribe } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { readCounts, readFeed, readScreen } from '../../src/store/queries.ts';
import { givenEmptyDatabase } from '../store/given.ts';
import { type Reply, rss, type Script, scripted } from './given.ts';

beforeEach(givenEmptyDatabase);

const OLD = 'https://blog.example/feed.xml';
const NEW = 'https://blog.example/index.xml';
const SITE = 'https://blog.example/';

function page(...links: readonly string[]): Reply {
  const named = links.map((href) => `<link rel="alternate" type="application/rss+xml" title="${href}" href="${href}">`);
  return {
    body: `<!doctype html><html><head><title>Blog</title>${named.join('')}</head><body><p>Hello</p></body></html>`,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  };
}

/** A feed of two posts, the newer of them read, whose address has since come to fail. */
async function givenLost(reason: FailureReason, traits: Partial<Feed> = {}): Promise<Feed> {
  const { environment } = scripted({
    [OLD]: { body: rss(['a', 'b']), headers: { etag: '"old"', 'last-modified': 'Mon, 23 Nov 2026 10:00:00 GMT' } },
  });
  await subscribe(environment, DEFAULT_SETTINGS, { address: OLD });
  const feed = await database().feeds.get({ url: OLD });
  if (!feed) throw new Error('There is no feed');
  const { posts } = await readScreen('unread', 1);
  await markPosts(
    posts.map(({ id }) => id),
    true,
  );
  const failing = { failure: { reason }, failures: 5, failingSince: 1, lastOutcome: 'failed' as const, ...traits };
  await database().feeds.update(feed.id, failing);
  return { ...feed, ...failing };
}

interface Given {
  readonly address?: string;
  readonly holdsHosts?: (origins: readonly string[]) => Promise<boolean>;
}

async function findIn(feed: Feed, servers: Record<string, Script | Reply>, given: Given = {}) {
  const { address, ...rest } = given;
  const { environment, asked } = scripted(servers, rest);
  const wanted = { feedId: feed.id, ...(address !== undefined && { address }) };
  const outcome = await findFeedAgain(environment, DEFAULT_SETTINGS, wanted);
  return { outcome, asked: asked.map(({ url }) => url), requests: asked, environment };
}

describe('a feed that turned into a page', () => {
  test('moves to the one feed that the page names, for two requests', async () => {
    const feed = await givenLost('html');
    const { outcome, asked, requests } = await findIn(feed, { [OLD]: page(NEW), [NEW]: { body: rss(['a', 'b']) } });
    expect(outcome).toEqual({ kind: 'found', url: NEW });
    expect(asked).toEqual([OLD, NEW]);
    // Validators belong to the address that issued them.
    expect(requests.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, null]);
  });

  test('keeps its id, its posts and what was read of them, and drops its validators', async () => {
    const feed = await givenLost('html', { name: 'Mine', folder: 'Work' });
    const before = await database().posts.toArray();
    await findIn(feed, { [OLD]: page(NEW), [NEW]: { body: rss(['a', 'b', 'c']) } });

    const moved = await readFeed(feed.id);
    expect(moved).toMatchObject({ url: NEW, formerUrl: OLD, name: 'Mine', folder: 'Work', failures: 0 });
    for (const gone of ['etag', 'lastModified', 'failure', 'failingSince', 'finalUrl']) {
      expect(moved).not.toHaveProperty(gone);
    }
    const after = await database().posts.toArray();
    expect(after).toHaveLength(3);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await readCounts()).toMatchObject({ unread: 2 });
  });

  test('is not moved where its address gives the feed again: what it brings is stored', async () => {
    const feed = await givenLost('html');
    const { outcome, asked } = await findIn(feed, { [OLD]: { body: rss(['c', 'a', 'b']) } });
    expect([outcome, asked]).toEqual([{ kind: 'works' }, [OLD]]);
    expect(await readFeed(feed.id)).toMatchObject({ url: OLD, failures: 0, postCount: 3 });
  });

  test('is looked for on its site where the page names no other feed, three requests in all, a second apart', async () => {
    const feed = await givenLost('html');
    const { outcome, asked, environment } = await findIn(feed, {
      [OLD]: page(OLD),
      [SITE]: page(OLD, NEW),
      [NEW]: { body: rss(['a']) },
    });
    expect([outcome, asked]).toEqual([{ kind: 'found', url: NEW }, [OLD, SITE, NEW]]);
    expect(environment.now() - Date.UTC(2026, 10, 23, 12)).toBeGreaterThanOrEqual(2000);
  });

  test('is looked for on its site once, where its address leads there', async () => {
    const feed = await givenLost('html');
    const { outcome, asked } = await findIn(feed, { [OLD]: { ...page(), url: SITE }, [SITE]: page() });
    expect([outcome, asked]).toEqual([{ kind: 'no-feed', address: OLD }, [OLD]]);
  });

  test('has its feeds offered where there are several, and moves to the one that was chosen', async () => {
    const feed = await givenLost('html');
    const servers = { [OLD]: page(NEW, '/comments.xml'), [NEW]: { body: rss(['a']) } };
    const first = await findIn(feed, servers);
    expect(first.outcome).toMatchObject({
      kind: 'choose',
      candidates: [{ url: NEW }, { url: 'https://blog.example/comments.xml' }],
    });
    expect(await readFeed(feed.id)).toMatchObject({ url: OLD });

    const second = await findIn(feed, servers, { address: NEW });
    expect([second.outcome, second.asked]).toEqual([{ kind: 'found', url: NEW }, [NEW]]);
  });
});

test('posts that the new address calls by other names are the posts that they were', async () => {
  const feed = await givenLost('html');
  const other = (body: string) => body.replaceAll('isPermaLink="false">', 'isPermaLink="false">urn:post:');
  const moved = (body: string) => other(body).replaceAll('<link>https://blog.example/', '<link>https://new.example/');
  await findIn(feed, { [OLD]: page(NEW), [NEW]: { body: other(rss(['a', 'b'])) } });
  expect(await database().posts.count()).toBe(2);
  expect(await readCounts()).toMatchObject({ unread: 1 });

  // Not only at the first check there; and the posts may have other addresses too, but then title and time are theirs.
  await database().feeds.update(feed.id, { nextCheckAt: 0 });
  const { environment } = scripted({ [NEW]: { body: moved(rss(['a', 'b', 'c'])) } });
  await check(environment);
  expect((await readScreen('unread', 9)).posts.map(({ title }) => title)).toEqual(['b', 'c']);
  expect((await readScreen('read', 9)).posts.map(({ title }) => title)).toEqual(['a']);
});

function check(environment: Environment): Promise<void> {
  const { signal } = new AbortController();
  return runRound(environment, { settings: DEFAULT_SETTINGS, signal, onProgress: () => undefined });
}

test('an address that was missing is not asked again: the site is', async () => {
  for (const reason of ['not-found', 'gone', 'unreachable'] as const) {
    await givenEmptyDatabase();
    const feed = await givenLost(reason, reason === 'gone' ? { stopped: true } : {});
    const { outcome, asked } = await findIn(feed, { [SITE]: page('/index.xml'), [NEW]: { body: rss(['a']) } });
    expect([outcome, asked]).toEqual([{ kind: 'found', url: NEW }, [SITE, NEW]]);
    expect(await readFeed(feed.id)).not.toHaveProperty('stopped');
  }
});

test('a site on a host that is not allowed is not asked, and goes on once it is', async () => {
  const feed = await givenLost('not-found', { siteUrl: 'https://home.example/blog/' });
  const servers = { 'https://home.example/blog/': page(NEW), [NEW]: { body: rss(['a']) } };
  const refused = await findIn(feed, servers, { holdsHosts: async ([host = '']) => host.includes('blog.example') });
  expect(refused.outcome).toEqual({
    kind: 'needs-permission',
    address: 'https://home.example/blog/',
    origins: ['*://home.example/*', '*://www.home.example/*'],
  });
  expect(refused.asked).toEqual([]);

  const allowed = await findIn(feed, servers, { address: 'https://home.example/blog/' });
  expect(allowed.outcome).toEqual({ kind: 'found', url: NEW });
});

test('a feed that is subscribed to as another is not taken twice', async () => {
  const { environment } = scripted({ [NEW]: { body: rss(['a']) } });
  await subscribe(environment, DEFAULT_SETTINGS, { address: NEW });
  const feed = await givenLost('html');
  const { outcome } = await findIn(feed, { [OLD]: page(NEW), [NEW]: { body: rss(['a']) } });
  expect(outcome).toEqual({ kind: 'already', feedId: 1, title: 'Blog' });
  expect(await readFeed(feed.id)).toMatchObject({ url: OLD, failure: { reason: 'html' } });
});

test('a page of the public web does not lead into the private network', async () => {
  const feed = await givenLost('html');
  const { outcome, asked } = await findIn(feed, { [OLD]: page('http://192.168.0.1/feed.xml'), [SITE]: page() });
  expect([outcome, asked]).toEqual([{ kind: 'no-feed', address: SITE }, [OLD, SITE]]);
  const typed = await findIn(feed, {}, { address: 'http://192.168.0.1/feed.xml' });
  expect(typed.outcome).toMatchObject({ kind: 'failed', failure: { reason: 'bad-address' } });
  expect(typed.asked).toEqual([]);
});

test('a host that asked to be left alone is left alone', async () => {
  const feed = await givenLost('html');
  const now = Date.UTC(2026, 10, 23, 12);
  await blockHost('blog.example', now + 3_600_000, now);
  const { outcome, asked } = await findIn(feed, {});
  expect([outcome, asked]).toMatchObject([{ kind: 'failed', failure: { reason: 'slow-down' } }, []]);
});

test('a site that asks to slow down is not asked for more', async () => {
  const feed = await givenLost('html');
  const { outcome, asked } = await findIn(feed, {
    [OLD]: page(),
    [SITE]: { status: 429, headers: { 'retry-after': '7200' } },
  });
  expect([outcome, asked]).toMatchObject([{ kind: 'failed', failure: { reason: 'slow-down' } }, [OLD, SITE]]);
  expect((await findIn(feed, {})).asked).toEqual([]);
});

test('what was named but is no feed changes nothing', async () => {
  const feed = await givenLost('html');
  const before = await readFeed(feed.id);
  const { outcome } = await findIn(feed, { [OLD]: page(NEW), [NEW]: page('/another.xml') });
  expect(outcome).toMatchObject({ kind: 'failed', failure: { reason: 'unreachable' } });
  expect(await readFeed(feed.id)).toEqual(before);
});

test('a feed that was unsubscribed meanwhile stays so', async () => {
  const feed = await givenLost('html');
  await unsubscribe([feed.id], 5);
  const { outcome, asked } = await findIn(feed, { [OLD]: page(NEW), [NEW]: { body: rss(['a']) } });
  expect([outcome.kind, asked]).toEqual(['no-feed', []]);
});

test('a paused feed that was found again stays paused', async () => {
  const feed = await givenLost('html', { paused: true, nextCheckAt: Number.MAX_SAFE_INTEGER });
  await findIn(feed, { [OLD]: page(NEW), [NEW]: { body: rss(['a']) } });
  expect(await readFeed(feed.id)).toMatchObject({ url: NEW, paused: true, nextCheckAt: Number.MAX_SAFE_INTEGER });
});

test('a feed that was found again is checked at its new address from then on', async () => {
  const feed = await givenLost('html');
  await findIn(feed, { [OLD]: page(NEW), [NEW]: { body: rss(['a']), headers: { etag: '"new"' } } });
  await database().feeds.update(feed.id, { nextCheckAt: 0 });
  const { environment, asked } = scripted({ [NEW]: { status: 304 } });
  await check(environment);
  expect(asked.map(({ url, headers }) => [url, headers.get('if-none-match')])).toEqual([[NEW, '"new"']]);
});
