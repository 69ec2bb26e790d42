import { atom, type Case, entryCase, feedCase, itemCase, rss } from './case.ts';

function link(behaviour: string, written: string, url: string | undefined): Case {
  return itemCase(behaviour, `<link>${written}</link>`, { url });
}

function guid(behaviour: string, attributes: string, written: string, url: string | undefined): Case {
  return itemCase(behaviour, `<guid ${attributes}>${written}</guid>`, { url, guid: written });
}

export const links: readonly Case[] = [
  link('an absolute address stays', 'https://a.example/b?c=d#e', 'https://a.example/b?c=d#e'),
  link('a path begins at the site', '/b', 'https://blog.example/b'),
  link('an address without scheme has that of the site', '//a.example/b', 'https://a.example/b'),
  link('an address without scheme that begins with www is one', 'www.a.example/b', 'https://www.a.example/b'),
  link('white space around is dropped', ' \n https://a.example/ \t', 'https://a.example/'),
  link(
    'a line break within is dropped with its indent',
    'https://a.example/long-\n        path',
    'https://a.example/long-path',
  ),
  link('spaces within are escaped', 'https://a.example/b c', 'https://a.example/b%20c'),
  link(
    'letters of other scripts are escaped',
    'https://bücher.example/straße?ü',
    'https://xn--bcher-kva.example/stra%C3%9Fe?%C3%BC',
  ),
  link('an address for feed readers is one', 'feed://a.example/b', 'https://a.example/b'),
  link('an address for feed readers within another is one', 'feed:https://a.example/b', 'https://a.example/b'),
  link('a script is none', 'javascript:alert(1)', undefined),
  link('a script in capitals behind spaces is none', ' \u0001JavaScript:alert(1)', undefined),
  link('a script with a line break is none', 'java\nscript:alert(1)', undefined),
  link('data are none', 'data:text/html,x', undefined),
  link('a file is none', 'file:///etc/passwd', undefined),
  link('a mail is none', 'mailto:a@a.example', undefined),
  link('a broken host is none', 'https://[a/', undefined),
  link('line ends around CDATA are dropped', '\n <![CDATA[\n https://a.example/b \n]]> \n', 'https://a.example/b'),
  entryCase(
    'a slash may stand apart from the end of its tag',
    "<link rel = 'alternate' href = 'a' / ><title>T</title>",
    {
      url: 'https://blog.example/a',
      title: 'T',
    },
  ),
  link('an ampersand in CDATA stays', '<![CDATA[/?a=1&b=2&copy=3]]>', 'https://blog.example/?a=1&b=2&copy=3'),
  link('an ampersand that was escaped twice stays one', '/?a=1&amp;amp;b=2', 'https://blog.example/?a=1&amp;b=2'),
  link('a bare ampersand stays', '/?a=1&b=2&lt=3', 'https://blog.example/?a=1&b=2&lt=3'),
  itemCase(
    'of several links the first that is an address counts',
    '<link/><link>javascript:x</link><link>/1</link><link>/2</link>',
    {
      url: 'https://blog.example/1',
    },
  ),
  itemCase('a link may carry its address in an attribute', '<link href="/1"/>', { url: 'https://blog.example/1' }),
  itemCase('an address behind an empty link is its own', '<link/>https://blog.example/1<title>T</title>', {
    url: 'https://blog.example/1',
    title: 'T',
  }),
  itemCase('a link wins over a guid', '<link>/1</link><guid>https://blog.example/?p=1</guid>', {
    url: 'https://blog.example/1',
  }),
  guid('a guid that is an address is the link', '', 'https://blog.example/?p=1', 'https://blog.example/?p=1'),
  guid(
    'a guid that says so is the link',
    'isPermaLink="true"',
    'https://blog.example/?p=1',
    'https://blog.example/?p=1',
  ),
  guid('a guid that denies it is no link', 'isPermaLink="false"', 'https://blog.example/?p=1', undefined),
  guid('a guid that denies it in capitals is no link', 'isPermaLink=" False "', 'https://blog.example/?p=1', undefined),
  guid('a guid of words is no link, whatever it says', 'isPermaLink="true"', 'post-1', undefined),
  guid('a path that says it is the link is one', 'isPermaLink="true"', '/posts/1', 'https://blog.example/posts/1'),
  guid('a guid with a tag URI is no link', '', 'tag:blog.example,2024:1', undefined),
  guid('a guid that is a script is no link', '', 'javascript:alert(1)', undefined),
  entryCase(
    'of several links the alternate one counts',
    '<link rel="edit" href="e"/><link rel="self" href="s"/><link rel="alternate" href="a"/><link rel="related" href="r"/>',
    {
      url: 'https://blog.example/a',
    },
  ),
  entryCase('a link without rel is the alternate', '<link rel="via" href="v"/><link href="a"/>', {
    url: 'https://blog.example/a',
  }),
  entryCase(
    'of alternates the page counts',
    '<link rel="alternate" type="application/json" href="j"/><link rel="alternate" type="text/html" href="h"/>',
    {
      url: 'https://blog.example/h',
    },
  ),
  entryCase(
    'a relation may be written as its address',
    '<link rel="http://www.iana.org/assignments/relation/alternate" href="a"/>',
    { url: 'https://blog.example/a' },
  ),
  entryCase('a relation may have capitals and spaces', '<link rel=" Alternate " href="a"/>', {
    url: 'https://blog.example/a',
  }),
  entryCase('an entry with only a link to itself has no page', '<link rel="self" href="s"/>', { url: undefined }),
  entryCase('a link to a script is none', '<link href="javascript:alert(1)"/>', { url: undefined }),
  entryCase('a link as text is read', '<link>a</link>', { url: 'https://blog.example/a' }),
  entryCase(
    'enclosures are links of their relation',
    '<link rel="enclosure" href="a.mp3" type="audio/mpeg" length="5"/><link rel="enclosure" href="javascript:x"/>',
    {
      enclosures: [{ url: 'https://blog.example/a.mp3', type: 'audio/mpeg', length: 5 }],
      url: undefined,
    },
  ),
  feedCase(
    'relative links of RSS resolve against the link of the feed',
    '<rss><channel><title>T</title><link>https://site.example/blog/</link><item><link>one</link><enclosure url="a.mp3"/></item></channel></rss>',
    { siteUrl: 'https://site.example/blog/' },
    [
      {
        url: 'https://site.example/blog/one',
        enclosures: [{ url: 'https://site.example/blog/a.mp3' }],
        contentBase: 'https://site.example/blog/one',
      },
    ],
  ),
  feedCase(
    'a relative link of the feed resolves against the document',
    '<rss><channel><title>T</title><link>/blog/</link><item><link>one</link></item></channel></rss>',
    { siteUrl: 'https://blog.example/blog/' },
    [{ url: 'https://blog.example/blog/one' }],
  ),
  feedCase(
    'a feed without link resolves against the document',
    '<rss><channel><title>T</title><item><link>one</link></item></channel></rss>',
    { siteUrl: undefined },
    [{ url: 'https://blog.example/dir/one' }],
    'https://blog.example/dir/feed.xml',
  ),
  feedCase(
    'without any address, absolute links stand and relative ones are none',
    rss('<item><link>https://a.example/1</link></item><item><link>2</link></item>').replace(
      'https://blog.example/',
      '',
    ),
    { siteUrl: undefined },
    [
      { url: 'https://a.example/1', contentBase: 'https://a.example/1' },
      { url: undefined, contentBase: undefined },
    ],
    '',
  ),
  feedCase(
    'bases make a chain from the feed over the entry to the link',
    atom(
      '<link href="."/><entry xml:base="2024/"><link xml:base="05/" href="post"/><content type="html" xml:base="img/">&lt;img src="a.png"&gt;</content></entry>',
      'xml:base="https://base.example/blog/"',
    ),
    { siteUrl: 'https://base.example/blog/' },
    [{ url: 'https://base.example/blog/2024/05/post', contentBase: 'https://base.example/blog/2024/img/' }],
  ),
  feedCase('a base may begin at the document', atom('<entry><link href="post"/></entry>', 'xml:base="/blog/"'), {}, [
    { url: 'https://blog.example/blog/post' },
  ]),
  feedCase(
    'an empty or unsafe base changes nothing',
    atom(
      '<entry xml:base=""><link href="a"/></entry><entry xml:base="javascript:x"><link href="a"/></entry>',
      'xml:base="https://base.example/"',
    ),
    {},
    [{ url: 'https://base.example/a' }, { url: 'https://base.example/a' }],
  ),
  feedCase(
    'a base wins over the link of the feed in RSS too',
    rss('<item xml:base="https://base.example/x/"><link>a</link><description>b</description></item>'),
    {},
    [{ url: 'https://base.example/x/a', contentBase: 'https://base.example/x/' }],
  ),
  feedCase(
    'without base, content belongs to its own page',
    atom('<entry><link href="/posts/1/"/><content type="html">&lt;img src="a.png"&gt;</content></entry>'),
    {},
    [{ contentBase: 'https://blog.example/posts/1/' }],
  ),
  ...(
    [
      ['/a 1x,/b 2x', 'https://a.example/a 1x, https://a.example/b 2x'],
      ['a,b.png 100w ,c', 'https://a.example/x/a,b.png 100w, https://a.example/x/c'],
      ['a,, b,', 'https://a.example/x/a, https://a.example/x/b'],
      ['data:image/png;base64,a= 1x, /b', 'data:image/png;base64,a= 1x, https://a.example/b'],
      [' , ', ''],
    ] as const
  ).map(([written, resolved]) =>
    entryCase(
      `the candidates of a picture resolve one by one: ${written}`,
      `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><img xml:base="https://a.example/x/" srcset="${written}"/></div></content>`,
      { contentHtml: `<img xml:base="https://a.example/x/" srcset="${resolved}" />` },
    ),
  ),
  entryCase(
    'bases within XHTML are resolved where they stand',
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p xml:base="https://a.example/x/"><a href="y">z</a></p></div></content>',
    { contentHtml: '<p xml:base="https://a.example/x/"><a href="https://a.example/x/y">z</a></p>' },
  ),
  feedCase(
    'an Atom feed on another host resolves against where it came from',
    atom('<link rel="self" href="https://other.example/feed"/><entry><link href="/a"/></entry>'),
    { selfUrl: 'https://other.example/feed' },
    [{ url: 'https://blog.example/a' }],
  ),
  feedCase(
    'an Atom feed from nowhere resolves against itself',
    atom('<link rel="self" href="https://other.example/feed"/><entry><link href="/a"/></entry>'),
    {},
    [{ url: 'https://other.example/a' }],
    '',
  ),
];
