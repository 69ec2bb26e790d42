import { LIMITS } from '../../src/background/environment.ts';
import type { ImportOutcome } from '../../src/commands.ts';
import type { Feed, Post } from '../../src/model/types.ts';
import { database, postsOfFeed } from '../../src/store/database.ts';
import { readFeed, readFeedRows } from '../../src/store/queries.ts';
import { randomFrom } from '../../test/fuzz/random.ts';
import { Activity } from './activity.ts';
import { browserFetch, closeConnections } from './browser-fetch.ts';
import { VirtualClock } from './clock.ts';
import { Browser } from './extension.ts';
import { quickenClones } from './quick-clone.ts';
import { bundleWorker, Worker, type World } from './worker.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * A browser ends the worker after half a minute without work, and starts another for each alarm. So many lives cost more
 * than the checks, and one in a few hours shows as well that nothing depends on what a worker remembers.
 */
const LIFE_MS = 6 * HOUR_MS;

/** What is under way when the time is up may still come to its end. */
const LAST_ROUND_MS = 5 * 60_000;

/**
 * A server that falls silent costs real time, during which nothing else can go on, and over two weeks it is asked some
 * twenty times. On loopback whoever has not answered by then never will.
 */
const TIMEOUT_MS = 5000;

export interface Plan {
  /** The text of an OPML document. */
  readonly opml: string;
  readonly days: number;
  /** Epoch ms that the machine's clock shows at the start. */
  readonly startedAt: number;
  /** Tells the publisher that so much time has passed, in ms. */
  readonly tell: (ms: number) => Promise<void>;
  readonly events: readonly PlannedEvent[];
}

export type PlannedEvent =
  /** The browser is closed and opened again. */
  | { readonly kind: 'restart'; readonly day: number }
  /** The machine sleeps for so many hours; negative: its clock is set back. */
  | { readonly kind: 'jump'; readonly day: number; readonly hours: number };

export interface Report {
  readonly feeds: readonly FeedReport[];
}

export interface FeedReport {
  readonly subscribed: string;
  /** The address now. */
  readonly url: string;
  readonly state: 'active' | 'pending' | 'failing' | 'gone' | 'moved' | 'paused';
  readonly checks: number;
  /** Of its posts, in order of arrival; where an entry has no guid, its link. */
  readonly guids: readonly string[];
}

/**
 * Runs the extension's worker over days of virtual time, on the global IndexedDB.
 *
 * @throws Error where the document is no OPML or the publisher cannot be told of the time
 */
export async function simulate(plan: Plan): Promise<Report> {
  const simulation = new Simulation(plan, await bundleWorker());
  return simulation.run();
}

class Simulation {
  readonly #plan: Plan;
  readonly #code: Awaited<ReturnType<typeof bundleWorker>>;
  readonly #clock: VirtualClock;
  readonly #browser: Browser;
  readonly #activity = new Activity();
  readonly #ask: typeof fetch;
  readonly #outside: World['outside'];
  #worker: Worker;
  /** Elapsed ms at which the worker was started. */
  #startedMs = 0;
  #toldMs = 0;
  #telling: Promise<void> = Promise.resolve();
  /** Why the publisher cannot be told of the time any more: then nothing that follows means anything. */
  #untold: unknown;
  #online = () => {};
  readonly #isOnline = new Promise<void>((resolve) => {
    this.#online = resolve;
  });

  constructor(plan: Plan, code: Awaited<ReturnType<typeof bundleWorker>>) {
    this.#plan = plan;
    this.#code = code;
    this.#clock = new VirtualClock(plan.startedAt);
    this.#browser = new Browser(this.#clock);
    this.#ask = browserFetch(() => this.#activity.begin());
    const chance = randomFrom(1);
    this.#outside = {
      now: () => this.#clock.now(),
      random: () => chance.below(2 ** 30) / 2 ** 30,
      fetch: (...request) => this.#fetch(...request),
      online: () => true,
      wait: (ms) => this.#clock.wait(ms),
      limits: { ...LIMITS, timeoutMs: TIMEOUT_MS },
    };
    this.#activity.watchImmediates();
    quickenClones();
    this.#worker = this.#startWorker();
    this.#worker.installed();
  }

  async run(): Promise<Report> {
    await this.#activity.settled();
    const subscribed = await this.#subscribe();
    await this.#passTime();
    await this.#tell();
    this.#worker.kill();
    closeConnections();
    return { feeds: await Promise.all(subscribed.map(reportOn)) };
  }

  #restartWorker(): void {
    this.#worker.kill();
    this.#clock.forgetWaiters();
    this.#worker = this.#startWorker();
  }

  #startWorker(): Worker {
    this.#startedMs = this.#clock.elapsedMs;
    const [browser, clock, activity, outside] = [this.#browser, this.#clock, this.#activity, this.#outside];
    return new Worker(this.#code, { browser, clock, activity, outside });
  }

  /** Imports the document as a person does. Nothing is asked for before all of it is known. */
  async #subscribe(): Promise<Subscribed[]> {
    const outcome = (await this.#worker.command('import-opml', { text: this.#plan.opml })) as ImportOutcome;
    if (!outcome.ok) throw new Error(OPML_REFUSALS[outcome.reason]);
    if (outcome.unreadable > 0) console.error(`${outcome.unreadable} outlines name no usable address.`);
    const subscribed = (await readFeedRows()).map(({ id, url }) => ({ id, url }));
    this.#online();
    return subscribed;
  }

  /** Has time pass until the end of the plan, from one thing that happens to the next. */
  async #passTime(): Promise<void> {
    const endMs = this.#plan.days * DAY_MS;
    const events = this.#plan.events.toSorted((one, other) => one.day - other.day);
    for (;;) {
      await this.#activity.settled();
      if (this.#untold) throw this.#untold;
      const isOver = this.#clock.elapsedMs >= endMs;
      const wakeMs = this.#clock.nextWakeMs;
      // A browser is closed when it has nothing to do; its kills are played in real ones.
      const canHappen = !isOver && (events[0]?.kind === 'jump' || wakeMs === Number.POSITIVE_INFINITY);
      const eventMs = canHappen && events[0] ? events[0].day * DAY_MS : Number.POSITIVE_INFINITY;
      const alarmMs = isOver ? Number.POSITIVE_INFINITY : this.#browser.nextAlarmMs;
      const nextMs = Math.min(wakeMs, alarmMs, eventMs);
      if (isOver && nextMs > endMs + LAST_ROUND_MS) return;
      this.#clock.advanceTo(isOver ? nextMs : Math.min(nextMs, endMs));
      if (wakeMs <= nextMs || nextMs > endMs) continue;
      if (eventMs <= nextMs) this.#happen(events.shift());
      else this.#goOff();
    }
  }

  #happen(event: PlannedEvent | undefined): void {
    if (event?.kind === 'restart') {
      this.#browser.forgetSession();
      this.#restartWorker();
      this.#worker.browserStarted();
    } else if (event) {
      if (event.hours > 0) this.#clock.advanceTo(this.#clock.elapsedMs + event.hours * HOUR_MS);
      else this.#clock.setBy(event.hours * HOUR_MS);
      // Here it matters that the next alarm finds no worker.
      this.#startedMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** Wakes the worker for the alarms that are due. */
  #goOff(): void {
    const alarms = this.#browser.takeAlarms();
    if (alarms.length === 0) return;
    const isIdle = this.#clock.nextWakeMs === Number.POSITIVE_INFINITY;
    if (isIdle && this.#clock.elapsedMs - this.#startedMs >= LIFE_MS) this.#restartWorker();
    for (const alarm of alarms) this.#worker.wake(alarm);
  }

  async #fetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    await this.#isOnline;
    const told = this.#activity.begin();
    await this.#tell().finally(told);
    return this.#ask(input, init);
  }

  /** Tells the publisher what time has passed since it was last told: before it could see any difference. */
  #tell(): Promise<void> {
    this.#telling = this.#telling.then(async () => {
      const ms = this.#clock.elapsedMs - this.#toldMs;
      if (ms === 0) return;
      this.#toldMs += ms;
      try {
        await this.#plan.tell(ms);
      } catch (error) {
        this.#untold ??= error;
        throw error;
      }
    });
    return this.#telling;
  }
}

const OPML_REFUSALS = {
  'not-opml': 'it is no OPML',
  'too-large': 'it lists too many feeds',
} as const satisfies Record<Extract<ImportOutcome, { ok: false }>['reason'], string>;

type Subscribed = Pick<Feed, 'id' | 'url'>;

async function reportOn({ id, url }: Subscribed): Promise<FeedReport> {
  const feed = await readFeed(id);
  if (!feed) throw new Error(`The feed ${url} is lost`);
  const posts = await database()
    .posts.where('id')
    .between(...postsOfFeed(id))
    .toArray();
  // Arrivals are counted, since the clock may have been set back between two of them; a first document has none.
  const datedAt = ({ publishedAt, sortAt }: Post) => publishedAt ?? sortAt;
  posts.sort((a, b) => a.arrival - b.arrival || a.firstSeenAt - b.firstSeenAt || datedAt(a) - datedAt(b));
  return {
    subscribed: url,
    url: feed.url,
    state: stateOf(feed),
    checks: feed.checkCount ?? 0,
    guids: posts.map((post) => post.guid ?? post.url ?? ''),
  };
}

function stateOf(feed: Feed): FeedReport['state'] {
  if (feed.stopped) return 'gone';
  if (feed.paused) return 'paused';
  // Asked to wait before its first document, or not asked for yet.
  if (feed.lastGoodAt === undefined && (!feed.failure || feed.failure.reason === 'slow-down')) return 'pending';
  if (feed.failure) return 'failing';
  return feed.formerUrl === undefined ? 'active' : 'moved';
}
