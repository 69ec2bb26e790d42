import { join } from 'node:path';
import type { Browser } from '../test/browser/browser.ts';
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
  const pages = {
    'options.png': 'src/ui/options/options.html',
    ...(newest && { 'reader.png': `src/ui/reader/reader.html?post=${encodeURIComponent(newest.id)}` }),
  };
  for (const [file, path] of Object.entries(pages)) {
    const page = await browser.openPage(path);
    await page.prefer('light');
    await page.resize(1200, 800);
    await page.waitFor(() => document.querySelector('tr.feed, .item h3, main h2'));
    await page.screenshot(join(folder, file));
    await page.close();
  }
}
