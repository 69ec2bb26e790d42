import './options/extension-page.ts';

type Stored = Record<string, unknown>;
type Change = Record<string, { oldValue?: unknown; newValue?: unknown }>;
type Listener<Args extends readonly unknown[]> = (...args: Args) => unknown;

class Event<Args extends readonly unknown[]> {
  readonly listeners = new Set<Listener<Args>>();
  addListener = (listener: Listener<Args>) => this.listeners.add(listener);
  removeListener = (listener: Listener<Args>) => this.listeners.delete(listener);
  fire(...args: Args): unknown[] {
    return [...this.listeners].map((listener) => listener(...args));
  }
}

const changed = new Event<[Change, string]>();

class Area {
  stored = new Map<string, unknown>();
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  get = async (wanted?: string | readonly string[]): Promise<Stored> => {
    const keys = wanted === undefined ? [...this.stored.keys()] : [wanted].flat();
    return structuredClone(
      Object.fromEntries(keys.flatMap((k) => (this.stored.has(k) ? [[k, this.stored.get(k)]] : []))),
    );
  };
  set = async (values: Stored): Promise<void> => {
    for (const [key, value] of Object.entries(structuredClone(values))) this.stored.set(key, value);
    changed.fire(Object.fromEntries(Object.entries(values).map(([k, newValue]) => [k, { newValue }])), this.#name);
  };
  remove = async (wanted: string | readonly string[]): Promise<void> => {
    const gone = [wanted].flat().filter((key) => this.stored.delete(key));
    if (gone.length > 0) changed.fire(Object.fromEntries(gone.map((key) => [key, {}])), this.#name);
  };
}

/** What the browser is to an extension, as far as the popup and its worker need it, and what a person answers. */
export const extension = {
  local: new Area('local'),
  session: new Area('session'),
  /** Match patterns that are allowed. */
  granted: new Set<string>(),
  /** What happens to a permission prompt; left open, it never ends, as where it has closed the popup that asked. */
  prompts: 'allow' as 'allow' | 'refuse' | 'left open',
  openedTabs: [] as string[],
  onMessage: new Event<[unknown, unknown]>(),

  reset(): void {
    this.local.stored.clear();
    this.session.stored.clear();
    this.granted.clear();
    this.prompts = 'allow';
    this.openedTabs = [];
    this.onMessage.listeners.clear();
    localStorage.clear();
  },
};

const ORIGIN = 'chrome-extension://test/';

const holds = (origins: readonly string[]) => origins.every((origin) => extension.granted.has(origin));

Object.assign((globalThis as unknown as { browser: object }).browser, {
  runtime: {
    id: 'test',
    getManifest: () => ({ version: '1.0.0' }),
    getURL: (path: string) => ORIGIN + path,
    onMessage: extension.onMessage,
    openOptionsPage: async () => extension.openedTabs.push('options'),
    sendMessage: async (message: unknown) =>
      extension.onMessage.fire(structuredClone(message), { id: 'test', url: `${ORIGIN}popup.html` })[0],
  },
  storage: { local: extension.local, session: extension.session, onChanged: changed },
  permissions: {
    contains: async ({ origins }: { origins: readonly string[] }) => holds(origins),
    request: async ({ origins }: { origins: readonly string[] }) => {
      if (holds(origins)) return true;
      if (extension.prompts === 'left open') return new Promise(() => undefined);
      if (extension.prompts === 'refuse') return false;
      for (const origin of origins) extension.granted.add(origin);
      return true;
    },
  },
  tabs: {
    query: async () => [],
    create: async ({ url }: { url: string }) => extension.openedTabs.push(url),
  },
});

// happy-dom has frames, but no scheduler.
globalThis.scheduler ??= {
  postTask: async (task: () => unknown) => task(),
} as unknown as Scheduler;
