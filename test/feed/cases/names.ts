import { atom, type Case, feedCase, itemCase, rss, titled } from './case.ts';

const PROPERTIES = ['constructor', 'prototype', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', 'length', 'then'];

const DEFAULTS: readonly string[] = [
  'http://www.w3.org/2005/Atom',
  'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'http://search.yahoo.com/mrss/',
  'http://purl.org/rss/1.0/modules/content/',
  'http://purl.org/dc/elements/1.1/',
  'http://www.w3.org/1999/xhtml',
  'urn:anything',
];

/** RSS whose root, channel or item makes this namespace its default. */
function defaultCases(uri: string): Case[] {
  const feed = { format: 'rss', title: 'Blog', siteUrl: 'https://blog.example/', complete: true } as const;
  const item = '<item><title>A</title><link>/a</link></item>';
  const entries = [{ title: 'A', url: 'https://blog.example/a' }];
  const declaring = (name: string) => rss(item).replace(`<${name}`, `<${name} xmlns="${uri}"`);
  return ['rss', 'channel', 'item'].map((name) =>
    feedCase(`RSS may have the default namespace ${uri} on its ${name}`, declaring(name), feed, entries),
  );
}

export const names: readonly Case[] = [
  ...DEFAULTS.flatMap(defaultCases),
  feedCase(
    "Atom may have RSS's default namespace",
    '<feed xmlns="http://purl.org/rss/1.0/"><title>Blog</title><entry><title>A</title></entry></feed>',
    { format: 'atom', title: 'Blog', complete: true },
    titled('A'),
  ),
  feedCase(
    'an entry of Atom may have a wrong default namespace',
    atom('<entry xmlns="urn:anything"><title>A</title></entry><entry><title>B</title></entry>'),
    { complete: true },
    titled('A', 'B'),
  ),
  itemCase(
    'an item of another vocabulary within an item is none of the feed',
    '<title>A</title><x:list xmlns:x="urn:x"><item xmlns="urn:x"><title>No</title></item></x:list>',
    { title: 'A' },
  ),
  ...PROPERTIES.map((name) =>
    itemCase(
      `an element and an attribute called ${name} are no harm`,
      `<${name} ${name}="x">y</${name}><title ${name}="x">T</title><x:${name} xmlns:x="urn:x"/>`,
      { title: 'T' },
    ),
  ),
  itemCase('a name may begin with a digit', '<1536x1536>a</1536x1536><title>T</title>', { title: 'T' }),
  itemCase('names may hold what XML does not allow', '<a$b>x</a$b><a#b/><a@b/><é>x</é><title>T</title>', {
    title: 'T',
  }),
  itemCase('a name without end swallows nothing', '<:/><_/><a:/><:a/><title>T</title>', { title: 'T' }),
  itemCase('the names of the tokeniser are mere names', '<ref place="1">x</ref><text>x</text><title>T</title>', {
    title: 'T',
  }),
  itemCase('a very long name is no harm', `<${'a'.repeat(50_000)}/><title>T</title>`, { title: 'T' }),
  feedCase(
    'capitals are small letters',
    '<RSS VERSION="2.0"><CHANNEL><TITLE>Blog</TITLE><ITEM><GUID ISPERMALINK="FALSE">https://a.example/</GUID><PUBDATE>2 Jan 2024</PUBDATE></ITEM></CHANNEL></RSS>',
    { title: 'Blog', complete: true },
    [{ guid: 'https://a.example/', url: undefined, publishedAt: Date.UTC(2024, 0, 2) }],
  ),
  feedCase(
    'a prefix on all elements is no harm',
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Blog</a:title><a:entry><a:title>A</a:title><a:link href="https://a.example/"/></a:entry></a:feed>',
    { format: 'atom', title: 'Blog', complete: true },
    [{ title: 'A', url: 'https://a.example/' }],
  ),
  feedCase(
    'a prefix that is declared nowhere is no harm',
    '<atom:feed><atom:title>Blog</atom:title><atom:entry><atom:title>A</atom:title></atom:entry></atom:feed>',
    { format: 'atom', title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'elements of RSS 1.0 may have a prefix that is declared nowhere',
    '<rdf:RDF><rss:channel><rss:title>Blog</rss:title></rss:channel><rss:item><rss:title>A</rss:title></rss:item></rdf:RDF>',
    { format: 'rdf', title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'an item may leave the default namespace',
    rss(
      '<item xmlns=""><title>A</title></item><item><title>B</title></item>',
      'xmlns="http://backend.userland.com/rss2"',
    ),
    {},
    titled('A', 'B'),
  ),
  feedCase(
    'RSS may have a prefix for its namespace',
    '<r:rss xmlns:r="http://backend.userland.com/RSS2"><r:channel><r:title>Blog</r:title><r:item><r:title>A</r:title></r:item></r:channel></r:rss>',
    { format: 'rss', title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'RSS may have a default namespace',
    rss('<item><title>A</title></item>', 'xmlns="http://backend.userland.com/rss2"'),
    { title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'RSS may have a wrong default namespace',
    rss('<item><title>A</title></item>', 'xmlns="urn:anything"'),
    { title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    "Atom's namespace may be written with https, without www's capitals and with a slash",
    '<feed xmlns="https://www.w3.org/2005/atom/"><title>Blog</title><entry><title>A</title></entry></feed>',
    { format: 'atom', title: 'Blog' },
    titled('A'),
  ),
  feedCase(
    'Atom without namespace is Atom',
    '<feed><title>Blog</title><entry><title>A</title></entry></feed>',
    { format: 'atom', title: 'Blog' },
    titled('A'),
  ),
  itemCase(
    'modules are known by their namespace, not by their prefix',
    '<c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/">Long</c:encoded><who:creator xmlns:who="http://purl.org/dc/elements/1.1/">Ann</who:creator>',
    { contentHtml: 'Long', authors: [{ name: 'Ann' }] },
  ),
  itemCase(
    'a namespace may lack its last slash and have https',
    '<c:encoded xmlns:c="https://purl.org/rss/1.0/modules/content">Long</c:encoded>',
    { contentHtml: 'Long' },
  ),
  itemCase(
    'known prefixes work undeclared',
    '<content:encoded>Long</content:encoded><dc:creator>Ann</dc:creator><dc:date>2024-01-02</dc:date>',
    {
      contentHtml: 'Long',
      authors: [{ name: 'Ann' }],
      publishedAt: Date.UTC(2024, 0, 2),
    },
  ),
  itemCase(
    'a known prefix for another namespace is another',
    '<dc:creator xmlns:dc="http://search.yahoo.com/mrss/">Ann</dc:creator>',
    { authors: [] },
  ),
  itemCase(
    'an unknown namespace is not ours',
    '<title xmlns="urn:other">No</title><title>Yes</title><link xmlns="urn:other">https://a.example/</link>',
    {
      title: 'Yes',
      url: undefined,
    },
  ),
  itemCase('a namespace ends with its element', '<x xmlns="urn:other"><title>No</title></x><title>Yes</title>', {
    title: 'Yes',
  }),
  itemCase(
    'titles of other namespaces do not replace the own one',
    '<media:title xmlns:media="http://search.yahoo.com/mrss/">No</media:title><itunes:title>No</itunes:title><title>Yes</title>',
    {
      title: 'Yes',
    },
  ),
  itemCase('titles of modules stand in where there is no own one', '<title/><dc:title>Yes</dc:title>', {
    title: 'Yes',
  }),
  itemCase(
    'positions on the globe are left alone',
    '<georss:point xmlns:georss="http://www.georss.org/georss">45 -71</georss:point><geo:lat>1</geo:lat><title>T</title>',
    {
      title: 'T',
    },
  ),
  feedCase(
    'a picture and a text field have titles of their own',
    rss(
      '<image><title>Picture</title><url>p.png</url><link>https://a.example/</link></image><textInput><title>Search</title><link>https://b.example/</link></textInput>',
    ),
    { title: 'Blog', siteUrl: 'https://blog.example/', iconUrl: 'https://blog.example/p.png' },
    [],
  ),
  feedCase(
    'an Atom entry in a foreign element is none',
    atom('<x:y xmlns:x="urn:x"><x:entry><title>No</title></x:entry></x:y><entry><title>A</title></entry>'),
    {},
    titled('A'),
  ),
];
