import { isInterval } from './settings.ts';
import type { Feed, Post } from './types.ts';

/** Tells a lost database by what it should hold: a damaged one usually opens silently empty, in both browsers. */
export interface Sentinel {
  readonly name: string;
  /** The mark of the database that the copy was made from. */
  readonly birthmark: string;
  /** Its edition when the copy was made: a database whose own is lower fell back to an earlier state. */
  readonly edition: number;
  readonly feeds: number;
  readonly saved: number;
  /** Counts.arrivals. */
  readonly arrivals: number;
}

/** A subscription, or what a saved post still needs of a feed that is no longer subscribed. */
export type FeedCopy = Pick<
  Feed,
  | 'url'
  | 'title'
  | 'name'
  | 'folder'
  | 'siteUrl'
  | 'subscribedAt'
  | 'unsubscribedAt'
  | 'checkEveryHours'
  | 'paused'
  | 'articleText'
  | 'stopped'
  | 'formerUrl'
  | 'movedAt'
> & {
  /** Absent in copies of the first version. */
  readonly id?: number;
  /** What a server asked for is owed to it also by a reader that forgot all else. Absent for no wish. */
  readonly blockedUntil?: number;
};

export interface SavedCopy
  extends Pick<Post, 'guid' | 'url' | 'title' | 'publishedAt' | 'updatedAt' | 'summary' | 'savedAt'> {
  readonly feedUrl: string;
}

/** Epoch ms of each feed's last good check, by its id: what was published until then was known. */
export type KnownUntil = Readonly<Record<string, number>>;

/** What a database held that was lost, as far as it was copied. */
export interface LostCopy {
  /** Epoch ms at which the loss was seen; names the copy. */
  readonly lostAt: number;
  /** Absent where even that is unreadable. */
  readonly sentinel?: Sentinel;
  readonly feeds: readonly FeedCopy[];
  /** By the id of the post. */
  readonly saved: ReadonlyMap<string, SavedCopy>;
  readonly known: KnownUntil;
}

const FEED_KEYS = [
  'id',
  'url',
  'title',
  'name',
  'folder',
  'siteUrl',
  'subscribedAt',
  'unsubscribedAt',
  'checkEveryHours',
  'paused',
  'articleText',
  'stopped',
  'formerUrl',
  'movedAt',
] as const satisfies readonly (keyof FeedCopy)[];

const SAVED_KEYS = ['guid', 'url', 'title', 'publishedAt', 'updatedAt', 'summary', 'savedAt'] as const;

export function feedCopy(feed: Feed): FeedCopy {
  const { blockedUntil } = feed;
  return { ...picked(feed, FEED_KEYS), ...(blockedUntil > 0 && { blockedUntil }) };
}

export function savedCopy(post: Post, feedUrl: string): SavedCopy {
  return { feedUrl, ...picked(post, SAVED_KEYS) };
}

function picked<Whole, Key extends keyof Whole>(whole: Whole, keys: readonly Key[]): Pick<Whole, Key> {
  const present = keys.filter((key) => whole[key] !== undefined);
  return Object.fromEntries(present.map((key) => [key, whole[key]])) as Pick<Whole, Key>;
}

/** Undefined where a stored value is none: extension storage is as untrusted as any file. */
export function sentinelFrom(stored: unknown): Sentinel | undefined {
  if (!isRecord(stored)) return undefined;
  const { name, birthmark, edition, feeds, saved, arrivals } = stored;
  if (typeof name !== 'string' || !isCount(feeds) || !isCount(saved)) return undefined;
  return {
    name,
    birthmark: typeof birthmark === 'string' ? birthmark : '',
    edition: isCount(edition) ? edition : 0,
    feeds,
    saved,
    arrivals: isCount(arrivals) ? arrivals : 0,
  };
}

/** A feed that could not be asked for by its address would break the round that tried. */
export function feedCopyFrom(stored: unknown): FeedCopy | undefined {
  if (!isRecord(stored)) return undefined;
  const { id, url, title, folder, subscribedAt, checkEveryHours, paused, stopped, articleText } = stored;
  if (!isWebAddress(url) || typeof title !== 'string' || typeof folder !== 'string') return undefined;
  if (!isInstant(subscribedAt)) return undefined;
  return {
    url,
    title,
    folder,
    subscribedAt,
    ...(isCount(id) && id > 0 && { id }),
    ...texts(stored, ['name', 'siteUrl', 'formerUrl']),
    ...instants(stored, ['unsubscribedAt', 'movedAt', 'blockedUntil']),
    ...(isInterval(checkEveryHours) && { checkEveryHours }),
    ...(paused === true && { paused }),
    ...(stopped === true && { stopped }),
    ...(articleText === 'page' && { articleText }),
  };
}

export function savedCopyFrom(stored: unknown): SavedCopy | undefined {
  if (!isRecord(stored)) return undefined;
  const { feedUrl, title, summary, url } = stored;
  if (typeof feedUrl !== 'string' || typeof title !== 'string' || typeof summary !== 'string') return undefined;
  return {
    feedUrl,
    title,
    summary,
    ...texts(stored, ['guid']),
    ...(isWebAddress(url) && { url }),
    ...instants(stored, ['publishedAt', 'updatedAt', 'savedAt']),
  };
}

export function knownUntilFrom(stored: unknown): KnownUntil {
  if (!isRecord(stored)) return {};
  return Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, number] => isInstant(entry[1])));
}

function texts<Key extends string>(stored: Record<string, unknown>, keys: readonly Key[]): { [K in Key]?: string } {
  return Object.fromEntries(keys.flatMap((key) => (typeof stored[key] === 'string' ? [[key, stored[key]]] : []))) as {
    [K in Key]?: string;
  };
}

function instants<Key extends string>(stored: Record<string, unknown>, keys: readonly Key[]): { [K in Key]?: number } {
  return Object.fromEntries(keys.flatMap((key) => (isInstant(stored[key]) ? [[key, stored[key]]] : []))) as {
    [K in Key]?: number;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
