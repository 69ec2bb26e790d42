import { beforeEach, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/background/environment.ts';
import { loadOlder } from '../../src/background/older-posts.ts';
import { runRound } from '../../src/background/poll.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import type { Feed } from '../../src/model/types.ts';
import { addFeeds, blockHost, purgeUnsubscribed, savePost, unsubscribe } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { givenEmptyDatabase, keptCounts, NOW, recount } from '../store/given.ts';
import { type Reply, type Script, scripted } from './given.ts';

const FEED = 'https://blog.example/feed';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

beforeEach(givenEmptyDatabase);

interface Document {
  /** Posts named by their age in days; their order is the document's. */
  readonly days: readonly number[];
  readonly links?: Readonly<Record<string, string>>;
  readonly generator?: string;
  readonly extra?: string;
  readonly undated?: boolean;
}

function rss({ days, links = {}, generator = '', extra = '', undated = false }: Document): string {
  const related = Object.entries(links).map(([rel, href]) => `<atom:link rel="${rel}" href="${href}"/>`);
  const items = days.map((day) => {
    const date = undated ? '' : `<pubDate>${new Date(NOW - day * DAY).toUTCString()}</pubDate>`;
    return `<item><title>Day ${day}</title><guid>https://blog.example/${day}</guid>${date}<description>Of day ${day}.</description></item>`;
  });
  return (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0">' +
    `<channel><title>Blog</title>${generator && `<generator>${generator}</generator>`}${extra}${related.join('')}` +
    `${items.join('')}</channel></rss>`
  );
}

/** The titles that are stored, newest first, with ° for those that are unread. */
async function titles(): Promise<string[]> {
  const posts = await database().posts.orderBy('[unread+sortAt]').toArray();
  return posts.sort((a, b) => b.sortAt - a.sortAt).map((post) => `${post.title.slice(4)}${post.unread ? '°' : ''}`);
}

async function stored(): Promise<Feed> {
  const [feed] = await database().feeds.toArray();
  if (!feed) throw new Error('no feed');
  return feed;
}

/** A feed that was read once, then what its servers answer. */
async function givenRead(
  scripts: Record<string, Script | Reply>,
  given: Partial<Environment> & { readonly feedUrl?: string } = {},
) {
  const { feedUrl = FEED, ...changed } = given;
  const world = scripted(scripts, changed);
  await addFeeds([{ url: feedUrl }], NOW);
  await check(world.environment);
  const before = world.asked.length;
  const feed = await stored();
  return {
    ...world,
    press: () => loadOlder(world.environment, feed.id),
    /** What was asked for after the feed was read. */
    addresses: () => world.asked.slice(before).map(({ url }) => url),
  };
}

async function check(environment: Environment): Promise<void> {
  const signal = new AbortController().signal;
  await runRound(environment, { settings: DEFAULT_SETTINGS, signal, onProgress: () => {} });
}

const archive = (name: number) => `https://blog.example/archive/${name}`;

/** Archives of so many posts each, behind a feed of three posts; the first is the newest and names the one before. */
function archives(count: number, postsEach: number): Record<string, Reply> {
  const document = (index: number): Reply => ({
    body: rss({
      days: Array.from({ length: postsEach }, (_, post) => 10 + index * postsEach + post),
      extra: '<fh:archive/>',
      links: index + 1 < count ? { 'prev-archive': archive(index + 1) } : {},
    }),
  });
  return {
    [FEED]: { body: rss({ days: [0, 1, 2], links: { 'prev-archive': archive(0) } }), headers: { etag: '"1"' } },
    ...Object.fromEntries(Array.from({ length: count }, (_, index) => [archive(index), document(index)])),
  };
}

describe('older posts', () => {
  test('come from the archives that the feed names, as read and where their dates put them', async () => {
    const { press, addresses } = await givenRead(archives(2, 3));
    expect(await press()).toEqual({ added: 6, more: false });
    expect(await titles()).toEqual(['0°', '1°', '2°', '10', '11', '12', '13', '14', '15']);
    expect(addresses()).toEqual([archive(0), archive(1)]);
    expect(await keptCounts()).toEqual(await recount());
    expect((await stored()).postCount).toBe(9);
  });

  test('leave alone what the feed is checked by', async () => {
    const { press } = await givenRead(archives(2, 3));
    const before = await stored();
    await press();
    const { older: _older, ...after } = await stored();
    expect(after).toEqual({ ...before, postCount: 9 });
    expect(before.etag).toBe('"1"');
  });

  test('go on where the last press stopped, and no document is asked for twice', async () => {
    const { press, addresses } = await givenRead(archives(7, 2));
    expect(await press()).toEqual({ added: 10, more: true });
    expect(await press()).toEqual({ added: 4, more: false });
    expect(await press()).toEqual({ added: 0, more: false });
    expect(addresses()).toEqual([0, 1, 2, 3, 4, 5, 6].map(archive));
  });

  test('are asked for no further once some twenty came', async () => {
    const { press, addresses } = await givenRead(archives(7, 12));
    expect(await press()).toEqual({ added: 24, more: true });
    expect(addresses()).toHaveLength(2);
  });

  test('are asked for a second apart, the feed itself included', async () => {
    let now = NOW;
    const starts: number[] = [];
    const at = (reply: Reply) => () => {
      starts.push(now);
      return reply;
    };
    const scripts = Object.fromEntries(Object.entries(archives(4, 2)).map(([url, reply]) => [url, at(reply)]));
    const wait = async (ms: number) => {
      now += ms;
    };
    const { press } = await givenRead(scripts, { now: () => now, wait });
    await press();
    expect(starts).toHaveLength(5);
    expect(Math.min(...starts.slice(1).map((start, index) => start - (starts[index] ?? 0)))).toBeGreaterThanOrEqual(
      1000,
    );
  });

  test('asked for twice at once are asked for once', async () => {
    const { press, addresses } = await givenRead(archives(2, 3));
    expect(await Promise.all([press(), press()])).toEqual([
      { added: 6, more: false },
      { added: 6, more: false },
    ]);
    expect(addresses()).toHaveLength(2);
  });

  test('that are there already stay as they are', async () => {
    const { press } = await givenRead({
      [FEED]: { body: rss({ days: [0, 1], links: { next: archive(0) } }) },
      [archive(0)]: { body: rss({ days: [1, 2] }).replace('Of day 1.', 'As it was before it was edited.') },
    });
    const before = await database().posts.toArray();
    expect(await press()).toEqual({ added: 1, more: false });
    expect(await database().posts.toArray()).toEqual(expect.arrayContaining(before));
  });

  test('without a date stand behind all that has one', async () => {
    const { press } = await givenRead({
      [FEED]: { body: rss({ days: [0, 1], links: { next: archive(0) } }) },
      [archive(0)]: { body: rss({ days: [8, 9], undated: true }) },
    });
    await press();
    expect(await titles()).toEqual(['0°', '1°', '8', '9']);
  });

  test('leave what was published since the last check for the next check to bring', async () => {
    const { press, environment, advance } = await givenRead({
      [FEED]: ({ headers }) =>
        headers.has('if-none-match')
          ? { body: rss({ days: [-0.5, 0, 1] }) }
          : { body: rss({ days: [0, 1], links: { next: archive(0) } }), headers: { etag: '"1"' } },
      [archive(0)]: { body: rss({ days: [-0.5, 0, 1, 2] }) },
    });
    advance(DAY);
    expect(await press()).toEqual({ added: 1, more: false });
    await check(environment);
    expect(await titles()).toEqual(['-0.5°', '0°', '1°', '2']);
  });

  test('come again to a feed that was subscribed to anew after they were removed', async () => {
    const { press } = await givenRead(archives(1, 3));
    await press();
    const newest = await database()
      .posts.filter(({ title }) => title === 'Day 0')
      .first();
    await savePost(newest?.id ?? '', true, NOW);
    await unsubscribe([(await stored()).id], NOW);
    await purgeUnsubscribed(NOW + HOUR);
    await addFeeds([{ url: FEED }], NOW + HOUR);
    expect(await press()).toEqual({ added: 3, more: false });
  });

  test('of an unsubscribed feed are not asked for', async () => {
    const { press, addresses } = await givenRead(archives(2, 3));
    await unsubscribe([(await stored()).id], NOW);
    expect(await press()).toEqual({ added: 0, more: false });
    expect(addresses()).toEqual([]);
  });
});

describe('the end', () => {
  test('is there at once where the feed names nothing older', async () => {
    const { press, addresses } = await givenRead({ [FEED]: { body: rss({ days: [0] }) } });
    expect(await press()).toEqual({ added: 0, more: false });
    expect(addresses()).toEqual([]);
  });

  test.each([
    ['a feed whose next page is itself', { [FEED]: { body: rss({ days: [0], links: { next: FEED } }) } }, []],
    [
      'a page that leads to itself',
      {
        [FEED]: { body: rss({ days: [0], links: { next: archive(0) } }) },
        [archive(0)]: { body: rss({ days: [5], links: { next: `${archive(0)}#more` } }) },
      },
      [archive(0)],
    ],
    [
      'pages that lead back',
      {
        [FEED]: { body: rss({ days: [0], links: { next: archive(0) } }) },
        [archive(0)]: { body: rss({ days: [5], links: { next: archive(1) } }) },
        [archive(1)]: { body: rss({ days: [6], links: { next: archive(0) } }) },
      },
      [archive(0), archive(1)],
    ],
    [
      'a page that redirects to the feed',
      {
        [FEED]: { body: rss({ days: [0], links: { next: archive(0) } }) },
        [archive(0)]: { body: rss({ days: [0], links: { next: archive(1) } }), url: FEED },
        [archive(1)]: { body: rss({ days: [6] }) },
      },
      [archive(0)],
    ],
    [
      'a complete feed, even of WordPress',
      { [FEED]: { body: rss({ days: [0], extra: '<fh:complete/>', generator: 'https://wordpress.org/?v=6.8' }) } },
      [],
    ],
  ])('is found in %s', async (_what, scripts, asked) => {
    const { press, addresses } = await givenRead(scripts);
    expect(await press()).toMatchObject({ more: false });
    expect(await press()).toEqual({ added: 0, more: false });
    expect(addresses()).toEqual(asked);
  });

  test('of a feed that pages endlessly comes with the bound', async () => {
    const endless: Script = ({ url }) => {
      const page = Number(url.slice(archive(0).length - 1));
      return { body: rss({ days: [10 + page], links: { next: archive(page + 1) } }) };
    };
    const scripts = Object.fromEntries(Array.from({ length: 300 }, (_, page) => [archive(page), endless]));
    const feed = { [FEED]: { body: rss({ days: [0], links: { next: archive(0) } }) } };
    let now = NOW;
    const wait = async (ms: number) => {
      now += ms;
    };
    const { press, addresses } = await givenRead({ ...feed, ...scripts }, { now: () => now, wait });
    for (let presses = 0; presses < 60; presses += 1) await press();
    expect(addresses()).toHaveLength(240);
  }, 30_000);
});

describe('WordPress', () => {
  const feedUrl = 'https://blog.example/feed/?feed=rss2';
  const generator = 'https://wordpress.org/?v=6.8.1';
  const page = (number: number) => `https://blog.example/feed/?feed=rss2&paged=${number}`;

  test('is asked for its next pages until there is none', async () => {
    const { press, addresses } = await givenRead(
      {
        [feedUrl]: { body: rss({ days: [0, 1], generator }) },
        [page(2)]: { body: rss({ days: [2, 3], generator }) },
        [page(3)]: { body: rss({ days: [4], generator }) },
        [page(4)]: { status: 404 },
      },
      { feedUrl },
    );
    expect(await press()).toEqual({ added: 3, more: false });
    expect(await press()).toEqual({ added: 0, more: false });
    expect(addresses()).toEqual([page(2), page(3), page(4)]);
  });

  test('that ignores the number of the page is asked twice at most', async () => {
    const same: Reply = { body: rss({ days: [0, 1], generator }) };
    const numbers = [2, 3, 4, 5].map((number) => [page(number), same]);
    const { press, addresses } = await givenRead({ [feedUrl]: same, ...Object.fromEntries(numbers) }, { feedUrl });
    expect(await press()).toEqual({ added: 0, more: false });
    expect(await press()).toEqual({ added: 0, more: false });
    expect(addresses()).toEqual([page(2), page(3)]);
  });

  test('is the only one whose pages are guessed', async () => {
    const { press, addresses } = await givenRead({ [FEED]: { body: rss({ days: [0], generator: 'Not WordPress' }) } });
    expect(await press()).toEqual({ added: 0, more: false });
    expect(addresses()).toEqual([]);
  });
});

describe('a document that cannot be had', () => {
  test.each<[string, Script | Reply, object]>([
    ['is not found', { status: 404 }, { reason: 'not-found', status: 404 }],
    ['is gone', { status: 410 }, { reason: 'gone', status: 410 }],
    ['is a page', { body: '<!doctype html><html><body>Hello</body></html>' }, { reason: 'html' }],
    ['has a broken server', { status: 500 }, { reason: 'server-error', status: 500 }],
  ])('says that it %s, and is asked again a minute later', async (_what, reply, failure) => {
    const { press, addresses, advance } = await givenRead({ ...archives(1, 3), [archive(0)]: reply });
    expect(await press()).toEqual({ failure, address: archive(0) });
    expect(await press()).toEqual({ failure, address: archive(0) });
    expect(addresses()).toHaveLength(1);
    advance(MINUTE + 1);
    await press();
    expect(addresses()).toHaveLength(2);
  });

  test('keeps what came before it', async () => {
    const { press } = await givenRead({ ...archives(3, 2), [archive(1)]: { status: 500 } });
    expect(await press()).toEqual({ added: 2, more: true });
    expect(await titles()).toEqual(['0°', '1°', '2°', '10', '11']);
  });

  test('lets its whole host alone that said too many requests', async () => {
    const { press, addresses, environment, advance } = await givenRead({
      ...archives(1, 3),
      [archive(0)]: { status: 429, headers: { 'retry-after': '7200' } },
    });
    expect(await press()).toEqual({ failure: { reason: 'slow-down', status: 429 }, address: archive(0) });
    expect((await stored()).nextCheckAt).toBeGreaterThanOrEqual(NOW + 2 * HOUR);
    advance(HOUR + 10 * MINUTE);
    await check(environment);
    expect(await press()).toMatchObject({ failure: { reason: 'slow-down' } });
    expect(addresses()).toEqual([archive(0)]);
  });

  test('is left alone as long as it asked, and the feed is checked meanwhile', async () => {
    const { press, addresses, environment, advance } = await givenRead({
      ...archives(1, 3),
      [archive(0)]: { status: 503, headers: { 'retry-after': String((26 * HOUR) / 1000) } },
    });
    expect(await press()).toEqual({ failure: { reason: 'slow-down', status: 503 }, address: archive(0) });
    advance(25 * HOUR + 10 * MINUTE);
    await check(environment);
    await press();
    expect(addresses()).toEqual([archive(0), FEED]);
    advance(HOUR);
    await press();
    expect(addresses()).toEqual([archive(0), FEED, archive(0)]);
  });

  test('holds up the next one where it brings posts and asks to wait', async () => {
    const scripts = archives(3, 2);
    const { press, addresses } = await givenRead({
      ...scripts,
      [archive(0)]: { ...scripts[archive(0)], headers: { 'retry-after': '600' } },
    });
    expect(await press()).toEqual({ added: 2, more: true });
    expect(await press()).toEqual({ failure: { reason: 'slow-down' }, address: archive(1) });
    expect(addresses()).toEqual([archive(0)]);
  });

  test('is not asked for while its host wants to be left alone', async () => {
    const { press, addresses } = await givenRead(archives(1, 3));
    await blockHost('blog.example', NOW + HOUR, NOW);
    expect(await press()).toMatchObject({ failure: { reason: 'slow-down' } });
    expect(addresses()).toEqual([]);
  });

  test('is not asked for without the permission for its host, nor offline', async () => {
    const other = 'https://other.example/archive';
    const scripts = { [FEED]: { body: rss({ days: [0], links: { 'prev-archive': other } }) } };
    let isOnline = true;
    const { press, addresses } = await givenRead(scripts, {
      holdsHosts: async (origins) => origins.every((origin) => origin.includes('blog.example')),
      online: () => isOnline,
    });
    expect(await press()).toEqual({ failure: { reason: 'no-permission' }, address: other });
    isOnline = false;
    expect(await press()).toEqual({ failure: { reason: 'offline' }, address: other });
    expect(addresses()).toEqual([]);
  });

  test('is none where a public feed leads into a private network', async () => {
    const inside = 'http://192.168.0.1/feed';
    const { press, addresses } = await givenRead({
      [FEED]: { body: rss({ days: [0], links: { next: archive(0) } }) },
      [archive(0)]: { body: rss({ days: [5], links: { next: inside } }) },
      [inside]: { body: rss({ days: [6] }) },
    });
    expect(await press()).toEqual({ added: 1, more: false });
    expect(addresses()).toEqual([archive(0)]);
  });

  test('whole is read once more by a later press, and passed over when it breaks off again', async () => {
    const scripts = archives(2, 3);
    const cut = String(scripts[archive(0)]?.body).slice(0, -150);
    const { press, addresses, advance } = await givenRead({ ...scripts, [archive(0)]: { body: cut } });
    expect(await press()).toEqual({ added: 2, more: true });
    expect(addresses()).toEqual([archive(0)]);
    advance(2 * MINUTE);
    expect(await press()).toEqual({ added: 3, more: false });
    expect(addresses()).toEqual([archive(0), archive(0), archive(1)]);
  });
});
