/** What the steps of a worker go through on their way out. */
export type Kind = 'database' | 'fetch' | 'storage' | 'alarm' | 'message' | 'browser';

/**
 * What can become of one step:
 *
 * - throw: it fails, and nothing of it is done
 * - kill: the worker dies before it, and everything that it had under way with it
 * - delay: it takes half a minute
 * - drop: it is lost without a word: a request that is never answered, an alarm that is never set, a message that never
 *   arrives
 */
export type Fault = 'throw' | 'kill' | 'delay' | 'drop';

/** The one step that does not go well. */
export interface Plan {
  /** Counted from one, in order of their beginning. */
  readonly at: number;
  readonly fault: Fault;
}

export interface Step {
  readonly kind: Kind;
  readonly what: string;
}

/** Longer than a worker of either browser lives without an event. */
const DELAY_MS = 40_000;

/** What a dead worker waits for. */
const NEVER: Promise<never> = new Promise(() => {});

interface World {
  readonly kill: () => void;
  readonly wait: (ms: number) => Promise<void>;
}

/** Counts what a worker asks of the world outside, and has one of it go wrong. */
export class Faults {
  readonly #world: World;
  readonly #steps: Step[] = [];
  #plan: Plan | undefined;
  #isCounting = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** From here on steps are counted, and the planned one fails. */
  begin(plan?: Plan): void {
    this.#plan = plan;
    this.#isCounting = true;
  }

  /** From here on all goes well. @returns what was counted */
  end(): readonly Step[] {
    this.#isCounting = false;
    return this.#steps;
  }

  /** What becomes of the step that begins now; a kill has happened when this returns. */
  next(kind: Kind, what: string): Fault | undefined {
    if (!this.#isCounting) return undefined;
    this.#steps.push({ kind, what });
    if (this.#plan?.at !== this.#steps.length) return undefined;
    this.#isCounting = false;
    if (this.#plan.fault === 'kill') this.#world.kill();
    return this.#plan.fault;
  }

  delay(): Promise<void> {
    return this.#world.wait(DELAY_MS);
  }

  /**
   * Does what is asked for, unless its turn has come.
   *
   * @param dropped what whoever asked hears when it is lost; nothing ever where absent
   */
  async through<Result>(
    { kind, what }: Step,
    act: () => Promise<Result>,
    dropped: () => Promise<Result> = () => NEVER,
  ): Promise<Result> {
    const fault = this.next(kind, what);
    switch (fault) {
      case undefined:
        return act();
      case 'throw':
        throw new Error(`${what} failed`);
      case 'kill':
        return NEVER;
      case 'delay':
        await this.delay();
        return act();
      case 'drop':
        return dropped();
      default:
        return fault satisfies never;
    }
  }
}
