import browser from 'webextension-polyfill';
import type { Feed, Post } from '../model/types.ts';

/** Tells a lost database by what it should hold: a damaged one usually opens silently empty, in both browsers. */
export interface Sentinel {
  readonly name: string;
  /** The mark of the database that the copy was made from. */
  readonly birthmark: string;
  readonly feeds: number;
  readonly saved: number;
}

export type FeedCopy = Pick<Feed, 'url' | 'title' | 'name' | 'folder' | 'siteUrl' | 'subscribedAt'>;

export interface SavedCopy
  extends Pick<Post, 'guid' | 'url' | 'title' | 'publishedAt' | 'updatedAt' | 'summary' | 'savedAt'> {
  readonly feedUrl: string;
}

/** What a database held that was lost, as far as it was copied. */
export interface LostCopy {
  /** Epoch ms at which the loss was seen. */
  readonly lostAt: number;
  /** How many feeds and saved posts the database held when its feeds were last copied. */
  readonly held: { readonly feeds: number; readonly saved: number };
  readonly feeds: readonly FeedCopy[];
  readonly saved: readonly SavedCopy[];
}

const SENTINEL = 'copy:database';
const FEEDS = 'copy:feeds';
/** Saved posts each have a key of their own, since there may be thousands. */
const SAVED = 'copy:saved:';
/** What was set aside: the same keys, behind this and the instant. Written once, and by nothing else. */
const LOST = 'copy:lost:';

type Items = Readonly<Record<string, unknown>>;

/** What the database should hold; undefined before anything was copied. */
export async function readSentinel(): Promise<Sentinel | undefined> {
  return sentinelFrom((await browser.storage.local.get(SENTINEL))[SENTINEL]);
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

/**
 * Moves the copy of a lost database out of the way of the new one's, whole and for good; nothing here ever removes it.
 *
 * One write holds all of it and the new sentinel, so that a worker which dies before or after it neither loses the copy
 * nor sets it aside twice.
 *
 * @param lostAt epoch ms
 * @param sentinel the new database's, which holds nothing yet
 */
export async function setCopyAside(lostAt: number, sentinel: Sentinel): Promise<void> {
  const stored: Items = await browser.storage.local.get();
  let at = lostAt;
  while (Object.hasOwn(stored, lostKey(at, SENTINEL))) at += 1;
  const copied = Object.entries(stored).filter(([key]) => key === SENTINEL || key === FEEDS || key.startsWith(SAVED));
  const aside = Object.fromEntries(copied.map(([key, value]) => [lostKey(at, key), value]));
  await browser.storage.local.set({ ...aside, [SENTINEL]: sentinel });
}

/** The copies that were set aside, the oldest first; of each what is still readable. */
export async function readLostCopies(): Promise<LostCopy[]> {
  const stored: Items = await browser.storage.local.get();
  const instants = Object.keys(stored).flatMap((key) => {
    const lostAt = Number(key.slice(LOST.length).split(':', 1)[0]);
    return Number.isSafeInteger(lostAt) && key === lostKey(lostAt, SENTINEL) ? [lostAt] : [];
  });
  return instants.sort((one, other) => one - other).map((lostAt) => lostCopy(stored, lostAt));
}

function lostCopy(stored: Items, lostAt: number): LostCopy {
  const { feeds = 0, saved = 0 } = sentinelFrom(stored[lostKey(lostAt, SENTINEL)]) ?? {};
  const copiedFeeds = stored[lostKey(lostAt, FEEDS)];
  const savedKeys = Object.keys(stored).filter((key) => key.startsWith(lostKey(lostAt, SAVED)));
  return {
    lostAt,
    held: { feeds, saved },
    feeds: Array.isArray(copiedFeeds) ? copiedFeeds.filter(isFeedCopy) : [],
    saved: savedKeys.map((key) => stored[key]).filter(isSavedCopy),
  };
}

function lostKey(lostAt: number, key: string): string {
  return `${LOST}${lostAt}:${key}`;
}

function sentinelFrom(stored: unknown): Sentinel | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { name, birthmark, feeds, saved } = stored as Items;
  if (typeof name !== 'string' || typeof feeds !== 'number' || typeof saved !== 'number') return undefined;
  return { name, birthmark: typeof birthmark === 'string' ? birthmark : '', feeds, saved };
}

function isFeedCopy(value: unknown): value is FeedCopy {
  return (
    hasTexts(value, ['url', 'title', 'folder']) &&
    hasTexts(value, ['name', 'siteUrl'], isAbsent) &&
    typeof value['subscribedAt'] === 'number'
  );
}

function isSavedCopy(value: unknown): value is SavedCopy {
  return (
    hasTexts(value, ['feedUrl', 'title', 'summary']) &&
    hasTexts(value, ['guid', 'url'], isAbsent) &&
    ['publishedAt', 'updatedAt', 'savedAt'].every((key) => isAbsent(value[key]) || typeof value[key] === 'number')
  );
}

const isAbsent = (value: unknown) => value === undefined;

function hasTexts(value: unknown, keys: readonly string[], otherwise = (_: unknown) => false): value is Items {
  if (typeof value !== 'object' || value === null) return false;
  const items = value as Items;
  return keys.every((key) => typeof items[key] === 'string' || otherwise(items[key]));
}

async function writeChanged(wanted: Record<string, unknown>, stored: Record<string, unknown>): Promise<void> {
  const changed = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(stored[key]) !== JSON.stringify(value),
  );
  if (changed.length > 0) await browser.storage.local.set(Object.fromEntries(changed));
}
