import { decodeInAddress, tagEnd } from './plain-text.ts';
import { resolveUrl } from './urls.ts';

/** Attributes that hold one address (https://html.spec.whatwg.org/multipage/indices.html#attributes-3). */
const ADDRESSES = new Set('action background cite data formaction href longdesc poster src'.split(' '));
const NAME = /[^\s<>/="']+/y;
/** A name is looked for at its beginning only, or long ones without value would cost their square. */
const ATTRIBUTE = /(?<![^\s=/>"'<])([^\s=/>"'<]+)(\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))/g;

interface Scope {
  readonly base: string;
  /** The element that states the base, and how many of its name are open within it, itself counted. */
  readonly name: string;
  open: number;
}

/**
 * HTML whose relative addresses are absolute, by the base and by the xml:base of its own elements (XML Base §4, which
 * HTML parsers ignore). Links within the document (`#note`), addresses that are none, and all else stay as they are
 * written. Linear; never throws.
 *
 * @param base absolute; '' where none is known
 */
export function withAbsoluteLinks(html: string, base: string): string {
  const scopes: Scope[] = [];
  let out = '';
  let done = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const closes = html.charCodeAt(at + 1) === 47;
    NAME.lastIndex = closes ? at + 2 : at + 1;
    const name = NAME.exec(html)?.[0].toLowerCase();
    if (name === undefined || !/^[a-z]/.test(name)) continue;
    const top = scopes.at(-1);
    if (closes) {
      if (top?.name === name && --top.open === 0) scopes.pop();
      continue;
    }
    const attributesAt = NAME.lastIndex;
    const end = tagEnd(html, attributesAt);
    const attributes = html.slice(attributesAt, end);
    const outer = top?.base ?? base;
    const own = attributes.includes('xml:base') ? statedBase(attributes, outer) : outer;
    if (html[end - 2] !== '/') {
      if (own !== outer) scopes.push({ base: own, name, open: 1 });
      else if (top?.name === name) top.open++;
    }
    out += html.slice(done, attributesAt) + resolveAttributes(attributes, own);
    done = end;
    at = end - 1;
  }
  return out + html.slice(done);
}

function statedBase(attributes: string, outer: string): string {
  for (const [, name = '', , double, single, bare = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (name === 'xml:base') return resolveUrl(decodeInAddress(double ?? single ?? bare), outer) ?? outer;
  }
  return outer;
}

function resolveAttributes(attributes: string, base: string): string {
  if (!attributes.includes('=')) return attributes;
  return attributes.replace(ATTRIBUTE, (written, name: string, equals: string, double, single, bare) => {
    const lower = name.toLowerCase();
    if (lower !== 'srcset' && !ADDRESSES.has(lower)) return written;
    const value = decodeInAddress(double ?? single ?? bare ?? '');
    const resolved = lower === 'srcset' ? resolveCandidates(value, base) : resolveAddress(value, base);
    return resolved === value ? written : `${name}${equals}"${escapeValue(resolved)}"`;
  });
}

function resolveAddress(written: string, base: string): string {
  const reference = written.trim();
  if (reference.startsWith('#')) return written;
  const url = resolveUrl(reference, base);
  if (url === undefined || URL.canParse(reference)) return written;
  // The author's letters stay letters, as in the links beside it that were absolute already.
  const letters = new Set(reference.match(/[^\0-\x7f\p{Cs}]/gu));
  return letters.size === 0
    ? url
    : url.replace(/(?:%[89A-F][\dA-F])+/g, (escaped) => unescapeLetters(escaped, letters));
}

function unescapeLetters(escaped: string, letters: ReadonlySet<string>): string {
  try {
    return decodeURIComponent(escaped).replace(/./gsu, (char) => (letters.has(char) ? char : encodeURIComponent(char)));
  } catch {
    return escaped;
  }
}

const CANDIDATE = /[^\s,]\S*/g;

/**
 * A picture's candidates: addresses, each with a width or density behind white space, parted by commas. Commas within
 * an address are its own, those at its end are not (https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute).
 */
function resolveCandidates(written: string, base: string): string {
  const candidates: string[] = [];
  CANDIDATE.lastIndex = 0;
  for (let found = CANDIDATE.exec(written); found; found = CANDIDATE.exec(written)) {
    const [reference] = found;
    const behind = CANDIDATE.lastIndex;
    const comma = reference.endsWith(',') ? behind : written.indexOf(',', behind);
    const end = comma < 0 ? written.length : comma;
    candidates.push(resolveAddress(withoutCommas(reference), base) + written.slice(behind, end).trimEnd());
    CANDIDATE.lastIndex = end;
  }
  return candidates.join(', ');
}

function withoutCommas(reference: string): string {
  let end = reference.length;
  while (reference[end - 1] === ',') end--;
  return reference.slice(0, end);
}

function escapeValue(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
