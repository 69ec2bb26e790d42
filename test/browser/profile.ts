import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { profileRoot } from './installed-browsers.ts';

/** Profiles in use, each with what ends the browser on it at once. */
const open = new Map<string, () => void>();

/** A program that fails must not leave browsers and their profiles behind. */
process.once('exit', () => {
  for (const [dir, killBrowser] of open) {
    killBrowser();
    rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

/**
 * A fresh directory for one run of this browser.
 *
 * @param killBrowser called where this process ends without `removeProfile`; must work at once and not throw
 */
export async function createProfile(executable: string, killBrowser: () => void): Promise<string> {
  const dir = await mkdtemp(join(profileRoot(executable), 'linefeed-profile-'));
  open.set(dir, killBrowser);
  return dir;
}

/** Removes a profile whose browser has ended; its last child processes may still be writing into it. */
export async function removeProfile(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  open.delete(dir);
}

/** SIGKILL to a browser that leads a process group of its own, and so to all its children; nothing where it is gone. */
export function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
