import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Environment } from '../../src/background/environment.ts';
import { runRound } from '../../src/background/poll.ts';
import { Rounds } from '../../src/background/rounds.ts';
import { subscribe } from '../../src/background/subscribe.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import type { Feed } from '../../src/model/types.ts';
import { addFeeds } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { readFeedRows, readNextCheckAt } from '../../src/store/queries.ts';
import { givenEmptyDatabase, NOW } from '../store/given.ts';
import { LIMITS, type Reply, rss, type Script, scripted } from './given.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

beforeEach(givenEmptyDatabase);

/** Feeds of as many hosts that were checked an hour ago and are unchanged since. */
async function givenChecked(count: number, own: Partial<Feed> = {}): Promise<string[]> {
  const urls = Array.from({ length: count }, (_, index) => `https://blog${index}.example/feed`);
  await addFeeds(
    urls.map((url) => ({ url })),
    NOW - HOUR,
  );
  const checked = { etag: '"1"', lastCheckedAt: NOW - HOUR, lastGoodAt: NOW - HOUR, nextCheckAt: NOW };
  await database()
    .feeds.toCollection()
    .modify({ ...checked, ...own });
  return urls;
}

function answering(urls: readonly string[], reply: Script | Reply): Record<string, Script | Reply> {
  return Object.fromEntries(urls.map((url) => [url, reply]));
}

function round(environment: Environment): Promise<void> {
  return runRound(environment, {
    settings: DEFAULT_SETTINGS,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

/** A reply that comes when it is let go. */
function held(): { readonly reply: Promise<Reply>; readonly letGo: () => void } {
  let letGo = () => {};
  const reply = new Promise<Reply>((answer) => {
    letGo = () => answer({ status: 304 });
  });
  return { reply, letGo };
}

describe('feeds that timed out last time', () => {
  test('come after all others, two at once', async () => {
    const urls = await givenChecked(20);
    const slow = urls.slice(0, 8);
    await database()
      .feeds.where('url')
      .anyOf(slow)
      .modify({ failure: { reason: 'timeout' }, failures: 1, failingSince: NOW - HOUR });
    let open = 0;
    let most = 0;
    const hanging: Script = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((next) => setImmediate(next));
      open -= 1;
      return { status: 304 };
    };
    const world = scripted({ ...answering(urls, { status: 304 }), ...answering(slow, hanging) });
    await round(world.environment);
    const asked = world.asked.map(({ url }) => url);
    expect(new Set(asked.slice(0, 12))).toEqual(new Set(urls.slice(8)));
    expect(new Set(asked.slice(12))).toEqual(new Set(slow));
    expect(most).toBe(2);
  });
});

describe('what piled up while nobody looked', () => {
  test('is begun one each second by chance, each feed once', async () => {
    const urls = await givenChecked(300, { nextCheckAt: NOW - 8 * HOUR, lastCheckedAt: NOW - 9 * HOUR });
    let chance = 0;
    const world = scripted(answering(urls, { status: 304 }), {
      random: () => {
        chance = (chance + 0.618_034) % 1;
        return chance;
      },
    });
    const perMinute: number[] = [];
    for (let minute = 0; minute < 7; minute += 1) {
      const before = world.asked.length;
      await round(world.environment);
      perMinute.push(world.asked.length - before);
      if (minute === 0) {
        const postponed = await database()
          .feeds.filter(({ nextReason }) => nextReason === 'spread')
          .count();
        expect(postponed).toBe(300 - world.asked.length);
      }
      world.advance(MINUTE);
    }
    expect(Math.max(...perMinute)).toBeLessThan(90);
    expect(world.asked).toHaveLength(300);
    expect(new Set(world.asked.map(({ url }) => url)).size).toBe(300);
  });

  test('is begun at once where it is little, or was asked for by hand', async () => {
    const urls = await givenChecked(40, { nextCheckAt: NOW - 8 * HOUR });
    const world = scripted(answering(urls, { status: 304 }), { random: () => 0.99 });
    await round(world.environment);
    expect(world.asked).toHaveLength(40);
  });

  test('is not held back where feeds are still to be read for the first time', async () => {
    const urls = await givenChecked(100);
    await database()
      .feeds.toCollection()
      .modify((feed, place) => {
        const { lastCheckedAt: _checked, lastGoodAt: _good, ...rest } = feed;
        place.value = { ...rest, nextCheckAt: NOW - HOUR };
      });
    const world = scripted(answering(urls, { status: 304 }), { random: () => 0.99 });
    await round(world.environment);
    expect(world.asked).toHaveLength(100);
  });
});

test('a feed that is due in an hour that its document skips is asked after it', async () => {
  const [url = ''] = await givenChecked(1, { nextCheckAt: NOW - HOUR, hints: { skipHours: [12, 13] } });
  const world = scripted({ [url]: { status: 304 } });
  await round(world.environment);
  expect(world.asked).toEqual([]);
  expect((await readFeedRows())[0]).toMatchObject({ nextCheckAt: NOW + 2 * HOUR, nextReason: 'skipped' });
  world.advance(2 * HOUR);
  await round(world.environment);
  expect(world.asked).toHaveLength(1);
});

test('a killed worker strands no more feeds than its lanes would have begun within a second', async () => {
  const urls = await givenChecked(200);
  const never = () => new Promise<Reply>(() => {});
  const world = scripted(answering(urls, never));
  void round(world.environment);
  await vi.waitFor(() => expect(world.asked).toHaveLength(LIMITS.total));
  const leased = await database()
    .feeds.filter(({ leasedUntil }) => leasedUntil > 0)
    .count();
  expect(leased).toBeLessThanOrEqual(12);
});

test('the next feeds are claimed while the last of those before are under way', async () => {
  const urls = await givenChecked(40);
  const { reply, letGo } = held();
  const world = scripted({ ...answering(urls, () => reply), ...answering(urls.slice(0, 3), { status: 304 }) });
  const over = round(world.environment);
  await vi.waitFor(async () => {
    const rows = await readFeedRows();
    expect(rows.filter(({ leasedUntil }) => leasedUntil > 0).length).toBeGreaterThan(12);
  });
  expect(world.asked).toHaveLength(3 + LIMITS.total);
  letGo();
  await over;
});

test('where servers are fast and many are claimed at once, it is while half of those before are still to be asked', async () => {
  const urls = await givenChecked(400);
  const { reply, letGo } = held();
  const world = scripted({ ...answering(urls, () => reply), ...answering(urls.slice(0, 60), { status: 304 }) });
  const over = round(world.environment);
  // 12, 24 and 48 are claimed, of which 18 are to be asked when the servers fall silent.
  await vi.waitFor(async () => {
    const rows = await readFeedRows();
    expect(rows.filter(({ leasedUntil }) => leasedUntil > 0).length).toBeGreaterThan(84);
  });
  expect(world.asked).toHaveLength(60 + LIMITS.total);
  letGo();
  await over;
});

test('a host of many feeds has no more of them claimed than may be asked', async () => {
  const urls = Array.from({ length: 30 }, (_, index) => `https://host.example/${index}`);
  await addFeeds(
    urls.map((url) => ({ url })),
    NOW,
  );
  const world = scripted(
    answering(urls, () => new Promise<Reply>(() => {})),
    { limits: { ...LIMITS, spacingMs: 0 } },
  );
  void round(world.environment);
  await vi.waitFor(() => expect(world.asked).toHaveLength(LIMITS.perHost));
  expect(
    await database()
      .feeds.filter(({ leasedUntil }) => leasedUntil > 0)
      .count(),
  ).toBeLessThanOrEqual(4);
});

test('what was checked is written within a second, however long another check takes', async () => {
  const urls = await givenChecked(5);
  const { reply, letGo } = held();
  const world = scripted({ ...answering(urls, { status: 304 }), [urls[0] ?? '']: () => reply });
  const over = round(world.environment);
  await vi.waitFor(
    async () => {
      const rows = await readFeedRows();
      expect(rows.filter(({ leasedUntil }) => leasedUntil === 0)).toHaveLength(4);
    },
    { timeout: 3000 },
  );
  letGo();
  await over;
});

test('feeds on different hosts that redirect to one share its turns', async () => {
  const urls = await givenChecked(6, { finalUrl: 'https://host.example/feed' });
  const starts: number[] = [];
  const world = scripted(
    answering(urls, () => {
      starts.push(world.environment.now());
      return { status: 304, url: 'https://host.example/feed' };
    }),
  );
  await round(world.environment);
  expect(starts).toHaveLength(6);
  for (const [index, at] of starts.entries()) {
    if (index > 0) expect(at - (starts[index - 1] ?? 0)).toBeGreaterThanOrEqual(LIMITS.spacingMs);
  }
});

test('what the person subscribes to waits for its host like any other request', async () => {
  const [url = ''] = await givenChecked(1);
  const other = new URL('/other', url).href;
  const starts: number[] = [];
  const script: Script = () => {
    starts.push(world.environment.now());
    return { body: rss(['one']) };
  };
  const world = scripted({ [url]: script, [other]: script });
  await Promise.all([round(world.environment), subscribe(world.environment, DEFAULT_SETTINGS, { address: other })]);
  expect(starts).toHaveLength(2);
  expect(Math.abs((starts[1] ?? 0) - (starts[0] ?? 0))).toBeGreaterThanOrEqual(LIMITS.spacingMs);
});

test('what the person subscribes to is the next request, and no more are open than may be', async () => {
  const urls = await givenChecked(30);
  const mine = 'https://mine.example/feed';
  let open = 0;
  let most = 0;
  const script: Script = async () => {
    open += 1;
    most = Math.max(most, open);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
    open -= 1;
    return { body: rss(['one']), headers: { etag: '"1"' } };
  };
  const world = scripted(answering([...urls, mine], script));
  const over = round(world.environment);
  await vi.waitFor(() => expect(world.asked).toHaveLength(LIMITS.total), { interval: 1 });
  const asked = world.asked.length;
  await Promise.all([over, subscribe(world.environment, DEFAULT_SETTINGS, { address: mine })]);
  expect(most).toBe(LIMITS.total);
  expect(world.asked.findIndex(({ url }) => url === mine) - asked).toBeLessThan(LIMITS.total);
  expect(new Set(world.asked.map(({ url }) => url)).size).toBe(31);
});

test('what the person asks for interrupts a round that nobody asked for, which goes on after it', async () => {
  const urls = await givenChecked(40);
  const last = urls.at(-1) ?? '';
  const { reply, letGo } = held();
  const world = scripted({ ...answering(urls, { status: 304 }), [urls[0] ?? '']: () => reply });
  const rounds = new Rounds(
    { ...world.environment, limits: { ...LIMITS, total: 1 } },
    {
      settings: async () => DEFAULT_SETTINGS,
      onBegin: async () => {},
      hasRoom: async () => true,
      show: async () => {},
      onNewPosts: async () => {},
      onEnd: async () => {},
    },
  );
  const over = rounds.start();
  await vi.waitFor(() => expect(world.asked).toHaveLength(1));
  const feed = (await readFeedRows()).find(({ url }) => url === last);
  void rounds.start({ feedIds: [feed?.id ?? 0] });
  letGo();
  await over;
  expect(world.asked.map(({ url }) => url).slice(0, 2)).toEqual([urls[0], last]);
  expect(world.asked).toHaveLength(40);
  expect((await readNextCheckAt()) ?? 0).toBeGreaterThan(NOW);
});

test('hundreds of feeds that are unchanged cost few transactions and no look at a post', async () => {
  const urls = await givenChecked(300);
  const world = scripted(answering(urls, { status: 304 }), { limits: { ...LIMITS, total: 6 } });
  // Dexie holds on to what it finds when it opens.
  database().close();
  const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await database().open();
  transactions.mockClear();
  await round(world.environment);
  const written = transactions.mock.calls.filter(([, mode]) => mode === 'readwrite');
  const tables = new Set(transactions.mock.calls.flatMap(([names]) => [names].flat()));
  transactions.mockRestore();
  expect(world.asked).toHaveLength(300);
  expect(written.length).toBeLessThanOrEqual(12);
  expect([...tables].sort()).toEqual(['blocks', 'checks', 'feeds']);
});
