import { describe, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { letTheHourPass, send, storedFeeds, storedPosts, subscribe, unreadPosts } from './linefeed.ts';
import type { Responder } from './publisher.ts';
import { BROWSERS, setStage } from './stage.ts';

const NEW_POST = {
  slug: 'fresh',
  title: 'Fresh from the press',
  html: '<p>This post was written while the reader was asleep.</p>',
};

describe.each(BROWSERS)('polling in %s', (name) => {
  const stage = setStage(name);

  test('a published post arrives with the alarm, and the badge counts it', async () => {
    const { browser } = stage;
    const site = stage.openBlog('daily');
    await subscribe(browser, site.siteUrl);
    await eventually('the badge says 5', async () => (await browser.badge()) === '5');

    site.publish(NEW_POST);
    await letTheHourPass(browser);

    await eventually('the badge says 6', async () => (await browser.badge()) === '6');
    expect((await unreadPosts(browser))[0]?.title).toBe(NEW_POST.title);
  });

  test('a feed is asked politely: exact validators, no cookies, no referrer, and the rest of its posts untouched', async () => {
    const { browser, publisher } = stage;
    const site = stage.openBlog('polite');
    publisher.serve(site.feedUrl, withHeaders(site.answer, { 'set-cookie': 'visitor=1; Path=/' }));
    await subscribe(browser, site.feedUrl);
    const [first] = await storedFeeds(browser);
    const before = await storedPosts(browser);

    const asked = publisher.nextRequest(site.feedUrl);
    await letTheHourPass(browser);
    const { headers, method } = await asked;

    expect(method).toBe('GET');
    expect(headers['if-none-match']).toBe(first?.etag);
    expect(headers['if-modified-since']).toBe(first?.lastModified);
    expect(headers.cookie).toBeUndefined();
    expect(headers.referer).toBeUndefined();
    // Chromium lets no extension say who it is.
    expect(headers['user-agent']).toMatch(name === 'firefox' ? /Firefox\/\S+ Linefeed\/\d/ : /Chrome\/\S+/);
    const feed = await eventually('the check is recorded', async () => {
      const [row] = await storedFeeds(browser);
      return row?.lastOutcome === 'unchanged' && row;
    });
    expect(feed.nextCheckAt - Date.now()).toBeGreaterThan(59 * 60_000);
    expect(await storedPosts(browser)).toEqual(before);
    expect(publisher.requestsOf(site.feedUrl)).toHaveLength(2);
  });

  test('a worker that dies in the middle of a poll loses nothing and doubles nothing', async () => {
    const { browser, publisher } = stage;
    const site = stage.openBlog('slow');
    await subscribe(browser, site.feedUrl);
    site.publish(NEW_POST);
    publisher.serve(site.feedUrl, (request) => ({ ...site.answer(request), stall: 'body' }));

    const asked = publisher.nextRequest(site.feedUrl);
    await letTheHourPass(browser);
    await asked;
    await browser.stopWorker();
    publisher.serve(site.feedUrl, site.answer);
    publisher.release();
    expect(await storedPosts(browser)).toHaveLength(8);

    await letTheHourPass(browser);

    await eventually('the new post has come', async () => (await storedPosts(browser)).length === 9);
    await letTheHourPass(browser);
    await eventually('the next check found nothing new', async () => {
      const [feed] = await storedFeeds(browser);
      return feed?.lastOutcome === 'unchanged';
    });
    const titles = (await storedPosts(browser)).map((post) => post.title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles).toHaveLength(9);
    expect(await browser.badge()).toBe('6');
  });

  test('a host whose permission was taken back is not asked, and its feed says so', async () => {
    const { browser, publisher } = stage;
    const site = stage.openBlog('revoked');
    await subscribe(browser, site.feedUrl);
    const before = publisher.requests.length;
    await browser.evaluateInExtension(async () => {
      const { permissions } = globalThis.browser ?? chrome;
      await permissions.remove({ origins: (await permissions.getAll()).origins ?? [] });
    });

    await letTheHourPass(browser);

    await eventually('the feed says that its permission is missing', async () => {
      const [feed] = await storedFeeds(browser);
      return feed?.failure?.reason === 'no-permission';
    });
    expect(publisher.requests).toHaveLength(before);
    expect(await storedPosts(browser)).toHaveLength(8);
  });
});

describe.each(BROWSERS)('a long round in %s', (name) => {
  const stage = setStage(name);

  test('goes on for longer than an idle worker lives, and asks each feed once', { timeout: 120_000 }, async () => {
    const { browser, publisher } = stage;
    const feeds = Array.from({ length: 12 }, (_, index) => publisher.url('patient', `/feed-${index}`));
    // Two at once take 54 s.
    for (const url of feeds) publisher.serve(url, { body: '', delayMs: 9000 });
    await browser.grantHosts(['*://patient.localhost/*']);
    const outlines = feeds.map((url) => `<outline type="rss" text="Patient" xmlUrl="${url}"/>`).join('');
    await send(browser, 'import-opml', { text: `<opml version="2.0"><body>${outlines}</body></opml>` });

    await eventually('all were asked', () => feeds.every((url) => publisher.requestsOf(url).length > 0), 100_000);
    await eventually(
      'all checks are recorded',
      async () => (await storedFeeds(browser)).every((feed) => feed.failure?.reason === 'empty'),
      15_000,
    );
    expect(feeds.map((url) => publisher.requestsOf(url).length)).toEqual(feeds.map(() => 1));
  });
});

describe.each(BROWSERS)('a restart of %s', (name) => {
  const stage = setStage(name, { restartable: true });

  test.each(['killed', 'closed'])(
    'everything is still there after the browser was %s, and polling goes on',
    async (end) => {
      const { browser, publisher } = stage;
      const site = stage.openBlog('lasting');
      await subscribe(browser, site.siteUrl);
      const [newest] = await unreadPosts(browser);
      await send(browser, 'mark-read', { postIds: [newest?.id ?? ''], read: true });
      await send(browser, 'save-post', { postId: newest?.id ?? '', saved: true });
      const posts = await storedPosts(browser);
      await eventually('the badge says 4', async () => (await browser.badge()) === '4');

      if (end === 'killed') await browser.kill();
      await browser.restart();

      await eventually('the badge says 4 again', async () => (await browser.badge()) === '4');
      expect(await storedPosts(browser)).toEqual(posts);
      await eventually('the alarm stands again', () =>
        browser.evaluateInExtension(
          async () => (await (globalThis.browser ?? chrome).alarms.get('check')) !== undefined,
        ),
      );
      const asked = publisher.nextRequest(site.feedUrl);
      site.publish(NEW_POST);
      await letTheHourPass(browser);
      expect((await asked).headers['if-none-match']).toBeDefined();
      await eventually('the badge says 5', async () => (await browser.badge()) === '5');
    },
  );
});

function withHeaders(answer: Responder, headers: Readonly<Record<string, string>>): Responder {
  return (request) => {
    const reply = answer(request);
    return { ...reply, headers: { ...reply.headers, ...headers } };
  };
}
