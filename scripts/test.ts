import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension } from './build.ts';
import { check, PLANTED } from './check.ts';
import { installBrowsers } from './install-browsers.ts';
import { lintPackage } from './lint-package.ts';
import { pass, root, step, sum, type Tally } from './steps.ts';
import { vitestStep } from './vitest-step.ts';

/** The totals of the last run, for programs: `{passed, failed, skipped}`. */
const TOTALS = join(root, 'artifacts/test-totals.json');

/** Everything that a change must pass. A failure stops only what cannot run without it, so that one run tells all. */
export async function main(): Promise<number> {
  rmSync(TOTALS, { force: true });
  const total = sum([
    await check(),
    await step('unit and store', () => vitestStep('vitest.config.ts', [`--exclude=${PLANTED}`], true)),
    await packageAndBrowsers(),
  ]);
  mkdirSync(join(root, 'artifacts'), { recursive: true });
  writeFileSync(TOTALS, `${JSON.stringify(total)}\n`);
  console.log(`\nTotal: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 ? 1 : 0;
}

async function packageAndBrowsers(): Promise<Tally> {
  const built = await step('build for Chrome and Firefox', async () => {
    for (const target of ['chrome', 'firefox'] as const) await buildExtension(target, join(root, 'dist', target));
    return pass();
  });
  if (built.failed) return built;
  const linted = await step('package lint', lintPackage);
  const browsers = await step('browsers are installed', installBrowsers);
  if (browsers.failed) return sum([built, linted, browsers]);
  const endToEnd = await step('end to end', () => vitestStep('vitest.browser.config.ts', [], true));
  return sum([built, linted, browsers, endToEnd]);
}
