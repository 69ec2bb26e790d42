import { readFileSync } from 'node:fs';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 20;
/** So many looks in a row must find nothing else at work, since a busy program sleeps now and then too. */
const LOOKS = 5;

/**
 * Waits until no other program wants a core: a page that is opened while others work tells of them, not of itself.
 *
 * @returns whether it became quiet in time; true at once where the system does not tell (anything but Linux)
 */
export async function quiet(): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let looks = 0; looks < LOOKS; ) {
    if (Date.now() > deadline) return false;
    looks = runnable() > 1 ? 0 : looks + 1;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return true;
}

/** Tasks that run or wait for a core, the one that asks included (proc(5), loadavg). */
function runnable(): number {
  try {
    return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[3]?.split('/')[0]);
  } catch {
    return 0;
  }
}
