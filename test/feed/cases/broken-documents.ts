import { atom, type Case, entryCase, failureCase, feedCase, itemCase, rss, titled } from './case.ts';

const A = '<item><title>A</title></item>';
const B = '<item><title>B</title></item>';

const FORGOTTEN = [
  '<media:thumbnail url="a.png">',
  '<media:content url="a.mp3">',
  '<thumbnail xmlns="http://search.yahoo.com/mrss/" url="a.png">',
  '<itunes:image href="a.png">',
  '<itunes:author>Jane',
  '<source url="https://b.example/feed">',
  '<author>Jane',
];

/** A feed of the item A that breaks off in what follows. */
function cutIn(place: string, rest: string): Case {
  const document = `<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>${A}${rest}`;
  return feedCase(
    `a document cut in ${place} gives the entries before`,
    document,
    { complete: false, defect: 'cut' },
    titled('A'),
  );
}

export const brokenDocuments: readonly Case[] = [
  cutIn('text', '<item><title>B</title><description>half a sen'),
  cutIn('a start tag', '<item><title>B</title><enclosure ur'),
  cutIn('the name of a tag', '<item><title>B</title><encl'),
  cutIn('a bare less-than sign', '<item><title>B</title><'),
  cutIn('an attribute', '<item><title>B</title><enclosure url="https://blog.exam'),
  cutIn('an end tag', '<item><title>B</title></ite'),
  cutIn('CDATA', '<item><title>B</title><description><![CDATA[<p>half'),
  cutIn('the mark of CDATA', '<item><title>B</title><description><![CDA'),
  cutIn('the end of CDATA', '<item><title>B</title><description><![CDATA[x]]'),
  cutIn('a comment within an entry', '<item><title>B</title><!-- half'),
  cutIn('a comment between entries', '<!-- half'),
  cutIn('an instruction', '<?xml-styleshe'),
  ...['[23-Nov-2026 12:00:00 UTC] Warning: a.php\n', '[2026] ', '[]\n', '{"error": "a"}\n', '{{ header }}\n'].map(
    (junk) =>
      feedCase(`a feed behind ${junk.trim()} is read`, `${junk}<?xml version="1.0"?>${rss(A)}`, {}, titled('A')),
  ),
  feedCase(
    'a feed behind a bracket is read though it names JSON Feed',
    `[a]${rss('<item><title>https://jsonfeed.org/version/1</title></item>')}`,
    {},
    titled('https://jsonfeed.org/version/1'),
  ),
  failureCase('a page behind a bracket is no feed', '[1 a] <!doctype html><html><body>a</body></html>', 'json'),
  failureCase('a feed within JSON is JSON', JSON.stringify({ contents: rss(A) }), 'json'),
  failureCase('a feed that says nothing is none', '<?xml version="1.0"?><feed><item/><p>a</p></feed>', 'not-a-feed'),
  failureCase(
    'an element of another document with the name of a feed is none',
    '<radio><channel frequency="9"/></radio>',
    'not-a-feed',
  ),
  failureCase('a page without its root that holds such an element is one', '<!DOCTYPE html><p>a <feed> b', 'html'),
  feedCase(
    'a new feed of a title alone is one',
    '<rss><channel><title>Blog</title></channel></rss>',
    {
      title: 'Blog',
      complete: true,
    },
    [],
  ),
  feedCase(
    'a feed whose title is a picture is one',
    '<feed><title type="html">&lt;img src="a.png"&gt;</title></feed>',
    { title: '' },
    [],
  ),
  feedCase('a feed that is cut before its title is cut', '<rss version="2.0"><channel>', { complete: false }, []),
  cutIn('a reference', '<item><title>B &am'),
  cutIn('unescaped HTML', '<item><title>B</title><description><p>half <b>bo'),
  cutIn('the end tag of the channel', '</chan'),
  cutIn('front of the end tag of the root', '</channel>'),
  cutIn('the end tag of the root', '</channel></rss'),
  feedCase(
    'an Atom document cut in XHTML gives the entries before',
    atom('<entry><title>A</title></entry><entry><title>B</title><content type="xhtml"><div><p>half').replace(
      '</feed>',
      '',
    ),
    { format: 'atom', complete: false, defect: 'cut' },
    titled('A'),
  ),
  feedCase(
    'an RDF document without its end is cut',
    `<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel>${A}`,
    {
      format: 'rdf',
      title: 'T',
      complete: false,
    },
    titled('A'),
  ),
  feedCase(
    'a document cut in its prolog of the channel has no entries',
    '<rss><channel><title>Bl',
    { complete: false },
    [],
  ),
  feedCase(
    'a whole document is complete and has no defect',
    rss(A),
    { complete: true, defect: undefined },
    titled('A'),
  ),
  feedCase(
    'an item without end is ended by the next one',
    rss(`<item><title>A</title>${B}`),
    { complete: true },
    titled('A', 'B'),
  ),
  feedCase(
    'an item without end is ended by the channel',
    rss('<item><title>A</title>'),
    { complete: true },
    titled('A'),
  ),
  feedCase(
    'a channel without end tag is no cut',
    `<rss><channel><title>T</title>${A}</rss>`,
    { complete: true },
    titled('A'),
  ),
  feedCase(
    'concatenated documents give all their entries and the first title',
    `<?xml version="1.0"?>${rss(A)}\n<?xml version="1.0"?>${rss(B).replace('>Blog<', '>Other<')}`,
    { title: 'Blog', complete: true },
    titled('A', 'B'),
  ),
  feedCase(
    'of concatenated documents the last may be cut',
    rss(A) + rss(B).slice(0, -3),
    { complete: false },
    titled('A', 'B'),
  ),
  feedCase(
    'an empty feed before the real one is passed over',
    `<feed/>${atom('<entry><title>A</title></entry>')}`,
    { title: 'Blog', complete: true },
    titled('A'),
  ),
  feedCase(
    'an empty rss before the real one is passed over',
    `<rss></rss>${rss(A)}`,
    { title: 'Blog', complete: true },
    titled('A'),
  ),
  feedCase(
    'warnings of a server before the declaration are passed over',
    `\n<br />\n<b>Notice</b>: Undefined index: x in <b>/srv/feed.php</b> on line <b>7</b><br />\n<?xml version="1.0"?>${rss(A)}`,
    { title: 'Blog', complete: true },
    titled('A'),
  ),
  feedCase(
    'white space before the declaration is passed over',
    ` \r\n\t<?xml version="1.0"?>${rss(A)}`,
    {},
    titled('A'),
  ),
  feedCase('a byte order mark in the text is passed over', `\ufeff<?xml version="1.0"?>${rss(A)}`, {}, titled('A')),
  feedCase('text before the root is passed over', `feed follows: ${rss(A)}`, { title: 'Blog' }, titled('A')),
  feedCase('text after the root is passed over', `${rss(A)}\ngenerated in 0.2 s <b>`, { complete: true }, titled('A')),
  feedCase(
    'a page after the root is passed over',
    `${rss(A)}<html><title>Page</title></html>`,
    { title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'several declarations are passed over',
    `<?xml version="1.0"?><?xml version="1.0" encoding="utf-8"?>${rss(A)}`,
    { complete: true },
    titled('A'),
  ),
  feedCase(
    'instructions and comments are passed over wherever they stand',
    `<?xml-stylesheet href="a.xsl"?><!-- <rss> -->${rss(`<!-- a -- b -->${A}<?php echo "x" ?><!---->${B}`)}`,
    { complete: true },
    titled('A', 'B'),
  ),
  feedCase('crossed end tags end what they name', rss('<item><a><b></a></b><title>A</title></item>'), {}, titled('A')),
  feedCase('end tags without start are passed over', rss(`</b></item></x:y>${A}`), { complete: true }, titled('A')),
  feedCase('end tags may have spaces and other capitals', rss('<Item><Title>A</TITLE ><Link>/1</link\n></item>'), {}, [
    { title: 'A', url: 'https://blog.example/1' },
  ]),
  feedCase('a link without end is ended by what follows', rss('<item><link>/1<title>A</title></item>'), {}, [
    { title: 'A', url: 'https://blog.example/1' },
  ]),
  feedCase('a date without end is ended by what follows', rss('<item><pubDate>2 Jan 2024<title>A</title></item>'), {}, [
    { title: 'A', publishedAt: Date.UTC(2024, 0, 2) },
  ]),
  feedCase(
    'a declaration without end takes in no entry',
    rss(`<item><title>A</title><description>x <!b <i\n${B}<item><title>C</title></item>`),
    { complete: true },
    titled('A', 'B', 'C'),
  ),
  itemCase(
    'children of a category are none of the item',
    '<category><id>5</id><title>Tech</title><link>https://n.example/c</link></category><title>Post</title><link>/1</link>',
    { guid: undefined, title: 'Post', url: 'https://blog.example/1' },
  ),
  itemCase(
    'children of a category within a category are none of the item',
    '<category><category><id>5</id></category><title>Tech</title></category><title>Post</title>',
    { guid: undefined, title: 'Post' },
  ),
  itemCase(
    'children without end of a category are none of the item',
    '<category><id>5<title>Tech</title></category><title>Post</title>',
    { guid: undefined, title: 'Post' },
  ),
  entryCase(
    'children of a link are none of the entry',
    '<link href="/1"><title>Link</title><id>5</id></link><id>6</id><title>Post</title>',
    { guid: '6', title: 'Post', url: 'https://blog.example/1' },
  ),
  itemCase(
    'an empty category without end is ended by what follows, though another one has its end',
    '<category><title>A</title><category>x</category><category/>',
    { title: 'A', categories: [{ term: 'x' }] },
  ),
  entryCase(
    'a link without end is ended by what follows, though another one has its end',
    '<link href="/1"><title>A</title><link rel="enclosure" href="/2"></link>',
    { title: 'A', url: 'https://blog.example/1' },
  ),
  feedCase(
    'an end tag in the next entry is not that of a link in this one',
    atom('<entry><link href="/1"><title>A</title></entry><entry></link><title>B</title></entry>'),
    { complete: true },
    titled('A', 'B'),
  ),
  itemCase(
    'an end tag in CDATA ends nothing',
    '<category><title>A</title><description><![CDATA[</category>]]></description><link>/1</link>',
    { title: 'A', url: 'https://blog.example/1' },
  ),
  feedCase(
    'a link without end that declares a namespace is ended by the next item',
    rss(`<item><title>A</title><link xmlns="http://www.w3.org/2005/Atom" href="/1">${B}`),
    { complete: true },
    titled('A', 'B'),
  ),
  ...FORGOTTEN.map((tag) =>
    itemCase(
      `${tag} without end is ended by the parts of its item`,
      `${tag}<title>A</title><link>/1</link><guid>g</guid><pubDate>2 Jan 2024</pubDate><description>d</description>`,
      { title: 'A', url: 'https://blog.example/1', guid: 'g', publishedAt: Date.UTC(2024, 0, 2), summaryHtml: 'd' },
    ),
  ),
  itemCase(
    'several without end, one within the other, are ended by the parts of their item',
    '<media:content url="a.mp3"><media:thumbnail url="a.png"><link>/1</link>',
    { url: 'https://blog.example/1', enclosures: [{ url: 'https://blog.example/a.mp3' }] },
  ),
  entryCase('an author without end is ended by the parts of its entry', '<author><name>Jane</name><title>A</title>', {
    title: 'A',
    authors: [{ name: 'Jane' }],
  }),
  feedCase(
    "a podcast's picture without end is ended by the parts of its channel",
    `<rss><channel><itunes:image href="a.png"><title>Blog</title>${A}</channel></rss>`,
    { title: 'Blog', complete: true },
    titled('A'),
  ),
  itemCase(
    'parts of an author, of media and of a source that have their ends are theirs',
    '<author><title>Dr</title><name>Jane</name></author><media:content url="a.mp3"><title>No</title></media:content><source url="b.xml"><link>/no</link></source><title>A</title>',
    { title: 'A', url: undefined, authors: [{ name: 'Jane' }] },
  ),
  entryCase(
    'parts of a source are not those of its entry',
    '<source><title>Other</title><id>urn:other</id></source><title>A</title><id>urn:a</id>',
    { title: 'A', guid: 'urn:a', source: { title: 'Other' } },
  ),
  feedCase(
    'attributes without quotes, without value and twice are read',
    rss('<item><title>A</title><guid isPermaLink=false x isPermaLink="true">https://blog.example/g</guid></item>'),
    {},
    [{ title: 'A', guid: 'https://blog.example/g', url: undefined }],
  ),
  feedCase(
    'a quote without end costs its own element only',
    rss(`<item><title>A</title><enclosure url="a.mp3 length='1'/></item>${B}`).replaceAll('"2.0" ', '2.0'),
    {},
    titled('A', 'B'),
  ),
  feedCase(
    'control characters vanish',
    rss('<item><title>A\u0000\u0008\u000b\u0010\u0013\u0018\u001e\u007f</title></item>'),
    {},
    titled('A'),
  ),
  feedCase(
    'windows-1252 bytes taken for Latin-1 are what they were',
    rss('<item><title>It\u0092s</title></item>'),
    {},
    titled('It’s'),
  ),
  feedCase('noncharacters vanish', rss('<item><title>A\ufffe\uffff</title></item>'), {}, titled('A')),
  feedCase(
    'one wrong byte costs nothing else',
    bytes(rss('<item><title>caf\u00e9 b</title></item>')),
    {},
    titled('café b'),
  ),
  failureCase('nothing is empty', '', 'empty'),
  failureCase('a byte order mark alone is empty', '\ufeff', 'empty'),
  failureCase('white space alone is empty', ` \r\n\t${' '.repeat(5000)}`, 'empty'),
  failureCase('plain text is no feed', 'Service temporarily unavailable', 'not-a-feed'),
  failureCase('a declaration alone is no feed', '<?xml version="1.0"?>', 'not-a-feed'),
  failureCase(
    'a sitemap is no feed',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>',
    'not-a-feed',
  ),
  failureCase(
    'OPML is no feed',
    '<?xml version="1.0"?><opml version="2.0"><head><title>T</title></head><body/></opml>',
    'not-a-feed',
  ),
  failureCase(
    'an error in XML is no feed',
    '<Error><Code>AccessDenied</Code><Message>no</Message></Error>',
    'not-a-feed',
  ),
  failureCase('a page is HTML', '<!doctype html>\n<html lang=en><head><title>Hi</title></head></html>', 'html'),
  failureCase(
    'a page in XHTML is HTML',
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    'html',
  ),
  failureCase('a page that names a feed in a script is HTML', '<html><script>"<rss><channel>"</script></html>', 'html'),
  failureCase(
    'a page behind a comment and a byte order mark is HTML',
    '\ufeff<!-- x --><!DOCTYPE HTML PUBLIC "-//W3C//DTD"><HTML>',
    'html',
  ),
  failureCase('a piece of a page is HTML', '<center><h1>502 Bad Gateway</h1></center>', 'html'),
  failureCase('a PNG picture is binary', bytes('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\u0001\0'), 'binary'),
  failureCase(
    'a PNG picture whose bytes look like a tag is binary',
    bytes('\u0089PNG\r\n\u001a\nIHDR and a lot of bytes <p > of which most are letters'),
    'binary',
  ),
  failureCase(
    'a JPEG picture is binary',
    bytes('\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\u0001\u0001\0\0H\0H\0\0'),
    'binary',
  ),
  failureCase('a GIF picture is binary', bytes('GIF89a\u0001\0\u0001\0\u0080\0\0\u00ff\u00ff\u00ff'), 'binary'),
  failureCase('a zip archive is binary', bytes('PK\u0003\u0004\u0014\0\0\0\b\0feed.xml'), 'binary'),
  failureCase(
    'a gzip archive that nobody unpacked is binary',
    bytes('\u001f\u008b\b\0\0\0\0\0\0\u0003K\u00cb\u00cf\u0007\0'),
    'binary',
  ),
  failureCase(
    'a PDF document is binary',
    bytes('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj << /Type /Catalog >>'),
    'binary',
  ),
  failureCase('a film is binary', bytes('\0\0\0 ftypisom\0\0\u0002\0isomiso2avc1mp41'), 'binary'),
  failureCase('zeros are binary', bytes('\0'.repeat(64)), 'binary'),
];

/** Characters below U+0100 as the bytes that they number. */
function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
