/** What a database says whose files are damaged; "Internal error" and nothing more, in both browsers. */
const DAMAGE = new Set(['UnknownError', 'InvalidStateError', 'NotFoundError', 'DataError']);

/** The database is not the one that it was when this worker started. */
export class DatabaseReplaced extends Error {
  override readonly name = 'DatabaseReplaced';
}

/** Whether an error of the store comes from files that are damaged or gone, as far as that can be told. */
export function isDamage(error: unknown): boolean {
  return causesOf(error).some((cause) => cause instanceof DatabaseReplaced || DAMAGE.has(nameOf(cause)));
}

/**
 * Whether the browser says that it has no room for what was to be stored. Where it notices only as it writes, it may say
 * no more than that the transaction was aborted.
 */
export function isOutOfSpace(error: unknown): boolean {
  return causesOf(error).some((cause) => nameOf(cause) === 'QuotaExceededError');
}

/** Whether a transaction was aborted, which nothing of ours does: by want of room, as a rule, and not told apart. */
export function isAborted(error: unknown): boolean {
  return causesOf(error).some((cause) => nameOf(cause) === 'AbortError');
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

/** The error, what Dexie wrapped in it, and what caused that; of many writes at once, the first that failed. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; typeof cause === 'object' && cause !== null && causes.length < 5; ) {
    causes.push(cause);
    const { inner, cause: next, failures } = cause as { inner?: unknown; cause?: unknown; failures?: unknown };
    cause = inner ?? next ?? (Array.isArray(failures) ? failures[0] : undefined);
  }
  return causes;
}
