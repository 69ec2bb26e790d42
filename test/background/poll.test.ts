import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Environment } from '../../src/background/environment.ts';
import { fetchIcon } from '../../src/background/fetch-icon.ts';
import { runRound } from '../../src/background/poll.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import type { Feed, Round } from '../../src/model/types.ts';
import { addFeeds } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { readCounts, readFeed, readScreen } from '../../src/store/queries.ts';
import { givenEmptyDatabase, keptCounts, NOW, recount } from '../store/given.ts';
import { LIMITS, type Reply, rss, type Script, scripted } from './given.ts';

const URL_OF_FEED = 'https://blog.example/feed';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(givenEmptyDatabase);

async function givenFeeds(...urls: string[]): Promise<Feed[]> {
  return (
    await addFeeds(
      urls.map((url) => ({ url })),
      NOW,
    )
  ).added;
}

async function check(
  environment: Environment,
  given: { manual?: object; signal?: AbortSignal } = {},
): Promise<Round[]> {
  const shown: Round[] = [];
  await runRound(environment, {
    ...('manual' in given && { manual: given.manual ?? {} }),
    settings: DEFAULT_SETTINGS,
    signal: given.signal ?? new AbortController().signal,
    onProgress: (round) => {
      shown.push(round);
    },
  });
  return shown;
}

async function stored(): Promise<Feed> {
  const [feed] = await database().feeds.toArray();
  if (!feed) throw new Error('no feed');
  return feed;
}

/** A feed read once, then the environment a check later, whose server answers like this. */
async function secondCheck(second: Script | Reply): Promise<{ asked: Headers; feed: Feed; posts: number }> {
  await givenFeeds(URL_OF_FEED);
  let replies = 0;
  const { environment, asked, advance } = scripted({
    [URL_OF_FEED]: (request) => {
      replies += 1;
      if (replies === 1)
        return { body: rss(['one', 'two']), headers: { etag: '"1"', 'last-modified': 'Mon, 1 Jan 2026' } };
      return typeof second === 'function' ? second(request) : second;
    },
  });
  await check(environment);
  advance(2 * HOUR);
  await check(environment);
  const request = asked.filter(({ url }) => url === URL_OF_FEED)[1];
  if (!request) throw new Error('the feed was not asked a second time');
  return { asked: request.headers, feed: await stored(), posts: await database().posts.count() };
}

test("of a feed's language only a well-formed tag is kept", async () => {
  await givenFeeds(URL_OF_FEED, 'https://other.example/feed');
  const { environment } = scripted({
    [URL_OF_FEED]: { body: rss(['one'], '<language>de-AT</language>') },
    'https://other.example/feed': { body: rss(['one'], '<language>German (Austria)</language>') },
  });
  await check(environment);
  expect((await database().feeds.toArray()).map((feed) => feed.language)).toEqual(['de-AT', undefined]);
});

describe('a request', () => {
  test('tells nothing of the person and comes from no cache', async () => {
    await givenFeeds(URL_OF_FEED);
    const { environment, asked } = scripted({ [URL_OF_FEED]: { body: rss(['one']) } });
    await check(environment);
    expect(asked[0]?.init).toMatchObject({
      method: 'GET',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    expect(asked[0]?.headers.has('if-none-match')).toBe(false);
  });

  test('sends the validators back byte for byte', async () => {
    const { asked } = await secondCheck({ status: 304 });
    expect(asked.get('if-none-match')).toBe('"1"');
    expect(asked.get('if-modified-since')).toBe('Mon, 1 Jan 2026');
  });

  test('is not made without the permission for its host', async () => {
    const [feed] = await givenFeeds(URL_OF_FEED);
    const { environment, asked } = scripted({}, { holdsHosts: async () => false });
    await check(environment);
    expect(asked).toEqual([]);
    expect((await readFeed(feed?.id ?? 0))?.failure).toEqual({ reason: 'no-permission' });
  });

  test('is not made while the browser is offline, and no feed is blamed', async () => {
    const [feed] = await givenFeeds(URL_OF_FEED);
    const { environment, asked } = scripted({}, { online: () => false });
    await check(environment);
    expect(asked).toEqual([]);
    expect((await readFeed(feed?.id ?? 0))?.lastOutcome).toBe('never');
  });
});

describe('a reply', () => {
  test('that is not modified keeps posts and validators and sets the next check', async () => {
    const { feed, posts } = await secondCheck({ status: 304 });
    expect(posts).toBe(2);
    expect(feed).toMatchObject({ etag: '"1"', lastOutcome: 'unchanged', nextCheckAt: NOW + 3 * HOUR + 1000 });
  });

  test('that is not modified may renew the validators', async () => {
    const { feed } = await secondCheck({ status: 304, headers: { etag: '"2"' } });
    expect(feed.etag).toBe('"2"');
    expect(feed.lastModified).toBeUndefined();
  });

  test('with a new post brings it unread and replaces both validators', async () => {
    const { feed, posts } = await secondCheck({ body: rss(['new', 'one', 'two']), headers: { etag: 'W/"2"' } });
    expect(posts).toBe(3);
    expect((await readCounts()).unread).toBe(3);
    expect(feed.etag).toBe('W/"2"');
    expect(feed).not.toHaveProperty('lastModified');
  });

  test('that was cut keeps what it brought but no validators, so that the rest is asked for again', async () => {
    const whole = rss(['new', 'one', 'two']);
    const { feed, posts } = await secondCheck({ body: whole.slice(0, -120), headers: { etag: '"2"' } });
    expect(posts).toBe(3);
    expect(feed).not.toHaveProperty('etag');
    expect(feed).not.toHaveProperty('lastModified');
    expect(feed.defect).toBe('cut');
  });

  test('that is whole again takes the note of a cut one away', async () => {
    await givenFeeds(URL_OF_FEED);
    const whole = rss(['one', 'two']);
    const replies = [whole.slice(0, -120), whole];
    const { environment, advance } = scripted({ [URL_OF_FEED]: () => ({ body: replies.shift() ?? whole }) });
    await check(environment);
    expect((await stored()).defect).toBe('cut');
    advance(2 * HOUR);
    await check(environment);
    expect(await stored()).not.toHaveProperty('defect');
  });

  test.each<[string, Reply, object]>([
    ['cut before its first post', { body: rss(['x']).slice(0, 80) }, { reason: 'broken' }],
    ['an HTML page', { body: '<!doctype html><html><body><p>Parked</p></body></html>' }, { reason: 'html' }],
    ['an empty body', { body: '' }, { reason: 'empty' }],
    [
      'a JSON error',
      { body: '{"error":"no such feed"}', headers: { 'content-type': 'application/json' } },
      { reason: 'json' },
    ],
    ['a body over the cap', { body: new Uint8Array(LIMITS.mostBytes + 1) }, { reason: 'too-large' }],
    ['not found', { status: 404 }, { reason: 'not-found', status: 404 }],
    ['forbidden', { status: 403 }, { reason: 'unauthorised', status: 403 }],
    ['a server error', { status: 500 }, { reason: 'server-error', status: 500 }],
    [
      'a redirect into the private network',
      { url: 'http://192.168.1.1/feed', body: rss(['x']) },
      { reason: 'forbidden-redirect' },
    ],
  ])('that is %s leaves posts and validators alone and says so', async (_, reply, failure) => {
    const { feed, posts } = await secondCheck({ ...reply, headers: { etag: '"wrong"', ...reply.headers } });
    expect(posts).toBe(2);
    expect(feed).toMatchObject({ etag: '"1"', lastOutcome: 'failed', failure, failures: 1 });
    expect(await keptCounts()).toEqual(await recount());
  });

  test('that never comes is a failure of its own', async () => {
    const { feed, posts } = await secondCheck(() => {
      throw new TypeError('Failed to fetch');
    });
    expect(posts).toBe(2);
    expect(feed.failure).toEqual({ reason: 'unreachable' });
  });

  test('that stalls in its body is given up when the time for head and body is over', async () => {
    await givenFeeds(URL_OF_FEED);
    const stalled = () =>
      new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('<rss>')) });
    const { environment } = scripted(
      // A stream of ours does not hear the signal, as a real body does.
      { [URL_OF_FEED]: ({ init }) => ({ body: abortedBy(stalled(), init.signal) }) },
      { limits: { ...LIMITS, timeoutMs: 50 } },
    );
    await check(environment);
    expect((await stored()).failure).toEqual({ reason: 'timeout' });
  });

  test('that asks to slow down holds back every feed of that host, also from a manual check', async () => {
    const [, other] = await givenFeeds(URL_OF_FEED, 'https://blog.example/other');
    const { environment, asked, advance } = scripted(
      {
        [URL_OF_FEED]: { status: 429, headers: { 'retry-after': '7200' } },
        'https://blog.example/other': { body: rss(['x']) },
      },
      { limits: { ...LIMITS, total: 1 } },
    );
    await check(environment);
    const before = asked.length;
    advance(HOUR);
    await check(environment, { manual: { feedIds: [1, other?.id] } });
    expect(asked.length).toBe(before);
    expect((await stored()).failure).toEqual({ reason: 'slow-down', status: 429 });
    advance(2 * HOUR);
    await check(environment);
    expect(asked.length).toBeGreaterThan(before);
  });

  test('401 is asked again after a day', async () => {
    const { feed } = await secondCheck({ status: 401 });
    expect(feed.nextCheckAt - (feed.lastCheckedAt ?? 0)).toBe(24 * HOUR);
  });

  test('of a page where a feed was expected, the first time, leads to the feed that the page names', async () => {
    await givenFeeds('https://blog.example/');
    const page =
      '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>';
    const { environment, advance } = scripted({
      'https://blog.example/': { body: page },
      [URL_OF_FEED]: { body: rss(['one']) },
    });
    await check(environment);
    advance(MINUTE);
    await check(environment);
    expect(await stored()).toMatchObject({ url: URL_OF_FEED, unreadCount: 1 });
  });

  test('that says when to come again by date is believed by its own clock', async () => {
    const { feed } = await secondCheck({
      status: 503,
      headers: { date: 'Tue, 01 Jan 2019 00:00:00 GMT', 'retry-after': 'Tue, 01 Jan 2019 05:00:00 GMT' },
    });
    expect(feed.blockedUntil - (feed.lastCheckedAt ?? 0)).toBe(5 * HOUR);
  });

  test.each([
    [{ 'cache-control': 'public, max-age=10800' }, 3 * HOUR],
    [{ 'cache-control': 'no-cache' }, HOUR],
    [{ date: 'Mon, 23 Nov 2026 12:00:00 GMT', expires: 'Mon, 23 Nov 2026 16:00:00 GMT' }, 4 * HOUR],
    [{ 'retry-after': 'soon' }, HOUR],
  ])('with %j is asked again after %i ms', async (headers, waitMs) => {
    const { feed } = await secondCheck({ status: 304, headers });
    expect(feed.nextCheckAt - (feed.lastCheckedAt ?? 0)).toBe(waitMs);
  });

  test('whose document asks for a longer wait is heeded, also by the checks that bring no document', async () => {
    await givenFeeds(URL_OF_FEED);
    const replies: Reply[] = [{ body: rss(['one'], '<ttl>180</ttl>'), headers: { etag: '"1"' } }, { status: 304 }];
    const { environment, advance } = scripted({ [URL_OF_FEED]: () => replies.shift() ?? { status: 304 } });
    await check(environment);
    const first = await stored();
    expect(first.nextCheckAt - (first.lastCheckedAt ?? 0)).toBe(3 * HOUR);
    advance(4 * HOUR);
    await check(environment);
    const second = await stored();
    expect(second.nextCheckAt - (second.lastCheckedAt ?? 0)).toBe(3 * HOUR);
  });
});

describe('a round', () => {
  test('checks each due feed once and tells how far it is', async () => {
    const urls = Array.from({ length: 40 }, (_, index) => `https://blog${index}.example/feed`);
    await givenFeeds(...urls);
    const { environment, asked } = scripted(Object.fromEntries(urls.map((url) => [url, { body: rss(['one']) }])));
    const shown = await check(environment);
    expect(asked.filter(({ url }) => url.endsWith('/feed')).length).toBe(40);
    expect(shown[0]).toMatchObject({ checked: 0, total: 40 });
    expect(shown.at(-1)).toMatchObject({ checked: 40, total: 40, newPosts: 40 });
    expect(await keptCounts()).toEqual(await recount());
    await check(environment);
    expect(asked.filter(({ url }) => url.endsWith('/feed')).length).toBe(40);
  });

  test('has no more than six requests open, two for a host, and starts them apart', async () => {
    const urls = Array.from({ length: 24 }, (_, index) => `https://host${index % 3}.example/${index}`);
    await givenFeeds(...urls);
    const open = new Map<string, number>();
    const starts = new Map<string, number[]>();
    let most = 0;
    let mostOnHost = 0;
    const script: Script = async ({ url }) => {
      const { host } = new URL(url);
      open.set(host, (open.get(host) ?? 0) + 1);
      starts.set(host, [...(starts.get(host) ?? []), world.environment.now()]);
      mostOnHost = Math.max(mostOnHost, open.get(host) ?? 0);
      most = Math.max(
        most,
        [...open.values()].reduce((sum, count) => sum + count),
      );
      await Promise.resolve();
      open.set(host, (open.get(host) ?? 1) - 1);
      return { status: 304 };
    };
    const world = scripted(Object.fromEntries(urls.map((url) => [url, script])));
    await check(world.environment);
    expect(world.asked).toHaveLength(24);
    expect(most).toBeLessThanOrEqual(6);
    expect(mostOnHost).toBeLessThanOrEqual(2);
    for (const times of starts.values()) {
      for (const [index, time] of times.entries()) {
        if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
      }
    }
  });

  test('goes on when one feed is nothing but trouble', async () => {
    const [bad, good] = await givenFeeds('https://bad.example/feed', 'https://good.example/feed');
    const { environment } = scripted({ 'https://good.example/feed': { body: rss(['one']) } });
    await check(environment);
    expect((await readFeed(bad?.id ?? 0))?.failure?.reason).toBe('unreachable');
    expect((await readFeed(good?.id ?? 0))?.unreadCount).toBe(1);
  });

  test('that fails to store a feed says so with that feed, and does not ask its server again at once', async () => {
    await givenFeeds(URL_OF_FEED);
    const { environment, asked, advance } = scripted({ [URL_OF_FEED]: { body: rss(['one']) } });
    const broken = {
      ...environment,
      words: () => {
        throw new Error('a bug of ours');
      },
    };
    await check(broken);
    expect((await stored()).failure).toEqual({ reason: 'storage' });
    advance(10 * MINUTE);
    await check(broken);
    expect(asked).toHaveLength(1);
  });

  test('ends when the browser goes offline', async () => {
    await givenFeeds(URL_OF_FEED, 'https://other.example/feed');
    let isOnline = true;
    const world = scripted(
      {
        [URL_OF_FEED]: () => {
          isOnline = false;
          throw new TypeError('Failed to fetch');
        },
      },
      { online: () => isOnline, limits: { ...LIMITS, total: 1 } },
    );
    await check(world.environment);
    expect(world.asked).toHaveLength(1);
    expect((await stored()).failures).toBe(0);
  });

  test('asks no feed twice, however long the others take', async () => {
    const urls = Array.from({ length: 30 }, (_, index) => `https://blog${index}.example/feed`);
    await givenFeeds(...urls);
    const world = scripted(
      Object.fromEntries(
        urls.map((url) => [
          url,
          () => {
            world.advance(25_000);
            throw new TypeError('Failed to fetch');
          },
        ]),
      ),
    );
    await check(world.environment);
    expect(world.asked).toHaveLength(30);
  });

  test('asks for an icon once that several feeds of a host share', async () => {
    const urls = ['a', 'b', 'c'].map((name) => `https://host.example/${name}`);
    await givenFeeds(...urls);
    const replies = Object.fromEntries(
      urls.map((url) => [url, { body: rss(['one']).replaceAll('blog.example', 'host.example') }]),
    );
    const { environment, asked } = scripted(replies);
    await check(environment);
    expect(asked.filter(({ url }) => url.endsWith('/favicon.ico'))).toHaveLength(1);
  });

  test('that is stopped gives back what it had not checked, without blame', async () => {
    await givenFeeds('https://slow.example/feed', 'https://later.example/feed');
    const stop = new AbortController();
    const { environment, asked } = scripted(
      {
        'https://slow.example/feed': () => {
          stop.abort();
          return new Promise<Reply>(() => undefined);
        },
      },
      { limits: { ...LIMITS, total: 1 } },
    );
    await check(environment, { signal: stop.signal });
    expect(asked).toHaveLength(1);
    const feeds = await database().feeds.toArray();
    expect(feeds.map(({ leasedUntil, failures }) => ({ leasedUntil, failures }))).toEqual([
      { leasedUntil: 0, failures: 0 },
      { leasedUntil: 0, failures: 0 },
    ]);
  });

  test('whose worker died is taken up when the lease has run out, and no post doubles', async () => {
    await givenFeeds(URL_OF_FEED);
    const { environment, asked, advance } = scripted({ [URL_OF_FEED]: { body: rss(['one', 'two']) } });
    // A worker that dies between its claim and its reply leaves just this behind.
    await database()
      .feeds.toCollection()
      .modify({ leasedUntil: NOW + 90_000 });
    await check(environment);
    expect((await stored()).lastOutcome).toBe('never');
    advance(91_000);
    await check(environment);
    advance(61_000);
    await check(environment, { manual: {} });
    expect(asked.filter(({ url }) => url === URL_OF_FEED)).toHaveLength(2);
    expect((await readScreen('unread', 10)).posts.map((post) => post.title)).toEqual(['one', 'two']);
  });

  test('asked for by hand checks what is not due, but nothing within a minute', async () => {
    await givenFeeds(URL_OF_FEED);
    const { environment, asked, advance } = scripted({ [URL_OF_FEED]: { status: 304 } });
    await check(environment);
    await check(environment, { manual: {} });
    expect(asked).toHaveLength(1);
    advance(61_000);
    await check(environment, { manual: {} });
    expect(asked).toHaveLength(2);
  });
});

test('a site icon is asked for once, after the first good check, and kept as data', async () => {
  await givenFeeds(URL_OF_FEED);
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
  const { environment, asked, advance } = scripted({
    [URL_OF_FEED]: { body: rss(['one']) },
    'https://blog.example/favicon.ico': { body: png },
  });
  await check(environment);
  advance(2 * HOUR);
  await check(environment);
  expect(asked.filter(({ url }) => url.endsWith('favicon.ico'))).toHaveLength(1);
  expect((await readScreen('unread', 1)).icons.get(1)).toMatch(/^data:image\/png;base64,/);
});

test('no feed waits for the icon of another', async () => {
  const hosts = ['a', 'b', 'c'].map((name) => `${name}.example`);
  await givenFeeds(...hosts.map((host) => `https://${host}/feed`));
  const replies = hosts.map((host) => {
    return [`https://${host}/feed`, { body: rss(['one']).replaceAll('blog.example', host) }] as const;
  });
  const { environment, asked } = scripted(Object.fromEntries(replies));
  await check({ ...environment, limits: { ...LIMITS, total: 1 } });
  expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([
    ...['/feed', '/feed', '/feed'],
    ...['/favicon.ico', '/favicon.ico', '/favicon.ico'],
  ]);
});

test('an icon that cannot be stored ends neither the round nor the others of it', async () => {
  const urls = ['a', 'b', 'c'].map((name) => `https://${name}.example/feed`);
  await givenFeeds(...urls);
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
  const { environment, asked } = scripted({
    ...Object.fromEntries(urls.map((url) => [url, { body: rss(['one']) }])),
    'https://blog.example/favicon.ico': { body: png },
  });
  const icons = vi.spyOn(database().icons, 'put').mockRejectedValue(new Error('The disk is full'));
  const shown = await check({ ...environment, limits: { ...LIMITS, total: 1 } });
  expect(icons).toHaveBeenCalled();
  icons.mockRestore();
  expect(shown.at(-1)).toMatchObject({ checked: 3, total: 3 });
  expect(asked.filter(({ url }) => url.endsWith('/feed'))).toHaveLength(3);
});

test('icons that cannot be looked into keep no turn of their host', async () => {
  const { environment } = scripted(
    {},
    {
      holdsHosts: async () => {
        throw new Error('The browser is in trouble');
      },
    },
  );
  for (let icon = 0; icon < LIMITS.total; icon += 1) {
    await expect(fetchIcon(environment, `https://${icon}.example/icon.png`)).rejects.toThrow('in trouble');
  }
  expect(environment.slots.hasRoom(LIMITS)).toBe(true);
});

test('a feed of no usable address keeps no other from being checked', async () => {
  const [feed] = await givenFeeds(URL_OF_FEED);
  if (!feed) throw new Error('no feed');
  await database().feeds.add({ ...feed, id: 99, url: 'nonsense', nextCheckAt: NOW - 1 });
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await check(scripted({ [URL_OF_FEED]: { body: rss(['one']) } }).environment);
  log.mockRestore();
  expect((await readFeed(feed.id))?.lastOutcome).toBe('new-posts');
  expect((await readFeed(99))?.nextCheckAt).toBeGreaterThan(NOW);
});

test('a round that breaks in one place is over in all, and gives back what it had taken', async () => {
  await givenFeeds('https://slow.example/feed', 'https://good.example/feed', 'https://good.example/other');
  const { environment, asked } = scripted({
    'https://slow.example/feed': () => new Promise<Reply>(() => undefined),
    'https://good.example/feed': { body: rss(['one']) },
    'https://good.example/other': { body: rss(['two']) },
  });
  const broken = runRound(environment, {
    settings: DEFAULT_SETTINGS,
    signal: new AbortController().signal,
    onProgress: ({ checked }) => {
      if (checked > 0) throw new Error('a bug of ours');
    },
  });
  await expect(broken).rejects.toThrow('a bug of ours');
  expect(asked.find(({ url }) => url === 'https://slow.example/feed')?.init.signal?.aborted).toBe(true);
  const leases = (await database().feeds.toArray()).map(({ leasedUntil }) => leasedUntil);
  expect(leases).toEqual([0, 0, 0]);
});

test('a public feed names no icon in the network of the person', async () => {
  await givenFeeds(URL_OF_FEED);
  const channel =
    '<image><url>http://192.168.1.1/logo.png</url><title>Blog</title><link>https://blog.example/</link></image>';
  const { environment, asked } = scripted({ [URL_OF_FEED]: { body: rss(['one'], channel) } });
  await check(environment);
  expect((await stored()).iconUrl).toBe('http://192.168.1.1/logo.png');
  expect(asked.map(({ url }) => url)).toEqual([URL_OF_FEED, 'https://blog.example/favicon.ico']);
});

function abortedBy(body: ReadableStream, signal: AbortSignal | null | undefined): ReadableStream {
  const reader = body.getReader();
  return new ReadableStream({
    start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
