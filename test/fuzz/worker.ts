import { parentPort, workerData } from 'node:worker_threads';
import { caseOf, type Sources } from './cases.ts';
import { failuresOf } from './checks.ts';
import { fixtures, realFeeds } from './documents.ts';
import { type Finding, kept } from './findings.ts';

/** What a worker is told when it starts. */
export interface Orders {
  readonly root: string;
  readonly seed: number;
  /** The worker takes this case and every `step`-th behind it. */
  readonly first: number;
  readonly step: number;
  readonly end: number;
  readonly folder: string;
  /** [number of the case at hand, cases done, what it is at: 0 the case, 1 a failure's reduction] */
  readonly progress: SharedArrayBuffer;
}

const REDUCE_MS = 5000;
/** Of one kind; more are only counted. */
const MOST_REDUCED = 3;

function main({ root, seed, first, step, end, folder, progress }: Orders): void {
  const state = new Int32Array(progress);
  const sources: Sources = { fixtures: fixtures(root).documents, realFeeds: realFeeds(root).documents };
  const seen = new Map<string, number>();
  for (let number = first; number < end; number += step) {
    Atomics.store(state, 0, number);
    const given = caseOf(seed, number, sources);
    for (const failure of failuresOf(given)) {
      const count = (seen.get(failure.check) ?? 0) + 1;
      seen.set(failure.check, count);
      Atomics.store(state, 2, 1);
      const finding: Finding = { seed, number, damage: given.damage, document: given.document.name, ...failure };
      parentPort?.postMessage(kept(finding, given, folder, count > MOST_REDUCED ? 0 : REDUCE_MS));
      Atomics.store(state, 2, 0);
    }
    Atomics.add(state, 1, 1);
  }
}

main(workerData as Orders);
