// The rules of ARCHITECTURE.md hold only while the tools that check them bite: each test here plants
// a violation in a copy of the project's set-up and expects the real configuration to find it.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, runTool } from '../../scripts/steps.ts';

const SET_UP = ['biome.json', 'knip.config.ts', 'package.json', 'tsconfig.json', 'tsconfig.worker.json', '.gitignore'];

const folders: string[] = [];

function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'linefeed-planted-'));
  folders.push(folder);
  for (const file of SET_UP) cpSync(join(root, file), join(folder, file));
  cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Finding {
  readonly category: string;
  readonly message: string;
  readonly location: { readonly path: string; readonly start?: { readonly line: number } };
}

async function lint(folder: string): Promise<Finding[]> {
  const { stdout, output } = await runTool('biome', ['lint', '--max-diagnostics=none', '--reporter=json', '.'], {
    cwd: folder,
  });
  const report = stdout.split('\n').find((line) => line.startsWith('{'));
  if (!report) throw new Error(output);
  return (JSON.parse(report) as { diagnostics: Finding[] }).diagnostics;
}

const IMPORTS = 'lint/style/noRestrictedImports';
const GLOBALS = 'lint/style/noRestrictedGlobals';

/** Where an import of `specifier` stands, and whether it may. */
const imports: readonly [file: string, specifier: string, allowed: boolean][] = [
  ['src/commands.ts', './feed/types.ts', true],
  ['src/commands.ts', './model/types.ts', true],
  ['src/commands.ts', './store/queries.ts', false],

  ['src/feed/a.ts', './dates.ts', true],
  ['src/feed/a.ts', 'fast-xml-parser', true],
  ['src/feed/a.ts', '@nodable/entities', false],
  ['src/feed/a.ts', '../model/types.ts', false],
  ['src/feed/a.ts', './../model/types.ts', false],
  ['src/feed/a.ts', '../commands.ts', false],
  ['src/feed/a.ts', 'dexie', false],
  ['src/feed/a.ts', 'node:fs', false],

  ['src/model/a.ts', '../feed/types.ts', true],
  ['src/model/a.ts', '../store/queries.ts', false],
  ['src/model/a.ts', '../browser/settings.ts', false],
  ['src/model/a.ts', 'fast-xml-parser', false],
  ['src/model/a.ts', '@nodable/entities', false],

  ['src/store/a.ts', 'dexie', true],
  ['src/store/a.ts', '../model/types.ts', true],
  ['src/store/a.ts', '../feed/types.ts', true],
  ['src/store/a.ts', '../feed/parse.ts', false],
  ['src/store/a.ts', '../browser/settings.ts', false],
  ['src/store/a.ts', '../background/poll.ts', false],
  ['src/store/a.ts', 'webextension-polyfill', false],

  ['src/browser/a.ts', 'webextension-polyfill', true],
  ['src/browser/a.ts', '../commands.ts', true],
  ['src/browser/a.ts', '../model/types.ts', true],
  ['src/browser/a.ts', '../store/queries.ts', false],
  ['src/browser/a.ts', '../feed/parse.ts', false],
  ['src/browser/a.ts', '../background/poll.ts', false],
  ['src/browser/a.ts', 'dexie', false],

  ['src/background/a.ts', '../feed/parse.ts', true],
  ['src/background/a.ts', '../model/types.ts', true],
  ['src/background/a.ts', '../store/changes.ts', true],
  ['src/background/a.ts', '../browser/alarms.ts', true],
  ['src/background/a.ts', '../ui/shared/reason-text.ts', false],
  ['src/background/a.ts', 'dexie', false],
  ['src/background/a.ts', 'webextension-polyfill', false],

  ['src/ui/popup/a.ts', '../../commands.ts', true],
  ['src/ui/popup/a.ts', '../../model/types.ts', true],
  ['src/ui/popup/a.ts', '../../browser/commands.ts', true],
  ['src/ui/popup/a.ts', '../../store/queries.ts', true],
  ['src/ui/popup/a.ts', '../../store/watch.ts', true],
  ['src/ui/popup/a.ts', '../../store/first-screen.ts', true],
  ['src/ui/popup/a.ts', '../../store/database-name.ts', true],
  ['src/ui/popup/a.ts', '../shared/b.ts', true],
  ['src/ui/popup/a.ts', 'preact', true],
  ['src/ui/popup/a.ts', 'preact/hooks', true],
  ['src/ui/popup/a.ts', 'dompurify', true],
  ['src/ui/popup/a.ts', '../../store/changes.ts', false],
  ['src/ui/popup/a.ts', '../../store/database.ts', false],
  ['src/ui/popup/a.ts', '../../background/poll.ts', false],
  ['src/ui/popup/a.ts', '../../feed/parse.ts', false],
  ['src/ui/popup/a.ts', '../options/b.ts', false],
  ['src/ui/popup/a.ts', 'dexie', false],
  ['src/ui/popup/a.ts', 'webextension-polyfill', false],
  ['src/ui/shared/a.ts', '../popup/b.ts', false],
];

/** What else a file must not hold: the rule that says so. */
const violations: readonly [claim: string, file: string, text: string, rule: string, part?: string][] = [
  ['the global fetch in the poll', 'src/background/poll.ts', "await fetch('https://a.example/');", GLOBALS],
  [
    'an injected fetch in the poll',
    'src/background/poll.ts',
    "export const go = (environment: { fetch: typeof fetch }) => environment.fetch('https://a.example/');",
    'plugin',
    'calls fetch',
  ],
  ['fetch by way of self', 'src/ui/popup/a.ts', "await self.fetch('https://a.example/');", 'plugin', 'calls fetch'],
  ['XMLHttpRequest', 'src/ui/popup/a.ts', 'export const request = new XMLHttpRequest();', GLOBALS],
  ['chrome outside browser/', 'src/background/poll.ts', "await chrome.alarms.clear('a');", GLOBALS],
  ['chrome in a page', 'src/ui/popup/a.ts', "await chrome.alarms.clear('a');", GLOBALS],
  ['IndexedDB outside store/', 'src/ui/popup/a.ts', "export const open = indexedDB.open('a');", GLOBALS],
  ['the clock in a rule', 'src/model/a.ts', 'export const now = Date.now();', 'plugin', 'pure'],
  ['the calendar in a rule', 'src/feed/a.ts', 'export const now = new Date();', 'plugin', 'pure'],
  ['the dice in a rule', 'src/model/a.ts', 'export const jitter = Math.random();', 'plugin', 'pure'],
  [
    'a promise that nobody awaits',
    'src/background/poll.ts',
    'async function save(): Promise<void> {}\nexport function go(): void {\n  save();\n}',
    'lint/nursery/noFloatingPromises',
  ],
  [
    'HTML put into a page unsanitised',
    'src/ui/popup/a.tsx',
    'export const body = (html: string) => <div dangerouslySetInnerHTML={{ __html: html }} />;',
    'lint/security/noDangerouslySetInnerHtml',
  ],
  ['words outside _locales', 'src/ui/popup/a.tsx', 'export const greeting = <p>Hello</p>;', 'lint/style/noJsxLiterals'],
  ['a default export', 'src/feed/a.ts', 'export default 1;', 'lint/style/noDefaultExport'],
  ['a barrel', 'src/feed/index.ts', "export * from './dates.ts';", 'lint/performance/noReExportAll'],
  ['any', 'src/feed/a.ts', 'export let a: any;', 'lint/suspicious/noExplicitAny'],
  [
    'a file name that is not kebab-case',
    'src/feed/parseFeed.ts',
    'export const a = 1;',
    'lint/style/useFilenamingConvention',
  ],
  [
    'an import without its extension',
    'src/feed/a.ts',
    "import { one } from './one';\nexport const e = one;",
    'lint/correctness/useImportExtensions',
  ],
  [
    'a package that is not declared',
    'test/a.test.ts',
    "import left from 'left-pad';\nexport const e = left;",
    'lint/correctness/noUndeclaredDependencies',
  ],
  [
    'a test that keeps others from running',
    'test/a.test.ts',
    "import { test } from 'vitest';\ntest.only('a', () => {});",
    'lint/suspicious/noFocusedTests',
  ],
];

/** Files that use what their folder owns. */
const owners: readonly [claim: string, file: string, text: string][] = [
  [
    'fetch in the one file that makes requests',
    'src/background/fetch-feed.ts',
    "export const go = () => fetch('https://a.example/');",
  ],
  ['the global fetch where it is injected', 'src/background/environment.ts', 'export const environment = { fetch };'],
  ['IndexedDB in store/', 'src/store/a.ts', "export const open = indexedDB.open('a');"],
  ['extension APIs in browser/', 'src/browser/a.ts', "export const get = () => chrome.alarms.get('a');"],
];

describe('lint', () => {
  // All plants stand in one project and are told apart by their lines: starting the linter costs more than linting.
  const files = new Map<string, string[]>();
  function plant(file: string, text: string): { file: string; first: number; last: number } {
    const lines = files.get(file) ?? [];
    files.set(file, lines);
    const first = lines.length + 1;
    lines.push(...text.split('\n'));
    return { file, first, last: lines.length };
  }

  let findings: readonly Finding[] = [];
  function findingsAt({ file, first, last }: ReturnType<typeof plant>): Finding[] {
    return findings.filter(({ location }) => {
      const line = location.start?.line ?? 0;
      // A finding about the whole file, such as its name, has no line.
      return location.path === file && (line === 0 || (line >= first && line <= last));
    });
  }

  beforeAll(async () => {
    findings = await lint(project(Object.fromEntries([...files].map(([file, lines]) => [file, lines.join('\n')]))));
  }, 60_000);

  imports.forEach(([file, specifier, allowed], at) => {
    const place = plant(file, `import * as it${at} from '${specifier}'; export const use${at} = it${at};`);
    test(`${file} ${allowed ? 'may' : 'may not'} import ${specifier}`, () => {
      expect(findingsAt(place).some(({ category }) => category === IMPORTS)).toBe(!allowed);
    });
  });

  for (const [claim, file, text, rule, part = ''] of violations) {
    const place = plant(file, text);
    test(`finds ${claim}`, () => {
      expect(findingsAt(place)).toContainEqual(
        expect.objectContaining({ category: rule, message: expect.stringContaining(part) }),
      );
    });
  }

  for (const [claim, file, text] of owners) {
    const place = plant(file, text);
    test(`allows ${claim}`, () => {
      expect(findingsAt(place).filter(({ category }) => [IMPORTS, GLOBALS, 'plugin'].includes(category))).toEqual([]);
    });
  }

  const cycle = [
    plant('src/feed/one.ts', "import { two } from './two.ts';\nexport const one = (): unknown => two;"),
    plant('src/feed/two.ts', "import { three } from './three.ts';\nexport const two = (): unknown => three;"),
    plant('src/feed/three.ts', "import { one } from './one.ts';\nexport const three = (): unknown => one;"),
  ];
  test('finds each file of an import cycle', () => {
    const inCycle = cycle.map((place) => findingsAt(place).map(({ category }) => category));
    expect(inCycle).toEqual(cycle.map(() => ['lint/suspicious/noImportCycles']));
  });
});

describe('types', () => {
  test('code outside ui/ that needs a DOM does not compile', async () => {
    const folder = project({
      'src/commands.ts': 'export type None = never;',
      'src/feed/parse.ts': "export const parse = (text: string) => new DOMParser().parseFromString(text, 'text/xml');",
      'src/background/index.ts': 'export const title = () => document.title;',
      'src/store/queries.ts': "export const theme = () => localStorage.getItem('theme');",
    });
    const { code, output } = await runTool('tsc', ['-p', 'tsconfig.worker.json', '--pretty', 'false'], { cwd: folder });
    expect(code).not.toBe(0);
    expect(output).toContain("src/feed/parse.ts(1,44): error TS2304: Cannot find name 'DOMParser'");
    expect(output).toMatch(/src\/background\/index\.ts\(1,28\): error TS\d+: Cannot find name 'document'/);
    expect(output).toMatch(/src\/store\/queries\.ts\(1,28\): error TS\d+: Cannot find name 'localStorage'/);
  }, 60_000);

  test('a command without a handler does not compile', async () => {
    const contracts = ['src/commands.ts', 'src/feed/types.ts', 'src/model/types.ts', 'src/browser/commands.ts'];
    const folder = project({
      ...Object.fromEntries(contracts.map((file) => [file, readFileSync(join(root, file), 'utf8')])),
      'src/background/index.ts':
        "import type { Handlers } from '../browser/commands.ts';\n" +
        "export const handlers: Handlers = { 'stop-checking': async () => {} };",
    });
    const { output } = await runTool('tsc', ['-p', 'tsconfig.json', '--pretty', 'false'], { cwd: folder });
    expect(output).toMatch(/src\/background\/index\.ts\(2,14\): error TS\d+: .*missing the following properties/);
  }, 60_000);
});

describe('dead code', () => {
  test('finds files, exports and packages that nothing uses, and follows a page from its HTML', async () => {
    const folder = project({
      'src/background/index.ts': "import { used } from './used.ts';\nconsole.log(used);",
      'src/background/used.ts': 'export const used = 1;\nexport const unusedExport = 2;',
      'src/background/orphan.ts': 'export const lost = 1;',
      'src/ui/popup/popup.html': '<!doctype html><script type="module" src="./popup.tsx"></script>',
      'src/ui/popup/popup.tsx':
        "import { render } from 'preact';\nimport { view } from './view.ts';\nrender(view, document.body);",
      'src/ui/popup/view.ts': "export const view = 'here';",
    });
    const { code, stdout } = await runTool('knip', ['--no-progress', '--reporter', 'json'], { cwd: folder });
    expect(code).not.toBe(0);
    const { issues } = JSON.parse(stdout) as { issues: Record<string, { name: string }[]>[] };
    const named = (kind: string) => issues.flatMap((issue) => (issue[kind] ?? []).map(({ name }) => name));
    expect(named('files')).toEqual(['src/background/orphan.ts']);
    expect(named('exports')).toEqual(['unusedExport']);
    expect(named('dependencies')).toContain('dexie');
    expect(named('dependencies')).not.toContain('preact');
  }, 60_000);
});
