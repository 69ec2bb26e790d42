import { describe, expect, test } from 'vitest';
import type { FailureReason, Feed } from '../../src/model/types.ts';
import type { Page } from './browser.ts';
import { eventually } from './eventually.ts';
import { changeFeed, letTheHourPass, storedFeeds, storedPosts, subscribe } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

const OPTIONS = 'src/ui/options/options.html';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Controls between any two places of the page; a person would give up before. */
const MOST_TABS = 60;

/** Goes on by Tab until what has the focus is named so: by its text, its label or what labels it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.press('Tab');
    const isThere = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      const labels = focused instanceof HTMLSelectElement ? [...focused.labels].map((label) => label.textContent) : [];
      return [focused?.getAttribute('aria-label'), ...labels, focused?.textContent].some((text) =>
        text?.includes(wanted),
      );
    }, name);
    if (isThere) return;
  }
  throw new Error(`${MOST_TABS} tabs do not lead to "${name}"`);
}

/** What an open page shows a feed for: it has failed for days, and was checked two minutes ago. */
function failingSinceDays(reason: FailureReason, status?: number): Partial<Feed> {
  const now = Date.now();
  return {
    failure: { reason, ...(status !== undefined && { status }) },
    lastOutcome: 'failed',
    failures: 6,
    failingSince: now - 4 * DAY - HOUR,
    lastCheckedAt: now - 120_000,
    nextCheckAt: now + 20 * HOUR,
    nextReason: 'failing',
    leasedUntil: 0,
  };
}

describe.each(BROWSERS)('feed health in %s', (name) => {
  const stage = setStage(name);

  async function feedAt(url: string): Promise<Feed> {
    const feed = (await storedFeeds(stage.browser)).find((each) => each.url === url);
    if (!feed) throw new Error(`There is no feed at ${url}`);
    return feed;
  }

  /** The options page with the feeds that something is to be told of, as keys lead there. */
  async function openAttention(): Promise<Page> {
    const page = await stage.browser.openPage(OPTIONS);
    await page.text('tr.feed');
    await tabTo(page, 'All');
    await page.press('ArrowRight');
    await page.text('tr.group');
    return page;
  }

  test('a failing feed: its checks are read, it is paused, resumed and given an interval, all by keys', async () => {
    const { browser, publisher } = stage;
    const blog = stage.openBlog('harbour');
    await subscribe(browser, blog.siteUrl);
    publisher.serve(blog.feedUrl, { status: 502, body: 'Bad gateway.' });
    await letTheHourPass(browser);
    await eventually('the feed failed', async () => (await feedAt(blog.feedUrl)).failures === 1);
    const { id } = await feedAt(blog.feedUrl);
    await changeFeed(browser, id, failingSinceDays('server-error', 502));

    const page = await browser.openPage(OPTIONS);
    await page.text('tr.feed');
    await tabTo(page, 'Show settings for The harbour blog');
    await page.press('Enter');
    const checks = await page.text({ css: '.checks table', text: 'Server error' });
    expect(checks).toMatch(/Server error \(502\)\s+0\s+0 kB\s+\d/);
    expect(checks).toMatch(/New posts\s+8\s+[\d.]+ kB\s+\d/);
    expect(await page.text('.advice')).toContain('It has failed for 4 days.');

    await tabTo(page, 'Check');
    await page.press('ArrowDown');
    await eventually('the interval is stored', async () => (await feedAt(blog.feedUrl)).checkEveryHours === 1);

    await tabTo(page, 'Pause');
    await page.press('Enter');
    await page.text({ css: '[role=status]', text: 'Paused The harbour blog' });
    await page.text({ css: '.facts', text: 'You have paused it' });
    // The same button, with the focus, takes it back.
    await page.press('Enter');
    await page.text({ css: '[role=status]', text: 'checked again from now on' });
    expect(await feedAt(blog.feedUrl)).not.toHaveProperty('paused');
  });

  test('a feed that redirects takes its new address, and keeps its posts', async () => {
    const { browser, publisher } = stage;
    const blog = stage.openBlog('orchard');
    const old = publisher.url('orchard', '/old/rss');
    publisher.serve(old, { status: 301, headers: { location: blog.feedUrl } });
    await subscribe(browser, old);
    const before = await storedPosts(browser);
    expect(await feedAt(old)).toMatchObject({ finalUrl: blog.feedUrl });

    const page = await openAttention();
    await tabTo(page, 'Use the new address');
    await page.press('Enter');
    await page.text({ css: '[role=status]', text: 'is read at orchard.localhost' });
    expect(await feedAt(blog.feedUrl)).toMatchObject({ formerUrl: old });
    expect(await storedPosts(browser)).toEqual(before);
    await page.waitFor(
      () => document.activeElement?.getAttribute('aria-label') === 'Show settings for The orchard blog',
    );
  });

  test('a feed that turned into a page is found again, and keeps its posts', async () => {
    const { browser, publisher } = stage;
    const blog = stage.openBlog('lantern');
    await subscribe(browser, blog.feedUrl);
    const before = await storedPosts(browser);
    const moved = publisher.url('lantern', '/index.xml');
    const link = `<link rel="alternate" type="application/rss+xml" title="Posts" href="/index.xml">`;
    publisher.serve(blog.feedUrl, { body: `<!doctype html><title>Lantern</title>${link}<p>We have moved.</p>` });
    publisher.serve(moved, blog.answer);
    const { id } = await feedAt(blog.feedUrl);
    await changeFeed(browser, id, failingSinceDays('html'));
    const asked = publisher.requests.length;

    const page = await openAttention();
    await tabTo(page, 'Find the feed again');
    await page.press('Enter');
    await page.text({ css: '[role=status]', text: 'was found again' });
    const since = publisher.requests.slice(asked).map(({ url }) => url);
    expect(since.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([blog.feedUrl, moved]);
    expect(await feedAt(moved)).toMatchObject({ id, formerUrl: blog.feedUrl, failures: 0, postCount: 8 });
    expect((await storedPosts(browser)).map((post) => [post.id, post.unread])).toEqual(
      before.map((post) => [post.id, post.unread]),
    );
  });

  test('a selection is made, told and given up by keys, and moves nothing', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('one').siteUrl);
    await subscribe(browser, stage.openBlog('two').siteUrl);
    const page = await browser.openPage(OPTIONS);
    for (const width of [1200, 320]) {
      await page.resize(width, 900);
      const top = () => page.evaluate(() => document.querySelector('table.feeds')?.getBoundingClientRect().top);
      await page.text('tr.feed');
      const before = await top();
      await page.evaluate(() => document.getElementById('select-all')?.focus());
      await page.press(' ');
      await page.text({ css: '.selection', text: '2 feeds selected' });
      expect(await top()).toBe(before);
      await page.press('Escape');
      await page.waitFor(() => document.querySelector('.selection.away') !== null);
    }

    await tabTo(page, 'Select The one blog');
    await page.press(' ');
    await page.text({ css: '.selection', text: '1 feed selected' });
    await page.click({ css: '.selection button', text: 'Unsubscribe' });
    await page.text({ css: '[role=status]', text: 'Unsubscribed from The one blog' });
    await page.click({ css: '.toast button', text: 'Undo' });
    await page.text({ css: 'tr.feed', text: 'The one blog' });
  });

  test('diagnostics are read and copied by keys', async () => {
    const { browser, publisher } = stage;
    const blog = stage.openBlog('north');
    await subscribe(browser, blog.feedUrl);
    const { id } = await feedAt(blog.feedUrl);
    await changeFeed(browser, id, failingSinceDays('not-found', 404));
    const page = await browser.openPage(`${OPTIONS}#about`);
    await page.text('.diagnostics');
    await tabTo(page, 'Copy diagnostics');
    await page.press('Enter');
    await page.text({ css: '[role=status]', text: 'Diagnostics copied.' });
    await tabTo(page, 'Show what is copied');
    await page.press('Enter');
    const text = await page.text('.diagnostics pre');
    expect(text).toContain(`feed: ${blog.feedUrl}`);
    expect(text).toContain('state: not-found 404, 6 in a row');
    expect(publisher.requestsOf(blog.feedUrl)).toHaveLength(1);
  });
});
