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
export function storePending(pending: PendingSubscription): Promise<void> {
  return change((stored) => [...stored.filter((other) => other.address !== pending.address), pending].slice(-MOST));
}

export function forgetPending(address: string): Promise<void> {
  return change((stored) => stored.filter((other) => other.address !== address));
}

let changing: Promise<unknown> = Promise.resolve();

/** One change after another: begun in the same tick, the second would write back what it read before the first. */
function change(apply: (stored: PendingSubscription[]) => PendingSubscription[]): Promise<void> {
  const changed = changing.then(async () => {
    const stored = await readPending();
    const next = apply(stored);
    const isSame = next.length === stored.length && next.every((pending, index) => pending === stored[index]);
    if (!isSame) await browser.storage.local.set({ [KEY]: next });
  });
  changing = changed.catch(() => undefined);
  return changed;
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
