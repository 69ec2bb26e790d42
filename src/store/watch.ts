import { liveQuery } from 'dexie';

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
  const subscription = liveQuery(query).subscribe({ next: onResult, error: onError });
  return () => subscription.unsubscribe();
}
