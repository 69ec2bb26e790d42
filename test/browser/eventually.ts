/** How long a slow machine may take for anything that a test awaits. */
export const PATIENCE_MS = 30_000;

const PAUSE_MS = 40;

export type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Asks again and again until the answer is truthy, and returns it.
 *
 * An exception counts as "not yet", since pages navigate and workers start while they are asked; the
 * last one is the cause of the error at the deadline.
 *
 * @param claim what is waited for, as the error names it
 */
export async function eventually<T>(
  claim: string,
  probe: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<Truthy<Awaited<T>>> {
  const deadline = Date.now() + patienceMs;
  let last: unknown;
  let cause: unknown;
  do {
    try {
      last = await probe();
      cause = undefined;
      if (last) return last as Truthy<Awaited<T>>;
    } catch (error) {
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  } while (Date.now() < deadline);
  const seen = cause ? `last error: ${String(cause)}` : `last answer: ${JSON.stringify(last)}`;
  throw new Error(`Waited ${patienceMs} ms in vain until ${claim}; ${seen}`, { cause });
}
