/** Choices that repeat themselves: the same numbers give the same choices in every run, on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, `bound`; 0 where the bound is less than 1. */
  below(bound: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** undefined where the list is empty. */
  pickAny<T>(list: readonly T[]): T | undefined;
  shuffled<T>(list: readonly T[]): T[];
}

export function randomFrom(...numbers: readonly number[]): Random {
  let state = numbers.reduce((mixed, number) => scramble(mixed ^ scramble(number | 0)), 0x9e3779b9);
  const below = (bound: number): number => {
    // Mulberry32 by Tommy Ettinger, public domain.
    state = (state + 0x6d2b79f5) | 0;
    return Math.floor(scramble(state) * 2 ** -32 * Math.max(1, bound));
  };
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: (list) => list[below(list.length)] ?? list[0],
    pickAny: (list) => list[below(list.length)],
    shuffled: (list) =>
      list
        .map((value) => ({ value, order: below(2 ** 30) }))
        .sort((one, other) => one.order - other.order)
        .map(({ value }) => value),
  };
}

/** @returns 0 to 2^32 - 1 */
function scramble(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 15), number | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
