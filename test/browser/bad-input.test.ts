import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FailureReason, Feed, Post } from '../../src/model/types.ts';
import type { BlogSite } from './blog-site.ts';
import { eventually } from './eventually.ts';
import { letTheHourPass, storedFeeds, storedPosts, subscribe } from './linefeed.ts';
import type { Reply } from './publisher.ts';
import { BROWSERS, setStage } from './stage.ts';

const RSS = { 'content-type': 'application/rss+xml' };
const POST_COUNT = 8;

interface BadFeed {
  readonly input: string;
  readonly spoil: (good: Reply) => Reply;
  readonly reason: FailureReason;
  /** What the options page says of the feed. */
  readonly words: string;
}

const BAD_FEEDS: readonly BadFeed[] = [
  {
    input: 'an HTML page',
    spoil: () => ({ body: '<!doctype html><html><title>Moved</title><p>We have a new site.</p></html>' }),
    reason: 'html',
    words: 'A web page',
  },
  {
    input: 'an empty body',
    spoil: () => ({ headers: RSS, body: '' }),
    reason: 'empty',
    words: 'Empty answer',
  },
  {
    input: 'a body of 11 MiB',
    spoil: ({ body = '' }) => ({ headers: RSS, body: `${body}<!--${'x'.repeat(11 * 2 ** 20)}-->` }),
    reason: 'too-large',
    words: 'Too large',
  },
  {
    input: 'XML that is cut before its first post',
    spoil: ({ body = '', ...rest }) => ({ ...rest, body: String(body).slice(0, String(body).indexOf('<item>')) }),
    reason: 'broken',
    words: 'Broken feed',
  },
  {
    input: 'a document that is no feed',
    spoil: () => ({ headers: { 'content-type': 'text/xml' }, body: '<?xml version="1.0"?><recipe><egg/></recipe>' }),
    reason: 'not-a-feed',
    words: 'Not a feed',
  },
  {
    input: 'a picture',
    spoil: () => ({ headers: RSS, body: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01', 'latin1') }),
    reason: 'binary',
    words: 'Not a feed',
  },
  {
    input: 'a 404',
    spoil: () => ({ status: 404, body: 'Nothing here.' }),
    reason: 'not-found',
    words: 'Not found (404)',
  },
  {
    input: 'a 410',
    spoil: () => ({ status: 410, body: 'Gone.' }),
    reason: 'gone',
    words: 'Gone (410)',
  },
  {
    input: 'a 429',
    spoil: () => ({ status: 429, headers: { 'retry-after': '7200' }, body: 'Slow down.' }),
    reason: 'slow-down',
    words: 'Too many requests (429)',
  },
  {
    input: 'a server error',
    spoil: () => ({ status: 500, body: 'It broke.' }),
    reason: 'server-error',
    words: 'Server error (500)',
  },
];

describe.each(BROWSERS)('a feed that goes bad, in %s', (name) => {
  const stage = setStage(name, { shared: true });
  const sites = new Map<string, BlogSite>();
  let feeds: Feed[] = [];
  let posts: Post[] = [];

  beforeAll(async () => {
    for (const [index, { input }] of BAD_FEEDS.entries()) {
      const site = stage.openBlog(`bad-${index}`, { postCount: POST_COUNT });
      sites.set(input, site);
      await subscribe(stage.browser, site.feedUrl);
    }
    for (const { input, spoil } of BAD_FEEDS) {
      const site = siteOf(input);
      stage.publisher.serve(site.feedUrl, (request) => spoil(site.answer({ ...request, headers: {} })));
    }
    await letTheHourPass(stage.browser);
    await eventually('all feeds have failed', async () => {
      feeds = await storedFeeds(stage.browser);
      return feeds.every((feed) => feed.failure !== undefined);
    });
    posts = await storedPosts(stage.browser);
  });

  function siteOf(input: string): BlogSite {
    const site = sites.get(input);
    if (site === undefined) throw new Error(`No blog for ${input}`);
    return site;
  }

  function feedOf(input: string): Feed {
    const { feedUrl } = siteOf(input);
    const feed = feeds.find(({ url }) => url === feedUrl);
    if (feed === undefined) throw new Error(`No feed for ${input}`);
    return feed;
  }

  test.each(BAD_FEEDS)('$input: the reason is kept with the feed, and no stored post is lost', ({ input, reason }) => {
    const feed = feedOf(input);
    expect(feed.failure?.reason).toBe(reason);
    expect(feed.failures).toBe(1);
    expect(posts.filter((post) => post.feedId === feed.id)).toHaveLength(POST_COUNT);
  });

  test('the options page says of each feed what is wrong', async () => {
    const page = await stage.browser.openPage('src/ui/options/options.html');
    await page.waitFor((count) => document.querySelectorAll('tr.feed').length === count, BAD_FEEDS.length);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('tr.feed')].map((row) => ({
        address: row.querySelector('.c-name small')?.textContent ?? '',
        status: row.querySelector<HTMLElement>('.c-status')?.innerText ?? '',
      })),
    );
    for (const { input, words } of BAD_FEEDS) {
      const row = rows.find(({ address }) => siteOf(input).feedUrl.includes(address));
      expect(row?.status, input).toContain(words);
    }
    await page.close();
  });

  test('each feed recovers with its first good answer', async () => {
    const { browser, publisher } = stage;
    for (const { input } of BAD_FEEDS) publisher.serve(siteOf(input).feedUrl, siteOf(input).answer);

    await letTheHourPass(browser);

    await eventually('the failures are gone', async () => (await storedFeeds(browser)).every((feed) => !feed.failure));
    expect(await storedPosts(browser)).toHaveLength(BAD_FEEDS.length * POST_COUNT);
  });
});

describe.each(BROWSERS)('a feed with traps, in %s', (name) => {
  const stage = setStage(name, { shared: true });

  /** Subscribes to a feed that answers this. @returns its row and its posts, newest first */
  async function subscribeTo(host: string, reply: Reply): Promise<{ feed: Feed; posts: Post[]; url: string }> {
    const url = stage.publisher.url(host, '/feed.xml');
    stage.publisher.serve(url, { headers: RSS, ...reply });
    const outcome = await subscribe(stage.browser, url);
    expect(outcome.kind).toBe('subscribed');
    return { ...(await stored(url)), url };
  }

  async function stored(url: string): Promise<{ feed: Feed; posts: Post[] }> {
    const feed = (await storedFeeds(stage.browser)).find((row) => row.url === url);
    if (feed === undefined) throw new Error(`${url} is not stored`);
    return { feed, posts: (await storedPosts(stage.browser)).filter((post) => post.feedId === feed.id) };
  }

  test('XML that is cut on a later check: nothing is lost, its validators are not kept, and its feed says so', async () => {
    const { browser, publisher } = stage;
    const site = stage.openBlog('cut-later', { postCount: POST_COUNT });
    await subscribe(browser, site.feedUrl);
    publisher.serve(site.feedUrl, (request) => {
      const { body = '', ...good } = site.answer({ ...request, headers: {} });
      return { ...good, body: String(body).slice(0, String(body).lastIndexOf('<item>') + 40) };
    });
    await letTheHourPass(browser);
    await eventually('the validators are gone', async () => (await stored(site.feedUrl)).feed.etag === undefined);
    expect((await stored(site.feedUrl)).posts).toHaveLength(POST_COUNT);
    const page = await browser.openPage('src/ui/options/options.html');
    await page.waitFor(
      (address) =>
        [...document.querySelectorAll<HTMLElement>('tr.feed')].some(
          (row) => row.innerText.includes(address) && row.innerText.includes('Cut short'),
        ),
      new URL(site.feedUrl).host,
    );
    await page.close();
  });

  test('XML that was cut: the whole posts are read, and its validators are not kept', async () => {
    const site = stage.openBlog('cut');
    const { body = '', headers = {} } = site.answer({ at: 0, method: 'GET', url: '', headers: {} });
    const { feed, posts } = await subscribeTo('cut-half', { headers, body: String(body).slice(0, body.length / 2) });
    expect(posts.length).toBeGreaterThan(1);
    expect(posts.length).toBeLessThan(POST_COUNT);
    expect(feed.etag).toBeUndefined();
    expect(feed.lastModified).toBeUndefined();
  });

  test('gzip that was cut: a later good answer brings the rest', async () => {
    const site = stage.openBlog('zipped');
    const { body = '', headers = {} } = site.answer({ at: 0, method: 'GET', url: '', headers: {} });
    const zipped = gzipSync(Buffer.from(body));
    const gzip = { ...headers, 'content-encoding': 'gzip' };
    const { feed, url, posts } = await subscribeTo('zipped-half', {
      headers: gzip,
      body: zipped,
      cutAfter: Math.floor(zipped.byteLength * 0.8),
    });
    expect(feed.etag).toBeUndefined();
    expect(posts.length).toBeLessThan(POST_COUNT);

    stage.publisher.serve(url, { headers: gzip, body: zipped });
    await letTheHourPass(stage.browser);
    await eventually('all posts are there', async () => (await stored(url)).posts.length === POST_COUNT);
    expect((await stored(url)).feed.etag).toBe(headers['etag']);
  });

  test('a DOCTYPE with entities: nothing is loaded or blown up, and the posts are read', async () => {
    const secret = stage.publisher.url('doctype', '/secret.txt');
    const { posts } = await subscribeTo('doctype', {
      body: `<?xml version="1.0"?>
        <!DOCTYPE rss [
          <!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
          <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
          <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
          <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
          <!ENTITY secret SYSTEM "${secret}">
        ]>
        ${feedOf(item('A post after the trap', '/1', 'It says &d; and &secret; and goes on.'))}`,
    });
    expect(posts.map((post) => post.title)).toEqual(['A post after the trap']);
    expect(posts[0]?.summary.length).toBeLessThan(400);
    expect(stage.publisher.requestsOf(secret)).toHaveLength(0);
  });

  test('a charset that is not the one it names: words stay readable', async () => {
    const document = `<?xml version="1.0" encoding="UTF-8"?>${feedOf(item('Größe und Maß', '/1', 'Über kleine Dinge.'))}`;
    const { posts } = await subscribeTo('charset', {
      headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
      body: Buffer.from(document, 'latin1'),
    });
    expect(posts[0]?.title).toBe('Größe und Maß');
  });

  test('no dates: the posts arrive in the order of the feed, and not again with the next check', async () => {
    const items = ['First', 'Second', 'Third'].map((title, index) => item(title, `/${index}`, 'Undated.'));
    const { posts, url } = await subscribeTo('undated', { body: feedOf(...items) });
    expect(posts.map((post) => post.publishedAt)).toEqual([undefined, undefined, undefined]);

    const changed = [item('Zeroth', '/new', 'Undated too.'), ...items];
    stage.publisher.serve(url, { headers: RSS, body: feedOf(...changed) });
    await letTheHourPass(stage.browser);
    await eventually('the new post has come', async () => (await stored(url)).posts.length === 4);
    expect((await stored(url)).posts[0]?.title).toBe('Zeroth');
  });

  test('guids that repeat: posts with links of their own are all kept, once', async () => {
    const same = '<guid isPermaLink="false">all the same</guid>';
    const items = ['One', 'Two', 'Three'].map((title, index) => item(title, `/${index}`, 'Text.', same));
    const { posts, url } = await subscribeTo('guids', { body: feedOf(...items) });
    expect(posts.map((post) => post.title).sort()).toEqual(['One', 'Three', 'Two']);

    const { lastCheckedAt = 0 } = (await stored(url)).feed;
    await letTheHourPass(stage.browser);
    await eventually('it was checked again', async () => ((await stored(url)).feed.lastCheckedAt ?? 0) > lastCheckedAt);
    expect((await stored(url)).posts).toHaveLength(3);
  });

  test('script in titles and links: shown as text, never run, never linked', async () => {
    const { posts } = await subscribeTo('scripts', {
      body: feedOf(
        `<item><title>&lt;script&gt;globalThis.canary = 1&lt;/script&gt; in a title</title>
          <link>javascript:globalThis.canary=2</link><guid isPermaLink="false">1</guid>
          <description>&lt;p&gt;Text.&lt;/p&gt;&lt;script&gt;globalThis.canary=3&lt;/script&gt;&lt;img src="x:"
          onerror="globalThis.canary=4"&gt;&lt;a href="javascript:globalThis.canary=5"&gt;press me&lt;/a&gt;</description></item>`,
      ),
    });
    const [post] = posts;
    expect(post?.url).toBeUndefined();
    expect(post?.title).toContain('in a title');

    const page = await stage.browser.openPage(`src/ui/reader/reader.html?post=${encodeURIComponent(post?.id ?? '')}`);
    await page.text({ css: 'h1', text: 'in a title' });
    await page.click({ css: 'body *', text: 'press me' });
    const left = await page.evaluate(() => ({
      canary: (globalThis as { canary?: unknown }).canary ?? null,
      scripts: document.querySelectorAll('main script, article script').length,
      links: [...document.links].filter((link) => !/^(?:https?|mailto|(?:chrome|moz)-extension):/.test(link.protocol))
        .length,
      handlers: document.querySelectorAll('[onerror]').length,
    }));
    expect(left).toEqual({ canary: null, scripts: 0, links: 0, handlers: 0 });
    await page.close();
  });
});

function feedOf(...items: string[]): string {
  return `<rss version="2.0"><channel><title>Traps</title><link>http://traps.localhost/</link>
    <description>Made to confuse.</description>${items.join('\n')}</channel></rss>`;
}

function item(title: string, path: string, text: string, more = ''): string {
  return `<item><title>${title}</title><link>http://traps.localhost${path}</link>${more}
    <description>${text}</description></item>`;
}
