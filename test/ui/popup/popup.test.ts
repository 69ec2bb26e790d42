// @vitest-environment happy-dom
import '../fake-extension.ts';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { send } from '../../../src/browser/commands.ts';
import type { Feed } from '../../../src/model/types.ts';
import { database } from '../../../src/store/database.ts';
import { rss } from '../../background/given.ts';
import { extension } from '../fake-extension.ts';
import { freshProfile } from '../given-worker.ts';
import { eventually, found, press, pressKeys } from '../page-acts.ts';
import { closePopup, openPopup } from './given-popup.tsx';

const FEED = 'https://blog.example/feed.xml';

let asked: readonly { readonly url: string }[];

beforeEach(async () => {
  ({ asked } = await freshProfile({ [FEED]: { body: rss(['Newest', 'Older']) } }));
  extension.granted.add('*://blog.example/*');
  await send('subscribe', { address: FEED });
  openPopup();
  await eventually(() => expect(document.querySelectorAll('article h3')).toHaveLength(2));
});
afterEach(() => {
  closePopup();
  vi.restoreAllMocks();
});

async function given(traits: Partial<Feed>): Promise<void> {
  await database().feeds.toCollection().modify(traits);
}

function requests(): number {
  return asked.filter(({ url }) => url === FEED).length;
}

describe('check now', () => {
  test('says that the feeds were checked a moment ago, and asks no site again', async () => {
    pressKeys('r');
    await found('.toast', 'was checked a moment ago');
    expect(requests()).toBe(1);
  });

  test('says nothing where it checks', async () => {
    await given({ lastCheckedAt: Date.now() - 61_000 });
    await press('Check for new posts');
    await eventually(() => expect(requests()).toBe(2));
    expect(document.querySelector('.toast')).toBeNull();
  });

  test('says until when the site wants to be left alone', async () => {
    await given({ lastCheckedAt: 0, blockedUntil: Date.now() + 7_200_000 });
    await eventually(async () => {
      pressKeys('r');
      expect((await found('.toast')).textContent).toContain('asked us to slow down');
    });
    expect(requests()).toBe(1);
  });

  test('of one feed in trouble says so too', async () => {
    await given({ failure: { reason: 'server-error', status: 500 }, failures: 9, failingSince: 0 });
    await press('Show');
    await press('Check Blog now');
    await found('.toast', 'Blog was checked a moment ago');
  });
});

describe('keys', () => {
  test('y copies the link of the post that has the focus, and says so', async () => {
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    document.querySelector<HTMLElement>('article')?.focus();
    pressKeys('y');
    await found('.toast', 'Link copied');
    expect(copied).toHaveBeenCalledWith('https://blog.example/0');
  });

  test('an open post has a button for that; what the browser does not copy is shown', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
    await press('Older');
    await press('Copy link');
    await found('.toast', 'https://blog.example/1');
  });

  test('g f opens the feeds', async () => {
    pressKeys('g', 'f');
    await eventually(() => expect(extension.openedTabs).toEqual([expect.stringMatching(/options\.html#feeds$/)]));
  });

  test('g a opens all posts on the reading page', async () => {
    pressKeys('g', 'a');
    await eventually(() => expect(extension.openedTabs).toEqual([expect.stringMatching(/reader\.html\?list=all$/)]));
  });

  test('are all in the dialog that lists them', async () => {
    pressKeys('?');
    const rows = [...(await found('dialog')).querySelectorAll('li')].map((row) => row.textContent);
    expect(rows).toContain('Copy linky');
    expect(rows).toContain('Feedsgf');
  });
});

describe('search', () => {
  async function search(words: string): Promise<void> {
    const field = (await found('input[type=search]')) as HTMLInputElement;
    field.value = words;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const titles = () => [...document.querySelectorAll('article h3')].map((title) => title.textContent);

  test('shows what has all words, whatever their order and accents, and all again when it is closed', async () => {
    pressKeys('/');
    await eventually(() => expect(document.activeElement?.getAttribute('type')).toBe('search'));
    await search('blog ÓLDER');
    await eventually(() => expect(titles()).toEqual(['Older']));
    pressKeys('Escape');
    await eventually(() => expect(titles()).toEqual(['Newest', 'Older']));
    expect(document.activeElement?.closest('article')).not.toBeNull();
  });

  test('says where nothing matches, and begins anew at a press', async () => {
    await press('Search');
    await search('<b>frob');
    await found('h2', 'No posts match “<b>frob”');
    await press('Clear search');
    await eventually(() => expect(titles()).toHaveLength(2));
  });

  test('has marking all read act on what was found', async () => {
    pressKeys('/');
    await search('newest');
    await eventually(() => expect(titles()).toEqual(['Newest']));
    await press('Mark all read');
    await found('.toast', 'Marked 1 post read.');
    await eventually(async () => expect((await database().posts.toArray()).map((post) => post.unread)).toContain(1));
    await press('Undo');
    await eventually(async () => expect((await database().posts.toArray()).map((post) => post.unread)).toEqual([1, 1]));
  });

  test('is there again when the popup is opened again', async () => {
    pressKeys('/');
    await search('older');
    await eventually(() => expect(titles()).toEqual(['Older']));
    closePopup();
    openPopup();
    await eventually(() => expect(titles()).toEqual(['Older']));
    expect(((await found('input[type=search]')) as HTMLInputElement).value).toBe('older');
  });
});

describe('undo', () => {
  const unread = async () => (await database().posts.toArray()).filter((post) => post.unread === 1).length;

  test('takes back act after act, the last one first', async () => {
    document.querySelector<HTMLElement>('article')?.focus();
    pressKeys('m');
    await found('.toast', 'Marked read');
    pressKeys('s');
    await found('.toast', 'Saved');
    await eventually(async () => expect((await database().counts.get('all'))?.saved).toBe(1));
    pressKeys('z');
    await eventually(async () => expect((await database().counts.get('all'))?.saved).toBe(0));
    expect(await unread()).toBe(1);
    pressKeys('z');
    await eventually(async () => expect(await unread()).toBe(2));
    pressKeys('z');
    await found('.toast', 'nothing to undo');
  });

  test('gives a post that is saved again its place among the saved', async () => {
    const [first] = await database().posts.toArray();
    await send('save-post', { postId: first?.id ?? '', saved: true, savedAt: 1000 });
    pressKeys('g', 's');
    await eventually(() => expect(document.querySelectorAll('article h3')).toHaveLength(1));
    document.querySelector<HTMLElement>('article')?.focus();
    pressKeys('s');
    await found('.toast', 'No longer saved');
    await press('Undo');
    await eventually(async () => expect((await database().posts.get(first?.id ?? ''))?.savedAt).toBe(1000));
  });
});

test('posts stand under their blogs where the person wants that, and name them once', async () => {
  const choice = (await found('select', 'Group posts')) as HTMLSelectElement;
  choice.value = 'blog';
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  expect((await found('section h2.blog')).textContent).toContain('Blog');
  expect(document.querySelector('article .src')).toBeNull();
});
