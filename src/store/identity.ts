import { database } from './database.ts';
import { DatabaseReplaced } from './failures.ts';

/** What tells a database from another, and its state from an earlier one. */
export interface DatabaseIdentity {
  readonly mark: string;
  /** Grows with each writing of its copy. */
  readonly edition: number;
}

/** The mark that this database was given when it was first asked for, and its edition. */
export async function identify(): Promise<DatabaseIdentity> {
  const db = database();
  return db.transaction('rw', db.birthmark, async () => {
    const known = await db.birthmark.get('all');
    if (known) return { mark: known.mark, edition: known.edition ?? 0 };
    const mark = crypto.randomUUID();
    await db.birthmark.add({ id: 'all', mark, edition: 0 });
    return { mark, edition: 0 };
  });
}

/**
 * The database's identity once its copy is to be written anew.
 *
 * @throws DatabaseReplaced where it is no longer the one of this mark
 */
export async function advanceEdition(mark: string): Promise<DatabaseIdentity> {
  const db = database();
  return db.transaction('rw', db.birthmark, async () => {
    const known = await db.birthmark.get('all');
    if (known?.mark !== mark) throw new DatabaseReplaced('The database is another one than before');
    const edition = (known.edition ?? 0) + 1;
    await db.birthmark.put({ ...known, edition });
    return { mark, edition };
  });
}
