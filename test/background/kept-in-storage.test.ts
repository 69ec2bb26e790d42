import './extension-storage.ts';

import { beforeEach, describe, expect, test, vi } from 'vitest';
import { handlersFor } from '../../src/background/handlers.ts';
import { Rounds } from '../../src/background/rounds.ts';
import { dismissSite, readDismissedSites } from '../../src/browser/dismissed-sites.ts';
import { changeSettings, readSettings } from '../../src/browser/settings.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import { readSavedPosts } from '../../src/store/queries.ts';
import { drafts, givenEmptyDatabase, givenFeedWith } from '../store/given.ts';
import { givenWritesFail, local } from './extension-storage.ts';
import { scripted } from './given.ts';

beforeEach(() => local.clear());

describe('settings', () => {
  test('changed at once are both changed', async () => {
    await Promise.all([changeSettings({ badge: 'off' }), changeSettings({ theme: 'dark' })]);
    expect(await readSettings()).toMatchObject({ badge: 'off', theme: 'dark' });
  });

  test('can be changed after a change that could not be written, of which its asker hears', async () => {
    givenWritesFail(1);
    const failed = expect(changeSettings({ badge: 'off' })).rejects.toThrow('The disk is full');
    await changeSettings({ theme: 'dark' });
    await failed;
    expect(await readSettings()).toMatchObject({ badge: 'new', theme: 'dark' });
  });
});

test('sites dismissed at once are both remembered', async () => {
  await Promise.all([dismissSite('one.example'), dismissSite('two.example')]);
  expect(await readDismissedSites()).toEqual(['one.example', 'two.example']);
});

test('a post is saved also where its copy cannot be written, and the worker hears why', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await givenEmptyDatabase();
  const feed = await givenFeedWith(drafts('a', 1));
  const heard: unknown[] = [];
  const { environment } = scripted({}, { onStoreError: async (error) => heard.push(error) < 0 });
  const rounds = new Rounds(environment, {
    settings: async () => DEFAULT_SETTINGS,
    onBegin: async () => {},
    hasRoom: async () => true,
    show: async () => {},
    onNewPosts: async () => {},
    onEnd: async () => {},
  });
  givenWritesFail(100);
  await handlersFor(environment, rounds, async () => {})['save-post']({ postId: `${feed.id}.a0`, saved: true });
  givenWritesFail(0);
  expect(await readSavedPosts()).toHaveLength(1);
  expect(heard).toEqual([expect.objectContaining({ message: 'The disk is full' })]);
  vi.restoreAllMocks();
});
