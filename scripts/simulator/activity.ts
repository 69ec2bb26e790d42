import { setImmediate as realImmediate } from 'node:timers';

/** Turns of the event loop without anything under way after which nothing will begin by itself. */
const CALM_TURNS = 3;

/** What is under way in real time: requests, and the steps of the database, which takes each in a turn of its own. */
export class Activity {
  #open = 0;
  #ended: (() => void) | undefined;

  /** Counts something as under way until the function that it gives is called. */
  begin(): () => void {
    this.#open += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#open -= 1;
      if (this.#open === 0) this.#ended?.();
    };
  }

  /** Resolves when nothing is under way and nothing follows from what was. */
  async settled(): Promise<void> {
    for (let calm = 0; calm < CALM_TURNS; ) {
      if (this.#open > 0) {
        await new Promise<void>((resolve) => {
          this.#ended = resolve;
        });
        calm = 0;
      }
      await new Promise<void>((next) => realImmediate(next));
      calm = this.#open === 0 ? calm + 1 : 0;
    }
  }

  /** Has the database in memory counted: it does each step by the global setImmediate. */
  watchImmediates(): void {
    const counted = (step: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Immediate => {
      const end = this.begin();
      return realImmediate(() => {
        try {
          step(...args);
        } finally {
          end();
        }
      });
    };
    globalThis.setImmediate = Object.assign(counted, realImmediate);
  }
}
