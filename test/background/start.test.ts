import './extension-storage.ts';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { database } from '../../src/store/database.ts';
import { drafts, givenEmptyDatabase, givenFeedWith } from '../store/given.ts';
import { givenReadsFail, givenWritesFail, local, session } from './extension-storage.ts';

/** What the browser was last told. */
const told: { badge?: string; alarm?: number } = {};
const never = { addListener: () => {} };

vi.setConfig({ testTimeout: 40_000 });

beforeEach(async () => {
  delete told.badge;
  delete told.alarm;
  await Promise.all([local.clear(), session.clear(), givenEmptyDatabase()]);
  // Each test is a start of the worker.
  vi.resetModules();
  vi.stubGlobal('navigator', { onLine: true });
  Object.assign((globalThis as unknown as { browser: object }).browser, {
    runtime: { id: 'test', getURL: () => '', onInstalled: never, onStartup: never, onMessage: never },
    alarms: {
      create: async (_name: string, { when }: { when: number }) => {
        told.alarm = when;
      },
      clear: async () => {},
      onAlarm: never,
    },
    action: {
      setBadgeText: async ({ text }: { text: string }) => {
        told.badge = text;
      },
      setBadgeBackgroundColor: async () => {},
      setTitle: async () => {},
    },
    permissions: { contains: async () => true, onAdded: never },
    i18n: { getMessage: (key: string) => (['@@ui_locale', 'ui_language'].includes(key) ? 'en' : key) },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A start takes some steps, and a busy machine some time for each. */
function settled(expectation: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(expectation, { timeout: 20_000 });
}

/** Resolves at the end of all that a start does, which is to look for what is pending: the next test is left alone. */
async function startWorker(): Promise<void> {
  const asked = vi.spyOn(local, 'get');
  await import('../../src/background/index.ts');
  await settled(() => expect(asked.mock.calls.flat(2)).toContain('pending:0'));
}

test('a start of the worker shows the badge, sets the alarm and clears the round that died', async () => {
  await session.set({ round: { startedAt: 1, checked: 0, total: 1, newPosts: 0 } });
  await givenFeedWith(drafts('a', 3));
  await startWorker();
  await settled(() => expect(told).toEqual({ badge: '3', alarm: expect.any(Number) }));
  await settled(async () => expect(await session.get()).not.toHaveProperty('round'));
});

test('a start whose storage takes nothing still does all the rest', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const feed = await givenFeedWith(drafts('a', 3));
  const gone = { unsubscribedAt: 1, nextCheckAt: Number.MAX_SAFE_INTEGER, unreadCount: 0 };
  await database().feeds.add({ ...feed, ...gone, id: feed.id + 1, url: 'https://left.example/feed' });
  givenWritesFail(1);
  await startWorker();
  await settled(() => expect(told).toEqual({ badge: '3', alarm: expect.any(Number) }));
  await settled(async () => expect(await database().feeds.toArray()).toHaveLength(1));
});

test('a start that cannot mend its times still purges what was unsubscribed', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const feed = await givenFeedWith(drafts('a', 3));
  await database().feeds.update(feed.id, { unsubscribedAt: 1, nextCheckAt: Number.MAX_SAFE_INTEGER });
  await database().feeds.add({ ...feed, id: feed.id + 1, url: 'https://other.example/feed', lastCheckedAt: 8e15 });
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new Error('The disk is full');
  });
  await startWorker();
  await settled(async () => expect(await database().feeds.toArray()).toHaveLength(1));
  expect(logged).toHaveBeenCalled();
});

test('a start whose extension storage can be neither read nor written shows the badge and sets the alarm', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await givenFeedWith(drafts('a', 3));
  givenReadsFail(true);
  givenWritesFail(1000);
  await startWorker();
  await settled(() => expect(told).toEqual({ badge: '3', alarm: expect.any(Number) }));
  givenReadsFail(false);
  givenWritesFail(0);
});
