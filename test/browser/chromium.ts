import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import puppeteer, { type KeyInput, type Browser as PuppeteerBrowser, type Page as PuppeteerPage } from 'puppeteer-core';
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
import { eventually, PATIENCE_MS, type Truthy } from './eventually.ts';
import { chooseOption, type Reached, reach, reachArguments } from './in-page.ts';
import { findBrowser, howToInstall } from './installed-browsers.ts';
import { extensionProcesses, isAlive } from './processes.ts';
import { createProfile, killGroup, removeProfile } from './profile.ts';

/** What chrome://extensions, and no other page, may call. */
interface ExtensionsPage {
  readonly chrome: {
    readonly developerPrivate?: {
      addHostPermission(extensionId: string, host: string): Promise<void>;
      updateExtensionConfiguration(update: { extensionId: string; pinnedToToolbar: boolean }): Promise<void>;
    };
  };
}

/** A file of the extension that runs nothing, yet whose document has the extension's APIs. */
const INERT_FILE = 'icons/icon-16.png';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const executable = options.executable ?? findBrowser('chromium');
  if (executable === undefined) throw new Error(howToInstall('chromium'));
  const driver = new Chromium(executable, { ...options, extensionDir: resolve(options.extensionDir) });
  try {
    await driver.start();
  } catch (error) {
    await driver.close();
    throw error;
  }
  return driver;
}

class Chromium implements Browser {
  readonly name = 'chromium';
  readonly closed: Promise<void>;
  readonly #executable: string;
  readonly #options: LaunchOptions;
  #resolveClosed: () => void = () => {};
  #profile = '';
  #puppeteer: PuppeteerBrowser | undefined;
  #extensionId = '';
  #console: PuppeteerPage | undefined;
  #front: PuppeteerPage | undefined;

  constructor(executable: string, options: LaunchOptions) {
    this.#executable = executable;
    this.#options = options;
    this.closed = new Promise((resolveClosed) => {
      this.#resolveClosed = resolveClosed;
    });
  }

  async start(): Promise<void> {
    this.#profile ||= await createProfile(this.#executable, () => killGroup(this.#puppeteer?.process()?.pid));
    const headless = this.#isHeadless;
    const { extensionDir, restartable = false } = this.#options;
    const browser = await puppeteer.launch({
      executablePath: this.#executable,
      userDataDir: this.#profile,
      headless,
      pipe: true,
      // Also what lets Extensions.triggerAction press the toolbar button.
      enableExtensions: true,
      // An extension that was installed over the protocol loses its host grants on restart; branded
      // Chrome has no other way, since it ignores the command line.
      args: [
        ...(restartable ? [`--load-extension=${extensionDir}`, `--disable-extensions-except=${extensionDir}`] : []),
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--no-default-browser-check',
        '--lang=en-US',
        // A headless screen is 800 x 600, on which the popup would be cut.
        '--window-size=1280,900',
        '--screen-info={1600x1200}',
      ],
      // Whoever drives the browser ends it.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      ignoreDefaultArgs: headless ? [] : ['--enable-automation'],
      defaultViewport: null,
      protocolTimeout: 4 * PATIENCE_MS,
    });
    this.#puppeteer = browser;
    this.#console = undefined;
    this.#front = (await browser.pages())[0];
    const process_ = browser.process();
    browser.once('disconnected', () => {
      if (this.#puppeteer === browser) this.#resolveClosed();
    });
    if (process_ === null) throw new Error('Chromium has no process of its own.');
    this.#extensionId = restartable
      ? await eventually('Chromium lists the extension', () => this.#installedId())
      : await browser.installExtension(extensionDir);
    await eventually('the worker has started', () => this.isWorkerRunning());
    await this.#allowCopying();
  }

  /** A page may write to the clipboard when a key or a button is pressed; without a window, Chromium refuses that. */
  async #allowCopying(): Promise<void> {
    const session = await this.#browser.target().createCDPSession();
    await session.send('Browser.setPermission', {
      origin: `chrome-extension://${this.#extensionId}`,
      permission: { name: 'clipboard-write' },
      setting: 'granted',
    });
    await session.detach();
  }

  async #installedId(): Promise<string | undefined> {
    const installed = await this.#browser.extensions();
    return [...installed.values()].find((extension) => extension.path === this.#options.extensionDir)?.id;
  }

  get #browser(): PuppeteerBrowser {
    if (this.#puppeteer === undefined) throw new Error('The browser is not running.');
    return this.#puppeteer;
  }

  get #isHeadless(): boolean {
    return this.#options.headless ?? true;
  }

  extensionUrl(path: string): string {
    return `chrome-extension://${this.#extensionId}/${path}`;
  }

  openPage(path: string): Promise<Page> {
    return this.newTab(this.extensionUrl(path));
  }

  async newTab(url: string): Promise<Page> {
    const tab = await this.#browser.newPage();
    this.#front = tab;
    await tab.goto(url);
    return this.#pageOf(tab);
  }

  async pageAt(part: string): Promise<Page> {
    const tab = await eventually(`a tab shows ${part}`, async () =>
      (await this.#openTabs()).find((candidate) => candidate.url().includes(part)),
    );
    this.#front = tab;
    return this.#pageOf(tab);
  }

  async tabs(): Promise<string[]> {
    return (await this.#openTabs()).map((tab) => tab.url());
  }

  async #openTabs(): Promise<PuppeteerPage[]> {
    return (await this.#browser.pages()).filter((tab) => tab !== this.#console);
  }

  async openPopup(): Promise<Page> {
    const popupUrl = await this.evaluateInExtension(() => chrome.action.getPopup({}));
    const tab = this.#front;
    if (tab === undefined || tab.isClosed()) throw new Error('No tab is in front.');
    await tab.bringToFront();
    const extension = (await this.#browser.extensions()).get(this.#extensionId);
    if (extension === undefined) throw new Error('The extension is gone.');
    const before = new Set(this.#browser.targets());
    const [target] = await Promise.all([
      this.#browser.waitForTarget((candidate) => !before.has(candidate) && candidate.url() === popupUrl, {
        timeout: PATIENCE_MS,
      }),
      extension.triggerAction(tab),
    ]);
    const popup = this.#pageOf(await target.asPage());
    await popup.waitFor(() => document.readyState === 'complete');
    return popup;
  }

  badge(): Promise<string> {
    return this.evaluateInExtension(() => chrome.action.getBadgeText({}));
  }

  async evaluateInExtension<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    if (this.#console === undefined || this.#console.isClosed()) {
      const tab = await this.#browser.newPage({ background: true });
      this.#console = tab;
      await tab.goto(this.extensionUrl(INERT_FILE));
    }
    try {
      return await runIn(this.#console, run, args);
    } finally {
      // Where a person watches, the tab would be in the way.
      if (!this.#isHeadless) await this.#console.close();
    }
  }

  async isWorkerRunning(): Promise<boolean> {
    return this.#workerTarget() !== undefined;
  }

  #workerTarget() {
    const origin = this.extensionUrl('');
    return this.#browser
      .targets()
      .find((target) => target.type() === 'service_worker' && target.url().startsWith(origin));
  }

  async stopWorker(): Promise<void> {
    const target = this.#workerTarget();
    if (target === undefined) return;
    await eventually('the worker has stopped', async () => {
      // One that is just starting does not hear it.
      await (await target.worker())?.close().catch(() => undefined);
      return !this.#browser.targets().includes(target);
    });
  }

  get processGroup(): number {
    return this.#browser.process()?.pid ?? 0;
  }

  async workerProcesses(): Promise<number[]> {
    return extensionProcesses(this.processGroup);
  }

  async collectGarbage(): Promise<void> {
    const session = await this.#workerTarget()?.createCDPSession();
    if (session === undefined) throw new Error('The worker is not running.');
    // The first collection ends what holds on to what the second one can take.
    for (let times = 0; times < 2; times += 1) await session.send('HeapProfiler.collectGarbage');
    await session.detach();
  }

  async leaveExtension(): Promise<void> {
    await this.#console?.close();
    this.#console = undefined;
  }

  async killWorkerProcess(): Promise<void> {
    const console = this.#console;
    this.#console = undefined;
    const worker = this.#workerTarget();
    const pids = await this.workerProcesses();
    if (pids.length === 0) throw new Error('No process of the extension is to be found.');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await eventually('the process of the extension has ended', () => !pids.some(isAlive));
    // What waits for an answer from the crashed document would wait for ever.
    await console?.close();
    // Another may run at once: an alarm or a message that was on its way starts it.
    await eventually('the worker has stopped', () => this.#workerTarget() !== worker || worker === undefined);
  }

  async wakeAlarm(name: string): Promise<void> {
    await this.evaluateInExtension((alarm) => chrome.alarms.create(alarm, { when: Date.now() + 100 }), name);
  }

  async grantHosts(origins: readonly string[]): Promise<void> {
    await this.#onExtensionsPage(
      async (id, hosts) => {
        const { developerPrivate } = (globalThis as unknown as ExtensionsPage).chrome;
        for (const host of hosts) await developerPrivate?.addHostPermission(id, host);
      },
      this.#extensionId,
      [...origins],
    );
    // What was added there counts as allowed before: the request brings up no prompt and fires onAdded.
    const granted = await this.evaluateInExtension(
      (hosts) => chrome.permissions.request({ origins: hosts }),
      [...origins],
    );
    if (!granted) throw new Error(`Chromium did not grant ${origins.join(', ')}`);
  }

  /** Nothing can press Deny in Chromium's prompt, so the page's own request is answered instead. */
  async refuseNextPermission(page: Page): Promise<void> {
    await page.evaluate(() => {
      const refuse = (_hosts: unknown, callback?: (granted: boolean) => void) => {
        if (callback === undefined) return Promise.resolve(false);
        callback(false);
        return undefined;
      };
      const roots = globalThis as unknown as Record<string, { permissions: object } | undefined>;
      for (const root of ['chrome', 'browser']) {
        const permissions = roots[root]?.permissions;
        if (permissions) Object.defineProperty(permissions, 'request', { value: refuse, configurable: true });
      }
    });
  }

  async leavePromptsOpen(): Promise<void> {
    // Chromium's prompt stays open as it is: nothing here could press its buttons.
  }

  async pinButton(): Promise<void> {
    await this.#onExtensionsPage(async (extensionId) => {
      const { developerPrivate } = (globalThis as unknown as ExtensionsPage).chrome;
      await developerPrivate?.updateExtensionConfiguration({ extensionId, pinnedToToolbar: true });
    }, this.#extensionId);
  }

  /** Runs on the page where a person manages extensions, the only one with the API behind its switches. */
  async #onExtensionsPage<A extends unknown[]>(run: (...args: A) => Promise<void>, ...args: A): Promise<void> {
    const page = await this.#browser.newPage({ background: true });
    await page.goto('chrome://extensions');
    await page.waitForFunction(() => (globalThis as unknown as ExtensionsPage).chrome.developerPrivate !== undefined);
    await runIn(page, run, args);
    await page.close();
  }

  /** Resolves once the grants are in the profile: Chromium writes them up to ten seconds late. */
  async #grantsOnDisk(): Promise<void> {
    const origins = await this.evaluateInExtension(async () => (await chrome.permissions.getAll()).origins ?? []);
    const files = ['Preferences', 'Secure Preferences'].map((file) => join(this.#profile, 'Default', file));
    await eventually('the host grants are on disk', () => {
      const written = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
      return origins.every((origin) => written.some((text) => text.includes(origin)));
    });
  }

  async kill(): Promise<void> {
    if (this.#options.restartable) await this.#grantsOnDisk();
    const browser = this.#browser;
    this.#puppeteer = undefined;
    const child = browser.process();
    if (child?.pid === undefined) throw new Error('Chromium has no process of its own.');
    const ended = new Promise((resolveEnded) => child.once('exit', resolveEnded));
    // Puppeteer starts it as the leader of a group of its own.
    killGroup(child.pid);
    await ended;
  }

  async restart(meanwhile?: Meanwhile): Promise<void> {
    const browser = this.#puppeteer;
    this.#puppeteer = undefined;
    await browser?.close();
    meanwhile?.(this.#profile);
    await this.start();
  }

  async close(): Promise<void> {
    await this.#puppeteer?.close();
    this.#puppeteer = undefined;
    this.#resolveClosed();
    if (this.#profile) await removeProfile(this.#profile);
  }

  #pageOf(tab: PuppeteerPage): Page {
    return new ChromiumPage(tab);
  }
}

async function runIn<A extends unknown[], R>(tab: PuppeteerPage, run: (...args: A) => R, args: A): Promise<Awaited<R>> {
  return (await tab.evaluate(run as (...args: unknown[]) => unknown, ...args)) as Awaited<R>;
}

class ChromiumPage implements Page {
  readonly #tab: PuppeteerPage;

  constructor(tab: PuppeteerPage) {
    this.#tab = tab;
  }

  async url(): Promise<string> {
    return this.#tab.url();
  }

  async goto(url: string): Promise<void> {
    await this.#tab.goto(url);
  }

  async click(target: Target, options: ClickOptions = {}): Promise<void> {
    const { x, y } = await this.#reach(target, 'find');
    await this.#holding(options.modifiers ?? [], () =>
      this.#tab.mouse.click(x, y, { button: options.button ?? 'left' }),
    );
  }

  async type(target: Target, text: string): Promise<void> {
    await this.#reach(target, 'focus');
    await this.#tab.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    const keys = key.split('+') as KeyInput[];
    const last = keys.pop() || '+';
    await this.#holding(keys, () => this.#tab.keyboard.press(last));
  }

  async #holding(modifiers: readonly KeyInput[], act: () => Promise<void>): Promise<void> {
    try {
      for (const modifier of modifiers) await this.#tab.keyboard.down(modifier);
      await act();
      for (const modifier of modifiers) await this.#tab.keyboard.up(modifier);
    } catch (error) {
      // What was pressed may have closed the popup, before the button or key came up again.
      if (!(error instanceof Error && error.message.includes('Target closed'))) throw error;
    }
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
    return runIn(this.#tab, run, args);
  }

  waitFor<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Truthy<Awaited<R>>> {
    return eventually(String(run), () => this.evaluate(run, ...args));
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#tab.setViewport({ width, height });
  }

  async prefer(scheme: ColourScheme): Promise<void> {
    await this.#tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  }

  readonly slowDown = (times: number): Promise<void> => this.#tab.emulateCPUThrottling(times);

  async goOffline(offline: boolean): Promise<void> {
    await this.#tab.setOfflineMode(offline);
  }

  async screenshot(file: string): Promise<void> {
    await this.#tab.screenshot({ path: file as `${string}.png` });
  }

  async axe(): Promise<string[]> {
    // As a source and not as a script element: Trusted Types refuse the latter.
    await this.#tab.evaluate(AXE);
    const results = await this.#tab.evaluate(() =>
      (globalThis as unknown as { axe: { run(root: Document): Promise<AxeResults> } }).axe.run(document),
    );
    return describeViolations(results.violations);
  }

  async close(): Promise<void> {
    if (!this.#tab.isClosed()) await this.#tab.close();
  }

  async isClosed(): Promise<boolean> {
    return this.#tab.isClosed();
  }
}
