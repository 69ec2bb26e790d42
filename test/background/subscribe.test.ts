import { beforeEach, describe, expect, test } from 'vitest';
import { runRound } from '../../src/background/poll.ts';
import { subscribe } from '../../src/background/subscribe.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import { addFeeds, hostBlocks } from '../../src/store/changes.ts';
import { readClaimable } from '../../src/store/claims.ts';
import { database } from '../../src/store/database.ts';
import { readCounts, readFeeds } from '../../src/store/queries.ts';
import { givenEmptyDatabase } from '../store/given.ts';
import { type Reply, rss, type Script, scripted } from './given.ts';

beforeEach(givenEmptyDatabase);

const HTML = { 'content-type': 'text/html; charset=utf-8' };

function page(head: string, body = ''): Reply {
  return {
    body: `<!doctype html><html><head><title>Blog</title>${head}</head><body>${body}</body></html>`,
    headers: HTML,
  };
}

const LINK = '<link rel="alternate" type="application/rss+xml" title="Blog posts" href="/feed.xml">';

async function subscribeIn(
  scripts: Record<string, Script | Reply>,
  address: string,
  holdsHosts: (origins: readonly string[]) => Promise<boolean> = async () => true,
) {
  const { environment, asked } = scripted(scripts, { holdsHosts });
  const outcome = await subscribe(environment, DEFAULT_SETTINGS, { address });
  return { outcome, asked: asked.map(({ url }) => url) };
}

describe('subscribing', () => {
  test('to a feed costs one request, and its newest five posts are unread', async () => {
    const titles = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { outcome, asked } = await subscribeIn(
      { 'https://blog.example/feed.xml': { body: rss(titles) } },
      'https://blog.example/feed.xml',
    );
    expect(outcome).toEqual({ kind: 'subscribed', feedId: 1, title: 'Blog', unread: 5 });
    expect(asked).toEqual(['https://blog.example/feed.xml']);
    expect(await readCounts()).toMatchObject({ unread: 5, fresh: 5 });
    expect(await database().posts.count()).toBe(7);
  });

  test('to a site costs the page and then one feed', async () => {
    const { outcome, asked } = await subscribeIn(
      { 'https://blog.example/': page(LINK), 'https://blog.example/feed.xml': { body: rss(['a']) } },
      'blog.example',
    );
    expect(outcome).toMatchObject({ kind: 'subscribed', title: 'Blog' });
    expect(asked).toEqual(['https://blog.example/', 'https://blog.example/feed.xml']);
    expect((await readFeeds()).feeds.map(({ url }) => url)).toEqual(['https://blog.example/feed.xml']);
  });

  test('to a site with several feeds offers them by title and subscribes to none', async () => {
    const two = `${LINK}<link rel="alternate" type="application/atom+xml" title="Comments" href="/comments.xml">`;
    const { outcome, asked } = await subscribeIn({ 'https://blog.example/': page(two) }, 'blog.example');
    expect(outcome).toEqual({
      kind: 'choose',
      candidates: [
        { url: 'https://blog.example/feed.xml', title: 'Blog posts' },
        { url: 'https://blog.example/comments.xml', title: 'Comments' },
      ],
    });
    expect(asked).toHaveLength(1);
    expect((await readFeeds()).feeds).toEqual([]);
  });

  test('to a site whose feed is on another host asks for that host and requests nothing there', async () => {
    const link = '<link rel="alternate" type="application/rss+xml" title="Posts" href="https://feeds.example/blog">';
    const { outcome, asked } = await subscribeIn(
      { 'https://blog.example/': page(link) },
      'blog.example',
      async (origins) => origins.every((origin) => origin.includes('blog.example')),
    );
    expect(outcome).toEqual({
      kind: 'needs-permission',
      feed: { url: 'https://feeds.example/blog', title: 'Posts' },
      origins: ['*://feeds.example/*', '*://www.feeds.example/*'],
    });
    expect(asked).toEqual(['https://blog.example/']);
  });

  test('without any permission requests nothing at all', async () => {
    const { outcome, asked } = await subscribeIn({}, 'blog.example', async () => false);
    expect(outcome.kind).toBe('needs-permission');
    expect(asked).toEqual([]);
  });

  test('to a site that names no feed tries the usual paths one after another, six at the most', async () => {
    const { outcome, asked } = await subscribeIn({ 'https://blog.example/': page('', '<p>Hello</p>') }, 'blog.example');
    expect(outcome).toEqual({ kind: 'no-feed', address: 'https://blog.example/' });
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThanOrEqual(7);
    expect((await readFeeds()).feeds).toEqual([]);
  });

  test('stops at the first usual path that is a feed', async () => {
    const everything: Record<string, Reply> = { 'https://blog.example/': page('') };
    for (const path of ['feed', 'feed/', 'feed.xml', 'rss', 'rss.xml', 'atom.xml', 'index.xml', 'feed.json']) {
      everything[`https://blog.example/${path}`] = { body: rss(['a']) };
    }
    const { outcome, asked } = await subscribeIn(everything, 'blog.example');
    expect(outcome.kind).toBe('subscribed');
    expect(asked).toHaveLength(2);
  });

  test("to a site whose generator is known costs the page and that generator's feed", async () => {
    const { outcome, asked } = await subscribeIn(
      {
        'https://blog.example/': page('<meta name="generator" content="Pelican">'),
        'https://blog.example/feeds/all.atom.xml': { body: rss(['a']) },
      },
      'blog.example',
    );
    expect(outcome.kind).toBe('subscribed');
    expect(asked).toEqual(['https://blog.example/', 'https://blog.example/feeds/all.atom.xml']);
  });

  test('to a site whose RSS link leads to a page of feeds costs that page more', async () => {
    const { outcome, asked } = await subscribeIn(
      {
        'https://blog.example/': page('', '<a href="/subscribe">RSS</a>'),
        'https://blog.example/subscribe': page('', '<a href="/subscribe">RSS</a><a href="/posts.xml">RSS feed</a>'),
        'https://blog.example/posts.xml': { body: rss(['a']) },
      },
      'blog.example',
    );
    expect(outcome.kind).toBe('subscribed');
    expect(asked).toEqual([
      'https://blog.example/',
      'https://blog.example/subscribe',
      'https://blog.example/posts.xml',
    ]);
  });

  test('to a site whose pages lead from one to the next follows one of them', async () => {
    const { outcome, asked } = await subscribeIn(
      {
        'https://blog.example/': page('', '<a href="/a">RSS</a>'),
        'https://blog.example/a': page('', '<a href="/b">RSS</a>'),
        'https://blog.example/b': page('', '<a href="/c">RSS</a>'),
      },
      'blog.example',
    );
    expect(outcome).toMatchObject({ kind: 'failed', failure: { reason: 'html' } });
    expect(asked).toHaveLength(3);
  });

  test('to a site that answers everything with its page asks for it twice', async () => {
    const same = page(LINK);
    const { outcome, asked } = await subscribeIn(
      { 'https://blog.example/': same, 'https://blog.example/feed.xml': same },
      'blog.example',
    );
    expect(outcome).toMatchObject({ kind: 'failed', failure: { reason: 'html' } });
    expect(asked).toHaveLength(2);
  });

  test('to a feed that is there already shows it and requests nothing', async () => {
    const scripts = { 'https://blog.example/feed.xml': { body: rss(['a']) } };
    await subscribeIn(scripts, 'https://blog.example/feed.xml');
    const { outcome, asked } = await subscribeIn(scripts, 'https://blog.example/feed.xml');
    expect(outcome).toEqual({ kind: 'already', feedId: 1, title: 'Blog' });
    expect(asked).toEqual([]);
  });

  test('to a server that asks to wait keeps the subscription and the time', async () => {
    const { outcome } = await subscribeIn(
      { 'https://blog.example/feed.xml': { status: 429, headers: { 'retry-after': '600' } } },
      'https://blog.example/feed.xml',
    );
    expect(outcome.kind).toBe('waiting');
    const [feed] = (await readFeeds()).feeds;
    expect(feed?.blockedUntil).toBe(Date.UTC(2026, 10, 23, 12, 10));
    expect(feed?.nextCheckAt).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 23, 12, 10));
  });

  test.each<[string, Record<string, Script | Reply>, object]>([
    ['not found', { 'https://blog.example/x': { status: 404 } }, { reason: 'not-found', status: 404 }],
    ['unreachable', {}, { reason: 'unreachable' }],
    ['empty', { 'https://blog.example/x': { body: '' } }, { reason: 'empty' }],
  ])('to what is %s says so and keeps nothing', async (_, scripts, failure) => {
    const { outcome } = await subscribeIn(scripts, 'https://blog.example/x');
    expect(outcome).toMatchObject({ kind: 'failed', failure });
    expect((await readFeeds()).feeds).toEqual([]);
  });

  test('to what is no address says so', async () => {
    const { outcome } = await subscribeIn({}, 'javascript:alert(1)');
    expect(outcome).toEqual({ kind: 'failed', failure: { reason: 'bad-address' }, address: 'javascript:alert(1)' });
  });
});

describe('one feed is one subscription', () => {
  const FEED = { body: rss(['a', 'b']) };

  test('where another address redirects to it', async () => {
    await subscribeIn({ 'https://blog.example/feed.xml': FEED }, 'https://blog.example/feed.xml');
    const { outcome } = await subscribeIn(
      { 'https://short.example/blog': { ...FEED, url: 'https://blog.example/feed.xml' } },
      'https://short.example/blog',
    );
    expect(outcome).toEqual({ kind: 'already', feedId: 1, title: 'Blog' });
    expect(await database().posts.count()).toBe(2);
  });

  test('where its own address redirects to the other, of which nothing is asked', async () => {
    const scripts = { 'https://old.example/rss': { ...FEED, url: 'https://new.example/rss' } };
    await subscribeIn(scripts, 'https://old.example/rss');
    const { outcome, asked } = await subscribeIn({}, 'https://new.example/rss');
    expect(outcome.kind).toBe('already');
    expect(asked).toEqual([]);
  });

  test('where two addresses redirect to a third', async () => {
    const reply = { ...FEED, url: 'https://new.example/rss' };
    await subscribeIn({ 'https://one.example/rss': reply }, 'https://one.example/rss');
    const { outcome } = await subscribeIn({ 'https://two.example/rss': reply }, 'https://two.example/rss');
    expect(outcome).toEqual({ kind: 'already', feedId: 1, title: 'Blog' });
  });

  test.each(['http://blog.example/feed', 'https://www.blog.example/feed', 'https://blog.example/feed/'])(
    'where it is there and %s is asked for',
    async (address) => {
      await subscribeIn({ 'https://blog.example/feed': FEED }, 'https://blog.example/feed');
      const { outcome } = await subscribeIn({ [address]: FEED }, address);
      expect(outcome).toEqual({ kind: 'already', feedId: 1, title: 'Blog' });
    },
  );

  test('where a page names it by an address that redirects to it', async () => {
    await subscribeIn({ 'https://feeds.example/blog': FEED }, 'https://feeds.example/blog');
    const { outcome } = await subscribeIn(
      {
        'https://blog.example/': page(LINK),
        'https://blog.example/feed.xml': { ...FEED, url: 'https://feeds.example/blog' },
      },
      'blog.example',
    );
    expect(outcome).toEqual({ kind: 'already', feedId: 1, title: 'Blog' });
  });
});

describe('a host that asks to be left alone', () => {
  const SLOW_DOWN = { status: 429, headers: { 'retry-after': '600' } };
  const NOW = Date.UTC(2026, 10, 23, 12);

  test('at a usual path is asked for no other, and remembered', async () => {
    const scripts = { 'https://blog.example/': page(''), 'https://blog.example/feed': SLOW_DOWN };
    const { outcome, asked } = await subscribeIn(scripts, 'blog.example');
    expect(outcome).toEqual({
      kind: 'failed',
      failure: { reason: 'slow-down', status: 429 },
      address: 'https://blog.example/',
    });
    expect(asked.at(-1)).toBe('https://blog.example/feed');
    expect((await readFeeds()).feeds).toEqual([]);
    expect((await hostBlocks(NOW)).get('blog.example')).toBeGreaterThanOrEqual(NOW + 600_000);

    const again = await subscribeIn(scripts, 'https://blog.example/other.xml');
    expect(again.outcome).toMatchObject({ kind: 'failed', failure: { reason: 'slow-down' } });
    expect(again.asked).toEqual([]);
  });

  test('at the feed that a page names keeps the subscription and the time', async () => {
    const { outcome } = await subscribeIn(
      { 'https://blog.example/': page(LINK), 'https://blog.example/feed.xml': SLOW_DOWN },
      'blog.example',
    );
    expect(outcome).toMatchObject({ kind: 'waiting', feedId: 1 });
    expect([...(await hostBlocks(NOW)).keys()]).toEqual(['blog.example']);
  });

  test('is not asked for a feed that a page of another host names', async () => {
    await subscribeIn({ 'https://feeds.example/one': SLOW_DOWN }, 'https://feeds.example/one');
    const link = '<link rel="alternate" type="application/rss+xml" href="https://feeds.example/two">';
    const { outcome, asked } = await subscribeIn({ 'https://blog.example/': page(link) }, 'blog.example');
    expect(outcome).toMatchObject({ kind: 'failed', failure: { reason: 'slow-down', status: 429 } });
    expect(asked).toEqual(['https://blog.example/']);
  });

  test('holds back a feed that a file brings, and is asked again when its time has come', async () => {
    await subscribeIn({ 'https://blog.example/one': SLOW_DOWN }, 'https://blog.example/one');
    const { added } = await addFeeds([{ url: 'https://blog.example/two' }], NOW);
    expect(added[0]?.nextCheckAt).toBeGreaterThanOrEqual(NOW + 600_000);
    expect(await hostBlocks(NOW + 601_000)).toEqual(new Map());
  });

  test('stays so for as long as it asked for when the clock is set back', async () => {
    await subscribeIn({ 'https://blog.example/one': SLOW_DOWN }, 'https://blog.example/one');
    const before = NOW - 30 * 24 * 3_600_000;
    expect(await hostBlocks(before)).toEqual(new Map([['blog.example', before + 600_000]]));
  });
});

describe('a public page', () => {
  const PRIVATE = '<link rel="alternate" type="application/rss+xml" title="Router" href="http://192.168.1.1/log.xml">';

  test('does not lead to a feed in the network of the person', async () => {
    const { outcome, asked } = await subscribeIn(
      { 'https://blog.example/': page(PRIVATE), 'http://192.168.1.1/log.xml': { body: rss(['a']) } },
      'blog.example',
    );
    expect(outcome.kind).toBe('no-feed');
    expect(asked.filter((url) => url.includes('192.168'))).toEqual([]);
  });

  test('offers only the public one of two', async () => {
    const { outcome } = await subscribeIn(
      { 'https://blog.example/': page(PRIVATE + LINK), 'https://blog.example/feed.xml': { body: rss(['a']) } },
      'blog.example',
    );
    expect(outcome.kind).toBe('subscribed');
    expect((await readFeeds()).feeds.map(({ url }) => url)).toEqual(['https://blog.example/feed.xml']);
  });

  test('is another matter than a page of that network, whose address was typed', async () => {
    const { outcome } = await subscribeIn(
      { 'http://192.168.1.1/': page(PRIVATE), 'http://192.168.1.1/log.xml': { body: rss(['a']) } },
      'http://192.168.1.1/',
    );
    expect(outcome.kind).toBe('subscribed');
  });
});

describe('while the first document of a new subscription is being stored', () => {
  test('no round takes the feed; a worker that dies then leaves it to the next one, with an alarm', async () => {
    const url = 'https://blog.example/feed.xml';
    const { environment, asked } = scripted({ [url]: { body: rss(['a']) } });
    const seen: { claimed?: number; alarm?: boolean } = {};
    await subscribe(
      {
        ...environment,
        setAlarm: async () => {
          // The row stands, its posts do not.
          seen.alarm = (await database().feeds.count()) === 1 && (await database().posts.count()) === 0;
          const round = { settings: DEFAULT_SETTINGS, signal: new AbortController().signal, onProgress: () => {} };
          await runRound(environment, round);
          await runRound(environment, { ...round, manual: {} });
          seen.claimed = asked.length - 1;
          throw new Error('The worker dies');
        },
      },
      DEFAULT_SETTINGS,
      { address: url },
    ).catch(() => undefined);
    expect(seen).toEqual({ alarm: true, claimed: 0 });

    const claim = { leaseMs: 90_000, most: 9 };
    expect(await readClaimable({ ...claim, now: environment.now() + 89_000 })).toEqual([]);
    expect(await readClaimable({ ...claim, now: environment.now() + 91_000 })).toHaveLength(1);
  });

  test('its end frees it', async () => {
    await subscribeIn({ 'https://blog.example/feed.xml': { body: rss(['a']) } }, 'https://blog.example/feed.xml');
    expect((await readFeeds()).feeds[0]?.leasedUntil).toBe(0);
  });
});
