import type { BrowserName } from '../browser/browser.ts';
import { popupOn, withBenchExtension } from './bench-extension.ts';
import { type Figure, median, percentile } from './figures.ts';
import { fillDatabases } from './fill-databases.ts';

const DATABASE = { name: 'bench-unread', posts: 20_000, unread: 10_000 } as const;
/** How much slower than this machine the processor is made, where the browser can do that. */
const SLOWER = 4;
const FRAME_MS = 32;
/** Px in each frame: as fast as anybody reads headlines, and a page at a time. */
const SPEEDS = [30, 120] as const;
const FRAMES = 360;
const SHARE = 0.99;

/** How many frames come in time while a list of ten thousand unread posts scrolls. */
export async function popupScroll(browserName: BrowserName): Promise<Figure[]> {
  return withBenchExtension(browserName, [DATABASE.name], async (browser) => {
    await fillDatabases(browser, [DATABASE]);
    const figures: Figure[] = [];
    for (const speed of SPEEDS) {
      const page = await browser.openPage(popupOn(DATABASE.name));
      await page.resize(440, 600);
      await page.waitFor(() => (document.querySelector('main')?.scrollHeight ?? 0) > 500_000);
      await page.slowDown?.(SLOWER);
      const frames = await page.evaluate(scrollDown, speed, FRAMES);
      const drawn = await page.evaluate(() => document.querySelectorAll('[data-post] h3').length);
      await page.close();
      if (drawn === 0) throw new Error('No post is to be seen where the list was scrolled to');
      figures.push({
        name: `frames over ${FRAME_MS} ms at ${speed} px a frame, ${browserName}${page.slowDown ? `, ${SLOWER} times slowed` : ''}`,
        ratio: frames.filter((ms) => ms > FRAME_MS).length / frames.length,
        ...(page.slowDown && { goal: 1 - SHARE }),
        detail: `median ${median(frames).toFixed(1)} ms, p99 ${percentile(frames, 0.99).toFixed(1)}, worst ${Math.max(...frames).toFixed(1)}, ${drawn} rows in the page`,
      });
    }
    return figures;
  });
}

/** Scrolls the list so many px in each of so many frames; gives how long each took, in ms. */
function scrollDown(speed: number, frames: number): Promise<number[]> {
  return new Promise((resolve) => {
    const list = document.querySelector('main');
    const times: number[] = [];
    let before: number | undefined;
    const step = (at: number) => {
      if (before !== undefined) times.push(at - before);
      before = at;
      if (times.length >= frames || !list) resolve(times);
      else {
        list.scrollTop += speed;
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
  });
}
