import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findUnsafe } from '../fixtures/find-unsafe.ts';
import { VECTORS } from '../fixtures/vectors.ts';
import {
  articleIsShown,
  layoutFaults,
  readerPath,
  requestsOutside,
  set,
  showPost,
  storeBodies,
} from './article-page.ts';
import { storedPosts, subscribe } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

/** What publishing systems make of articles: a made-up one each, beside the tree that it has to become. */
const ARTICLES = join(import.meta.dirname, '../fixtures/articles');

const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><path d="M0 0 400 300" stroke="black"/></svg>';

describe.each(BROWSERS)('what feeds put into posts, in %s', (name) => {
  const stage = setStage(name, { shared: true });

  /** A post for each body, on a blog of its own; the ids in the order of the bodies. */
  async function store(blog: string, bodies: readonly string[]): Promise<string[]> {
    const { browser } = stage;
    const site = stage.openBlog(blog, { postCount: bodies.length });
    await subscribe(browser, site.siteUrl);
    const posts = (await storedPosts(browser)).filter(({ url }) => url?.includes(`//${blog}.`));
    expect(posts).toHaveLength(bodies.length);
    const rows = posts.map(({ id }, at) => ({
      postId: id,
      html: bodies[at] ?? '',
      base: 'https://blog.example/2026/post/',
    }));
    await storeBodies(browser, rows);
    return posts.map(({ id }) => id);
  }

  test('comes out harmless where it is hostile, and still says what it said', async () => {
    const { browser } = stage;
    const ids = await store(
      'hostile',
      VECTORS.map(({ html }) => html),
    );
    const page = await browser.openPage(readerPath(ids[0] ?? ''));
    const faults: string[] = [];

    await articleIsShown(page);
    for (const [at, { name: vector, shows }] of VECTORS.entries()) {
      // As the page's own links go there: opened anew each time, it would take minutes.
      if (!(await page.evaluate(showPost, ids[at] ?? ''))) faults.push(`${vector}: is not shown`);
      const { said, ran } = await page.evaluate(whatIsSaid);
      faults.push(...(await page.evaluate(findUnsafe, '.body')).map((finding) => `${vector}: ${finding}`));
      if (ran) faults.push(`${vector}: ran`);
      if (shows && !said.includes(shows)) faults.push(`${vector}: does not say "${shows}"`);
    }

    expect(faults).toEqual([]);
    expect(await page.url()).toBe(browser.extensionUrl(readerPath(ids.at(-1) ?? '')));
  });

  test('can be looked at more closely: pictures by themselves, notes where they are referred to', async () => {
    const { browser, publisher } = stage;
    const [one, two, larger] = ['one', 'two', 'larger'].map((file) => publisher.url('pictures', `/${file}.svg`));
    const headers = { 'content-type': 'image/svg+xml' };
    for (const picture of [one, two, larger]) publisher.serve(picture ?? '', { headers, body: DRAWING });
    const html = `<p>Bounded<sup><a href="#n" id="r">1</a></sup>.</p><figure><img src="${one}" alt="One"></figure>
      <a href="${larger}"><img src="${two}" alt="Two"></a><p id="n">By <b>Little</b>. <a href="#r">↩</a></p>`;
    const [postId = ''] = await store('closer', [html]);
    const page = await browser.openPage(readerPath(postId));

    await page.waitFor(() => document.querySelectorAll('.body img[role="button"]').length === 2);
    await page.evaluate(() => document.querySelector<HTMLElement>('.body img[alt="One"]')?.focus());
    await page.press('Enter');
    expect(await page.text('dialog h2')).toBe('Picture 1 of 2');
    await page.press('ArrowRight');
    await page.text({ css: 'dialog h2', text: 'Picture 2 of 2' });
    expect(await page.text('dialog .caption')).toBe('Two');
    expect(publisher.requestsOf(larger ?? '')).toHaveLength(1);
    await page.press('Escape');
    await page.waitFor(() => !document.querySelector('dialog') && document.activeElement?.matches('img[alt="One"]'));

    await page.evaluate(() => document.querySelector<HTMLElement>('[role="doc-noteref"]')?.focus());
    expect((await page.text('.note-preview')).trim()).toBe('By Little.');
    await page.press('Escape');
    await page.waitFor(() => !document.querySelector('.note-preview'));
  });

  test('becomes one kind of tree, whatever wrote it, which fits into any window', async () => {
    const { browser } = stage;
    // Pictures of addresses that belong to no one would give way to their descriptions, sooner or later.
    await set(browser, { imagesInArticles: 'on-click' });
    const files = readdirSync(ARTICLES).filter((entry) => !entry.includes('.expected.'));
    const ids = await store(
      'systems',
      files.map((file) => readFileSync(join(ARTICLES, file), 'utf8')),
    );
    const page = await browser.openPage(readerPath(ids[0] ?? ''));
    const faults: string[] = [];

    await articleIsShown(page);
    for (const [at, file] of files.entries()) {
      expect(await page.evaluate(showPost, ids[at] ?? '')).toBe(true);
      const tree = await page.evaluate(treeWithPictures);
      for (const width of [1280, 720, 320]) {
        await page.resize(width, 700);
        faults.push(...(await page.evaluate(layoutFaults)).map((fault) => `${file} at ${width} px: ${fault}`));
      }
      await expect(asLines(tree)).toMatchFileSnapshot(join(ARTICLES, `${basename(file, '.html')}.expected.html`));
    }

    expect(faults).toEqual([]);
    expect(await page.evaluate(requestsOutside)).toEqual([]);
  });
});

/** One element to a line where blocks begin, so that a difference can be read. */
function asLines(tree: string): string {
  return `${tree
    .replaceAll(/\n+/g, '\n')
    .replaceAll(/(?<!\n)<(?=(?:p|div|h\d|ul|ol|li|dl|dt|dd|table|tr|figure|section|details|blockquote)[ >])/g, '\n<')
    .trim()}\n`;
}

/** The tree with the pictures that wait to be asked for, and without the links to headings. Runs in the page. */
function treeWithPictures(): string {
  const copy = document.querySelector('.body')?.cloneNode(true) as HTMLElement;
  for (const link of copy.querySelectorAll('.heading-link')) link.remove();
  for (const heading of copy.querySelectorAll('[id^="section-"]')) heading.removeAttribute('id');
  for (const button of copy.querySelectorAll('.picture-held')) {
    button.replaceWith(button.querySelector('template')?.content.cloneNode(true) ?? '');
  }
  return copy.innerHTML;
}

/** The article's text with the descriptions of its pictures, and whether anything ran. Runs in the page. */
function whatIsSaid(): { said: string; ran: boolean } {
  const pictures = [...document.querySelectorAll<HTMLImageElement>('.body img')].map((picture) => picture.alt);
  return {
    said: [document.querySelector('.body')?.textContent ?? '', ...pictures].join(' '),
    ran: 'canary' in globalThis,
  };
}
