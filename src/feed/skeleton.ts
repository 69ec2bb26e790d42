import { type Family, NamespaceScope } from './namespaces.ts';
import { tagEnd } from './plain-text.ts';

/**
 * A feed's elements without their text: well-formed XML whose text and attribute values are numbers, the places of the
 * real ones in `texts`.
 *
 * The tokeniser gathers text character by character, so that escaped HTML costs it seventy times what the same text
 * costs in CDATA; it throws on cut documents and reserved names, loses what follows a bare `<`, and lets one unclosed
 * tag in a description swallow all later entries. It gets none of that to see.
 */
export interface Skeleton {
  readonly xml: string;
  /** Source of texts (with their CDATA marks, comments and references), of whole HTML contents, and of attributes. */
  readonly texts: readonly string[];
  /** Whether every root was closed by its own end tag. */
  readonly complete: boolean;
}

/** Elements that hold text or HTML: their source is taken whole, up to their own end tag. */
const WHOLE = new Set(
  (
    'title description summary content subtitle tagline info rights copyright fullitem body content:encoded xhtml:body ' +
    'xhtml:div dc:title dc:description dcterms:abstract atom:title atom:summary atom:content atom:subtitle ' +
    'rss:title rss:description itunes:summary itunes:subtitle itunes:title media:title media:description ' +
    'description:encoded'
  ).split(' '),
);

/** Elements without children: any start tag within them shows that their end tag was forgotten. */
const LEAVES = new Set(
  (
    'link guid id pubdate published updated issued modified created category comments enclosure generator docs ' +
    'language ttl atom:link dc:date dc:creator dc:subject dc:language dcterms:issued dcterms:modified ' +
    'dcterms:created name uri url email'
  ).split(' '),
);

/** Elements that begin anew where one of them is still open, and end what stands open within. */
const ENTRIES = new Set(['item', 'entry']);

/** Elements whose end tags end all that was forgotten within them. */
const HOLDERS = new Set(['item', 'entry', 'channel', 'rss', 'feed', 'rdf:rdf']);

/** Names that the tokeniser refuses for fear of prototype pollution. No reader asks for them. */
const REFUSED = new Set(['constructor', 'prototype', '__proto__']);

/** Open elements at most, contents taken whole not counted. The deepest real feed has nine. */
const MAX_DEPTH = 100;

/** Attributes of one element at most, the first; no vocabulary of feeds has a tenth of them. */
const MAX_ATTRIBUTES = 200;

export class TooDeep extends Error {}

const NAME = /[^\s<>/="'&;!?]+/y;
const ATTRIBUTE = /([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/g;
const SAFE_NAME = /^[\p{L}\p{N}_:.-]+$/u;

interface Open {
  readonly name: string;
  readonly scope: NamespaceScope;
  readonly isEntry: boolean;
  /** Pieces of the skeleton before its start tag. */
  readonly pieces: number;
}

/**
 * Reads a feed's source once, from its root on, and writes its skeleton. Linear; forgives what can be forgiven:
 * end tags that are missing, crossed or too many; bare `<`; unquoted attributes; entries that were never closed. The
 * entry in which a document was cut is left out.
 *
 * @throws TooDeep
 */
export function writeSkeleton(source: string, rootAt: number, family: Family): Skeleton {
  return new SkeletonWriter(source, family).write(rootAt);
}

class SkeletonWriter {
  readonly #source: string;
  readonly #family: Family;
  readonly #pieces: string[] = [];
  readonly #texts: string[] = [];
  readonly #open: Open[] = [];
  #scope: NamespaceScope;
  #openEntries = 0;
  /** The last entry in which the end of an unclosed content had to be found. */
  #mended: Open | undefined;
  /** Source behind which no CDATA section or comment ends: not looked for twice. */
  #noCdataEnd = Number.POSITIVE_INFINITY;
  #noCommentEnd = Number.POSITIVE_INFINITY;

  constructor(source: string, family: Family) {
    this.#source = source;
    this.#family = family;
    this.#scope = new NamespaceScope(new Map([['xml', 'xml']]));
  }

  write(rootAt: number): Skeleton {
    const source = this.#source;
    let textAt = rootAt;
    let at = rootAt;
    while (at >= 0) {
      const second = source.charCodeAt(at + 1);
      if (second === 33 || second === 63) {
        at = source.indexOf('<', this.#behindDeclaration(at));
        continue;
      }
      const closes = second === 47;
      NAME.lastIndex = closes ? at + 2 : at + 1;
      const name = NAME.exec(source)?.[0];
      if (name === undefined || (name.length === 1 && /\d/.test(name))) {
        // A bare less-than sign, or a heart.
        at = source.indexOf('<', at + 1);
        continue;
      }
      this.#addText(textAt, at);
      const end = tagEnd(source, NAME.lastIndex);
      const unfinished = source[end - 1] !== '>';
      if (unfinished) break;
      textAt = closes ? this.#close(name, end) : this.#start(name, NAME.lastIndex, end);
      at = source.indexOf('<', textAt);
    }
    const complete = this.#open.length === 0 && this.#pieces.length > 0;
    this.#cut();
    return { xml: this.#pieces.join(''), texts: this.#texts, complete };
  }

  /** Behind the CDATA section, comment, instruction or declaration at `at`; what it holds belongs to the text. */
  #behindDeclaration(at: number): number {
    const source = this.#source;
    if (source.startsWith('<![CDATA[', at)) {
      const end = at < this.#noCdataEnd ? source.indexOf(']]>', at + 9) : -1;
      if (end >= 0) return end + 3;
      this.#noCdataEnd = Math.min(this.#noCdataEnd, at);
      return source.length;
    }
    if (source.startsWith('<!--', at)) {
      const end = at < this.#noCommentEnd ? source.indexOf('-->', at + 4) : -1;
      if (end >= 0) return end + 3;
      this.#noCommentEnd = Math.min(this.#noCommentEnd, at);
      return at + 4;
    }
    return source.indexOf('>', at) + 1 || source.length;
  }

  #addText(from: number, to: number): void {
    if (this.#open.length === 0 || isBlank(this.#source, from, to)) return;
    this.#pieces.push(this.#keep(this.#source.slice(from, to)));
  }

  #keep(text: string): string {
    return String(this.#texts.push(text) - 1);
  }

  /** @returns where the source goes on */
  #start(name: string, nameEnd: number, end: number): number {
    const isEmpty = this.#source[end - 2] === '/';
    const attributesEnd = isEmpty ? end - 2 : end - 1;
    const attributes = nameEnd < attributesEnd ? this.#source.slice(nameEnd, attributesEnd) : '';
    const top = this.#open.at(-1);
    if (top && LEAVES.has(top.name)) this.#pop();
    const scope = attributes.includes('xmlns') ? this.#declare(attributes) : this.#scope;
    const resolved = scope.resolve(name);
    const isEntry = ENTRIES.has(resolved);
    if (isEntry && this.#openEntries > 0) this.#popEntry();
    const written = safeName(resolved);
    const startTag = `<${written}${this.#writeAttributes(attributes, scope)}`;
    if (isEmpty) {
      this.#pieces.push(`${startTag}/>`);
      return end;
    }
    if (WHOLE.has(resolved) && this.#open.length > 0) {
      const content = this.#wholeContent(name, end);
      this.#pieces.push(`${startTag}>${this.#keep(this.#source.slice(end, content.end))}</${written}>`);
      return content.next;
    }
    if (this.#open.length >= MAX_DEPTH) throw new TooDeep();
    this.#open.push({ name: written, scope: this.#scope, isEntry, pieces: this.#pieces.length });
    this.#scope = scope;
    if (isEntry) this.#openEntries++;
    this.#pieces.push(`${startTag}>`);
    return end;
  }

  #declare(attributes: string): NamespaceScope {
    const declared = new Map<string, string>();
    for (const [, name = '', double, single, bare = ''] of attributes.matchAll(ATTRIBUTE)) {
      if (name === 'xmlns') declared.set('', double ?? single ?? bare);
      else if (name.startsWith('xmlns:')) declared.set(name.slice(6).toLowerCase(), double ?? single ?? bare);
    }
    return this.#scope.with(declared, this.#family, this.#open.length === 0);
  }

  #writeAttributes(attributes: string, scope: NamespaceScope): string {
    if (attributes === '') return '';
    let written = '';
    const seen = new Set<string>();
    for (const [, name = '', double, single, bare = ''] of attributes.matchAll(ATTRIBUTE)) {
      // Attributes without prefix have no namespace, whatever the default is.
      const resolved = name.includes(':') ? scope.resolve(name) : name.toLowerCase();
      if (resolved.startsWith('xmlns') || seen.has(resolved) || safeName(resolved) !== resolved) continue;
      if (seen.size >= MAX_ATTRIBUTES) break;
      seen.add(resolved);
      written += ` ${resolved}="${this.#keep(double ?? single ?? bare)}"`;
    }
    return written;
  }

  /**
   * The content of an element that is taken whole: up to its own end tag, elements of the same name within it counted;
   * where its end tag is missing, up to what cannot stand within it.
   */
  #wholeContent(name: string, from: number): { end: number; next: number } {
    const source = this.#source;
    let depth = 1;
    for (let at = source.indexOf('<', from); at >= 0; ) {
      let next = at + 1;
      const second = source.charCodeAt(at + 1);
      if (second === 33) {
        next = this.#behindDeclaration(at);
      } else if (second === 47) {
        if (isTag(source, at + 2, name)) {
          if (--depth === 0) return { end: at, next: source.indexOf('>', at) + 1 || source.length };
        } else if (this.#isNamed(at + 2, HOLDERS)) {
          return this.#unclosedContent(from, at);
        }
      } else if (isTag(source, at + 1, name)) {
        next = tagEnd(source, at + 1 + name.length);
        if (source[next - 2] !== '/') depth++;
      } else if (this.#isNamed(at + 1, ENTRIES)) {
        return this.#unclosedContent(from, at);
      }
      at = source.indexOf('<', next);
    }
    return { end: source.length, next: source.length };
  }

  /** Content whose end tag is missing: up to the next part of its entry, so that this is not lost with it. */
  #unclosedContent(from: number, to: number): { end: number; next: number } {
    const entry = this.#open.findLast((open) => open.isEntry);
    // Once for each entry: an entry of nothing but unclosed contents would be read again from each of them.
    if (!entry || this.#mended === entry) return { end: to, next: to };
    this.#mended = entry;
    for (let at = this.#source.indexOf('<', from); at >= 0 && at < to; at = this.#source.indexOf('<', at + 1)) {
      if (this.#isNamed(at + 1, LEAVES) || this.#isNamed(at + 1, WHOLE)) return { end: at, next: at };
    }
    return { end: to, next: to };
  }

  #isNamed(at: number, names: ReadonlySet<string>): boolean {
    NAME.lastIndex = at;
    const name = NAME.exec(this.#source)?.[0];
    return name !== undefined && names.has(this.#scope.resolve(name));
  }

  /** @returns where the source goes on */
  #close(name: string, end: number): number {
    const resolved = safeName(this.#scope.resolve(name));
    const depth = this.#open.findLastIndex((open) => open.name === resolved);
    // An end tag without its start closes nothing.
    if (depth >= 0) while (this.#open.length > depth) this.#pop();
    return end;
  }

  #pop(): void {
    const open = this.#open.pop();
    if (!open) return;
    this.#pieces.push(`</${open.name}>`);
    this.#scope = open.scope;
    if (open.isEntry) this.#openEntries--;
  }

  #popEntry(): void {
    while (this.#openEntries > 0) this.#pop();
  }

  /** Ends a document that ended too early: without the entry that it was cut in. */
  #cut(): void {
    const entry = this.#open.findIndex((open) => open.isEntry);
    if (entry >= 0) {
      this.#pieces.length = this.#open[entry]?.pieces ?? 0;
      this.#open.length = entry;
    }
    while (this.#open.length > 0) this.#pop();
  }
}

function safeName(resolved: string): string {
  return SAFE_NAME.test(resolved) && !REFUSED.has(resolved) ? resolved : 'unknown:element';
}

/** Whether a tag's name stands at `at`, and no longer one that begins with it. */
function isTag(source: string, at: number, name: string): boolean {
  if (!source.startsWith(name, at)) return false;
  const next = source.charCodeAt(at + name.length);
  return next === 62 || next === 47 || next <= 32;
}

function isBlank(source: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (source.charCodeAt(at) > 32) return false;
  return true;
}
