import { expect, test } from 'vitest';
import { decodeDocument } from '../../src/feed/decode.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'utf8')] : part)));
const utf16 = (text: string, mark: number[]) => Uint8Array.from([...mark, ...Buffer.from(text, 'utf16le')]);

test.each([
  [
    'a byte order mark wins over all labels',
    bytes([0xef, 0xbb, 0xbf], '<?xml encoding="latin1"?>é'),
    'text/xml; charset=koi8-r',
    '<?xml encoding="latin1"?>é',
  ],
  ['UTF-16 with its mark', utf16('<a>é</a>', [0xff, 0xfe]), 'text/xml; charset=utf-8', '<a>é</a>'],
  ['UTF-16 without mark shows by its zero bytes', utf16('<a>é</a>', []), undefined, '<a>é</a>'],
  [
    'UTF-16 declared over ASCII bytes is not believed',
    bytes('<?xml version="1.0" encoding="utf-16"?>é'),
    'text/xml; charset=utf-16',
    '<?xml version="1.0" encoding="utf-16"?>é',
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
    'an unknown label is passed over',
    bytes('<?xml encoding="koi8-r"?>', [0xcf]),
    'text/xml; charset=utf8mb4',
    '<?xml encoding="koi8-r"?>о',
  ],
  ['Latin-1 claimed over UTF-8 is not believed', bytes('<a>naïve</a>'), 'text/xml; charset=iso-8859-1', '<a>naïve</a>'],
  [
    'Latin-1 is windows-1252',
    bytes('<a>', [0x93, 0xe9, 0x94, 0x80, 0x81], '</a>'),
    'text/xml; charset=iso-8859-1',
    '<a>“é”€\u0081</a>',
  ],
  ['no label and no UTF-8 is windows-1252', bytes('<a>caf', [0xe9], '</a>'), undefined, '<a>café</a>'],
  [
    'single wrong bytes do not spoil UTF-8 around them',
    bytes('naïve caf', [0xe9], ' “x” ', [0x92, 0xed, 0xa0, 0x80]),
    undefined,
    'naïve café “x” ’í\u00a0€',
  ],
  ['a letter that the end cuts is left out', bytes('naïv', [0xc3]), undefined, 'naïv'],
  [
    "a page's meta counts",
    bytes('<html><meta charset=windows-1251>', [0xcf]),
    'text/html',
    '<html><meta charset=windows-1251>П',
  ],
  ['nothing is nothing', bytes(), 'text/xml; charset=', ''],
] as const)('%s', (_behaviour, body, contentType, expected) => {
  expect(decodeDocument(body, contentType)).toBe(expected);
});
