interface Waiter {
  /** Elapsed ms. */
  readonly at: number;
  readonly wake: () => void;
}

/**
 * The simulated machine's two clocks: time that has passed, which only ever grows, and the clock that a person reads
 * and may set.
 *
 * Time stands still while anything works; whoever drives the simulation moves it on to the earliest that waits.
 */
export class VirtualClock {
  readonly #startedAt: number;
  #elapsedMs = 0;
  #setByMs = 0;
  #waiters: Waiter[] = [];

  /** @param startedAt epoch ms that the clock shows first */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** What the machine's clock shows, epoch ms. */
  now(): number {
    return this.#startedAt + this.#elapsedMs + this.#setByMs;
  }

  /** How long the simulation has run, in ms, whatever the clock was set to. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** Sets the clock by so much, forward or back; no time passes. */
  setBy(ms: number): void {
    this.#setByMs += ms;
  }

  /**
   * Calls back when so much time has passed; the clock's being set does not matter, as with a browser's timers.
   *
   * @returns forgets it
   */
  after(ms: number, wake: () => void): () => void {
    // Part of a millisecond is a whole one, or who waits until an instant would be woken before it.
    const waiter = { at: this.#elapsedMs + Math.max(0, Math.ceil(ms)), wake };
    this.#waiters.push(waiter);
    return () => {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.after(ms, wake);
    });
  }

  /** Elapsed ms at which the first that waits is to be woken; Infinity where nobody waits. */
  get nextWakeMs(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#waiters.map(({ at }) => at));
  }

  /** Has time pass until then and wakes whose time has come. */
  advanceTo(elapsedMs: number): void {
    this.#elapsedMs = Math.max(this.#elapsedMs, elapsedMs);
    const due = this.#waiters.filter(({ at }) => at <= this.#elapsedMs).sort((one, other) => one.at - other.at);
    this.#waiters = this.#waiters.filter(({ at }) => at > this.#elapsedMs);
    for (const { wake } of due) wake();
  }

  /** Nobody waits any more: who did died with the worker. */
  forgetWaiters(): void {
    this.#waiters = [];
  }
}
