/**
 * The number is the generation: a database that came back damaged is left alone and a new one made under the next.
 *
 * Apart from database.ts for first-screen.ts, which must not load Dexie.
 */
export const DATABASE_NAME = 'linefeed-1';

/** The latest of database.ts; IndexedDB's number is ten times that. */
export const DATABASE_VERSION = 2;
