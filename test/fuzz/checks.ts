import { withoutControls } from '../../src/feed/controls.ts';
import { decodeDocument } from '../../src/feed/decode.ts';
import { parseDocument } from '../../src/feed/parse.ts';
import type { Entry, ParsedFeed, ParseResult } from '../../src/feed/types.ts';
import { type Identity, identitiesOf } from '../../src/model/identity.ts';
import { normaliseFeed } from '../../src/model/normalise.ts';
import type { PostDraft } from '../../src/model/types.ts';
import { brokenPromises } from '../soak/made-drafts.ts';
import { bytesOf, type Case, encoded } from './cases.ts';
import { DOCUMENT_URL, type Document, type Piece, textOfPieces } from './documents.ts';

/** What the reader makes of a document, from its bytes to its posts. */
export interface Reading {
  readonly result: ParseResult;
  /** Of its entries, in their order. */
  readonly identities: readonly Identity[];
  /** Of the entries that no document before it had. */
  readonly drafts: readonly PostDraft[];
}

export type Reader = (bytes: Uint8Array, contentType: string) => Reading;

export const reader: Reader = (bytes, contentType) => {
  const result = parseDocument(bytes, contentType, DOCUMENT_URL);
  return result.ok
    ? { result, identities: identitiesOf(result.feed.entries), drafts: freshDrafts(result.feed) }
    : { result, identities: [], drafts: [] };
};

const drafted = new Set<string>();
const MOST_REMEMBERED = 5000;

/**
 * Damage leaves most entries as they were, and to make a post costs more than to read its entry. What becomes of one
 * depends on itself, on what its feed says of itself and, by its identity, on what the others are called.
 */
function freshDrafts(feed: ParsedFeed): readonly PostDraft[] {
  if (drafted.size > MOST_REMEMBERED) drafted.clear();
  const about = JSON.stringify({ ...feed, entries: [], complete: true, defect: undefined });
  const entries = feed.entries.filter((entry) => {
    const key = about + JSON.stringify(entry);
    return !drafted.has(key) && drafted.add(key);
  });
  return entries.length === 0 ? [] : normaliseFeed({ ...feed, entries }, DOCUMENT_URL);
}

/** What the reader must never do, by the names that are reported. */
export type Check =
  | 'never throws'
  | 'never takes over a second'
  | 'costs what the length says'
  | 'gives well-formed values'
  | 'reads the undamaged feed'
  | 'reads the same twice'
  | 'keeps the undamaged entries'
  | 'keeps their order'
  | 'makes up no entries'
  | 'keeps their identities'
  | 'sees through what is harmless'
  | 'says that a document was cut';

export interface Failure {
  readonly check: Check;
  readonly detail: string;
}

const LONGEST_MS = 1000;

/** What the reader did wrong with this case; the first failure of each check. */
export function failuresOf(given: Case, read: Reader = reader): Failure[] {
  const bytes = bytesOf(given);
  let reading: Reading;
  let tookMs = 0;
  try {
    const startedAt = performance.now();
    reading = read(bytes, given.contentType);
    tookMs = performance.now() - startedAt;
  } catch (error) {
    return [failure('never throws', error instanceof Error ? (error.stack ?? error.message) : String(error))];
  }
  const failures: (Failure | undefined)[] = [
    thrownWithin(reading, bytes),
    // Somebody else may have wanted the processor: the best of three counts.
    tookMs > LONGEST_MS ? slowness(Math.min(tookMs, timeOf(bytes, read), timeOf(bytes, read))) : undefined,
    malformedValue(reading),
    bytes.length % 8 === 0 ? difference(reading.result, read(bytes, given.contentType).result) : undefined,
    bytes.length % 64 === 0 ? otherPosts(reading.result) : undefined,
    given.isCut ? unsaidCut(reading) : undefined,
    given.grown ? growth(given.grown, read) : undefined,
  ];
  if (given.promised !== 'nothing') failures.push(...brokenPromise(given, reading));
  return failures.filter((found) => found !== undefined);
}

function failure(check: Check, detail: string): Failure {
  return { check, detail };
}

/** The reader catches all, and says 'broken' of XML only where it caught something; of JSON also where it is none. */
function thrownWithin({ result }: Reading, bytes: Uint8Array): Failure | undefined {
  if (result.ok || result.reason !== 'broken') return undefined;
  return /^\s*[{[]/.test(decodeDocument(bytes)) ? undefined : failure('never throws', 'caught within');
}

function slowness(tookMs: number): Failure | undefined {
  return tookMs > LONGEST_MS ? failure('never takes over a second', `${Math.round(tookMs)} ms`) : undefined;
}

function timeOf(bytes: Uint8Array, read: Reader): number {
  const startedAt = performance.now();
  read(bytes, '');
  return performance.now() - startedAt;
}

/** Four times the length may cost four times the time and some noise, never sixteen times. */
const GROWTH = 4;
const MOST_GROWTH = 10;
/** Below it a timer tells chance only. */
const FLOOR_MS = 25;
/** Until one is quick enough: other threads of this process count with it. */
const ROUNDS = 10;

/** What others want of the machine does not count; ms. */
function processorTimeOf(bytes: Uint8Array, read: Reader): number {
  const before = process.cpuUsage();
  read(bytes, '');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function growth(grown: (times: number) => string, read: Reader): Failure | undefined {
  const small = encoded(grown(1));
  const large = encoded(grown(GROWTH));
  let [smallMs, largeMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round++) {
    smallMs = Math.min(smallMs, processorTimeOf(small, read));
    largeMs = Math.min(largeMs, processorTimeOf(large, read));
    if (largeMs < Math.max(smallMs, FLOOR_MS) * MOST_GROWTH) return undefined;
  }
  return failure(
    'costs what the length says',
    `${Math.round(smallMs)} ms, four times as long ${Math.round(largeMs)} ms`,
  );
}

const UNFIT = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/u;

function malformedValue({ result, drafts }: Reading): Failure | undefined {
  if (!result.ok) return undefined;
  const odd = [...oddTexts(result.feed), ...oddFields(result.feed), ...brokenPromises(drafts), ...oddTexts(drafts)][0];
  return odd === undefined ? undefined : failure('gives well-formed values', odd);
}

/** Control characters, halves of characters and noncharacters, wherever a text stands. */
function oddTexts(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    return UNFIT.test(value) ? [`${path} is ${JSON.stringify(value.slice(0, 200))}`] : [];
  }
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => oddTexts(part, `${path}.${key}`));
}

function oddFields(feed: ParsedFeed): string[] {
  const addresses = [feed.siteUrl, feed.iconUrl, feed.selfUrl, ...feed.hubUrls, ...Object.values(feed.pages)];
  return [
    ...addresses.flatMap((url) => oddAddress(url, /^https?:\/\//)),
    ...oddLine('title', feed.title),
    ...feed.entries.flatMap((entry) => [
      ...[entry.url, entry.originalUrl, entry.commentsUrl, entry.commentsFeedUrl, entry.source?.url].flatMap((url) =>
        oddAddress(url, /^https?:\/\//),
      ),
      ...entry.enclosures.flatMap(({ url }) => oddAddress(url, /^https?:\/\//)),
      ...entry.authors.flatMap(({ name, url }) => [
        ...(name === '' ? ['an author without a name'] : oddLine('author', name)),
        ...oddAddress(url, /^(?:https?:\/\/|mailto:)/),
      ]),
      ...entry.categories.flatMap(({ term }) => (term === '' ? ['an empty category'] : oddLine('category', term))),
      ...oddLine('title', entry.title),
      ...oddInstant(entry.publishedAt),
      ...oddInstant(entry.updatedAt),
    ]),
  ];
}

function oddAddress(url: string | undefined, shape: RegExp): string[] {
  return url === undefined || (shape.test(url) && URL.canParse(url)) ? [] : [`address ${url}`];
}

/** One line of text, trimmed. */
function oddLine(what: string, text: string): string[] {
  return text === text.trim() && !/[\n\r\t]/.test(text) ? [] : [`${what} ${JSON.stringify(text)}`];
}

function oddInstant(at: number | undefined): string[] {
  return at === undefined || (Number.isInteger(at) && Math.abs(at) <= 8.64e15) ? [] : [`instant ${at}`];
}

function difference(first: unknown, second: unknown): Failure | undefined {
  return JSON.stringify(first) === JSON.stringify(second) ? undefined : failure('reads the same twice', 'it differs');
}

/** All posts at once, and twice. */
function otherPosts(result: ParseResult): Failure | undefined {
  if (!result.ok) return undefined;
  const [drafts, again] = [normaliseFeed(result.feed, DOCUMENT_URL), normaliseFeed(result.feed, DOCUMENT_URL)];
  return malformedValue({ result, identities: [], drafts }) ?? difference(drafts, again);
}

function unsaidCut({ result }: Reading): Failure | undefined {
  return result.ok && result.feed.complete ? failure('says that a document was cut', 'complete') : undefined;
}

/** How much of an entry is compared: all, or what is left where a wound may change what it has from its feed. */
type Extent = 'all' | 'without authors' | 'own' | 'without addresses';

const TEXTS: Readonly<Record<Extent, (entry: Entry) => string>> = {
  all: (entry) => JSON.stringify(entry),
  'without authors': (entry) => JSON.stringify({ ...entry, authors: [] }),
  own: (entry) => JSON.stringify({ ...entry, authors: [], language: undefined, contentBase: undefined }),
  'without addresses': ({ guid, title, summaryHtml, publishedAt, updatedAt, categories, commentCount, enclosures }) =>
    JSON.stringify([guid, title, summaryHtml, publishedAt, updatedAt, categories, commentCount, enclosures.length]),
};

interface Known {
  readonly entries: readonly Entry[];
  readonly identities: readonly string[];
  readonly feed: string;
}

const known = new WeakMap<Document, Known>();

/** What the undamaged document gives; read once. */
function knownOf(document: Document): Known {
  const before = known.get(document);
  if (before) return before;
  const bytes = encoded(textOfPieces(document.pieces));
  const result = parseDocument(bytes, 'text/xml; charset=utf-8', DOCUMENT_URL);
  const entries = result.ok ? result.feed.entries : [];
  const now = {
    entries,
    identities: identitiesOf(entries).map(({ identity }) => identity),
    feed: result.ok ? wholeFeed(result.feed) : '',
  };
  known.set(document, now);
  return now;
}

function wholeFeed(feed: ParsedFeed): string {
  return JSON.stringify({ ...feed, complete: true, defect: undefined });
}

function brokenPromise(given: Case, { result, identities: read }: Reading): Failure[] {
  const before = knownOf(given.document);
  const whole = given.document.pieces.filter(({ entry }) => entry !== undefined).length;
  if (whole > 0 && before.entries.length !== whole) {
    return [failure('reads the undamaged feed', `${before.entries.length} of ${whole} entries`)];
  }
  if (given.promised === 'everything') {
    const feed = result.ok ? wholeFeed(result.feed) : result.reason;
    return feed === before.feed ? [] : [failure('sees through what is harmless', firstDifference(before.feed, feed))];
  }
  const spared = sparedPieces(given);
  if (spared.length === 0) return [];
  if (!result.ok) return [failure('keeps the undamaged entries', `all are lost: ${result.reason}`)];
  const numbers = spared.flatMap(({ entry }) => entry ?? []);
  const extent = extentOf(given);
  const broken = brokenMatch(numbers, before.entries, result.feed.entries, TEXTS[extent]);
  if (broken) return [broken];
  const most = spared.length + otherEntries(given, spared);
  const { length } = result.feed.entries;
  if (length > most) return [failure('makes up no entries', `${length} of ${most} that there can be`)];
  // A guid that another entry shares counts with its link; the post is found by the other reading then.
  const identities = new Set(read.flatMap(({ identity, other }) => [identity, other]));
  const changed = numbers.find((entry) => !identities.has(before.identities[entry]));
  return changed === undefined || extent === 'without addresses'
    ? []
    : [failure('keeps their identities', `entry ${changed} has another identity`)];
}

/** @param spared numbers of the entries that must come through, in the order of the damaged document */
function brokenMatch(
  spared: readonly number[],
  before: readonly Entry[],
  read: readonly Entry[],
  textOf: (entry: Entry) => string,
): Failure | undefined {
  const known = before.map(textOf);
  const texts = read.map(textOf);
  const left = count(texts);
  for (const entry of spared) {
    const text = known[entry] ?? '';
    const copies = left.get(text) ?? 0;
    if (copies < 1) return failure('keeps the undamaged entries', lostDetail(before[entry], read));
    left.set(text, copies - 1);
  }
  let at = -1;
  for (const entry of spared) {
    at = texts.indexOf(known[entry] ?? '', at + 1);
    if (at < 0) return failure('keeps their order', `entry ${entry} stands before one that it stood behind`);
  }
  // The entry that was damaged may have said the same.
  const others = count(known.filter((_, entry) => !spared.includes(entry)));
  const doubled = spared.find((entry) => {
    const text = known[entry] ?? '';
    return (left.get(text) ?? 0) > (others.get(text) ?? 0);
  });
  return doubled === undefined ? undefined : failure('makes up no entries', `entry ${doubled} comes twice`);
}

const ENTRY_START = /<(?:[^\s<>/:]*:)?(?:item|entry)(?![\w.-])/gi;

/** How many entries there can be beside those that were spared. */
function otherEntries({ document, pieces }: Case, spared: readonly Piece[]): number {
  const others = pieces.filter((piece) => !spared.includes(piece));
  // JSON has no tags to count, and no entries in its first and last piece.
  if (document.format === 'json') return others.slice(1, -1).filter(({ text }) => text.trim() !== ',').length;
  return withoutControls(textOfPieces(others)).match(ENTRY_START)?.length ?? 0;
}

function extentOf(given: Case): Extent {
  if (losesBase(given)) return 'without addresses';
  if (leaks(given)) return 'own';
  return gainsAuthors(given) ? 'without authors' : 'all';
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function lostDetail(lost: Entry | undefined, entries: readonly Entry[]): string {
  const like = entries.find((entry) => entry.title === lost?.title && entry.guid === lost?.guid);
  const missed = JSON.stringify(lost);
  return like ? firstDifference(missed, JSON.stringify(like)) : `lost: ${missed.slice(0, 300)}`;
}

function firstDifference(expected: string, read: string): string {
  let at = 0;
  while (at < expected.length && expected[at] === read[at]) at++;
  const from = Math.max(0, at - 60);
  return `expected …${expected.slice(from, at + 100)}…, read …${read.slice(from, at + 100)}…`;
}

const STRUCTURE = /<\/?(?:[\w.-]+:)?(?:item|entry|channel|feed|rss|rdf|items)(?=[\s>/])(?:[^<>]*\/>)?/gi;

const ROOT_END = /<\/(?:[\w.-]+:)?(?:feed|rss|rdf)(?![\w.-])/gi;

/**
 * Whether parts of the wounded piece may stand outside it now, where its feed reads them as its own: a base, a
 * language, authors. So it is where its own tags, or those around it, are not what they were. Nothing leaks from pieces
 * that were moved whole, or out of an entry that the document ends in.
 */
function leaks(given: Case): boolean {
  return woundsOf(given).some(([before, after]) => structureOf(before) !== structureOf(after));
}

/** Each piece that was wounded, before and after, as the reader sees it: without control characters. */
function woundsOf({ document, pieces, isCut }: Case): (readonly [string, string])[] {
  if (isCut !== undefined || pieces.length !== document.pieces.length) return [];
  return pieces.flatMap(({ text, entry }, place) => {
    const before = document.pieces[place]?.text ?? '';
    return entry !== undefined || text === before ? [] : [[before, withoutControls(text)] as const];
  });
}

function structureOf(text: string): string {
  const tags = text.match(STRUCTURE) ?? [];
  const [first = '', last = ''] = [tags[0], tags.at(-1)];
  // An end tag that has moved to the front leaves the rest outside.
  return [...tags, text.startsWith(first), text.slice(text.lastIndexOf('<')).startsWith(last)].join();
}

const AUTHOR = /<(?:[\w.-]+:)?(?:author|creator)(?![\w.-])/gi;

/** Whether authors stand behind the last entry now: they are the feed's, and so of all entries that name none. */
function gainsAuthors({ document, pieces }: Case): boolean {
  const authors = (of: readonly Piece[]): number => withoutControls(of.at(-1)?.text ?? '').match(AUTHOR)?.length ?? 0;
  return authors(pieces) > authors(document.pieces);
}

/**
 * Whether a wound holds the end tag of a root: entries behind it stand outside the base that this states, or within
 * another element of the wound that states one.
 */
function losesBase({ document, pieces }: Case): boolean {
  const statesBase = ({ entry, text }: Piece): boolean => entry === undefined && text.includes('xml:base');
  if (![...document.pieces.slice(0, 1), ...pieces].some(statesBase)) return false;
  const endsBeforeEntries = (of: readonly Piece[]): number => {
    const last = of.findLastIndex(({ entry }) => entry !== undefined);
    return withoutControls(textOfPieces(of.slice(0, last))).match(ROOT_END)?.length ?? 0;
  };
  return endsBeforeEntries(pieces) > endsBeforeEntries(document.pieces);
}

type Mark = readonly [start: string, end: string];
const CDATA: Mark = ['<![CDATA[', ']]>'];
const COMMENT: Mark = ['<!--', '-->'];
/** Within a value, one of them is text, and the other behind it is not: what is open is so by one of these readings. */
const READINGS: readonly (readonly Mark[])[] = [[CDATA, COMMENT], [CDATA], [COMMENT]];

/**
 * The entries that must come through: those that still stand in one piece, but for
 * - those that an open CDATA section or comment before them takes in. XML ends these at the next mark of their kind,
 *   wherever that stands, and a reader who ended them earlier would spoil posts that quote a feed. What follows that
 *   mark is promised again;
 * - those behind a wound that declares another default namespace. Where its element is not closed, they are of that
 *   vocabulary: feeds hold such, and their `item` is no entry.
 */
function sparedPieces(given: Case): Piece[] {
  const [first = [], ...others] = READINGS.map((marks) => sparedBy(given, marks));
  return first.filter((piece) => others.every((spared) => spared.includes(piece)));
}

function sparedBy({ document, pieces }: Case, marks: readonly Mark[]): Piece[] {
  const spared: Piece[] = [];
  // The reader takes control characters out, also from within a mark.
  const texts = pieces.map(({ text }) => withoutControls(text));
  let open: string | undefined;
  for (const [place, piece] of pieces.entries()) {
    if (piece.entry !== undefined && open === undefined) {
      spared.push(piece);
      continue;
    }
    const text = texts[place] ?? '';
    const isWounded = pieces.length === document.pieces.length && piece.entry === undefined;
    if (isWounded && declaresMore(document.pieces[place]?.text ?? '', text)) break;
    open = openAtEnd(text, open, marks);
    // A mark that never comes takes in nothing.
    const end = open;
    if (end !== undefined && !texts.slice(place + 1).some((later) => later.includes(end))) open = undefined;
  }
  return spared;
}

/** Whether a default namespace is declared, though perhaps in place of another, that was not declared before. */
function declaresMore(before: string, after: string): boolean {
  const declared = (text: string): string[] => text.match(/\sxmlns\s*=\s*(?:"[^"]*|'[^']*|[^\s>]*)/g) ?? [];
  const left = count(declared(before));
  return declared(after).some((declaration) => {
    const copies = left.get(declaration) ?? 0;
    left.set(declaration, copies - 1);
    return copies < 1;
  });
}

/** @returns the mark that is still missing at the text's end */
function openAtEnd(text: string, openBefore: string | undefined, marks: readonly Mark[]): string | undefined {
  let open = openBefore;
  let at = 0;
  while (true) {
    if (open !== undefined) {
      const end = text.indexOf(open, at);
      if (end < 0) return open;
      at = end + open.length;
      open = undefined;
    }
    const next = marks
      .map(([start, end]) => ({ start, end, place: text.indexOf(start, at) }))
      .filter(({ place }) => place >= 0)
      .sort((one, other) => one.place - other.place)[0];
    if (!next) return undefined;
    at = next.place + next.start.length;
    open = next.end;
  }
}
