import type { Faults } from './faults.ts';

/** What fake-indexeddb keeps within a transaction. */
interface Inner {
  readonly db: InnerDatabase;
  readonly mode: IDBTransactionMode;
  readonly _requests: readonly { readonly request: InnerRequest }[];
  _state: 'active' | 'inactive' | 'committing' | 'finished';
  onabort: unknown;
  oncomplete: unknown;
  onerror: unknown;
  _abort(error: string | null): void;
  _start(): void;
  _execRequestAsync(request: Execution): InnerRequest;
}

interface InnerRequest {
  readyState: IDBRequestReadyState;
  onsuccess: unknown;
  onerror: unknown;
}

interface Execution {
  readonly source: { readonly name: string } | null;
  readonly operation: () => unknown;
  readonly request?: InnerRequest;
}

interface InnerDatabase extends IDBDatabase {
  readonly _rawDatabase: { readonly transactions: readonly Inner[] };
}

/** One life of a worker, as its database sees it. */
export interface Life {
  readonly isAlive: () => boolean;
  readonly faults: Faults;
}

let current: Life | undefined;
/** Transactions whose next step is to come late. */
const late = new WeakMap<object, Faults>();
const lives = new WeakMap<object, Life>();
const connections = new Map<Life, Set<InnerDatabase>>();

/** Whatever is opened from here on is opened by this life, or by nobody whose steps count. */
export function openFor(life: Life | undefined): void {
  current = life;
}

/** Ends what a life has under way: what is not committed is undone, and no handler of it hears of anything. */
export function endLife(life: Life): void {
  for (const db of connections.get(life) ?? []) {
    for (const transaction of db._rawDatabase.transactions.filter((one) => one.db === db)) {
      for (const { request } of transaction._requests) Object.assign(request, { onsuccess: null, onerror: null });
      Object.assign(transaction, { onabort: null, oncomplete: null, onerror: null });
      if (transaction._state !== 'finished') transaction._abort('AbortError');
    }
    Object.assign(db, { onversionchange: null, onclose: null, onabort: null, onerror: null });
    db.close();
  }
  connections.delete(life);
}

/**
 * Puts itself between every worker and the database in memory, at IndexedDB's own calls, once for this process.
 *
 * Each opening, each beginning of a transaction, each request within one and each commit of one that writes is a step.
 * One that fails does so as files that cannot be read or written do: with an UnknownError that aborts the transaction,
 * or, as that is being committed, with a QuotaExceededError.
 */
export function watchDatabase(): void {
  const factory = IDBFactory.prototype;
  const { open } = factory;
  factory.open = function (this: IDBFactory, ...args) {
    const life = current;
    if (!life) return open.apply(this, args);
    const fault = life.isAlive() ? life.faults.next('database', 'open') : 'kill';
    if (fault === 'kill') return new IDBOpenDBRequest();
    if (fault === 'throw') return failedOpening();
    const request = open.apply(this, args);
    const own = () => {
      const db = request.result as InnerDatabase;
      lives.set(db, life);
      connections.set(life, (connections.get(life) ?? new Set()).add(db));
      if (!life.isAlive()) endLife(life);
    };
    request.addEventListener('upgradeneeded', own);
    request.addEventListener('success', own);
    return request;
  };

  const databases = IDBDatabase.prototype;
  const { transaction: begin } = databases;
  databases.transaction = function (this: IDBDatabase, ...args) {
    const fault = faultOf(lives.get(this), `begin ${[args[0]].flat().join('+')}`);
    if (fault === 'kill' || fault === 'throw') throw new DOMException('The connection is closing', 'InvalidStateError');
    return begin.apply(this, args);
  };

  const transactions = IDBTransaction.prototype as unknown as Inner;
  const { _execRequestAsync: execute, _start: goOn } = transactions;
  transactions._execRequestAsync = function (this: Inner, execution) {
    // What has no source is a part of another request.
    const fault = execution.source ? faultOf(lives.get(this.db), `request ${execution.source.name}`) : undefined;
    if (fault === 'kill') return new IDBRequest() as unknown as InnerRequest;
    const { faults } = lives.get(this.db) ?? {};
    if (fault === 'delay' && faults) late.set(this, faults);
    if (fault !== 'throw') return execute.call(this, execution);
    return execute.call(this, { ...execution, operation: fail });
  };
  transactions._start = function (this: Inner) {
    const faults = late.get(this);
    if (faults) {
      late.delete(this);
      void faults.delay().then(() => this._start());
      return;
    }
    const isOver = this._state !== 'finished' && this._requests.every(({ request }) => request.readyState === 'done');
    const life = lives.get(this.db);
    const fault = isOver && this.mode !== 'readonly' ? faultOf(life, 'commit') : undefined;
    if (fault === 'throw') this._abort('QuotaExceededError');
    if (fault === 'delay' && life) {
      void life.faults.delay().then(() => goOn.call(this));
      return;
    }
    goOn.call(this);
  };
}

function faultOf(life: Life | undefined, what: string) {
  if (!life) return undefined;
  return life.isAlive() ? life.faults.next('database', what) : 'kill';
}

function fail(): never {
  throw new DOMException('Internal error', 'UnknownError');
}

/** A request to open that ends as it does where the files are damaged. */
function failedOpening(): IDBOpenDBRequest {
  const request = new IDBOpenDBRequest();
  setImmediate(() => {
    const error = new DOMException('Internal error', 'UnknownError');
    Object.assign(request, { readyState: 'done', error });
    const event = { type: 'error', target: request, preventDefault: () => {}, stopPropagation: () => {} };
    request.onerror?.(event as unknown as Event);
  });
  return request;
}
