import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readerPath, set, showPost } from '../test/browser/article-page.ts';
import type { Browser } from '../test/browser/browser.ts';
import { launch } from '../test/browser/launch.ts';
import { storedPosts, subscribe } from '../test/browser/linefeed.ts';
import { type Publisher, startPublisher } from '../test/browser/publisher.ts';
import { buildExtension } from './build.ts';

const USAGE = 'usage: node scripts/run.mjs scripts/contact-sheet.ts FEEDS-DIR OUT-DIR [POSTS]';

const SIZE = { width: 760, height: 1000 };
const PER_SHEET = 15;

/**
 * Takes pictures of posts of a folder of feeds, one of each feed and from all over it, in light and dark, fifteen to a
 * sheet, for a person to look at. Pictures within posts are not asked for.
 */
export async function main([folder, out, count = '60']: readonly string[]): Promise<number> {
  if (folder === undefined || out === undefined) {
    console.error(USAGE);
    return 2;
  }
  mkdirSync(resolve(out), { recursive: true });
  const extensionDir = mkdtempSync(join(tmpdir(), 'linefeed-sheet-'));
  await buildExtension('chrome', extensionDir);
  const publisher = await startPublisher();
  const browser = await launch('chromium', { extensionDir });
  try {
    await set(browser, { imagesInArticles: 'never' });
    const posts = await postsOf(browser, publisher, resolve(folder), Number(count));
    for (const scheme of ['light', 'dark'] as const) {
      const page = await browser.openPage(readerPath(posts[0] ?? ''));
      await page.prefer(scheme);
      await page.resize(SIZE.width, SIZE.height);
      for (const [at, id] of posts.entries()) {
        await page.evaluate(showPost, id);
        await page.screenshot(join(out, `${scheme}-${at}.png`));
        publisher.serve(publisher.url('sheet', `/${scheme}-${at}.png`), {
          headers: { 'content-type': 'image/png' },
          body: readFileSync(join(out, `${scheme}-${at}.png`)),
        });
      }
      await page.close();
      for (let first = 0; first < posts.length; first += PER_SHEET) {
        const pictures = posts
          .slice(first, first + PER_SHEET)
          .map((_, at) => `<img src="/${scheme}-${first + at}.png">`);
        const url = publisher.url('sheet', `/${scheme}-${first}.html`);
        publisher.serve(url, {
          headers: { 'content-type': 'text/html' },
          body: `<style>body{margin:0}img{width:20%}</style>${pictures.join('')}`,
        });
        const sheet = await browser.newTab(url);
        await sheet.resize(1900, 1520);
        await sheet.waitFor(() => [...document.images].every((image) => image.complete));
        await sheet.screenshot(join(out, `sheet-${scheme}-${first / PER_SHEET}.png`));
        await sheet.close();
      }
    }
  } finally {
    await browser.close();
    await publisher.close();
    rmSync(extensionDir, { recursive: true, force: true });
  }
  console.log(`Sheets are in ${out}`);
  return 0;
}

async function postsOf(browser: Browser, publisher: Publisher, folder: string, count: number): Promise<string[]> {
  const files = readdirSync(folder).filter((file) => /\.(xml|json|rss|atom|rdf)$/.test(file));
  const step = Math.max(1, files.length / count);
  const chosen = Array.from({ length: Math.min(count, files.length) }, (_, at) => files[Math.floor(at * step)] ?? '');
  for (const [at, file] of chosen.entries()) {
    const url = publisher.url(`feed-${at}`, `/${encodeURIComponent(file)}`);
    const type = file.endsWith('.json') ? 'application/feed+json' : 'application/xml';
    publisher.serve(url, { headers: { 'content-type': type }, body: readFileSync(join(folder, file)) });
    await subscribe(browser, url);
  }
  const byFeed = new Map<number, string[]>();
  for (const { id, feedId } of await storedPosts(browser)) byFeed.set(feedId, [...(byFeed.get(feedId) ?? []), id]);
  return [...byFeed.values()].map((ids, at) => ids[(at * 7) % ids.length] ?? '');
}
