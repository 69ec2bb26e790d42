import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, runTool, type Tally } from './steps.ts';

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/**
 * Runs vitest and counts its tests.
 *
 * A run that fails without a failed test, such as a file that cannot be loaded, counts as one failure.
 *
 * @param live shows the run while it goes on; else its output is the report of a failure
 */
export async function vitestStep(config: string, args: readonly string[], live: boolean): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'linefeed-vitest-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code, output } = await runTool('vitest', ['run', `--config=${config}`, ...reporters, ...args], { live });
    if (!existsSync(file)) return fail(output || `vitest ended with ${code} and without a report`);
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    const failed = report.numFailedTests || (code === 0 ? 0 : 1);
    const skipped = report.numPendingTests + report.numTodoTests;
    const note = [`${report.numPassedTests} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`];
    return { passed: report.numPassedTests, failed, skipped, note: note.filter(Boolean).join(', '), report: output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
