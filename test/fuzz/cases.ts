import { type Document, type Piece, textOfPieces } from './documents.ts';
import { madeEntry, madeFeed } from './made-feeds.ts';
import { madeWords } from './made-texts.ts';
import { type Random, randomFrom } from './random.ts';
import { damagedBytes, WOUNDS } from './wounds.ts';

/** What a damaged document must still give. */
export type Promised =
  /** Nothing but a reader that keeps its own promises. */
  | 'nothing'
  /** Every piece that is still a whole entry, as it was but for what it inherits from its feed. */
  | 'entries'
  /** What the undamaged document gives. */
  | 'everything';

/** One document that the reader is given, and what it must make of it. */
export interface Case {
  readonly document: Document;
  /** In words, for the report. */
  readonly damage: string;
  readonly pieces: readonly Piece[];
  readonly promised: Promised;
  readonly contentType: string;
  /** The document's bytes, where they are not its text in UTF-8. */
  readonly bytes?: Uint8Array;
  /** The document breaks off before its root's end. */
  readonly isCut?: boolean;
  /** The same damage, so many times over: for the check that cost grows as the document does. */
  readonly grown?: (times: number) => string;
}

/** Feeds that cases are made of, beside those that are made up. */
export interface Sources {
  readonly fixtures: readonly Document[];
  readonly realFeeds: readonly Document[];
}

/** Cases in a row that share one made-up feed: making it and reading it whole costs more than the damage. */
const CASES_OF_ONE_FEED = 16;

/** The same for the same numbers and sources. */
export function caseOf(seed: number, number: number, sources: Sources): Case {
  const random = randomFrom(seed, number, 1);
  const kind = random.below(100);
  const known = kind < 75 ? undefined : kind < 87 ? random.pickAny(sources.fixtures) : realFeed(sources, random);
  const document = known ?? madeFeedFor(seed, number);
  if (random.oneIn(GROWTH_EVERY)) return grownCase(document, random);
  const damage = random.pickAny(document.format === 'json' ? JSON_DAMAGES : XML_DAMAGES) ?? woundedAnywhere;
  return damage(document, random);
}

/** Short ones more often: they cost less, and what damage does shows in them as well. */
function realFeed({ realFeeds }: Sources, random: Random): Document | undefined {
  const [one, other] = [random.pickAny(realFeeds), random.pickAny(realFeeds)];
  return one && other && lengthOf(other) < lengthOf(one) ? other : one;
}

function lengthOf({ pieces }: Document): number {
  return pieces.reduce((length, { text }) => length + text.length, 0);
}

let lastMade: { readonly key: string; readonly document: Document } | undefined;

function madeFeedFor(seed: number, number: number): Document {
  const group = Math.floor(number / CASES_OF_ONE_FEED);
  const key = `${seed}:${group}`;
  if (lastMade?.key !== key) lastMade = { key, document: madeFeed(randomFrom(seed, group, 2)) };
  return lastMade.document;
}

type Damage = (document: Document, random: Random) => Case;

const UTF_8 = 'application/xml; charset=utf-8';

function entryPlaces(pieces: readonly Piece[]): number[] {
  return pieces.flatMap(({ entry }, place) => (entry === undefined ? [] : [place]));
}

function wounded(text: string, random: Random): { text: string; names: string[] } {
  const other = (): string => textOfPieces(madeFeed(randomFrom(random.below(100), 3)).pieces);
  const names: string[] = [];
  let damaged = text;
  for (let left = random.oneIn(3) ? 1 + random.below(3) : 1; left > 0; left--) {
    const [name, wound] = random.pickAny(Object.entries(WOUNDS)) ?? ['', (same: string) => same];
    names.push(name);
    damaged = wound(damaged, { random, other });
  }
  return { text: damaged, names };
}

const woundedAnywhere: Damage = (document, random) => {
  const { text, names } = wounded(textOfPieces(document.pieces), random);
  const damage = `anywhere: ${names.join(', ')}`;
  return { document, damage, pieces: [{ text }], promised: 'nothing', contentType: UTF_8 };
};

/** All but the wounded entry must come through, whatever has happened to that. */
const woundedEntry: Damage = (document, random) => {
  const place = random.pickAny(entryPlaces(document.pieces)) ?? 0;
  const { text, names } = wounded(document.pieces[place]?.text ?? '', random);
  return {
    document,
    damage: `in an entry: ${names.join(', ')}`,
    pieces: document.pieces.with(place, { text }),
    promised: 'entries',
    contentType: UTF_8,
  };
};

const woundedTail: Damage = (document, random) => {
  const { text, names } = wounded(document.pieces.at(-1)?.text ?? '', random);
  const pieces = document.pieces.with(-1, { text });
  const damage = `behind the last entry: ${names.join(', ')}`;
  return { document, damage, pieces, promised: 'entries', contentType: UTF_8 };
};

const woundedBytes: Damage = (document, random) => {
  const bytes = damagedBytes(encoded(textOfPieces(document.pieces)), random);
  const contentType = random.pick(['', 'text/xml', UTF_8, 'text/xml; charset=utf-16', 'text/xml; charset=shift_jis']);
  const pieces = [{ text: new TextDecoder().decode(bytes) }];
  return { document, damage: 'bytes anywhere', pieces, promised: 'nothing', contentType, bytes };
};

/**
 * Bytes that are no UTF-8 spoil the entry that holds them and no other, unless they outweigh the letters that show the
 * document to be UTF-8: the reader then believes another encoding, for the whole document.
 */
const woundedBytesOfEntry: Damage = (document, random) => {
  const place = random.pickAny(entryPlaces(document.pieces)) ?? 0;
  const parts = document.pieces.map(({ text }) => encoded(text));
  const damaged = damagedBytes(parts[place] ?? new Uint8Array(), random);
  const others = textOfPieces(document.pieces.toSpliced(place, 1));
  const letters = others.match(/[^\0-\x7f]/gu)?.length ?? 0;
  return {
    document,
    damage: 'bytes of an entry',
    pieces: document.pieces.with(place, { text: new TextDecoder().decode(damaged) }),
    promised: letters === 0 || letters > 100 ? 'entries' : 'nothing',
    contentType: UTF_8,
    bytes: Buffer.concat(parts.with(place, damaged)),
  };
};

/** All entries that were complete before the cut are read, and the reader says that the document was cut. */
const cut: Damage = (document, random) => {
  const whole = textOfPieces(document.pieces).trimEnd();
  let left = random.below(whole.length);
  const pieces: Piece[] = [];
  for (const piece of document.pieces) {
    pieces.push(piece.text.length <= left ? piece : { text: piece.text.slice(0, Math.max(0, left)) });
    left -= piece.text.length;
  }
  const isCut = whole.endsWith('>') && !whole.endsWith('-->');
  return { document, damage: 'cut', pieces, promised: 'entries', contentType: UTF_8, isCut };
};

function rearranged(document: Document, damage: string, pieces: readonly Piece[]): Case {
  return { document, damage, pieces, promised: 'entries', contentType: UTF_8 };
}

const shuffled: Damage = (document, random) => {
  const places = entryPlaces(document.pieces);
  const order = random.shuffled(places);
  const pieces = document.pieces.map((piece, place) => {
    const from = order[places.indexOf(place)];
    return (from === undefined ? undefined : document.pieces[from]) ?? piece;
  });
  return rearranged(document, 'entries in another order', pieces);
};

function besideAnEntry(document: Document, random: Random, inserted: Piece): Piece[] {
  const place = random.pickAny(entryPlaces(document.pieces)) ?? 0;
  const gap = document.format === 'json' ? [{ text: ',' }] : [];
  return document.pieces.toSpliced(place, 0, inserted, ...gap);
}

const withOneMore: Damage = (document, random) =>
  rearranged(document, 'one entry more', besideAnEntry(document, random, { text: madeEntry(random, document.format) }));

const withOneTwice: Damage = (document, random) => {
  const place = random.pickAny(entryPlaces(document.pieces)) ?? 0;
  const again = { ...document.pieces[place], text: document.pieces[place]?.text ?? '' };
  return rearranged(document, 'an entry twice', besideAnEntry(document, random, again));
};

const inAnotherFeed: Damage = (document, random) => {
  const other = madeFeed(randomFrom(random.below(1000), 4));
  if (other.format !== document.format) return woundedEntry(document, random);
  // Behind: the first document's head counts. Before another, it would be a second root that decides what is inherited.
  return rearranged(document, 'two documents in one', [...document.pieces, { text: textOfPieces(other.pieces) }]);
};

const KNOWN_SPACES = [
  'http://purl.org/rss/1.0/',
  'http://purl.org/dc/elements/1.1/',
  'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'http://search.yahoo.com/mrss/',
  'http://purl.org/rss/1.0/modules/content/',
] as const;

/** Changes that a reader of feeds does not see, or sees through. */
const HARMLESS: Readonly<Record<string, (pieces: readonly Piece[], random: Random) => readonly Piece[]>> = {
  'control characters': (pieces, random) =>
    changedAnywhere(pieces, random, (text, at) => `${text.slice(0, at)}\u0001\u0013\u001f${text.slice(at)}`),
  'a comment between entries': (pieces, random) =>
    betweenEntries(pieces, random, `<!-- ${madeWords(random, 3).replaceAll('-', '')} <item> -->`),
  'an instruction between entries': (pieces, random) => betweenEntries(pieces, random, '<?php echo 1 ?>'),
  'white space between entries': (pieces, random) => betweenEntries(pieces, random, '\r\n \t\u0000'),
  'elements that nobody knows': (pieces, random) => {
    const name = random.pick(['constructor', '__proto__', 'toString', '1536x1536', 'y:z', 'hasOwnProperty']);
    return betweenEntries(pieces, random, `<${name} ${name}="1">t<${name}/></${name}>`);
  },
  'elements that nobody knows in an entry': (pieces, random) => {
    const name = random.pick(['constructor', '__proto__', 'toString', '1536x1536', 'y:z', 'hasOwnProperty']);
    return changedEntry(pieces, random, (text) => text.replace(/(?=<\/[^<>]*>$)/, `<${name}>t</${name}><${name}/>`));
  },
  'attributes that nobody knows': (pieces, random) => {
    const name = random.pick(['constructor', '__proto__', 'data-x', '1a', 'é', 'x:y']);
    return changedEntry(pieces, random, (text) => text.replace(/^<[^\s<>/]+/, `$& ${name}='"' ${name}="b"`));
  },
  'another default namespace in the head': (pieces, random) => {
    const uri = random.pick(['urn:x', 'http://www.w3.org/2005/Atom', 'http://www.w3.org/1999/xhtml', ...KNOWN_SPACES]);
    return changedHead(pieces, random, (tag) => tag.replace(/^<[^\s<>/]+/, `$& xmlns="${uri}"`));
  },
  'attributes in the head that nobody knows': (pieces, random) => {
    const name = random.pick(['constructor', '__proto__', 'data-x', '1a', 'é', 'x:y']);
    return changedHead(pieces, random, (tag) => tag.replace(/^<[^\s<>/]+/, `$& ${name}='"' ${name}="b"`));
  },
  'elements in the head that nobody knows': (pieces, random) => {
    const name = random.pick(['constructor', '__proto__', 'toString', '1536x1536', 'y:z', 'hasOwnProperty']);
    return changedHead(pieces, random, (tag) => `${tag}<${name}><title>t</title><${name}/></${name}>`);
  },
  'junk behind the root': (pieces) => [...pieces, { text: '\n<!-- 0.2 s --><script>if (a<b) {}</script>\u0000' }],
  'junk before the root': (pieces) => [
    { text: '\nWarning: mysql_connect() in /srv/x.php on line 3<br />\n' },
    ...pieces,
  ],
  'a byte order mark': (pieces) => [{ text: '\ufeff' }, ...pieces],
  'an end tag without a start': (pieces, random) => betweenEntries(pieces, random, '</b></x:y></p>'),
};

function changedAnywhere(
  pieces: readonly Piece[],
  random: Random,
  change: (text: string, at: number) => string,
): readonly Piece[] {
  const place = random.below(pieces.length);
  const text = pieces[place]?.text ?? '';
  const at = random.below(text.length);
  // Between the halves of a character it would do harm.
  const isWithin = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1));
  return pieces.with(place, { text: change(text, isWithin ? at - 1 : at) });
}

const HEAD_TAG = /<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?=[\s>])[^<>]*>/gi;

/** The start tag of the root or of the channel. */
function changedHead(pieces: readonly Piece[], random: Random, change: (tag: string) => string): readonly Piece[] {
  const head = pieces[0]?.text ?? '';
  const tag = random.pickAny([...head.matchAll(HEAD_TAG)]);
  if (!tag) return pieces;
  const text = head.slice(0, tag.index) + change(tag[0]) + head.slice(tag.index + tag[0].length);
  return pieces.with(0, { text });
}

function changedEntry(pieces: readonly Piece[], random: Random, change: (text: string) => string): readonly Piece[] {
  const place = random.pickAny(entryPlaces(pieces)) ?? 0;
  return pieces.with(place, { text: change(pieces[place]?.text ?? '') });
}

function betweenEntries(pieces: readonly Piece[], random: Random, inserted: string): readonly Piece[] {
  return pieces.toSpliced(random.pickAny(entryPlaces(pieces)) ?? 0, 0, { text: inserted });
}

const harmless: Damage = (document, random) => {
  const [name, change] = random.pickAny(Object.entries(HARMLESS)) ?? ['', (same: readonly Piece[]) => same];
  const pieces = change(document.pieces, random);
  return { document, damage: `harmless: ${name}`, pieces, promised: 'everything', contentType: UTF_8 };
};

/** The bytes are UTF-8, or UTF-16 with its mark, whatever else is said of them. */
const encodingLiedAbout: Damage = (document, random) => {
  const text = textOfPieces(document.pieces).replace(/^\ufeff/, '');
  const declared = random.pick(['utf-16', 'iso-8859-1', 'windows-1252', 'us-ascii', 'utf8mb4', 'x', 'UTF-8 ']);
  const lying = /^\s*<\?xml[^>]*encoding/.test(text)
    ? text.replace(/encoding=(["'])[^"']*\1/, `encoding="${declared}"`)
    : text;
  const contentType = random.pick(['', 'text/xml', 'text/xml; charset=iso-8859-1', 'text/xml;charset="utf-16"']);
  const order = random.below(4);
  const bytes = order === 0 ? encodedUtf16(lying, true) : order === 1 ? encodedUtf16(lying, false) : encoded(lying);
  const pieces = [{ text: lying }];
  return { document, damage: `encoding: ${declared}`, pieces, promised: 'everything', contentType, bytes };
};

/** Another value in place of one entry, or of a part of it: the others stay. */
const oddJsonValue: Damage = (document, random) => {
  const place = random.pickAny(entryPlaces(document.pieces)) ?? 0;
  const odd = (): unknown =>
    random.pick<unknown>([
      null,
      true,
      0,
      -1,
      1e308,
      1.5,
      '',
      ' ',
      'x',
      '\u0000\u0008',
      '\ud800',
      'javascript:a',
      [],
      [null],
      [[]],
      {},
      { toString: 1 },
      { name: 7, url: {} },
      [{ name: 'A', url: 'data:a' }],
      ['__proto__'],
      '<script>',
      '\u2028',
    ]);
  const item = JSON.parse(document.pieces[place]?.text ?? '{}') as Record<string, unknown>;
  for (let left = random.below(4); left > 0; left--) {
    const key = random.pickAny([...Object.keys(item), 'author', 'content_html', 'language', 'external_url', 'image']);
    if (key !== undefined) item[key] = odd();
  }
  const whole = random.oneIn(4) ? JSON.stringify(odd()) : JSON.stringify(item);
  const text = whole.replace(/^\{(?=")/, random.oneIn(4) ? '{"__proto__":{"title":"p"},"constructor":1,' : '{');
  return rearranged(document, 'an odd value', document.pieces.with(place, { text }));
};

const XML_DAMAGES: readonly Damage[] = [
  ...Array.from({ length: 8 }, () => woundedEntry),
  ...Array.from({ length: 4 }, () => woundedAnywhere),
  woundedTail,
  woundedBytes,
  woundedBytesOfEntry,
  cut,
  cut,
  shuffled,
  withOneMore,
  withOneTwice,
  inAnotherFeed,
  harmless,
  harmless,
  encodingLiedAbout,
];

// A damaged JSON text is none: nothing is promised of it (JSON.parse gives all or nothing).
const JSON_DAMAGES: readonly Damage[] = [
  woundedAnywhere,
  woundedBytes,
  oddJsonValue,
  oddJsonValue,
  oddJsonValue,
  shuffled,
  withOneMore,
  withOneTwice,
];

/** It takes as long as some hundred others. */
const GROWTH_EVERY = 1000;

/** A damaged document in which a slice, mostly one with the wound, repeats. */
function grownCase(document: Document, random: Random): Case {
  const { text, names } = wounded(textOfPieces(document.pieces), random);
  const at = random.below(text.length);
  const length = 1 + random.below(random.pick([20, 100, 600]));
  const part = text.slice(at, at + length);
  const grown = (times: number): string =>
    text.slice(0, at) + part.repeat(Math.ceil((60_000 * times) / part.length)) + text.slice(at + length);
  const damage = `repeated: ${names.join(', ')}`;
  return { document, damage, pieces: [{ text: grown(1) }], promised: 'nothing', contentType: UTF_8, grown };
}

export function bytesOf({ bytes, pieces }: Case): Uint8Array {
  return bytes ?? encoded(textOfPieces(pieces));
}

export function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function encodedUtf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  view.setUint16(0, 0xfeff, littleEndian);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at + 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}
