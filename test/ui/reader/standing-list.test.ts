import { describe, expect, test } from 'vitest';
import type { ListEntry, ListOrder } from '../../../src/store/queries.ts';
import { afterReading, type StandingList, withNews } from '../../../src/ui/reader/standing-list.ts';

const entry = (id: string, at: number, feedId = 1): ListEntry => ({ id, feedId, at });
const order = (entries: readonly ListEntry[], arrivals: number): ListOrder => ({
  entries,
  isWhole: true,
  hasFeeds: true,
  counts: { id: 'all', unread: 0, saved: 0, fresh: 0, arrivals, shownArrival: 0 },
});
const known = () => true;
const ids = ({ entries }: StandingList) => entries.map(({ id }) => id).join('');

const [c, b, a] = [entry('c', 30), entry('b', 20, 2), entry('a', 10)] as const;
const standing = afterReading(undefined, order([c, b, a], 5), known);

describe('a list on the screen', () => {
  test('keeps the row of a post that has left it', () => {
    expect(ids(afterReading(standing, order([c, a], 5), known))).toBe('cba');
  });

  test('lets new posts wait, and shows them when asked to', () => {
    const reading = order([entry('d', 40), c, a], 6);
    const after = afterReading(standing, reading, known);
    expect([ids(after), after.waiting]).toEqual(['cba', 1]);
    const shown = withNews(after, reading);
    expect([ids(shown), shown.waiting]).toEqual(['dcba', 0]);
  });

  test('does not call a post new that was only marked unread', () => {
    expect(afterReading(standing, order([entry('d', 25), c, b, a], 5), known).waiting).toBe(0);
  });

  test('goes on with older posts below its end', () => {
    expect(ids(afterReading(standing, order([c, b, a, entry('z', 1)], 5), known))).toBe('cbaz');
  });

  test('loses the rows of a feed that is gone', () => {
    expect(ids(afterReading(standing, order([c, a], 5), (feedId) => feedId === 1))).toBe('ca');
  });

  test('shows at once what comes into an empty list', () => {
    const empty = afterReading(undefined, order([], 5), known);
    expect(ids(afterReading(empty, order([c], 6), known))).toBe('c');
  });

  test('has the post that is read from its beginning, at its place', () => {
    expect(ids(afterReading(undefined, order([c, a], 5), known, b))).toBe('cba');
    expect(ids(afterReading(undefined, order([c, b, a], 5), known, b))).toBe('cba');
  });

  test('is the same object where nothing has changed', () => {
    expect(afterReading(standing, order([c, b, a], 5), known)).toBe(standing);
  });
});
