import type { BrowserName } from '../browser/browser.ts';
import { STORE_PAGE, withBenchExtension } from './bench-extension.ts';
import { type Figure, median, percentile, ratios } from './figures.ts';
import { quiet } from './quiet.ts';
import type { StorePage } from './store-page.ts';

const POSTS = 50_000;
const POSTS_A_FEED = 32;
const BLOCKS = 20;
const FEEDS_A_BLOCK = Math.ceil(POSTS / POSTS_A_FEED / BLOCKS);

type Page = { storePage: StorePage };

/**
 * 50,000 posts with bodies in feeds of 32, one strict transaction for each feed: through src/store/changes.ts over
 * the same rows by IndexedDB alone. Blocks of both alternate, and which goes first alternates too.
 */
export async function ingest(browserName: BrowserName): Promise<Figure[]> {
  return withBenchExtension(browserName, [], async (browser) => {
    const page = await browser.openPage(STORE_PAGE);
    await page.waitFor(() => 'storePage' in globalThis);
    const ours: number[] = [];
    const raw: number[] = [];
    const throughStore = async (firstFeed: number) => {
      const run = (first: number, count: number) =>
        (globalThis as unknown as Page).storePage.ingestThroughStore(first, count);
      ours.push(await page.evaluate(run, firstFeed, FEEDS_A_BLOCK));
    };
    const alone = async (firstFeed: number) => {
      const run = (first: number, count: number) => (globalThis as unknown as Page).storePage.ingestRaw(first, count);
      raw.push(await page.evaluate(run, firstFeed, FEEDS_A_BLOCK));
    };
    let noisy = 0;
    for (let block = 0; block < BLOCKS; block += 1) {
      const firstFeed = 1 + block * FEEDS_A_BLOCK;
      for (const way of block % 2 === 0 ? [throughStore, alone] : [alone, throughStore]) {
        if (!(await quiet())) noisy += 1;
        await way(firstFeed);
      }
    }
    const difference = await page.evaluate(
      (feeds) => (globalThis as unknown as Page).storePage.difference(feeds),
      BLOCKS * FEEDS_A_BLOCK,
    );
    if (difference) throw new Error(`The store and the raw writes differ: ${difference}`);
    if (noisy > 0) console.log(`${noisy} of ${2 * BLOCKS} blocks began while other programs worked`);
    const perBlock = ratios(ours, raw);
    const rate = (times: readonly number[]) =>
      Math.round((FEEDS_A_BLOCK * POSTS_A_FEED * BLOCKS) / (times.reduce((sum, time) => sum + time, 0) / 1000));
    return [
      {
        name: `ingest of ${POSTS} posts over raw IndexedDB, ${browserName}`,
        ratio: median(perBlock),
        goal: 1.3,
        detail: `${rate(ours)} against ${rate(raw)} posts/s, p90 ${percentile(perBlock, 0.9).toFixed(2)}`,
      },
    ];
  });
}
