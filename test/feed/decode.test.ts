import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeDocument } from '../../src/feed/decode.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'utf8')] : part)));
const utf16 = (text: string, mark: number[] = []) => Uint8Array.from([...mark, ...Buffer.from(text, 'utf16le')]);
const swapped = (source: Uint8Array) => Uint8Array.from(source, (_, at) => source[at ^ 1] ?? 0);
const utf32 = (text: string, { littleEndian = false } = {}) => {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const view = new DataView(new ArrayBuffer(codes.length * 4));
  for (const [index, code] of codes.entries()) view.setUint32(index * 4, code, littleEndian);
  return new Uint8Array(view.buffer);
};
const windows1251 = (text: string) =>
  Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x80 ? code : code - 0x350;
  });

type Case = readonly [behaviour: string, body: Uint8Array, contentType: string | undefined, text: string];

describe('claims are believed in order', () => {
  test.each<Case>([
    [
      'a byte order mark wins over all labels',
      bytes([0xef, 0xbb, 0xbf], '<?xml encoding="latin1"?>é'),
      'text/xml; charset=koi8-r',
      '<?xml encoding="latin1"?>é',
    ],
    [
      'the HTTP header wins over the declaration',
      bytes('<?xml encoding="koi8-r"?>', [0xcf]),
      'text/xml; charset="windows-1251"',
      '<?xml encoding="koi8-r"?>П',
    ],
    [
      'the declaration counts where the header is silent',
      bytes("<?xml version='1.0' encoding='koi8-r'?>", [0xcf]),
      'text/xml',
      "<?xml version='1.0' encoding='koi8-r'?>о",
    ],
    [
      'the declaration counts behind junk',
      bytes('<br>\nWarning: old script\n<?xml version="1.0" encoding = koi8-r ?>', [0xcf]),
      'text/xml',
      '<br>\nWarning: old script\n<?xml version="1.0" encoding = koi8-r ?>о',
    ],
    [
      "a page's meta counts",
      bytes('<html><meta charset=windows-1251>', [0xcf]),
      'text/html',
      '<html><meta charset=windows-1251>П',
    ],
    [
      "a page's http-equiv counts",
      bytes('<META http-equiv="Content-Type" content="text/html; charset=KOI8-R">', [0xcf]),
      undefined,
      '<META http-equiv="Content-Type" content="text/html; charset=KOI8-R">о',
    ],
    [
      'a meta that a feed quotes is none',
      bytes('<rss><![CDATA[<meta charset="koi8-r">', [0xe9], ']]>'),
      undefined,
      '<rss><![CDATA[<meta charset="koi8-r">é]]>',
    ],
    [
      'JSON is UTF-8, and a declaration that it quotes is none',
      bytes('\n{"content_text":"<?xml version=1.0 encoding=koi8-r?> caf', [0xe9], '"}'),
      'application/feed+json',
      '\n{"content_text":"<?xml version=1.0 encoding=koi8-r?> café"}',
    ],
    ['JSON heeds the header', bytes('{"', [0xcf], '"}'), 'application/json; Charset = koi8-r', '{"о"}'],
    ['no claim and no UTF-8 is windows-1252', bytes('<a>caf', [0xe9], '</a>'), undefined, '<a>café</a>'],
    ['nothing is nothing', bytes(), 'text/xml; charset=', ''],
  ])('%s', (_behaviour, body, contentType, text) => {
    expect(decodeDocument(body, contentType)).toBe(text);
  });
});

describe('labels that make no claim', () => {
  const declared = '<?xml version="1.0" encoding="koi8-r"?>';

  test.each(['foo', 'utf-7', 'utf-16', 'UTF-16LE', 'unicode', 'us-ascii', 'ASCII', '""', 'hz-gb-2312', 'iso-2022-kr'])(
    '%s gives way to the declaration',
    (label) => {
      expect(decodeDocument(bytes(declared, [0xcf, 0xcb]), `text/xml; charset=${label}`)).toBe(`${declared}ок`);
    },
  );

  test.each(['foo', 'utf-16', 'us-ascii', 'iso-2022-cn-ext', 'replacement'])('%s leaves UTF-8', (label) => {
    expect(decodeDocument(bytes(`<?xml encoding='${label}'?>naïve`), 'text/xml')).toContain('naïve');
  });

  test.each([
    ['utf8mb4', bytes('naïve'), 'naïve'],
    ['UTF_8', bytes('naïve'), 'naïve'],
    ['latin-1', bytes([0x93, 0xe9, 0x94]), '“é”'],
    ['win-1251', bytes([0xcf]), 'П'],
    ['CP_1251', bytes([0xcf]), 'П'],
    ['ISO8859_5', bytes([0xbf]), 'П'],
    ['cp932', bytes([0x83, 0x4a]), 'カ'],
    ['ms936', bytes([0xb6, 0xc1]), '读'],
    ['cp949', bytes([0xc0, 0xd0]), '읽'],
    ['cp950', bytes([0xaa, 0xba]), '的'],
  ])('%s is known though the standard lacks it', (label, body, text) => {
    expect(decodeDocument(body, `text/xml; charset=${label}`)).toBe(text);
  });
});

describe('claims that the bytes disprove', () => {
  const cyrillic = 'Привет, лента новостей';

  test.each<Case>([
    [
      'UTF-16 over ASCII',
      bytes('<?xml version="1.0" encoding="utf-16"?>é'),
      'text/xml; charset=utf-16',
      '<?xml version="1.0" encoding="utf-16"?>é',
    ],
    ['Latin-1 over UTF-8', bytes('<a>naïve</a>'), 'text/xml; charset=iso-8859-1', '<a>naïve</a>'],
    ['Latin-1 over UTF-8 that is cut', bytes('<a>naïve', [0xe2, 0x80]), 'text/xml; charset=iso-8859-1', '<a>naïve'],
    [
      'Latin-1 over UTF-8 with a wrong byte',
      bytes('ï'.repeat(10), [0xe9], '.'),
      'text/xml; charset=iso-8859-1',
      `${'ï'.repeat(10)}é.`,
    ],
    ['windows-1251 over UTF-8', bytes(cyrillic), 'text/xml; charset=windows-1251', cyrillic],
    ['GBK over UTF-8', bytes('订阅新文章，每天一次'), 'text/xml; charset=gb2312', '订阅新文章，每天一次'],
    [
      'UTF-8 over windows-1251',
      bytes('<?xml encoding="windows-1251"?>', windows1251(cyrillic)),
      'text/xml; charset=utf-8',
      `<?xml encoding="windows-1251"?>${cyrillic}`,
    ],
  ])('%s is not believed', (_lie, body, contentType, text) => {
    expect(decodeDocument(body, contentType)).toBe(text);
  });

  test.each<Case>([
    ['Latin-1', bytes('<a>', [0xc3, 0x20, 0xe9]), 'text/xml; charset=iso-8859-1', '<a>Ã é'],
    // Both are two letters of GBK, and one of UTF-8.
    ['a few letters of GBK', bytes([0xc4, 0xa3, 0xca, 0xbd]), 'text/xml; charset=gbk', '模式'],
    [
      'UTF-8 over a few wrong bytes',
      bytes('<?xml encoding="koi8-r"?>“naïve”', [0xe9], '.'),
      'text/xml; charset=utf-8',
      '<?xml encoding="koi8-r"?>“naïve”é.',
    ],
  ])('%s is believed', (_truth, body, contentType, text) => {
    expect(decodeDocument(body, contentType)).toBe(text);
  });
});

describe('wide characters', () => {
  const text = '<a>é 漢 🦀</a>';
  const lie = 'text/xml; charset=utf-8';

  test.each<Case>([
    ['UTF-16 with its mark', utf16(text, [0xff, 0xfe]), lie, text],
    ['big-endian UTF-16 with its mark', swapped(utf16(text, [0xff, 0xfe])), lie, text],
    ['UTF-16 without mark', utf16(text), lie, text],
    ['big-endian UTF-16 without mark', swapped(utf16(text)), undefined, text],
    ['UTF-16 behind a line end', utf16(`\r\n${text}`), undefined, `\r\n${text}`],
    ['JSON in UTF-16', swapped(utf16('{"a":1}')), 'application/json', '{"a":1}'],
    ['UTF-32 with its mark', utf32(`\ufeff${text}`, { littleEndian: true }), lie, text],
    ['big-endian UTF-32 with its mark', utf32(`\ufeff${text}`), lie, text],
    ['UTF-32 without mark', utf32(text, { littleEndian: true }), lie, text],
    ['big-endian UTF-32 without mark', utf32(text), undefined, text],
  ])('%s is read', (_form, body, contentType, expected) => {
    expect(decodeDocument(body, contentType)).toBe(expected);
  });

  test('are read at any place of a larger buffer', () => {
    const body = utf32(text);
    expect(decodeDocument(Uint8Array.from([0, ...body]).subarray(1))).toBe(text);
  });

  test('that stand alone, being halves, or lie behind the last one are replaced', () => {
    expect(decodeDocument(utf16('<a>\ud83e \udd80</'))).toBe('<a>\ufffd \ufffd</');
    const wrong = utf32('<a>');
    new DataView(wrong.buffer).setUint32(4, 0x110000);
    new DataView(wrong.buffer).setUint32(8, 0xd83e);
    expect(decodeDocument(wrong)).toBe('<\ufffd\ufffd');
  });

  test('do not show in text that begins with a zero byte', () => {
    expect(decodeDocument(bytes([0], '<rss>'))).toBe('\u0000<rss>');
  });
});

describe('wrong bytes', () => {
  test.each<Case>([
    [
      'Latin-1 is windows-1252',
      bytes('<a>', [0x93, 0xe9, 0x94, 0x80, 0x81], '</a>'),
      'text/xml; charset=iso-8859-1',
      '<a>“é”€\u0081</a>',
    ],
    [
      'do not spoil UTF-8 around them',
      bytes('naïve caf', [0xe9], ' “x” ', [0x92, 0xed, 0xa0, 0x80]),
      undefined,
      'naïve café “x” ’í\u00a0€',
    ],
    [
      'do not spoil UTF-8 behind its mark',
      bytes([0xef, 0xbb, 0xbf], 'naïve caf', [0xe9], '.'),
      undefined,
      'naïve café.',
    ],
    [
      'make Latin-1 whole where they are many, though a word before its hard space and quote is UTF-8 by chance',
      bytes('<a>', Array<number>(11).fill(0xe8), [0xe9, 0xa0, 0xbb], '</a>'),
      undefined,
      `<a>${'è'.repeat(11)}é\u00a0»</a>`,
    ],
    ['are no overlong forms', bytes('é', [0xc0, 0xaf, 0xe0, 0x80, 0xaf]), undefined, 'éÀ¯à€¯'],
    ['are none beyond Unicode', bytes('é', [0xf4, 0x90, 0x80, 0x80]), undefined, 'éô\u0090€€'],
  ])('%s', (_behaviour, body, contentType, text) => {
    expect(decodeDocument(body, contentType)).toBe(text);
  });

  test.each<Case>([
    ['UTF-8', bytes('naïv', [0xc3]), undefined, 'naïv'],
    ['UTF-8 of four bytes', bytes('naïv', [0xf0, 0x9f, 0xa6]), undefined, 'naïv'],
    ['UTF-16', utf16('<naïve').subarray(0, -1), undefined, '<naïv'],
    ['half of a pair in UTF-16', utf16('<naïv🦀').subarray(0, -2), undefined, '<naïv'],
    ['UTF-32', utf32('<naïve').subarray(0, -3), undefined, '<naïv'],
    ['Shift_JIS', bytes('a', [0x83, 0x4a, 0x83]), 'text/xml; charset=shift_jis', 'aカ'],
    ['gb18030', bytes('a', [0xb6, 0xc1, 0x81, 0x39, 0xee]), 'text/xml; charset=gb18030', 'a读'],
  ])('%s that the end cuts are left out', (_encoding, body, contentType, text) => {
    expect(decodeDocument(body, contentType)).toBe(text);
  });

  // A quadratic pass would take minutes; a linear one takes a fraction of a second even on a slow machine.
  test.each([
    ['bytes that are never UTF-8', bytes([0xff]), undefined],
    ['letters that never end', bytes([0xf0]), undefined],
    ['wrong and right ones in turn', bytes([0xe9, 0xc3, 0xa9]), 'text/xml; charset=iso-8859-1'],
    ['declarations', bytes('<meta '), undefined],
    ['white space', bytes(' '), undefined],
    ['UTF-32', utf32('<'), undefined],
  ])('cost linear time: %s', (_kind, unit, contentType) => {
    const body = new Uint8Array(4_000_000);
    for (let at = 0; at + unit.length <= body.length; at += unit.length) body.set(unit, at);
    const started = performance.now();
    decodeDocument(body, contentType);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

// What Node 20 decodes otherwise than the standard and both browsers, which test/browser/engine.test.ts asks.
const OTHERWISE_IN_NODE: ReadonlySet<string> = new Set([
  'ISO-8859-16', // unknown
  'x-user-defined', // unknown
  'KOI8-U', // 0xae and 0xbe draw boxes
  'windows-1255', // 0xca is nothing
  'Big5', // Hong Kong's letters are for private use
  'ISO-2022-JP', // NEC's row 13 is nothing
  'EUC-KR', // lacks the extension of windows-949
]);

interface EncodingSample {
  readonly name: string;
  readonly labels: readonly string[];
  /** Hexadecimal; of encodings of single bytes, all from 0x80 on that stand for anything. */
  readonly bytes?: string;
  readonly text: string;
}

const samples: EncodingSample[] = JSON.parse(
  readFileSync(new URL('../fixtures/encodings.json', import.meta.url), 'utf8'),
);

describe('every encoding of the standard', () => {
  const told = samples.filter(({ name, bytes: body }) => body !== undefined && !OTHERWISE_IN_NODE.has(name));

  test.each(told)('$name is read under each of its labels', ({ labels, bytes: body, text }) => {
    for (const label of labels.filter((name) => name !== 'us-ascii')) {
      expect(decodeDocument(Buffer.from(body ?? '', 'hex'), `text/xml; charset=${label}`), label).toBe(text);
    }
  });

  // Four bytes show UTF-16 that has no mark.
  test.each(told)('$name that is cut anywhere is the beginning of its text', ({ labels, bytes: body, text }) => {
    const whole = Buffer.from(body ?? '', 'hex');
    for (let length = 4; length < whole.length; length++) {
      const read = decodeDocument(whole.subarray(0, length), `text/xml; charset=${labels[0]}`);
      expect(text.startsWith(read), `${length} bytes: ${read}`).toBe(true);
    }
  });

  test('is in the table', () => {
    expect(samples).toHaveLength(40);
    expect(samples.flatMap(({ labels }) => labels)).toHaveLength(228);
  });
});
