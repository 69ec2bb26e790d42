import browser from 'webextension-polyfill';
import { type Place, placeFrom } from '../model/place.ts';

const KEY = 'database';

/** Where the database lies; undefined as long as it has never been anywhere but in the first place. */
export async function readPlace(): Promise<Place | undefined> {
  return placeFrom((await browser.storage.local.get(KEY))[KEY]);
}

export async function rememberPlace(place: Place): Promise<void> {
  await browser.storage.local.set({ [KEY]: place });
}

/** Runs when a new database has taken the place of the one before. */
export function watchPlace(onMove: () => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === 'local' && changes[KEY]) onMove();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
