import { describe, expect, test } from 'vitest';
import { correctHeights, placeRows, roomOf, rowsWithin } from '../../../src/ui/shared/row-places.ts';

const GUESSES = { row: 100, head: 28 };

/** Groups of that many posts, named by their index in the list. */
function groups(...sizes: readonly number[]) {
  let next = 0;
  return sizes.map((size) => ({
    key: `group-${next}`,
    at: 0,
    entries: Array.from({ length: size }, () => ({ id: String(next++), feedId: 1, at: 0 })),
  }));
}

describe('where rows lie', () => {
  test('each below the one before, with room for the headings', () => {
    const { tops } = placeRows(groups(2, 1), new Map(), GUESSES);
    expect([...tops]).toEqual([28, 128, 256, 356]);
  });

  test('by the heights that are known from before', () => {
    const { tops } = placeRows(groups(3), new Map([['1', 40]]), GUESSES);
    expect([...tops]).toEqual([28, 128, 168, 268]);
  });

  test('is mended from the first row that is higher or lower than guessed', () => {
    const places = placeRows(groups(2, 2), new Map(), GUESSES);
    correctHeights(
      places,
      new Map([
        [0, 100],
        [1, 150],
        [2, 90],
      ]),
    );
    expect([...places.tops]).toEqual([28, 128, 306, 396, 496]);
    correctHeights(places, new Map([[0, 120]]));
    expect([...places.tops]).toEqual([48 - 20, 148, 326, 416, 516]);
  });

  test('tells which rows reach into a stretch', () => {
    const places = placeRows(groups(50, 50), new Map(), GUESSES);
    expect(rowsWithin(places, -500, 0)).toEqual({ first: 0, end: 0 });
    expect(rowsWithin(places, -500, 300)).toEqual({ first: 0, end: 3 });
    expect(rowsWithin(places, 130, 300)).toEqual({ first: 1, end: 3 });
    expect(rowsWithin(places, 9_900, 1e9)).toEqual({ first: 98, end: 100 });
    expect(rowsWithin(placeRows([], new Map(), GUESSES), 0, 600)).toEqual({ first: 0, end: 0 });
  });

  test('gives the room that rows take, with the headings between them', () => {
    const places = placeRows(groups(2, 2), new Map(), GUESSES);
    expect(roomOf(places, { first: 0, end: 2 })).toBe(200);
    expect(roomOf(places, { first: 1, end: 3 })).toBe(228);
    expect(roomOf(places, { first: 2, end: 2 })).toBe(0);
    const all = roomOf(places, { first: 0, end: 4 }) + (places.heads[0] ?? 0);
    expect(all).toBe(places.tops[4]);
  });
});
