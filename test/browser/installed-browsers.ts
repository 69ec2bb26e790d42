import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { BrowserName } from './browser.ts';

const COMMANDS: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  firefox: ['firefox', 'firefox-esr', 'firefox-developer-edition', 'firefox-nightly'],
};

function usualPlaces(name: BrowserName): string[] {
  if (process.platform === 'darwin') {
    const apps =
      name === 'chromium'
        ? ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome']
        : ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => apps.map((app) => join(folder, app)));
  }
  if (process.platform === 'win32') {
    const programs =
      name === 'chromium'
        ? ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe']
        : ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'];
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((key) => process.env[key] ?? []);
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
    COMMANDS[name].map((command) => join(folder, command)),
  );
}

/**
 * The first browser of this family that is installed: as CHROME_BIN or FIREFOX_BIN says, else on the PATH,
 * else in the system's usual places. Chromium before Chrome.
 *
 * @returns an absolute path; undefined where there is none
 */
export function findBrowser(name: BrowserName): string | undefined {
  const named = process.env[name === 'chromium' ? 'CHROME_BIN' : 'FIREFOX_BIN'];
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = COMMANDS[name].flatMap((command) => folders.map((folder) => join(folder, command + suffix)));
  return [...(named ? [named] : []), ...onPath, ...usualPlaces(name)].find(isExecutable);
}

/** One line that says what to install. */
export function howToInstall(name: BrowserName): string {
  const packages = name === 'chromium' ? 'chromium' : 'firefox-esr (Debian) or firefox';
  const product = name === 'chromium' ? 'Chromium (or Google Chrome)' : 'Firefox 142 or newer';
  const variable = name === 'chromium' ? 'CHROME_BIN' : 'FIREFOX_BIN';
  return process.platform === 'linux'
    ? `Install ${product}, for example the package ${packages}, or set ${variable} to its path.`
    : `Install ${product}, or set ${variable} to its path.`;
}

/**
 * Where this browser may keep a temporary profile. A snap has a /tmp of its own and sees nothing of the
 * system's, so its profile must lie in its own folder of the home directory.
 */
export function profileRoot(executable: string): string {
  const snap = snapName(executable);
  if (snap === undefined) return tmpdir();
  const folder = join(homedir(), 'snap', snap, 'common');
  return existsSync(folder) ? folder : homedir();
}

function snapName(executable: string): string | undefined {
  const real = realpathSync(executable);
  if (real.startsWith('/snap/')) return real.split('/')[2];
  if (real.endsWith('/snap')) return executable.split('/').at(-1);
  // Ubuntu's /usr/bin/firefox and chromium-browser are small scripts that start the snap.
  if (statSync(real).size > 10_000) return undefined;
  return /\/snap\/bin\/([a-z-]+)/.exec(readFileSync(real, 'latin1'))?.[1];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
