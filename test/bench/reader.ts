import { openBlog } from '../browser/blog-site.ts';
import type { Browser, BrowserName } from '../browser/browser.ts';
import { storedPosts, subscribe } from '../browser/linefeed.ts';
import { startPublisher } from '../browser/publisher.ts';
import { withBenchExtension } from './bench-extension.ts';
import { type Figure, inMs, median, percentile, ratios } from './figures.ts';
import { quiet } from './quiet.ts';

const GOAL = 1.5;
const BLOCKS = 30;
const WARM_UPS = 3;
const ROUNDS = 24;

/**
 * From the start of navigation to the first text of a post with much code on the screen: coloured by its own page or to
 * be coloured by us, over the same text that wants no colours.
 */
export async function reader(browserName: BrowserName): Promise<Figure[]> {
  const publisher = await startPublisher();
  try {
    return await withBenchExtension(browserName, [], async (browser) => {
      const posts = (['plain', 'coloured', 'uncoloured'] as const).map((slug, at) => ({
        slug,
        title: slug,
        hoursAgo: at + 1,
        html: WRITERS[slug](),
      }));
      const blog = openBlog(publisher, {
        ...{ name: 'code', title: 'Code', description: 'Code.', author: 'Robin Ashdown', format: 'rss' },
        colour: [76, 99, 16],
        posts,
      });
      await subscribe(browser, blog.siteUrl);
      const stored = await storedPosts(browser);
      const times = posts.map(({ title }) => ({
        id: stored.find((post) => post.title === title)?.id ?? '',
        ms: [] as number[],
      }));
      for (const { id } of times) for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) await textOf(browser, id);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (let at = 0; at < times.length; at += 1) {
          await quiet();
          // Each round begins with another post, so that none always follows the same one.
          const next = times[(round + at) % times.length];
          if (next) next.ms.push(await textOf(browser, next.id));
        }
      }
      const [plain, ...others] = times.map(({ ms }) => ms);
      return others.map((ms, at) => {
        const values = ratios(ms, plain ?? []);
        return {
          name: `post with ${BLOCKS} blocks of code, ${at === 0 ? 'coloured by its page' : 'coloured by us'}, over plain, ${browserName}`,
          ratio: median(values),
          goal: GOAL,
          detail: `${inMs(ms)} against ${inMs(plain ?? [])}, p90 of ratios ${percentile(values, 0.9).toFixed(2)}`,
        };
      });
    });
  } finally {
    await publisher.close();
  }
}

/** Ms from the start of navigation, in a new tab. */
async function textOf(browser: Browser, postId: string): Promise<number> {
  const page = await browser.openPage(`src/ui/reader/reader.html?post=${encodeURIComponent(postId)}`);
  const ms = await page.waitFor(() => performance.getEntriesByName('first-text')[0]?.startTime);
  await page.close();
  return ms ?? Number.NaN;
}

type Piece = readonly [kind: string, text: string];

/** About twenty kilobytes of text in all. */
const PROSE = `<p>${'Some words say what the next lines do, and why they do it so and not otherwise. '.repeat(3)}</p>`;
const LINES: readonly (readonly Piece[])[] = Array.from({ length: 8 }, (_, line) => [
  ['kd', 'let'],
  ['nx', ` value${line}`],
  ['o', ' = '],
  ['nf', 'read'],
  ['p', '('],
  ['s1', `'name-${line}'`],
  ['p', ') + '],
  ['mi', `${line}`],
  ['c1', ` // number ${line}`],
]);

function post(block: string): string {
  return `${PROSE}${block}`.repeat(BLOCKS);
}

function code(language: string, lineOf: (line: readonly Piece[]) => string): string {
  return `<pre><code class="language-${language}">${LINES.map((line) => `${lineOf(line)}\n`).join('')}</code></pre>`;
}

const bare = (line: readonly Piece[]) => line.map(([, text]) => text).join('');
const WRITERS = {
  plain: () => post(code('text', bare)),
  coloured: () =>
    post(
      code(
        'js',
        (line) =>
          `<span class="line">${line.map(([kind, text]) => `<span class="${kind}">${text}</span>`).join('')}</span>`,
      ),
    ),
  uncoloured: () => post(code('js', bare)),
};
