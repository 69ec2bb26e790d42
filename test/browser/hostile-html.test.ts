import { describe, expect, test } from 'vitest';
import { FIRST_PLACE } from '../../src/model/place.ts';
import { findUnsafe } from '../fixtures/find-unsafe.ts';
import { VECTORS } from '../fixtures/vectors.ts';
import type { Browser, Page } from './browser.ts';
import { storedPosts, subscribe } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

describe.each(BROWSERS)('hostile HTML in %s', (name) => {
  const stage = setStage(name);

  test('comes out harmless on the reading page and still says what it said', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('hostile', { postCount: 1 }).siteUrl);
    const [post] = await storedPosts(browser);
    const address = `src/ui/reader/reader.html?post=${encodeURIComponent(post?.id ?? '')}`;
    const page = await browser.openPage(address);
    const faults: string[] = [];

    for (const { name: vector, html, shows } of VECTORS) {
      await storeBody(browser, post?.id ?? '', html);
      await page.goto(browser.extensionUrl(address));
      const said = await shownBy(page);
      const unsafe = await page.evaluate(findUnsafe, '.body');
      faults.push(...unsafe.map((finding) => `${vector}: ${finding}`));
      if (await page.evaluate(() => 'canary' in globalThis)) faults.push(`${vector}: ran`);
      if (shows && !said.includes(shows)) faults.push(`${vector}: does not say "${shows}"`);
    }

    expect(faults).toEqual([]);
    expect(await browser.tabs()).toContain(browser.extensionUrl(address));
  });
});

/** The text of the article and the descriptions of its pictures, once two frames have passed in which it could act. */
async function shownBy(page: Page): Promise<string> {
  await page.waitFor(() => document.querySelector('.body:not(:empty), .shortfall'));
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    const pictures = [...document.querySelectorAll<HTMLImageElement>('.body img')].map((picture) => picture.alt);
    return [document.querySelector('.body')?.textContent ?? '', ...pictures].join(' ');
  });
}

/** Past the worker, as if the feed had brought it: a feed's own rules would refuse some of it before. */
async function storeBody(browser: Browser, postId: string, html: string): Promise<void> {
  await browser.evaluateInExtension(
    async (database, id, source) => {
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = opened.transaction('bodies', 'readwrite');
      transaction.objectStore('bodies').put({ postId: id, html: source, base: 'https://blog.example/post/' });
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      opened.close();
    },
    FIRST_PLACE.name,
    postId,
    html,
  );
}
