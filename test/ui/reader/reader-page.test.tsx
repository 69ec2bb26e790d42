// @vitest-environment happy-dom
import '../fake-extension.ts';
import './faithful-dom.ts';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeSettings } from '../../../src/browser/settings.ts';
import { database } from '../../../src/store/database.ts';
import { draft, givenFeedWith, NOW } from '../../store/given.ts';
import { freshProfile } from '../given-worker.ts';
import { eventually, found, press, pressKeys } from '../page-acts.ts';
import { close, leave, open, widen } from './opened-page.tsx';

let feedIds: number[];

beforeEach(async () => {
  widen();
  await freshProfile({});
  const posts = (blog: string) =>
    [1, 2, 3].map((n) =>
      draft({ identity: `${blog}${n}`, title: `${blog} post ${n}`, publishedAt: NOW - n * 3_600_000 }),
    );
  const feeds = [
    await givenFeedWith(posts('apple'), 'https://apple.example/feed'),
    await givenFeedWith(posts('berry'), 'https://berry.example/feed'),
  ];
  feedIds = feeds.map((feed) => feed.id);
  await database()
    .feeds.where('id')
    .equals(feedIds[0] ?? 0)
    .modify({ folder: 'Fruit' });
});
afterEach(() => {
  close();
});

const title = () => document.querySelector('#post-title')?.textContent;
const rows = () => [...document.querySelectorAll('.item h3')].map((row) => row.textContent);
const unread = () => database().posts.where('[unread+sortAt]').between([1, 0], [2, 0]).count();

describe('lists of the reading page', () => {
  test('a feed and a folder list their posts, under addresses of their own', async () => {
    await open('?list=all');
    expect(rows()).toHaveLength(6);
    (await found('[role=treeitem]', 'berry.example')).click();
    await eventually(() => expect(rows()).toEqual(['berry post 1', 'berry post 2', 'berry post 3']));
    expect(location.search).toBe(`?feed=${feedIds[1]}`);
    (await found('[role=treeitem]', 'Fruit')).click();
    await eventually(() => expect(rows()).toEqual(['apple post 1', 'apple post 2', 'apple post 3']));
    expect(location.search).toBe('?folder=Fruit');
  });

  test('a folder is closed and opened by arrows, and stays as it was left', async () => {
    await open('?list=all');
    const folder = await found('[role=treeitem]', 'Fruit');
    folder.focus();
    pressKeys('ArrowLeft');
    await eventually(() => expect(folder.getAttribute('aria-expanded')).toBe('false'));
    expect(document.querySelector('[role=group]')).toBeNull();
    leave();
    await open('?list=all');
    expect((await found('[role=treeitem]', 'Fruit')).getAttribute('aria-expanded')).toBe('false');
  });

  test('j reads the next post of the list, k the one before; their row is marked', async () => {
    await open(`?feed=${feedIds[0]}`);
    pressKeys('j');
    await eventually(() => expect(title()).toBe('apple post 1'));
    pressKeys('j');
    await eventually(() => expect(title()).toBe('apple post 2'));
    await eventually(() => expect(document.querySelector('.item[aria-current] h3')?.textContent).toBe('apple post 2'));
    pressKeys('k');
    await eventually(() => expect(title()).toBe('apple post 1'));
  });

  test('opening marks read where the person wants that, and only there', async () => {
    const before = await unread();
    await changeSettings({ markReadOnOpen: false });
    await open(`?feed=${feedIds[0]}`);
    pressKeys('j');
    await eventually(() => expect(title()).toBe('apple post 1'));
    pressKeys('m');
    await eventually(async () => expect(await unread()).toBe(before - 1));
    await changeSettings({ markReadOnOpen: true });
    pressKeys('j');
    await eventually(async () => expect(await unread()).toBe(before - 2));
  });

  test('keys act on the row that has the focus', async () => {
    await open(`?feed=${feedIds[0]}`);
    (await found('.item', 'apple post 1')).focus();
    pressKeys('j', 's');
    await eventually(async () => expect(await database().posts.where('savedAt').above(0).count()).toBe(1));
    pressKeys('Enter');
    await eventually(() => expect(title()).toBe('apple post 2'));
    expect((await database().posts.where('savedAt').above(0).first())?.title).toBe('apple post 2');
  });

  test('mark all read is about what the list shows, and can be undone', async () => {
    const before = await unread();
    await open(`?feed=${feedIds[0]}`);
    await eventually(() => expect(document.querySelector('.pill')).not.toBeNull());
    const shown = await database().feeds.get(feedIds[0] ?? 0);
    pressKeys('A');
    await eventually(async () => expect(await unread()).toBe(before - (shown?.unreadCount ?? 0)));
    await found('.toast', 'Marked');
    await press('Undo');
    await eventually(async () => expect(await unread()).toBe(before));
    expect(shown?.unreadCount).toBeGreaterThan(0);
  });

  test('a search shows what matches, and Escape the whole list', async () => {
    await open('?list=all');
    pressKeys('/');
    const field = (await found('input[type=search]')) as HTMLInputElement;
    field.value = 'BERRY 2';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await eventually(() => expect(rows()).toEqual(['berry post 2']));
    field.value = 'frob';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await found('.list-note', 'frob');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await eventually(() => expect(rows()).toHaveLength(6));
  });

  test('a post that is read keeps its row in the unread list until the list is opened anew', async () => {
    await open('?list=unread');
    const count = rows().length;
    pressKeys('j');
    await eventually(async () => expect(await unread()).toBe(count - 1));
    await eventually(() => expect(document.querySelectorAll('.item.read')).toHaveLength(1));
    expect(rows()).toHaveLength(count);
    pressKeys('g', 'u');
    await eventually(() => expect(rows()).toHaveLength(count - 1));
  });
});
