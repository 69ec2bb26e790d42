import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, pass, root, runTool, type Tally } from './steps.ts';

/**
 * How often each package assigns to innerHTML or the like, as web-ext lint counts it. Trusted Types make every
 * such sink refuse plain strings; our own code has none, and a package that gains one is looked at first. The popup has
 * preact once more (vite.config.ts).
 */
const UNSAFE_ASSIGNMENTS: Readonly<Record<string, number>> = {
  '@mozilla/readability': 2,
  dompurify: 1,
  // In a worker, which has no document.
  'highlight.js': 1,
  preact: 2,
};

interface LintMessage {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

interface LintReport {
  readonly errors: readonly LintMessage[];
  readonly warnings: readonly LintMessage[];
}

/** Lints `dist/firefox` as addons.mozilla.org does: no error, and only the warnings that packages bring. */
export async function lintPackage(): Promise<Tally> {
  const dist = join(root, 'dist/firefox');
  const { stdout, output } = await runTool('web-ext', [
    'lint',
    '--no-config-discovery',
    '--output=json',
    `--source-dir=${dist}`,
  ]);
  const { errors, warnings } = reportIn(stdout, output);
  const unsafe = warnings.filter(({ code }) => code === 'UNSAFE_VAR_ASSIGNMENT');
  const counted = unsafe.length > 0 ? await countByPackage(dist, unsafe) : {};
  const problems = [
    ...errors.map((error) => `error ${describe(error)}`),
    ...warnings.filter((warning) => !unsafe.includes(warning)).map((warning) => `warning ${describe(warning)}`),
    ...[...new Set([...Object.keys(counted), ...Object.keys(UNSAFE_ASSIGNMENTS)])]
      .filter((origin) => counted[origin] !== UNSAFE_ASSIGNMENTS[origin])
      .map(
        (origin) =>
          `UNSAFE_VAR_ASSIGNMENT ${counted[origin] ?? 0} times in ${origin}, expected ${UNSAFE_ASSIGNMENTS[origin] ?? 0}`,
      ),
  ];
  const note = Object.entries(counted).map(([origin, count]) => `${origin} ${count}`);
  return problems.length > 0 ? fail(problems.join('\n')) : pass(`UNSAFE_VAR_ASSIGNMENT: ${note.join(', ')}`);
}

function reportIn(stdout: string, output: string): LintReport {
  const start = stdout.indexOf('{');
  if (start < 0) throw new Error(`web-ext lint gave no report:\n${output}`);
  return JSON.parse(stdout.slice(start)) as LintReport;
}

/** Which package each place in a minified chunk was built from, by the source maps of a second, equal build. */
async function countByPackage(dist: string, places: readonly LintMessage[]): Promise<Record<string, number>> {
  const mapped = mkdtempSync(join(tmpdir(), 'linefeed-maps-'));
  try {
    const built = await runTool('vite', ['build', '--sourcemap=hidden', '--logLevel=warn'], {
      env: { NODE_ENV: 'production', TARGET: 'firefox', OUT_DIR: mapped },
    });
    if (built.code !== 0) throw new Error(built.output);
    const counts: Record<string, number> = {};
    for (const place of places) {
      const origin = originOf(place, dist, mapped);
      counts[origin] = (counts[origin] ?? 0) + 1;
    }
    return counts;
  } finally {
    rmSync(mapped, { recursive: true, force: true });
  }
}

function originOf({ file = '', line = 1, column = 1 }: LintMessage, dist: string, mapped: string): string {
  if (readFileSync(join(dist, file), 'utf8') !== readFileSync(join(mapped, file), 'utf8')) {
    throw new Error(`${file} differs between two builds of the same sources`);
  }
  const map = new SourceMap(JSON.parse(readFileSync(join(mapped, `${file}.map`), 'utf8')) as SourceMapPayload);
  const entry = map.findEntry(line - 1, Math.max(0, column - 1));
  const source = 'originalSource' in entry ? entry.originalSource : '';
  const [, name] = /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
  return name ?? (source || `${file}:${line}:${column}`);
}

function describe({ code, message, file, line }: LintMessage): string {
  return `${code} ${file ?? 'manifest.json'}${line ? `:${line}` : ''}: ${message}`;
}
