import { expect, test } from 'vitest';
import { groupByDay } from '../../../src/ui/popup/day-groups.ts';
import { openList } from '../../../src/ui/popup/shown-posts.ts';
import { NOW, post, reading } from './given-posts.ts';

const DAY_MS = 86_400_000;
const { rows } = openList('unread', reading([post('a', 1), post('b', 2), post('c', 30), post('d', 31), post('e', 99)]));

/** Whole days before NOW, so that the test knows no time zone. */
function dayOf(at: number) {
  const key = String(Math.floor((NOW - at) / DAY_MS));
  return { key, heading: `${key} days ago` };
}

test('posts stand under the day they belong to, with how many it has', () => {
  const groups = groupByDay(rows, true, dayOf);
  expect(groups.map((group) => [group.heading, group.rows.map((row) => row.post.id).join(''), group.total])).toEqual([
    ['0 days ago', 'ab', 2],
    ['1 days ago', 'cd', 2],
    ['4 days ago', 'e', 1],
  ]);
});

test('a day of which more posts may follow claims no number', () => {
  expect(groupByDay(rows.slice(0, 3), false, dayOf).map((group) => group.total)).toEqual([2, undefined]);
});
