import type { CheckRecord } from '../model/check.ts';
import { recordChecks } from '../store/changes.ts';

/** Checks that brought no posts are written together, those of a second at once. */
const RECORD_EVERY_MS = 1000;

/** Gathers the checks that brought no posts, so that a thousand unchanged feeds cost a few transactions. */
export class Recorder {
  #checks: CheckRecord[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #error: unknown;

  /** @throws whatever an earlier write failed with: what cannot be recorded must not be asked for again and again */
  add(check: CheckRecord): void {
    if (this.#error) throw this.#error;
    this.#checks.push(check);
    // By the real clock, since a worker lives by it: the next check to end may be half a minute away.
    this.#timer ??= setTimeout(() => {
      this.write().catch((error: unknown) => {
        this.#error ??= error;
      });
    }, RECORD_EVERY_MS);
  }

  /** Writes what was gathered; one transaction at a time. */
  write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => {}).then(() => this.#writeNow());
    return this.#writing;
  }

  async #writeNow(): Promise<void> {
    const checks = this.#checks.splice(0);
    if (checks.length === 0) return;
    try {
      await recordChecks(checks);
    } catch (error) {
      // The end of the round tries once more.
      this.#checks.unshift(...checks);
      throw error;
    }
  }
}
