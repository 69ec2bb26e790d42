import { expect, test } from 'vitest';
import { MOST_OPML_LENGTH } from '../../../src/feed/opml.ts';
import { decodeOpml, LARGEST_OPML_BYTES } from '../../../src/ui/options/opml-file.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const TEXT = '<opml><body><outline text="Café"/></body></opml>';

/** One byte for each character, which latin1 and windows-1252 share here. */
const single = (declaration: string) => bytes(declaration + TEXT);
const utf8 = (declaration: string) => new TextEncoder().encode(declaration + TEXT);
const utf16 = (text: string, swap: boolean) =>
  Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0);
      return swap ? [code >> 8, code & 255] : [code & 255, code >> 8];
    }),
  );

test.each([
  ['UTF-8 without a word', utf8('')],
  ['UTF-8 with a mark', utf8('\ufeff<?xml version="1.0"?>')],
  ['UTF-8 with a mark and a declaration', utf8('\ufeff<?xml version="1.0" encoding="utf-8"?>')],
  ['latin1 by declaration', single('<?xml version="1.0" encoding="ISO-8859-1"?>')],
  ['windows-1252 by declaration', single("<?xml version='1.0' encoding = 'windows-1252' standalone='yes'?>")],
  ['UTF-16LE with a mark', utf16(`\ufeff${TEXT}`, false)],
  ['UTF-16BE with a mark', utf16(`\ufeff${TEXT}`, true)],
  ['UTF-16LE without one', utf16(TEXT, false)],
  ['UTF-16BE without one', utf16(TEXT, true)],
  ['UTF-8 that says it is UTF-16', utf8('<?xml version="1.0" encoding="UTF-16"?>')],
  ['UTF-8 that says nonsense', utf8('<?xml version="1.0" encoding="klingon"?>')],
])('a file in %s is read', (_encoding, file) => {
  expect(decodeOpml(file)).toContain(TEXT);
});

test('an empty file is an empty text', () => {
  expect(decodeOpml(new Uint8Array())).toBe('');
});

test('the page sends what the reader of OPML takes, and no more', () => {
  expect(LARGEST_OPML_BYTES).toBe(MOST_OPML_LENGTH);
});
