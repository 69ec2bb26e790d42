/** What a person can see of an act: of a post or a feed. */
export type State = string | number | boolean | undefined;

/**
 * Keeps account of what acts have promised.
 *
 * An act that was acknowledged holds. One that was asked for and never acknowledged, since whoever should have done it
 * was killed, may have happened or not.
 */
export class Acknowledged {
  readonly #subjects = new Map<string, { held: State; open: State[] }>();

  /**
   * @param before how the subject is now; counts where no act has been acknowledged before
   * @returns to be called when the act is acknowledged
   */
  ask(subject: string, before: State, wanted: State): () => void {
    const known = this.#subjects.get(subject) ?? { held: before, open: [] };
    known.open.push(wanted);
    this.#subjects.set(subject, known);
    return () => {
      this.#subjects.set(subject, { held: wanted, open: [] });
    };
  }

  /** Every promise that these states break, in words. */
  broken(states: ReadonlyMap<string, State>): string[] {
    return [...this.#subjects].flatMap(([subject, { held, open }]) => {
      const state = states.get(subject);
      return state === held || open.includes(state) ? [] : [`${subject} is ${state}, but ${held} was acknowledged`];
    });
  }

  /** No act is under way any more: what is open has happened or never will. */
  settle(states: ReadonlyMap<string, State>): void {
    for (const [subject, { open }] of this.#subjects) {
      if (open.length > 0) this.#subjects.set(subject, { held: states.get(subject), open: [] });
    }
  }
}
