import { type RunResult, run } from '../../scripts/steps.ts';

/** Runs `npm run simulate`, as whoever tries it does. */
export function runSimulator(...args: readonly string[]): Promise<RunResult> {
  return run(process.execPath, ['scripts/run.mjs', 'scripts/simulate.ts', ...args]);
}
