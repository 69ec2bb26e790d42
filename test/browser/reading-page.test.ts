import { describe, expect, test } from 'vitest';
import type { Page } from './browser.ts';
import { eventually } from './eventually.ts';
import { send, storedPosts, subscribe, unreadPosts } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

const READER = 'src/ui/reader/reader.html';

/** Long enough to be scrolled, with headings enough for a contents list. */
const CHAPTERS = ['One', 'Two', 'Three', 'Four']
  .map((name) => `<h2>Chapter ${name}</h2>${'<p>A paragraph of some words that fill a line or two.</p>'.repeat(12)}`)
  .join('');

/** The last block above the third chapter: three of the post's own, then two chapters of thirteen. */
const THIRD_CHAPTER = 3 + 2 * 13 - 1;

/** Colours pass from one to the other for a moment. */
async function coloursStand(): Promise<void> {
  const passing = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.all(passing.map((one) => one.finished.catch(() => undefined)));
}

describe.each(BROWSERS)('the reading page in %s', (name) => {
  const stage = setStage(name);

  /** What axe finds, in both schemes. */
  async function violations(page: Page): Promise<string[]> {
    const found: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      await page.prefer(scheme);
      await page.evaluate(coloursStand);
      found.push(...(await page.axe()));
    }
    return found;
  }

  const titleIs = (page: Page, title: string) =>
    page.waitFor((wanted) => document.querySelector('#post-title')?.textContent === wanted, title);
  const listIs = (page: Page, title: string) =>
    page.waitFor((wanted) => document.querySelector('.list-title')?.textContent?.startsWith(wanted), title);
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  test('feeds, list and post stand beside each other, or one at a time, each with an address of its own', async () => {
    const { browser } = stage;
    const subscribed = await subscribe(browser, stage.openBlog('first', { html: CHAPTERS }).siteUrl);
    await subscribe(browser, stage.openBlog('second').siteUrl);
    if (subscribed.kind !== 'subscribed') throw new Error(`it ended as ${subscribed.kind}`);
    const { feedId } = subscribed;
    await send(browser, 'move-feeds', { feedIds: [feedId], folder: 'Systems' });
    const page = await browser.openPage(READER);
    await page.resize(1400, 800);

    await page.click({ css: '[role=treeitem]', text: 'The first blog' });
    await listIs(page, 'The first blog');
    expect(await page.url()).toContain(`?feed=${feedId}`);
    await page.click({ css: '.item a', text: 'Post number 2' });
    await titleIs(page, 'Post number 2');
    expect(await page.url()).toMatch(new RegExp(`\\?feed=${feedId}&post=`));
    await page.text({ css: '.contents a', text: 'Chapter Three' });
    expect(await fits(page)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.press('j');
    await titleIs(page, 'Post number 3');

    await page.evaluate(() => history.back());
    await titleIs(page, 'Post number 2');
    await page.evaluate(() => history.forward());
    await titleIs(page, 'Post number 3');
    await page.goto(await page.url());
    await titleIs(page, 'Post number 3');
    await listIs(page, 'The first blog');

    await page.resize(900, 800);
    await page.waitFor(() => document.querySelector('[role=treeitem]') === null);
    await page.press('g');
    await page.press('f');
    await page.text('dialog [role=treeitem]');
    expect(await violations(page)).toEqual([]);
    await page.click({ css: 'dialog [role=treeitem]', text: 'Systems' });
    await listIs(page, 'Systems');
    expect(await fits(page)).toBe(true);

    await page.resize(320, 640);
    await page.text({ css: 'h1', text: 'Systems' });
    expect(await fits(page)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.click({ css: '.item a', text: 'Post number 1' });
    await titleIs(page, 'Post number 1');
    expect(await fits(page)).toBe(true);
    await page.press('Escape');
    await page.waitFor(() => document.activeElement?.closest('.item')?.textContent?.includes('Post number 1'));
    expect(await page.url()).toMatch(/\?folder=Systems$/);
  });

  test('a formula within a line that is wider than the window scrolls there, and by keys', async () => {
    const { browser, publisher } = stage;
    const url = publisher.url('formulas', '/feed.xml');
    const letters = '<mi>s</mi>'.repeat(60);
    publisher.serve(url, {
      headers: { 'content-type': 'application/rss+xml' },
      body: `<rss version="2.0"><channel><title>Formulas</title><item><title>Wide</title><link>${url}/1</link>
<description><![CDATA[<p>Let <math><mi>x</mi></math> be <math><mrow>${letters}</mrow></math> here.</p>]]></description></item></channel></rss>`,
    });
    await subscribe(browser, url);
    const wide = (await storedPosts(browser)).find((post) => post.title === 'Wide');
    const page = await browser.openPage(`${READER}?post=${encodeURIComponent(wide?.id ?? '')}`);
    await titleIs(page, 'Wide');
    await page.resize(320, 640);
    expect(await fits(page)).toBe(true);
    await page.waitFor(() => {
      const frame = document.querySelector<HTMLElement>('.body .formula');
      return frame && frame.tabIndex === 0 && frame.scrollWidth > frame.clientWidth;
    });
    expect(await page.evaluate(() => document.querySelectorAll('.body .formula').length)).toBe(1);
    await page.close();
  });

  test('the keyboard alone: find, read, save, mark all read, undo', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('typed').siteUrl);
    const page = await browser.openPage(READER);
    await page.resize(1400, 800);
    await page.text({ css: '.item', text: 'Post number 1' });

    await page.press('/');
    await page.type('.list-search input', 'number 4');
    await page.waitFor(() => document.querySelectorAll('.item').length === 1);
    await page.press('Escape');
    await page.waitFor(() => document.querySelectorAll('.item').length === 5);
    await page.press('j');
    await titleIs(page, 'Post number 1');
    await page.press('s');
    await eventually('it is saved', async () =>
      (await storedPosts(browser)).some((post) => post.savedAt !== undefined),
    );
    await page.press('Escape');
    await page.press('j');
    await page.press('Enter');
    await titleIs(page, 'Post number 2');
    await eventually('both are read', async () => (await unreadPosts(browser)).length === 3);
    await page.press('Shift+A');
    await eventually('all are read', async () => (await unreadPosts(browser)).length === 0);
    await page.press('z');
    await eventually('three are unread again', async () => (await unreadPosts(browser)).length === 3);
    await page.press('z');
    await eventually('the opened one is unread again', async () => (await unreadPosts(browser)).length === 4);
    await page.press('g');
    await page.press('s');
    await listIs(page, 'Saved');
    await page.waitFor(() => document.querySelectorAll('.item').length === 1);
  });

  test('a post opens where it was left, in the text that the person chose', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('left', { html: CHAPTERS }).siteUrl);
    const [newest] = await unreadPosts(browser);
    const path = `${READER}?post=${encodeURIComponent(newest?.id ?? '')}`;
    const page = await browser.openPage(path);
    await page.resize(900, 700);
    await titleIs(page, 'Post number 1');

    await page.click('[aria-label="Text settings"]');
    await page.click('[aria-label="Larger text"]');
    await page.click({ css: '.text-settings button', text: 'Sepia' });
    await page.waitFor(() => document.documentElement.dataset['theme'] === 'sepia');
    expect(await violations(page)).toEqual([]);
    await page.press('Escape');
    for (const _chapter of ['One', 'Two', 'Three']) await page.press('n');
    await page.waitFor(() => scrollY > 500);
    await page.waitFor(async (place) => {
      const stored = await (globalThis.browser ?? chrome).storage.local.get(null);
      const rows: unknown[] = Object.entries(stored).flatMap(([key, row]) => (key.startsWith('positions:') ? row : []));
      return rows.some((row) => Array.isArray(row) && row[1] >= place);
    }, THIRD_CHAPTER);
    const before = await page.evaluate(() => scrollY);
    await page.press('j');
    await titleIs(page, 'Post number 2');
    await page.press('k');
    await titleIs(page, 'Post number 1');
    await page.waitFor((wanted) => Math.abs(scrollY - wanted) < 40, before);
    await page.goto(browser.extensionUrl('src/ui/options/options.html'));

    await page.goto(browser.extensionUrl(path));
    await titleIs(page, 'Post number 1');
    await page.waitFor((wanted) => Math.abs(scrollY - wanted) < 40, before);
    const look = await page.evaluate(() => {
      const { theme } = document.documentElement.dataset;
      return [theme, getComputedStyle(document.querySelector('.column') as Element).fontSize];
    });
    expect(look).toEqual(['sepia', '18px']);
  });
});
