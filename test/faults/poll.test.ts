import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fault, Kind, Step } from './faults.ts';
import type { Disk } from './machine.ts';
import { beforePoll, pollOnce, sweep } from './sweep.ts';

/** Of the steps that can throw or kill, one in so many is tried here; `npm run soak` tries all. */
const STRIDE = 13;

let disk: Disk;
let steps: readonly Step[];

beforeAll(async () => {
  disk = await beforePoll();
  steps = (await pollOnce(disk)).steps;
}, 60_000);
// What goes wrong is told to whoever looks at the worker's console.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

const numbers = () => Array.from(steps, (_, index) => index + 1);
const numbersOf = (...kinds: readonly Kind[]) => numbers().filter((at) => kinds.includes(steps[at - 1]?.kind as Kind));

describe('a poll of twenty feeds', () => {
  test('keeps every promise where nothing goes wrong, and asks of every part of the world outside', async () => {
    expect((await pollOnce(disk)).broken).toEqual([]);
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(
      new Set<Kind>(['database', 'fetch', 'storage', 'alarm', 'message', 'browser']),
    );
  }, 30_000);

  test.each<[Fault, number]>([
    ['kill', 1],
    ['throw', 1 + STRIDE / 2],
  ])(
    'keeps every promise where a step ends with a %s',
    async (fault, first) => {
      const tried = numbers().filter((at) => (at - Math.floor(first)) % STRIDE === 0);
      expect(await sweep(disk, fault, tried)).toEqual([]);
    },
    300_000,
  );

  test('keeps every promise where an alarm, a message or a request is lost', async () => {
    const requests = numbersOf('fetch').filter((_, index) => index % 9 === 0);
    expect(await sweep(disk, 'drop', [...numbersOf('alarm', 'message'), ...requests])).toEqual([]);
  }, 300_000);

  test('keeps every promise where a step takes half a minute', async () => {
    const others = numbersOf('database', 'storage', 'fetch').filter((_, index) => index % 61 === 0);
    expect(await sweep(disk, 'delay', [...numbersOf('alarm', 'message'), ...others])).toEqual([]);
  }, 300_000);

  test('is seen to break a promise: a post without its text, and a false count', async () => {
    const { bodies = [], counts = [] } = disk.tables;
    const [kept] = counts as { readonly unread: number }[];
    const miscounted = [{ ...kept, unread: (kept?.unread ?? 0) + 1 }];
    const { broken } = await pollOnce({
      ...disk,
      tables: { ...disk.tables, bodies: bodies.slice(1), counts: miscounted },
    });
    expect(broken).toContain('after the poll: posts and bodies differ');
    expect(broken.some((what) => what.includes('counted unread'))).toBe(true);
  }, 30_000);
});
