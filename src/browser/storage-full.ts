import browser from 'webextension-polyfill';

const KEY = 'storageFull';

/**
 * Whether the browser had no room for posts the last time that some were to be stored. In session storage, which is
 * memory: a full disk takes no note of being full. After a restart of the browser the next post tells anew.
 */
export async function isStorageFull(): Promise<boolean> {
  try {
    return (await browser.storage.session.get(KEY))[KEY] === true;
  } catch (error) {
    // The next post tells.
    console.error(error);
    return false;
  }
}

export async function noteStorageFull(isFull: boolean): Promise<void> {
  if (isFull) await browser.storage.session.set({ [KEY]: true });
  else await browser.storage.session.remove(KEY);
}

export function watchStorageFull(onChange: (isFull: boolean) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === 'session' && changes[KEY]) onChange(changes[KEY].newValue === true);
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
