import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { Dexie, type DexieOptions } from 'dexie';
import * as tokeniser from 'fast-xml-parser';
import { build, type Plugin } from 'vite';
import type { outside } from '../../src/background/outside.ts';
import type { Activity } from './activity.ts';
import { AGENT } from './browser-fetch.ts';
import type { VirtualClock } from './clock.ts';
import type { Alarm, Apis, Browser } from './extension.ts';
import { NEVER, OWN_PAGE } from './extension.ts';

const ENTRY = fileURLToPath(new URL('../../src/background/index.ts', import.meta.url));

/** The modules that the simulator gives the worker: libraries for speed, and the world outside. */
const GIVEN = ['dexie', 'fast-xml-parser', 'webextension-polyfill', 'linefeed:outside'] as const;

type Outside = typeof outside;
/** What the script finds in its scope: the names of a worker's globals that would lead out of virtual time. */
const SCOPE = [
  'require',
  'exports',
  'navigator',
  'crypto',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
] as const;
type Code = (...scope: unknown[]) => void;

const takeOutside: Plugin = {
  name: 'take-outside',
  enforce: 'pre',
  resolveId: (source) => (source === './outside.ts' ? { id: 'linefeed:outside', external: true } : undefined),
};

/** The extension's worker as one script, which can be started as often as a browser starts it. */
export async function bundleWorker(): Promise<Code> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [takeOutside],
    ssr: { noExternal: true },
    build: {
      ssr: ENTRY,
      write: false,
      minify: false,
      rolldownOptions: { external: [...GIVEN], output: { format: 'cjs', codeSplitting: false } },
    },
  });
  const [chunk] = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
  if (chunk?.type !== 'chunk') throw new Error('The worker could not be bundled');
  return compileFunction(chunk.code, [...SCOPE], { filename: 'worker.js' }) as Code;
}

/** What a worker finds around it. */
export interface World {
  readonly browser: Pick<Browser, 'apisFor'>;
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly outside: Outside;
}

/** One life of the worker: from the event that starts it until the browser ends it. */
export class Worker {
  readonly #apis: Apis;
  readonly #connections: Closable[] = [];
  #isAlive = true;

  constructor(code: Code, { browser, clock, activity, outside: world }: World) {
    this.#apis = browser.apisFor(() => this.#isAlive);
    const given: Readonly<Record<(typeof GIVEN)[number], unknown>> = {
      dexie: { Dexie: keepingTrack(this.#connections) },
      'fast-xml-parser': tokeniser,
      'webextension-polyfill': this.#apis.browser,
      'linefeed:outside': { outside: this.#mortal(world) },
    };
    const scope: Readonly<Record<(typeof SCOPE)[number], unknown>> = {
      require: (name: keyof typeof given) => given[name],
      exports: {},
      navigator: { userAgent: AGENT, onLine: true },
      crypto: countedCrypto(activity),
      ...timersOn(clock),
    };
    code(...SCOPE.map((name) => scope[name]));
  }

  /** Ends it as browsers do: without a word, wherever it is. */
  kill(): void {
    this.#isAlive = false;
    for (const connection of this.#connections) connection.close();
  }

  installed(): void {
    this.#apis.events.installed.fire({ reason: 'install' });
  }

  browserStarted(): void {
    this.#apis.events.startup.fire();
  }

  wake(alarm: Alarm): void {
    this.#apis.events.alarm.fire(alarm);
  }

  /** Sends a command as a page of the extension does. */
  async command(command: string, args: object): Promise<unknown> {
    const [reply] = this.#apis.events.message.fire({ command, args: [args] }, OWN_PAGE);
    const { value, error } = ((await reply) ?? { error: 'no answer' }) as { value?: unknown; error?: string };
    if (error !== undefined) throw new Error(`${command}: ${error}`);
    return value;
  }

  /** What a dead worker has begun never ends, so that nothing follows from it. */
  #mortal(world: Outside): Outside {
    const unlessDead = async <T>(work: Promise<T>): Promise<T> => {
      const result = await work.finally(() => (this.#isAlive ? undefined : NEVER));
      return this.#isAlive ? result : NEVER;
    };
    return {
      ...world,
      fetch: (input, init) => (this.#isAlive ? unlessDead(world.fetch(input, init)) : NEVER),
      wait: (ms) => (this.#isAlive ? unlessDead(world.wait(ms)) : NEVER),
    };
  }
}

/** A browser hashes on another thread: that is work under way like a request. */
function countedCrypto(activity: Activity): object {
  return {
    randomUUID: () => crypto.randomUUID(),
    getRandomValues: (array: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(array),
    subtle: {
      digest: (algorithm: string, data: BufferSource) => {
        const end = activity.begin();
        return crypto.subtle.digest(algorithm, data).finally(end);
      },
    },
  };
}

/** A worker's own timers, which wait in virtual time. */
function timersOn(clock: VirtualClock) {
  const running = new Map<number, () => void>();
  let latest = 0;
  const clear = (id: number | undefined): void => {
    running.get(id ?? 0)?.();
    running.delete(id ?? 0);
  };
  const start = (act: () => void, ms: number, isRepeated: boolean): number => {
    latest += 1;
    const id = latest;
    const begin = () => running.set(id, clock.after(isRepeated ? Math.max(ms, 1) : ms, goOff));
    const goOff = () => {
      running.delete(id);
      if (isRepeated) begin();
      act();
    };
    begin();
    return id;
  };
  return {
    setTimeout: (act: () => void, ms = 0) => start(act, ms, false),
    setInterval: (act: () => void, ms = 0) => start(act, ms, true),
    clearTimeout: clear,
    clearInterval: clear,
  };
}

interface Closable {
  close(): void;
}

/** Dexie that tells of each connection that it makes, so that what a dead worker held can be closed. */
function keepingTrack(connections: Closable[]): object {
  return class extends Dexie {
    constructor(name: string, options?: DexieOptions) {
      super(name, options);
      connections.push(this);
    }
  };
}
