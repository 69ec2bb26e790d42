import { step } from './steps.ts';
import { vitestStep } from './vitest-step.ts';

/**
 * Long sweeps: every real feed at hand, hostile input of growing size, hundreds of kills in real browsers. An argument
 * chooses files by part of their name. For damaged documents see fuzz.ts.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { failed } = await step('soak', () => vitestStep('vitest.soak.config.ts', args, true));
  return failed > 0 ? 1 : 0;
}
