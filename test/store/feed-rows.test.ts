import { beforeEach, expect, test } from 'vitest';
import { database } from '../../src/store/database.ts';
import { feedRows } from '../../src/store/feed-rows.ts';
import { givenEmptyDatabase, givenFeed } from './given.ts';

beforeEach(givenEmptyDatabase);

test.each([
  ['side by side', [3, 1, 2, 4]],
  ['far apart', [40, 1]],
  ['none at all', []],
])('rows come in the order asked for, with a gap for each that is gone: %s', async (_how, wanted) => {
  for (let number = 1; number <= 40; number += 1) await givenFeed(`https://blog-${number}.example/feed`);
  await database().feeds.bulkDelete([2, 40]);
  const rows = await feedRows(wanted);
  expect(rows.map((feed) => feed?.id)).toEqual(wanted.map((id) => (id === 2 || id === 40 ? undefined : id)));
});
