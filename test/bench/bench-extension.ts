import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { buildExtension } from '../../scripts/build.ts';
import { leanTokeniser } from '../../scripts/lean-tokeniser.ts';
import { root } from '../../scripts/steps.ts';
import { FIRST_PLACE } from '../../src/model/place.ts';
import type { Browser, BrowserName, LaunchOptions } from '../browser/browser.ts';
import { launch } from '../browser/launch.ts';

export const EMPTY_PAGE = 'bench/empty.html';
export const STORE_PAGE = 'bench/store-page.html';
export const PARSE_PAGE = 'bench/parse-page.html';

/**
 * A browser with the extension as it ships and the benchmarks' pages beside it.
 *
 * @param databases on each of which a copy of the pages works
 * @param files name → bytes, put beside the benchmarks' pages
 */
export function withBenchExtension<T>(
  name: BrowserName,
  databases: readonly string[],
  work: (browser: Browser) => Promise<T>,
  files: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<T> {
  return withBenchFolder(name, (folder) => {
    for (const database of databases) copyOnDatabase(folder, database);
    for (const [file, bytes] of files) writeFileSync(join(folder, 'bench', file), bytes);
    return withBrowser(name, { extensionDir: folder }, work);
  });
}

/** A folder with the extension as it ships, and the benchmarks' pages in it, for as many browsers as needed. */
export async function withBenchFolder<T>(name: BrowserName, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'linefeed-bench-'));
  try {
    await buildExtension(name === 'chromium' ? 'chrome' : 'firefox', folder);
    await addBenchPages(folder);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function withBrowser<T>(
  name: BrowserName,
  options: LaunchOptions,
  work: (browser: Browser) => Promise<T>,
): Promise<T> {
  const browser = await launch(name, options);
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Has the background of a bench folder load the hooks too. */
export async function addBackgroundHooks(folder: string): Promise<void> {
  await bundleBenchScript('background-hooks', join(folder, 'bench'));
  appendFileSync(join(folder, 'service-worker-loader.js'), "import './bench/background-hooks.js';\n");
}

/** Where the popup lies that opens this database. */
export function popupOn(database: string): string {
  return `${database}/src/ui/popup/popup.html`;
}

/**
 * Puts a copy of the built pages beside the real ones, on a database of its own, so that one browser can show
 * the same popup on different stores in turn.
 */
function copyOnDatabase(folder: string, database: string): void {
  let renamed = 0;
  for (const part of ['assets', 'src']) cpSync(join(folder, part), join(folder, database, part), { recursive: true });
  const files = readdirSync(join(folder, database), { recursive: true, withFileTypes: true });
  for (const entry of files.filter((file) => file.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    if (extname(path) === '.html') writeFileSync(path, text.replaceAll('"/assets/', `"/${database}/assets/`));
    if (extname(path) !== '.js' || !text.includes(FIRST_PLACE.name)) continue;
    writeFileSync(path, text.replaceAll(FIRST_PLACE.name, database));
    renamed += 1;
  }
  if (renamed === 0) throw new Error(`The build names no database ${FIRST_PLACE.name}`);
}

async function addBenchPages(folder: string): Promise<void> {
  mkdirSync(join(folder, 'bench'), { recursive: true });
  const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmark</title>';
  writeFileSync(join(folder, EMPTY_PAGE), `${head}<p>.</p>`);
  writeFileSync(join(folder, STORE_PAGE), `${head}<script type="module" src="./store-page.js"></script>`);
  writeFileSync(join(folder, PARSE_PAGE), `${head}<script type="module" src="./parse-page.js"></script>`);
  for (const script of ['store-page', 'parse-page', 'parse-worker']) {
    await bundleBenchScript(script, join(folder, 'bench'));
  }
}

/** Bundles a file of this folder with all that it imports into one script, as small and fast as what ships. */
export async function bundleBenchScript(name: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    plugins: [leanTokeniser()],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: join(root, `test/bench/${name}.ts`),
        output: { entryFileNames: `${name}.js` },
      },
    },
  });
}
