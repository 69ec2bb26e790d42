import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBlog } from '../test/browser/blog-site.ts';
import { eventually } from '../test/browser/eventually.ts';
import { launch } from '../test/browser/launch.ts';
import { storedIcons, subscribe } from '../test/browser/linefeed.ts';
import { startPublisher } from '../test/browser/publisher.ts';
import { buildExtension } from './build.ts';
import { SAMPLE_BLOGS } from './sample-blogs/sample-blogs.ts';
import { root } from './steps.ts';
import { takePictures } from './take-pictures.ts';

/** Renews the README's pictures from the real thing, in Chromium, on the sample blogs. */
export async function main(): Promise<number> {
  const extensionDir = join(root, 'dist/chrome');
  const folder = join(root, 'scripts/pictures');
  mkdirSync(folder, { recursive: true });
  await buildExtension('chrome', extensionDir);
  const publisher = await startPublisher();
  const browser = await launch('chromium', { extensionDir });
  try {
    for (const blog of SAMPLE_BLOGS) await subscribe(browser, openBlog(publisher, blog).siteUrl);
    await eventually('all icons are stored', async () => (await storedIcons(browser)).length === SAMPLE_BLOGS.length);
    await takePictures(browser, folder);
  } finally {
    await browser.close();
    await publisher.close();
  }
  console.log(`Pictures are in ${folder}`);
  return 0;
}
