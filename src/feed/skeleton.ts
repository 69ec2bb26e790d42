import { type Family, NamespaceScope } from './namespaces.ts';

/**
 * A feed's elements without what they hold: well-formed XML without text and attributes, which lie in `parts`, one part
 * for each element in the order of the start tags.
 *
 * The tokeniser gathers text character by character, so that escaped HTML costs it seventy times what the same text
 * costs in CDATA; it throws on cut documents and reserved names, loses what follows a bare `<`, and lets one unclosed
 * tag in a description swallow all later entries. It gets none of that to see.
 */
export interface Skeleton {
  readonly xml: string;
  /** As long as there are start tags, or longer. */
  readonly parts: readonly Part[];
  /** Whether every root was closed by its own end tag. */
  readonly complete: boolean;
}

/** What an element holds beside other elements. */
export interface Part {
  /** Source of its text, with CDATA marks, comments and references; of a content that is taken whole, its tags too. */
  readonly source: string;
  /** Name as the readers know it → source of its value. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** Elements that hold text or HTML: their source is taken whole, up to their own end tag. */
const WHOLE = new Set(
  (
    'title description summary content subtitle tagline info rights copyright fullitem body content:encoded xhtml:body ' +
    'xhtml:div dc:title dc:description dcterms:abstract atom:title atom:summary atom:content atom:subtitle ' +
    'rss:title rss:description itunes:summary itunes:subtitle itunes:title media:title media:description ' +
    'description:encoded encoded'
  ).split(' '),
);

/** Elements without children: any start tag within them shows that their end tag was forgotten, if none follows. */
const LEAVES = new Set(
  (
    'link guid id pubdate published updated issued modified created category comments enclosure generator docs ' +
    'language ttl atom:link dc:date dc:creator dc:subject dc:language dcterms:issued dcterms:modified ' +
    'dcterms:created name uri url email'
  ).split(' '),
);

/** Elements whose end tags some forget, though others put children there. Atom's source holds a feed's own parts. */
const FORGETTABLE: Readonly<Record<Family, ReadonlySet<string>>> = {
  rss: new Set('author source itunes:author itunes:image media:content media:thumbnail'.split(' ')),
  atom: new Set('author contributor itunes:image media:content media:thumbnail'.split(' ')),
};

/** What stands beside these, unless their end tags follow. */
const BESIDE_FORGOTTEN = new Set('title link guid id pubdate published updated description summary content'.split(' '));

/** Elements that begin anew where one of them is still open, and end what stands open within. */
const ENTRIES = new Set(['item', 'entry']);

/** Elements whose end tags end all that was forgotten within them. */
const HOLDERS = new Set(['item', 'entry', 'channel', 'rss', 'feed', 'rdf:rdf']);

/** Roots whose prefix is of no other vocabulary: rdf:RDF's is RDF's own. */
const ROOTS = new Set(['rss', 'feed', 'channel']);

/** The tags that feeds are made of. */
const OWN = new Set([...WHOLE, ...LEAVES, ...ENTRIES, ...HOLDERS]);

/** Names that the tokeniser refuses for fear of prototype pollution. No reader asks for them. */
const REFUSED = new Set(['constructor', 'prototype', '__proto__']);

/**
 * Open elements at most, contents taken whole not counted: the tags of deeper ones are passed over, their texts belong
 * to the deepest one that is open. The deepest real feed has nine.
 */
const MAX_DEPTH = 100;

/** Attributes of one element at most, the first; no vocabulary of feeds has a tenth of them. */
const MAX_ATTRIBUTES = 200;

const NAME = /[^\s<>/="'&;!?]+/y;
const ATTRIBUTE = /([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/g;
/** Nearly all names, told without the expression below: it costs ten times as much. */
const PLAIN_NAME = /^[A-Za-z:]+$/;
/** Digits may begin a name, as they do in some feeds, but not be all of it when there is one: `I <3 you`. */
const ELEMENT_NAME = /^(?!\d$)[\p{L}\p{N}_:][^@]*$/u;
const SAFE_NAME = /^[\p{L}\p{N}_:.-]+$/u;
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

interface Open {
  /** As the skeleton has it. */
  readonly name: string;
  /** As the source has it. */
  readonly tag: string;
  readonly scope: NamespaceScope;
  readonly isEntry: boolean;
  /** Where the `<` of its start tag stands in the source. */
  readonly at: number;
  /** Characters of the skeleton before its start tag. */
  readonly xmlLength: number;
  readonly part: WritablePart;
}

interface WritablePart extends Part {
  source: string;
}

/**
 * Reads a feed's source once, from its root on, and writes its skeleton. Linear; forgives what XML does not (§1.2 of
 * XML 1.0 has readers stop at it): end tags that are missing, crossed, too many or in other capitals; less-than signs,
 * arrows and mail addresses in angle brackets; attributes without quotes or value, with half of their quotes, or twice,
 * of which the first counts; names that begin with a digit; several roots, and whatever stands behind them; entries
 * that were never closed. The entry in which a document was cut is left out.
 *
 * @param rootAt where the first root's `<` stands (prolog.ts)
 * @param family whose elements have no prefix
 */
export function writeSkeleton(source: string, rootAt: number, family: Family): Skeleton {
  return new SkeletonWriter(source, family).write(rootAt);
}

class SkeletonWriter {
  readonly #source: string;
  readonly #family: Family;
  readonly #parts: Part[] = [];
  readonly #open: Open[] = [];
  #xml = '';
  /** Whether the start tag that was written last still lacks its end, since an element without children needs none. */
  #isTagOpen = false;
  #scope: NamespaceScope;
  readonly #elementNames = new Map<string, boolean>();
  #openEntries = 0;
  /** The last entry in which the end of an unclosed content had to be found. */
  #mended: Open | undefined;
  /** Source behind which no CDATA section or comment ends: not looked for twice. */
  #noCdataEnd = Number.POSITIVE_INFINITY;
  #noCommentEnd = Number.POSITIVE_INFINITY;
  /** Where start tags stand that were found to have their end tags, and up to where this was looked for. */
  #ended = new Set<number>();
  #endedUpTo = 0;

  constructor(source: string, family: Family) {
    this.#source = source;
    this.#family = family;
    // The family's usual prefix is often used undeclared.
    this.#scope = new NamespaceScope(
      new Map([
        ['xml', 'xml'],
        [family, ''],
      ]),
    );
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
      const nameAt = closes ? at + 2 : at + 1;
      const nameEnd = endOfName(source, nameAt);
      const name = source.slice(nameAt, nameEnd);
      if (!this.#isElementName(name)) {
        // A bare less-than sign, an arrow, a heart, a mail address.
        at = source.indexOf('<', at + 1);
        continue;
      }
      const end = this.#tagEnd(nameEnd);
      if (source[end - 1] !== '>' && end < source.length && !OWN.has(this.#scope.resolve(name))) {
        // One of the feed's own tags came before anything that could end this one: `a <b</link>`.
        at = end;
        continue;
      }
      this.#addText(textAt, at);
      const isUnfinished = end === source.length && !source.endsWith('>');
      if (isUnfinished) break;
      textAt = closes ? this.#close(name, end) : this.#start(name, nameEnd, end);
      at = source.indexOf('<', textAt);
    }
    const complete = this.#isBeyondRoots() && this.#xml !== '';
    this.#cut();
    return { xml: this.#xml, parts: this.#parts, complete };
  }

  #isElementName(name: string): boolean {
    const known = this.#elementNames.get(name);
    if (known !== undefined) return known;
    const isName = PLAIN_NAME.test(name) || ELEMENT_NAME.test(name);
    this.#elementNames.set(name, isName);
    return isName;
  }

  /** Behind the CDATA section, comment, instruction or declaration at `at`; what it holds belongs to the text. */
  #behindDeclaration(at: number): number {
    const source = this.#source;
    if (source.startsWith('<![CDATA[', at)) {
      const end = at < this.#noCdataEnd ? source.indexOf(']]>', at + 9) : -1;
      if (end >= 0) return end + 3;
      this.#noCdataEnd = Math.min(this.#noCdataEnd, at);
      return at + 9;
    }
    if (source.startsWith('<!--', at)) {
      const end = at < this.#noCommentEnd ? source.indexOf('-->', at + 4) : -1;
      if (end >= 0) return end + 3;
      this.#noCommentEnd = Math.min(this.#noCommentEnd, at);
      return at + 4;
    }
    // One without its end would take in the feed's own tags, up to the end of the first of them.
    for (let next = at + 1; next < source.length; next++) {
      const code = source.charCodeAt(next);
      if (code === 62) return next + 1;
      if (code === 60 && this.#isOwnTag(next)) return next;
    }
    return source.length;
  }

  /**
   * Where a tag ends: as tagEnd of plain-text.ts, but in front of the next of the feed's own tags where its `>` is
   * missing; and a value that holds such a tag has lost its second quote. Else it would take in parts of its entry, or
   * whole entries. XML allows no `<` in values (XML 1.0 §3.1), though some write HTML there.
   */
  #tagEnd(from: number): number {
    const source = this.#source;
    let isQuoteLost = false;
    for (let at = from; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === 62) return at + 1;
      if (code === 60 && this.#isOwnTag(at)) return at;
      const isQuote = code === 34 || code === 39;
      // An apostrophe within an unquoted value opens nothing: <a title=don't>.
      if (!isQuote || isQuoteLost || !/[=\s]/.test(source[at - 1] ?? '')) continue;
      const close = source.indexOf(code === 34 ? '"' : "'", at + 1);
      isQuoteLost = close < 0 || this.#holdsOwnTag(at + 1, close);
      if (!isQuoteLost) at = close;
    }
    return source.length;
  }

  #holdsOwnTag(from: number, to: number): boolean {
    // Cut out, so that looking for a `<` ends with the value.
    const value = this.#source.slice(from, to);
    for (let at = value.indexOf('<'); at >= 0; at = value.indexOf('<', at + 1)) {
      if (this.#isOwnTag(from + at)) return true;
    }
    return false;
  }

  /** Whether a start or end tag that feeds are made of begins here, and none of HTML. */
  #isOwnTag(at: number): boolean {
    const name = this.#nameAt(this.#source.charCodeAt(at + 1) === 47 ? at + 2 : at + 1);
    return name !== undefined && OWN.has(name);
  }

  /** Whether all roots were closed; junk behind them may hold tags that were not. */
  #isBeyondRoots(): boolean {
    const [outer] = this.#open;
    return outer === undefined || (outer.xmlLength > 0 && !HOLDERS.has(outer.name));
  }

  #addText(from: number, to: number): void {
    const open = this.#open.at(-1);
    if (!open || isBlank(this.#source, from, to)) return;
    open.part.source += this.#source.slice(from, to);
  }

  /** @returns where the source goes on */
  #start(name: string, nameEnd: number, end: number): number {
    const hasEnd = this.#source[end - 1] === '>';
    const closesItself = hasEnd && this.#source[end - 2] === '/';
    const attributesEnd = closesItself ? end - 2 : hasEnd ? end - 1 : end;
    const stated = nameEnd < attributesEnd ? readAttributes(this.#source.slice(nameEnd, attributesEnd)) : [];
    this.#popForgotten(name);
    const isEntry = ENTRIES.has(this.#scopeWithin(name, stated).resolve(name));
    if (isEntry) this.#popToHolder();
    if (this.#open.length >= MAX_DEPTH) return end;
    const isEmpty = closesItself && !(isEntry && holdsLostQuote(this.#source.slice(nameEnd, attributesEnd)));
    // What was ended just now may have had a scope of its own.
    const scope = this.#scopeWithin(name, stated);
    const resolved = scope.resolve(name);
    const written = OWN.has(resolved) ? resolved : safeName(resolved);
    const attributes = resolveAttributes(stated, scope);
    if (this.#isTagOpen) this.#xml += '>';
    this.#isTagOpen = false;
    const xmlLength = this.#xml.length;
    const part: WritablePart = { source: '', attributes };
    this.#parts.push(part);
    if (isEmpty) {
      this.#xml += `<${written}/>`;
      return end;
    }
    if (WHOLE.has(resolved) && this.#open.length > 0) {
      const content = this.#wholeContent(name, end);
      part.source = this.#source.slice(end, content.end);
      this.#xml += `<${written}/>`;
      return content.next;
    }
    this.#xml += `<${written}`;
    this.#isTagOpen = true;
    const at = nameEnd - name.length - 1;
    this.#open.push({ name: written, tag: name, scope: this.#scope, isEntry, at, xmlLength, part });
    this.#scope = scope;
    if (isEntry) this.#openEntries++;
    return end;
  }

  /** A root's prefix that nobody declared, or for a namespace that nobody knows, is its feed's own. */
  #scopeWithin(name: string, stated: readonly Attribute[]): NamespaceScope {
    const scope = this.#declare(name, stated);
    if (this.#open.length > 0) return scope;
    const [prefix, local] = name.toLowerCase().split(':');
    const isRoot = local !== undefined && ROOTS.has(local);
    return isRoot && scope.resolve(name) !== local ? scope.withOwn(prefix ?? '') : scope;
  }

  #declare(tag: string, stated: readonly Attribute[]): NamespaceScope {
    if (!stated.some(({ name }) => name.startsWith('xmlns'))) return this.#scope;
    const declared = new Map<string, string>();
    for (const { name, value } of stated) {
      if (name === 'xmlns') declared.set('', value);
      else if (name.startsWith('xmlns:')) declared.set(name.slice(6).toLowerCase(), value);
    }
    return this.#scope.with(declared, this.#family, this.#isFeedsOwn(tag.toLowerCase()));
  }

  /** Whether a tag of this name belongs to the feed whatever namespace it declares. */
  #isFeedsOwn(tag: string): boolean {
    return this.#open.length === 0 || (this.#openEntries === 0 && (tag === 'channel' || ENTRIES.has(tag)));
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
          if (--depth === 0) return { end: at, next: this.#tagEnd(at + 2 + name.length) };
        } else if (HOLDERS.has(this.#nameAt(at + 2) ?? '')) {
          return this.#unclosedContent(from, at);
        }
      } else if (isTag(source, at + 1, name)) {
        next = this.#tagEnd(at + 1 + name.length);
        if (source[next - 2] !== '/') depth++;
      } else if (ENTRIES.has(this.#nameAt(at + 1) ?? '')) {
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
      const name = this.#nameAt(at + 1) ?? '';
      if (LEAVES.has(name) || WHOLE.has(name)) return { end: at, next: at };
    }
    return { end: to, next: to };
  }

  /** The resolved name that stands here. */
  #nameAt(at: number): string | undefined {
    const name = this.#source.slice(at, endOfName(this.#source, at));
    return name === '' ? undefined : this.#scope.resolve(name);
  }

  /** @returns where the source goes on */
  #close(name: string, end: number): number {
    // As written first: within an element that declared another namespace and was not closed, names resolve otherwise.
    const same = this.#open.findLastIndex((open) => open.tag === name);
    const depth = same >= 0 ? same : this.#openAs(safeName(this.#scope.resolve(name)));
    // An end tag without its start closes nothing.
    if (depth >= 0) while (this.#open.length > depth) this.#pop();
    return end;
  }

  #openAs(resolved: string): number {
    return this.#open.findLastIndex((open) => open.name === resolved);
  }

  #pop(): void {
    const open = this.#open.pop();
    if (!open) return;
    this.#xml += this.#isTagOpen ? '/>' : `</${open.name}>`;
    this.#isTagOpen = false;
    // What follows a root that was closed too early is still written in its namespaces.
    if (this.#open.length > 0) this.#scope = open.scope;
    if (open.isEntry) this.#openEntries--;
  }

  /** Before a start tag: ends the elements that it cannot stand in, unless they are ended behind it. */
  #popForgotten(tag: string): void {
    for (let top = this.#open.at(-1); top && this.#isForgotten(top, tag); top = this.#open.at(-1)) this.#pop();
  }

  #isForgotten(open: Open, tag: string): boolean {
    if (LEAVES.has(open.name)) return open.part.source !== '' || !this.#hasEndTag(open);
    // What stands beside it is not in a namespace that it declared.
    if (!FORGETTABLE[this.#family].has(open.name) || !BESIDE_FORGOTTEN.has(open.scope.resolve(tag))) return false;
    return !this.#hasEndTag(open);
  }

  /** Whether an element has its end tag before the next entry and before the end of what holds it. */
  #hasEndTag(open: Open): boolean {
    if (open.at >= this.#endedUpTo) this.#findEndTags(open);
    return this.#ended.has(open.at);
  }

  /** Looks for the end tags of this and all such elements up to the next entry at once: no source is read again. */
  #findEndTags({ at: from, scope }: Open): void {
    const source = this.#source;
    const starts = new Map<string, number[]>();
    this.#ended.clear();
    this.#endedUpTo = source.length;
    for (let at = from; at >= 0; ) {
      const second = source.charCodeAt(at + 1);
      const nameAt = second === 47 ? at + 2 : at + 1;
      const nameEnd = endOfName(source, nameAt);
      const name = scope.resolve(source.slice(nameAt, nameEnd));
      let next = nameEnd;
      if (second === 33 || second === 63) {
        next = this.#behindDeclaration(at);
      } else if (HOLDERS.has(name)) {
        this.#endedUpTo = at;
        return;
      } else if (second === 47) {
        const start = starts.get(name)?.pop();
        if (start !== undefined) this.#ended.add(start);
      } else if (at === from || LEAVES.has(name) || FORGETTABLE[this.#family].has(name)) {
        next = this.#tagEnd(nameEnd);
        if (!source.startsWith('/>', next - 2)) addTo(starts, name, at);
      }
      at = source.indexOf('<', next);
    }
  }

  /** Before an entry: ends the one before, and elements beside entries whose end tags were forgotten. */
  #popToHolder(): void {
    while (this.#openEntries > 0) this.#pop();
    while (this.#open.length > 1 && !this.#mayHoldEntries()) this.#pop();
  }

  /** Whether the readers look for entries in what is open: beside a root, in RSS also in root > channel > items. */
  #mayHoldEntries(): boolean {
    const [, second, third] = this.#open;
    if (this.#family === 'atom' || this.#open.length > 3) return false;
    return third
      ? second?.name === 'channel' && third.name === 'items'
      : /^(?:channel|items)$/.test(second?.name ?? '');
  }

  /** Ends a document that ended too early: without the entry that it was cut in. */
  #cut(): void {
    const entry = this.#open.findIndex((open) => open.isEntry);
    if (entry >= 0) {
      this.#xml = this.#xml.slice(0, this.#open[entry]?.xmlLength);
      this.#isTagOpen = false;
      this.#open.length = entry;
    }
    while (this.#open.length > 0) this.#pop();
  }
}

function addTo(places: Map<string, number[]>, name: string, place: number): void {
  const known = places.get(name);
  if (known) known.push(place);
  else places.set(name, [place]);
}

interface Attribute {
  readonly name: string;
  readonly value: string;
}

function readAttributes(source: string): readonly Attribute[] {
  const attributes: Attribute[] = [];
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(source); found; found = ATTRIBUTE.exec(source)) {
    const [, name = '', double, single, bare = ''] = found;
    attributes.push({ name, value: double ?? single ?? bare });
  }
  return attributes;
}

/** Those that readers may ask for: the first of each name, without declarations of namespaces. */
function resolveAttributes(stated: readonly Attribute[], scope: NamespaceScope): ReadonlyMap<string, string> {
  if (stated.length === 0) return NO_ATTRIBUTES;
  const attributes = new Map<string, string>();
  for (const { name, value } of stated) {
    // Attributes without prefix have no namespace, whatever the default is.
    const resolved = name.includes(':') ? scope.resolve(name) : name.toLowerCase();
    if (attributes.has(resolved) || resolved.startsWith('xmlns')) continue;
    if (attributes.size >= MAX_ATTRIBUTES) break;
    attributes.set(resolved, value);
  }
  return attributes;
}

/** Where the name that begins here ends; `at` itself where none begins. */
function endOfName(source: string, at: number): number {
  // Nearly all names are of letters, and end so: several times faster than the expression.
  let end = at;
  let code = source.charCodeAt(end);
  while ((code | 0x20) >= 97 && (code | 0x20) <= 122) code = source.charCodeAt(++end);
  if (end > at && (code === 62 || code === 32)) return end;
  NAME.lastIndex = at;
  return NAME.test(source) ? NAME.lastIndex : at;
}

/** `<entry xml:base="/a/>`: the slash is the value's, and the entry has children. */
function holdsLostQuote(attributes: string): boolean {
  return (attributes.split('"').length + attributes.split("'").length) % 2 === 1;
}

function safeName(resolved: string): string {
  return SAFE_NAME.test(resolved) && !REFUSED.has(resolved) ? resolved : 'unknown:element';
}

/** Whether a tag's name stands at `at`, in capitals or small letters, and no longer one that begins with it. */
function isTag(source: string, at: number, name: string): boolean {
  if ((source.charCodeAt(at) | 0x20) !== (name.charCodeAt(0) | 0x20)) return false;
  if (!source.startsWith(name, at) && source.slice(at, at + name.length).toLowerCase() !== name.toLowerCase())
    return false;
  const next = source.charCodeAt(at + name.length);
  return next === 62 || next === 47 || next <= 32;
}

function isBlank(source: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (source.charCodeAt(at) > 32) return false;
  return true;
}
