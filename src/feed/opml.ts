import { XMLParser } from 'fast-xml-parser';
import { decodeInAddress, foldSpace } from './plain-text.ts';
import { feedAddress } from './urls.ts';

/** A subscription as an OPML document lists it. */
export interface OpmlFeed {
  /** http(s) address, as written: feeds are known by it to the byte. */
  readonly url: string;
  /** Plain text; '' where the document names none. */
  readonly title: string;
  /** Plain text; '' for none. Nested folders are joined: `Work / Databases`. */
  readonly folder: string;
}

export interface WritableFeed extends OpmlFeed {
  /** http(s) address of the site. */
  readonly siteUrl?: string;
}

export type OpmlResult =
  | {
      readonly ok: true;
      /** In the document's order, each address once. */
      readonly feeds: readonly OpmlFeed[];
      /** Lines that claim to be a feed but name no http(s) address, and what a cut document lost counts as one. */
      readonly unreadable: number;
    }
  | { readonly ok: false; readonly reason: 'not-opml' | 'too-large' };

/** In UTF-16 units, which for the ASCII that OPML is made of are bytes. */
export const MOST_OPML_LENGTH = 5 * 1024 * 1024;
const MOST_FEEDS = 10_000;
const MOST_LEVELS = 10;
const MOST_TITLE_LENGTH = 200;

/** Before attribute names in the tokeniser's tree; without one it refuses a document for an attribute `__proto__`. */
const ATTRIBUTE = '@';

const FOLDER_SEPARATOR = ' / ';

/**
 * Reads the subscriptions in an OPML document, 1.0 and 2.0 (http://opml.org/spec2.opml), from a person's file and so
 * from anywhere: at most 5 MiB, 10 levels of outlines and 10,000 feeds, all beyond which is `too-large`; a DOCTYPE,
 * which no writer needs, makes it `not-opml`. Element and attribute names count in any case, as writers differ.
 *
 * Never throws.
 */
export function readOpml(text: string): OpmlResult {
  if (text.length > MOST_OPML_LENGTH) return { ok: false, reason: 'too-large' };
  // Well-formed OPML can hold these characters only in a comment or CDATA section, which list no feeds.
  if (/<!doctype/i.test(text)) return { ok: false, reason: 'not-opml' };
  // What was cut off within a tag would make the rest unreadable too.
  const isCut = !/<\/opml\s*>\s*$/i.test(text.slice(-1000));
  const body = bodyOf(parseTree(isCut ? text.slice(0, text.lastIndexOf('>') + 1) : text));
  if (!body) return { ok: false, reason: 'not-opml' };
  const found = collectFeeds(body);
  if (!found) return { ok: false, reason: 'too-large' };
  return { ok: true, feeds: [...found.feeds.values()], unreadable: found.unreadable + (isCut ? 1 : 0) };
}

/** An element in the tokeniser's ordered form: its name → its children, and `:@` → its attributes. */
type Element = Readonly<Record<string, unknown>>;

function parseTree(text: string): unknown {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    parseTagValue: false,
    // Decoded once, below: the tokeniser's own table lacks everyday names and drops others.
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    transformTagName: (name) => name.toLowerCase(),
    transformAttributeName: (name) => name.toLowerCase(),
    // Its time grows with the square of the depth; twice what is accepted tells too deep from broken.
    maxNestedTags: 2 * MOST_LEVELS + 10,
  });
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

function bodyOf(tree: unknown): readonly Element[] | undefined {
  const root = childrenNamed(elementsIn(tree), 'opml')[0];
  return root && childrenNamed(root, 'body')[0];
}

function childrenNamed(elements: readonly Element[], name: string): (readonly Element[])[] {
  return elements.filter((element) => Object.hasOwn(element, name)).map((element) => elementsIn(element[name]));
}

function elementsIn(tree: unknown): readonly Element[] {
  return Array.isArray(tree) ? tree.filter((node): node is Element => typeof node === 'object' && node !== null) : [];
}

interface Found {
  /** By normalised address. */
  readonly feeds: Map<string, OpmlFeed>;
  unreadable: number;
}

interface Level {
  readonly outlines: IterableIterator<Element>;
  readonly folder: string;
}

/** @returns undefined where there are too many feeds or levels */
function collectFeeds(body: readonly Element[]): Found | undefined {
  const found: Found = { feeds: new Map(), unreadable: 0 };
  const levels: Level[] = [{ outlines: body.values(), folder: '' }];
  // A stack, not recursion, so that feeds come in the document's order however they are nested.
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const { value: element, done } = level.outlines.next();
    if (done) {
      levels.pop();
      continue;
    }
    const children = element['outline'];
    if (children === undefined) continue;
    const isFeed = addFeed(found, attributesOf(element), level.folder);
    if (found.feeds.size > MOST_FEEDS || levels.length > MOST_LEVELS) return undefined;
    const folder = isFeed ? level.folder : joinFolder(level.folder, titleIn(attributesOf(element)));
    levels.push({ outlines: elementsIn(children).values(), folder });
  }
  return found;
}

/** By name in lower case; values as written, entities included. */
type Attributes = Readonly<Record<string, unknown>>;

function attributesOf(element: Element): Attributes {
  const attributes = element[':@'];
  return typeof attributes === 'object' && attributes !== null ? (attributes as Attributes) : {};
}

function textOf(attributes: Attributes, name: string): string {
  const value = attributes[ATTRIBUTE + name];
  return typeof value === 'string' ? decodeInAddress(value) : '';
}

/** @returns whether the outline is a feed, readable or not, rather than a folder or a note */
function addFeed(found: Found, attributes: Attributes, folder: string): boolean {
  const isSubscription = /^(?:rss|atom|rdf|feed)/i.test(textOf(attributes, 'type').trim());
  // Some writers of type="rss" name the feed in url.
  const written = textOf(attributes, 'xmlurl') || (isSubscription ? textOf(attributes, 'url') : '');
  if (!written && !isSubscription) return false;
  const url = feedAddress(written);
  if (url === undefined) {
    found.unreadable += 1;
    return true;
  }
  const title = titleIn(attributes);
  const key = new URL(url).href;
  const before = found.feeds.get(key);
  found.feeds.set(key, {
    url: before?.url ?? url,
    // Where a writer has no title it repeats the address.
    title: before?.title || (title === url ? '' : title),
    folder: before?.folder || folder,
  });
  return true;
}

/** OPML 2.0 demands `text`; some writers give only `title`. */
function titleIn(attributes: Attributes): string {
  return shorten(foldSpace(textOf(attributes, 'text')) || foldSpace(textOf(attributes, 'title')));
}

function joinFolder(parent: string, name: string): string {
  return shorten(parent && name ? parent + FOLDER_SEPARATOR + name : parent || name);
}

function shorten(text: string): string {
  if (text.length <= MOST_TITLE_LENGTH) return text;
  const cut = text.slice(0, MOST_TITLE_LENGTH - 1);
  // Not between the halves of a character outside the basic plane.
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/**
 * The subscriptions as an OPML 2.0 document, one outline for each folder, which readOpml reads back the same.
 *
 * @param document.title what the document as a whole is called
 */
export function writeOpml(feeds: readonly WritableFeed[], document: { readonly title: string }): string {
  const folders = new Map<string, WritableFeed[]>();
  for (const feed of feeds) {
    const members = folders.get(feed.folder);
    if (members) members.push(feed);
    else folders.set(feed.folder, [feed]);
  }
  const body = [...folders].flatMap(([folder, members]) => {
    if (!folder) return members.map((feed) => `    ${outlineOf(feed)}`);
    const lines = members.map((feed) => `      ${outlineOf(feed)}`);
    return [`    <outline text="${escapeXml(folder)}" title="${escapeXml(folder)}">`, ...lines, '    </outline>'];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escapeXml(document.title)}</title>`,
    '  </head>',
    '  <body>',
    ...body,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function outlineOf(feed: WritableFeed): string {
  const name = escapeXml(feed.title || feed.url);
  const site = feed.siteUrl ? ` htmlUrl="${escapeXml(feed.siteUrl)}"` : '';
  return `<outline type="rss" text="${name}" title="${name}" xmlUrl="${escapeXml(feed.url)}"${site}/>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Anything but the characters of XML 1.0 §2.2, which has no spelling for the rest: controls, unpaired surrogates. */
const UNWRITABLE = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '').replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
