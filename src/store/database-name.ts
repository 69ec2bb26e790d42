import { FIRST_PLACE, isSamePlace, type Place, placeFrom } from '../model/place.ts';

// Apart from database.ts for first-screen.ts, which must not load Dexie.

/** The latest of database.ts; IndexedDB's number is ten times that. */
export const DATABASE_VERSION = 2;

/** A place, and what opens databases there. */
export interface Location {
  readonly place: Place;
  readonly factory: IDBFactory;
}

let current: Location | undefined;
let finding: Promise<unknown> = Promise.resolve();

/** Where this context's database lies; the first place as long as nobody says otherwise. */
export function databaseLocation(): Location {
  current ??= { place: FIRST_PLACE, factory: indexedDB };
  return current;
}

export function setDatabaseLocation(location: Location): void {
  current = location;
}

/**
 * Says where the database of this page lies, once that is known; `databaseFound` waits for it.
 *
 * @param asked the first place where it gives none or fails: extension storage that cannot be read must not hide posts
 */
export function findDatabase(asked: Promise<Place | undefined>): void {
  finding = asked
    .then(async (place) => {
      // Not even a turn of the event loop for the usual place: a popup waits for this.
      if (place && !isSamePlace(place, FIRST_PLACE)) setDatabaseLocation(await locate(place));
    })
    .catch(console.error);
}

export async function databaseFound(): Promise<Location> {
  await finding;
  return databaseLocation();
}

interface StorageBuckets {
  open(name: string, options?: { readonly persisted?: boolean }): Promise<{ readonly indexedDB: IDBFactory }>;
  keys(): Promise<string[]>;
  delete(name: string): Promise<void>;
}

/** Chromium 122 and later; of no use elsewhere, since Firefox has a file for each database. */
function storageBuckets(): StorageBuckets | undefined {
  const { storageBuckets: buckets } = (globalThis.navigator ?? {}) as { storageBuckets?: StorageBuckets };
  return buckets;
}

/** Every place at which a database may lie by its name; none where the browser does not tell. */
export async function existingPlaces(): Promise<Place[]> {
  const [databases, buckets] = await Promise.all([
    indexedDB.databases().catch(() => []),
    storageBuckets()
      ?.keys()
      .catch(() => []) ?? [],
  ]);
  return [
    ...databases.flatMap(({ name }) => placeFrom({ name }) ?? []),
    ...buckets.flatMap((name) => placeFrom({ name, bucket: true }) ?? []),
  ];
}

/** @throws where this browser has no storage buckets and the place is one, or where its bucket does not open */
export async function locate(place: Place): Promise<Location> {
  if (!place.bucket) return { place, factory: indexedDB };
  const buckets = storageBuckets();
  if (!buckets) throw new Error('This browser has no storage buckets');
  return { place, factory: (await buckets.open(place.name, { persisted: true })).indexedDB };
}

/**
 * A raw connection to whatever version there is.
 *
 * @returns undefined where there is no such database, or it does not open: asked for no version, the browser would
 *   create a missing one
 */
export function openExisting({ place, factory }: Location): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    const request = factory.open(place.name);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = (event) => {
      event.preventDefault();
      resolve(undefined);
    };
    request.onsuccess = () => {
      const connection = request.result;
      // A worker that upgrades is not held up by a popup.
      connection.onversionchange = () => connection.close();
      resolve(connection);
    };
  });
}

export function ask<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
