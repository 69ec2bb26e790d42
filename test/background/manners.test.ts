import { beforeEach, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/background/environment.ts';
import { runRound } from '../../src/background/poll.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import type { Feed } from '../../src/model/types.ts';
import { addFeeds } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { readChecks } from '../../src/store/queries.ts';
import { givenEmptyDatabase, NOW } from '../store/given.ts';
import { type Asked, type Reply, rss, type Script, scripted } from './given.ts';

const FEED = 'https://blog.example/feed';
const MOVED = 'https://new.example/feed';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

beforeEach(givenEmptyDatabase);

/** Feeds that are checked hourly whatever their rhythm, and what their servers answer. */
async function given(scripts: Record<string, Script | Reply>, own: Partial<Feed> = { checkEveryHours: 1 }) {
  const urls = Object.keys(scripts).filter((url) => url !== MOVED);
  await addFeeds(
    urls.map((url) => ({ url })),
    NOW,
  );
  await database().feeds.toCollection().modify(own);
  const world = scripted(scripts);
  const { environment, asked, advance } = world;
  return {
    ...world,
    requests: (url: string): Asked[] => asked.filter((request) => request.url === url),
    /** Has time pass and runs what is due then. */
    later: async (ms: number) => {
      advance(ms);
      await round(environment);
    },
    /** Has time pass to the feed's next check, runs it, and gives how long it was from the one before, in hours. */
    next: async (): Promise<number> => {
      const { nextCheckAt, lastCheckedAt = 0 } = await stored();
      advance(nextCheckAt - environment.now());
      await round(environment);
      return (nextCheckAt - lastCheckedAt) / HOUR;
    },
  };
}

async function round(environment: Environment, manual?: { readonly feedIds?: readonly number[] }): Promise<void> {
  await runRound(environment, {
    ...(manual && { manual }),
    settings: DEFAULT_SETTINGS,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

async function stored(url?: string): Promise<Feed> {
  const feeds = await database().feeds.toArray();
  const feed = url === undefined ? feeds[0] : feeds.find((one) => one.url === url);
  if (!feed) throw new Error('no feed');
  return feed;
}

/** Answers with these in turn, and with the last of them from then on. */
function inTurn(...replies: Reply[]): Script {
  return () => (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
}

async function titles(): Promise<string[]> {
  return (await database().posts.toArray()).map(({ title }) => title).sort();
}

describe('a request', () => {
  test('bears the name of the reader, where there is one to bear', async () => {
    const world = await given({ [FEED]: { body: rss(['one']) } });
    await round(world.environment);
    expect(world.requests(FEED)[0]?.headers.get('user-agent')).toBe('Browser/1.0 Linefeed/1.0');
    world.advance(2 * MINUTE);
    await round({ ...world.environment, agent: () => '' }, {});
    expect(world.requests(FEED)[1]?.headers.has('user-agent')).toBe(false);
  });

  test('is made for the address as it was given, whatever the document calls itself', async () => {
    const odd = 'https://blog.example/Feed?b=2&a=%7Ex';
    const self = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://blog.example/feed"/>';
    const world = await given({ [odd]: { body: rss(['one'], self) } });
    await round(world.environment);
    await world.later(2 * HOUR);
    expect(world.requests(odd)).toHaveLength(2);
    expect(world.requests('https://blog.example/feed')).toHaveLength(0);
    expect(world.asked.every(({ init }) => init.method === 'GET')).toBe(true);
  });
});

describe('a redirect', () => {
  const toMoved = { url: MOVED, body: rss(['one']), headers: { etag: '"moved"' } };
  const gone = { status: 404 };
  const here = { body: rss(['two', 'one']), headers: { etag: '"here"' } };

  /** A feed whose redirects worked once, and whose address fails from then on. */
  async function givenMoved(there: Script | Reply, own?: Partial<Feed>) {
    const world = await given({ [FEED]: inTurn(toMoved, gone), [MOVED]: there }, own);
    await round(world.environment);
    return world;
  }

  test('is not adopted while the address works, and its end is remembered', async () => {
    const world = await given({ [FEED]: toMoved, [MOVED]: here });
    await round(world.environment);
    for (let day = 0; day < 3; day += 1) await world.later(DAY);
    expect(await stored()).toMatchObject({ url: FEED, finalUrl: MOVED });
    expect(world.requests(MOVED)).toHaveLength(0);
  });

  test('is adopted when the address has failed on three checks over a day, with what was read', async () => {
    const world = await givenMoved(here);
    await database().posts.toCollection().modify({ unread: 0 });
    const before = await stored();
    const failures: number[] = [];
    for (let days = 0; days < 3 && (await stored()).url === FEED; ) {
      days += (await world.next()) / 24;
      failures.push((await stored()).failures);
    }
    const after = await stored();
    expect(after).toMatchObject({ id: before.id, url: MOVED, formerUrl: FEED, failures: 0, etag: '"here"' });
    expect(after).not.toHaveProperty('failure');
    expect(after).not.toHaveProperty('finalUrl');
    expect(after.movedAt).toBeGreaterThanOrEqual(NOW + DAY);
    expect(failures.length).toBeGreaterThanOrEqual(3);
    expect(await titles()).toEqual(['one', 'two']);
    expect(
      (
        await database()
          .posts.filter(({ unread }) => unread === 1)
          .toArray()
      ).map(({ title }) => title),
    ).toEqual(['two']);
    // What the old address said is nothing that the new one can know.
    expect(world.requests(MOVED)).toHaveLength(1);
    expect(world.requests(MOVED)[0]?.headers.has('if-none-match')).toBe(false);
    await world.later(DAY);
    expect(world.requests(MOVED).at(-1)?.headers.get('if-none-match')).toBe('"here"');
  });

  test.each<[string, Script | Reply]>([
    ['gives it no more', { status: 404 }],
    ['is a page by now', { body: '<!doctype html><html><body><p>For sale</p></body></html>' }],
    ['is another feed by now', { body: rss(['three']).replace('<title>Blog</title>', '<title>Casino</title>') }],
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('to an address that %s is not adopted', async (_, there) => {
    const world = await givenMoved(there);
    for (let days = 0; days < 4; ) days += (await world.next()) / 24;
    expect(await stored()).toMatchObject({ url: FEED, finalUrl: MOVED, failure: { reason: 'not-found' } });
    expect(await titles()).toEqual(['one']);
    const { failures } = await stored();
    expect(world.requests(MOVED).length).toBeLessThan(failures);
  });

  test('to a feed that is subscribed to is not adopted', async () => {
    const world = await givenMoved(here);
    await addFeeds([{ url: MOVED }], NOW);
    for (let days = 0; days < 3; ) days += (await world.next()) / 24;
    expect((await database().feeds.toArray()).map(({ url }) => url)).toEqual([FEED, MOVED]);
    expect((await stored()).failures).toBeGreaterThan(3);
  });

  test('that still leads there tells that what fails is there: it is not asked again', async () => {
    const world = await given({ [FEED]: inTurn(toMoved, { url: MOVED, status: 404 }), [MOVED]: here });
    await round(world.environment);
    for (let days = 0; days < 3; ) days += (await world.next()) / 24;
    expect(world.requests(MOVED)).toHaveLength(0);
  });

  test('from https to http is not followed to its end', async () => {
    const world = await given({ [FEED]: { url: 'http://blog.example/feed', body: rss(['one']) } });
    await round(world.environment);
    expect((await stored()).failure).toEqual({ reason: 'forbidden-redirect' });
    expect(await titles()).toEqual([]);
  });

  test('from http to https is', async () => {
    const url = 'http://blog.example/feed';
    const world = await given({ [url]: { url: FEED, body: rss(['one']) } });
    await round(world.environment);
    expect(await stored()).toMatchObject({ url, finalUrl: FEED, failures: 0 });
  });

  test('that ends elsewhere since takes validators along that mean nothing there', async () => {
    const elsewhere = { url: 'https://third.example/feed', status: 304, headers: { etag: '"third"' } };
    const world = await given({ [FEED]: inTurn(toMoved, elsewhere, here) });
    await round(world.environment);
    await world.later(2 * HOUR);
    expect(await stored()).not.toHaveProperty('etag');
    await world.later(2 * HOUR);
    expect(world.requests(FEED)[2]?.headers.has('if-none-match')).toBe(false);
    expect(await titles()).toEqual(['one', 'two']);
  });
});

describe('a reply that is not modified', () => {
  const first = { body: rss(['one']), headers: { etag: '"1"', 'last-modified': 'Mon, 1 Jan 2026' } };

  test.each<[string, Record<string, string>, object]>([
    ['and repeats the tag leaves the date', { etag: '"1"' }, { etag: '"1"', lastModified: 'Mon, 1 Jan 2026' }],
    ['and has a new tag has no date any more', { etag: '"2"' }, { etag: '"2"' }],
    ['and has a new date has no tag any more', { 'last-modified': 'Tue' }, { lastModified: 'Tue' }],
    ['and says nothing leaves both', {}, { etag: '"1"', lastModified: 'Mon, 1 Jan 2026' }],
  ])('%s', async (_, headers, expected) => {
    const world = await given({ [FEED]: inTurn(first, { status: 304, headers }) });
    await round(world.environment);
    await world.later(2 * HOUR);
    const { etag, lastModified } = await stored();
    expect({ ...(etag && { etag }), ...(lastModified && { lastModified }) }).toEqual(expected);
  });

  test('may be kept as long as the document before, unless it says otherwise', async () => {
    const kept = { ...first, headers: { ...first.headers, 'cache-control': 'max-age=14400' } };
    const otherwise = { status: 304, headers: { 'cache-control': 'max-age=7200' } };
    const world = await given({ [FEED]: inTurn(kept, { status: 304 }, otherwise, { status: 304 }) });
    await round(world.environment);
    expect([await world.next(), await world.next(), await world.next(), await world.next()]).toEqual([4, 4, 2, 2]);
    expect((await stored()).nextReason).toBe('hint');
  });

  test('although nothing was asked conditionally is a failure: there may be posts that it never showed', async () => {
    const world = await given({ [FEED]: inTurn({ status: 304 }, first) });
    await round(world.environment);
    expect(await stored()).toMatchObject({ failure: { reason: 'http-error', status: 304 } });
    await world.next();
    expect(await titles()).toEqual(['one']);
  });
});

describe('a server without validators', () => {
  test('is asked ever more rarely while its document stays the same, and hourly after a post', async () => {
    const same = Array.from({ length: 7 }, () => ({ body: rss(['one']) }));
    const news = { body: rss(['two', 'one']) };
    const world = await given({ [FEED]: inTurn(...same, news, news) });
    await round(world.environment);
    const waits: number[] = [];
    for (let time = 0; time < 9; time += 1) waits.push(await world.next());
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24, 1, 2]);
    expect((await stored()).nextReason).toBe('no-validators');
    expect(await titles()).toEqual(['one', 'two']);
  });

  test('whose document differs by its date of making alone brings nothing new either', async () => {
    let made = 0;
    const world = await given({
      [FEED]: () => ({ body: rss(['one'], `<lastBuildDate>${new Date(made++ * DAY).toUTCString()}</lastBuildDate>`) }),
    });
    await round(world.environment);
    expect([await world.next(), await world.next(), await world.next()]).toEqual([1, 2, 4]);
  });

  test('has the same document neither read nor compared', async () => {
    let texts = 0;
    const world = await given({ [FEED]: { body: rss(['one']) } });
    const { words } = world.environment;
    const environment = {
      ...world.environment,
      words: () => {
        texts += 1;
        return words();
      },
    };
    await round(environment);
    world.advance(2 * HOUR);
    await round(environment);
    expect(texts).toBe(1);
    expect(await readChecks((await stored()).id)).toMatchObject([
      { outcome: 'unchanged', newPosts: 0, bytes: rss(['one']).length },
      { outcome: 'new-posts', newPosts: 1 },
    ]);
  });

  test('that heeds none of its own validators has the same document not read again, but is asked as usual', async () => {
    let texts = 0;
    const world = await given({ [FEED]: () => ({ body: rss(['one']), headers: { etag: `"${world.asked.length}"` } }) });
    const environment = { ...world.environment, words: () => ({ ...world.environment.words(), ...(texts++ && {}) }) };
    for (let time = 0; time < 4; time += 1) {
      await round(environment);
      world.advance(HOUR);
    }
    expect(texts).toBe(2);
    expect(world.requests(FEED)).toHaveLength(4);
    expect(world.requests(FEED)[3]?.headers.get('if-none-match')).toBeTruthy();
  });
});

test('a document that never shows its end is asked for daily, and as usual when it is whole again', async () => {
  const whole = rss(['one', 'two']);
  const cut = { body: whole.slice(0, -20) };
  const world = await given({ [FEED]: inTurn(cut, cut, cut, { body: rss(['new', 'one', 'two']) }) });
  await round(world.environment);
  expect([await world.next(), await world.next()]).toEqual([1, 24]);
  expect((await stored()).nextReason).toBe('cut');
  expect([await world.next(), await world.next()]).toEqual([24, 1]);
  expect(await titles()).toEqual(['new', 'one', 'two']);
});

describe('a server that asks to be left alone', () => {
  test('and does not say for how long gets an hour, then twice as much each time, a day at most', async () => {
    const good = { body: rss(['one']), headers: { etag: '"1"' } };
    const slow = Array.from({ length: 7 }, () => ({ status: 429 }));
    const world = await given({ [FEED]: inTurn(...slow, good, { status: 429 }) });
    await round(world.environment);
    const waits: number[] = [];
    for (let time = 0; time < 9; time += 1) waits.push(await world.next());
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24, 1, 1]);
    expect((await stored()).nextReason).toBe('asked-to-wait');
  });

  test('speaks for its host with 429, and for the feed with 503', async () => {
    const other = 'https://blog.example/other';
    const world = await given({ [FEED]: { status: 429 }, [other]: { status: 503 } });
    await round(world.environment);
    await world.later(HOUR);
    const [one, two] = await database().feeds.toArray();
    // Asked once, the host is left alone for two hours; by then for both.
    expect(world.requests(FEED).length + world.requests(other).length).toBeLessThanOrEqual(4);
    expect(one?.blockedUntil).toBe(two?.blockedUntil);
  });

  test('at the end of a redirect is the host that is left alone', async () => {
    const direct = 'https://new.example/other';
    const plain = 'https://blog.example/plain';
    const world = await given({
      [FEED]: { url: MOVED, status: 429, headers: { 'retry-after': '7200' } },
      [direct]: { status: 304 },
      [plain]: { body: rss(['one']), headers: { etag: '"1"' } },
    });
    await round(world.environment);
    expect((await stored(FEED)).blockedUntil).toBe((await stored(direct)).blockedUntil);
    expect((await stored(plain)).blockedUntil).toBe(0);
  });

  test('is heeded by a check that came before its time and failed', async () => {
    const kept = { body: rss(['one']), headers: { 'cache-control': 'max-age=21600', etag: '"1"' } };
    const world = await given({ [FEED]: inTurn(kept, { status: 500 }, { status: 304 }) });
    await round(world.environment);
    world.advance(HOUR);
    await round(world.environment, {});
    expect(world.requests(FEED)).toHaveLength(2);
    expect((await stored()).nextCheckAt).toBeGreaterThanOrEqual(NOW + 6 * HOUR);
  });
});

describe('the rhythm of a blog', () => {
  /** A feed whose posts lie so many days before the start, whose server says when nothing changed. */
  function blog(...daysAgo: number[]): Script {
    const dated = daysAgo.map((days) => {
      const at = new Date(NOW - days * DAY).toUTCString();
      return `<item><guid>${days}</guid><title>Post ${days}</title><pubDate>${at}</pubDate></item>`;
    });
    const body = `<rss version="2.0"><channel><title>Blog</title>${dated.join('')}</channel></rss>`;
    return ({ headers }) =>
      headers.get('if-none-match') === body.length.toString()
        ? { status: 304 }
        : { body, headers: { etag: body.length.toString() } };
  }

  test.each<[string, Script, number, string]>([
    ['weekly has it checked daily', blog(2, 9, 16, 23), 24, 'rhythm'],
    ['hourly has it checked hourly', blog(0, 1 / 24, 2 / 24), 1, 'interval'],
    ['silent for two months has it checked daily', blog(60, 61, 62), 24, 'silent'],
  ])('%s', async (_, script, hours, reason) => {
    const world = await given({ [FEED]: script }, {});
    await round(world.environment);
    expect((await stored()).nextReason).toBe(reason);
    expect([await world.next(), await world.next()]).toEqual([hours, hours]);
  });

  test('comes back to an hour with a post after silence, and calms down again', async () => {
    let script = blog(60, 61, 62);
    const world = await given({ [FEED]: (request) => script(request) }, {});
    await round(world.environment);
    expect(await world.next()).toBe(24);
    script = blog(-2, 60, 61, 62);
    expect(await world.next()).toBe(24);
    expect(await titles()).toHaveLength(4);
    const waits: number[] = [];
    for (let time = 0; time < 40; time += 1) waits.push(await world.next());
    expect(waits[0]).toBe(1);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits.at(-1)).toBe(24);
  });

  test('does not count where the person chose an interval for the feed', async () => {
    const world = await given({ [FEED]: blog(60, 61, 62) }, { checkEveryHours: 2 });
    await round(world.environment);
    expect(await world.next()).toBe(2);
    expect((await stored()).nextReason).toBe('interval');
  });

  test('is told by when its posts come where they bear no dates', async () => {
    const undated = (...names: string[]) => ({
      body: `<rss version="2.0"><channel><title>Blog</title>${names.map((name) => `<item><guid>${name}</guid><title>${name}</title></item>`).join('')}</channel></rss>`,
      headers: { etag: `"${names.join()}"` },
    });
    let document: Reply = undated('one');
    const world = await given({ [FEED]: () => document }, {});
    await round(world.environment);
    document = { status: 304 };
    let passed = 0;
    while (passed < 40 * 24) passed += await world.next();
    expect((await stored()).nextReason).toBe('silent');
    document = undated('two', 'one');
    await world.next();
    document = { status: 304 };
    expect(await world.next()).toBe(1);
  });
});

describe('a clock', () => {
  test('that leaps ahead has each feed asked once', async () => {
    const world = await given({ [FEED]: { body: rss(['one']), headers: { etag: '"1"' } } });
    await round(world.environment);
    await world.later(400 * DAY);
    await round(world.environment);
    expect(world.requests(FEED)).toHaveLength(2);
  });

  test('that is set back has no feed asked early, nor wait for longer than it would have', async () => {
    const kept = { body: rss(['one']), headers: { etag: '"1"', 'cache-control': 'max-age=10800' } };
    const world = await given({ [FEED]: kept });
    await round(world.environment);
    await world.later(-5 * DAY);
    expect(world.requests(FEED)).toHaveLength(1);
    expect((await stored()).nextCheckAt - world.environment.now()).toBe(3 * HOUR);
    await world.later(3 * HOUR);
    expect(world.requests(FEED)).toHaveLength(2);
  });
});

test('the log tells of each check when it ended, what came of it and how long it took', async () => {
  const world = await given({
    [FEED]: async () => {
      world.advance(1500);
      return world.requests(FEED).length === 1 ? { body: rss(['one']) } : { status: 500 };
    },
  });
  await round(world.environment);
  await world.next();
  const { id, lastCheckedAt } = await stored();
  expect(await readChecks(id)).toMatchObject([
    {
      outcome: 'failed',
      failure: { reason: 'server-error', status: 500 },
      bytes: 0,
      durationMs: 1500,
      at: lastCheckedAt,
    },
    { outcome: 'new-posts', newPosts: 1, bytes: rss(['one']).length, durationMs: 1500 },
  ]);
});
