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
 * Whether the browser has no room for what was to be stored. The quota's error comes inside the AbortError of its
 * transaction when it is noticed only as that is being written.
 */
export function isOutOfSpace(error: unknown): boolean {
  return causesOf(error).some((cause) => nameOf(cause) === 'QuotaExceededError');
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

/** The error, what Dexie wrapped in it, and what caused that. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; typeof cause === 'object' && cause !== null && causes.length < 5; ) {
    causes.push(cause);
    const { inner, cause: next } = cause as { inner?: unknown; cause?: unknown };
    cause = inner ?? next;
  }
  return causes;
}
