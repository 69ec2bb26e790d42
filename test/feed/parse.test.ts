import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/parse.ts';
import type { ParsedFeed } from '../../src/feed/types.ts';

const URL_OF_FEED = 'https://blog.example/feed.xml';

function feedOf(text: string): ParsedFeed {
  const result = parseFeed(text, URL_OF_FEED);
  if (!result.ok) throw new Error(result.reason);
  return result.feed;
}

const rss = (items: string, before = '') =>
  `${before}<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`;
const titles = (feed: ParsedFeed) => feed.entries.map((entry) => entry.title);

describe('a document that is no feed says what it is', () => {
  test.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['<!DOCTYPE html><html><body><p>Hi</p>', 'html'],
    ['<html><script>var a = "<rss>"</script></html>', 'html'],
    ['<div>502 Bad Gateway</div>', 'html'],
    ['{"error":"not found"}', 'json'],
    ['{"cut": ', 'json'],
    ['{"version":"https://jsonfeed.org/version/1.1","items":[{"id":', 'broken'],
    ['Not found', 'not-a-feed'],
    ['<?xml version="1.0"?><urlset><url/></urlset>', 'not-a-feed'],
    ['<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/></rdf:RDF>', 'not-a-feed'],
    ['\u001f\ufffd\u0008\u0000\u0000\u0000', 'binary'],
    ['%PDF-1.7 text', 'binary'],
    ['<!DOCTYPE rss [<!ENTITY a "b"> <rss><channel></channel></rss>', 'doctype'],
  ])('%j: %s', (text, reason) => {
    expect(parseFeed(text, URL_OF_FEED)).toEqual({ ok: false, reason });
  });
});

describe('a cut document', () => {
  const whole = rss(
    '<item><title>A</title><description><![CDATA[<p>a</p>]]></description></item><item><title>B &amp; C</title><link>https://b.example/</link></item>',
  );

  test('gives its complete entries wherever it is cut, and says that it was', () => {
    const [endOfA, endOfB] = [whole.indexOf('</item>') + 7, whole.lastIndexOf('</item>') + 7];
    for (let length = whole.indexOf('<title>'); length < whole.length; length++) {
      const feed = feedOf(whole.slice(0, length));
      expect(feed.complete, whole.slice(0, length)).toBe(false);
      expect(feed.defect).toBe('cut');
      expect(titles(feed)).toEqual(['A', 'B & C'].slice(0, length >= endOfB ? 2 : length >= endOfA ? 1 : 0));
    }
    expect(feedOf(whole)).toMatchObject({ complete: true });
    expect(feedOf(whole).defect).toBeUndefined();
  });

  test('is complete where only junk follows its root', () => {
    expect(feedOf(`${whole}\n<!-- 0.2 s --><script>x</script>`)).toMatchObject({ complete: true });
  });
});

describe('what is broken does not spoil what is not', () => {
  test('an unclosed tag within a description swallows no later entry', () => {
    const feed = feedOf(
      rss('<item><description><p>x<br></description><title>A</title></item><item><title>B</title></item>'),
    );
    expect(titles(feed)).toEqual(['A', 'B']);
  });

  test('a description without end keeps the parts that follow it', () => {
    const feed = feedOf(
      rss('<item><title>A</title><description>x<p>y<guid>g</guid></item><item><title>B</title></item>'),
    );
    expect(feed.entries[0]).toMatchObject({ title: 'A', guid: 'g', summaryHtml: 'x<p>y' });
    expect(titles(feed)).toEqual(['A', 'B']);
  });

  test('text in pieces, around an end tag without its start, is one text and never that of another element', () => {
    const items = ['first', 'second', 'third']
      .map((name) => `<item><guid>${name}</guid><category>${name}</b> half</category><title>${name}</title></item>`)
      .join('');
    const { entries } = feedOf(rss(items));
    expect(entries.map(({ categories }) => categories.map(({ term }) => term))).toEqual([
      ['first half'],
      ['second half'],
      ['third half'],
    ]);
    expect(entries.map(({ guid, title }) => `${guid} ${title}`)).toEqual([
      'first first',
      'second second',
      'third third',
    ]);
  });

  test('an empty root before the real one is passed over', () => {
    const feed = feedOf(
      '<feed/><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>A</title></entry></feed>',
    );
    expect(feed).toMatchObject({ title: 'T', complete: true });
    expect(titles(feed)).toEqual(['A']);
  });

  test('concatenated documents give all their entries', () => {
    expect(titles(feedOf(rss('<item><title>A</title></item>') + rss('<item><title>B</title></item>')))).toEqual([
      'A',
      'B',
    ]);
  });

  test.each([
    ['items beside the channel', '<rss><channel><title>T</title></channel><item><title>A</title></item></rss>'],
    ['items without a channel', '<rss><item><title>A</title></item></rss>'],
    ['a channel without rss', '<channel><item><title>A</title></item></channel>'],
    ['tags in capitals', '<RSS><Channel><ITEM><Title>A</Title></ITEM></Channel></RSS>'],
    [
      'the names of object properties',
      rss('<item><constructor>c</constructor><__proto__>p</__proto__><toString/><title>A</title></item>'),
    ],
    ['control characters', rss('<item><title>\u0008A\u0000</title></item>')],
  ])('%s', (_trait, text) => {
    expect(titles(feedOf(text))).toEqual(['A']);
  });
});

describe('bodies', () => {
  const bodies = (item: string) => {
    const { summaryHtml, contentHtml } = feedOf(rss(`<item>${item}</item>`)).entries[0] ?? {};
    return [summaryHtml, contentHtml];
  };

  test.each([
    ['&lt;p&gt;One &amp;amp; two&lt;/p&gt;\n<img src="/count"/>', '<p>One &amp; two</p>\n<img src="/count" />'],
    ['&#60;p&#62;One&#60;/p&#62;<br></br><img src="/count">', '<p>One</p><br><img src="/count">'],
    ['<![CDATA[<p>One &amp; two</p>]]><img src="/count"/>', '<p>One &amp; two</p><img src="/count" />'],
  ])('%j is escaped HTML to which a picture was glued', (source, expected) => {
    expect(bodies(`<description>${source}</description>`)).toEqual([expected, undefined]);
  });

  test.each([
    '&lt;br&gt; is<br>an element',
    '&lt;p&gt;a&lt;/p&gt; is written<br>or <b>so</b>',
    'Write &lt;p&gt;a&lt;/p&gt;<br>so',
  ])('%j is HTML that nobody escaped, with escaped signs', (source) => {
    expect(bodies(`<description>${source}</description>`)).toEqual([source, undefined]);
  });

  test("an episode's notes are its content where its description is a sentence", () => {
    const notes = 'All that was said in this episode, at length.';
    const both = (description: string) =>
      bodies(`<description>${description}</description><itunes:summary>${notes}</itunes:summary>`);
    expect(both('About feeds.')).toEqual(['About feeds.', notes]);
    expect(both('What was said in this episode.')).toEqual(['What was said in this episode.', undefined]);
    expect(both('<![CDATA[<img src="a.png">]]>')).toEqual(['<img src="a.png">', undefined]);
    expect(bodies(`<itunes:summary>${notes}</itunes:summary>`)).toEqual([notes, undefined]);
  });

  test("Atom 0.3's mode says whether XHTML was escaped", () => {
    const body = (mode: string, source: string) =>
      feedOf(
        `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><content type="application/xhtml+xml" mode="${mode}">${source}</content></entry></feed>`,
      ).entries[0]?.contentHtml;
    expect(body('escaped', '&lt;p>a &amp;lt; b&lt;/p>')).toBe('<p>a &lt; b</p>');
    expect(body('xml', '<p>a &lt; b</p>')).toBe('<p>a &lt; b</p>');
  });
});

test('categories may stand in an element of their own', () => {
  const [entry] = feedOf(
    rss('<item><categories><category>A</category><category>B</category></categories><category>C</category></item>'),
  ).entries;
  expect(entry?.categories).toEqual([{ term: 'C' }, { term: 'A' }, { term: 'B' }]);
});

test("an Atom entry may carry RSS's enclosure", () => {
  const [entry] = feedOf(
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><enclosure url="/1.mp3" length="12" type="audio/mpeg"/></entry></feed>',
  ).entries;
  expect(entry?.enclosures).toEqual([{ url: 'https://blog.example/1.mp3', type: 'audio/mpeg', length: 12 }]);
});

describe('titles', () => {
  test.each([
    ['a post about &lt;script&gt;', 'a post about <script>'],
    ['a post about &amp;lt;script&amp;gt;', 'a post about <script>'],
    ['<![CDATA[a post about &lt;script&gt;]]>', 'a post about <script>'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['&lt;em&gt;Now&lt;/em&gt; &amp;amp; then', 'Now & then'],
    ['<![CDATA[Vec<T> &amp; Box<T>]]>', 'Vec<T> & Box<T>'],
    ['Unescaped <b>bold</b> &amp; br<br/>eak', 'Unescaped bold & br eak'],
    ['I <3 you & me', 'I <3 you & me'],
    ['007', '007'],
    ['  two\n lines ', 'two lines'],
    ['<![CDATA[]]>', ''],
    ['one<!-- hidden --> two', 'one two'],
    ['<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'],
  ])('%j is read as %j', (source, expected) => {
    expect(feedOf(rss(`<item><title>${source}</title></item>`)).entries[0]?.title).toBe(expected);
  });

  test("an Atom title's type decides", () => {
    const title = (attributes: string, source: string) =>
      feedOf(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title ${attributes}>${source}</title></entry></feed>`)
        .entries[0]?.title;
    expect(title('', 'a &amp;lt;b')).toBe('a &lt;b');
    expect(title('type="text"', '&lt;b&gt;bold&lt;/b&gt;')).toBe('<b>bold</b>');
    expect(title('type="html"', '&lt;b&gt;bold&lt;/b&gt; &amp;lt;')).toBe('bold <');
    expect(title('type="xhtml"', '<div xmlns="http://www.w3.org/1999/xhtml"><b>bold</b> &lt;i></div>')).toBe(
      'bold <i>',
    );
  });
});

test.each([
  ['One &amp; &#8216;two&#x2019; &quot;three&quot;', 'One & ‘two’ "three"'],
  ['a post about &lt;script&gt; &nbsp; <b>', 'a post about &lt;script&gt; &nbsp; <b>'],
  ['&amp;lt;', '&lt;'],
])("a JSON Feed's title %j is plain text, but for what programs escaped", (title, expected) => {
  const feed = { version: 'https://jsonfeed.org/version/1.1', title, items: [{ id: 1, title }] };
  expect(feedOf(JSON.stringify(feed))).toMatchObject({ title: expected, entries: [{ title: expected }] });
});

describe('addresses', () => {
  const link = (item: string) => feedOf(rss(`<link>https://blog.example/posts/</link><item>${item}</item>`)).entries[0];

  test.each([
    ['<link>https://a.example/1</link>', 'https://a.example/1'],
    ['<link> ../one </link>', 'https://blog.example/one'],
    ['<link>//a.example/1</link>', 'https://a.example/1'],
    ['<link>javascript:alert(1)</link>', undefined],
    ['<link>&#106;avascript:alert(1)</link>', undefined],
    ['<link>java\nscript:alert(1)</link>', undefined],
    ['<link>data:text/html,x</link>', undefined],
    ['<link/><guid>https://a.example/g</guid>', 'https://a.example/g'],
    ['<guid isPermaLink="false">https://a.example/g</guid>', undefined],
    ['<guid>tag:a.example,2024:1</guid>', undefined],
    ['<link>https://a.example/?x=1&amp;copy=2</link>', 'https://a.example/?x=1&copy=2'],
    ['<link>https://a.example/?x=1&copy=2</link>', 'https://a.example/?x=1&copy=2'],
    ['<link><![CDATA[https://a.example/?x=1&copy=2]]></link>', 'https://a.example/?x=1&copy=2'],
  ])('%s leads to %s', (item, expected) => {
    expect(link(item)?.url).toBe(expected);
  });

  test('enclosures and authors have none that is unsafe', () => {
    const entry = link(
      '<enclosure url="javascript:x" length="1" type="audio/mpeg"/><author>javascript:alert(1)</author>',
    );
    expect(entry?.enclosures).toEqual([]);
    expect(entry?.authors).toEqual([{ name: 'javascript:alert(1)' }]);
  });

  test('without any address of the document, absolute ones still stand', () => {
    const result = parseFeed(rss('<item><link>https://a.example/1</link></item><item><link>/2</link></item>'), '');
    expect(result.ok && result.feed.entries.map((entry) => entry.url)).toEqual(['https://a.example/1', undefined]);
  });
});

describe('bounds', () => {
  test('entities that expand each other stay as they are', () => {
    const doctype =
      '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
    expect(titles(feedOf(rss('<item><title>&a; &b; &c;</title></item>', doctype)))).toEqual([
      'aaaaaaaaaa &a;&a;&a;&a; &c;',
    ]);
  });

  test('declared entities bring 100,000 characters at most', () => {
    const doctype = `<!DOCTYPE rss [<!ENTITY big "${'x'.repeat(9000)}">]>`;
    const [title = ''] = titles(feedOf(rss(`<item><title>${'&big;'.repeat(5000)}</title></item>`, doctype)));
    expect(title.length).toBeLessThan(100_000 + 5 * 5000);
    expect(title).toMatch(/&big;$/);
  });

  test('ordinary references are not counted', () => {
    const [entry] = feedOf(rss(`<item><description>${'&lt;'.repeat(200_000)}</description></item>`)).entries;
    expect(entry?.summaryHtml).toHaveLength(200_000);
  });

  test('of more than 2,000 entries the newest stay, in their order', () => {
    const item = (n: number) =>
      `<item><title>${n}</title><pubDate>${new Date(n * 86_400_000).toUTCString()}</pubDate></item>`;
    const feed = feedOf(rss(Array.from({ length: 2100 }, (_, n) => item(n)).join('')));
    expect(feed.entries).toHaveLength(2000);
    expect([feed.entries[0]?.title, feed.entries.at(-1)?.title]).toEqual(['100', '2099']);
  });

  const letter = (n: number) => String.fromCodePoint(0x4e00 + (n % 20_000));
  const based = (html: string) =>
    `<feed><entry><content type="xhtml"><div xml:base="https://a.example/">${html}</div></content></entry></feed>`;
  const hostile: [string, (n: number) => string][] = [
    ['unclosed descriptions', (n) => rss(`<item>${'<description><guid>'.repeat(n)}`)],
    ['unclosed CDATA', (n) => rss(`<item><title>x${'<![CDATA['.repeat(n)}`)],
    ['unclosed comments', (n) => rss(`${'<!-- '.repeat(n)}`)],
    ['unclosed items', (n) => rss('<item><title>x'.repeat(n))],
    ['end tags without start', (n) => rss('</b></item>'.repeat(n))],
    ['leaves without end', (n) => rss(`<item>${'<link><guid>'.repeat(n)}`)],
    ['leaves in leaves', (n) => rss(`<item>${'<link><guid>'.repeat(n)}${'</guid></link>'.repeat(n)}`)],
    ['leaves of items without end', (n) => rss('<item><link><guid><author>'.repeat(n))],
    ['authors without end', (n) => rss(`<item>${'<author>'.repeat(n)}${'<title/>'.repeat(n)}`)],
    ['declarations without end', (n) => rss(`<item>${'<!b <i'.repeat(n)}${'<!b <link '.repeat(n)}`)],
    ['open quotes', (n) => rss(`<item>${'<a b="> "'.repeat(n)}`)],
    ['attributes', (n) => rss(`<item><a ${'b=\' c=" '.repeat(n)}></a></item>`)],
    ['many attributes', (n) => rss(`<item><a ${Array.from({ length: n }, (_, i) => `a${i}="x"`).join(' ')}/></item>`)],
    ['tags that another ends', (n) => rss(`<item>${'<b</link>'.repeat(n)}${'<b a=" <link '.repeat(n)}</item>`)],
    ['arrows and mail addresses', (n) => rss(`<item>${'<- <a@b>'.repeat(n)}</item>`)],
    ['slashes of namespaces', (n) => rss(`<item xmlns:a="urn:${'/'.repeat(n)}a"></item>`)],
    ['long names of attributes', (n) => based(`<a ${'b'.repeat(n)} href="x">`)],
    ['letters of addresses', (n) => based(`<a href="${Array.from({ length: n }, (_, i) => letter(i)).join('')}">`)],
    [
      'references to one long address',
      (n) =>
        `<rss><channel><link>https://a.example/${'p'.repeat(n)}/</link>${'<item><link>a</link></item>'.repeat(n)}</channel></rss>`,
    ],
    [
      'references to one long base',
      (n) =>
        `<feed xml:base="https://a.example/${'p'.repeat(n)}/">${'<entry><link href="a"/></entry>'.repeat(n)}</feed>`,
    ],
    ['lines in addresses', (n) => rss(`<item><link>${' \n'.repeat(n)}a${' \n'.repeat(n)}b</link></item>`)],
    ['objects of JSON', (n) => `{"version":"https://jsonfeed.org/version/1","items":${'{"a":['.repeat(n)}`],
    [
      'commas of JSON',
      (n) => `{"version":"https://jsonfeed.org/version/1","items":[{${', '.repeat(n)}${' '.repeat(n)}`,
    ],
    [
      'strings of JSON',
      (n) => `{"version":"https://jsonfeed.org/version/1","items":["${'\\'.repeat(n)}${'\\"'.repeat(n)}`,
    ],
    ['bare signs', (n) => rss(`<item><description>${'<&'.repeat(n)}</description></item>`)],
    ['nested contents', (n) => rss(`<item>${'<description>'.repeat(n)}${'</description>'.repeat(n)}</item>`)],
    ['DOCTYPE declarations', (n) => `<!DOCTYPE rss [${'<!ENTITY a "'.repeat(n)}]>`],
    ['namespaces', (n) => rss(`<item xmlns:a="urn:a">${'<a:b xmlns:c="urn:c"/>'.repeat(n)}</item>`)],
    ['white space', (n) => rss(`<item><title>${' '.repeat(n * 10)}</title><pubDate>${' '.repeat(n)}</pubDate></item>`)],
    ['XHTML', (n) => rss(`<item><description>${'<x:a b="1"/>'.repeat(n)}</description></item>`)],
    ['quotes in XHTML', (n) => rss(`<item><description>${'<a x="> "'.repeat(n)}</description></item>`)],
  ];

  // Four times the input may take four times the time and some noise, never sixteen times. It is the processor's time,
  // and a second chance where the first was spent on other things, since the machine may be busy.
  test.each(hostile)('%s cost linear time', { timeout: 60_000 }, (_trait, make) => {
    const time = (n: number) => {
      const text = make(n);
      const started = process.cpuUsage();
      parseFeed(text, URL_OF_FEED);
      return process.cpuUsage(started).user / 1000;
    };
    time(1000);
    const most = Math.max(time(10_000), 20) * 12;
    const taken = time(40_000);
    expect(taken < most ? taken : time(40_000)).toBeLessThan(most);
  });
});

test('nothing that begins like a feed throws, however it is cut or repeated', { timeout: 60_000 }, () => {
  const pieces = [
    '<rss>',
    '<item>',
    '</item>',
    '<title>',
    '</title',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?',
    '&',
    '&#',
    '<',
    '>',
    '"',
    ' a="',
    "='",
    'x',
    '<a:b xmlns:a="',
    '\u0000',
    '<feed>',
    '<entry/>',
    '<!DOCTYPE a [',
    '<content type="xhtml">',
    '<link href=',
  ];
  let seed = 12345;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: 1 + (next() % 30) }, () => pieces[next() % pieces.length]).join('');
    const result = parseFeed(round % 2 ? `<rss>${text}` : `<feed>${text}`, URL_OF_FEED);
    expect(result.ok || result.reason !== 'broken', text).toBe(true);
  }
});
