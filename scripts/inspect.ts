import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodeDocument } from '../src/feed/decode.ts';
import { parseDocument } from '../src/feed/parse.ts';
import type { Entry, ParsedFeed, ParseFailure, ParseResult } from '../src/feed/types.ts';
import { normaliseFeed } from '../src/model/normalise.ts';
import { isoTime, referenceForm } from './reference-form.ts';

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '../test/fixtures/feeds');

/** Where fixtures pretend to come from, so that their relative links have an address. */
export const FIXTURE_URL = 'https://blog.example/feed';

const USAGE = `usage: npm run -s inspect -- FILE|URL|- [--url U] [--content-type T]
       npm run -s inspect -- FILE|URL|- --fixture NAME   keep it as test/fixtures/feeds/NAME, with what is read in it
       npm run -s inspect -- --jsonl                     one case for each line of standard input`;

const REASONS: Readonly<Record<ParseFailure, string>> = {
  empty: 'it is empty',
  binary: 'it is a binary file, no text',
  html: 'it is a web page (HTML)',
  json: 'it is JSON, but no JSON Feed',
  'not-a-feed': 'it holds neither RSS nor Atom nor JSON Feed',
  doctype: 'its DOCTYPE never ends',
  broken: 'it is too broken to be read',
};

/** Prints what the reader makes of a feed, as JSON: the tool for bug reports. */
export async function main(args: string[]): Promise<number> {
  const request = readRequest(args);
  if (typeof request === 'string') {
    console.error(request);
    return 2;
  }
  const { values, source } = request;
  if (source === undefined) return await answerLines();
  let received: Received;
  try {
    received = await receive(source);
  } catch (error) {
    console.error(`${source} cannot be read: ${whyOf(error)}`);
    return 1;
  }
  if (values.fixture !== undefined) return await keepFixture(values.fixture, source, received.bytes);
  const contentType = values['content-type'] ?? received.contentType;
  const documentUrl = values.url ?? received.url ?? '';
  const result = parseDocument(received.bytes, contentType, documentUrl);
  if (!result.ok) {
    console.error(`${source} is no feed: ${REASONS[result.reason]}.`);
    return 1;
  }
  if (!result.feed.complete) console.error(`${source} was cut: its end is missing. Its complete entries were read.`);
  await print(JSON.stringify(describe(result.feed, documentUrl), undefined, 2));
  return 0;
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      'content-type': { type: 'string' },
      fixture: { type: 'string' },
      jsonl: { type: 'boolean' },
    },
  });
}

interface Request {
  readonly values: ReturnType<typeof parse>['values'];
  /** An address, an absolute path, or '-'; absent where lines are to be answered. */
  readonly source?: string;
}

/** @returns what is asked for; a message where it cannot be understood */
function readRequest(args: string[]): Request | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return `${whyOf(error)}\n${USAGE}`;
  }
  const { values, positionals } = parsed;
  const [source, ...others] = positionals;
  if (values.jsonl) return { values };
  if (source === undefined || others.length > 0) return USAGE;
  if (values.fixture !== undefined && basename(values.fixture) !== values.fixture) {
    return `A fixture's name is no path: ${values.fixture}\n${USAGE}`;
  }
  if (source === '-' || /^https?:\/\//i.test(source)) return { values, source };
  // npm runs scripts in the project's folder and says where it was called.
  return { values, source: resolve(process.env['INIT_CWD'] ?? process.cwd(), source) };
}

/** What went wrong, with the cause that fetch hides. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

interface Received {
  readonly bytes: Uint8Array;
  readonly contentType?: string | undefined;
  readonly url?: string;
}

async function receive(source: string): Promise<Received> {
  if (source === '-') return { bytes: await readInput() };
  if (!/^https?:\/\//i.test(source)) return { bytes: await readFile(source) };
  const response = await fetch(source, { signal: AbortSignal.timeout(25_000) });
  if (!response.ok) throw new Error(`${source} answered ${response.status} ${response.statusText}`);
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    contentType: response.headers.get('content-type') ?? undefined,
    url: response.url,
  };
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Standard output may be a pipe, which takes a large feed in several turns. */
async function print(text: string): Promise<void> {
  await new Promise<void>((done, fail) => process.stdout.write(`${text}\n`, (error) => (error ? fail(error) : done())));
}

function describe(feed: ParsedFeed, documentUrl: string): object {
  return {
    format: feed.format,
    title: feed.title,
    url: documentUrl || feed.selfUrl,
    siteUrl: feed.siteUrl,
    description: feed.description,
    language: feed.language,
    icon: feed.iconUrl,
    posts: normaliseFeed(feed, documentUrl).map((draft) => ({
      id: draft.identity,
      guid: draft.guid,
      url: draft.url,
      title: draft.title,
      authors: draft.authors,
      publishedAt: isoTime(draft.publishedAt),
      updatedAt: isoTime(draft.updatedAt),
      summary: draft.summary,
      contentHtml: draft.body.html,
      tags: draft.tags,
      attachments: draft.enclosures,
    })),
  };
}

/**
 * Reads lines `{id, url, contentType, body}` (body in base64) and answers each with `{id, feed}` or `{id, error}`: the
 * engine's own reading, in the form that comparisons of parsers use.
 */
async function answerLines(): Promise<number> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    let request: { id: unknown; url?: string; contentType?: string; body: string };
    try {
      request = JSON.parse(line);
    } catch (error) {
      await print(JSON.stringify({ error: `this line is no JSON: ${whyOf(error)}` }));
      continue;
    }
    const documentUrl = request.url ?? '';
    const result = parseDocument(Buffer.from(request.body, 'base64'), request.contentType, documentUrl);
    const answer = result.ok ? { feed: referenceForm(result.feed, documentUrl) } : { error: result.reason };
    await print(JSON.stringify({ id: request.id, ...answer }));
  }
  return 0;
}

/** What a fixture expects: the engine's result with instants that people can read. */
export function expectation(result: ParseResult): object {
  if (!result.ok) return result;
  const entries = result.feed.entries.map((entry: Entry) => ({
    ...entry,
    publishedAt: isoTime(entry.publishedAt),
    updatedAt: isoTime(entry.updatedAt),
  }));
  return { ok: true, feed: { ...result.feed, entries } };
}

/** How the fixture test reads a fixture; the same for those who renew it. */
export async function readFixture(path: string): Promise<object> {
  return expectation(parseDocument(await readFile(path), undefined, FIXTURE_URL));
}

async function keepFixture(name: string, source: string, bytes: Uint8Array): Promise<number> {
  const looksLikeJson = extname(source) === '.json' || /^\s*\{/.test(decodeDocument(bytes.subarray(0, 100)));
  const path = join(FIXTURES, `${name}.${looksLikeJson ? 'json' : 'xml'}`);
  const isRenewal = resolve(source) === path;
  if (!isRenewal && existsSync(path)) {
    console.error(`There is a fixture ${name} already. To renew what it expects, give its own file: ${path}`);
    return 1;
  }
  if (!isRenewal) await writeFile(path, bytes);
  const expected = join(FIXTURES, `${name}.expected.json`);
  await writeFile(expected, `${JSON.stringify(await readFixture(path), undefined, 2)}\n`);
  console.error(`Wrote ${expected}: read it before you commit it.`);
  return 0;
}
