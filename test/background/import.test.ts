import './extension-storage.ts';

import { beforeEach, expect, test } from 'vitest';
import { handlersFor } from '../../src/background/handlers.ts';
import { Rounds } from '../../src/background/rounds.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import { recordChecks, unsubscribe } from '../../src/store/changes.ts';
import { readFeeds } from '../../src/store/queries.ts';
import { check, givenEmptyDatabase, givenFeed, NOW } from '../store/given.ts';
import { scripted } from './given.ts';

beforeEach(givenEmptyDatabase);

function handlers() {
  // Offline, so that the round which follows an import asks nothing.
  const { environment } = scripted({}, { online: () => false });
  const rounds = new Rounds(environment, {
    settings: async () => DEFAULT_SETTINGS,
    onBegin: async () => {},
    hasRoom: async () => true,
    show: async () => {},
    onNewPosts: async () => {},
    onEnd: async () => {},
  });
  return handlersFor(environment, rounds, async () => {});
}

function opml(...urls: readonly string[]): string {
  const outlines = urls.map((url) => `<outline type="rss" text="x" xmlUrl="${url}"/>`);
  return `<opml version="2.0"><body>${outlines.join('')}</body></opml>`;
}

test('an imported feed that is there under another address is not added again', async () => {
  const moved = await givenFeed('https://old.example/rss');
  const away = { outcome: 'unchanged', finalUrl: 'https://new.example/rss' } as const;
  await recordChecks([check(moved.id, away)]);
  await givenFeed('https://blog.example/feed');
  const left = await givenFeed('https://left.example/feed');
  await unsubscribe([left.id], NOW);
  const text = opml(
    'https://new.example/rss',
    'http://www.blog.example/feed/',
    'https://blog.example/feed',
    'https://left.example/feed',
    'https://fresh.example/feed',
  );

  expect(await handlers()['read-opml']({ text })).toMatchObject({ feeds: 2, already: 3 });
  expect(await handlers()['import-opml']({ text })).toEqual({ ok: true, added: 2, already: 3, unreadable: 0 });
  const { feeds } = await readFeeds();
  expect(feeds.map(({ url }) => url).toSorted()).toEqual([
    'https://blog.example/feed',
    'https://fresh.example/feed',
    'https://left.example/feed',
    'https://old.example/rss',
  ]);
});

test('a file asks for no host that stands for others', async () => {
  const preview = await handlers()['read-opml']({ text: opml('http://*/feed', 'https://blog.example.org/feed') });
  expect(preview).toMatchObject({ feeds: 1, unreadable: 1, origins: ['*://blog.example.org/*'] });
});
