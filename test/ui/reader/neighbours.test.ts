import { expect, test } from 'vitest';
import { neighboursOf, type PostLink } from '../../../src/ui/reader/neighbours.ts';

const post = (id: string, sortAt: number): PostLink => ({ id, title: id, sortAt });
const unread = [post('c', 30), post('b', 20), post('a', 10)];

test.each([
  ['a post in the middle has both', post('b', 20), 'c', 'a'],
  ['the newest has none before it', post('c', 30), undefined, 'b'],
  ['the oldest has none after it', post('a', 10), 'b', undefined],
  ['a post read before stands where its date puts it', post('x', 25), 'c', 'b'],
  ['one older than all unread comes last', post('x', 5), 'a', undefined],
  ['one newer than all unread comes first', post('x', 40), undefined, 'c'],
])('%s', (_, current, previous, next) => {
  const neighbours = neighboursOf(unread, current);
  expect(neighbours.previous?.id).toBe(previous);
  expect(neighbours.next?.id).toBe(next);
});

test('nothing stands beside a post where nothing is unread', () => {
  expect(neighboursOf([], post('x', 1))).toEqual({});
});
