import { isStorageFull, noteStorageFull } from '../browser/storage-full.ts';
import { DAY_MS } from '../model/schedule.ts';
import { isAborted, isOutOfSpace } from '../store/failures.ts';
import { hasRoom, removeReadBodies } from '../store/room.ts';
import type { Environment } from './environment.ts';

/** What is read and older than this gives way first, in ms. */
const KEPT_MS = 30 * DAY_MS;

/** Whether posts can be stored; where they could not be the last time, it is tried. */
export async function isRoomForPosts(): Promise<boolean> {
  if (!(await isStorageFull())) return true;
  if (!(await hasRoom())) return false;
  await noteStorageFull(false);
  return true;
}

/** Whether an error of the store comes of want of room; notes it, and then nothing is fetched until there is some. */
export async function noteWantOfRoom(error: unknown): Promise<boolean> {
  const isFull = isOutOfSpace(error) || (isAborted(error) && !(await hasRoom()));
  if (isFull) await noteStorageFull(true);
  return isFull;
}

/** Removes texts that the person can do without, as far as they can be removed. */
export async function freeSpace({ now }: Pick<Environment, 'now'>): Promise<{ removed: number; isEnough: boolean }> {
  const removed = await removeReadBodies(now() - KEPT_MS);
  return { removed, isEnough: await isRoomForPosts() };
}
