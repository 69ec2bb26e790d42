import { beforeAll, expect, test, vi } from 'vitest';
import type { Fault, Step } from '../faults/faults.ts';
import type { Disk } from '../faults/machine.ts';
import { beforePoll, pollOnce, sweep } from '../faults/sweep.ts';

let disk: Disk;
let steps: readonly Step[];

beforeAll(async () => {
  disk = await beforePoll();
  steps = (await pollOnce(disk)).steps;
});

test.each<Fault>(['kill', 'throw', 'delay'])(
  'a poll of twenty feeds keeps every promise where any step of it ends with a %s',
  async (fault) => {
    // What goes wrong is told to whoever looks at the worker's console.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    console.log(`${steps.length} steps`);
    expect(
      await sweep(
        disk,
        fault,
        steps.map((_, index) => index + 1),
      ),
    ).toEqual([]);
  },
  3_600_000,
);

test('a poll of twenty feeds keeps every promise where any alarm, message or request of it is lost', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const lost = steps.flatMap(({ kind }, index) => (['alarm', 'message', 'fetch'].includes(kind) ? [index + 1] : []));
  expect(await sweep(disk, 'drop', lost)).toEqual([]);
}, 3_600_000);
