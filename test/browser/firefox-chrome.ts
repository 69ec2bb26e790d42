/**
 * What the Firefox driver runs inside the browser with its privileges ("chrome" code in Firefox's words).
 *
 * Each exported function is sent as source: it may use its arguments and Firefox's globals, nothing else.
 * Documents are reached through the actor that Marionette itself uses, by the id of their browsing context,
 * since that reaches the toolbar popup too, which WebDriver's commands do not.
 */

interface XulBrowser {
  readonly browsingContext: Context;
  readonly currentURI: { readonly spec: string };
  readonly isConnected: boolean;
  readonly clientWidth: number;
  readonly clientHeight: number;
  readonly style: CSSStyleDeclaration;
  loadURI(uri: unknown, options: { triggeringPrincipal: unknown }): void;
}

interface Context {
  readonly browserId: number;
  readonly isDiscarded: boolean;
  readonly embedderElement: XulBrowser | null;
  readonly currentURI: { readonly spec: string };
  readonly currentWindowGlobal: { getActor(name: string): Actor } | null;
  prefersColorSchemeOverride: 'none' | 'light' | 'dark';
}

interface Actor {
  executeScript(script: string, args: unknown[], options: object): Promise<unknown>;
  dispatchEvent(name: string, details: object): Promise<void>;
  takeScreenshot(element: null, format: number, full: boolean, scroll: boolean): Promise<string>;
}

interface Tab {
  readonly linkedBrowser: XulBrowser;
}

interface ChromeWindow {
  readonly document: Document;
  readonly PopupNotifications: {
    readonly panel: EventTarget & { querySelector(selector: string): HTMLElement | null };
  };
  readonly gBrowser: {
    readonly tabs: readonly Tab[];
    selectedTab: Tab;
    addTrustedTab(url: string, options: { inBackground: boolean }): Tab;
    removeTab(tab: Tab): void;
    getTabForBrowser(browser: XulBrowser): Tab | null;
  };
}

interface Extension {
  readonly backgroundState: string;
  readonly views: Iterable<{ readonly viewType: string; readonly contextId: string }>;
  terminateBackground(options: { readonly disableResetIdleForTest: boolean }): Promise<void>;
}

declare const Services: {
  readonly wm: { getMostRecentWindow(type: string): ChromeWindow };
  readonly io: { newURI(url: string): unknown; offline: boolean };
  readonly prefs: { setBoolPref(name: string, value: boolean): void };
  readonly scriptSecurityManager: { getSystemPrincipal(): unknown };
  readonly ppmm: { loadProcessScript(url: string, allowDelayedLoad: boolean): void };
};
declare const Cc: {
  readonly '@mozilla.org/memory-reporter-manager;1': {
    getService(type: unknown): { minimizeMemoryUsage(then: () => void): void };
  };
};
declare const Ci: { readonly nsIMemoryReporterManager: unknown };
declare const BrowsingContext: { getCurrentTopByBrowserId(id: number): Context | null };
declare const WebExtensionPolicy: {
  getByID(id: string): { readonly mozExtensionHostname: string; readonly extension: Extension } | null;
};
declare const ChromeUtils: {
  importESModule(url: string): Record<string, never>;
  requestProcInfo(): Promise<{ readonly children: readonly { readonly pid: number; readonly type: string }[] }>;
};

export interface Input {
  readonly key: string;
  readonly code: string;
  readonly printable: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

/** @returns the host of the extension's addresses; '' while it is not installed */
export function extensionHost(extensionId: string): string {
  return WebExtensionPolicy.getByID(extensionId)?.mozExtensionHostname ?? '';
}

export function backgroundState(extensionId: string): string {
  return WebExtensionPolicy.getByID(extensionId)?.extension.backgroundState ?? '';
}

/** Which of all backgrounds that there have been is running; '' for none. */
export function runningBackground(extensionId: string): string {
  const extension = WebExtensionPolicy.getByID(extensionId)?.extension;
  if (extension?.backgroundState !== 'running') return '';
  return [...extension.views].find(({ viewType }) => viewType === 'background')?.contextId ?? '';
}

/** Also while it has messages to answer, for which Firefox would otherwise let it live. */
export async function stopBackground(extensionId: string): Promise<void> {
  await WebExtensionPolicy.getByID(extensionId)?.extension.terminateBackground({ disableResetIdleForTest: true });
}

/** The operating system's numbers of the processes that hold backgrounds and pages of extensions. */
export async function extensionProcesses(): Promise<number[]> {
  const { children } = await ChromeUtils.requestProcInfo();
  return children.filter(({ type }) => type === 'extension').map(({ pid }) => pid);
}

/** In all processes: a few collections, each of which frees what the next one can take. */
export function collectGarbage(): Promise<void> {
  const script =
    'for (let times = 0; times < 3; times += 1) { Components.utils.forceGC(); Components.utils.forceCC(); }';
  Services.ppmm.loadProcessScript(`data:,${encodeURIComponent(script)}`, false);
  // Memory that is free is given back to the system a little later, unless it is asked for.
  return new Promise((done) => {
    Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager).minimizeMemoryUsage(done);
  });
}

export async function grantHosts(extensionId: string, origins: readonly string[]): Promise<void> {
  const { ExtensionPermissions } = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  ) as unknown as { ExtensionPermissions: { add(id: string, granted: object, extension: unknown): Promise<void> } };
  const granted = { permissions: [], origins: [...origins], data_collection: [] };
  await ExtensionPermissions.add(extensionId, granted, WebExtensionPolicy.getByID(extensionId)?.extension);
}

/** The profile answers all prompts with yes, unseen; from now on they are shown. */
export function bringPromptsBack(): void {
  Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', true);
}

/** Brings the prompts back, which the profile switches off, and presses the other button of the next one. */
export function refuseNextPrompt(): void {
  Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', true);
  const { panel } = Services.wm.getMostRecentWindow('navigator:browser').PopupNotifications;
  panel.addEventListener(
    'popupshown',
    () => {
      const notification = panel.querySelector('popupnotification') as unknown as { secondaryButton: HTMLElement };
      notification.secondaryButton.click();
      Services.prefs.setBoolPref('extensions.webextOptionalPermissionPrompts', false);
    },
    { once: true },
  );
}

export function openTab(url: string, inBackground: boolean): number {
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  const tab = gBrowser.addTrustedTab(url, { inBackground });
  if (!inBackground) gBrowser.selectedTab = tab;
  return tab.linkedBrowser.browsingContext.browserId;
}

export function listTabs(): { id: number; url: string }[] {
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  return gBrowser.tabs.map(({ linkedBrowser }) => ({
    id: linkedBrowser.browsingContext.browserId,
    url: linkedBrowser.currentURI.spec,
  }));
}

export function selectTab(id: number): void {
  const { gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
  const tab = gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.browsingContext.browserId === id);
  if (tab) gBrowser.selectedTab = tab;
}

export function closeDocument(id: number): void {
  const browser = BrowsingContext.getCurrentTopByBrowserId(id)?.embedderElement;
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  if (!browser) return;
  const tab = window.gBrowser.getTabForBrowser(browser);
  if (tab) window.gBrowser.removeTab(tab);
  else (browser as unknown as HTMLElement).closest<HTMLElement & { hidePopup(): void }>('panel')?.hidePopup();
}

export function documentUrl(id: number): string {
  return BrowsingContext.getCurrentTopByBrowserId(id)?.currentURI.spec ?? '';
}

export function isGone(id: number): boolean {
  const context = BrowsingContext.getCurrentTopByBrowserId(id);
  return !context || context.isDiscarded || !context.embedderElement?.isConnected;
}

export function navigate(id: number, url: string): void {
  BrowsingContext.getCurrentTopByBrowserId(id)?.embedderElement?.loadURI(Services.io.newURI(url), {
    triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
  });
}

/** Runs `script` as the body of a function in the document; it calls its last argument with the result. */
export async function runInDocument(id: number, script: string, args: unknown[]): Promise<unknown> {
  const actor = BrowsingContext.getCurrentTopByBrowserId(id)?.currentWindowGlobal?.getActor('MarionetteCommands');
  if (!actor) throw new Error('The document is gone.');
  // Without a sandbox of its own the script sees the page's globals, such as `browser`.
  return actor.executeScript(script, args, { async: true, sandboxName: null, timeout: 120_000 });
}

export async function clickAt(id: number, x: number, y: number, eventData: object): Promise<void> {
  const actor = BrowsingContext.getCurrentTopByBrowserId(id)?.currentWindowGlobal?.getActor('MarionetteCommands');
  if (!actor) throw new Error('The document is gone.');
  for (const type of ['mousemove', 'mousedown', 'mouseup']) {
    await actor.dispatchEvent('synthesizeMouseAtPoint', { x, y, eventData: { ...eventData, type } });
  }
}

export async function pressKeys(id: number, inputs: readonly Input[]): Promise<void> {
  for (const eventData of inputs) {
    for (const name of ['synthesizeKeyDown', 'synthesizeKeyUp']) {
      const actor = BrowsingContext.getCurrentTopByBrowserId(id)?.currentWindowGlobal?.getActor('MarionetteCommands');
      // A key may close the popup or leave the page, and its release with it.
      if (!actor) return;
      await actor.dispatchEvent(name, { eventData });
    }
  }
}

export async function capture(id: number): Promise<string> {
  const actor = BrowsingContext.getCurrentTopByBrowserId(id)?.currentWindowGlobal?.getActor('MarionetteCommands');
  if (!actor) throw new Error('The document is gone.');
  return actor.takeScreenshot(null, 0, false, false);
}

/** Narrower than a window can be: the page's own box is bounded. */
export function resizeDocument(id: number, width: number, height: number): void {
  const style = BrowsingContext.getCurrentTopByBrowserId(id)?.embedderElement?.style;
  if (!style) return;
  for (const bound of ['min', 'max']) {
    style.setProperty(`${bound}-width`, `${width}px`);
    style.setProperty(`${bound}-height`, `${height}px`);
  }
}

export function preferScheme(id: number, scheme: 'light' | 'dark'): void {
  const context = BrowsingContext.getCurrentTopByBrowserId(id);
  if (context) context.prefersColorSchemeOverride = scheme;
}

export function setOffline(offline: boolean): void {
  Services.io.offline = offline;
}

/** Presses the toolbar button as a person does, which opens the popup and gives the extension activeTab. */
export async function pressToolbarButton(extensionId: string): Promise<void> {
  const { ExtensionParent } = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionParent.sys.mjs',
  ) as unknown as {
    ExtensionParent: {
      apiManager: { global: { browserActionFor(of: unknown): { triggerAction(window: ChromeWindow): Promise<void> } } };
    };
  };
  const extension = WebExtensionPolicy.getByID(extensionId)?.extension;
  const action = ExtensionParent.apiManager.global.browserActionFor(extension);
  await action.triggerAction(Services.wm.getMostRecentWindow('navigator:browser'));
}

/** @returns the id of the open popup's document; 0 while there is none */
export function popupDocument(): number {
  const { document } = Services.wm.getMostRecentWindow('navigator:browser');
  const browser = document.querySelector('browser.webextension-popup-browser') as unknown as XulBrowser | null;
  return browser?.currentURI.spec.startsWith('moz-extension:') ? browser.browsingContext.browserId : 0;
}

/** Moves the button out of the extensions menu, so that its badge is seen. */
export function pinButton(extensionId: string): void {
  const { CustomizableUI } = ChromeUtils.importESModule(
    'moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs',
  ) as unknown as { CustomizableUI: { addWidgetToArea(widget: string, area: string): void } };
  const widget = `${extensionId.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}-browser-action`;
  CustomizableUI.addWidgetToArea(widget, 'nav-bar');
}
