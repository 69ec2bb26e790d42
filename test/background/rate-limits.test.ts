import { beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../src/background/environment.ts';
import { runRound } from '../../src/background/poll.ts';
import { subscribe } from '../../src/background/subscribe.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import { addFeeds, hostBlocks } from '../../src/store/changes.ts';
import { givenEmptyDatabase, NOW } from '../store/given.ts';
import { rss, scripted } from './given.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SLOW_DOWN = { status: 429, headers: { 'retry-after': String(DAY / 1000) } };

beforeEach(givenEmptyDatabase);

function round(environment: Environment): Promise<void> {
  const { signal } = new AbortController();
  return runRound(environment, { settings: DEFAULT_SETTINGS, signal, onProgress: () => {} });
}

const feedOf = (site: string, channel = '') =>
  rss(['one'], channel).replace('<link>https://blog.example/<', `<link>${site}<`);

test('no icon is asked for of a host that asked to be left alone in the same round', async () => {
  await addFeeds([{ url: 'https://h.example/a' }, { url: 'https://h.example/b' }], NOW);
  const { environment, asked } = scripted({
    'https://h.example/a': { body: feedOf('https://h.example/') },
    'https://h.example/b': SLOW_DOWN,
    'https://h.example/favicon.ico': { status: 404 },
  });
  await round(environment);
  expect(asked.map(({ url }) => url)).toEqual(['https://h.example/a', 'https://h.example/b']);
});

test('a host that answers 429 for an icon is left alone: neither its usual icon nor its other feeds are asked for', async () => {
  await addFeeds([{ url: 'https://h.example/a' }], NOW);
  const { environment, asked } = scripted({
    'https://h.example/a': { body: feedOf('https://h.example/', '<image><url>https://h.example/i.png</url></image>') },
    'https://h.example/i.png': SLOW_DOWN,
    'https://h.example/favicon.ico': { status: 404 },
  });
  await round(environment);
  expect(asked.map(({ url }) => url)).toEqual(['https://h.example/a', 'https://h.example/i.png']);
  expect((await hostBlocks(environment.now() + DAY - HOUR)).has('h.example')).toBe(true);
});

test('an address where redirects once led that asks to wait is not asked again before its time, nor is its host', async () => {
  await addFeeds([{ url: 'https://old.example/f' }, { url: 'https://new.example/other' }], NOW);
  let isGoneFromOld = false;
  const { environment, asked, advance } = scripted({
    'https://old.example/f': () =>
      isGoneFromOld ? { status: 404 } : { body: rss(['one']), url: 'https://new.example/f' },
    'https://new.example/f': { status: 429, headers: { 'retry-after': String((3 * DAY) / 1000) } },
    'https://new.example/other': { body: rss(['other']) },
  });
  await round(environment);
  isGoneFromOld = true;
  const isAsked = () => asked.some(({ url }) => url === 'https://new.example/f');
  for (let hour = 0; hour < 200 && !isAsked(); hour += 1) {
    advance(HOUR);
    await round(environment);
  }
  const before = asked.length;
  expect(isAsked()).toBe(true);
  for (let hour = 0; hour < 71; hour += 1) {
    advance(HOUR);
    await round(environment);
  }
  expect(asked.slice(before).filter(({ url }) => url.startsWith('https://new.example/'))).toEqual([]);
});

test.each([
  ['for as long as it says', { 'retry-after': String(DAY / 1000) }, DAY],
  ['for an hour where it says nothing', {}, HOUR],
])('a guessed address whose redirect led to another host has that host left alone, %s', async (_, headers, waitMs) => {
  const { environment } = scripted({
    'https://h.example/': { body: '<!doctype html><html><title>x</title><p>hi</p></html>' },
    'https://h.example/feed': { status: 429, headers, url: 'https://feeds.example/f' },
    'https://h.example/feed/': { status: 429, headers, url: 'https://feeds.example/f' },
  });
  const outcome = await subscribe(environment, DEFAULT_SETTINGS, { address: 'https://h.example/' });
  expect(outcome).toMatchObject({ kind: 'failed', failure: { reason: 'slow-down' } });
  const now = environment.now();
  expect([...(await hostBlocks(now)).keys()]).toEqual(['feeds.example']);
  expect((await hostBlocks(now + waitMs + 1)).size).toBe(0);
});
