import browser from 'webextension-polyfill';
import type { Round } from '../model/types.ts';

const KEY = 'round';

/** Tells the pages how far a round of checks has come; undefined when none runs. */
export async function showRound(round: Round | undefined): Promise<void> {
  if (round) await browser.storage.session.set({ [KEY]: round });
  else await browser.storage.session.remove(KEY);
}

export async function readRound(): Promise<Round | undefined> {
  return roundFrom((await browser.storage.session.get(KEY))[KEY]);
}

export function watchRound(onChange: (round: Round | undefined) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string) => {
    if (area === 'session' && changes[KEY]) onChange(roundFrom(changes[KEY].newValue));
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

function roundFrom(value: unknown): Round | undefined {
  return typeof value === 'object' && value !== null ? (value as Round) : undefined;
}
