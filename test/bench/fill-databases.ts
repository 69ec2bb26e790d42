import type { Browser } from '../browser/browser.ts';
import { STORE_PAGE } from './bench-extension.ts';
import type { StorePage } from './store-page.ts';

const CHUNK = 5_000;

export interface Filling {
  readonly name: string;
  readonly posts: number;
  readonly unread: number;
}

/** Fills databases with made-up posts, as `storePage.fill` does. */
export async function fillDatabases(browser: Browser, fillings: readonly Filling[]): Promise<void> {
  const page = await browser.openPage(STORE_PAGE);
  await page.waitFor(() => 'storePage' in globalThis);
  for (const { name, posts, unread } of fillings) {
    for (let from = 0; from < posts; from += CHUNK) {
      await page.evaluate(
        (database, first, last, total, unreadOfAll) =>
          (globalThis as unknown as { storePage: StorePage }).storePage.fill(database, first, last, total, unreadOfAll),
        name,
        from,
        Math.min(from + CHUNK, posts),
        posts,
        unread,
      );
    }
  }
  await page.close();
}
