import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Counts, Feed, Icon, Post, StoredBody, StoredCheck, Undo } from '../model/types.ts';
import { DATABASE_VERSION, databaseLocation, type Location } from './database-name.ts';

/** A feed before the database has given it a number. */
export type NewFeed = Omit<Feed, 'id'>;

export interface Database extends Dexie {
  readonly feeds: EntityTable<Feed, 'id', NewFeed & { id?: number }>;
  readonly posts: Table<Post, string>;
  /** Apart from posts, so that no list ever loads them. */
  readonly bodies: Table<StoredBody, string>;
  readonly icons: Table<Icon, number>;
  readonly counts: Table<Counts, 'all'>;
  readonly blocks: Table<HostBlock, string>;
  readonly undos: EntityTable<Undo & { id: number }, 'id', Undo>;
  readonly birthmark: Table<Birthmark, 'all'>;
  readonly checks: Table<StoredCheck, [feedId: number, slot: number]>;
}

/** A host that asked to be left alone, whether or not one of its feeds was subscribed to. */
export interface HostBlock {
  readonly host: string;
  /** Epoch ms. */
  readonly until: number;
  /** Epoch ms at which it asked, and how often in a row by then; rows of version 1 lack both. */
  readonly at?: number;
  readonly times?: number;
}

/** Tells this database from one that takes its place: its copy in extension storage carries the same mark. */
interface Birthmark {
  readonly id: 'all';
  readonly mark: string;
  /** Grows with each writing of the copy, so that a database which fell back to an earlier state is told by it. */
  readonly edition?: number;
}

/**
 * All versions, append only: a released one is never edited.
 *
 * - posts `[unread+sortAt]`: unread and read lists; `savedAt`: sparse.
 * - posts are keyed `feedId.identity`, so one feed's posts are one range and an entry finds its post by key.
 * - checks `[feedId+slot]`: a ring for each feed, so that a new check overwrites the oldest without reading any.
 *
 * Durability is strict for all of it: a power cut lost 7 of 10 acknowledged relaxed transactions when measured,
 * and none of the strict ones.
 */
export function openDatabase(name: string, factory = indexedDB): Database {
  const database = new Dexie(name, {
    chromeTransactionDurability: 'strict',
    indexedDB: factory,
    IDBKeyRange,
  }) as Database;
  database.version(1).stores({
    feeds: '++id, &url, nextCheckAt',
    posts: 'id, [unread+sortAt], savedAt',
    bodies: 'postId',
    icons: 'feedId',
    counts: 'id',
    blocks: 'host',
    undos: '++id',
    birthmark: 'id',
  });
  database.version(DATABASE_VERSION).stores({ checks: '[feedId+slot]' });
  return database;
}

let opened: Database | undefined;
let openedAt: Location | undefined;

/** This context's connection, opened on first use; another one where the database lies elsewhere since. */
export function database(): Database {
  const location = databaseLocation();
  if (opened && openedAt === location) return opened;
  opened?.close();
  openedAt = location;
  opened = openDatabase(location.place.name, location.factory);
  return opened;
}

export const NO_COUNTS: Counts = { id: 'all', unread: 0, saved: 0, fresh: 0, arrivals: 0, shownArrival: 0 };

/** The key range that holds exactly one feed's posts: '.' is followed by '/' in every ordering of keys. */
export function postsOfFeed(feedId: number): [lower: string, upper: string] {
  return [`${feedId}.`, `${feedId}/`];
}
