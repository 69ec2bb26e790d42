import browser from 'webextension-polyfill';
import type { Feed, Post } from '../model/types.ts';

/** Tells a lost database by what it should hold: a damaged one usually opens silently empty, in both browsers. */
export interface Sentinel {
  readonly name: string;
  readonly feeds: number;
  readonly saved: number;
}

export type FeedCopy = Pick<Feed, 'url' | 'title' | 'name' | 'folder' | 'siteUrl' | 'subscribedAt'>;

export interface SavedCopy
  extends Pick<Post, 'guid' | 'url' | 'title' | 'publishedAt' | 'updatedAt' | 'summary' | 'savedAt'> {
  readonly feedUrl: string;
}

const SENTINEL = 'copy:database';
const FEEDS = 'copy:feeds';
/** Saved posts each have a key of their own, since there may be thousands. */
const SAVED = 'copy:saved:';

/** What the database should hold; undefined before anything was copied. */
export async function readSentinel(): Promise<Sentinel | undefined> {
  const stored: unknown = (await browser.storage.local.get(SENTINEL))[SENTINEL];
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { name, feeds, saved } = stored as Record<string, unknown>;
  if (typeof name !== 'string' || typeof feeds !== 'number' || typeof saved !== 'number') return undefined;
  return { name, feeds, saved };
}

export async function writeFeedsCopy(feeds: readonly FeedCopy[], sentinel: Sentinel): Promise<void> {
  await writeChanged({ [FEEDS]: feeds, [SENTINEL]: sentinel }, await browser.storage.local.get([FEEDS, SENTINEL]));
}

/** @param copy undefined where the post is no longer saved */
export async function writeSavedCopy(postId: string, copy: SavedCopy | undefined): Promise<void> {
  if (copy) await browser.storage.local.set({ [SAVED + postId]: copy });
  else await browser.storage.local.remove(SAVED + postId);
}

/** Makes the copy of saved posts just these. */
export async function replaceSavedCopies(saved: ReadonlyMap<string, SavedCopy>): Promise<void> {
  const stored = await browser.storage.local.get();
  const wanted = Object.fromEntries([...saved].map(([postId, copy]) => [SAVED + postId, copy]));
  await writeChanged(wanted, stored);
  const gone = Object.keys(stored).filter((key) => key.startsWith(SAVED) && !Object.hasOwn(wanted, key));
  if (gone.length > 0) await browser.storage.local.remove(gone);
}

async function writeChanged(wanted: Record<string, unknown>, stored: Record<string, unknown>): Promise<void> {
  const changed = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(stored[key]) !== JSON.stringify(value),
  );
  if (changed.length > 0) await browser.storage.local.set(Object.fromEntries(changed));
}
