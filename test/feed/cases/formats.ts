import { at, atom, type Case, entryCase, feedCase, itemCase, rss, titled } from './case.ts';

const RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';
const ITEM = '<item><title>A</title><link>https://blog.example/1</link></item>';
const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';

/** The content of an entry of Atom 0.3. */
function oldContent(behaviour: string, attributes: string, source: string, contentHtml: string | undefined): Case {
  const document = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Blog</title><entry><title>A</title><content ${attributes}>${source}</content></entry></feed>`;
  return feedCase(behaviour, document, { format: 'atom' }, [{ title: 'A', contentHtml }]);
}

function content(behaviour: string, attributes: string, source: string, contentHtml: string | undefined): Case {
  return entryCase(behaviour, `<title>A</title><content ${attributes}>${source}</content>`, {
    title: 'A',
    contentHtml,
  });
}

function version(number: string, before = ''): Case {
  const document = `${before}<rss version="${number}"><channel><title>Blog</title><link>/</link>${ITEM}</channel></rss>`;
  return feedCase(`RSS ${number} is read`, document, { format: 'rss', title: 'Blog', complete: true }, [
    { title: 'A', url: 'https://blog.example/1' },
  ]);
}

const rssFamily: readonly Case[] = [
  version(
    '0.91',
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
  ),
  version('0.92'),
  version('0.93'),
  version('0.94'),
  version('2.0.11'),
  version(''),
  feedCase(
    'RSS 0.90 is read',
    `<rdf:RDF ${RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Blog</title><link>/</link></channel>${ITEM}</rdf:RDF>`,
    { format: 'rdf', title: 'Blog', complete: true },
    [{ title: 'A', url: 'https://blog.example/1' }],
  ),
  feedCase(
    'RSS 1.0 is read, with what it says about items as their identity and address',
    `<rdf:RDF ${RDF} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="/"><title>Blog</title><link>/</link></channel>` +
      '<item rdf:about="https://blog.example/1"><title>A</title></item></rdf:RDF>',
    { format: 'rdf', title: 'Blog' },
    [{ title: 'A', guid: 'https://blog.example/1', url: 'https://blog.example/1' }],
  ),
  feedCase(
    'RSS 1.0 with a prefix is read',
    `<rdf:RDF ${RDF} xmlns:r="http://purl.org/rss/1.0/"><r:channel><r:title>Blog</r:title></r:channel><r:item><r:title>A</r:title></r:item></rdf:RDF>`,
    { format: 'rdf', title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'RSS 1.0 whose items stand in the channel is read',
    `<rdf:RDF ${RDF} xmlns="http://purl.org/rss/1.0/"><channel><title>Blog</title>${ITEM}</channel></rdf:RDF>`,
    { format: 'rdf' },
    titled('A'),
  ),
  feedCase(
    'RSS 1.1 is read',
    `<Channel xmlns="http://purl.org/net/rss1.1#" ${RDF} rdf:about="/f"><title>Blog</title><link>/</link><items rdf:parseType="Collection">${ITEM}</items></Channel>`,
    { format: 'rss', title: 'Blog', complete: true },
    [{ title: 'A', url: 'https://blog.example/1' }],
  ),
  feedCase('RSS without channel is read', `<rss><title>Blog</title>${ITEM}</rss>`, { title: 'Blog' }, titled('A')),
  feedCase(
    'RSS whose items stand beside the channel is read',
    `<rss><channel><title>Blog</title></channel>${ITEM}</rss>`,
    { title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'a channel without rss is read',
    `<channel><title>Blog</title>${ITEM}</channel>`,
    { title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'several channels give all their items',
    `<rss><channel><title>Blog</title>${ITEM}</channel><channel><title>C</title>${ITEM}</channel></rss>`,
    { title: 'Blog' },
    titled('A', 'A'),
  ),
  feedCase('a feed without items has none', rss(''), { title: 'Blog', complete: true }, []),
  feedCase('an empty item is an entry', rss('<item/>'), {}, [
    {
      guid: undefined,
      url: undefined,
      title: '',
      authors: [],
      categories: [],
      enclosures: [],
      publishedAt: undefined,
      summaryHtml: undefined,
      contentHtml: undefined,
    },
  ]),
  itemCase(
    'a description is the summary, content:encoded the content',
    '<description>Short</description><content:encoded>Long</content:encoded>',
    {
      summaryHtml: 'Short',
      contentHtml: 'Long',
    },
  ),
  itemCase(
    'content:encoded before the description is the content too',
    '<content:encoded>Long</content:encoded><description>Short</description>',
    {
      summaryHtml: 'Short',
      contentHtml: 'Long',
    },
  ),
  itemCase(
    'elements that are closed at once are empty',
    '<title/><description /><content:encoded\n/><author/><guid/>',
    {
      title: '',
      summaryHtml: undefined,
      contentHtml: undefined,
      authors: [],
      guid: undefined,
    },
  ),
  itemCase('an empty content:encoded leaves the description', '<content:encoded/><description>Short</description>', {
    summaryHtml: 'Short',
    contentHtml: undefined,
  }),
  itemCase('a body in XHTML is the content', `<description>Short</description><body ${XHTML}><p>Long<br/></p></body>`, {
    summaryHtml: 'Short',
    contentHtml: '<p>Long<br /></p>',
  }),
  itemCase('fullitem is the content', '<description>Short</description><fullitem>&lt;p&gt;Long&lt;/p&gt;</fullitem>', {
    contentHtml: '<p>Long</p>',
  }),
  itemCase(
    'content without prefix is the content',
    '<description>Short</description><content>&lt;p&gt;Long&lt;/p&gt;</content>',
    { contentHtml: '<p>Long</p>' },
  ),
  itemCase(
    'encoded without prefix is the content',
    '<description>Short</description><encoded>&lt;p&gt;Long&lt;/p&gt;</encoded>',
    { contentHtml: '<p>Long</p>' },
  ),
  itemCase(
    "Atom's elements within RSS are read",
    '<atom:link rel="alternate" href="1"/><atom:id>tag:1</atom:id><atom:title>A</atom:title><atom:author><atom:name>Ann</atom:name></atom:author>' +
      '<atom:updated>2024-01-02T00:00:00Z</atom:updated><atom:published>2024-01-01T00:00:00Z</atom:published><atom:summary>Short</atom:summary>',
    {
      url: 'https://blog.example/1',
      guid: 'tag:1',
      title: 'A',
      authors: [{ name: 'Ann' }],
      updatedAt: at('2024-01-02T00:00:00Z'),
      publishedAt: at('2024-01-01T00:00:00Z'),
      summaryHtml: 'Short',
    },
  ),
  itemCase(
    'Dublin Core is read',
    '<dc:title>A</dc:title><dc:creator>Ann</dc:creator><dc:date>2024-01-02T03:04Z</dc:date><dc:subject>x</dc:subject><dc:description>Short</dc:description><dc:language>de_AT</dc:language><dc:identifier>id</dc:identifier>',
    {
      title: 'A',
      authors: [{ name: 'Ann' }],
      publishedAt: at('2024-01-02T03:04:00Z'),
      categories: [{ term: 'x' }],
      summaryHtml: 'Short',
      language: 'de-AT',
      guid: 'id',
    },
  ),
  itemCase(
    'the terms of Dublin Core are read',
    '<dcterms:issued>2024-01-01</dcterms:issued><dcterms:modified>2024-01-02</dcterms:modified><dcterms:abstract>Short</dcterms:abstract>',
    {
      publishedAt: at('2024-01-01T00:00:00Z'),
      updatedAt: at('2024-01-02T00:00:00Z'),
      summaryHtml: 'Short',
    },
  ),
  itemCase(
    "a podcast's episode is read",
    '<itunes:title>A</itunes:title><itunes:author>Ann</itunes:author><itunes:subtitle>Shorter</itunes:subtitle><itunes:summary>Short</itunes:summary><itunes:category text="x"><itunes:category text="y"/></itunes:category><enclosure url="a.mp3" length="9" type="audio/mpeg"/>',
    {
      title: 'A',
      authors: [{ name: 'Ann' }],
      categories: [{ term: 'x' }, { term: 'y' }],
      enclosures: [{ url: 'https://blog.example/a.mp3', type: 'audio/mpeg', length: 9 }],
    },
  ),
  itemCase(
    'media are enclosures, alone and in groups, each once, without pictures',
    '<media:content url="a.mp4" type="video/mp4" fileSize="7"/><media:group><media:content url="b.mp4"/><media:content url="a.mp4"/><media:content url="p.png" medium="image"/><media:content url="q" type="image/png"/></media:group><media:thumbnail url="t.png"/>',
    {
      enclosures: [
        { url: 'https://blog.example/a.mp4', type: 'video/mp4', length: 7 },
        { url: 'https://blog.example/b.mp4' },
      ],
    },
  ),
  ...[itemCase, entryCase].flatMap((make) => [
    make(
      "a film's description is plain text of several lines",
      '<media:group><media:description>a &lt; b\nc &amp;amp; &lt;T&gt;</media:description></media:group>',
      { summaryHtml: '<p>a &lt; b<br>c &amp;amp; &lt;T&gt;</p>' },
    ),
    make(
      "a film's description is HTML where it says so",
      '<media:description type="html">a &lt;T&gt;&amp;amp;</media:description>',
      { summaryHtml: 'a <T>&amp;' },
    ),
    make(
      "a film's description is HTML where it looks so",
      '<media:description>a &lt;b&gt;b&lt;/b&gt;</media:description>',
      { summaryHtml: 'a <b>b</b>' },
    ),
    make(
      "a film's description is plain text where it says so",
      '<media:description type="plain">a &lt;b&gt;b&lt;/b&gt;</media:description>',
      { summaryHtml: 'a &lt;b&gt;b&lt;/b&gt;' },
    ),
  ]),
  itemCase(
    "a film's description does not replace that of its post, however long",
    `<description>a</description><media:description>${'b '.repeat(100)}</media:description>`,
    { summaryHtml: 'a', contentHtml: undefined },
  ),
  itemCase(
    'the description of a group stands in where there is none',
    '<media:group><media:description>Film</media:description></media:group>',
    { summaryHtml: 'Film' },
  ),
  itemCase('several enclosures are all kept', '<enclosure url="a.mp3"/><enclosure url="b.mp3"/><enclosure/>', {
    enclosures: [{ url: 'https://blog.example/a.mp3' }, { url: 'https://blog.example/b.mp3' }],
  }),
  itemCase(
    'comments are found and counted',
    '<comments>https://blog.example/1#comments</comments><wfw:commentRss>1/feed</wfw:commentRss><slash:comments>12</slash:comments>',
    {
      commentsUrl: 'https://blog.example/1#comments',
      commentsFeedUrl: 'https://blog.example/1/feed',
      commentCount: 12,
    },
  ),
  itemCase(
    'the original link is told from the counted one',
    '<link>https://feeds.example/~r/1</link><feedburner:origLink>https://blog.example/1</feedburner:origLink>',
    {
      url: 'https://feeds.example/~r/1',
      originalUrl: 'https://blog.example/1',
    },
  ),
  itemCase('an aggregator names its source', '<source url="https://a.example/feed">A &amp; co</source>', {
    source: { title: 'A & co', url: 'https://a.example/feed' },
  }),
  itemCase(
    'categories are text, each once, whatever their domain',
    '<category domain="x">a</category><category>a</category><category><![CDATA[R&D]]></category><category/><category>&amp;lt;b&amp;gt;</category>',
    {
      categories: [{ term: 'a' }, { term: 'R&D' }, { term: '<b>' }],
    },
  ),
  feedCase(
    'what a channel asks of its readers is read',
    rss(
      '<ttl>120</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency><skipHours><hour>0</hour><hour>24</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day><day>Funday</day></skipDays>',
    ),
    { hints: { minIntervalMs: 7_200_000, skipHours: [0], skipDays: [0] } },
  ),
  feedCase(
    'a channel that asks for nonsense asks for nothing',
    rss('<ttl>-5</ttl><sy:updatePeriod>never</sy:updatePeriod><skipHours/>'),
    { hints: {} },
  ),
  feedCase(
    'links of Atom in a channel are read',
    rss(
      '<atom:link rel="self" href="feed.xml"/><atom:link rel="hub" href="https://hub.example/"/><atom:link rel="hub" href="https://hub.example/"/>' +
        '<atom:link rel="next" href="?page=2"/><atom:link rel="prev-archive" href="/2023"/><fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>',
    ),
    {
      selfUrl: 'https://blog.example/feed.xml',
      siteUrl: 'https://blog.example/',
      hubUrls: ['https://hub.example/'],
      pages: { next: 'https://blog.example/feed.xml?page=2', prevArchive: 'https://blog.example/2023' },
      extent: 'archive',
    },
  ),
  feedCase(
    "a channel's language, generator and description are read",
    rss(
      '<language>en_us</language><generator>Thing 1.0</generator><description>About &lt;b&gt;it&lt;/b&gt;</description>',
    ),
    {
      language: 'en-us',
      generator: 'Thing 1.0',
      description: 'About it',
    },
  ),
  feedCase("a podcast's picture is the icon", rss('<itunes:image href="cover.jpg"/>'), {
    iconUrl: 'https://blog.example/cover.jpg',
  }),
];

const oldAtom: readonly Case[] = [
  oldContent('Atom 0.3 says nothing: text', '', 'a &amp; b', 'a &amp; b'),
  oldContent('Atom 0.3 in mode escaped is HTML', 'type="text/html" mode="escaped"', '&lt;p&gt;a&lt;/p&gt;', '<p>a</p>'),
  oldContent(
    'Atom 0.3 in mode xml is XHTML',
    `type="application/xhtml+xml" mode="xml"`,
    `<div ${XHTML}><p>a</p></div>`,
    '<p>a</p>',
  ),
  oldContent('Atom 0.3 in mode base64 is packed', 'type="text/html" mode="base64"', 'PHA+\nYTwvcD4=', '<p>a</p>'),
  oldContent('Atom 0.3 of plain text is text', 'type="text/plain" mode="escaped"', '&lt;b&gt; a', '&lt;b&gt; a'),
  feedCase(
    'the dates and texts of Atom 0.3 are read',
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Blog</title><tagline>About</tagline><link rel="alternate" type="text/html" href="/"/>' +
      '<entry><issued>2004-01-01T00:00:00Z</issued><created>2003-12-31T00:00:00Z</created><modified>2004-01-02T00:00:00Z</modified></entry></feed>',
    { description: 'About', siteUrl: 'https://blog.example/' },
    [{ publishedAt: at('2004-01-01T00:00:00Z'), updatedAt: at('2004-01-02T00:00:00Z') }],
  ),
];

const atomFamily: readonly Case[] = [
  content('content of text is text', 'type="text"', '&lt;b&gt; a &amp; b', '&lt;b&gt; a &amp; b'),
  content(
    'text of Windows keeps its paragraphs and lines',
    'type="text"',
    'a\r\nb\r\n\r\nc',
    '<p>a<br>b</p>\n<p>c</p>',
  ),
  content('text keeps its paragraphs and lines', 'type="text"', 'a\nb\n\nc', '<p>a<br>b</p>\n<p>c</p>'),
  content('content of HTML is HTML', 'type="html"', '&lt;p&gt;a &amp;amp; b&lt;/p&gt;', '<p>a &amp; b</p>'),
  content('content of a type of HTML is HTML', 'type="text/html"', '&lt;p&gt;a&lt;/p&gt;', '<p>a</p>'),
  content(
    'content of XHTML loses its outer div',
    'type="xhtml"',
    `<div ${XHTML}><p>a<br/>b</p></div>`,
    '<p>a<br />b</p>',
  ),
  content('XHTML without div stays', 'type="xhtml"', '<p>a</p><p>b</p>', '<p>a</p><p>b</p>'),
  content(
    'XHTML with prefixes loses them',
    'type="xhtml"',
    '<x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a <x:em>b</x:em> c</x:p></x:div>',
    '<p>a <em>b</em> c</p>',
  ),
  content(
    'XHTML that shows signs keeps them',
    'type="xhtml"',
    `<div ${XHTML}><code>a &lt; b &amp;&amp; c</code></div>`,
    '<code>a &lt; b &amp;&amp; c</code>',
  ),
  content(
    'words of mixed XHTML keep their order and spaces',
    'type="xhtml"',
    `<div ${XHTML}>One <b>two</b> three<i>four</i></div>`,
    'One <b>two</b> three<i>four</i>',
  ),
  content('XHTML as CDATA is HTML', 'type="xhtml"', '<![CDATA[<p>a</p>]]>', '<p>a</p>'),
  content('XHTML without any element is text', 'type="xhtml"', 'a &lt; b', 'a &lt; b'),
  content('packed content is unpacked', 'type="application/octet-stream"', 'PHA+YTwvcD4=', '<p>a</p>'),
  content('packed pictures and sounds are no text', 'type="image/png"', 'iVBORw0KGgoAAAANSUhEUg==', undefined),
  content(
    'content that claims to be packed and is not stays',
    'type="application/octet-stream"',
    'not packed!',
    'not packed!',
  ),
  content('content in a file of its own is no text', 'type="text/html" src="a.html"', '', undefined),
  content('empty content is none', 'type="html"', ' ', undefined),
  entryCase('content in a file of its own is the address where there is no link', '<content src="a.html"/>', {
    url: 'https://blog.example/a.html',
  }),
  entryCase('content of an unknown form that looks like HTML is HTML', '<content>&lt;p&gt;a&lt;/p&gt;</content>', {
    contentHtml: '<p>a</p>',
  }),
  content(
    'an SVG picture is markup',
    'type="image/svg+xml"',
    '<svg><path d="M0 0"/></svg>',
    '<svg><path d="M0 0"></path></svg>',
  ),
  content('HTML in two pieces of CDATA is one', 'type="html"', '<![CDATA[<p>a]]><![CDATA[</p>]]>', '<p>a</p>'),
  content('escaped HTML that claims to be XHTML is HTML', 'type="xhtml"', '&lt;p&gt;a&lt;/p&gt;', '<p>a</p>'),
  entryCase('a summary and a content are both kept', '<summary>Short</summary><content>Long</content>', {
    summaryHtml: 'Short',
    contentHtml: 'Long',
  }),
  entryCase(
    'a film in a group has a description and a title',
    '<media:group><media:title>No</media:title><media:description>Film</media:description><media:content url="f.mp4"/></media:group><title>Yes</title>',
    { title: 'Yes', summaryHtml: 'Film', enclosures: [{ url: 'https://blog.example/f.mp4' }] },
  ),
  entryCase('a date without published is only an update', '<updated>2024-01-02T00:00:00Z</updated>', {
    publishedAt: undefined,
    updatedAt: at('2024-01-02T00:00:00Z'),
  }),
  entryCase('the date of RSS in Atom is read', '<pubDate>Tue, 02 Jan 2024 00:00:00 GMT</pubDate>', {
    publishedAt: at('2024-01-02T00:00:00Z'),
  }),
  entryCase(
    'categories have terms and labels',
    '<category term="a" label="A and more"/><category term="b" label="b"/><category label="c"/><category>d</category><category scheme="x"/>',
    {
      categories: [{ term: 'a', label: 'A and more' }, { term: 'b' }, { term: 'c' }, { term: 'd' }],
    },
  ),
  entryCase(
    'replies are pages or feeds, with their number',
    '<link rel="replies" type="text/html" href="1#c" thr:count="3"/><link rel="replies" type="application/atom+xml" href="1.atom"/>',
    { commentsUrl: 'https://blog.example/1#c', commentsFeedUrl: 'https://blog.example/1.atom', commentCount: 3 },
  ),
  entryCase('an id is trimmed and otherwise exact', '<id> tag:a.example,2024:X%20y </id>', {
    guid: 'tag:a.example,2024:X%20y',
  }),
  entryCase('the language of the content is the nearest', '<content xml:lang="de_CH">a</content>', {
    language: 'de-CH',
  }),
  feedCase(
    'language is inherited',
    atom('<entry><title>A</title></entry><entry xml:lang="fr"><title>B</title></entry>', 'xml:lang="en"'),
    { language: 'en' },
    [{ language: 'en' }, { language: 'fr' }],
  ),
  feedCase(
    "a feed's own parts are read",
    atom(
      '<subtitle type="html">About &lt;i&gt;it&lt;/i&gt;</subtitle><icon>i.png</icon><logo>l.png</logo><generator uri="https://g.example/">Gen</generator><link rel="self" href="feed.xml"/><link href="/"/><link rel="hub" href="https://hub.example/"/><fh:complete/>',
    ),
    {
      description: 'About it',
      iconUrl: 'https://blog.example/i.png',
      generator: 'Gen',
      selfUrl: 'https://blog.example/feed.xml',
      siteUrl: 'https://blog.example/',
      hubUrls: ['https://hub.example/'],
      extent: 'complete',
    },
    [],
  ),
  entryCase(
    'an aggregated entry names its source',
    '<title>A</title><source><title>Source</title><id>urn:s</id><link href="https://s.example/"/><updated>2020-01-01T00:00:00Z</updated></source>',
    { title: 'A', guid: undefined, updatedAt: undefined, source: { title: 'Source', url: 'https://s.example/' } },
  ),
];

export const formats: readonly Case[] = [...rssFamily, ...oldAtom, ...atomFamily];
