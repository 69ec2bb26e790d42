// Feeds of real sites lie beside the project, in ../shared of its root, and not in it: they belong to their authors.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/steps.ts';
import { articleIsShown, layoutFaults, readerPath, requestsOutside, set, showPost } from '../browser/article-page.ts';
import { storedFeeds, storedPosts, subscribe } from '../browser/linefeed.ts';
import { BROWSERS, setStage } from '../browser/stage.ts';
import { findUnsafe } from '../fixtures/find-unsafe.ts';
import { pageFaults, watchForScripts } from '../vectors/page-faults.ts';

const CORPUS = join(root, '../shared/feeds/real');
const isThere = existsSync(CORPUS);
if (!isThere) console.log(`Skipped: there are no real feeds at ${CORPUS}`);

const WIDTHS = [1280, 720, 320];

describe.skipIf(!isThere).each(BROWSERS)('every post of every real feed, in %s', (name) => {
  const stage = setStage(name, { shared: true });

  test('opens harmless, fits into any window and asks for nothing', { timeout: 7_200_000 }, async () => {
    const { browser, publisher } = stage;
    // Nothing may be asked for, so that every request is one too many.
    await set(browser, { imagesInArticles: 'never', imagesInLists: 'never', markReadOnOpen: false });
    const files = readdirSync(CORPUS).filter((file) => /\.(xml|json|rss|atom|rdf)$/.test(file));
    for (const [at, file] of files.entries()) {
      const url = publisher.url(`feed-${at}`, `/${encodeURIComponent(file)}`);
      const type = file.endsWith('.json') ? 'application/feed+json' : 'application/xml';
      publisher.serve(url, { headers: { 'content-type': type }, body: readFileSync(join(CORPUS, file)) });
      await subscribe(browser, url);
    }
    const feeds = new Map((await storedFeeds(browser)).map((feed) => [feed.id, feed.url]));
    const posts = await storedPosts(browser);
    const faults: string[] = [];
    const page = await browser.openPage(readerPath(posts[0]?.id ?? ''));
    await articleIsShown(page);
    await page.evaluate(watchForScripts);

    for (const width of WIDTHS) {
      await page.resize(width, 800);
      console.log(`${name}: ${posts.length} posts at ${width} px`);
      for (const { id, feedId, title } of posts) {
        const tell = (fault: string) => {
          const line = `${feeds.get(feedId)} "${title}" at ${width} px: ${fault}`;
          // Told at once: it goes on for long.
          console.log(line);
          faults.push(line);
        };
        if (!(await page.evaluate(showPost, id))) tell('is not shown');
        for (const fault of await page.evaluate(layoutFaults)) tell(fault);
        if (width !== WIDTHS[0]) continue;
        for (const fault of await page.evaluate(findUnsafe, '.body')) tell(fault);
        for (const fault of await page.evaluate(pageFaults)) tell(fault);
      }
    }

    console.log(`${name}: ${posts.length} posts of ${feeds.size} feeds, ${faults.length} faults`);
    expect(faults).toEqual([]);
    expect(await page.evaluate(requestsOutside)).toEqual([]);
  });
});
