import { readPlace, watchPlace } from '../../browser/place.ts';
import { findDatabase } from '../../store/database-name.ts';

/** Call it first in a page's entry file: nothing is read before it is known where the database lies. */
export function startDatabase(): void {
  findDatabase(readPlace());
  // What the page shows came from a database that has been lost, and its connection leads there.
  watchPlace(() => location.reload());
}
