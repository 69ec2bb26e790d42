import { expect, test } from 'vitest';
import { inSlices } from '../../src/background/slices.ts';

/** Things of which each takes so long to make, on a clock that stands still meanwhile but for that. */
function made(eachMs: readonly number[]) {
  let now = Date.UTC(2026, 10, 23, 12);
  const turns: number[] = [];
  let count = 0;
  function* making() {
    for (const ms of eachMs) {
      now += ms;
      count += 1;
      yield count;
    }
  }
  const wait = async () => {
    turns.push(count);
  };
  return { result: inSlices({ now: () => now, wait }, making()), turns };
}

test('what takes long lets others have their turn in between, and comes whole and in order', async () => {
  const { result, turns } = made([4, 4, 4, 30, 1, 1]);
  expect(await result).toEqual([1, 2, 3, 4, 5, 6]);
  expect(turns).toEqual([3, 4]);
});

test('what is made at once waits for nobody', async () => {
  const { result, turns } = made([0, 1, 0]);
  expect(await result).toEqual([1, 2, 3]);
  expect(turns).toEqual([]);
});

test('a clock that is set back meanwhile keeps nobody waiting', async () => {
  const { result, turns } = made([1, -3_600_000, 1, 1]);
  expect(await result).toHaveLength(4);
  expect(turns).toEqual([2]);
});
