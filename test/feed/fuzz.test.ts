import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/steps.ts';
import { parseFeed } from '../../src/feed/parse.ts';
import type { Entry } from '../../src/feed/types.ts';
import { type Case, caseOf, type Sources } from '../fuzz/cases.ts';
import { type Check, failuresOf, type Reader, reader } from '../fuzz/checks.ts';
import { fixtures, realFeeds, textOfPieces } from '../fuzz/documents.ts';
import { reduced } from '../fuzz/reduce.ts';

// Feeds of real blogs stand beside the project, in ../shared of its root, since their texts are not ours to keep.
const real = realFeeds(root);
if (!real.isThere) console.warn(`Skipped: damaged real feeds, since there are none at ${real.folder}.`);
const kept = fixtures(root).documents;
const made: Sources = { fixtures: [], realFeeds: [] };

const SEED = 20_261;
/** They take a second each, where nothing else wants the machine. */
const PATIENCE_MS = 60_000;

function wrong(sources: Sources, from: number, to: number, read: Reader = reader): string[] {
  const found: string[] = [];
  for (let number = from; number < to; number++) {
    const given = caseOf(SEED, number, sources);
    for (const { check, detail } of failuresOf(given, read)) {
      found.push(`${check} (${SEED}:${number}, ${given.document.name}, damaged ${given.damage}): ${detail}`);
    }
  }
  return found;
}

// At length: npm run fuzz
describe('whatever damages a feed, the engine keeps its promises', () => {
  test(
    'with feeds of every dialect that are made up',
    () => {
      expect(wrong(made, 0, 400)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'with the fixtures',
    () => {
      expect(wrong({ ...made, fixtures: kept }, 400, 500)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test.skipIf(!real.isThere)(
    'with feeds of real blogs',
    () => {
      expect(wrong({ fixtures: kept, realFeeds: real.documents }, 500, 600)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

const rss = (items: string): string => `<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`;
const atom = (entries: string): string => `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${entries}</feed>`;

function entriesOf(text: string): readonly Entry[] {
  const result = parseFeed(text, 'https://blog.example/feed.xml');
  if (!result.ok) throw new Error(result.reason);
  return result.feed.entries;
}

describe('what it found stays mended', () => {
  const B = '<item id="b"><title>B</title></item>';

  test.each([
    ['a value that lost its second quote', rss(`<item><title>A</title><enclosure url="https://a.example/></item>${B}`)],
    ['a tag that is cut within a value', rss(`<item><title>A</title><enclosure type="audio\n${B}`)],
    ['a start tag without its end', rss(`<item><title>A</title><enclosure\n${B}`)],
    ['an end tag without its end', rss(`<item><title>A</title></item\n${B}`)],
    ['the end tag of a text without its end', rss(`<item><title>A</title><description>x</description\n${B}`)],
    ['an instruction without its end', rss(`<item><title>A</title><?php\n${B}`)],
    ['an open element beside entries', rss(`<b><item><title>A</title></item>${B}`)],
    ['a CDATA section that never ends', rss(`<item><title>A</title><description><![CDATA[x</description></item>${B}`)],
    [
      'a root within an entry that lost its start',
      rss(`<title>A</title><feed></item><item><title>A</title></item>${B}`),
    ],
    ['an open element of another namespace', rss(`<item><title>A</title><x xmlns="urn:x"></item>${B}`)],
  ])('%s takes no other entry with it', (_damage, text) => {
    expect(entriesOf(text).map(({ title }) => title)).toEqual(['A', 'B']);
  });

  test('prefixes of a root that was closed too early hold for the entries behind it', () => {
    const text =
      '<rss xmlns:d="http://purl.org/dc/elements/1.1/"><channel></rss><item><d:title>A</d:title></item></channel>';
    expect(entriesOf(text).map(({ title }) => title)).toEqual(['A']);
  });

  test('an item without its start tag does not decide what the links of the others resolve against', () => {
    const lost = '<title>A</title><link>https://other.example/deep/</link></item>';
    const text = `<rdf:RDF><channel><title>T</title><link>/</link></channel>${lost}<item><link>b</link></item></rdf:RDF>`;
    expect(entriesOf(text).map(({ url }) => url)).toEqual(['https://blog.example/b']);
  });

  test('an entry whose start tag lost a quote keeps what it says to itself', () => {
    const text = atom('<entry xml:base="/a/><author><name>Ada</name></author></entry><entry><title>B</title></entry>');
    expect(entriesOf(text).map(({ authors }) => authors)).toEqual([[{ name: 'Ada' }], []]);
  });

  test('items stay in order where their channel is closed within one of them', () => {
    const text = rss(`<item><title>A</title></channel></item>${B}<items><item><title>C</title></item></items>`);
    expect(entriesOf(text).map(({ title }) => title)).toEqual(['A', 'B', 'C']);
  });

  test('base64 with the wrong padding is read, and without the control characters that it holds', () => {
    const content = (text: string): string | undefined =>
      entriesOf(atom(`<entry><content type="a/b">${text}</content></entry>`))[0]?.contentHtml;
    expect(content('YWJjZA=')).toBe('abcd');
    expect(content(btoa('a\u0001b'))).toBe('ab');
  });

  test.each([
    ['\\ud83d\\ude42', '🙂'],
    ['\\ud83d', '\ufffd'],
    ['\\ude42', '\ufffd'],
    ['\\ude42\\ud83d', '\ufffd\ufffd'],
    ['\\ud83d\\ude42\\ude42', '🙂\ufffd'],
    ['\\\\ud83d\\ude42', '\\ud83d\ufffd'],
    ['\\\\\\ud83d\\ude42', '\\🙂'],
    ['\\\\ud83d', '\\ud83d'],
  ])('an escaped half of a character stands only beside its other half: %s', (written, title) => {
    const text = `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"${written}"}]}`;
    expect(entriesOf(text)[0]?.title).toBe(title);
  });

  test('escapes of JSON bring no control characters and no halves of characters', () => {
    const text =
      '{"version":"https://jsonfeed.org/version/1","items":[{"title":"a\\u0008b\\u001b \\ud800 \\ud83d\\ude42"}]}';
    expect(entriesOf(text)[0]?.title).toBe('ab \ufffd 🙂');
  });
});

const faulty = (change: (reading: ReturnType<Reader>) => ReturnType<Reader>): Reader => {
  return (bytes, contentType) => change(reader(bytes, contentType));
};
const withFeed = (change: (feed: Extract<ReturnType<Reader>['result'], { ok: true }>['feed']) => object): Reader =>
  faulty((reading) =>
    reading.result.ok
      ? { ...reading, result: { ok: true, feed: { ...reading.result.feed, ...change(reading.result.feed) } } }
      : reading,
  );

describe('the fuzzer notices an engine that', () => {
  let calls = 0;
  const faults: readonly (readonly [string, Check, Reader])[] = [
    [
      'throws',
      'never throws',
      () => {
        throw new RangeError('too much');
      },
    ],
    [
      'catches what it threw',
      'never throws',
      faulty((reading) => ({ ...reading, result: { ok: false, reason: 'broken' } })),
    ],
    [
      'loses the last entry',
      'keeps the undamaged entries',
      withFeed(({ entries }) => ({ entries: entries.slice(0, -1) })),
    ],
    [
      'gives an entry twice',
      'makes up no entries',
      withFeed(({ entries }) => ({
        entries: entries.flatMap((entry, place) => (place === 0 ? [entry, entry] : entry)),
      })),
    ],
    [
      'makes up an entry',
      'makes up no entries',
      withFeed(({ entries }) => ({
        entries: [...entries, { title: 'Made up', authors: [], categories: [], enclosures: [] }],
      })),
    ],
    [
      'turns the order of entries round',
      'keeps their order',
      withFeed(({ entries }) => ({ entries: entries.toReversed() })),
    ],
    [
      'loses categories',
      'keeps the undamaged entries',
      withFeed(({ entries }) => ({ entries: entries.map((entry) => ({ ...entry, categories: [] })) })),
    ],
    [
      'changes identifiers',
      'keeps their identities',
      faulty((reading) => ({
        ...reading,
        identities: reading.identities.map(({ identity }) => ({ identity: identity.toLowerCase() })),
      })),
    ],
    ['gives unsafe addresses', 'gives well-formed values', withFeed(() => ({ siteUrl: 'javascript:alert(1)' }))],
    ['leaves control characters', 'gives well-formed values', withFeed(() => ({ description: '\u0008' }))],
    ['reads otherwise each time', 'reads the same twice', withFeed(() => ({ generator: String(calls++) }))],
    ['takes cut documents for whole', 'says that a document was cut', withFeed(() => ({ complete: true }))],
    ['stumbles over harmless things', 'sees through what is harmless', withFeed(() => ({ title: '' }))],
  ];

  const cases = Array.from({ length: 60 }, (_, number) => caseOf(SEED, number, made));

  test.each(faults)('%s', (_fault, check, read) => {
    const failures = cases.flatMap((given) => failuresOf(given, read));
    expect(failures.map((failure) => failure.check)).toContain(check);
  });
});

describe('where nothing can leak into other entries, the fuzzer notices that they have other authors', () => {
  const changing = withFeed(({ entries }) => ({
    entries: entries.map((entry) => ({ ...entry, authors: [{ name: 'Somebody' }] })),
  }));
  const cases = Array.from({ length: 4000 }, (_, number) => caseOf(SEED, number, made));

  test.each(['cut', 'entries in another order', 'one entry more', 'an entry twice', 'two documents in one'])(
    '%s',
    (damage) => {
      const checks = cases
        .filter((given) => given.damage === damage)
        .flatMap((given) => failuresOf(given, changing).map(({ check }) => check));
      expect(checks).toContain('keeps the undamaged entries');
    },
  );
});

describe('the fuzzer asks for no more than what the document still says', () => {
  const other = '<entry><id>b</id><title>B</title><link href="https://blog.example/b"/></entry>';
  const start = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>T</title>';
  const damaged = (wounded: string, tail = '\n</feed>'): Case => ({
    document: {
      name: 'a feed',
      format: 'atom',
      pieces: [
        { text: start },
        { text: '<entry><id>a</id><summary type="xhtml"><div xmlns="urn:a">A</div></summary></entry>', entry: 0 },
        { text: other, entry: 1 },
        { text: '\n</feed>' },
      ],
    },
    damage: 'by hand',
    pieces: [{ text: start }, { text: wounded }, { text: other, entry: 1 }, { text: tail }],
    promised: 'entries',
    contentType: 'text/xml; charset=utf-8',
  });

  test.each([
    ['a CDATA mark that holds a control character', damaged('<entry><id>a</id><![CD\u0007ATA[', ']]></feed>')],
    ['the end of the root, in which a control character stands', damaged('<entry><id>a</id></feed\u0005></entry>')],
    ['the start of an entry whose prefix is cut off up to the colon', damaged('<entry><id>a</id></entry><:entry>')],
    [
      'authors of the feed behind its last entry',
      damaged('<entry><id>a</id></entry>', '\n<author><name>Ada</name></author></feed>'),
    ],
    [
      'one default namespace in place of another, in an element that never ends',
      damaged('<entry><id>a</id></entry><x xmlns="urn:x">'),
    ],
  ])('%s', (_what, given) => {
    expect(failuresOf(given)).toEqual([]);
  });

  test('and for no less: addresses stay where a root ends early that states no base', () => {
    const losing = withFeed(({ entries }) => ({ entries: entries.map(({ url: _lost, ...entry }) => entry) }));
    const given = damaged('<entry><id>a</id></entry></feed>');
    expect(failuresOf(given)).toEqual([]);
    expect(failuresOf(given, losing).map(({ check }) => check)).toEqual(['keeps the undamaged entries']);
  });
});

test('a failing case is reduced to what it fails by', () => {
  const isLost: Reader = faultyAbout('lost');
  const given: Case = {
    document: {
      name: 'a feed',
      format: 'rss',
      pieces: [
        { text: '<rss><channel>' },
        { text: '<item><title>One</title></item>', entry: 0 },
        { text: '<item><title>Two</title></item>', entry: 1 },
        { text: '</channel></rss>' },
      ],
    },
    damage: 'by hand',
    pieces: [
      { text: '<rss><channel>' },
      { text: '<item><title>Something lost on the way</title></item>' },
      { text: '<item><title>Two</title></item>', entry: 1 },
      { text: '</channel></rss>' },
    ],
    promised: 'entries',
    contentType: 'text/xml; charset=utf-8',
  };
  const { after } = reduced(given, 'never throws', 5000, isLost);
  expect(textOfPieces(after)).toBe('lost');
});

function faultyAbout(word: string): Reader {
  return (bytes, contentType) => {
    if (new TextDecoder().decode(bytes).includes(word)) throw new Error(word);
    return reader(bytes, contentType);
  };
}
