import { type DeclaredEntities, decodeEntities } from './plain-text.ts';

/** What stands before a feed's root, and where the root is. */
export interface Prolog {
  /** In lower case, without prefix. */
  readonly rootName: string;
  /** Where the root's `<` stands. */
  readonly rootAt: number;
  readonly entities: DeclaredEntities | undefined;
  /** Whether a DOCTYPE or elements of HTML stand before the root. */
  readonly looksLikePage: boolean;
}

/** Why there is no root of a feed: the document is a page, has a DOCTYPE without end, or is something else. */
export type PrologFailure = 'html' | 'doctype' | 'not-a-feed';

const ROOTS = new Set(['rss', 'feed', 'rdf', 'channel']);
const PAGE_ELEMENTS = new Set(['html', 'head', 'body', 'title', 'meta', 'div', 'p', 'script', 'table', 'h1', 'center']);
const ELEMENT = /<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)/y;

/** Entities that one DOCTYPE may declare; more are left undeclared. HTML 4's own, which some feeds copy, are 252. */
const MAX_ENTITIES = 256;
/** Characters of one: a paragraph that many posts repeat, with room to spare. Longer ones are left undeclared. */
const MAX_ENTITY_LENGTH = 10_000;
/**
 * Characters that all references to declared entities may bring into one document: some for each of 2,000 posts.
 * Without a bound, short references to a long entity would make a document of ten megabytes one of gigabytes. A name
 * that no longer fits is read as if nobody had declared it: as HTML's where HTML has it, else it stays as text.
 */
const MAX_EXPANSION = 100_000;

/**
 * Finds the root of a feed behind declarations, of which there may be several (XML 1.0 §2.8 allows one, at the very
 * start), comments, warnings of a server's scripts and other junk. The root may have any prefix, in any capitals.
 *
 * Reads the DOCTYPE's simple internal entities (XML 1.0 §4.2.1) and forgets the rest of it: nothing external is ever
 * fetched, nothing is expanded within an entity, parameter entities are not known. So entities that expand each other a
 * billion times are harmless.
 */
export function readProlog(source: string): Prolog | PrologFailure {
  let entities: DeclaredEntities | undefined;
  let looksLikePage = false;
  let isXml = false;
  for (let at = source.indexOf('<'); at >= 0; ) {
    let next = at + 1;
    if (source.startsWith('<!--', at)) {
      next = behind(source, '-->', at + 4);
    } else if (source.startsWith('<?', at)) {
      isXml ||= /^<\?xml\s/.test(source.slice(at, at + 6));
      next = behind(source, '>', at);
    } else if (/^<!doctype/i.test(source.slice(at, at + 9))) {
      looksLikePage ||= /^<!doctype\s+html/i.test(source.slice(at, at + 100));
      next = doctypeEnd(source, at);
      if (next < 0) return 'doctype';
      entities = declaredEntities(source.slice(at, next));
    } else {
      ELEMENT.lastIndex = at;
      const name = ELEMENT.exec(source)?.[1]?.toLowerCase();
      if (name !== undefined && ROOTS.has(name)) return { rootName: name, rootAt: at, entities, looksLikePage };
      if (name === 'html') return 'html';
      // Other vocabularies than HTML know a title or a head too, and begin as XML.
      looksLikePage ||= name !== undefined && !isXml && PAGE_ELEMENTS.has(name);
    }
    at = source.indexOf('<', next);
  }
  return looksLikePage ? 'html' : 'not-a-feed';
}

function behind(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}

/** @returns behind the DOCTYPE's `>`; -1 where it has none */
function doctypeEnd(source: string, at: number): number {
  const stop = /["'[\]>]|<!--|<\?/g;
  stop.lastIndex = at;
  let inSubset = false;
  for (let found = stop.exec(source); found; found = stop.exec(source)) {
    const [mark] = found;
    if (mark === '>' && !inSubset) return stop.lastIndex;
    if (mark === '[') inSubset = true;
    else if (mark === ']') inSubset = false;
    else if (mark !== '>') {
      const close = mark === '<!--' ? '-->' : mark === '<?' ? '?>' : mark;
      const end = source.indexOf(close, stop.lastIndex);
      if (end < 0) return -1;
      stop.lastIndex = end + close.length;
    }
  }
  return -1;
}

function declaredEntities(doctype: string): DeclaredEntities | undefined {
  const declaration = /<!ENTITY\s+([^\s%"'<>&;]{1,64})\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
  const values = new Map<string, string>();
  for (let found = declaration.exec(doctype); found && values.size < MAX_ENTITIES; found = declaration.exec(doctype)) {
    const [, name = '', double, single = ''] = found;
    const value = double ?? single;
    if (value.length <= MAX_ENTITY_LENGTH && !values.has(name)) values.set(name, decodeNumbers(value));
  }
  return values.size === 0 ? undefined : withBudget(values);
}

/** XML replaces numbers when an entity is declared and names when it is used (XML 1.0 §4.4). */
function decodeNumbers(value: string): string {
  return value.replace(/&#(?:x[0-9a-f]{1,6}|[0-9]{1,7});/gi, decodeEntities);
}

function withBudget(values: ReadonlyMap<string, string>): DeclaredEntities {
  let left = MAX_EXPANSION;
  return {
    get(name) {
      const value = values.get(name);
      if (value === undefined || value.length > left) return undefined;
      left -= value.length;
      return value;
    },
  };
}
