import { readFileSync } from 'node:fs';
import type { BrowserName } from '../test/browser/browser.ts';
import { findBrowser, howToInstall } from '../test/browser/installed-browsers.ts';
import { fail, pass, run, type Tally } from './steps.ts';

const DEBIAN_PACKAGE: Readonly<Record<BrowserName, string>> = { chromium: 'chromium', firefox: 'firefox-esr' };

/** Installs the browsers that are missing where this process may (root on Debian), else says what to install. */
export async function installBrowsers(): Promise<Tally> {
  const missing = missingBrowsers();
  if (missing.length > 0 && mayInstall()) {
    const packages = missing.map((name) => DEBIAN_PACKAGE[name]);
    console.log(`        Installing ${packages.join(' and ')} from the system's packages…`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const updated = await run('apt-get', ['update', '--quiet'], { env });
    const installed = await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...packages], {
      env,
    });
    if (installed.code !== 0) return fail([updated.output, installed.output, ...advice()].join('\n'));
  }
  return missingBrowsers().length > 0 ? fail(advice().join('\n')) : pass();
}

function missingBrowsers(): BrowserName[] {
  return (['chromium', 'firefox'] as const).filter((name) => findBrowser(name) === undefined);
}

function advice(): string[] {
  return missingBrowsers().map((name) => `The end-to-end tests need both browsers. ${howToInstall(name)}`);
}

/** Ubuntu is left out: its packages of these names only point to snaps, which a container cannot run. */
function mayInstall(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
