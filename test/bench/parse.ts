import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserName } from '../browser/browser.ts';
import { bundleBenchScript, PARSE_PAGE, withBenchExtension } from './bench-extension.ts';
import { type FeedSet, isJson, madeUpFeeds, madeUpFeedsOfSize, nameOfSize, realFeeds } from './feed-corpus.ts';
import { type Figure, inMs, median, percentile, ratios } from './figures.ts';
import type { Contender, Sample } from './parse-contenders.ts';
import type { ParsePage } from './parse-page.ts';
import type { ParseOrder } from './parse-process.ts';

const WARM_UPS = 2;
const ROUNDS = 9;
const SIZES = [10_000, 100_000, 1_000_000, 8_000_000] as const;
const OF_EACH_SIZE = 8_000_000;

type Goals = Partial<Readonly<Record<'feedsmith' | 'tokeniser' | 'growth', number>>>;

/** Our time over theirs: 1.5 times the throughput of the fastest library, 0.9 times that of the bare tokeniser. */
const GOALS: Goals = { feedsmith: 1 / 1.5, tokeniser: 1 / 0.9, growth: 1.5 };

/** Reads every document of a set once. */
type TakeSample = (contender: Contender, set: number) => Promise<Sample>;

/** From bytes to entries, in a process that does nothing else: its processor time. */
export async function parseInNode(): Promise<Figure[]> {
  const sets = setsToRead();
  const folder = mkdtempSync(join(tmpdir(), 'linefeed-parse-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    await bundleBenchScript('parse-process', folder);
    const child = fork(join(folder, 'parse-process.js'), { execArgv: ['--expose-gc'], serialization: 'advanced' });
    const ended = once(child, 'exit').then(([code]) => new Error(`The process that reads feeds ended with ${code}`));
    const ask = async (order: ParseOrder): Promise<Sample> => {
      child.send(order);
      const answer = await Promise.race([once(child, 'message').then(([sample]) => sample as Sample), ended]);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    try {
      await ask({ kind: 'load', sets: sets.map(({ documents }) => documents) });
      const take: TakeSample = (contender, set) => ask({ kind: 'sample', contender, set });
      return figuresOf(await measure(sets, take), 'node', GOALS);
    } finally {
      child.kill();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The same in a worker without a DOM. A worker is not told its processor time; of the time that passes, the shortest of
 * each batch is what other programs and the clearing of memory left undisturbed.
 */
export async function parseInBrowser(browserName: BrowserName): Promise<Figure[]> {
  const sets = setsToRead();
  const fileOf = (set: number): string => `feeds-${set}.bin`;
  const files = new Map(sets.map(({ documents }, set) => [fileOf(set), Buffer.concat(documents)]));
  const work = async (browser: Browser): Promise<Figure[]> => {
    const page = await browser.openPage(PARSE_PAGE);
    await page.waitFor(() => 'parsePage' in globalThis);
    const take: TakeSample = (contender, set) =>
      page.evaluate((order) => (globalThis as unknown as { parsePage: ParsePage }).parsePage.sample(order), {
        contender,
        file: fileOf(set),
        lengths: sets[set]?.documents.map(({ length }) => length) ?? [],
      });
    const measured = await measure(sets, take);
    return figuresOf(measured, `${browserName}'s worker`, browserName === 'chromium' ? GOALS : {});
  };
  return withBenchExtension(browserName, [], work, files);
}

interface SetToRead extends FeedSet {
  readonly contenders: readonly Contender[];
}

const ALL: readonly Contender[] = ['linefeed', 'feedsmith', 'tokeniser'];
const LARGEST = 'largest';
const REAL_XML = 'real XML';
const REAL_JSON = 'real JSON';

function setsToRead(): readonly SetToRead[] {
  const real = realFeeds();
  const madeUp = madeUpFeeds();
  if (real.length === 0) console.log('The real feeds are not at ../shared/feeds/real: only made-up ones are read');
  const [largest] = (real.length > 0 ? real : madeUp.documents).toSorted((one, other) => other.length - one.length);
  const sets: SetToRead[] = [
    { name: REAL_XML, documents: real.filter((document) => !isJson(document)), contenders: ALL },
    { name: REAL_JSON, documents: real.filter(isJson), contenders: ['linefeed', 'feedsmith'] },
    { name: LARGEST, documents: largest ? [largest] : [], contenders: ALL },
    { ...madeUp, contenders: ALL },
    ...SIZES.map(
      (size): SetToRead => ({ ...madeUpFeedsOfSize(size, OF_EACH_SIZE), contenders: ['linefeed'] as const }),
    ),
  ];
  return sets.filter(({ documents }) => documents.length > 0);
}

interface Measured extends SetToRead {
  readonly samples: Readonly<Record<Contender, Sample[]>>;
}

/** Rounds in which everybody reads every set, each round beginning with another one. */
async function measure(sets: readonly SetToRead[], take: TakeSample): Promise<readonly Measured[]> {
  const measured = sets.map((set): Measured => ({ ...set, samples: { linefeed: [], feedsmith: [], tokeniser: [] } }));
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    for (const [index, { name, contenders, entries, samples }] of measured.entries()) {
      for (let turn = 0; turn < contenders.length; turn += 1) {
        const contender = contenders[(turn + round + WARM_UPS) % contenders.length] ?? 'linefeed';
        const sample = await take(contender, index);
        if (contender === 'linefeed' && entries !== undefined && sample.entries !== entries) {
          throw new Error(`${sample.entries} entries of ${entries} were read in ${name}`);
        }
        if (round >= 0) samples[contender].push(sample);
      }
    }
  }
  return measured;
}

function figuresOf(measured: readonly Measured[], place: string, goals: Goals): Figure[] {
  const named = (...names: readonly string[]): Measured[] => measured.filter(({ name }) => names.includes(name));
  const real = named(REAL_XML, REAL_JSON);
  const madeUp = named('made-up');
  return [
    ...(real.length > 0 ? [over('feedsmith', real, `real feeds, ${place}`, goals)] : []),
    ...(real.length > 0 ? [over('tokeniser', named(REAL_XML), `real feeds, ${place}`, goals)] : []),
    over('feedsmith', madeUp, `made-up feeds, ${place}`, goals),
    over('tokeniser', madeUp, `made-up feeds, ${place}`, goals),
    growth(named(...SIZES.map(nameOfSize)), place, goals),
    blocking(named(LARGEST), place),
  ];
}

/** Our cost over theirs, on all of these sets together. */
function over(other: 'feedsmith' | 'tokeniser', sets: readonly Measured[], what: string, goals: Goals): Figure {
  const megabytes = sets.reduce((sum, set) => sum + megabytesOf(set), 0);
  const wholes = (contender: Contender): number[] =>
    Array.from({ length: ROUNDS }, (_, round) =>
      sets.reduce((sum, { samples }) => sum + total(samples[contender][round]?.costMs ?? [Number.NaN]), 0),
    );
  const perRound = ratios(wholes('linefeed'), wholes(other));
  const [ours, theirs] = [costOf(sets, 'linefeed'), costOf(sets, other)];
  const inBatches = sets.some(({ samples }) => samples.linefeed.some(({ costMs }) => costMs.length > 1));
  const rate = (ms: number): string => ((megabytes * 1000) / ms).toFixed(1);
  const goal = goals[other];
  return {
    name: `parsing over ${other === 'feedsmith' ? 'feedsmith' : 'the bare tokeniser'}, ${what}`,
    ratio: inBatches ? ours / theirs : median(perRound),
    ...(goal === undefined ? {} : { goal }),
    detail:
      `${rate(ours)} against ${rate(theirs)} MB/s at best; of ratios per round, ` +
      `median ${median(perRound).toFixed(2)}, p90 ${percentile(perRound, 0.9).toFixed(2)}`,
  };
}

/** The sets' batches at their best, together. */
function costOf(sets: readonly Measured[], contender: Contender): number {
  return total(
    sets.flatMap(({ samples }) => {
      const rounds = samples[contender].map(({ costMs }) => costMs);
      return (rounds[0] ?? []).map((_, batch) => Math.min(...rounds.map((costs) => costs[batch] ?? Number.NaN)));
    }),
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** How much dearer a megabyte is in the document size where it costs most than where it costs least. */
function growth(sizes: readonly Measured[], place: string, goals: Goals): Figure {
  const perMegabyte = sizes.map((set) => costOf([set], 'linefeed') / megabytesOf(set));
  return {
    name: `cost of a megabyte in feeds of 10 kB to 8 MB, dearest over cheapest, ${place}`,
    ratio: Math.max(...perMegabyte) / Math.min(...perMegabyte),
    ...(goals.growth === undefined ? {} : { goal: goals.growth }),
    detail: sizes.map(({ name }, index) => `${name}: ${perMegabyte[index]?.toFixed(1)} ms/MB`).join(', '),
  };
}

/** How long the largest feed keeps the worker from all else. */
function blocking([largest]: readonly Measured[], place: string): Figure {
  const times = (contender: Contender): number[] => largest?.samples[contender].map(({ wallMs }) => wallMs) ?? [];
  const [ours, theirs] = [times('linefeed'), times('feedsmith')];
  const size = largest ? megabytesOf(largest).toFixed(1) : '0';
  return {
    name: `blocking by the largest feed over feedsmith, ${place}`,
    ratio: median(ratios(ours, theirs)),
    detail: `${inMs(ours)} against ${inMs(theirs)} for ${size} MB`,
  };
}

function megabytesOf({ documents }: FeedSet): number {
  return documents.reduce((sum, { length }) => sum + length, 0) / 1e6;
}
