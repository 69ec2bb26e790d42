import { Dexie } from 'dexie';
import { database } from './database.ts';
import { isAborted, isOutOfSpace } from './failures.ts';

/** About what a feed brings: less room than that is none. */
const TRIAL_LENGTH = 512 * 1024;

const TRIAL_ID = 'trial';

/** Whether the browser has room for posts again, by storing and removing as much as a feed may bring. */
export async function hasRoom(): Promise<boolean> {
  const { bodies } = database();
  try {
    // Text that does not shrink to nothing where the browser compresses.
    const html = Array.from({ length: TRIAL_LENGTH / 32 }, () => crypto.randomUUID().slice(0, 32)).join('');
    await bodies.put({ postId: TRIAL_ID, html });
    return true;
  } catch (error) {
    if (!isOutOfSpace(error) && !isAborted(error)) throw error;
    return false;
  } finally {
    // What could not be stored need not be removed.
    await bodies.delete(TRIAL_ID).catch(() => undefined);
  }
}

/** How many texts are removed in one transaction: on a full disk even that needs some room. */
const BODIES_AT_ONCE = 100;

/**
 * Removes the texts of read posts that stand before an instant in the lists, but not those of saved ones; the posts
 * themselves stay, so that nothing comes back as new.
 *
 * @param before epoch ms
 * @returns how many texts were removed
 */
export async function removeReadBodies(before: number): Promise<number> {
  const db = database();
  let removed = 0;
  let after: readonly [number, number | string] = [0, Dexie.minKey as unknown as string];
  for (;;) {
    const page = await db.posts
      .where('[unread+sortAt]')
      .between(after, [0, before], false, false)
      .limit(BODIES_AT_ONCE)
      .toArray();
    const last = page.at(-1);
    if (!last) return removed;
    after = [0, last.sortAt];
    // Posts of one instant are taken together, or those beyond the page's end would be passed over.
    const sameInstant = await db.posts.where('[unread+sortAt]').equals([0, last.sortAt]).toArray();
    const ids = new Set([...page, ...sameInstant].filter(({ savedAt }) => savedAt === undefined).map(({ id }) => id));
    removed += await removeBodies([...ids]);
  }
}

async function removeBodies(postIds: readonly string[]): Promise<number> {
  const db = database();
  return db.transaction('rw', db.bodies, async () => {
    const there = await db.bodies.where('postId').anyOf(postIds).primaryKeys();
    await db.bodies.bulkDelete(there);
    return there.length;
  });
}
