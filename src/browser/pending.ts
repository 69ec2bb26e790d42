import browser from 'webextension-polyfill';
import type { PendingSubscription } from '../model/types.ts';

const KEY = 'pendingSubscriptions';

/** More waiting at once than a person could mean; the oldest give way. */
const MOST = 20;

/**
 * Subscriptions whose permission was asked for and not yet answered.
 *
 * They stand in extension storage because Chromium closes the popup when its prompt opens: whoever is
 * alive when the answer comes finishes them.
 */
export async function readPending(): Promise<PendingSubscription[]> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.filter(isPending) : [];
}

/** Adds one, or replaces that of the same address. */
export async function storePending(pending: PendingSubscription): Promise<void> {
  const others = (await readPending()).filter((other) => other.address !== pending.address);
  await browser.storage.local.set({ [KEY]: [...others, pending].slice(-MOST) });
}

export async function forgetPending(address: string): Promise<void> {
  const stored = await readPending();
  const others = stored.filter((other) => other.address !== address);
  if (others.length < stored.length) await browser.storage.local.set({ [KEY]: others });
}

export function watchPending(onChange: (pending: PendingSubscription[]) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === 'local' && changes[KEY]) void readPending().then(onChange);
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

function isPending(value: unknown): value is PendingSubscription {
  if (typeof value !== 'object' || value === null) return false;
  const { address, origins, title, askedAt } = value as Record<string, unknown>;
  return (
    typeof address === 'string' && Array.isArray(origins) && typeof title === 'string' && typeof askedAt === 'number'
  );
}
