import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { profileRoot } from './installed-browsers.ts';

/** A fresh directory for one run of this browser. */
export function createProfile(executable: string): Promise<string> {
  return mkdtemp(join(profileRoot(executable), 'linefeed-profile-'));
}

/** Removes a profile whose browser has ended; its last child processes may still be writing into it. */
export function removeProfile(dir: string): Promise<void> {
  return rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
