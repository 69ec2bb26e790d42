import browser from 'webextension-polyfill';

/** Runs after install, update and browser start; the worker's every other start runs index.ts anyway. */
export function onStart(then: () => void): void {
  browser.runtime.onInstalled.addListener(then);
  browser.runtime.onStartup.addListener(then);
}

export function extensionVersion(): string {
  return browser.runtime.getManifest().version;
}
