import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Result as AxeViolation } from 'axe-core';
import { zipOf } from '../../scripts/package.ts';
import {
  type Browser,
  type ClickOptions,
  type ColourScheme,
  describeViolations,
  type LaunchOptions,
  type Meanwhile,
  type Page,
  type Target,
} from './browser.ts';
import { eventually, type Truthy } from './eventually.ts';
import * as firefox from './firefox-chrome.ts';
import { chooseOption, type Reached, reach, reachArguments } from './in-page.ts';
import { findBrowser, howToInstall } from './installed-browsers.ts';
import { Marionette } from './marionette.ts';
import { isAlive } from './processes.ts';
import { createProfile, killGroup, removeProfile } from './profile.ts';

/** A file of the extension that runs nothing, yet whose document has the extension's APIs. */
const INERT_FILE = 'icons/icon-16.png';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  // A free port, which Firefox then writes into the profile.
  'marionette.port': 0,
  'extensions.webextOptionalPermissionPrompts': false,
  'xpinstall.signatures.required': false,
  'extensions.autoDisableScopes': 0,
  'app.update.disabledForTesting': true,
  'app.normandy.enabled': false,
  'app.shield.optoutstudies.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  // After a few crashes within minutes it would start no more processes for extensions.
  'extensions.webextensions.crash.threshold': 1000,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.http.speculative-parallel-limit': 0,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'startup.homepage_welcome_url': '',
  'termsofuse.bypassNotification': true,
  // After a SIGKILL it would ask whether to start in safe mode.
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
  const executable = options.executable ?? findBrowser('firefox');
  if (executable === undefined) throw new Error(howToInstall('firefox'));
  const driver = new Firefox(executable, { ...options, extensionDir: resolve(options.extensionDir) });
  try {
    await driver.start();
  } catch (error) {
    await driver.close();
    throw error;
  }
  return driver;
}

class Firefox implements Browser {
  readonly name = 'firefox';
  readonly closed: Promise<void>;
  readonly #executable: string;
  readonly #options: LaunchOptions;
  readonly #extensionId: string;
  #resolveClosed: () => void = () => {};
  #profile = '';
  #child: ChildProcess | undefined;
  #marionette: Marionette | undefined;
  #host = '';
  #consoleId = 0;

  constructor(executable: string, options: LaunchOptions) {
    this.#executable = executable;
    this.#options = options;
    const manifest = JSON.parse(readFileSync(join(options.extensionDir, 'manifest.json'), 'utf8'));
    this.#extensionId = manifest.browser_specific_settings.gecko.id;
    this.closed = new Promise((resolveClosed) => {
      this.#resolveClosed = resolveClosed;
    });
  }

  async start(): Promise<void> {
    const isFirstStart = this.#profile === '';
    if (isFirstStart) {
      this.#profile = await createProfile(this.#executable, () => killGroup(this.#child?.pid));
      const lines = Object.entries(PREFERENCES).map(
        ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
      );
      await writeFile(join(this.#profile, 'user.js'), lines.join(''));
    }
    await this.#spawn();
    if (isFirstStart) await this.#install();
    this.#host = await eventually('Firefox has started the extension', () =>
      this.#inChrome(firefox.extensionHost, this.#extensionId),
    );
    // On a later start the event page runs only if it asked for runtime.onStartup, which is the product's part.
    if (isFirstStart) await eventually('the background has started', () => this.isWorkerRunning());
  }

  async #spawn(): Promise<void> {
    const portFile = join(this.#profile, 'MarionetteActivePort');
    await rm(portFile, { force: true });
    const child = spawn(
      this.#executable,
      [
        ...(this.#isHeadless ? ['-headless'] : []),
        '--marionette',
        '--remote-allow-system-access',
        '--no-remote',
        '--profile',
        this.#profile,
        'about:blank',
      ],
      // A group of its own, so that `kill` reaches the content processes and nothing else.
      { detached: true, stdio: 'ignore' },
    );
    this.#child = child;
    this.#consoleId = 0;
    child.once('exit', () => {
      this.#marionette?.disconnect();
      if (this.#child === child) this.#resolveClosed();
    });
    const port = await eventually('Firefox has written its Marionette port', () => {
      if (child.exitCode !== null) throw new Error(`Firefox ended with code ${child.exitCode}.`);
      return existsSync(portFile) && Number(readFileSync(portFile, 'utf8'));
    });
    this.#marionette = await eventually('Marionette listens', () => Marionette.connect(port));
    await this.#marionette.send('WebDriver:NewSession', {
      capabilities: { alwaysMatch: { acceptInsecureCerts: true } },
    });
    await this.#marionette.send('WebDriver:SetTimeouts', { script: 120_000 });
    await this.#marionette.send('Marionette:SetContext', { value: 'chrome' });
  }

  async #install(): Promise<void> {
    const { extensionDir, restartable = false } = this.#options;
    if (!restartable) {
      await this.#command('Addon:Install', { path: extensionDir, temporary: true });
      return;
    }
    // Only a packed extension outlives the session, and only where unsigned ones are allowed at all.
    await writeFile(join(this.#profile, 'extension.xpi'), zipOf(extensionDir));
    await this.#command('Addon:Install', { path: join(this.#profile, 'extension.xpi'), temporary: false });
  }

  #command(command: string, parameters?: object): Promise<unknown> {
    if (this.#marionette === undefined) throw new Error('The browser is not running.');
    return this.#marionette.send(command, parameters);
  }

  /** Runs one of the privileged functions in the browser. */
  async #inChrome<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const reply = await this.#command('WebDriver:ExecuteAsyncScript', {
      script: asScript(run),
      args,
      newSandbox: true,
    });
    return resultOf(reply) as Awaited<R>;
  }

  get #isHeadless(): boolean {
    return this.#options.headless ?? true;
  }

  extensionUrl(path: string): string {
    return `moz-extension://${this.#host}/${path}`;
  }

  openPage(path: string): Promise<Page> {
    return this.newTab(this.extensionUrl(path));
  }

  async newTab(url: string): Promise<Page> {
    const page = this.#pageOf(await this.#inChrome(firefox.openTab, url, false));
    await page.hasLoaded(url);
    return page;
  }

  async pageAt(part: string): Promise<Page> {
    const tab = await eventually(`a tab shows ${part}`, async () =>
      (await this.#openTabs()).find((candidate) => candidate.url.includes(part)),
    );
    await this.#inChrome(firefox.selectTab, tab.id);
    return this.#pageOf(tab.id);
  }

  async tabs(): Promise<string[]> {
    return (await this.#openTabs()).map((tab) => tab.url);
  }

  async #openTabs(): Promise<{ id: number; url: string }[]> {
    return (await this.#inChrome(firefox.listTabs)).filter((tab) => tab.id !== this.#consoleId);
  }

  async openPopup(): Promise<Page> {
    await this.#inChrome(firefox.pressToolbarButton, this.#extensionId);
    const popup = this.#pageOf(await eventually('the popup is open', () => this.#inChrome(firefox.popupDocument)));
    await popup.waitFor(() => document.readyState === 'complete');
    return popup;
  }

  badge(): Promise<string> {
    return this.evaluateInExtension(() => browser.action.getBadgeText({}));
  }

  async evaluateInExtension<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    if (this.#consoleId === 0 || (await this.#inChrome(firefox.isGone, this.#consoleId))) {
      const url = this.extensionUrl(INERT_FILE);
      this.#consoleId = await this.#inChrome(firefox.openTab, url, true);
      await this.#pageOf(this.#consoleId).hasLoaded(url);
    }
    const console = this.#pageOf(this.#consoleId);
    try {
      return await console.evaluate(run, ...args);
    } finally {
      // Where a person watches, the tab would be in the way.
      if (!this.#isHeadless) await console.close();
    }
  }

  async isWorkerRunning(): Promise<boolean> {
    return (await this.#inChrome(firefox.backgroundState, this.#extensionId)) === 'running';
  }

  async stopWorker(): Promise<void> {
    const background = await this.#inChrome(firefox.runningBackground, this.#extensionId);
    if (background === '') return;
    await this.#inChrome(firefox.stopBackground, this.#extensionId);
    await this.#hasEnded(background);
  }

  /** Another may run by then: an alarm or a message that was on its way starts it at once. */
  async #hasEnded(background: string): Promise<void> {
    const running = () => this.#inChrome(firefox.runningBackground, this.#extensionId);
    await eventually('the background has stopped', async () => background === '' || (await running()) !== background);
  }

  get processGroup(): number {
    return this.#child?.pid ?? 0;
  }

  workerProcesses(): Promise<number[]> {
    return this.#inChrome(firefox.extensionProcesses);
  }

  async collectGarbage(): Promise<void> {
    await this.#inChrome(firefox.collectGarbage);
  }

  async leaveExtension(): Promise<void> {
    if (this.#consoleId !== 0) await this.#inChrome(firefox.closeDocument, this.#consoleId);
    this.#consoleId = 0;
  }

  async killWorkerProcess(): Promise<void> {
    const background = await this.#inChrome(firefox.runningBackground, this.#extensionId);
    const pids = await this.workerProcesses();
    if (pids.length === 0) throw new Error('The extension has no process of its own.');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await eventually('the process of the extension has ended', () => !pids.some(isAlive));
    await this.#hasEnded(background);
    // Its tab shows now that it has crashed.
    await this.leaveExtension();
  }

  async wakeAlarm(name: string): Promise<void> {
    await this.evaluateInExtension((alarm) => browser.alarms.create(alarm, { when: Date.now() + 100 }), name);
  }

  async grantHosts(origins: readonly string[]): Promise<void> {
    await this.#inChrome(firefox.grantHosts, this.#extensionId, origins);
  }

  async refuseNextPermission(): Promise<void> {
    await this.#inChrome(firefox.refuseNextPrompt);
  }

  async leavePromptsOpen(): Promise<void> {
    await this.#inChrome(firefox.bringPromptsBack);
  }

  async pinButton(): Promise<void> {
    await this.#inChrome(firefox.pinButton, this.#extensionId);
  }

  /** Resolves once the extension and its grants are in the profile: Firefox writes them a little late. */
  async #installationOnDisk(): Promise<void> {
    const origins = await this.evaluateInExtension(async () => (await browser.permissions.getAll()).origins ?? []);
    const isWritten = (file: string, text: string) =>
      existsSync(join(this.#profile, file)) && readFileSync(join(this.#profile, file), 'latin1').includes(text);
    // Grants lie in the first on releases and in the second on Nightly (Mozilla bug 1646182).
    const grants = ['extension-preferences.json', 'extension-store-permissions/data.safe.bin'];
    await eventually(
      'the extension and its grants are on disk',
      () =>
        isWritten('extensions.json', this.#extensionId) &&
        isWritten('addonStartup.json.lz4', this.#extensionId) &&
        origins.every((origin) => grants.some((file) => isWritten(file, origin))),
    );
  }

  async kill(): Promise<void> {
    if (this.#options.restartable) await this.#installationOnDisk();
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined) throw new Error('Firefox is not running.');
    const ended = new Promise((resolveEnded) => child.once('exit', resolveEnded));
    killGroup(child.pid);
    await ended;
  }

  async restart(meanwhile?: Meanwhile): Promise<void> {
    await this.#quit();
    meanwhile?.(this.#profile);
    await this.start();
  }

  async #quit(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolveEnded) => child.once('exit', resolveEnded));
    // The connection may close before the reply comes.
    this.#marionette?.send('Marionette:Quit', { flags: ['eAttemptQuit'] }).catch(() => undefined);
    await ended;
  }

  async close(): Promise<void> {
    await this.#quit();
    this.#marionette?.disconnect();
    this.#resolveClosed();
    if (this.#profile) await removeProfile(this.#profile);
  }

  #pageOf(id: number): FirefoxPage {
    return new FirefoxPage(id, (run, ...args) => this.#inChrome(run, ...args));
  }
}

type InChrome = <A extends unknown[], R>(run: (...args: A) => R, ...args: A) => Promise<Awaited<R>>;

class FirefoxPage implements Page {
  readonly #id: number;
  readonly #inChrome: InChrome;

  constructor(id: number, inChrome: InChrome) {
    this.#id = id;
    this.#inChrome = inChrome;
  }

  /** Waits for the document of this address, or the one to which it redirects, to be complete. */
  async hasLoaded(url: string): Promise<void> {
    await eventually(`${url} has loaded`, async () => {
      if (url !== 'about:blank' && (await this.url()) === 'about:blank') return false;
      return this.evaluate(() => document.readyState === 'complete');
    });
  }

  url(): Promise<string> {
    return this.#inChrome(firefox.documentUrl, this.#id);
  }

  async goto(url: string): Promise<void> {
    // Marks the old document, since the new address shows before the new document stands.
    await this.evaluate(() => {
      document.documentElement.dataset['left'] = 'true';
    });
    await this.#inChrome(firefox.navigate, this.#id, url);
    await eventually(`${url} has loaded`, () =>
      this.evaluate(() => document.readyState === 'complete' && document.documentElement.dataset['left'] === undefined),
    );
  }

  async click(target: Target, options: ClickOptions = {}): Promise<void> {
    const { x, y } = await this.#reach(target, 'find');
    const modifiers = options.modifiers ?? [];
    await this.#inChrome(firefox.clickAt, this.#id, x, y, {
      button: options.button === 'middle' ? 1 : 0,
      clickCount: 1,
      ctrlKey: modifiers.includes('Control'),
      shiftKey: modifiers.includes('Shift'),
    });
  }

  async type(target: Target, text: string): Promise<void> {
    await this.#reach(target, 'focus');
    const inputs = [...text].map((key) => inputOf(key));
    await this.#inChrome(firefox.pressKeys, this.#id, inputs);
  }

  async press(key: string): Promise<void> {
    await this.#inChrome(firefox.pressKeys, this.#id, [inputOf(key)]);
  }

  async text(target: Target): Promise<string> {
    return (await this.#reach(target, 'read')).text;
  }

  #reach(target: Target, deed: 'find' | 'focus' | 'read'): Promise<Reached> {
    const given = reachArguments(target, deed);
    return eventually(`to ${deed} ${JSON.stringify(target)}`, () => this.evaluate(reach, ...given));
  }

  async choose(selector: string, label: string): Promise<void> {
    await this.waitFor(chooseOption, selector, label);
  }

  async evaluate<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const reply = await this.#inChrome(firefox.runInDocument, this.#id, asScript(run), args);
    return resultOf({ value: reply }) as Awaited<R>;
  }

  waitFor<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Truthy<Awaited<R>>> {
    return eventually(String(run), () => this.evaluate(run, ...args));
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#inChrome(firefox.resizeDocument, this.#id, width, height);
    await this.waitFor((wanted) => innerWidth === wanted, width);
  }

  async prefer(scheme: ColourScheme): Promise<void> {
    await this.#inChrome(firefox.preferScheme, this.#id, scheme);
    await this.waitFor((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, scheme);
  }

  async goOffline(offline: boolean): Promise<void> {
    await this.#inChrome(firefox.setOffline, offline);
  }

  async screenshot(file: string): Promise<void> {
    await writeFile(file, Buffer.from(await this.#inChrome(firefox.capture, this.#id), 'base64'));
  }

  async axe(): Promise<string[]> {
    const script = `${AXE}; const done = arguments[arguments.length - 1];
      axe.run(document).then(({ violations }) => done({ value: JSON.stringify(violations) }), (error) => done({ error: String(error) }));`;
    const reply = await this.#inChrome(firefox.runInDocument, this.#id, script, []);
    return describeViolations(JSON.parse(resultOf({ value: reply }) as string) as AxeViolation[]);
  }

  async close(): Promise<void> {
    await this.#inChrome(firefox.closeDocument, this.#id);
  }

  isClosed(): Promise<boolean> {
    return this.#inChrome(firefox.isGone, this.#id);
  }
}

/** A function body for Marionette that calls its last argument with `{ value }` or `{ error }`. */
function asScript(run: (...args: never[]) => unknown): string {
  return `const args = [...arguments], done = args.pop();
    (async () => (${String(run)})(...args))()
      .then((value) => done({ value }), (error) => done({ error: String(error?.message ?? error) }));`;
}

function resultOf(reply: unknown): unknown {
  const { value } = reply as { value: { value?: unknown; error?: string } | null };
  if (value === null) throw new Error('The document went away while the script ran.');
  if (value.error !== undefined) throw new Error(value.error);
  return value.value;
}

const KEY_CODES: Readonly<Record<string, string>> = { ' ': 'Space', '/': 'Slash', ',': 'Comma', '.': 'Period' };

function inputOf(keyWithModifiers: string): firefox.Input {
  const parts = keyWithModifiers.split('+');
  const key = parts.pop() || '+';
  const printable = [...key].length === 1;
  const letterOrName = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : '';
  return {
    key,
    code: KEY_CODES[key] ?? (printable ? letterOrName : key),
    printable,
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Control'),
  };
}
