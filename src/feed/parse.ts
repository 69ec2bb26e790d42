import { readAtom } from './atom.ts';
import { withoutControls } from './controls.ts';
import { decodeFit } from './decode.ts';
import { readJsonFeed } from './json-feed.ts';
import { readJsonText } from './json-text.ts';
import { readProlog } from './prolog.ts';
import { readRdf } from './rdf.ts';
import { type FeedContent, readRss } from './rss.ts';
import { writeSkeleton } from './skeleton.ts';
import type { Entry, FeedDefect, ParsedFeed, ParseFailure, ParseResult } from './types.ts';
import { childNamed, childrenNamed, type Element, readElements } from './xml.ts';

/** Entries of one document that are kept: the newest. The largest real feed of a blog has 1,100. */
const MAX_ENTRIES = 2000;

/** What a bare look at a document's first characters needs. */
const HEAD = 1000;

/**
 * Reads a feed of any format, which it tells by what stands in the document: servers send feeds as anything. Never
 * throws, whatever the text: the document is untrusted. Linear in its length.
 *
 * Bounds, beside the size that the caller allows: 100 open elements, of which deeper ones are passed over, and 200
 * attributes of one (skeleton.ts), 200 prefixes in force (namespaces.ts), 256 declared entities that bring 100,000
 * characters at most (prolog.ts), 2,000 entries: of more, the newest by their dates are kept, where these are missing or
 * alike the first.
 *
 * What is forgiven: prolog.ts (what stands before the root), skeleton.ts (elements), markup.ts and plain-text.ts
 * (text), json-text.ts and json-feed.ts (JSON).
 *
 * @param text decoded (decode.ts)
 * @param documentUrl where it came from; relative addresses resolve against it at last. '' where that is unknown
 */
export function parseFeed(text: string, documentUrl: string): ParseResult {
  return parseSafely(text, false, documentUrl);
}

/** parseFeed for a document as it was received: its bytes, and the content type that they came with. */
export function parseDocument(bytes: Uint8Array, contentType: string | undefined, documentUrl: string): ParseResult {
  const { text, isFit } = decodeFit(bytes, contentType);
  return parseSafely(text, isFit, documentUrl);
}

function parseSafely(text: string, isFit: boolean, documentUrl: string): ParseResult {
  try {
    return parse(text, isFit, documentUrl);
  } catch {
    return failed('broken');
  }
}

function parse(text: string, isFit: boolean, documentUrl: string): ParseResult {
  const head = text.slice(0, HEAD).trimStart();
  if (head === '' && text.trim() === '') return failed('empty');
  const source = isFit ? text : withoutControls(text);
  if (!head.startsWith('{') && !head.startsWith('[')) return parseXml(source, head, documentUrl);
  const asJson = parseJson(source, documentUrl);
  if (asJson.ok || asJson.reason !== 'json' || /[}\]]$/.test(source.trimEnd())) return asJson;
  // No whole JSON ends so: servers put warnings before feeds of XML, such as `[23-Nov-2026 12:00:00 UTC] …`.
  const asXml = parseXml(source, head, documentUrl);
  return asXml.ok ? asXml : asJson;
}

function parseXml(source: string, head: string, documentUrl: string): ParseResult {
  const prolog = readProlog(source);
  if (typeof prolog === 'string') {
    const isBinary = isSigned(head) || (prolog === 'not-a-feed' && looksBinary(head));
    return failed(isBinary ? 'binary' : prolog);
  }
  const { rootName, rootAt, entities, looksLikePage } = prolog;
  const skeleton = writeSkeleton(source, rootAt, rootName === 'feed' ? 'atom' : 'rss');
  const roots = readElements(skeleton, entities, documentUrl);
  const content = readers[rootName]?.(roots, documentUrl);
  if (!content || (rootName === 'rdf' && !roots.some((root) => root.children.some(isOfRss))))
    return failed('not-a-feed');
  // Some other document's element of that name. New feeds have a title at least; one that is cut may say nothing yet.
  if (saysNothing(content) && !roots.some(isTitled) && (skeleton.complete || looksLikePage))
    return failed(looksLikePage ? 'html' : 'not-a-feed');
  return succeeded({ ...content, ...wholeness(skeleton.complete) });
}

function saysNothing({ title, description, siteUrl, selfUrl, language, entries }: FeedContent): boolean {
  return entries.length === 0 && title === '' && (description ?? siteUrl ?? selfUrl ?? language) === undefined;
}

/** Also by a picture, which leaves no text. */
function isTitled(root: Element): boolean {
  return [root, ...childrenNamed(root, 'channel')].some((holder) => childNamed(holder, 'title') !== undefined);
}

const readers: Readonly<Record<string, typeof readRss>> = {
  rss: readRss,
  channel: readRss,
  rdf: readRdf,
  feed: readAtom,
};

/** RDF describes much else. */
function isOfRss(element: { readonly name: string }): boolean {
  return element.name === 'channel' || element.name === 'item';
}

function parseJson(text: string, documentUrl: string): ParseResult {
  const document = readJsonText(text);
  if (!document) {
    // Many writers of JSON escape the slash.
    const isMeant = text.trimStart().startsWith('{') && /jsonfeed\.org\\?\/version/.test(text);
    return failed(isMeant ? 'broken' : 'json');
  }
  const content = readJsonFeed(document.value, documentUrl);
  return content ? succeeded({ ...content, ...wholeness(document.complete) }) : failed('json');
}

function wholeness(complete: boolean): Pick<ParsedFeed, 'complete' | 'defect'> {
  return complete ? { complete } : { complete, defect: 'cut' };
}

function failed(reason: ParseFailure): ParseResult {
  return { ok: false, reason };
}

function succeeded(feed: ParsedFeed | (FeedContent & { complete: boolean; defect?: FeedDefect })): ParseResult {
  return { ok: true, feed: { ...feed, entries: newest(feed.entries) } };
}

function newest(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length <= MAX_ENTRIES) return entries;
  const when = (entry: Entry): number => entry.publishedAt ?? entry.updatedAt ?? Number.NEGATIVE_INFINITY;
  // The sort is stable: where dates are missing or alike, earlier in the document counts as newer.
  const kept = new Set(
    entries
      .toSorted((one, other) => (when(other) > when(one) ? 1 : when(other) < when(one) ? -1 : 0))
      .slice(0, MAX_ENTRIES),
  );
  return entries.filter((entry) => kept.has(entry));
}

/** What pictures, archives and documents begin with, also where bytes that are no UTF-8 were taken for windows-1252. */
const SIGNATURES = [
  '%PDF',
  'PK\u0003',
  'GIF8',
  '\ufffdPNG',
  '\u0089PNG',
  '\u2030PNG',
  '\u00ff\u00d8\u00ff',
  '\u001f\u2039',
];

/** Their bytes may hold `<p` by chance. */
function isSigned(head: string): boolean {
  return SIGNATURES.some((signature) => head.startsWith(signature));
}

/** An archive, a picture: a twentieth of what it begins with is no text. */
function looksBinary(head: string): boolean {
  const odd = head.match(/[^\P{C}\s]|\ufffd/gu)?.length ?? 0;
  return odd * 20 > head.length;
}
