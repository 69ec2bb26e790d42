import { beforeEach, expect, test } from 'vitest';
import { findDiscussions } from '../../src/background/discussions.ts';
import { lookUpUrl } from '../../src/model/discussions.ts';
import { draft, givenEmptyDatabase, givenFeedWith } from '../store/given.ts';
import { type Reply, scripted } from './given.ts';

const ADDRESS = 'https://blog.example/a0';
const [NEWS, LOBSTERS] = [lookUpUrl('hacker-news', ADDRESS), lookUpUrl('lobsters', ADDRESS)];

beforeEach(givenEmptyDatabase);

async function find(replies: readonly [Reply, Reply], given: Parameters<typeof scripted>[1] = {}, url = ADDRESS) {
  const { id } = await givenFeedWith([draft({ identity: 'a0', url })]);
  const world = scripted({ [NEWS]: replies[0], [LOBSTERS]: replies[1] }, given);
  const outcome = await findDiscussions(world.environment, `${id}.a0`);
  return { outcome, asked: world.asked };
}

test('both sites are asked, and told nothing but the address', async () => {
  const story = { short_id: 'abc', title: 'A post', url: ADDRESS, score: 7, comment_count: 2 };
  const { outcome, asked } = await find([{ body: '{"hits":[]}' }, { body: JSON.stringify([story]) }]);
  expect(outcome).toMatchObject({ kind: 'asked', discussions: [{ site: 'lobsters', comments: 2 }], failures: [] });
  expect(asked.map(({ url }) => url).sort()).toEqual([NEWS, LOBSTERS].sort());
  expect(asked.map(({ init }) => [init.credentials, init.referrerPolicy])).toEqual([
    ['omit', 'no-referrer'],
    ['omit', 'no-referrer'],
  ]);
});

test('a site that gives no answer does not hide that of the other', async () => {
  const { outcome } = await find([{ status: 500 }, { body: '[]' }]);
  expect(outcome).toEqual({
    kind: 'asked',
    discussions: [],
    failures: [{ site: 'hacker-news', failure: { reason: 'server-error', status: 500 } }],
  });
});

test.each<[string, Reply, string]>([
  ['something else', { body: '<html>' }, 'broken'],
  ['that it has no time', { status: 429 }, 'slow-down'],
])('a site that answers %s is said to', async (_what, reply, reason) => {
  const { outcome } = await find([{ body: '{"hits":[]}' }, reply]);
  expect(outcome).toMatchObject({ failures: [{ site: 'lobsters', failure: { reason } }] });
});

test('nobody is asked without permission', async () => {
  const { outcome, asked } = await find([{}, {}], { holdsHosts: async () => false });
  expect(outcome).toEqual({ kind: 'needs-permission' });
  expect(asked).toEqual([]);
});

test('nobody is told of a post in the person’s own network', async () => {
  const { outcome, asked } = await find([{}, {}], {}, 'http://192.168.0.7/a0');
  expect(outcome).toEqual({ kind: 'not-public' });
  expect(asked).toEqual([]);
});
