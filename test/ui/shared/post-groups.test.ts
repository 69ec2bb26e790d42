import { describe, expect, test } from 'vitest';
import type { ListEntry } from '../../../src/store/queries.ts';
import { groupEntries, type PostGroup } from '../../../src/ui/shared/post-groups.ts';

/** Local time, as days are. */
function at(day: number, hour: number, id: string, feedId = 1): ListEntry {
  return { id, feedId, at: new Date(2026, 10, day, hour).getTime() };
}

const ENTRIES = [at(23, 9, 'a'), at(23, 0, 'b', 2), at(22, 23, 'c', 2), at(20, 5, 'd', 3), at(20, 4, 'e', 1)];

function told(groups: readonly PostGroup[]) {
  return groups.map(({ entries, total }) => [entries.map(({ id }) => id).join(''), total]);
}

describe('a list under headings', () => {
  test('by day: the days of the place where it is read, each with how many posts it has', () => {
    expect(told(groupEntries(ENTRIES, 'day', true))).toEqual([
      ['ab', 2],
      ['c', 1],
      ['de', 2],
    ]);
  });

  test('by day: one of which more posts may follow claims no number', () => {
    expect(told(groupEntries(ENTRIES, 'day', false)).at(-1)).toEqual(['de', undefined]);
  });

  test('by day: a summer time that begins or ends parts no day in two', () => {
    const days = [29, 28, 27, 26, 25, 24];
    const entries = days.flatMap((day) => [23, 3, 0].map((hour) => new Date(2026, 9, day, hour).getTime()));
    const groups = groupEntries(
      entries.map((instant, index) => ({ id: String(index), feedId: 1, at: instant })),
      'day',
      true,
    );
    expect(groups.map((group) => group.total)).toEqual(days.map(() => 3));
  });

  test('by blog: in the order of their newest posts', () => {
    const groups = groupEntries(ENTRIES, 'blog', true);
    expect(told(groups)).toEqual([
      ['ae', 2],
      ['bc', 2],
      ['d', 1],
    ]);
    expect(groups.map((group) => group.feedId)).toEqual([1, 2, 3]);
  });

  test('by blog: none claims a number while older posts may join any of them', () => {
    expect(told(groupEntries(ENTRIES, 'blog', false)).map(([, total]) => total)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('of ten thousand posts are found within a frame', () => {
    const entries = Array.from({ length: 10_000 }, (_, index) => ({
      id: `1.${index}`,
      feedId: index % 300,
      at: new Date(2026, 10, 23).getTime() - index * 1e6,
    }));
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      groupEntries(entries, 'day', true);
      groupEntries(entries, 'blog', true);
      return process.cpuUsage(before).user / 1000;
    });
    // A few frames of a slow machine; formatting each date would take half a second. Others want the processor too.
    expect(Math.min(...times)).toBeLessThan(100);
  });
});
