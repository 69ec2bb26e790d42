import { expect, test } from 'vitest';
import { neighboursOf } from '../../../src/ui/reader/neighbours.ts';

const list = [
  { id: 'c', at: 30 },
  { id: 'b', at: 20 },
  { id: 'a', at: 10 },
];

test.each([
  ['a post in the middle has both', { id: 'b', sortAt: 20 }, 'c', 'a'],
  ['the newest has none before it', { id: 'c', sortAt: 30 }, undefined, 'b'],
  ['the oldest has none after it', { id: 'a', sortAt: 10 }, 'b', undefined],
  ['a post that is not in the list stands where its date puts it', { id: 'x', sortAt: 25 }, 'c', 'b'],
  ['one older than all of the list comes last', { id: 'x', sortAt: 5 }, 'a', undefined],
  ['one newer than all of the list comes first', { id: 'x', sortAt: 40 }, undefined, 'c'],
])('%s', (_, current, previous, next) => {
  const neighbours = neighboursOf(list, current);
  expect(neighbours.previous).toBe(previous);
  expect(neighbours.next).toBe(next);
});

test('nothing stands beside a post of an empty list', () => {
  expect(neighboursOf([], { id: 'x', sortAt: 1 })).toEqual({});
});
