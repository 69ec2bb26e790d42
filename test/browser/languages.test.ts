import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBlog } from './blog-site.ts';
import type { Browser, Page } from './browser.ts';
import { launch } from './launch.ts';
import { storedPosts, subscribe } from './linefeed.ts';
import { type Publisher, startPublisher } from './publisher.ts';

const LOCALES = readdirSync(new URL('../../public/_locales/', import.meta.url)).sort();

const POPUP = 'src/ui/popup/popup.html';
const OPTIONS = 'src/ui/options/options.html';
const READER = 'src/ui/reader/reader.html';

/** A copy of the extension that has one language only, whatever the browser's is. */
function extensionIn(locale: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'linefeed-language-'));
  cpSync(inject('extensionDirs').chromium, folder, { recursive: true });
  for (const other of readdirSync(join(folder, '_locales'))) {
    if (other !== locale) rmSync(join(folder, '_locales', other), { recursive: true });
  }
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, default_locale: locale }));
  return folder;
}

/** Sent into pages as source: what longer or shorter words than the English ones have broken. */
async function broken(): Promise<string[]> {
  // What a width changes is there with the next frame.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const found: string[] = [];
  const root = document.documentElement;
  const canScroll = getComputedStyle(root).overflowX !== 'hidden';
  if (canScroll && root.scrollWidth > root.clientWidth)
    found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  const controls = [...document.querySelectorAll<HTMLElement>('button, a, select, input, [role=tab], h1, h2, summary')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.sr, .skip, .body'))
    .filter((one) => one.getBoundingClientRect().width > 1);
  const nameOf = (one: HTMLElement) =>
    `${one.localName} “${(one.ariaLabel || one.innerText || one.title).trim().slice(0, 60)}”`;
  for (const one of controls) {
    const { left, right } = one.getBoundingClientRect();
    const scrolls = one.closest('[tabindex="0"], .scroll, nav') !== null;
    if (!scrolls && (left < -1 || right > root.clientWidth + 1)) found.push(`${nameOf(one)} leaves the page`);
    const isClipped = one.localName === 'button' && one.scrollWidth > one.clientWidth + 1;
    const isMeant = getComputedStyle(one).textOverflow === 'ellipsis' || one.closest('article, h3') !== null;
    if (isClipped && !isMeant) found.push(`${nameOf(one)} is cut by ${one.scrollWidth - one.clientWidth} px`);
    const isNamed = one.ariaLabel || one.innerText.trim() || one.title || one.getAttribute('aria-labelledby') || one.id;
    if (!isNamed) found.push(`${one.outerHTML.slice(0, 80)} has no name`);
  }
  const buttons = controls.filter((one) => one.localName === 'button' && !one.closest('article'));
  for (const [place, one] of buttons.entries()) {
    const box = one.getBoundingClientRect();
    const over = buttons.slice(place + 1).find((other) => {
      const its = other.getBoundingClientRect();
      const [wide, high] = [
        Math.min(box.right, its.right) - Math.max(box.left, its.left),
        Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top),
      ];
      return (
        wide > 2 &&
        high > 2 &&
        !one.contains(other) &&
        !other.contains(one) &&
        one.closest('dialog') === other.closest('dialog')
      );
    });
    if (over) found.push(`${nameOf(one)} and ${nameOf(over)} overlap`);
  }
  return found;
}

async function brokenAt(page: Page, widths: readonly number[], height: number): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.resize(width, height);
    const here = await page.evaluate(broken);
    found.push(...here.map((what) => `${width} px: ${what}`));
  }
  return found;
}

describe.each(LOCALES)('in %s', (locale) => {
  let browser: Browser;
  let publisher: Publisher;
  let extensionDir: string;

  beforeAll(async () => {
    extensionDir = extensionIn(locale);
    publisher = await startPublisher();
    browser = await launch('chromium', { extensionDir });
    const posts = Array.from({ length: 5 }, (_, index) => ({
      slug: `post-${index}`,
      title: `Post ${index}`,
      hoursAgo: 2 + 30 * index,
      html: `<h2>One</h2><p>${'A sentence that says something. '.repeat(12)}</p><h2>Two</h2><pre><code class="language-js">1;</code></pre><h2>Three</h2><p><img src="/a.png" alt="A picture"></p>`,
    }));
    const site = openBlog(publisher, {
      ...{ name: 'words', title: 'Words', description: 'Words.', author: 'Robin Ashdown', format: 'rss' },
      ...{ colour: [76, 99, 16], posts },
    });
    await subscribe(browser, site.feedUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await publisher?.close();
    rmSync(extensionDir, { recursive: true, force: true });
  });

  test('every page speaks it and stands as it does in English', async () => {
    const popup = await browser.openPage(POPUP);
    await popup.click('article h3 button');
    await popup.waitFor(() => document.querySelector('article [aria-expanded="true"]'));
    const language = await popup.evaluate(() => document.documentElement.lang);
    expect(`${language}-`.startsWith(`${locale.replace('_', '-')}-`), language).toBe(true);
    expect(await brokenAt(popup, [440, 320], 600), 'popup').toEqual([]);
    await popup.close();

    const options = await browser.openPage(OPTIONS);
    const tabs = await options.waitFor(() => document.querySelectorAll('[role=tab]').length);
    for (let tab = 0; tab < tabs; tab += 1) {
      await options.evaluate((place) => document.querySelectorAll<HTMLElement>('[role=tab]')[place]?.click(), tab);
      expect(await brokenAt(options, [1000, 320], 700), `settings, tab ${tab + 1}`).toEqual([]);
    }
    await options.close();

    const [post] = await storedPosts(browser);
    const reader = await browser.openPage(`${READER}?post=${post?.id}`);
    await reader.text('article h1');
    expect(await brokenAt(reader, [1280, 1090, 760, 720, 320], 700), 'reading page').toEqual([]);
    await reader.close();
  });
});
