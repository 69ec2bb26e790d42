import { describe, expect, test } from 'vitest';
import type { Page } from './browser.ts';
import { eventually } from './eventually.ts';
import { letTheHourPass, send, storedPosts, subscribe, unreadPosts } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

const OPTIONS = 'src/ui/options/options.html';

describe.each(BROWSERS)('reading in %s', (name) => {
  const stage = setStage(name);

  async function openPopupWithPosts(count = 5): Promise<Page> {
    const popup = await stage.browser.openPopup();
    // Of a longer list, only the rows near the view are in the page.
    await popup.waitFor((wanted) => document.querySelector('#tab-unread .cnt')?.textContent === wanted, String(count));
    await popup.waitFor(() => document.querySelector('article h3'));
    return popup;
  }

  async function badgeSays(text: string): Promise<void> {
    await eventually(`the badge says "${text}"`, async () => (await stage.browser.badge()) === text);
  }

  async function unreadCount(): Promise<number> {
    return (await unreadPosts(stage.browser)).length;
  }

  test('the badge counts what the person chose: all unread, or nothing', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('chosen').siteUrl);
    await badgeSays('5');
    const settings = await browser.openPage(`${OPTIONS}#notifications`);
    await settings.choose('select', 'All unread posts');
    const popup = await openPopupWithPosts();
    await badgeSays('5');

    await popup.click({ css: 'article button', text: 'Post number 2' });
    await badgeSays('4');

    await settings.choose('select', 'Nothing');
    await badgeSays('');
    await settings.choose('select', 'Posts since I last looked');
    await badgeSays('');
  });

  test('a press opens a post in place, says what is in it, and marks it read', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('in-place').siteUrl);
    const popup = await openPopupWithPosts();

    await popup.click({ css: 'article button', text: 'Post number 3' });

    const open = await popup.text('article.open');
    expect(open).toContain('1 code block');
    expect(open).toContain('Full text in the feed');
    await eventually('it is read', async () => (await unreadCount()) === 4);
    expect(await popup.evaluate(() => document.querySelectorAll('article').length)).toBe(5);
  });

  test('the link of an open post is copied, by key and by button', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('copied').siteUrl);
    const popup = await openPopupWithPosts();

    await popup.click({ css: 'article button', text: 'Post number 3' });
    await popup.press('y');
    await popup.text({ css: '.toast', text: 'Link copied' });
    await popup.click({ css: 'button', text: 'Copy link' });
    await popup.text({ css: '.toast', text: 'Link copied' });
  });

  test('a banner that comes once somebody is at the list leaves every row where it is', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('unmoved', { postCount: 12 }).siteUrl);
    const popup = await browser.openPage('src/ui/popup/popup.html');
    await popup.resize(440, 600);
    await popup.waitFor(() => document.querySelectorAll('article h3').length === 5);
    await popup.press('j');
    const tops = () =>
      popup.evaluate(() => [...document.querySelectorAll('article')].map((row) => row.getBoundingClientRect().top));
    const before = JSON.stringify(await tops());
    // Within the frame that shows the banner, of which the page may still be asked in between.
    const staysWhereItWas = () =>
      eventually('every row is where it was', async () => JSON.stringify(await tops()) === before);

    await popup.goOffline(true);
    await popup.text('[aria-label="Offline"]');
    await staysWhereItWas();

    await popup.goOffline(false);
    await popup.waitFor(() => !document.querySelector('[aria-label="Offline"]'));
    await staysWhereItWas();
  });

  test('the reading page shows the whole post: code as it is, links where they lead', async () => {
    const { browser, publisher } = stage;
    await subscribe(browser, stage.openBlog('whole').siteUrl);
    const popup = await openPopupWithPosts();
    await popup.click({ css: 'article button', text: 'Post number 1' });
    await popup.click({ css: 'article.open button', text: 'Read here' });

    const page = await browser.pageAt('reader.html');
    expect(await page.text('h1')).toBe('Post number 1');
    expect(await page.waitFor(() => document.querySelector('pre code, pre')?.textContent)).toBe(
      'export const number = 1;',
    );
    expect(
      await page.evaluate(() => [...document.links].find((link) => link.textContent === 'the post before')?.href),
    ).toBe(publisher.url('whole', '/posts/post-2/'));
    await eventually('it is read', async () => (await unreadCount()) === 4);
  });

  test.each([
    { how: 'a press', options: {} },
    { how: 'Control and a press', options: { modifiers: ['Control'] } },
    { how: 'the middle button', options: { button: 'middle' } },
  ] as const)('$how opens the original in a tab and marks the post read', async ({ options }) => {
    const { browser, publisher } = stage;
    await subscribe(browser, stage.openBlog('original').siteUrl);
    const [newest] = await unreadPosts(browser);
    const popup = await openPopupWithPosts();
    // Opened with its own setting off, so that only the link can mark it.
    await popup.click({ css: 'article button', text: 'Post number 1' });
    await eventually('it is read', async () => (await unreadCount()) === 4);
    await send(browser, 'mark-read', { postIds: [newest?.id ?? ''], read: false });
    await popup.waitFor(() => !document.querySelector('article.open.read'));

    await popup.click({ css: 'article.open a', text: 'Open original' }, options);

    const original = publisher.url('original', '/posts/post-1/');
    await eventually('the original is open', async () => (await browser.tabs()).includes(original));
    await eventually('it is read', async () => (await unreadCount()) === 4);
  });

  test('all posts are marked read at once, and undone', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('all-at-once').siteUrl);
    const before = await storedPosts(browser);
    const popup = await openPopupWithPosts();

    // The offer to undo stands for ten seconds, so it is taken up before anything else is looked at.
    await popup.click({ css: 'button', text: 'Mark all read' });
    await popup.click({ css: 'button', text: 'Undo' });
    await popup.waitFor(() => document.querySelectorAll('article h3').length === 5);
    await eventually('all are as before', async () => (await unreadCount()) === 5);
    expect(await storedPosts(browser)).toEqual(before);

    await popup.click({ css: 'button', text: 'Mark all read' });
    await popup.text({ css: '[role=status]', text: 'Marked 5 posts read.' });
    await popup.text({ css: 'h2', text: 'You are all caught up' });
    await eventually('all are read', async () => (await unreadCount()) === 0);
    await badgeSays('');
  });

  test('posts that come while the list is open wait behind a button and do not move it', async () => {
    const { browser } = stage;
    const site = stage.openBlog('coming');
    await subscribe(browser, site.siteUrl);
    const popup = await openPopupWithPosts();
    await badgeSays('');
    site.publish({ slug: 'late', title: 'Late news', html: '<p>It came while the list was open.</p>' });

    await letTheHourPass(browser);

    await popup.text({ css: 'button', text: 'Show new' });
    expect(await popup.text('article')).toContain('Post number 1');
    await badgeSays('1');
    await popup.click({ css: 'button', text: 'Show new' });
    await popup.text({ css: 'article', text: 'Late news' });
    await badgeSays('');
  });

  test('a popup that was closed opens where it was left', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('left').siteUrl);
    const popup = await openPopupWithPosts();
    await popup.click({ css: 'article button', text: 'Post number 4' });
    await popup.text({ css: 'article.open', text: 'Post number 4' });
    await eventually('it is read', async () => (await unreadCount()) === 4);
    await popup.waitFor(() => localStorage.getItem('popup')?.includes('openId'));
    await popup.close();
    await eventually('the popup is closed', () => popup.isClosed());

    const next = await browser.openPopup();

    await next.waitFor(() => document.querySelectorAll('article h3').length >= 4);
    await next.text({ css: 'article.open', text: 'Post number 4' });
  });

  test('the popup shows stored posts while the worker sleeps', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('asleep').siteUrl);
    await badgeSays('5');
    await browser.stopWorker();

    await openPopupWithPosts();

    await badgeSays('');
  });

  test('a check that was asked for shows how far it is, and can be stopped', async () => {
    const { browser, publisher } = stage;
    const [quick, slow] = [stage.openBlog('quick'), stage.openBlog('slow')];
    await subscribe(browser, quick.siteUrl);
    await subscribe(browser, slow.siteUrl);
    // A manual check does not ask again what was asked within a minute.
    await browser.evaluateInExtension(forgetLastChecks);
    publisher.serve(slow.feedUrl, { stall: 'head' });
    const popup = await openPopupWithPosts(10);

    await popup.click({ css: 'button', text: 'Check for new posts' });
    await popup.waitFor(() => document.querySelector('[role=progressbar]')?.getAttribute('aria-valuemax') === '2');
    await popup.text({ css: 'footer', text: 'of 2 feeds' });
    await popup.click({ css: 'button', text: 'Stop checking' });

    await popup.text({ css: 'button', text: 'Check for new posts' });
    await popup.waitFor(() => !document.querySelector('[role=progressbar]'));
    publisher.release();
  });

  test('without a network the popup says so and keeps its posts readable', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('offline').siteUrl);
    const popup = await openPopupWithPosts();
    await popup.goOffline(true);

    await popup.text({ css: 'section', text: 'You are offline' });
    expect(
      await popup.evaluate(() =>
        document.querySelector('[aria-label="Check for new posts"]')?.getAttribute('aria-disabled'),
      ),
    ).toBe('true');
    expect(await popup.evaluate(() => document.querySelectorAll('article').length)).toBe(5);
    await popup.goOffline(false);
    await popup.waitFor(() => !document.body.innerText.includes('You are offline'));
  });
});

async function forgetLastChecks(): Promise<void> {
  const [name] = (await indexedDB.databases()).flatMap((database) => database.name ?? []);
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name ?? '');
    request.onsuccess = () => resolve(request.result);
  });
  const transaction = database.transaction('feeds', 'readwrite');
  transaction.objectStore('feeds').openCursor().onsuccess = (event) => {
    const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
    if (cursor === null) return;
    cursor.update({ ...cursor.value, lastCheckedAt: 0 });
    cursor.continue();
  };
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
}
