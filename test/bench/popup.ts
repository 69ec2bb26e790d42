import type { Browser, BrowserName } from '../browser/browser.ts';
import { EMPTY_PAGE, popupOn, withBenchExtension } from './bench-extension.ts';
import { type Figure, inMs, median, percentile, ratios } from './figures.ts';
import { fillDatabases } from './fill-databases.ts';
import { quiet } from './quiet.ts';

const GOAL = { chromium: 1.7, firefox: 1.8 } as const;
/** Stored posts, and how many of them are unread: more than a screen everywhere. */
const SIZES = [
  { name: 'bench-200', posts: 200, unread: 100 },
  { name: 'bench-50000', posts: 50_000, unread: 5_000 },
  { name: 'bench-200000', posts: 200_000, unread: 20_000 },
] as const;
const WARM_UPS = 4;
const ROUNDS = 32;

/** From the start of navigation to the first post painted, over an empty page of the extension to its first paint. */
export async function popup(browserName: BrowserName): Promise<Figure[]> {
  const databases = SIZES.map(({ name }) => name);
  return withBenchExtension(browserName, databases, async (browser) => {
    await fillDatabases(browser, SIZES);
    const empty: number[] = [];
    const shown = SIZES.map((): number[] => []);
    let noisy = 0;
    const samples = [
      async (times: number[] = empty) => times.push(await paintOf(browser, EMPTY_PAGE, 'first-contentful-paint')),
      ...SIZES.map(({ name }, index) => async (times: number[] = shown[index] ?? []) => {
        times.push(await paintOf(browser, popupOn(name), 'first-post'));
      }),
    ];
    for (const sample of samples) for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) await sample([]);
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each round begins with another page, so that none always follows the same one.
      for (let at = 0; at < samples.length; at += 1) {
        if (!(await quiet())) noisy += 1;
        await samples[(round + at) % samples.length]?.();
      }
    }
    const [small = [], , large = []] = shown;
    const over = (times: readonly number[], bases: readonly number[]) => {
      const values = ratios(times, bases);
      return { ratio: median(values), p90: percentile(values, 0.9).toFixed(2) };
    };
    const growth = over(large, small);
    if (noisy > 0) console.log(`${noisy} of ${ROUNDS * samples.length} samples were taken while other programs worked`);
    return [
      ...SIZES.map(({ posts }, index) => {
        const times = shown[index] ?? [];
        const { ratio, p90 } = over(times, empty);
        return {
          name: `popup with ${posts} posts over an empty page, ${browserName}`,
          ratio,
          goal: GOAL[browserName],
          detail: `${inMs(times)} against ${inMs(empty)}, p90 of ratios ${p90}`,
        };
      }),
      {
        name: `popup with 200000 posts over 200, ${browserName}`,
        ratio: growth.ratio,
        goal: 1.1,
        detail: `${inMs(large)} against ${inMs(small)}, p90 of ratios ${growth.p90}`,
      },
    ];
  });
}

/** Ms from the start of navigation to the later of the first paint and this mark, in a new tab. */
async function paintOf(browser: Browser, path: string, mark: string): Promise<number> {
  const page = await browser.openPage(path);
  const ms = await page.waitFor((name) => {
    const [painted] = performance.getEntriesByName('first-contentful-paint');
    const [marked] = performance.getEntriesByName(name);
    return painted && marked ? Math.max(painted.startTime, marked.startTime) : undefined;
  }, mark);
  await page.close();
  return ms ?? Number.NaN;
}
