import browser from 'webextension-polyfill';
import { settingsFrom } from '../model/settings.ts';
import type { Settings } from '../model/types.ts';
import { turns } from './in-turn.ts';

const KEY = 'settings';

export async function readSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(KEY);
  return settingsFrom(stored[KEY]);
}

/** Changes some settings and leaves the rest; pages and worker hear of it through watchSettings. */
export function changeSettings(change: Partial<Settings>): Promise<void> {
  // One after another, or of two quick changes the second would undo the first.
  return inTurn(async () => {
    const settings = await readSettings();
    await browser.storage.local.set({ [KEY]: { ...settings, ...change } });
  });
}

const inTurn = turns();

export function watchSettings(onChange: (settings: Settings, before: Settings) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === 'local' && changes[KEY]) {
      onChange(settingsFrom(changes[KEY].newValue), settingsFrom(changes[KEY].oldValue));
    }
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
