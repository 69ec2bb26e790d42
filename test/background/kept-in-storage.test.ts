import './extension-storage.ts';

import { beforeEach, describe, expect, test, vi } from 'vitest';
import { handlersFor } from '../../src/background/handlers.ts';
import { Rounds } from '../../src/background/rounds.ts';
import { dismissSite, readDismissedSites } from '../../src/browser/dismissed-sites.ts';
import { keepPosition, readPosition } from '../../src/browser/positions.ts';
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

describe('reading positions', () => {
  const storedRows = async () => Object.values(await local.get(null)).flat();

  test('a post is opened where it was left, until it is finished', async () => {
    await keepPosition('1.a', { block: 3, into: 0.5 });
    await keepPosition('1.a', { block: 7, into: 0 });
    await keepPosition('1.b', { block: 1, into: 1 });
    expect(await readPosition('1.a')).toEqual({ block: 7, into: 0 });
    expect(await readPosition('1.b')).toEqual({ block: 1, into: 1 });

    await keepPosition('1.a', undefined);
    expect(await readPosition('1.a')).toBeUndefined();
    expect(await readPosition('1.b')).toEqual({ block: 1, into: 1 });
  });

  test('of very many posts the latest are remembered', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `1.post-${index}`);
    for (const id of ids) await keepPosition(id, { block: 1, into: 0 });
    expect((await storedRows()).length).toBeLessThanOrEqual(512);
    expect(await readPosition('1.post-999')).toEqual({ block: 1, into: 0 });
    expect(await readPosition('1.post-0')).toBeUndefined();
  });

  test('what is no position is passed over', async () => {
    await keepPosition('1.a', { block: 3, into: 0.5 });
    const [key = ''] = Object.keys(await local.get(null));
    await local.set({ [key]: [null, ['1.a', '3', 0.5], ['1.a', 3, 7], 'x', ['1.a', 4, 0.25]] });
    expect(await readPosition('1.a')).toEqual({ block: 4, into: 0.25 });
    await local.set({ [key]: 'gone' });
    expect(await readPosition('1.a')).toBeUndefined();
  });
});
