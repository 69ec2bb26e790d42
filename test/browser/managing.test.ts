import { describe, expect, test } from 'vitest';
import { originsFor } from '../../src/model/origins.ts';
import type { Page } from './browser.ts';
import { eventually } from './eventually.ts';
import { send, storedFeeds, storedIcons, storedPosts, subscribe } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

const OPTIONS = 'src/ui/options/options.html';

describe.each(BROWSERS)('managing feeds in %s', (name) => {
  const stage = setStage(name);

  async function openDetails(title: string): Promise<Page> {
    const page = await stage.browser.openPage(OPTIONS);
    await page.click({ css: 'button', text: `Show settings for ${title}` });
    await page.text('.detail-card');
    return page;
  }

  test('unsubscribing takes the posts away, keeps the saved ones, and is undone whole', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('leaving').siteUrl);
    const [newest] = await storedPosts(browser);
    const [{ id: feedId = 0 } = {}] = await storedFeeds(browser);
    await send(browser, 'save-post', { postId: newest?.id ?? '', saved: true });
    await send(browser, 'rename-feed', { feedId, name: 'My leaving blog' });
    await send(browser, 'move-feeds', { feedIds: [feedId], folder: 'Farewells' });
    await eventually('the badge says 5', async () => (await browser.badge()) === '5');
    await eventually('the icon has been asked for', async () => (await storedIcons(browser)).length === 1);
    const before = { posts: await storedPosts(browser), feeds: await storedFeeds(browser) };
    expect(before.posts[0]?.savedAt).toBeGreaterThan(0);

    const page = await openDetails('My leaving blog');
    await page.click({ css: 'button', text: 'Unsubscribe' });
    await page.text({ css: '[role=status]', text: 'Unsubscribed from My leaving blog' });
    await eventually('the badge is empty', async () => (await browser.badge()) === '');
    const popup = await browser.openPopup();
    await popup.click({ css: '[role=tab]', text: 'Saved' });
    await popup.waitFor(() => document.querySelectorAll('article h3').length === 1);
    await popup.close();

    await page.click({ css: 'button', text: 'Undo' });
    await page.text({ css: 'tr.feed', text: 'My leaving blog' });
    await page.text({ css: '[role=status]', text: 'You subscribe to My leaving blog again' });
    expect(await storedPosts(browser)).toEqual(before.posts);
    expect(await storedFeeds(browser)).toEqual(before.feeds);
    const next = await browser.openPopup();
    await next.click({ css: '[role=tab]', text: 'Unread' });
    await next.waitFor(() => document.querySelectorAll('article h3').length === 5);
  });

  test('a feed is renamed and put into a folder', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('named').siteUrl);
    const page = await openDetails('The named blog');
    for (const [field, text] of [
      ['Name', 'My own name'],
      ['Folder', 'Databases'],
    ] as const) {
      const id = await page.evaluate(
        (label) => [...document.querySelectorAll('label')].find((found) => found.textContent === label)?.htmlFor ?? '',
        field,
      );
      await page.evaluate((fieldId) => (document.getElementById(fieldId) as HTMLInputElement).select(), id);
      await page.type(`[id="${id}"]`, text);
      await page.press('Enter');
    }
    await eventually('both are stored', async () => {
      const [feed] = await storedFeeds(browser);
      return feed?.name === 'My own name' && feed.folder === 'Databases';
    });
    await page.text({ css: 'tr.feed', text: 'My own name' });
  });

  test('an OPML file brings its feeds with names and folders; those not allowed wait and say so', async () => {
    const { browser } = stage;
    const [allowed, other] = [stage.openBlog('allowed'), stage.openBlog('other')];
    await browser.grantHosts(originsFor(allowed.siteUrl));
    const page = await browser.openPage(`${OPTIONS}#import`);
    await page.text({ css: 'section', text: 'Import a feed list' });
    await browser.refuseNextPermission(page);

    await page.evaluate(
      (text) => {
        const dropped = new DataTransfer();
        dropped.items.add(new File([text], 'feeds.opml', { type: 'text/x-opml' }));
        const card = document.querySelector('.open-card');
        card?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
      },
      opmlOf(allowed.feedUrl, other.feedUrl),
    );
    await page.click({ css: 'button', text: 'Add 2 feeds' });

    await eventually('the allowed feed was read', async () =>
      (await storedFeeds(browser)).some((feed) => feed.url === allowed.feedUrl && feed.postCount === 8),
    );
    await eventually('the other waits for its permission', async () =>
      (await storedFeeds(browser)).some((feed) => feed.failure?.reason === 'no-permission'),
    );
    expect((await storedFeeds(browser)).map(({ name: given, folder }) => ({ given, folder }))).toEqual([
      { given: 'First of the list', folder: 'Reading' },
      { given: 'Second of the list', folder: 'Reading' },
    ]);
    const row = await page.text({ css: 'tr.feed', text: 'Second of the list' });
    expect(row).toContain('Permission missing');
    expect(stage.publisher.requestsOf(other.feedUrl)).toEqual([]);

    // The permission comes, by whatever way, and the feed is read.
    await browser.grantHosts(originsFor(other.siteUrl));
    await eventually('the other feed was read', async () =>
      (await storedFeeds(browser)).every((feed) => feed.postCount === 8),
    );
  });
});

function opmlOf(...urls: string[]): string {
  const names = ['First of the list', 'Second of the list'];
  const outlines = urls.map((url, index) => `<outline type="rss" text="${names[index]}" xmlUrl="${url}"/>`);
  return `<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head>
    <body><outline text="Reading">${outlines.join('')}</outline></body></opml>`;
}
