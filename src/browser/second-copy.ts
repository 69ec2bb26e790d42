import browser from 'webextension-polyfill';
import { isSamePlace, type Place, placeFrom } from '../model/place.ts';
import {
  type FeedCopy,
  feedCopyFrom,
  type KnownUntil,
  knownUntilFrom,
  type LostCopy,
  type SavedCopy,
  type Sentinel,
  savedCopyFrom,
  sentinelFrom,
} from '../model/second-copy.ts';

const SENTINEL = 'copy:database';
const FEEDS = 'copy:feeds';
const KNOWN = 'copy:known';
/** Saved posts each have a key of their own, since there may be thousands. */
const SAVED = 'copy:saved:';
/** What was set aside of a lost database: the same keys, behind this and the instant. Removed once it is restored. */
const LOST = 'copy:lost:';
/** Whether there is any of it, so that not every start of the worker must read all that is stored. */
const HAS_LOST = 'copy:lost';
/** Where the database lies; pages know it by this too (place.ts). */
const PLACE = 'database';
const FORMER = 'database:former';

type Items = Readonly<Record<string, unknown>>;

/** A database that another took the place of, and that may still hold what can be read. */
export interface FormerDatabase {
  readonly place: Place;
  /** Epoch ms. */
  readonly lostAt: number;
  /** What was read of its feeds up to this id has been taken over. */
  readonly doneFeedId: number;
}

export interface Kept {
  /** What the database should hold; undefined before anything was copied. */
  readonly sentinel?: Sentinel;
  readonly former: readonly FormerDatabase[];
  /** Whether a copy was set aside and has not been restored. */
  readonly hasLost: boolean;
}

/** What every start of the worker looks at; the copy itself may weigh megabytes. */
export async function readKept(): Promise<Kept> {
  const stored: Items = await browser.storage.local.get([SENTINEL, FORMER, HAS_LOST]);
  const sentinel = sentinelFrom(stored[SENTINEL]);
  return { ...(sentinel && { sentinel }), former: formerFrom(stored[FORMER]), hasLost: stored[HAS_LOST] === true };
}

export async function readSentinel(): Promise<Sentinel | undefined> {
  return sentinelFrom((await browser.storage.local.get(SENTINEL))[SENTINEL]);
}

/** Whether the copy of the subscriptions, and what is known of them, is just this. */
export async function isFeedsCopy(feeds: readonly FeedCopy[], sentinel: Omit<Sentinel, 'edition'>): Promise<boolean> {
  const stored: Items = await browser.storage.local.get([FEEDS, SENTINEL]);
  const { edition: _edition, ...known } = sentinelFrom(stored[SENTINEL]) ?? { edition: 0 };
  return isEqual(stored[FEEDS], feeds) && isEqual(known, sentinel);
}

export async function writeFeedsCopy(feeds: readonly FeedCopy[], sentinel: Sentinel): Promise<void> {
  await browser.storage.local.set({ [FEEDS]: feeds, [SENTINEL]: sentinel });
}

/** Writes how far each feed was known, unless that was done so short a time ago (in ms). */
export async function writeKnownUntil(known: KnownUntil, now: number, leastMs: number): Promise<void> {
  const stored = (await browser.storage.local.get(KNOWN))[KNOWN] as { at?: unknown } | undefined;
  const at = typeof stored?.at === 'number' ? stored.at : 0;
  if (Math.abs(now - at) >= leastMs) await browser.storage.local.set({ [KNOWN]: { at: now, feeds: known } });
}

/** @param copy undefined where the post is no longer saved */
export async function writeSavedCopy(
  postId: string,
  copy: SavedCopy | undefined,
  sentinel: Sentinel | undefined,
): Promise<void> {
  const items = { ...(copy && { [SAVED + postId]: copy }), ...(sentinel && { [SENTINEL]: sentinel }) };
  if (!copy) await browser.storage.local.remove(SAVED + postId);
  await browser.storage.local.set(items);
}

/** Makes the copy of saved posts just these. */
export async function replaceSavedCopies(saved: ReadonlyMap<string, SavedCopy>): Promise<void> {
  const stored: Items = await browser.storage.local.get();
  const changed = [...saved].filter(([postId, copy]) => !isEqual(stored[SAVED + postId], copy));
  if (changed.length > 0) {
    await browser.storage.local.set(Object.fromEntries(changed.map(([postId, copy]) => [SAVED + postId, copy])));
  }
  const gone = Object.keys(stored).filter((key) => key.startsWith(SAVED) && !saved.has(key.slice(SAVED.length)));
  if (gone.length > 0) await browser.storage.local.remove(gone);
}

/** The ids of the posts that are copied as saved. */
export async function readSavedIds(): Promise<string[]> {
  const stored: Items = await browser.storage.local.get();
  return Object.keys(stored).flatMap((key) => (key.startsWith(SAVED) ? [key.slice(SAVED.length)] : []));
}

/**
 * Moves the copy of a lost database out of the way of the new one's, whole, until it is restored.
 *
 * One write holds all of it, the new sentinel and the new database's place, so that a worker which dies before or after
 * it neither loses the copy nor sets it aside twice.
 *
 * @param lostAt epoch ms
 * @param sentinel of the database that takes its place
 * @param moved where that one lies, and where what was left may still be read; absent where it is the same database,
 *   fallen back
 */
export async function setCopyAside(
  lostAt: number,
  sentinel: Sentinel,
  moved?: { readonly to: Place; readonly from: readonly Place[] },
): Promise<void> {
  const stored: Items = await browser.storage.local.get();
  let at = lostAt;
  while (Object.hasOwn(stored, lostKey(at, SENTINEL))) at += 1;
  const copied = Object.entries(stored).filter(
    ([key]) => [SENTINEL, FEEDS, KNOWN].includes(key) || key.startsWith(SAVED),
  );
  const aside = Object.fromEntries(copied.map(([key, value]) => [lostKey(at, key), value]));
  // Without one there is nothing to restore, and only a place to leave.
  const isCopied = Object.hasOwn(stored, SENTINEL);
  await browser.storage.local.set({
    ...(isCopied && { ...aside, [HAS_LOST]: true }),
    [SENTINEL]: sentinel,
    ...(moved && {
      [PLACE]: moved.to,
      [FORMER]: withFormer(formerFrom(stored[FORMER]), moved.from, at),
    }),
  });
}

function withFormer(known: readonly FormerDatabase[], left: readonly Place[], lostAt: number): FormerDatabase[] {
  const others = left.filter((place) => !known.some((former) => isSamePlace(former.place, place)));
  return [...known, ...others.map((place) => ({ place, lostAt, doneFeedId: 0 }))];
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
  const sentinel = sentinelFrom(stored[lostKey(lostAt, SENTINEL)]);
  const copied = stored[lostKey(lostAt, FEEDS)];
  const known = stored[lostKey(lostAt, KNOWN)] as { feeds?: unknown } | undefined;
  const savedStem = lostKey(lostAt, SAVED);
  const saved = Object.entries(stored).flatMap(([key, value]) => {
    const copy = key.startsWith(savedStem) ? savedCopyFrom(value) : undefined;
    return copy ? [[key.slice(savedStem.length), copy] as const] : [];
  });
  return {
    lostAt,
    ...(sentinel && { sentinel }),
    feeds: Array.isArray(copied) ? copied.map(feedCopyFrom).filter((feed) => feed !== undefined) : [],
    saved: new Map(saved),
    known: knownUntilFrom(known?.feeds),
  };
}

/** Forgets a copy that was restored. */
export async function removeLostCopy(lostAt: number): Promise<void> {
  const stored: Items = await browser.storage.local.get();
  const keys = Object.keys(stored);
  const its = keys.filter((key) => key.startsWith(lostKey(lostAt, '')));
  const isLast = !keys.some((key) => key.startsWith(LOST) && !its.includes(key));
  await browser.storage.local.remove(isLast ? [...its, HAS_LOST] : its);
}

export async function writeFormer(former: readonly FormerDatabase[]): Promise<void> {
  if (former.length > 0) await browser.storage.local.set({ [FORMER]: former });
  else await browser.storage.local.remove(FORMER);
}

function formerFrom(stored: unknown): FormerDatabase[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item: unknown) => {
    const { place: storedPlace, lostAt, doneFeedId } = (item ?? {}) as Items;
    const place = placeFrom(storedPlace);
    if (!place || typeof lostAt !== 'number') return [];
    return [{ place, lostAt, doneFeedId: typeof doneFeedId === 'number' ? doneFeedId : 0 }];
  });
}

function lostKey(lostAt: number, key: string): string {
  return `${LOST}${lostAt}:${key}`;
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
