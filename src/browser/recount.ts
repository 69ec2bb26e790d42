import browser from 'webextension-polyfill';

const KEY = 'recount';

/** How far the daily recount has come. */
export interface Recount {
  /** Epoch ms at which the last one began. */
  readonly begunAt: number;
  /** The feeds up to this id are counted; absent once all are. */
  readonly afterFeedId?: number;
}

/** Undefined before the first one, and where what is stored is none. */
export async function readRecount(): Promise<Recount | undefined> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { begunAt, afterFeedId } = stored as Record<string, unknown>;
  if (typeof begunAt !== 'number') return undefined;
  return { begunAt, ...(typeof afterFeedId === 'number' && { afterFeedId }) };
}

export async function writeRecount(recount: Recount): Promise<void> {
  await browser.storage.local.set({ [KEY]: recount });
}
