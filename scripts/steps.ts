import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What a step proved: a single check counts one, a test run counts its tests. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Said beside the step's name, such as what a package weighs. */
  readonly note?: string;
  /** What to read when it failed; printed below the step's line. */
  readonly report?: string;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function pass(note?: string): Tally {
  return { ...NOTHING, passed: 1, ...(note && { note }) };
}

export function fail(report: string): Tally {
  return { ...NOTHING, failed: 1, report };
}

/** Runs one step and prints its line; a step that throws has failed and stops nothing else. */
export async function step(name: string, work: () => Promise<Tally> | Tally): Promise<Tally> {
  const startedAt = performance.now();
  let tally: Tally;
  try {
    tally = await work();
  } catch (error) {
    tally = fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${tally.failed ? 'FAILED' : 'ok    '}  ${name} (${[`${seconds} s`, tally.note].filter(Boolean).join(', ')})`,
  );
  if (tally.failed && tally.report) console.log(indented(tally.report.trim()));
  return tally;
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, tally) => ({
      passed: total.passed + tally.passed,
      failed: total.failed + tally.failed,
      skipped: total.skipped + tally.skipped,
    }),
    NOTHING,
  );
}

export interface RunOptions {
  /** The project's folder where absent. */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Shows the output while it comes instead of collecting it. */
  readonly live?: boolean;
}

export interface RunResult {
  readonly code: number;
  /** Standard output; '' of a live run. */
  readonly stdout: string;
  /** Standard output and error as they came; '' of a live run. */
  readonly output: string;
}

/** Runs a program to its end. Rejects only where it cannot be started at all. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout.push(chunk);
      output.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal) output.push(Buffer.from(`\n${command} was ended by ${signal}\n`));
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout).toString(),
        output: Buffer.concat(output).toString(),
      });
    });
  });
}

/** Runs a package's own command with this Node: no shell, no search path, the same on every system. */
export function runTool(name: string, args: readonly string[], options?: RunOptions): Promise<RunResult> {
  return run(process.execPath, [toolPath(name), ...args], options);
}

/** A step that passes when a package's command ends well. */
export async function toolStep(name: string, args: readonly string[], options?: RunOptions): Promise<Tally> {
  const { code, output } = await runTool(name, args, options);
  return code === 0 ? pass() : fail(output || `${name} ended with ${code}`);
}

/** The package that brings a command, where their names differ. */
const PACKAGE_OF: Readonly<Record<string, string>> = { tsc: 'typescript', biome: '@biomejs/biome' };

function toolPath(name: string): string {
  const folder = join(root, 'node_modules', PACKAGE_OF[name] ?? name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const path = typeof bin === 'string' ? bin : bin?.[name];
  if (!path) throw new Error(`The package ${folder} has no command ${name}`);
  return join(folder, path);
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '        ');
}
