import { expect, test } from 'vitest';
import { Desk } from '../../src/background/desk.ts';

const KB = 1024;

/** Documents at one desk: which are being read, and what ends the reading of each. */
function reading(sizes: readonly number[]) {
  const desk = new Desk();
  const underWay: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const over = sizes.map((bytes, index) =>
    desk.read(bytes, async () => {
      underWay.push(index);
      await new Promise<void>((resolve, reject) => {
        ends[index] = (error) => (error ? reject(error) : resolve());
      }).finally(() => underWay.splice(underWay.indexOf(index), 1));
      return index;
    }),
  );
  const end = async (index: number, error?: Error) => {
    ends[index]?.(error);
    await over[index]?.catch(() => {});
    await new Promise((next) => setImmediate(next));
    return [...underWay];
  };
  const begun = async () => {
    await new Promise((next) => setImmediate(next));
    return [...underWay];
  };
  return { begun, end, over };
}

test('as many documents are read at once as there is room for, the others in their turn', async () => {
  const { begun, end, over } = reading([75 * KB, 50 * KB, 50 * KB, 10 * KB]);
  expect(await begun()).toEqual([0, 1]);
  expect(await end(0)).toEqual([1, 2, 3]);
  expect(await end(1)).toEqual([2, 3]);
  await end(2);
  await end(3);
  expect(await Promise.all(over)).toEqual([0, 1, 2, 3]);
});

test('one that is larger than all the room is read by itself', async () => {
  const { begun, end } = reading([1 * KB, 9000 * KB, 1 * KB]);
  expect(await begun()).toEqual([0]);
  expect(await end(0)).toEqual([1]);
  expect(await end(1)).toEqual([2]);
});

test('one that cannot be stored makes room for the next', async () => {
  const { begun, end, over } = reading([500 * KB, 500 * KB]);
  expect(await begun()).toEqual([0]);
  const refused = expect(over[0]).rejects.toThrow('full');
  expect(await end(0, new Error('full'))).toEqual([1]);
  await refused;
});
