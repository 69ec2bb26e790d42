import { atom, type Case, failureCase, feedCase, itemCase, rss, titled } from './case.ts';

const nested = (depth: number, inner = '') => `${'<a>'.repeat(depth)}${inner}${'</a>'.repeat(depth)}`;

/** Documents with this DOCTYPE and an item with this title. */
function declared(behaviour: string, doctype: string, source: string, title: string): Case {
  const document = `<?xml version="1.0"?>\n<!DOCTYPE ${doctype}>\n${rss(`<item><title>${source}</title></item>`)}`;
  return feedCase(behaviour, document, { title: 'Blog', complete: true }, titled(title));
}

const manyEntities = (count: number) =>
  `rss [${Array.from({ length: count }, (_, i) => `<!ENTITY e${i} "v${i}">`).join('')}]`;

const dated = (day: number) =>
  `<item><title>${day}</title><pubDate>${new Date(day * 86_400_000).toUTCString()}</pubDate></item>`;

export const limits: readonly Case[] = [
  // The root, the channel and the item are three of the hundred.
  itemCase('97 elements within an item are read', `${nested(97)}<title>T</title>`, { title: 'T' }),
  feedCase(
    'of more elements within an item the deepest are passed over',
    rss(`<item>${nested(500, 'x')}<title>A</title></item><item><title>B</title></item>`),
    { complete: true },
    titled('A', 'B'),
  ),
  feedCase(
    'an item of many tags without end costs no other item',
    rss(`<item><x:text>${'a<br>'.repeat(500)}</x:text><title>A</title></item><item><title>B</title></item>`),
    { complete: true },
    titled('A', 'B'),
  ),
  feedCase(
    'an item within many tags without end is found',
    rss(`<x:a>${'<br>'.repeat(500)}<item><title>A</title></item>`),
    { complete: true },
    titled('A'),
  ),
  feedCase(
    'an entry within many tags without end is found',
    atom(`${'<br>'.repeat(500)}<entry><title>A</title></entry>`),
    { complete: true },
    titled('A'),
  ),
  itemCase('contents may be as deep as they like', `<description>${nested(5000, 'x')}</description><title>T</title>`, {
    title: 'T',
  }),
  feedCase(
    'XHTML may be 200 deep',
    atom(
      `<entry><title>A</title><content type="xhtml"><div>${'<p>'.repeat(200)}x${'</p>'.repeat(200)}</div></content></entry>`,
    ),
    {},
    [{ title: 'A', contentHtml: `${'<p>'.repeat(200)}x${'</p>'.repeat(200)}` }],
  ),
  feedCase(
    '2,000 entries are all kept',
    rss('<item/>'.repeat(2000)),
    {},
    Array.from({ length: 2000 }, () => ({})),
  ),
  feedCase(
    'of 2,003 entries the newest are kept in their order',
    rss(Array.from({ length: 2003 }, (_, i) => dated(i + 1000)).join('')),
    {},
    Array.from({ length: 2000 }, (_, i) => ({ title: String(i + 1003) })),
  ),
  feedCase(
    'of 2,003 entries without dates the first are kept',
    rss(Array.from({ length: 2003 }, (_, i) => `<item><title>${i}</title></item>`).join('')),
    {},
    Array.from({ length: 2000 }, (_, i) => ({ title: String(i) })),
  ),
  itemCase('the first 200 attributes are read', `<enclosure ${manyAttributes(199)} url="a.mp3"/>`, {
    enclosures: [{ url: 'https://blog.example/a.mp3' }],
  }),
  itemCase('attributes behind 200 are not', `<enclosure ${manyAttributes(200)} url="a.mp3"/><title>T</title>`, {
    enclosures: [],
    title: 'T',
  }),
  feedCase(
    'prefixes behind 200 are not declared',
    rss(
      '<item><title>A</title><z:creator>Ann</z:creator></item>',
      `${manyPrefixes(250)} xmlns:z="http://purl.org/dc/elements/1.1/"`,
    ),
    {},
    [{ title: 'A', authors: [] }],
  ),
  feedCase(
    'prefixes up to 200 are declared',
    rss(
      '<item><title>A</title><z:creator>Ann</z:creator></item>',
      `${manyPrefixes(150)} xmlns:z="http://purl.org/dc/elements/1.1/"`,
    ),
    {},
    [{ title: 'A', authors: [{ name: 'Ann' }] }],
  ),
  declared('an entity that the document declares is known', 'rss [<!ENTITY site "My site">]', '&site; a', 'My site a'),
  declared('a declared entity wins over that of HTML', "rss [<!ENTITY copy 'mine'>]", '&copy; &reg;', 'mine ®'),
  declared('of two declarations the first counts', 'rss [<!ENTITY a "1"><!ENTITY a "2">]', '&a;', '1'),
  declared('numbers in a declaration are decoded', 'rss [<!ENTITY a "&#233;&#xe9;">]', '&a;', 'éé'),
  declared(
    'the sign that ends a tag may stand in a declaration',
    'rss [<!ENTITY a "x > y ]"><!-- > ]> " -->]',
    '&a;',
    'x > y ]',
  ),
  declared('256 entities may be declared', manyEntities(256), '&e0; &e255;', 'v0 v255'),
  declared('of more, the rest stays as it is written', manyEntities(257), '&e255; &e256;', 'v255 &e256;'),
  declared(
    'an entity of 10,000 characters is known',
    `rss [<!ENTITY a "${'x'.repeat(10_000)}">]`,
    '&a;',
    'x'.repeat(10_000),
  ),
  declared('a longer one is not', `rss [<!ENTITY a "${'x'.repeat(10_001)}">]`, '&a;', '&a;'),
  declared(
    'entities bring 100,000 characters at most',
    `rss [<!ENTITY a "${'x'.repeat(10_000)}">]`,
    '&a;'.repeat(12),
    `${'x'.repeat(100_000)}&a;&a;`,
  ),
  declared(
    'what does not fit any more is as if it were not declared',
    `rss [<!ENTITY a "${'x'.repeat(10_000)}"><!ENTITY prod "y">]`,
    `${'&a;'.repeat(10)}&prod;`,
    `${'x'.repeat(100_000)}∏`,
  ),
  declared(
    'entities within entities are not expanded',
    `rss [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')}]`,
    'a &l9;',
    `a ${'&l8;'.repeat(10)}`,
  ),
  declared('an entity that names itself is not expanded', 'rss [<!ENTITY a "&a;&a;">]', '&a;', '&a;&a;'),
  declared('a file of the machine is never read', 'rss [<!ENTITY f SYSTEM "file:///etc/passwd">]', 'a &f;', 'a &f;'),
  declared('an address is never fetched', 'rss [<!ENTITY f PUBLIC "x" "https://a.example/f">]', 'a &f;', 'a &f;'),
  declared(
    'parameter entities are forgotten',
    'rss [<!ENTITY % p SYSTEM "https://a.example/p.dtd"> %p; <!ENTITY % q "r"> %q;]',
    'a &p; &r;',
    'a &p; &r;',
  ),
  declared(
    'declarations of elements, attributes and notations are forgotten',
    'rss [<!ELEMENT rss (channel)><!ATTLIST rss version CDATA "2.0"><!NOTATION gif SYSTEM "image/gif"><?pi a > b ?><!ENTITY a "b">]',
    '&a;',
    'b',
  ),
  declared(
    'a public DOCTYPE is forgotten',
    'rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"',
    'a',
    'a',
  ),
  declared('a DOCTYPE of a page before a feed is forgotten', 'html', 'a', 'a'),
  declared('markup in an entity is text of the title', 'rss [<!ENTITY a "<i>b</i>">]', 'a &a;', 'a b'),
  failureCase('a DOCTYPE without end is told', `<!DOCTYPE rss [<!ENTITY a "b">${rss('')}`, 'doctype'),
  failureCase(
    'a DOCTYPE whose quote never ends is told',
    `<!DOCTYPE rss SYSTEM "x>${rss('').replaceAll('"', '')}`,
    'doctype',
  ),
  itemCase('200,000 references are read', `<title>T</title><description>${'&lt;'.repeat(200_000)}</description>`, {
    title: 'T',
    summaryHtml: '<'.repeat(200_000),
  }),
];

function manyAttributes(count: number): string {
  return Array.from({ length: count }, (_, i) => `a${i}="x"`).join(' ');
}

function manyPrefixes(count: number): string {
  return Array.from({ length: count }, (_, i) => `xmlns:p${i}="urn:p${i}"`).join(' ');
}
