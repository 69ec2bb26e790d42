import type { Figure } from '../test/bench/figures.ts';
import { ingest } from '../test/bench/ingest.ts';
import { parseInBrowser, parseInNode } from '../test/bench/parse.ts';
import { hanging, importing, memory, unchanged } from '../test/bench/polling.ts';
import { popup } from '../test/bench/popup.ts';
import { popupScroll } from '../test/bench/popup-scroll.ts';
import { reader } from '../test/bench/reader.ts';
import { toolbar } from '../test/bench/toolbar.ts';
import type { BrowserName } from '../test/browser/browser.ts';
import { findBrowser, howToInstall } from '../test/browser/installed-browsers.ts';

const IN_BROWSERS: Readonly<Record<string, (browser: BrowserName) => Promise<Figure[]>>> = {
  popup,
  toolbar,
  scroll: popupScroll,
  reader,
  ingest,
  parse: parseInBrowser,
  unchanged,
  import: importing,
  memory,
  hanging,
};
const IN_NODE: Readonly<Record<string, () => Promise<Figure[]> | Figure[]>> = { parse: parseInNode };
/** Several under one name; named beside some of them, it stands for those. */
const GROUPS: Readonly<Record<string, readonly string[]>> = { polling: ['unchanged', 'import', 'memory', 'hanging'] };
const NAMES = [...new Set([...Object.keys(IN_BROWSERS), ...Object.keys(IN_NODE)])];

/**
 * Runs all benchmarks, or the named ones, and prints ratios with their goals. A missed goal fails the run; only a
 * quiet machine gives figures worth comparing.
 */
export async function main(args: readonly string[]): Promise<number> {
  const browsers = (['chromium', 'firefox'] as const).filter(
    (name) => args.length === 0 || !args.some(isBrowser) || args.includes(name),
  );
  const names = withoutGroups(args.filter((arg) => !isBrowser(arg)));
  const unknown = names.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) {
    console.error(
      `usage: npm run bench [-- ${[...Object.keys(GROUPS), ...NAMES].join('|')}] [chromium|firefox]; not understood: ${unknown.join(' ')}`,
    );
    return 2;
  }
  let missed = 0;
  for (const name of names.length > 0 ? names : NAMES) {
    const inNode = IN_NODE[name];
    const inBrowser = IN_BROWSERS[name];
    if (inNode) missed += print(await inNode());
    for (const browser of inBrowser ? browsers : []) {
      if (findBrowser(browser) === undefined) throw new Error(howToInstall(browser));
      missed += inBrowser ? print(await inBrowser(browser)) : 0;
    }
  }
  return missed > 0 ? 1 : 0;
}

function withoutGroups(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const members = GROUPS[name];
    return members === undefined ? [name] : members.some((member) => names.includes(member)) ? [] : members;
  });
}

function isBrowser(arg: string): arg is BrowserName {
  return arg === 'chromium' || arg === 'firefox';
}

/** @returns how many goals were missed */
function print(figures: readonly Figure[]): number {
  for (const { name, ratio, goal, detail } of figures) {
    const verdict = goal === undefined ? '      ' : ratio <= goal ? 'met   ' : 'MISSED';
    const limit = goal === undefined ? '' : ` (at most ${goal.toFixed(2)})`;
    console.log(`${verdict}  ${name}: ${ratio.toFixed(2)}${limit}: ${detail}`);
  }
  return figures.filter(({ ratio, goal }) => goal !== undefined && !(ratio <= goal)).length;
}
