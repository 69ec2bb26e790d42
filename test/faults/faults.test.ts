import 'fake-indexeddb/auto';

import { beforeAll, beforeEach, expect, test } from 'vitest';
import { Faults, type Plan } from './faults.ts';
import { endLife, type Life, openFor, watchDatabase } from './faulty-database.ts';

beforeAll(watchDatabase);

let isAlive: boolean;
let waited: number[];
let faults: Faults;
let life: Life;
let lastName = 0;

beforeEach(() => {
  isAlive = true;
  waited = [];
  const kill = () => {
    isAlive = false;
    endLife(life);
  };
  faults = new Faults({ kill, wait: async (ms) => void waited.push(ms) });
  life = { isAlive: () => isAlive, faults };
});

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore('numbers');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Puts two numbers into one transaction, where a step goes as planned, and tells how it ended and what is there then. */
async function putTwo(plan?: Plan): Promise<{ readonly ended: string; readonly there: number }> {
  lastName += 1;
  const name = `numbers ${lastName}`;
  openFor(life);
  const db = await opened(name);
  faults.begin(plan);
  const ended = await Promise.race([
    new Promise<string>((resolve) => {
      const transaction = db.transaction('numbers', 'readwrite');
      transaction.oncomplete = () => resolve('complete');
      transaction.onabort = () => resolve(transaction.error?.name ?? 'aborted');
      const store = transaction.objectStore('numbers');
      store.put(1, 'one').onsuccess = () => store.put(2, 'two');
    }).catch((error: DOMException) => error.name),
    calm(),
  ]);
  faults.end();
  openFor(undefined);
  const looked = await opened(name);
  const count = looked.transaction('numbers').objectStore('numbers').count();
  await new Promise((resolve) => Object.assign(count, { onsuccess: resolve }));
  return { ended, there: count.result };
}

async function calm(): Promise<string> {
  for (let turn = 0; turn < 100; turn += 1) await new Promise((next) => setImmediate(next));
  return 'silence';
}

test('what a transaction asks for is counted: its beginning, its requests and its commit', async () => {
  expect(await putTwo()).toEqual({ ended: 'complete', there: 2 });
  expect(faults.end().map(({ what }) => what)).toEqual([
    'begin numbers',
    'request numbers',
    'request numbers',
    'commit',
  ]);
});

test.each([
  [1, 'InvalidStateError'],
  [2, 'UnknownError'],
  [3, 'UnknownError'],
  [4, 'QuotaExceededError'],
])('a transaction whose step %i fails tells why, and leaves nothing', async (at, ended) => {
  expect(await putTwo({ at, fault: 'throw' })).toEqual({ ended, there: 0 });
});

test.each([2, 3, 4])(
  'a transaction in which a kill comes at step %i leaves nothing, and nobody hears of it',
  async (at) => {
    expect(await putTwo({ at, fault: 'kill' })).toEqual({ ended: 'silence', there: 0 });
  },
);

test.each([2, 3, 4])('a transaction whose step %i takes long ends well all the same', async (at) => {
  expect(await putTwo({ at, fault: 'delay' })).toEqual({ ended: 'complete', there: 2 });
  expect(waited).toHaveLength(1);
});

test('nothing is opened any more for the dead', async () => {
  openFor(life);
  isAlive = false;
  expect(await Promise.race([opened('none').then(() => 'opened'), calm()])).toBe('silence');
});

test('a call fails, comes late or is lost in its turn, and only then', async () => {
  const call = () =>
    faults.through(
      { kind: 'storage', what: 'get' },
      async () => 'value',
      async () => 'lost',
    );
  faults.begin({ at: 2, fault: 'throw' });
  expect(await call()).toBe('value');
  await expect(call()).rejects.toThrow('get failed');
  expect(await call()).toBe('value');
});
