import type { Environment } from './environment.ts';

/** So long at most, in ms, what others wait for waits for a document: messages of pages, replies, the database. */
const SLICE_MS = 10;

/**
 * Has things made one by one, and lets whatever else the worker has to do have its turn in between.
 * The first is made in the turn in which this is called.
 */
export async function inSlices<Made>(
  { now, wait }: Pick<Environment, 'now' | 'wait'>,
  making: Iterable<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  let sliceAt = now();
  for (const one of making) {
    made.push(one);
    // The clock may have been set back meanwhile.
    if (Math.abs(now() - sliceAt) < SLICE_MS) continue;
    await wait(0);
    sliceAt = now();
  }
  return made;
}
