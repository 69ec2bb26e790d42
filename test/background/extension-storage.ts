/**
 * Extension storage in memory, as both browsers have it: values are copies, one `set` is written whole or not at all,
 * and listeners hear of changes. Import this before anything that imports the polyfill, which refuses to load where
 * there is no extension.
 */
type Items = Record<string, unknown>;
type Change = { oldValue?: unknown; newValue?: unknown };
type Listener = (changes: Record<string, Change>, area: string) => void;

const listeners = new Set<Listener>();

/** How many of the next writes fail, after how many that succeed. */
let failing = 0;
let sparing = 0;
let areReadsFailing = false;

export function givenWritesFail(count: number, after = 0): void {
  failing = count;
  sparing = after;
}

export function givenReadsFail(fail: boolean): void {
  areReadsFailing = fail;
}

function area(name: string) {
  let stored: Items = {};
  const wanted = (keys: string | readonly string[] | null | undefined) =>
    keys === null || keys === undefined ? Object.keys(stored) : [keys].flat();
  const tell = (changes: Record<string, Change>) => {
    for (const listener of listeners) listener(changes, name);
  };
  const write = async () => {
    await Promise.resolve();
    if (failing === 0) return;
    if (sparing > 0) {
      sparing -= 1;
      return;
    }
    failing -= 1;
    throw new Error('The disk is full');
  };
  return {
    get: async (keys?: string | readonly string[] | null) => {
      await Promise.resolve();
      if (areReadsFailing) throw new Error('The storage is corrupt');
      return structuredClone(
        Object.fromEntries(wanted(keys).flatMap((key) => (key in stored ? [[key, stored[key]]] : []))),
      );
    },
    set: async (items: Items) => {
      await write();
      const before = stored;
      stored = { ...stored, ...structuredClone(items) };
      tell(
        Object.fromEntries(Object.keys(items).map((key) => [key, { oldValue: before[key], newValue: stored[key] }])),
      );
    },
    remove: async (keys: string | readonly string[]) => {
      await write();
      const before = stored;
      stored = Object.fromEntries(Object.entries(stored).filter(([key]) => !wanted(keys).includes(key)));
      tell(Object.fromEntries([keys].flat().map((key) => [key, { oldValue: before[key] }])));
    },
    clear: async () => {
      stored = {};
    },
  };
}

export const local = area('local');
export const session = area('session');

Object.assign(globalThis, {
  // Only looked at by the polyfill, to see where it is.
  chrome: { runtime: { id: 'test' } },
  browser: {
    runtime: { id: 'test' },
    storage: {
      local,
      session,
      onChanged: {
        addListener: (listener: Listener) => listeners.add(listener),
        removeListener: (listener: Listener) => listeners.delete(listener),
      },
    },
  },
});
