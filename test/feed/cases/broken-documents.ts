import { atom, type Case, failureCase, feedCase, rss, titled } from './case.ts';

const A = '<item><title>A</title></item>';
const B = '<item><title>B</title></item>';

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
