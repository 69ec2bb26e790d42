import { Dexie, liveQuery } from 'dexie';
import { databaseFound } from './database-name.ts';

/**
 * Runs a query and again whenever what it read has changed, in this context or another.
 *
 * @returns stops watching
 */
export function watch<Result>(
  query: () => Promise<Result>,
  onResult: (result: Result) => void,
  onError: (error: unknown) => void,
): () => void {
  let stop: (() => void) | undefined;
  let isOver = false;
  // It never rejects.
  void databaseFound().then(() => {
    if (isOver) return;
    const subscription = liveQuery(() => query().catch(tellCause)).subscribe({ next: onResult, error: onError });
    stop = () => subscription.unsubscribe();
  });
  return () => {
    isOver = true;
    stop?.();
  };
}

/** Dexie keeps quiet of a database that is closed, also where that is because it could not be opened. */
function tellCause(error: unknown): never {
  throw error instanceof Dexie.DatabaseClosedError && error.inner ? error.inner : error;
}

/** Runs a query once, as soon as it is known where the database lies. */
export async function readOnce<Result>(query: () => Promise<Result>): Promise<Result> {
  await databaseFound();
  return query();
}
