import type { Round, Settings } from '../model/types.ts';
import type { Environment } from './environment.ts';
import { type RoundRequest, runRound } from './poll.ts';

export interface RoundHooks {
  readonly settings: () => Promise<Settings>;
  /** Runs before the first round: the alarm must outlive a worker that dies in the middle of it. */
  readonly onBegin: () => Promise<void>;
  /** Tells the pages how far the round is; undefined when none runs any more. */
  readonly show: (round: Round | undefined) => Promise<void>;
  /** Without room for posts none are asked for. */
  readonly hasRoom: () => Promise<boolean>;
  /** Runs when new posts have come, so that the badge need not wait for the end. */
  readonly onNewPosts: () => Promise<void>;
  /** Runs when the last round has ended. */
  readonly onEnd: () => Promise<void>;
}

/** How often pages hear of progress, in ms. */
const SHOW_EVERY_MS = 200;

/**
 * One round at a time: what is asked for while one runs comes after it, but that what the person asks for interrupts a
 * round that nobody did. Lives as long as the worker; what dies with it
 * is asked for again by the next alarm.
 */
export class Rounds {
  readonly #environment: Environment;
  readonly #hooks: RoundHooks;
  #running: Promise<void> | undefined;
  #waiting: RoundRequest['manual'][] = [];
  #automaticWaits = false;
  #stop = new AbortController();

  constructor(environment: Environment, hooks: RoundHooks) {
    this.#environment = environment;
    this.#hooks = hooks;
  }

  /** Begins a round, or has it follow the one that runs. Resolves when all rounds have ended. */
  start(manual?: RoundRequest['manual']): Promise<void> {
    if (manual) this.#waiting.push(manual);
    else this.#automaticWaits = true;
    this.#running ??= this.#runAll();
    return this.#running;
  }

  /** Stops the round that runs and those that wait. */
  stop(): void {
    this.#waiting = [];
    this.#automaticWaits = false;
    this.#stop.abort();
  }

  async #runAll(): Promise<void> {
    try {
      // What is asked for while the last round is being ended begins it all again.
      while (this.#isAskedFor()) await this.#runUntilDone();
    } finally {
      this.#running = undefined;
    }
  }

  #isAskedFor(): boolean {
    return this.#automaticWaits || this.#waiting.length > 0;
  }

  #isPersonWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  async #runUntilDone(): Promise<void> {
    try {
      await this.#hooks.onBegin();
      while (this.#isAskedFor()) {
        const manual = this.#waiting.shift();
        if (!manual) this.#automaticWaits = false;
        this.#stop = new AbortController();
        await this.#run(manual);
        // What it left when the person asked for another.
        if (!manual && this.#isPersonWaiting()) this.#automaticWaits = true;
      }
    } finally {
      // Whoever sees that no round runs may count on alarm and badge.
      await this.#hooks.onEnd().finally(() => this.#hooks.show(undefined));
    }
  }

  async #run(manual: RoundRequest['manual']): Promise<void> {
    if (!(await this.#hooks.hasRoom())) return;
    const progress = new Progress(this.#environment, this.#hooks);
    try {
      await runRound(this.#environment, {
        ...(manual && { manual }),
        settings: await this.#hooks.settings(),
        signal: this.#stop.signal,
        isAwaited: () => !manual && this.#isPersonWaiting(),
        onProgress: (round) => progress.tell(round),
      });
    } catch (error) {
      await this.#environment.onStoreError(error);
      throw error;
    } finally {
      await progress.ended();
    }
  }
}

/** Tells the latest state, one telling at a time: what comes meanwhile is told after it, so the last is never lost. */
class Progress {
  readonly #environment: Environment;
  readonly #hooks: RoundHooks;
  #latest: Round | undefined;
  #told: Round | undefined;
  #telling: Promise<void> | undefined;
  #end: () => void = () => {};
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  constructor(environment: Environment, hooks: RoundHooks) {
    this.#environment = environment;
    this.#hooks = hooks;
  }

  tell(round: Round): void {
    this.#latest = round;
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
  }

  /** Tells the last state at once, without the pause before it. */
  async ended(): Promise<void> {
    this.#end();
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    while (this.#latest !== this.#told) {
      const round = this.#latest;
      const hadNewPosts = this.#told?.newPosts ?? 0;
      this.#told = round;
      try {
        await this.#hooks.show(round);
        if (round && round.newPosts !== hadNewPosts) await this.#hooks.onNewPosts();
      } catch (error) {
        // Telling of a round must not end it.
        console.error(error);
      }
      await Promise.race([this.#environment.wait(SHOW_EVERY_MS), this.#ended]);
    }
  }
}
