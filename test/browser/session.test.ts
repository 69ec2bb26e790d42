import { describe, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { storedPosts, subscribe } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

describe.each(BROWSERS)('in %s', (name) => {
  const stage = setStage(name);

  test('a whole session goes by the keyboard alone: move, open, save, search, mark, undo, group, read', async () => {
    const { browser } = stage;
    await subscribe(browser, stage.openBlog('keys').siteUrl);
    await subscribe(browser, stage.openBlog('more').siteUrl);
    const unreadCount = async () => (await storedPosts(browser)).filter((post) => post.unread === 1).length;
    const savedCount = async () => (await storedPosts(browser)).filter((post) => post.savedAt !== undefined).length;
    const popup = await browser.openPopup();
    const focused = () =>
      popup.evaluate(() => document.activeElement?.closest('article')?.querySelector('h3')?.innerText ?? '');
    /** A row far away is drawn and filled before it can be told what it is. */
    const isFocused = (title: string) =>
      popup.waitFor(
        (wanted) => document.activeElement?.closest('article')?.querySelector('h3')?.innerText === wanted,
        title,
      );
    const titles = () =>
      popup.evaluate(() => [...document.querySelectorAll('article h3')].map((title) => title.textContent));
    await popup.waitFor(() => document.querySelector('#tab-unread')?.textContent?.includes('10'));
    await popup.waitFor(() => document.activeElement?.closest('article'));

    await popup.press('j');
    await popup.press('j');
    await popup.press('k');
    const second = await focused();
    await popup.press('s');
    await eventually('it is saved', async () => (await savedCount()) === 1);
    await popup.press('Enter');
    await eventually('it is read', async () => (await unreadCount()) === 9);
    await popup.text({ css: 'article.open.read', text: 'Read here' });
    await popup.press('Escape');
    await popup.press('m');
    await eventually('it is unread again', async () => (await unreadCount()) === 10);
    await popup.press('End');
    await isFocused('Post number 5');
    await popup.press('Home');

    await popup.press('/');
    await popup.waitFor(() => document.activeElement?.matches('input[type=search]'));
    await popup.type('input[type=search]', 'NÚMBER 3 /');
    await popup.text({ css: 'h2', text: 'No posts match' });
    await popup.press('Backspace');
    await popup.press('Backspace');
    await popup.waitFor(() => document.querySelectorAll('article h3').length === 2);
    expect(new Set(await titles())).toEqual(new Set(['Post number 3']));
    await popup.press('Enter');
    await isFocused('Post number 3');
    await popup.press('Shift+A');
    await eventually('what was found is read', async () => (await unreadCount()) === 8);
    await popup.text({ css: '[role=status]', text: 'Marked 2 posts read.' });
    await popup.press('z');
    await eventually('it is unread again', async () => (await unreadCount()) === 10);
    await popup.press('Escape');
    await popup.text('#tab-unread');

    await popup.press('Shift+A');
    await popup.text({ css: 'h2', text: 'You are all caught up' });
    // At once: the worker may not yet have told that it is done.
    await popup.press('z');
    await popup.waitFor(() => document.querySelector('article h3'));
    await eventually('they are unread again', async () => (await unreadCount()) === 10);
    expect(await savedCount()).toBe(1);

    await popup.press('g');
    await popup.press('s');
    await popup.text({ css: 'h2', text: 'Saved' });
    // The list that goes holds the focus until the other is there.
    await isFocused(second);
    await popup.press('v');
    const reader = await browser.pageAt('reader.html');
    await reader.text({ css: 'h1', text: second });
  });
});
