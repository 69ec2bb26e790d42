import { type DeclaredEntities, decodeInAddress, tagEnd } from './plain-text.ts';

/**
 * The text that an element's source stands for: CDATA sections as they are, references decoded once, comments and
 * instructions left out. Where the source holds tags of its own (XHTML, or HTML that should have been escaped), these
 * stay as HTML.
 *
 * Forgives CDATA that never ends, stands in CDATA or was escaped with its marks; bare `<` and `&`; references that
 * nobody declared or that lack their semicolon (plain-text.ts). What HTML would take for a comment though nobody meant
 * one (HTML §13.2.5.42) becomes text, so that nothing is hidden. Linear; never throws.
 */
export function htmlOf(source: string, entities: DeclaredEntities | undefined): string {
  const html = source.includes('<')
    ? (soleSection(source) ??
      (holdsTags(source) ? serialise(source, entities, formOf(source)) : textOfSource(source, entities)))
    : decodeInAddress(source, entities);
  if (!holdsDeclaration(html)) return html;
  // HTML takes these for comments and hides what follows, though nobody writes comments so.
  return withoutMarks(html).replace(/<!(?![-[>a-z])|<!(?=\[CDATA\[)/gi, '&lt;!');
}

/** What a source holds that is one CDATA section and nothing else. */
function soleSection(source: string): string | undefined {
  if (!source.startsWith(CDATA_START)) return undefined;
  const end = source.length - 3;
  return source.indexOf(']]>', CDATA_START.length) === end ? source.slice(CDATA_START.length, end) : undefined;
}

/** Looks for the rarer of both characters: HTML is full of the other. */
function holdsDeclaration(html: string): boolean {
  for (let at = html.indexOf('!'); at >= 0; at = html.indexOf('!', at + 1)) if (html[at - 1] === '<') return true;
  return false;
}

const CDATA_START = '<![CDATA[';

/** CDATA that stands in CDATA, or was escaped with its marks, is marked once too often; what it holds is HTML. */
function withoutMarks(html: string): string {
  const inner = html.trim();
  return inner.startsWith(CDATA_START) && inner.endsWith(']]>') ? inner.slice(CDATA_START.length, -3) : html;
}

/** As htmlOf, for texts without markup: every `<` outside CDATA is text. */
export function textOfSource(source: string, entities: DeclaredEntities | undefined): string {
  let at = source.indexOf('<');
  if (at < 0) return decodeInAddress(source, entities);
  let out = '';
  let done = 0;
  while (at >= 0) {
    const part = readDeclaration(source, at);
    if (part) {
      out += decodeInAddress(source.slice(done, at), entities) + part.text;
      done = part.end;
    }
    at = source.indexOf('<', part ? done : at + 1);
  }
  return out + decodeInAddress(source.slice(done), entities);
}

/** Whether tags stand in the source itself, not only within CDATA or escaped. */
export function holdsTags(source: string): boolean {
  for (let at = source.indexOf('<'); at >= 0; ) {
    const part = readDeclaration(source, at);
    if (!part && isTagAt(source, at)) return true;
    at = source.indexOf('<', part ? part.end : at + 1);
  }
  return false;
}

/** Whether the `<` at `at` begins a start or end tag. */
function isTagAt(source: string, at: number): boolean {
  const second = source.charCodeAt(at + 1);
  const letter = (second === 47 ? source.charCodeAt(at + 2) : second) | 0x20;
  return letter >= 97 && letter <= 122;
}

/** What stands around and within the tags of a source: text, HTML that was escaped, or HTML in CDATA beside text. */
type Form = 'text' | 'escaped' | 'cdata';

/** Escaped HTML, or HTML in CDATA, that begins with a tag. */
const BEGINS_ESCAPED = /^\s*(?:&(?:lt|#60|#x3c);|<!\[CDATA\[\s*<)[a-z]/i;
const ESCAPED_END = /(?:&(?:lt|#60|#x3c);|<)\/[a-z]/i;

/**
 * Escaped HTML may have tags of its own only because something was glued to it: counting services append their picture
 * unescaped. It begins with an escaped tag and has an escaped end tag; all others are of elements that hold nothing.
 *
 * HTML in CDATA at the beginning stays HTML whatever tags follow: plugins append whole paragraphs, and a `]]>` within
 * the text ends the section early. XHTML, in which CDATA is text, begins with a tag.
 */
function formOf(source: string): Form {
  if (BEGINS_ESCAPED.test(source) && ESCAPED_END.test(source) && holdsOnlyVoid(source)) return 'escaped';
  const first = /^\s*(?=<!\[CDATA\[)/.exec(source);
  const html = first && readDeclaration(source, first[0].length)?.text;
  return html && /^\s*<[a-z]|<\/[a-z]/i.test(html) ? 'cdata' : 'text';
}

/** Whether all tags outside CDATA are of elements that hold nothing. */
function holdsOnlyVoid(source: string): boolean {
  for (let at = source.indexOf('<'); at >= 0; ) {
    const part = readDeclaration(source, at);
    if (!part && isTagAt(source, at) && !isVoidAt(source, at + 1)) return false;
    at = source.indexOf('<', part ? part.end : at + 1);
  }
  return true;
}

function isVoidAt(source: string, at: number): boolean {
  NAME.lastIndex = source[at] === '/' ? at + 1 : at;
  return VOID.has(NAME.exec(source)?.[0].toLowerCase() ?? '');
}

interface Declaration {
  /** What it says to a reader. */
  readonly text: string;
  readonly end: number;
}

/** A CDATA section, comment or instruction; one that never ends reaches to the end of the source. */
function readDeclaration(source: string, at: number): Declaration | undefined {
  const second = source.charCodeAt(at + 1);
  if (second !== 33 && second !== 63) return undefined;
  if (source.startsWith(CDATA_START, at)) {
    const end = source.indexOf(']]>', at + 9);
    return end < 0
      ? { text: source.slice(at + 9), end: source.length }
      : { text: source.slice(at + 9, end), end: end + 3 };
  }
  if (source.startsWith('<!--', at)) return { text: '', end: behind(source, '-->', at + 4) };
  if (source.startsWith('<?', at)) return { text: '', end: behind(source, '>', at) };
  return undefined;
}

function behind(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}

/** HTML elements that have no end tag: HTML reads `</br>` as a second line break. */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

const NAME = /[^\s<>/="'&;!?]+/y;

/**
 * XML markup as HTML: without prefixes and namespace declarations, with end tags where HTML needs them (`<a/>`) and
 * none where it allows none, CDATA as text. References mean the same in both, but for those that the document declares.
 *
 * Escaped HTML is decoded once; CDATA stays HTML there, and where the source begins with it.
 */
function serialise(source: string, entities: DeclaredEntities | undefined, form: Form): string {
  const text = (from: number, to: number): string => {
    const raw = source.slice(from, to);
    if (form === 'escaped') return decodeInAddress(raw, entities);
    return entities ? replaceDeclared(raw, entities) : raw;
  };
  let out = '';
  let done = 0;
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at)) {
    const part = readDeclaration(source, at);
    if (part) {
      out += text(done, at) + (form === 'text' ? escapeText(part.text) : part.text);
      done = at = part.end;
      continue;
    }
    if (!isTagAt(source, at)) {
      out += `${text(done, at)}&lt;`;
      done = ++at;
      continue;
    }
    const end = tagEnd(source, at + 1);
    out += text(done, at) + htmlTag(source.slice(at, end));
    done = at = end;
  }
  return out + text(done, source.length);
}

function htmlTag(tag: string): string {
  const closes = tag[1] === '/';
  NAME.lastIndex = closes ? 2 : 1;
  const written = NAME.exec(tag)?.[0] ?? '';
  const name = written.slice(written.indexOf(':') + 1);
  const isVoid = VOID.has(name.toLowerCase());
  if (closes) return isVoid ? '' : `</${name}>`;
  const isEmpty = tag.endsWith('/>');
  const rest = tag.slice(1 + written.length, isEmpty ? -2 : tag.endsWith('>') ? -1 : undefined);
  const attributes = rest.includes('xmlns')
    ? rest.replace(/\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"]*"|'[^']*')/g, '')
    : rest;
  const start = `<${name}${isEmpty ? attributes.trimEnd() : attributes}`;
  return isEmpty ? (isVoid ? `${start} />` : `${start}></${name}>`) : `${start}>`;
}

function replaceDeclared(raw: string, entities: DeclaredEntities): string {
  return raw.replace(/&([^\s&;<>#]{1,64});/g, (reference, name: string) => entities.get(name) ?? reference);
}

/** Plain text as HTML source; its paragraphs and lines are kept. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'));
}

/** Plain text of several lines as HTML: blank lines part paragraphs. */
export function paragraphs(text: string): string {
  const trimmed = text.trim().replace(/\r\n?/g, '\n');
  if (!trimmed.includes('\n')) return escapeText(trimmed);
  return trimmed
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => `<p>${escapeText(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
}
