import { madeWords } from './made-texts.ts';
import type { Random } from './random.ts';

/** Text that feeds should not hold where it lands. */
const SHARDS: readonly [string, ...string[]] = [
  "'",
  "='",
  ' a=">',
  '<!DOCTYPE x [',
  '<content type="xhtml">',
  '<x xmlns="urn:x">',
  ' xmlns:dc="urn:y"',
  '<a href="',
  ...'< > & " </ /> <! <? <![CDATA[ ]]> <!-- --> ]> ?> =" { [ \\'.split(' '),
  ...'&# &#x0; &#8; &#xFFFFFFFF; &#xFFFE; &#xDFFF; &#x81; &amp;#7; &#55357; &amp &eacute &undeclared; &own;'.split(' '),
  ...'\0\u0008\u001b\u007f\u0085\u0099\u2028\ufeff\ufffe\uffff\ufffd\ud800\u202e'.split(''),
  ...'<item> </item> <entry> </entry> <channel> </channel> </rss> </feed> <rss> <feed> <title> </title>'.split(' '),
  ...'<description> </description> </content> <link> <link/> <guid> </guid> <a:b:c> <p> </p> <br> <div'.split(' '),
  ...'<constructor> </__proto__> <1536x1536> <textarea> <script> </script <style>'.split(' '),
];

const ODD_NAMES = [
  'constructor',
  'prototype',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '1536x1536',
  'a:b:c',
  ':',
  '-',
  'item',
  'title',
  'link',
  'content',
  'description',
  'div',
  'p',
  'é',
  'x',
  '#text',
  ':@',
  '?xml',
  'xml',
] as const;

export interface Surroundings {
  readonly random: Random;
  /** Makes another document, for what is moved between two. */
  readonly other: () => string;
}

/** A way to damage any text, a whole document or a part of it. */
export type Wound = (text: string, surroundings: Surroundings) => string;

function splice(text: string, at: number, removed: number, inserted = ''): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

function slice(text: string, random: Random, longest: number): { at: number; length: number; text: string } {
  const at = random.below(text.length);
  const length = 1 + random.below(Math.min(longest, text.length - at));
  return { at, length, text: text.slice(at, at + length) };
}

/** A place where this pattern matches; undefined where none does. */
function anyMatch(text: string, pattern: RegExp, random: Random): { at: number; found: string } | undefined {
  const match = random.pickAny([...text.matchAll(pattern)]);
  return match && { at: match.index, found: match[0] };
}

/** Replaces one match of the pattern, any of them. */
function replacing(pattern: RegExp, replace: (found: string, random: Random) => string): Wound {
  return (text, { random }) => {
    const match = anyMatch(text, pattern, random);
    return match ? splice(text, match.at, match.found.length, replace(match.found, random)) : text;
  };
}

const TAG = /<[^<>]*>/g;
const START_TAG = /<[A-Za-z][^<>]*>/g;

/** The names are those of the wounds in what is reported. */
export const WOUNDS: Readonly<Record<string, Wound>> = {
  'a character changed': (text, { random }) => {
    const char = random.oneIn(2) ? String.fromCharCode(random.below(128)) : String.fromCodePoint(random.below(0xd800));
    return splice(text, random.below(text.length), 1, char);
  },
  'a shard put in': (text, { random }) => splice(text, random.below(text.length + 1), 0, random.pick(SHARDS)),
  'several shards put in': (text, { random }) =>
    Array.from({ length: 1 + random.below(8) }).reduce<string>(
      (damaged) => splice(damaged, random.below(damaged.length + 1), 0, random.pick(SHARDS)),
      text,
    ),
  'a slice taken out': (text, { random }) => {
    const { at, length } = slice(text, random, 200);
    return splice(text, at, length);
  },
  'a slice repeated': (text, { random }) => {
    const part = slice(text, random, 120);
    return splice(text, part.at, 0, part.text.repeat(1 + random.below(4)));
  },
  'a slice moved': (text, { random }) => {
    const part = slice(text, random, 300);
    const rest = splice(text, part.at, part.length);
    return splice(rest, random.below(rest.length), 0, part.text);
  },
  'a slice of another feed': (text, { random, other }) =>
    splice(text, random.below(text.length), random.below(2) * random.below(100), slice(other(), random, 300).text),
  'a tag taken out': replacing(TAG, () => ''),
  'an end tag taken out': replacing(/<\/[^<>]*>/g, () => ''),
  'a tag without its end': replacing(TAG, (tag) => tag.slice(0, -1)),
  'a tag renamed': replacing(TAG, (tag, random) => tag.replace(/[^\s<>/]+/, random.pick(ODD_NAMES))),
  'a tag in capitals': replacing(TAG, (tag) => tag.toUpperCase()),
  'a tag twice': replacing(TAG, (tag) => tag + tag),
  'an end tag in place of a start': replacing(START_TAG, (tag) => tag.replace('<', '</')),
  'an attribute put in': replacing(START_TAG, (tag, random) => {
    const name = random.pick([...ODD_NAMES, 'xmlns', 'xmlns:dc', 'xml:base', 'type', 'rel', 'href', 'isPermaLink']);
    const value = random.pick(['"', '', "'", '"x"', "'a\"b'", 'bare', '"&quot;"', '"javascript:a"', '"/a"']);
    return tag.replace(/(?=\/?>$)/, ` ${name}=${value}`);
  }),
  'a quote taken out': replacing(/["']/g, () => ''),
  'the quotes of a tag taken out': replacing(TAG, (tag) => tag.replace(/["']/g, '')),
  'an entity broken': replacing(/&[^\s;]*;/g, (reference, random) =>
    random.pick([reference.slice(0, -1), `${reference.slice(0, -1)} ;`, reference.slice(1), '&', `&${reference}`]),
  ),
  'a CDATA mark taken out': replacing(/<!\[CDATA\[|\]\]>/g, () => ''),
  'a CDATA mark broken': replacing(/<!\[CDATA\[|\]\]>/g, (mark) => mark.slice(0, -1)),
  'control characters': (text, { random }) =>
    Array.from({ length: 1 + random.below(5) }).reduce<string>(
      (damaged) => splice(damaged, random.below(damaged.length + 1), 0, String.fromCharCode(random.below(32))),
      text,
    ),
  'elements nested': (text, { random }) => {
    const name = random.pick(['x', 'p', 'div', 'title', 'author', 'media:group', 'description', 'q:r']);
    const depth = 1 + random.below(20);
    const isClosed = random.oneIn(2);
    return splice(
      text,
      random.below(text.length),
      0,
      `<${name}>`.repeat(depth) + (isClosed ? `t${`</${name}>`.repeat(depth)}` : ''),
    );
  },
  'an element put in': (text, { random }) => {
    const name = random.pick(ODD_NAMES);
    return splice(text, random.below(text.length), 0, `<${name}>${madeWords(random, 3)}</${name}>`);
  },
  'its end cut off': (text, { random }) => text.slice(0, random.below(text.length)),
  'its beginning cut off': (text, { random }) => text.slice(random.below(Math.min(text.length, 300))),
};

/** Damages bytes, mostly of a document that was whole. */
export function damagedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const damaged = [...bytes];
  for (let left = 1 + random.below(6); left > 0; left--) {
    const at = random.below(damaged.length);
    const ways = [
      () => damaged.splice(at, 1, random.below(256)),
      () => damaged.splice(at, 0, random.below(256)),
      () => damaged.splice(at, 1 + random.below(40)),
      () => damaged.splice(at, 1, (damaged[at] ?? 0) ^ (1 << random.below(8))),
      () => damaged.splice(at, 0, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf5, 0xff),
    ] as const;
    random.pick(ways)();
  }
  return Uint8Array.from(damaged);
}
