import { titleText } from './title.ts';
import type { Author } from './types.ts';
import { resolveUrl } from './urls.ts';
import { attributeOf, childNamed, type Element, firstText, textOf } from './xml.ts';

/** As many authors in one text as papers have; what is longer is cut behind the last name that fits. */
const LONGEST_NAME = 300;
/** Markup around names may be long, since lists of authors link each of them; a post's whole text is not read. */
const LONGEST_SOURCE = 20_000;

/**
 * An author as people write one: `a@b.example (Name)` as RSS 2.0 asks for, `Name <a@b.example>` as mail has it
 * (RFC 5322 §3.4), `Name (a@b.example)`, a name alone, an address alone, empty brackets beside either.
 *
 * @returns undefined where no name or address stands; of names over 300 characters those that fit, parted by commas
 */
export function readPerson(text: string | undefined): Author | undefined {
  const written = withoutBrackets(cutAtComma(titleText(text?.slice(0, LONGEST_SOURCE) ?? '')));
  if (written === '') return undefined;
  if (!written.includes('@')) return author(written, undefined);
  const mailFirst = /^([^\s@<>()]{1,100}@[^\s@<>()]{1,100})\s*[(<]([^()<>]{1,200})[)>]$/.exec(written);
  if (mailFirst) return author(mailFirst[2] ?? '', mailFirst[1]);
  const nameFirst = /^([^<>()]{1,200}?)\s*[(<](?:mailto:)?([^\s@<>()]{1,100}@[^\s@<>()]{1,100})[)>]$/.exec(written);
  if (nameFirst) return author(nameFirst[1] ?? '', nameFirst[2]);
  const mail = /^(?:mailto:)?([^\s@<>()]{1,100}@[^\s@<>()]{1,100}\.[^\s@<>()]{1,30})$/.exec(written);
  return mail ? author(mail[1] ?? '', mail[1]) : author(written, undefined);
}

function cutAtComma(names: string): string {
  if (names.length <= LONGEST_NAME) return names;
  const comma = names.lastIndexOf(',', LONGEST_NAME);
  const kept = names.slice(0, comma > 0 ? comma : LONGEST_NAME);
  return kept.replace(/[\ud800-\udbff]$/, '').trim();
}

/** `a@b.example ()`, `<a@b.example>` and `(Name)`: what templates leave where they had nothing else to say. */
function withoutBrackets(written: string): string {
  const stated = written.replace(/[(<]\s?[)>]$/, '').trimEnd();
  return /^[(<][^()<>]+[)>]$/.test(stated) ? stated.slice(1, -1).trim() : stated;
}

function author(name: string, mail: string | undefined): Author | undefined {
  const trimmed = name.trim().replace(/^"([^"]+)"$/, '$1');
  if (trimmed === '') return undefined;
  return mail && /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+$/.test(mail)
    ? { name: trimmed, url: `mailto:${mail}` }
    : { name: trimmed };
}

/**
 * An author element of Atom (RFC 4287 §3.2), also as it stands in RSS, where it may be mere text.
 *
 * @param prefix '' or 'atom:'
 */
export function readPersonElement(element: Element, prefix: string, documentUrl: string): Author | undefined {
  const resource = attributeOf(element, 'rdf:resource');
  if (element.children.length === 0) return readPerson(textOf(element) ?? resource);
  const foaf = childNamed(element, 'foaf:person');
  const name =
    firstText(element, `${prefix}name`, 'foaf:name', 'itunes:name') ?? (foaf && firstText(foaf, 'foaf:name'));
  const mail = readPerson(firstText(element, `${prefix}email`, 'itunes:email'));
  const site = resolveUrl(firstText(element, `${prefix}uri`, `${prefix}url`), element.base ?? documentUrl);
  const url = site ?? mail?.url;
  const known = name === undefined ? mail?.name : titleText(name);
  return known ? { name: known, ...(url === undefined ? {} : { url }) } : undefined;
}

/** Each name once, in order. */
export function distinctAuthors(authors: readonly (Author | undefined)[]): Author[] {
  const byName = new Map<string, Author>();
  for (const person of authors) if (person && !byName.has(person.name)) byName.set(person.name, person);
  return [...byName.values()];
}
