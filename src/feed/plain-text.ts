import { LONGEST_LEGACY_NAME, mayLackSemicolon, namedReference } from './html-entities.ts';
import { lowered, raised } from './raised-text.ts';

/**
 * Characters that pages mean when they write references to 0x80…0x9f, which are control characters in Unicode:
 * windows-1252, as HTML reads them (https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state).
 * 0 stands in the five places that windows-1252 leaves empty.
 */
export const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
] as const;

const NAME = /[A-Za-z][A-Za-z0-9]{0,31}/y;
/** Sixteen digits hold every code point with its leading zeros; a longer run is no reference. */
const NUMBER = /#(?:[xX]([0-9A-Fa-f]{1,16}(?![0-9A-Fa-f]))|([0-9]{1,16}(?![0-9])))/y;

/** Entities that a document declares for itself: name → characters. */
export interface DeclaredEntities {
  get(name: string): string | undefined;
}

/**
 * Replaces character references by what they stand for, each once: `&amp;lt;` becomes `&lt;`.
 *
 * Reads them as HTML does in text: all names, the old ones also without semicolon (`&copy2024`), numbers with the
 * windows-1252 remap of &#128; to &#159;. What is no reference stays as it is. References to control characters
 * and to U+FFFE and U+FFFF, which no later step wants, vanish.
 */
export function decodeEntities(text: string): string {
  return decode(text, false, undefined);
}

/**
 * As decodeEntities, but as HTML does in attribute values: a name without semicolon before `=`, a letter or a digit
 * stays, so that addresses such as `?a=1&copy=2`, whose ampersands should have been escaped, survive.
 *
 * @param declared names that win over HTML's
 */
export function decodeInAddress(text: string, declared?: DeclaredEntities): string {
  return decode(text, true, declared);
}

function decode(text: string, careful: boolean, declared: DeclaredEntities | undefined): string {
  let at = text.indexOf('&');
  if (at < 0) return text;
  // Engines add strings up faster than they join pieces: two thirds of the time.
  let out = '';
  let done = 0;
  while (at >= 0) {
    const usual = declared ? 0 : readUsual(text, at + 1);
    const reference = usual > 0 ? undefined : readReference(text, at + 1, careful, declared);
    if (usual > 0) {
      out += text.slice(done, at) + String.fromCharCode(usual >> LENGTH_BITS);
      done = at + 1 + (usual & LENGTH_MASK);
    } else if (reference) {
      out += text.slice(done, at) + reference.value;
      done = reference.end;
    }
    at = text.indexOf('&', Math.max(done, at + 1));
  }
  return out + text.slice(done);
}

interface Reference {
  readonly value: string;
  readonly end: number;
}

const LENGTH_BITS = 3;
const LENGTH_MASK = 7;

/**
 * What escaped HTML is full of: the references that XML itself knows, and short numbers. A feed may hold one for every
 * fifteen characters, so that neither an expression is run nor anything made for them.
 *
 * @param at just behind the ampersand
 * @returns the character's code and, in its lowest bits, the length of the reference from there; 0 for any other
 */
function readUsual(text: string, at: number): number {
  switch (text.charCodeAt(at)) {
    case 35:
      return readShortNumber(text, at + 1);
    case 97:
      return text.startsWith('mp;', at + 1) ? (38 << LENGTH_BITS) | 4 : 0;
    case 103:
      return text.startsWith('t;', at + 1) ? (62 << LENGTH_BITS) | 3 : 0;
    case 108:
      return text.startsWith('t;', at + 1) ? (60 << LENGTH_BITS) | 3 : 0;
    case 113:
      return text.startsWith('uot;', at + 1) ? (34 << LENGTH_BITS) | 5 : 0;
    default:
      return 0;
  }
}

/** A decimal number of five digits at most that stands for itself: printable, and no half of a character. */
function readShortNumber(text: string, at: number): number {
  let code = 0;
  let end = at;
  for (let digit = text.charCodeAt(end) - 48; digit >= 0 && digit <= 9 && end < at + 5; ) {
    code = code * 10 + digit;
    digit = text.charCodeAt(++end) - 48;
  }
  const isItself = (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800);
  return isItself && text.charCodeAt(end) === 59 ? (code << LENGTH_BITS) | (end - at + 2) : 0;
}

/** @param at just behind the ampersand */
function readReference(
  text: string,
  at: number,
  careful: boolean,
  declared: DeclaredEntities | undefined,
): Reference | undefined {
  if (text[at] === '#') return readNumber(text, at);
  const own = declared && readDeclared(text, at, declared);
  if (own) return own;
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const end = at + name.length;
  const value = text[end] === ';' ? namedReference(name) : undefined;
  return value === undefined ? readLegacyName(text, at, name, careful) : { value, end: end + 1 };
}

/** A name as XML allows it: more than HTML's, since the document's author made it up. */
const DECLARED_NAME = /[\p{L}_:][\p{L}\p{N}_.:-]{0,63}/uy;

function readDeclared(text: string, at: number, declared: DeclaredEntities): Reference | undefined {
  DECLARED_NAME.lastIndex = at;
  const name = DECLARED_NAME.exec(text)?.[0];
  const value = name === undefined || text[at + name.length] !== ';' ? undefined : declared.get(name);
  return name === undefined || value === undefined ? undefined : { value, end: at + name.length + 1 };
}

function readLegacyName(text: string, at: number, run: string, careful: boolean): Reference | undefined {
  for (let length = Math.min(run.length, LONGEST_LEGACY_NAME); length > 1; length--) {
    const name = run.slice(0, length);
    if (!mayLackSemicolon(name)) continue;
    const next = text[at + length] ?? '';
    if (careful && /[=A-Za-z0-9]/.test(next)) return undefined;
    return { value: namedReference(name) ?? '', end: at + length };
  }
  return undefined;
}

function readNumber(text: string, at: number): Reference | undefined {
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text);
  if (!found) return undefined;
  const [whole, hex, decimal] = found;
  const code = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
  const behind = at + whole.length;
  const end = text[behind] === ';' ? behind + 1 : behind;
  // Some writers put an emoji as its two UTF-16 halves: &#55357;&#56832;
  if (code >= 0xd800 && code <= 0xdbff && text[end] === '&') {
    NUMBER.lastIndex = end + 1;
    const second = NUMBER.exec(text);
    const low = second ? Number.parseInt(second[1] ?? second[2] ?? '', second[1] === undefined ? 10 : 16) : 0;
    if (second && low >= 0xdc00 && low <= 0xdfff) {
      const last = end + 1 + second[0].length;
      return { value: String.fromCharCode(code, low), end: text[last] === ';' ? last + 1 : last };
    }
  }
  return { value: characterOf(code), end };
}

function characterOf(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  const meant = code >= 0x80 && code <= 0x9f ? (WINDOWS_1252[code - 0x80] ?? 0) : code;
  const isControl = meant < 0x20 && meant !== 0x09 && meant !== 0x0a && meant !== 0x0d;
  return isControl || meant === 0x7f || meant === 0xfffe || meant === 0xffff ? '' : String.fromCodePoint(meant);
}

/** Elements whose tags part words, though no white space stands there: `<p>One</p><p>Two</p>`. */
const PARTS_WORDS = new Set(
  (
    'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav ol ' +
    'optgroup option p pre section select summary table tbody td template textarea tfoot th thead title tr ul video'
  ).split(' '),
);

/** Elements whose content nobody reads as text. */
const SILENT = new Set(['script', 'style', 'template', 'iframe', 'noembed', 'noframes', 'object']);

const TAG_NAME = /[A-Za-z][^\s/>]*/y;

/**
 * What a reader of this HTML would read: without tags, comments and the content of scripts and styles; entities
 * decoded once; white space folded to single spaces and trimmed; blocks and line breaks part words; powers stay powers.
 *
 * Never throws; what only looks like a tag (`if a < b`, an unclosed `<…`) is text. Linear in the length, without a DOM.
 */
export function plainText(html: string): string {
  if (!html.includes('<')) return foldSpace(decodeEntities(html));
  const parts: string[] = [];
  const lastClose = html.lastIndexOf('>');
  let done = 0;
  let script: number | undefined;
  let at = html.indexOf('<');
  while (at >= 0 && at < lastClose) {
    const tag = readTag(html, at);
    if (tag) {
      parts.push(decodeEntities(html.slice(done, at)));
      if (tag.name === 'sup' || tag.name === 'sub') {
        if (!tag.opens && script !== undefined) setScript(parts, script, tag.name);
        script = tag.opens ? parts.length : undefined;
      }
      if (PARTS_WORDS.has(tag.name)) parts.push(' ');
      done = tag.opens && SILENT.has(tag.name) ? endOfSilence(html, tag) : tag.end;
    }
    at = html.indexOf('<', tag ? done : at + 1);
  }
  const rest = html.slice(done);
  parts.push(decodeEntities(rest.startsWith('<!--') ? '' : rest));
  return foldSpace(parts.join(''));
}

/** Writes what stands from `from` on as a superscript or subscript of what stands before. */
function setScript(parts: string[], from: number, name: 'sup' | 'sub'): void {
  const text = parts.splice(from).join('');
  const before = parts.slice(-8).join('').slice(-80);
  parts.push(name === 'sup' ? raised(text, before) : lowered(text, before));
}

/** White space, no-break spaces included, folded to single spaces and trimmed. */
export function foldSpace(text: string): string {
  // Single spaces, nearly all of them, are left alone: a third of the time.
  return text.replace(/[^\S ]\s*| \s+/g, ' ').trim();
}

interface Tag {
  /** In lower case; '' for comments, declarations and processing instructions. */
  readonly name: string;
  readonly opens: boolean;
  /** Behind its `>`. */
  readonly end: number;
}

/** The tag, comment or declaration whose `<` stands at `at`; undefined where that is text. */
function readTag(html: string, at: number): Tag | undefined {
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 4);
    return { name: '', opens: false, end: end < 0 ? html.length : end + 3 };
  }
  const second = html[at + 1];
  if (second === '!' || second === '?') {
    return { name: '', opens: false, end: html.indexOf('>', at) + 1 || html.length };
  }
  const opens = second !== '/';
  TAG_NAME.lastIndex = opens ? at + 1 : at + 2;
  const name = TAG_NAME.exec(html)?.[0];
  if (name === undefined) return undefined;
  const end = tagEnd(html, TAG_NAME.lastIndex);
  return { name: name.toLowerCase(), opens: opens && html[end - 2] !== '/', end };
}

/**
 * Where a tag ends: behind the first `>` outside quotes. Where a quote has no second one, behind the first `>` after
 * it; where all that follows stands in quotes, at the end of the text, as in HTML.
 *
 * What it passed over is never looked at again, which keeps a document of broken quotes linear.
 *
 * @param from within the tag, behind its name
 */
export function tagEnd(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 62) return at + 1;
    if (code !== 34 && code !== 39) continue;
    // An apostrophe within an unquoted value opens nothing: <a title=don't>.
    if (!/[=\s]/.test(source[at - 1] ?? '')) continue;
    const close = source.indexOf(code === 34 ? '"' : "'", at + 1);
    if (close < 0) return source.indexOf('>', at) + 1 || source.length;
    at = close;
  }
  return source.length;
}

/** Behind the end tag of an element whose content is skipped; the end of the text where it has none. */
function endOfSilence(html: string, tag: Tag): number {
  const endTag = new RegExp(`</${tag.name}(?=[\\s/>])`, 'gi');
  endTag.lastIndex = tag.end;
  const found = endTag.exec(html);
  if (!found) return html.length;
  return html.indexOf('>', found.index) + 1 || html.length;
}
