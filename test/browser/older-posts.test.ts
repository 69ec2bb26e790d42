import { describe, expect, test } from 'vitest';
import { letTheHourPass, storedPosts, subscribe } from './linefeed.ts';
import type { Publisher } from './publisher.ts';
import { BROWSERS, setStage } from './stage.ts';

const OPTIONS = 'src/ui/options/options.html';
const DAY_MS = 86_400_000;

describe.each(BROWSERS)('older posts in %s', (name) => {
  const stage = setStage(name);

  test('come as read from the archives, each asked for once, and go on after the worker ended', async () => {
    const { browser, publisher } = stage;
    const feedUrl = serveWithArchives(publisher, 6);
    await subscribe(browser, feedUrl);
    expect(await storedPosts(browser)).toHaveLength(3);

    const page = await browser.openPage(OPTIONS);
    await page.click({ css: 'button', text: 'Show settings for The long blog' });
    await page.click({ css: 'button', text: 'Older posts' });
    await page.text({ css: '[role=status]', text: '15 older posts of The long blog' });
    await page.text({ css: '.detail-card', text: '18 (3 unread)' });
    await browser.stopWorker();
    await page.click({ css: 'button', text: 'Older posts' });
    await page.text({ css: '[role=status]', text: '3 older posts of The long blog. There are no more to load.' });

    const posts = await storedPosts(browser);
    expect(posts.map((post) => post.title)).toEqual(
      Array.from({ length: 21 }, (_, index) => `Post of ${index} days ago`),
    );
    expect(posts.filter((post) => post.unread === 1)).toHaveLength(3);
    expect(await browser.badge()).toBe('3');
    const asked = publisher.requests.map(({ url }) => url).filter((url) => url.includes('/archive/'));
    expect(asked).toEqual([0, 1, 2, 3, 4, 5].map((index) => archiveUrl(publisher, index)));

    // The feed itself is asked as before, by the validators of its own reply.
    publisher.serve(feedUrl, { status: 304 });
    const [request] = await Promise.all([publisher.nextRequest(feedUrl), letTheHourPass(browser)]);
    expect(request.headers['if-none-match']).toBe('"feed"');
  });
});

function archiveUrl(publisher: Publisher, index: number): string {
  return publisher.url('long', `/archive/${index}`);
}

/** A feed of three posts, and so many archives of three posts each behind it. */
function serveWithArchives(publisher: Publisher, count: number): string {
  const feedUrl = publisher.url('long', '/feed.xml');
  const document = (index: number) =>
    rss({
      days: [0, 1, 2].map((post) => index * 3 + post),
      ...(index < count && { prevArchive: archiveUrl(publisher, index) }),
    });
  publisher.serve(feedUrl, { headers: { 'content-type': 'application/rss+xml', etag: '"feed"' }, body: document(0) });
  for (let index = 0; index < count; index += 1) {
    publisher.serve(archiveUrl(publisher, index), {
      headers: { 'content-type': 'application/rss+xml', etag: `"archive ${index}"` },
      body: document(index + 1),
    });
  }
  return feedUrl;
}

function rss({ days, prevArchive }: { readonly days: readonly number[]; readonly prevArchive?: string }): string {
  const items = days.map(
    (day) => `<item><title>Post of ${day} days ago</title><guid isPermaLink="false">post ${day}</guid>
      <pubDate>${new Date(Date.now() - (day + 1) * DAY_MS).toUTCString()}</pubDate>
      <description>What was on the author's mind ${day} days ago.</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
    <title>The long blog</title>
    ${prevArchive === undefined ? '' : `<atom:link rel="prev-archive" href="${prevArchive}"/>`}
    ${items.join('')}</channel></rss>`;
}
