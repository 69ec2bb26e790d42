import browser from 'webextension-polyfill';

const KEY = 'restored';

/** What the person is told after the browser lost the database: all counts are of what was in it. */
export interface Restored {
  /** Epoch ms at which the loss was seen. */
  readonly at: number;
  /** Only the latest part of the database was lost. */
  readonly isPart: boolean;
  /** Back again. */
  readonly feeds: number;
  readonly saved: number;
  /** Known to have been there and not brought back. */
  readonly missingFeeds: number;
  readonly missingSaved: number;
}

/** Undefined where there is nothing to tell, or the person has read it. */
export async function readRestored(): Promise<Restored | undefined> {
  return restoredFrom((await browser.storage.local.get(KEY))[KEY]);
}

export async function tellRestored(restored: Restored): Promise<void> {
  await browser.storage.local.set({ [KEY]: restored });
}

export async function dismissRestored(): Promise<void> {
  await browser.storage.local.remove(KEY);
}

export function watchRestored(onChange: (restored: Restored | undefined) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === 'local' && changes[KEY]) onChange(restoredFrom(changes[KEY].newValue));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

function restoredFrom(stored: unknown): Restored | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { at, isPart, feeds, saved, missingFeeds, missingSaved } = stored as Record<string, unknown>;
  const counts = [at, feeds, saved, missingFeeds, missingSaved];
  if (!counts.every((count) => Number.isSafeInteger(count) && (count as number) >= 0)) return undefined;
  return typeof isPart === 'boolean' ? (stored as Restored) : undefined;
}
