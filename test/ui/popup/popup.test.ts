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

  test('are all in the dialog that lists them', async () => {
    pressKeys('?');
    const rows = [...(await found('dialog')).querySelectorAll('li')].map((row) => row.textContent);
    expect(rows).toContain('Copy linky');
    expect(rows).toContain('Feedsgf');
  });
});
