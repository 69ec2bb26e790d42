import { beforeEach, expect, test } from 'vitest';
import { Rounds } from '../../src/background/rounds.ts';
import { DEFAULT_SETTINGS } from '../../src/model/settings.ts';
import type { Round } from '../../src/model/types.ts';
import { addFeeds } from '../../src/store/changes.ts';
import { givenEmptyDatabase, NOW } from '../store/given.ts';
import { type Reply, rss, type Script, scripted } from './given.ts';

beforeEach(givenEmptyDatabase);

const URL_OF_FEED = 'https://blog.example/feed';

async function givenRounds(script: Script | Reply) {
  await addFeeds([{ url: URL_OF_FEED }], NOW);
  const world = scripted({ [URL_OF_FEED]: script });
  const shown: (Round | undefined)[] = [];
  const told: string[] = [];
  const rounds = new Rounds(world.environment, {
    settings: async () => DEFAULT_SETTINGS,
    onBegin: async () => void told.push('begin'),
    hasRoom: async () => true,
    show: async (round) => void shown.push(round),
    onNewPosts: async () => void told.push('new posts'),
    onEnd: async () => void told.push('end'),
  });
  return { ...world, rounds, shown, told };
}

test('a round sets the alarm before it begins, tells of new posts at once, and clears its progress', async () => {
  const { rounds, shown, told } = await givenRounds({ body: rss(['one']) });
  await rounds.start();
  expect(told).toEqual(['begin', 'new posts', 'end']);
  expect(shown.at(0)).toMatchObject({ checked: 0, total: 1 });
  expect(shown.at(-1)).toBeUndefined();
});

test('two rounds asked for at once do not ask a server twice', async () => {
  const { rounds, asked } = await givenRounds({ body: rss(['one']) });
  await Promise.all([rounds.start(), rounds.start({}), rounds.start()]);
  expect(asked.filter(({ url }) => url === URL_OF_FEED)).toHaveLength(1);
});

test('a stopped round ends, and the next one checks what it left', async () => {
  let stop = () => {};
  const { rounds, asked } = await givenRounds(() => {
    const first = asked.length === 1;
    if (first) stop();
    return first ? new Promise<Reply>(() => undefined) : { body: rss(['one']) };
  });
  stop = () => rounds.stop();
  await rounds.start();
  await rounds.start();
  expect(asked.filter(({ url }) => url === URL_OF_FEED)).toHaveLength(2);
});

test('progress is cleared and the end is told even when the round breaks', async () => {
  const { rounds, shown, told } = await givenRounds({ body: rss(['one']) });
  const broken = new Rounds(scripted({}).environment, {
    settings: async () => Promise.reject(new Error('storage is gone')),
    onBegin: async () => {},
    hasRoom: async () => true,
    show: async (round) => void shown.push(round),
    onNewPosts: async () => {},
    onEnd: async () => void told.push('end'),
  });
  await expect(broken.start()).rejects.toThrow('storage is gone');
  expect(shown).toEqual([undefined]);
  expect(told).toEqual(['end']);
  await rounds.start();
});
