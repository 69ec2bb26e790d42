import browser from 'webextension-polyfill';

/** Runs after install, update and browser start; the worker's every other start runs index.ts anyway. */
export function onStart(then: () => void): void {
  browser.runtime.onInstalled.addListener(then);
  browser.runtime.onStartup.addListener(then);
}

const SESSION = 'session';

/** Whether the worker starts for the first time since the browser did; true once. */
export async function isFirstOfSession(): Promise<boolean> {
  const isKnown = SESSION in (await browser.storage.session.get(SESSION));
  if (!isKnown) await browser.storage.session.set({ [SESSION]: true });
  return !isKnown;
}

export function extensionVersion(): string {
  return browser.runtime.getManifest().version;
}

/** The browser's own name with ours behind it: what lets the browser in lets us in, and logs tell both apart. */
export function agentName(): string {
  if (agent === undefined) {
    const { userAgent } = navigator;
    const name = `Linefeed/${extensionVersion()}`;
    agent = userAgent ? `${userAgent} ${name}` : name;
  }
  return agent;
}

/** The browser copies the whole manifest each time it is asked, which every request would do. */
let agent: string | undefined;
