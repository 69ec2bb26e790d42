import { join } from 'node:path';
import type { Browser, Page } from '../test/browser/browser.ts';
import { unreadPosts } from '../test/browser/linefeed.ts';

/** Writes popup.png, options.png, and reader.png of the newest unread post, into a folder, in light colours. */
export async function takePictures(browser: Browser, folder: string): Promise<void> {
  const [newest] = await unreadPosts(browser);
  const popup = await browser.openPopup();
  await popup.prefer('light');
  // The footer is the last to come; the first run has none, but a field.
  await popup.waitFor(
    () =>
      (document.querySelector('article, h2') && document.querySelector('footer span')?.textContent) ||
      document.querySelector('main input'),
  );
  await popup.screenshot(join(folder, 'popup.png'));
  await popup.close();
  const options = await browser.openPage('src/ui/options/options.html');
  await options.waitFor(() => document.querySelector('tr.feed, main h2'));
  await takePicture(options, join(folder, 'options.png'));
  if (!newest) return;
  const reader = await browser.openPage(`src/ui/reader/reader.html?post=${encodeURIComponent(newest.id)}`);
  // The feeds and the list come after the post, and the colours of its code last.
  await reader.waitFor(
    () =>
      document.querySelector('.feed-tree') &&
      document.querySelector('.posts h3') &&
      (document.querySelector('.body pre') === null || document.querySelector('.body pre span[class]')),
  );
  await takePicture(reader, join(folder, 'reader.png'));
}

async function takePicture(page: Page, file: string): Promise<void> {
  await page.prefer('light');
  await page.resize(1200, 800);
  await page.screenshot(file);
  await page.close();
}
