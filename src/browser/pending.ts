import browser from 'webextension-polyfill';
import type { PendingSubscription } from '../model/types.ts';

/** So many that two addresses a person has open at once do not meet in one. */
const SLOTS = Array.from({ length: 512 }, (_, slot) => `pending:${slot}`);

/**
 * Subscriptions whose permission was asked for and not yet answered, in the order of asking.
 *
 * They stand in extension storage because Chromium closes the popup when its prompt opens: whoever is
 * alive when the answer comes finishes them.
 */
export async function readPending(): Promise<PendingSubscription[]> {
  const stored = Object.values(await browser.storage.local.get(SLOTS));
  return stored.filter(isPending).sort((one, other) => one.askedAt - other.askedAt);
}

/**
 * Adds one, or replaces that of the same address.
 *
 * The write leaves this page within the call: Chromium closes the popup some 100 ms after a request for permission,
 * and a write that had to read first was lost with it. So the slot follows from the address alone.
 *
 * @param replaced address of the one that it goes on from, such as the site whose feed was chosen: that one goes in the
 *   same write, or both would stand when the page dies between two
 */
export function storePending(pending: PendingSubscription, replaced?: string): Promise<void> {
  const freed = replaced === undefined ? {} : { [slotOf(replaced)]: null };
  return browser.storage.local.set({ ...freed, [slotOf(pending.address)]: pending });
}

export async function forgetPending(address: string): Promise<void> {
  const slot = slotOf(address);
  const stored: unknown = (await browser.storage.local.get(slot))[slot];
  if (isPending(stored) && stored.address === address) await browser.storage.local.remove(slot);
}

export function watchPending(onChange: (pending: PendingSubscription[]) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === 'local' && SLOTS.some((slot) => slot in changes)) void readPending().then(onChange);
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

function slotOf(address: string): string {
  let sum = 0;
  for (let index = 0; index < address.length; index += 1) sum = (sum * 31 + address.charCodeAt(index)) % 65_521;
  return SLOTS[sum % SLOTS.length] as string;
}

function isPending(value: unknown): value is PendingSubscription {
  if (typeof value !== 'object' || value === null) return false;
  const { address, origins, title, askedAt } = value as Record<string, unknown>;
  return (
    typeof address === 'string' &&
    Array.isArray(origins) &&
    origins.every((origin) => typeof origin === 'string') &&
    typeof title === 'string' &&
    typeof askedAt === 'number'
  );
}
