import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { VirtualClock } from './clock.ts';

type Items = Record<string, unknown>;
type Change = Record<string, { oldValue?: unknown; newValue?: unknown }>;

/** What both browsers are to an extension, and what they keep while its worker sleeps. */
export class Browser {
  readonly #clock: VirtualClock;
  readonly #local: Items = {};
  #session: Items = {};
  #alarms = new Map<string, Alarm>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Elapsed ms at which the first alarm goes off; Infinity where there is none. */
  get nextAlarmMs(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#alarms.values()].map(({ at }) => at));
  }

  /** Takes the alarms that go off now. What was missed while the machine slept goes off once, and its period begins anew. */
  takeAlarms(): Alarm[] {
    const due = [...this.#alarms.values()].filter(({ at }) => at <= this.#clock.elapsedMs);
    for (const alarm of due) {
      if (alarm.periodMs === undefined) this.#alarms.delete(alarm.name);
      else this.#alarms.set(alarm.name, { ...alarm, at: this.#clock.elapsedMs + alarm.periodMs });
    }
    return due;
  }

  /** What a browser that was ended no longer has; Firefox keeps no alarm, Chromium not always. */
  forgetSession(): void {
    this.#session = {};
    this.#alarms.clear();
  }

  /** The APIs as one worker sees them; nothing of it answers any more once the worker is dead. */
  apisFor(isAlive: () => boolean): Apis {
    const changed = new Event<[Change, string]>();
    const events = { changed, message: new Event(), alarm: new Event(), installed: new Event(), startup: new Event() };
    const whileAlive = <Args extends unknown[], T>(act: (...args: Args) => T) => {
      return (...args: Args): Promise<T> => (isAlive() ? Promise.resolve().then(() => act(...args)) : NEVER);
    };
    const nothing = whileAlive(() => {});
    const browser = {
      runtime: {
        id: 'simulated',
        getManifest: () => ({ version: '0' }),
        getURL: (path: string) => ORIGIN + path,
        getPlatformInfo: whileAlive(() => ({ os: 'linux' })),
        reload: nothing,
        onInstalled: events.installed,
        onStartup: events.startup,
        onMessage: events.message,
        onSuspend: new Event(),
        onUpdateAvailable: new Event(),
      },
      alarms: {
        create: whileAlive((name: string, timing: AlarmTiming) => this.#setAlarm(name, timing)),
        clear: whileAlive((name: string) => this.#alarms.delete(name)),
        get: whileAlive((name: string) => this.#alarms.get(name)),
        onAlarm: events.alarm,
      },
      storage: {
        local: area('local', () => this.#local, changed, whileAlive),
        session: area('session', () => this.#session, changed, whileAlive),
        onChanged: changed,
      },
      permissions: { contains: whileAlive(() => true), onAdded: new Event(), onRemoved: new Event() },
      action: {
        setBadgeText: nothing,
        setBadgeBackgroundColor: nothing,
        setBadgeTextColor: nothing,
        setTitle: nothing,
      },
      i18n: { getMessage: wordsFor },
    };
    return { browser, events };
  }

  /**
   * Both browsers count an alarm's time from its making by a timer that does not look at the clock, but for the time
   * asleep.
   */
  #setAlarm(name: string, { when, periodInMinutes }: AlarmTiming): void {
    const at = this.#clock.elapsedMs + Math.max(0, Math.ceil(when - this.#clock.now()));
    const repeated = periodInMinutes === undefined ? {} : { periodMs: periodInMinutes * 60_000 };
    this.#alarms.set(name, { name, at, scheduledTime: when, ...repeated });
  }
}

interface AlarmTiming {
  /** Epoch ms. */
  readonly when: number;
  readonly periodInMinutes?: number;
}

const ORIGIN = 'extension://simulated/';

/** Who sends a command: a page of the extension's own. */
export const OWN_PAGE = { id: 'simulated', url: `${ORIGIN}options.html` };

/** What a dead worker waits for. */
export const NEVER: Promise<never> = new Promise(() => {});

export interface Alarm {
  readonly name: string;
  /** Elapsed ms. */
  readonly at: number;
  /** Epoch ms. */
  readonly scheduledTime: number;
  /** How long after it went off it goes off again; absent where it does so once. */
  readonly periodMs?: number;
}

export interface Apis {
  /** What the polyfill gives. */
  readonly browser: object;
  readonly events: Readonly<Record<'message' | 'alarm' | 'installed' | 'startup', Event>>;
}

class Event<Args extends unknown[] = unknown[]> {
  readonly #listeners = new Set<(...args: Args) => unknown>();
  addListener = (listener: (...args: Args) => unknown) => this.#listeners.add(listener);
  removeListener = (listener: (...args: Args) => unknown) => this.#listeners.delete(listener);
  /** @returns what the listeners gave */
  fire(...args: Args): unknown[] {
    return [...this.#listeners].map((listener) => listener(...args));
  }
}

type WhileAlive = <Args extends unknown[], T>(act: (...args: Args) => T) => (...args: Args) => Promise<T>;

function area(name: string, items: () => Items, changed: Event<[Change, string]>, whileAlive: WhileAlive) {
  const remove = (keys: string | readonly string[]) => {
    const gone = [keys].flat().filter((key) => Object.hasOwn(items(), key));
    const change = Object.fromEntries(gone.map((key) => [key, { oldValue: items()[key] }]));
    for (const key of gone) delete items()[key];
    if (gone.length > 0) changed.fire(change, name);
  };
  return {
    get: whileAlive((wanted?: string | readonly string[] | null) => {
      const keys = wanted === undefined || wanted === null ? Object.keys(items()) : [wanted].flat();
      const there = keys.filter((key) => Object.hasOwn(items(), key));
      return structuredClone(Object.fromEntries(there.map((key) => [key, items()[key]])));
    }),
    set: whileAlive((values: Items) => {
      const written = structuredClone(values);
      const change = Object.entries(written).map(([key, newValue]) => [key, { oldValue: items()[key], newValue }]);
      Object.assign(items(), written);
      changed.fire(Object.fromEntries(change), name);
    }),
    remove: whileAlive(remove),
    clear: whileAlive(() => remove(Object.keys(items()))),
  };
}

const WORDS: Readonly<Record<string, { readonly message: string }>> = messages;

function wordsFor(key: string, substitutions: readonly string[] | string = []): string {
  if (key === '@@ui_locale') return 'en';
  const given = [substitutions].flat();
  return (WORDS[key]?.message ?? '').replace(/\$(\d)/g, (_, place: string) => given[Number(place) - 1] ?? '');
}
