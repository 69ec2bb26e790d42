import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Activity } from '../../scripts/simulator/activity.ts';
import { VirtualClock } from '../../scripts/simulator/clock.ts';
import { type Alarm, type Apis, Browser } from '../../scripts/simulator/extension.ts';
import { bundleWorker, Worker } from '../../scripts/simulator/worker.ts';
import { LIMITS } from '../../src/background/environment.ts';
import { FIRST_PLACE } from '../../src/model/place.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { randomFrom } from '../fuzz/random.ts';
import { Faults, type Kind } from './faults.ts';
import { endLife, type Life, openFor, watchDatabase } from './faulty-database.ts';
import { Servers, STARTED_AT } from './servers.ts';

/** Both browsers end a worker so long after the last event or call of theirs, whatever it waits for. */
const IDLE_MS = 30_000;

/** A request that nobody answers is given up after so long. */
const PATIENCE_MS = 25_000;

const activity = new Activity();
let code: Promise<Awaited<ReturnType<typeof bundleWorker>>> | undefined;

/** What a machine keeps while it is switched off. */
export interface Disk {
  /** Epoch ms. */
  readonly at: number;
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
  readonly local: Readonly<Record<string, unknown>>;
  readonly session: Readonly<Record<string, unknown>>;
  /** The alarm that wakes the worker. */
  readonly alarm: Alarm | undefined;
}

/**
 * A machine with a browser, the extension's worker as it is built, and the servers that it asks, on a clock that moves
 * when nothing else does.
 */
export class Machine {
  readonly clock: VirtualClock;
  readonly servers: Servers;
  readonly faults: Faults;
  readonly #browser: Browser;
  readonly #code: Awaited<ReturnType<typeof bundleWorker>>;
  #worker: Worker | undefined;
  #life: Life | undefined;
  /** Elapsed ms of the last event that the worker had, or call that it made. */
  #busyMs = 0;
  /** A fault has killed the worker, and nobody has looked yet. */
  #isHalted = false;

  private constructor(made: Awaited<ReturnType<typeof bundleWorker>>, at: number) {
    this.#code = made;
    this.clock = new VirtualClock(at);
    this.#browser = new Browser(this.clock);
    this.servers = new Servers(() => this.clock.now());
    const kill = () => {
      this.kill();
      this.#isHalted = true;
    };
    this.faults = new Faults({ kill, wait: (ms) => this.clock.wait(ms) });
    globalThis.indexedDB = new IDBFactory();
  }

  /** One machine at a time: its database is this process's. */
  static async make(
    disk: Disk = { at: STARTED_AT, tables: {}, local: {}, session: {}, alarm: undefined },
  ): Promise<Machine> {
    code ??= bundleWorker().then((made) => {
      activity.watchImmediates();
      watchDatabase();
      return made;
    });
    const machine = new Machine(await code, disk.at);
    await machine.read(async (db) => {
      await db.transaction('rw', db.tables, () =>
        Promise.all(Object.entries(disk.tables).map(([name, rows]) => db.table(name).bulkAdd(rows))),
      );
    });
    const { storage, alarms } = machine.#apis();
    await Promise.all([storage.local.set(disk.local), storage.session.set(disk.session)]);
    if (disk.alarm) {
      const { name, scheduledTime: when, periodMs } = disk.alarm;
      await alarms.create(name, { when, ...(periodMs !== undefined && { periodInMinutes: periodMs / 60_000 }) });
    }
    return machine;
  }

  /** What there is to begin again from. */
  async image(): Promise<Disk> {
    this.kill();
    const tables = await this.read(async (db) =>
      Object.fromEntries(
        await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const)),
      ),
    );
    const { storage, alarms } = this.#apis();
    const [local, session, alarm] = await Promise.all([
      storage.local.get(),
      storage.session.get(),
      alarms.get(CHECK_ALARM),
    ]);
    return { at: this.clock.now(), tables, local, session, alarm };
  }

  #apis(): UsedApis {
    return this.#browser.apisFor(() => true).browser as UsedApis;
  }

  /** Looks at the database from outside, when nothing is under way. */
  async read<Result>(look: (db: Database) => Promise<Result>): Promise<Result> {
    openFor(undefined);
    const db = openDatabase(FIRST_PLACE.name);
    await db.open();
    openFor(this.#life);
    return look(db).finally(() => db.close());
  }

  /** Elapsed ms at which an alarm will go off; Infinity for none. */
  get nextAlarmMs(): number {
    return this.#browser.nextAlarmMs;
  }

  /** The browser is opened, or opened again: nothing of its session is left. */
  openBrowser(): void {
    this.kill();
    this.#browser.forgetSession();
    this.#start().browserStarted();
  }

  kill(): void {
    const life = this.#life;
    this.#worker?.kill();
    this.#worker = undefined;
    this.#life = undefined;
    if (life) endLife(life);
    this.clock.forgetWaiters();
  }

  #start(): Worker {
    let worker: Worker | undefined;
    const life: Life = { isAlive: () => worker === undefined || worker === this.#worker, faults: this.faults };
    openFor(life);
    this.#life = life;
    this.#busyMs = this.clock.elapsedMs;
    const chance = randomFrom(1);
    const browser = { apisFor: (isAlive: () => boolean) => this.#disturbed(this.#browser.apisFor(isAlive)) };
    const outside = {
      now: () => this.clock.now(),
      random: () => chance.below(2 ** 30) / 2 ** 30,
      fetch: (input: RequestInfo | URL, init?: RequestInit) => this.#fetch(String(input), init),
      online: () => true,
      wait: (ms: number) => this.clock.wait(ms),
      limits: LIMITS,
    };
    worker = new Worker(this.#code, { browser, clock: this.clock, activity, outside });
    this.#worker = worker;
    return worker;
  }

  /** Sends a command as a page does, waking the worker where it sleeps. */
  async send(command: string, args: object): Promise<unknown> {
    const worker = this.#worker ?? this.#start();
    this.#busyMs = this.clock.elapsedMs;
    return this.faults.through({ kind: 'message', what: command }, () => worker.command(command, args));
  }

  /** The machine sleeps: no worker outlives that, and alarms wait for its end. */
  sleep(ms: number): void {
    this.kill();
    this.clock.advanceTo(this.clock.elapsedMs + ms);
  }

  /**
   * Has so much time pass, with all that comes to pass in it.
   *
   * @returns whether it did; false where a fault killed the worker on the way, at that moment
   */
  async pass(ms: number): Promise<boolean> {
    const endMs = this.clock.elapsedMs + ms;
    for (;;) {
      await activity.settled();
      if (this.#isHalted) {
        this.#isHalted = false;
        return false;
      }
      const deathMs = this.#worker ? this.#busyMs + IDLE_MS : Number.POSITIVE_INFINITY;
      const wakeMs = Math.min(this.clock.nextWakeMs, deathMs);
      const nextMs = Math.min(wakeMs, this.#browser.nextAlarmMs);
      if (nextMs > endMs) break;
      this.clock.advanceTo(nextMs);
      if (nextMs >= deathMs) this.kill();
      if (nextMs >= this.#browser.nextAlarmMs) this.#goOff();
    }
    this.clock.advanceTo(endMs);
    return true;
  }

  /** The browser wakes the worker for what is due. */
  #goOff(): void {
    const alarms = this.#browser.takeAlarms();
    const worker = this.#worker ?? this.#start();
    for (const alarm of alarms) worker.wake(alarm);
    this.#busyMs = this.clock.elapsedMs;
  }

  #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    this.servers.ask(url);
    const answer = async () => {
      const response = this.servers.answer(url, new Headers(init.headers));
      // A body may fail after its head has come.
      return response.body ? this.#slowly(response, url) : response;
    };
    const nobody = async () => {
      await this.clock.wait(PATIENCE_MS);
      throw new DOMException('The request was given up', 'TimeoutError');
    };
    return this.faults.through({ kind: 'fetch', what: url }, answer, nobody);
  }

  #slowly(response: Response, url: string): Response {
    const { body, status, headers } = response;
    const reader = body?.getReader();
    const stream = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const read = () => reader?.read() ?? Promise.resolve({ done: true as const, value: undefined });
        const { done, value } = await this.faults.through({ kind: 'fetch', what: `body of ${url}` }, read);
        if (done || !value) controller.close();
        else controller.enqueue(value);
      },
    });
    const slow = new Response(stream, { status, headers });
    Object.defineProperty(slow, 'url', { value: response.url });
    return slow;
  }

  /** The extension's APIs, each call of which is a step. */
  #disturbed({ browser, events }: Apis): Apis {
    return { browser: this.#disturbedPart(browser, []), events };
  }

  #disturbedPart(part: object, path: readonly string[]): object {
    return new Proxy(part, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        const there = [...path, String(name)];
        if (typeof value === 'function') return this.#disturbedCall(value as Call, there);
        const isPart = typeof value === 'object' && value !== null && !('addListener' in value);
        return isPart ? this.#disturbedPart(value, there) : value;
      },
    });
  }

  #disturbedCall(call: Call, path: readonly string[]): Call {
    // These answer at once, from memory.
    if (path[0] === 'i18n' || ['getURL', 'getManifest'].includes(path[1] ?? '')) return call;
    const step = { kind: KINDS[path[0] ?? ''] ?? 'browser', what: path.join('.') } as const;
    // An alarm that is lost is lost without a word.
    const dropped = step.kind === 'alarm' ? async () => undefined : undefined;
    return (...args) => {
      this.#busyMs = this.clock.elapsedMs;
      return this.faults.through(step, async () => call(...args), dropped);
    };
  }
}

/** src/browser/alarms.ts. */
const CHECK_ALARM = 'check';

interface Area {
  get(): Promise<Record<string, unknown>>;
  set(items: object): Promise<void>;
}

interface UsedApis {
  readonly storage: { readonly local: Area; readonly session: Area };
  readonly alarms: {
    get(name: string): Promise<Alarm | undefined>;
    create(name: string, timing: object): Promise<void>;
  };
}

type Call = (...args: unknown[]) => unknown;

const KINDS: Readonly<Record<string, Kind>> = { storage: 'storage', alarms: 'alarm' };
