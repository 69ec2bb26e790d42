import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { articleIsShown, readerPath, requestsOutside, set, showPost } from '../test/browser/article-page.ts';
import type { Browser, BrowserName, Page } from '../test/browser/browser.ts';
import { launch } from '../test/browser/launch.ts';
import { storedBodies, storedFeeds, storedPosts, subscribe } from '../test/browser/linefeed.ts';
import { startPublisher } from '../test/browser/publisher.ts';
import { findUnsafe } from '../test/fixtures/find-unsafe.ts';
import { FORMATS, feedOf, TYPES } from '../test/vectors/feeds.ts';
import { pageFaults, watchForScripts } from '../test/vectors/page-faults.ts';
import { type Payload, payloadsIn } from '../test/vectors/payloads.ts';
import { buildExtension } from './build.ts';

const USAGE = `usage: npm run vectors -- DIR [chromium|firefox]
       DIR holds checkouts of cure53/DOMPurify, cure53/H5SC and kurtmckee/feedparser, or some of them`;

/** Entries of one feed: few enough that the names of all make a title that a feed may have. */
const BATCH = 100;
const MOST_PRINTED = 30;

/**
 * Shows the payloads of public collections as posts of feeds, in every field and format, on the popup's page and the
 * reading page, and tells what came through.
 *
 * @returns 1 where anything did
 */
export async function main([folder, only]: readonly string[]): Promise<number> {
  if (folder === undefined || !existsSync(folder)) {
    console.error(USAGE);
    return 2;
  }
  const payloads = payloadsIn(resolve(folder));
  console.log(`${payloads.length} payloads, in ${FORMATS.length} formats`);
  const browsers: readonly BrowserName[] = only === 'chromium' || only === 'firefox' ? [only] : ['chromium', 'firefox'];
  let failed = payloads.length === 0 ? 1 : 0;
  for (const name of browsers) failed += await sweep(name, payloads);
  return failed > 0 ? 1 : 0;
}

/** @returns the number of faults */
async function sweep(name: BrowserName, payloads: readonly Payload[]): Promise<number> {
  const startedAt = performance.now();
  const target = name === 'chromium' ? 'chrome' : 'firefox';
  const extensionDir = mkdtempSync(join(tmpdir(), 'linefeed-vectors-'));
  await buildExtension(target, extensionDir);
  const publisher = await startPublisher();
  const browser = await launch(name, { extensionDir });
  const faults: string[] = [];
  try {
    // All of it in the lists, and nothing asked for: then every request is one too many.
    await set(browser, {
      ...{ unreadOnSubscribe: 'all', imagesInArticles: 'never', imagesInLists: 'never' },
      // Thousands of lists that change with each post would take most of the time.
      markReadOnOpen: false,
    });
    const batches = Array.from({ length: Math.ceil(payloads.length / BATCH) }, (_, at) =>
      payloads.slice(at * BATCH, (at + 1) * BATCH),
    );
    for (const format of FORMATS) {
      for (const [at, batch] of batches.entries()) {
        const blog = `${format}-${at}`;
        const url = publisher.url(blog, '/feed');
        const body = feedOf(format, batch, publisher.url(blog, '/'));
        publisher.serve(url, { headers: { 'content-type': `${TYPES[format]}; charset=utf-8` }, body });
        const outcome = await subscribe(browser, url);
        if (outcome.kind !== 'subscribed') faults.push(`${blog}: not subscribed but ${outcome.kind}`);
      }
    }
    const posts = await storedPosts(browser);
    const feeds = new Map((await storedFeeds(browser)).map((feed) => [feed.id, feed.url]));
    console.log(`${name}: ${posts.length} posts of ${feeds.size} feeds`);
    faults.push(...(await lookAtList(browser)));
    const bodies = new Map((await storedBodies(browser)).map((body) => [body.postId, body.html]));
    // What two formats brought alike is shown alike.
    const different = new Map(
      posts.map((post) => [JSON.stringify([bodies.get(post.id), post.title, post.authors, post.url]), post]),
    );
    const ids = [...different.values()].map(
      (post) => [post.id, `${feeds.get(post.feedId)} ${post.title.slice(0, 60)}`] as const,
    );
    console.log(`${name}: ${ids.length} of them differ`);
    faults.push(...(await lookAtPosts(browser, ids)));
  } finally {
    await browser.close();
    await publisher.close();
    rmSync(extensionDir, { recursive: true, force: true });
  }
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  console.log(`${name}: ${faults.length} faults in ${minutes} min`);
  const kinds = new Set(faults.map((fault) => fault.slice(fault.lastIndexOf(': ') + 2)));
  console.log(
    [...kinds]
      .slice(0, MOST_PRINTED)
      .map((kind) => `  kind: ${kind}\n`)
      .join(''),
  );
  for (const fault of faults.slice(0, MOST_PRINTED)) console.log(`  ${fault}`);
  return faults.length;
}

/** From the newest row to the oldest; rows that are out of sight are not drawn. */
async function lookAtList(browser: Browser): Promise<string[]> {
  const page = await browser.openPage('src/ui/popup/popup.html');
  await page.resize(440, 600);
  // The first frame has some rows, the list with all of them comes after it.
  await page.waitFor(() => (document.querySelector('main')?.scrollHeight ?? 0) > 2 * innerHeight);
  await page.evaluate(watchForScripts);
  const faults = new Set<string>();
  let rows = 0;
  for (let isMore = true; isMore; ) {
    for (const fault of await faultsOf(page)) faults.add(`list: ${fault}`);
    rows += await page.evaluate(() => document.querySelectorAll('article').length);
    isMore = await page.evaluate(async () => {
      const list = document.querySelector('main');
      const before = list?.scrollTop ?? 0;
      list?.scrollBy(0, 1500);
      // Rows are drawn, and more of them asked for, while it stands.
      for (let waits = 0; waits < 20 && list?.scrollTop === before; waits++) {
        await new Promise((done) => setTimeout(done, 50));
        list.scrollBy(0, 1500);
      }
      return (list?.scrollTop ?? 0) > before;
    });
  }
  console.log(`${browser.name}: looked at ${rows} rows`);
  await page.close();
  return [...faults];
}

async function lookAtPosts(
  browser: Browser,
  posts: readonly (readonly [id: string, name: string])[],
): Promise<string[]> {
  const page = await browser.openPage(readerPath(posts[0]?.[0] ?? ''));
  // One pane: the list has been looked at.
  await page.resize(700, 800);
  await articleIsShown(page);
  await page.evaluate(watchForScripts);
  const faults: string[] = [];
  let shown = 0;
  let known: ReadonlySet<string> = new Set();
  const tabs = (await browser.tabs()).length;
  for (const [id, name] of posts) {
    if (!(await page.evaluate(showPost, id))) faults.push(`${name}: is not shown`);
    const found = [...(await page.evaluate(findUnsafe, '.body')), ...(await faultsOf(page))];
    for (const fault of found.filter((one) => !known.has(one))) faults.push(`${name}: ${fault}`);
    // A request and a script that ran are told of for as long as the page is open.
    known = new Set(found);
    shown += 1;
    if (shown % 500 === 0)
      console.log(`${browser.name}: looked at ${shown} posts, ${faults.length} faults; the last: ${faults.at(-1)}`);
  }
  if ((await browser.tabs()).length !== tabs) faults.push('a tab was opened');
  return faults;
}

async function faultsOf(page: Page): Promise<string[]> {
  const requests = await page.evaluate(requestsOutside);
  return [...(await page.evaluate(pageFaults)), ...requests.map((address) => `asked for ${address}`)];
}
