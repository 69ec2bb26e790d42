import browser from 'webextension-polyfill';
import { turns } from './in-turn.ts';

const KEY = 'dismissedSites';

/** The oldest give way: a person who meets one of them again can say "Not now" once more. */
const MOST = 500;

/** Hosts on whose pages the person did not want to be offered the feed. */
export async function readDismissedSites(): Promise<string[]> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.filter((host) => typeof host === 'string') : [];
}

export function dismissSite(host: string): Promise<void> {
  return inTurn(async () => {
    const others = (await readDismissedSites()).filter((other) => other !== host);
    await browser.storage.local.set({ [KEY]: [...others, host].slice(-MOST) });
  });
}

const inTurn = turns();
