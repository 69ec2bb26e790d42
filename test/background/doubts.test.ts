import { beforeEach, expect, test } from 'vitest';
import { runRound } from '../../src/background/poll.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import type { Feed } from '../../src/model/types.ts';
import { addFeeds } from '../../src/store/changes.ts';
import { readFeedRows } from '../../src/store/queries.ts';
import { givenEmptyDatabase, NOW } from '../store/given.ts';
import { type Reply, rss, type Script, scripted } from './given.ts';

const MINUTE = 60_000;

beforeEach(givenEmptyDatabase);

/** A round over feeds of these hosts; what has no script cannot be reached. */
async function checked(hosts: readonly string[], scripts: Record<string, Script | Reply> = {}): Promise<Feed[]> {
  await addFeeds(
    hosts.map((host) => ({ url: `https://${host}/feed` })),
    NOW,
  );
  const { environment } = scripted(scripts, { random: () => 0.5 });
  const { signal } = new AbortController();
  await runRound(environment, { settings: DEFAULT_SETTINGS, signal, onProgress: () => {} });
  return readFeedRows();
}

const HOSTS = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example', 'f.example'];

test('where many hosts cannot be reached and none answers, no feed is blamed, and all are tried again soon', async () => {
  const feeds = await checked(HOSTS);
  expect(feeds.map(({ failures, leasedUntil }) => ({ failures, leasedUntil }))).toEqual(
    HOSTS.map(() => ({ failures: 0, leasedUntil: 0 })),
  );
  for (const { nextCheckAt } of feeds) expect(nextCheckAt - NOW).toBe(15 * MINUTE);
});

test('where any server answers, those that cannot be reached are to blame', async () => {
  const feeds = await checked(HOSTS, { 'https://f.example/feed': { status: 500 } });
  expect(feeds.map(({ failure }) => failure?.reason)).toEqual([
    ...HOSTS.slice(0, 5).map(() => 'unreachable'),
    'server-error',
  ]);
  for (const { nextCheckAt } of feeds) expect(nextCheckAt - NOW).toBeGreaterThanOrEqual(60 * MINUTE);
});

test('where a server answers later in the round, those before it are to blame too', async () => {
  const feeds = await checked([...HOSTS, 'g.example'], {
    'https://g.example/feed': { body: rss(['one']), url: 'https://g.example/feed' },
  });
  expect(feeds.map(({ failures }) => failures)).toEqual([1, 1, 1, 1, 1, 1, 0]);
});

test('a few feeds that cannot be reached are to blame, and so are many of one host', async () => {
  const few = await checked(HOSTS.slice(0, 4));
  expect(few.map(({ failures }) => failures)).toEqual([1, 1, 1, 1]);
  await givenEmptyDatabase();
  await addFeeds(
    HOSTS.map((name) => ({ url: `https://host.example/${name}` })),
    NOW,
  );
  expect((await checked([])).map(({ failures }) => failures)).toEqual(HOSTS.map(() => 1));
});
