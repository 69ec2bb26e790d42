import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { caseOf, type Sources } from '../test/fuzz/cases.ts';
import { failuresOf } from '../test/fuzz/checks.ts';
import { type Collection, fixtures, realFeeds } from '../test/fuzz/documents.ts';
import { described, type Finding, kept } from '../test/fuzz/findings.ts';
import type { Orders } from '../test/fuzz/worker.ts';
import { root } from './steps.ts';

const USAGE = `usage: npm run fuzz [-- --cases N] [--seed S] [--workers W]
       npm run fuzz -- --replay SEED:CASE`;

/** A case that runs so long hangs; one that takes over a second and ends is told by its worker. */
const HANG_MS = 10_000;
const REDUCTION_MS = 60_000;
const LOOK_MS = 500;
const PROGRESS_MS = 60_000;
/** Printed in full; the rest is in the folder of findings. */
const MOST_PRINTED = 20;

/**
 * Gives the feed engine damaged feeds, one million unless told otherwise, and tells what it did wrong (test/fuzz).
 *
 * @returns 1 where it did anything wrong
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '1' },
      replay: { type: 'string' },
    },
  });
  const folder = join(tmpdir(), 'linefeed-fuzz');
  const real = realFeeds(root);
  if (!real.isThere) console.warn(`Without real feeds: there are none at ${real.folder}.`);
  if (values.replay !== undefined) return replay(values.replay, folder, real);
  const [cases, seed, workers] = [values.cases, values.seed, values.workers].map(Number) as [number, number, number];
  if (![cases, seed, workers].every(Number.isSafeInteger) || cases < 1 || workers < 1) {
    console.error(USAGE);
    return 2;
  }
  const bundle = mkdtempSync(join(tmpdir(), 'linefeed-fuzz-bundle-'));
  try {
    return await run({ cases, seed, workers, folder, script: await bundled(bundle) });
  } finally {
    rmSync(bundle, { recursive: true, force: true });
  }
}

function replay(wanted: string, folder: string, real: Collection): number {
  const [seed, number] = wanted.split(':').map(Number);
  if (seed === undefined || number === undefined || !Number.isSafeInteger(seed) || !Number.isSafeInteger(number)) {
    console.error(USAGE);
    return 2;
  }
  const sources: Sources = { fixtures: fixtures(root).documents, realFeeds: real.documents };
  const given = caseOf(seed, number, sources);
  const { damage, document } = given;
  console.log(`${document.name}, damaged ${damage}`);
  const failures = failuresOf(given);
  for (const failure of failures) {
    console.log(described(kept({ seed, number, damage, document: document.name, ...failure }, given, folder, 20_000)));
  }
  console.log(failures.length === 0 ? 'Nothing is wrong.' : `${failures.length} wrong.`);
  return failures.length > 0 ? 1 : 0;
}

/** The worker as one file of JavaScript, which Node can run and which costs no look-ups between modules. */
async function bundled(folder: string): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('../test/fuzz/worker.ts', import.meta.url)),
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return join(folder, 'worker.mjs');
}

interface Run {
  readonly cases: number;
  readonly seed: number;
  readonly workers: number;
  readonly folder: string;
  readonly script: string;
}

async function run(plan: Run): Promise<number> {
  const startedAt = performance.now();
  const findings: Finding[] = [];
  const report = (finding: Finding): void => {
    findings.push(finding);
    if (findings.length <= MOST_PRINTED) console.log(described(finding));
  };
  const states = Array.from({ length: plan.workers }, () => new Int32Array(new SharedArrayBuffer(12)));
  const done = (): number => states.reduce((sum, state) => sum + Atomics.load(state, 1), 0);
  const rate = (): number => Math.round((done() * 1000) / (performance.now() - startedAt));
  const progress = setInterval(
    () => console.log(`${done()} of ${plan.cases} cases, ${rate()} each second, ${findings.length} findings`),
    PROGRESS_MS,
  );
  await Promise.all(states.map((state, place) => workThrough(plan, state, place, report)));
  clearInterval(progress);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(
    `fuzz: ${done()} cases of seed ${plan.seed} in ${seconds} s (${rate()} each second): ` +
      (findings.length === 0 ? 'nothing found' : `${findings.length} findings, see ${plan.folder}`),
  );
  return findings.length > 0 ? 1 : 0;
}

/** One worker's share of the cases. A worker that hangs or dies is replaced by one that goes on behind the case. */
async function workThrough(
  { cases, seed, workers, folder, script }: Run,
  state: Int32Array<SharedArrayBuffer>,
  place: number,
  report: (finding: Finding) => void,
): Promise<void> {
  let first = place;
  while (first < cases) {
    const orders: Orders = { root, seed, first, step: workers, end: cases, folder, progress: state.buffer };
    const broken = await untilItEnds(script, orders, state, report);
    if (broken === undefined) return;
    const number = Atomics.load(state, 0);
    const sources: Sources = { fixtures: fixtures(root).documents, realFeeds: realFeeds(root).documents };
    const given = caseOf(seed, number, sources);
    const failed = { check: 'never takes over a second', detail: broken } as const;
    report(kept({ seed, number, damage: given.damage, document: given.document.name, ...failed }, given, folder, 0));
    Atomics.add(state, 1, 1);
    first = number + workers;
  }
}

/** @returns why the worker did not reach its end */
function untilItEnds(
  script: string,
  orders: Orders,
  state: Int32Array,
  report: (finding: Finding) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(script, { workerData: orders, resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    let [seenCase, since] = [-1, performance.now()];
    const watch = setInterval(() => {
      const number = Atomics.load(state, 0);
      if (number !== seenCase) [seenCase, since] = [number, performance.now()];
      const limit = Atomics.load(state, 2) === 1 ? REDUCTION_MS : HANG_MS;
      if (performance.now() - since > limit) end(`still running after ${limit / 1000} s`);
    }, LOOK_MS);
    const end = (broken: string | undefined): void => {
      clearInterval(watch);
      resolve(broken);
      void worker.terminate();
    };
    worker.on('message', (finding: Finding) => report(finding));
    worker.on('error', (error) => end(`the worker died: ${error instanceof Error ? error.message : error}`));
    worker.on('exit', () => end(undefined));
  });
}
