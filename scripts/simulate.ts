import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeOpml } from '../src/ui/options/opml-file.ts';
import { browserFetch, closeConnections } from './simulator/browser-fetch.ts';
import { type PlannedEvent, simulate } from './simulator/simulate.ts';

const USAGE = `usage: npm run -s simulate -- --opml URL|FILE --days N [--advance URL] [--jump DAY:HOURS]... [--restart DAY]...

  --opml      the feeds to subscribe to
  --days      how long the simulation runs, in days of its own clock
  --advance   where to tell the publisher that time has passed: POST URL?ms=N
  --jump      on that day the machine sleeps for so many hours; negative: its clock is set back
  --restart   on that day the browser is closed and opened again`;

/** A publisher on loopback that has not answered by then never will. */
const PATIENCE_MS = 25_000;

/** Plays days of checking in minutes: the worker as it is, on a virtual clock. Prints what became of each feed. */
export async function main(args: string[]): Promise<number> {
  const request = readRequest(args);
  if (typeof request === 'string') {
    console.error(`${request}\n\n${USAGE}`);
    return 2;
  }
  try {
    await print(JSON.stringify(await run(request)));
    return 0;
  } catch (error) {
    console.error(whyOf(error));
    return 1;
  } finally {
    closeConnections();
  }
}

interface Request {
  /** An address or an absolute path. */
  readonly opml: string;
  readonly days: number;
  readonly advance: URL | undefined;
  readonly events: readonly PlannedEvent[];
}

/** @returns what is asked for; a sentence where it cannot be understood */
function readRequest(args: string[]): Request | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        opml: { type: 'string' },
        days: { type: 'string' },
        advance: { type: 'string' },
        jump: { type: 'string', multiple: true, default: [] },
        restart: { type: 'string', multiple: true, default: [] },
      },
    });
    if (!values.opml) return '--opml is missing.';
    if (values.days === undefined) return '--days is missing.';
    const days = numberIn(values.days, '--days');
    if (days <= 0) return '--days must be more than 0.';
    return {
      // npm runs scripts in the project's folder and says where it was called.
      opml: isWebAddress(values.opml) ? values.opml : resolve(process.env['INIT_CWD'] ?? process.cwd(), values.opml),
      days,
      advance: values.advance === undefined ? undefined : advanceAddress(values.advance),
      events: [...values.restart.map(restartIn), ...values.jump.map(jumpIn)],
    };
  } catch (error) {
    return whyOf(error);
  }
}

function restartIn(text: string): PlannedEvent {
  return { kind: 'restart', day: dayIn(text, '--restart') };
}

function jumpIn(text: string): PlannedEvent {
  const [day = '', hours, ...rest] = text.split(':');
  if (hours === undefined || rest.length > 0) throw new Error(`--jump takes DAY:HOURS, not ${text}.`);
  return { kind: 'jump', day: dayIn(day, '--jump'), hours: numberIn(hours, '--jump') };
}

function dayIn(text: string, option: string): number {
  const day = numberIn(text, option);
  if (day < 0) throw new Error(`${option} takes a day from 0 on, not ${text}.`);
  return day;
}

function numberIn(text: string, option: string): number {
  if (!/^[+-]?\d{1,6}(?:\.\d{1,6})?$/.test(text)) throw new Error(`${option} takes a number, not "${text}".`);
  return Number(text);
}

function advanceAddress(text: string): URL {
  if (!isWebAddress(text) || !URL.canParse(text)) throw new Error(`--advance takes an http address, not ${text}.`);
  return new URL(text);
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

async function run({ opml, days, advance, events }: Request) {
  const tell = async (ms: number) => {
    if (advance) await tellTime(advance, ms);
  };
  // The first word to the publisher also shows that it is there, and what its clock shows.
  const clockThere = advance && (await tellTime(advance, 1));
  const text = await readDocument(opml);
  const startedAt = clockThere ?? Date.now();
  return simulate({ opml: text, days, startedAt, tell, events });
}

async function readDocument(source: string): Promise<string> {
  try {
    if (!isWebAddress(source)) return decodeOpml(await readFile(source));
    const response = await browserFetch(() => () => {})(source, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return decodeOpml(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    throw new Error(`${source} cannot be read: ${whyOf(error)}`);
  }
}

/** @returns epoch ms by the publisher's own clock, where it tells */
async function tellTime(advance: URL, ms: number): Promise<number | undefined> {
  const url = new URL(advance);
  url.searchParams.set('ms', String(ms));
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await browserFetch(() => () => {})(url, { method: 'POST', signal });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const date = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(date) ? undefined : date;
  } catch (error) {
    throw new Error(`${url.href} cannot be told of the time: ${whyOf(error)}`);
  }
}

/** What went wrong, with the cause that fetch hides. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** Standard output may be a pipe, which takes a long report in several turns. */
async function print(text: string): Promise<void> {
  await new Promise<void>((done, fail) => process.stdout.write(`${text}\n`, (error) => (error ? fail(error) : done())));
}
