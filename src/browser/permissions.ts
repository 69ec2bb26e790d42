import browser from 'webextension-polyfill';

/**
 * Asks the person for hosts. Must be called in the tick of a click: nothing may be awaited before it, or both
 * browsers refuse. In Chromium the prompt closes the popup that asked, so what comes after this may never run.
 */
export function requestHosts(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...origins] });
}

export function holdsHosts(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...origins] });
}

/** Runs when the person allows hosts, in our prompt or in the browser's own settings. */
export function onHostsAllowed(then: (origins: readonly string[]) => void): void {
  browser.permissions.onAdded.addListener((added) => then(added.origins ?? []));
}
