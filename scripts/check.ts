import { step, sum, type Tally, toolStep } from './steps.ts';
import { vitestStep } from './vitest-step.ts';

/** The tests of the checks themselves: they run with the checks, not with the other tests. */
export const PLANTED = 'test/tooling/planted-violations.test.ts';

/** Types, format, lint, layers, cycles and dead code: what can be said of the sources without running them. */
export async function check(): Promise<Tally> {
  return sum([
    await step('types', () => toolStep('tsc', ['-p', 'tsconfig.json'])),
    await step('types without a DOM', () => toolStep('tsc', ['-p', 'tsconfig.worker.json'])),
    await step('format, lint, layers, cycles', () =>
      toolStep('biome', ['check', '--error-on-warnings', '--max-diagnostics=100', '--colors=off', '.']),
    ),
    await step('dead code, unused packages', () => toolStep('knip', ['--no-progress'])),
    await step('planted violations are found', () => vitestStep('vitest.config.ts', [PLANTED], false)),
  ]);
}

export async function main(): Promise<number> {
  const { failed } = await check();
  return failed ? 1 : 0;
}
