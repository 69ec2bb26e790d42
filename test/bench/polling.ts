import { FIRST_PLACE } from '../../src/model/place.ts';
import type { Feed } from '../../src/model/types.ts';
import type { Browser, BrowserName } from '../browser/browser.ts';
import { eventually } from '../browser/eventually.ts';
import { send, storedFeeds } from '../browser/linefeed.ts';
import { privateBytes, processorMs, TELLS_OF_PROCESSES } from '../browser/processes.ts';
import type { BareFetches, Pulse, Timed } from './background-hooks.ts';
import { addBackgroundHooks, STORE_PAGE, withBenchFolder, withBrowser } from './bench-extension.ts';
import { type FeedServer, startFeedServer } from './feed-server.ts';
import { type Figure, median, percentile, ratios } from './figures.ts';
import { quiet } from './quiet.ts';
import type { StorePage } from './store-page.ts';

const FEEDS = 1000;
const POSTS_A_FEED = 32;
const MEGABYTE = 1e6;
/** Private memory of the extension's process at rest. */
const MOST_MEGABYTES = { chromium: 110, firefox: 140 } as const;
/** Longer than any round or import here may take. */
const PATIENCE_MS = 20 * 60_000;

/** A browser with the hooks in its background, a server of feeds, and the permission to ask it. */
async function withPoller<T>(
  browserName: BrowserName,
  work: (launch: <R>(use: (browser: Browser) => Promise<R>) => Promise<R>, server: FeedServer) => Promise<T>,
): Promise<T> {
  const server = await startFeedServer();
  try {
    return await withBenchFolder(browserName, async (folder) => {
      await addBackgroundHooks(folder);
      const launch = <R>(use: (browser: Browser) => Promise<R>) =>
        withBrowser(browserName, { extensionDir: folder, restartable: true }, async (browser) => {
          await browser.grantHosts(['*://*.localhost/*']);
          return use(browser);
        });
      return work(launch, server);
    });
  } finally {
    await server.close();
  }
}

const feedNumbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Subscribes to feeds 0 to 999 as earlier checks would have left them, past the network. */
async function fill(browser: Browser, server: FeedServer, firstPost: number, posts: number): Promise<void> {
  const page = await browser.openPage(STORE_PAGE);
  await page.waitFor(() => 'storePage' in globalThis);
  const numbers = feedNumbers(FEEDS);
  for (let from = 0; from < FEEDS; from += 100) {
    await page.evaluate(
      (feeds, first, count) =>
        (globalThis as unknown as { storePage: StorePage }).storePage.fillFeeds(feeds, first, count),
      numbers.slice(from, from + 100).map(server.feed),
      firstPost,
      posts,
    );
  }
  await page.close();
}

/**
 * Makes feeds due, as if the last check of each were an interval ago.
 *
 * @param timedOut addresses of feeds whose last check shall have timed out
 * @param notDue addresses of feeds that are not due
 */
function makeDue(browser: Browser, timedOut: readonly string[] = [], notDue: readonly string[] = []): Promise<void> {
  return browser.evaluateInExtension(
    (name, slow, later) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('feeds', 'readwrite');
          const store = transaction.objectStore('feeds');
          const reading = store.getAll();
          reading.onsuccess = () => {
            const now = Date.now();
            for (const feed of reading.result as Feed[]) {
              const isSlow = slow.includes(feed.url);
              store.put({
                ...feed,
                nextCheckAt: later.includes(feed.url) ? now + 3_600_000 : now,
                leasedUntil: 0,
                ...(isSlow && { lastOutcome: 'failed', failure: { reason: 'timeout' }, failures: 1 }),
              });
            }
          };
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    FIRST_PLACE.name,
    [...timedOut],
    [...notDue],
  );
}

/** Lets the alarm fire, and gives from when to when the round went that follows. */
function runRound(browser: Browser): Promise<Timed> {
  return browser.evaluateInExtension(
    () =>
      new Promise<Timed>((resolve) => {
        const { alarms, storage } = globalThis.browser ?? chrome;
        let startedAt = 0;
        const heard = (changes: Record<string, { newValue?: unknown }>, area: string) => {
          if (area !== 'session' || !('round' in changes)) return;
          const round = changes['round']?.newValue as { startedAt: number } | undefined;
          if (round) startedAt = round.startedAt;
          if (round || startedAt === 0) return;
          storage.onChanged.removeListener(heard);
          resolve({ startedAt, endedAt: Date.now() });
        };
        storage.onChanged.addListener(heard);
        void alarms.create('check', { when: Date.now() });
      }),
  );
}

function askBackground<Reply>(browser: Browser, request: BareFetches | Pulse): Promise<Reply> {
  return browser.evaluateInExtension(
    async (message) => (globalThis.browser ?? chrome).runtime.sendMessage(message),
    request,
  ) as Promise<Reply>;
}

interface Cost {
  readonly wallMs: number;
  readonly processorMs: number;
}

async function costOf(browser: Browser, work: () => Promise<Timed>): Promise<Cost> {
  const before = processorMs(browser.processGroup);
  const { startedAt, endedAt } = await work();
  return { wallMs: endedAt - startedAt, processorMs: processorMs(browser.processGroup) - before };
}

const ROUNDS = 4;

/** 1,000 feeds that have not changed: one check of each, over one bare conditional fetch of each. */
export async function unchanged(browserName: BrowserName): Promise<Figure[]> {
  return withPoller(browserName, (launch, server) =>
    launch(async (browser) => {
      await fill(browser, server, 0, POSTS_A_FEED);
      const feeds = feedNumbers(FEEDS).map(server.feed);
      const ours: Cost[] = [];
      const bare: Cost[] = [];
      const samples = [
        async () => {
          await makeDue(browser);
          await quiet();
          server.begin();
          ours.push(await costOf(browser, () => runRound(browser)));
        },
        async () => {
          await quiet();
          server.begin();
          bare.push(await costOf(browser, () => askBackground<Timed>(browser, { bench: 'fetch', feeds })));
        },
      ];
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const sample of round % 2 === 0 ? samples : samples.toReversed()) {
          await sample();
          const { conditional, unconditional, other } = server.asked;
          if (conditional !== FEEDS || unconditional + other > 0) throw new Error(JSON.stringify(server.asked));
        }
      }
      const rows = await storedFeeds(browser);
      const outcomes = new Set(rows.map((feed) => feed.lastOutcome));
      if (rows.length !== FEEDS || outcomes.size !== 1 || !outcomes.has('unchanged')) {
        throw new Error(`${rows.length} feeds ended as ${[...outcomes].join(', ')}`);
      }
      // The first of each opens what stays open.
      const figure = (what: string, of: (cost: Cost) => number): Figure => {
        const [mine, theirs] = [ours.slice(1).map(of), bare.slice(1).map(of)];
        const each = ratios(mine, theirs);
        return {
          name: `${what} of ${FEEDS} unchanged feeds over bare conditional fetches, ${browserName}`,
          ratio: median(each),
          goal: 1.6,
          detail:
            `${Math.round(median(mine))} against ${Math.round(median(theirs))} ms, ` +
            `p90 of ratios ${percentile(each, 0.9).toFixed(2)}; the aim is 1.25`,
        };
      };
      return [
        figure('wall time', (cost) => cost.wallMs),
        ...(TELLS_OF_PROCESSES ? [figure('processor time', (cost) => cost.processorMs)] : []),
      ];
    }),
  );
}

/** Three imports of all feeds, each beside ten of a tenth: a new browser for each, and no page open but at the start. */
const IMPORTS = 3;

/** 1,000 feeds of 230 kB imported at once, over ten imports of 100; what memory it takes, and how long tasks are. */
export async function importing(browserName: BrowserName): Promise<Figure[]> {
  return withPoller(browserName, async (launch, server) => {
    const share = FEEDS / 10;
    const whole: Imported[] = [];
    const tenths: number[] = [];
    for (let times = 0; times < IMPORTS; times += 1) {
      let sum = 0;
      for (let part = 0; part < 10; part += 1) {
        if (part === 5) whole.push(await launch((browser) => importFeeds(browser, server, feedNumbers(FEEDS))));
        const numbers = feedNumbers(share).map((number) => part * share + number);
        sum += (await launch((browser) => importFeeds(browser, server, numbers))).wallMs;
      }
      tenths.push(sum);
    }
    const walls = whole.map(({ wallMs }) => wallMs);
    const each = ratios(walls, tenths);
    const [peaks, resting] = [whole.map(({ peakBytes }) => peakBytes), whole.map(({ restingBytes }) => restingBytes)];
    const inMegabytes = (values: readonly number[]) => (median(values) / MEGABYTE).toFixed(0);
    const size = feedNumbers(FEEDS).reduce((sum, number) => sum + server.sizeOf(number), 0);
    return [
      {
        name: `import of ${FEEDS} feeds (${inMegabytes([size])} MB) over ten imports of ${share}, ${browserName}`,
        ratio: median(each),
        goal: 1.15,
        detail: `${seconds(walls)} against ${seconds(tenths)}`,
      },
      ...(TELLS_OF_PROCESSES
        ? [
            {
              name: `most private memory during that import over what is allowed at rest, ${browserName}`,
              ratio: median(peaks) / MEGABYTE / MOST_MEGABYTES[browserName],
              goal: 1.5,
              detail: `${inMegabytes(peaks)} against ${MOST_MEGABYTES[browserName]} MB`,
            },
            {
              name: `most private memory during that import over that after it, ${browserName}`,
              ratio: median(ratios(peaks, resting)),
              detail: `${inMegabytes(peaks)} against ${inMegabytes(resting)} MB, once garbage was collected`,
            },
          ]
        : []),
      {
        name: `longest task of one feed in a hundred during that import, over 50 ms, ${browserName}`,
        ratio: median(whole.map(({ longestMs }) => percentile(longestMs, 0.99))) / 50,
        goal: 1,
        detail: `the longest of all ${Math.max(...whole.flatMap(({ longestMs }) => longestMs)).toFixed(0)} ms`,
      },
    ];
  });
}

function seconds(times: readonly number[]): string {
  return `${(median(times) / 1000).toFixed(1)} s`;
}

interface Imported {
  readonly wallMs: number;
  readonly peakBytes: number;
  /** After it, once garbage was collected. */
  readonly restingBytes: number;
  /** The longest tasks of the background, as many as there are feeds. */
  readonly longestMs: readonly number[];
}

async function importFeeds(browser: Browser, server: FeedServer, numbers: readonly number[]): Promise<Imported> {
  const lines = numbers.map((number) => `<outline type="rss" xmlUrl="${server.feed(number).url}"/>`);
  await quiet();
  await askBackground<void>(browser, { bench: 'pulse', on: true });
  server.begin();
  const startedAt = Date.now();
  await send(browser, 'import-opml', { text: `<opml version="2.0"><body>${lines.join('')}</body></opml>` });
  await browser.leaveExtension();
  let peakBytes = 0;
  await eventually(
    'all feeds were asked for',
    async () => {
      peakBytes = Math.max(peakBytes, await privateBytesOf(browser));
      return server.answeredAt.size === numbers.length;
    },
    PATIENCE_MS,
  );
  const feeds = await eventually('all feeds are stored', async () => {
    const rows = await storedFeeds(browser);
    return rows.every((feed) => feed.lastGoodAt !== undefined) && rows;
  });
  const late = await askBackground<number[]>(browser, { bench: 'pulse', on: false });
  await browser.leaveExtension();
  await browser.collectGarbage();
  const wallMs = Math.max(...feeds.map(({ lastGoodAt = 0 }) => lastGoodAt)) - startedAt;
  const longestMs = [...late, ...Array<number>(numbers.length).fill(0)].sort((one, other) => other - one);
  return {
    wallMs,
    peakBytes,
    restingBytes: await privateBytesOf(browser),
    longestMs: longestMs.slice(0, numbers.length),
  };
}

async function privateBytesOf(browser: Browser): Promise<number> {
  return (await browser.workerProcesses()).reduce((sum, pid) => sum + privateBytes(pid), 0);
}

const FULL_POSTS_A_FEED = 200;
/** Readings of the same process state differ by some megabytes. */
const READINGS = 3;

/** Private memory of the extension's process with no page open, after a round and a collection. */
export async function memory(browserName: BrowserName): Promise<Figure[]> {
  if (!TELLS_OF_PROCESSES) return [];
  return withPoller(browserName, (launch, server) =>
    launch(async (browser) => {
      const afterRounds = async () => {
        const readings: number[] = [];
        while (readings.length < READINGS) readings.push(await afterRound());
        return median(readings);
      };
      const afterRound = async () => {
        // A new process, without what filling left behind.
        await browser.restart();
        await makeDue(browser);
        server.begin();
        await browser.wakeAlarm('check');
        await browser.leaveExtension();
        await eventually('all feeds were checked', () => server.answeredAt.size === FEEDS, PATIENCE_MS);
        await browser.collectGarbage();
        return (await privateBytesOf(browser)) / MEGABYTE;
      };
      await fill(browser, server, 0, POSTS_A_FEED);
      const few = await afterRounds();
      await fill(browser, server, POSTS_A_FEED, FULL_POSTS_A_FEED - POSTS_A_FEED);
      const many = await afterRounds();
      return [
        {
          name: `private megabytes with ${FEEDS * POSTS_A_FEED} posts, ${browserName}`,
          ratio: few,
          goal: MOST_MEGABYTES[browserName],
          detail: 'no page open, after a round and a collection',
        },
        {
          name: `private megabytes with ${FEEDS * FULL_POSTS_A_FEED} posts, ${browserName}`,
          ratio: many,
          goal: MOST_MEGABYTES[browserName],
          detail: `${(many / few).toFixed(2)} times as much; readings of the same differ by some megabytes`,
        },
      ];
    }),
  );
}

const HANGING = 50;
const HANGING_ROUNDS = 7;

/** The other 950 feeds, where 50 servers never answer, nor did in the round before, over the same without the 50. */
export async function hanging(browserName: BrowserName): Promise<Figure[]> {
  return withPoller(browserName, (launch, server) =>
    launch(async (browser) => {
      await fill(browser, server, 0, 2);
      const bad = feedNumbers(HANGING).map((number) => number * (FEEDS / HANGING));
      const badUrls = bad.map((number) => server.feed(number).url);
      const good = feedNumbers(FEEDS).filter((number) => !bad.includes(number));
      server.hang(bad);
      /** Ms from the start of a round until the last of the others had its answer; there the round is stopped. */
      const timeOfOthers = async (timedOut: readonly string[], notDue: readonly string[]) => {
        await makeDue(browser, timedOut, notDue);
        await quiet();
        server.begin();
        const stopped = eventually('the others were answered', () =>
          good.every((number) => server.answeredAt.has(number)),
        ).then(() => send(browser, 'stop-checking', undefined));
        const [{ startedAt }] = await Promise.all([runRound(browser), stopped]);
        return Math.max(...server.answeredAt.values()) - startedAt;
      };
      const withThem: number[] = [];
      const without: number[] = [];
      const samples = [
        async () => withThem.push(await timeOfOthers(badUrls, [])),
        async () => without.push(await timeOfOthers([], badUrls)),
      ];
      for (let round = 0; round < HANGING_ROUNDS; round += 1) {
        for (const sample of round % 2 === 0 ? samples : samples.toReversed()) await sample();
      }
      const each = ratios(withThem.slice(1), without.slice(1));
      return [
        {
          name: `${good.length} feeds beside ${HANGING} hanging servers over the same without, ${browserName}`,
          ratio: median(each),
          goal: 1.3,
          detail: `${Math.round(median(withThem))} against ${Math.round(median(without))} ms`,
        },
      ];
    }),
  );
}
