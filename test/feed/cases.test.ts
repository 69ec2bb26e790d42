import { describe, expect, test } from 'vitest';
import { parseDocument, parseFeed } from '../../src/feed/parse.ts';
import { brokenDocuments } from './cases/broken-documents.ts';
import type { Case } from './cases/case.ts';
import { coercion } from './cases/coercion.ts';
import { dates } from './cases/dates.ts';
import { formats } from './cases/formats.ts';
import { halfEscaped } from './cases/half-escaped.ts';
import { jsonFeeds } from './cases/json-feed.ts';
import { limits } from './cases/limits.ts';
import { links } from './cases/links.ts';
import { names } from './cases/names.ts';
import { people } from './cases/people.ts';
import { titles } from './cases/titles.ts';

const tables: Readonly<Record<string, readonly Case[]>> = {
  'JSON Feed': jsonFeeds,
  'broken documents': brokenDocuments,
  'half-escaped markup': halfEscaped,
  'values that look like others': coercion,
  'odd names': names,
  formats,
  titles,
  links,
  people,
  dates,
  limits,
};

for (const [area, cases] of Object.entries(tables)) {
  describe(area, () => {
    test.each(cases)('$behaviour', ({ document, documentUrl, fails, feed, entries }) => {
      const result =
        typeof document === 'string'
          ? parseFeed(document, documentUrl)
          : parseDocument(document, undefined, documentUrl);
      if (fails) {
        expect(result).toEqual({ ok: false, reason: fails });
        return;
      }
      if (!result.ok) throw new Error(`no feed: ${result.reason}`);
      if (feed) expect(only(result.feed, feed)).toEqual(feed);
      if (entries) expect(result.feed.entries.map((entry, i) => only(entry, entries[i] ?? {}))).toEqual(entries);
    });
  });
}

const UNFIT = ['\0', '\u001f', '\u007f', '\u0085', '\u009f', '\ufffe', '\uffff', '\t', '\u00a0', '\ufffd', 'é', '🦀'];

test.each([0, 1, 2, 3])(
  'bytes give what their text gives, wherever a control character stands (offset %i)',
  (offset) => {
    for (const [place, char] of UNFIT.flatMap((char) => [0, 1, 2, 3].map((place) => [place, char] as const))) {
      const text = `<rss><channel><title>${'a'.repeat(place)}${char}b</title></channel></rss>${' '.repeat(place)}`;
      const bytes = new Uint8Array([...new Uint8Array(offset), ...new TextEncoder().encode(text)]).subarray(offset);
      expect(parseDocument(bytes, undefined, ''), JSON.stringify(char)).toEqual(parseFeed(text, ''));
    }
  },
);

/** The fields that an expectation names. */
function only<T extends object>(read: T, expected: Partial<Record<keyof T, unknown>>): Partial<T> {
  const named = Object.keys(expected) as (keyof T)[];
  return Object.fromEntries(named.map((key) => [key, read[key]])) as Partial<T>;
}
