import { at, type Case, failureCase, feedCase, titled } from './case.ts';

const VERSION = 'https://jsonfeed.org/version/1.1';

const json = (fields: object) => JSON.stringify({ version: VERSION, title: 'Blog', ...fields });

function jsonItem(behaviour: string, item: object, entry: NonNullable<Case['entries']>[number]): Case {
  return feedCase(behaviour, json({ items: [item] }), { format: 'json', complete: true }, [entry]);
}

const twoItems = `{"version":"${VERSION}","title":"Blog","items":[{"id":"1","title":"A } ] \\""},{"id":"2","title":"B"}]}`;

export const jsonFeeds: readonly Case[] = [
  feedCase(
    'version 1.0 is read',
    '{"version":"https://jsonfeed.org/version/1","title":"Blog","items":[{"id":"1"}]}',
    { format: 'json', title: 'Blog' },
    [{ guid: '1', title: '', authors: [], categories: [], enclosures: [], url: undefined }],
  ),
  feedCase(
    'every field of the feed is read',
    json({
      home_page_url: '/',
      feed_url: 'feed.json',
      description: 'About  <i>things</i>',
      icon: 'icon.png',
      favicon: 'favicon.ico',
      language: 'en_GB',
      next_url: '?page=2',
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }, { type: 'none' }, 'x', null],
      items: [],
    }),
    {
      siteUrl: 'https://blog.example/',
      selfUrl: 'https://blog.example/feed.json',
      description: 'About things',
      iconUrl: 'https://blog.example/icon.png',
      language: 'en-GB',
      pages: { next: 'https://blog.example/feed.xml?page=2' },
      hubUrls: ['https://hub.example/'],
    },
    [],
  ),
  jsonItem('a number is an id', { id: 42 }, { guid: '42' }),
  jsonItem('zero is an id', { id: 0 }, { guid: '0' }),
  jsonItem('a number that lost its last digits is no id', { id: 123456789012345680000 }, { guid: undefined }),
  jsonItem('a fraction is an id', { id: 1.5 }, { guid: '1.5' }),
  jsonItem('an id of spaces is none', { id: '  ' }, { guid: undefined }),
  jsonItem('true, null, lists and objects are no ids', { id: [1] }, { guid: undefined }),
  jsonItem('a number is a title', { id: '1', title: 2024 }, { title: '2024' }),
  jsonItem(
    'a title is plain text, of which only references are decoded',
    { id: '1', title: 'Vec<T> &amp; <b>x</b>' },
    { title: 'Vec<T> & <b>x</b>' },
  ),
  jsonItem('white space in a title is folded', { id: '1', title: ' a\n\tb ' }, { title: 'a b' }),
  jsonItem(
    'HTML wins over text where both are given',
    { id: '1', content_text: 'plain', content_html: '<p>rich</p>' },
    { contentHtml: '<p>rich</p>' },
  ),
  jsonItem(
    'text becomes HTML with its paragraphs, lines and signs',
    { id: '1', content_text: 'a < b\nc\n\nd & e' },
    { contentHtml: '<p>a &lt; b<br>c</p>\n<p>d &amp; e</p>' },
  ),
  jsonItem('empty HTML leaves the text', { id: '1', content_html: '', content_text: 'x' }, { contentHtml: 'x' }),
  jsonItem(
    'a summary is plain text',
    { id: '1', summary: '1 < 2' },
    { summaryHtml: '1 &lt; 2', contentHtml: undefined },
  ),
  jsonItem(
    'an item may have neither title nor content',
    { id: '1', url: 'https://blog.example/1' },
    { title: '', url: 'https://blog.example/1', contentHtml: undefined, summaryHtml: undefined },
  ),
  jsonItem(
    'an external address stands where no own one is',
    { id: '1', external_url: 'https://a.example/' },
    { url: 'https://a.example/' },
  ),
  jsonItem(
    'the own address wins over the external one',
    { id: '1', url: '/1', external_url: 'https://a.example/' },
    { url: 'https://blog.example/1', contentBase: 'https://blog.example/1' },
  ),
  jsonItem('an unsafe address is none', { id: '1', url: 'javascript:alert(1)' }, { url: undefined }),
  jsonItem(
    'authors of 1.1 and the author of 1.0 make one list',
    { id: '1', authors: [{ name: 'Ann' }, { name: ' Ben ', url: '/ben' }], author: { name: 'Ann' } },
    { authors: [{ name: 'Ann' }, { name: 'Ben', url: 'https://blog.example/ben' }] },
  ),
  jsonItem(
    'authors of wrong types are passed over',
    { id: '1', authors: [null, 'Ann', 1, {}, { name: 7 }, { url: 'https://ben.example/' }] },
    { authors: [{ name: 'https://ben.example/', url: 'https://ben.example/' }] },
  ),
  feedCase(
    'items without authors have those of the feed',
    json({
      authors: [{ name: 'Ann' }],
      language: 'de',
      items: [{ id: '1' }, { id: '2', author: { name: 'Ben' }, language: 'fr' }],
    }),
    { language: 'de' },
    [
      { authors: [{ name: 'Ann' }], language: 'de' },
      { authors: [{ name: 'Ben' }], language: 'fr' },
    ],
  ),
  jsonItem(
    'attachments with an address are enclosures',
    {
      id: '1',
      attachments: [
        { url: '/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12, duration_in_seconds: 3 },
        { url: 'https://blog.example/a.mp3' },
        { url: 'b.pdf', size_in_bytes: '12' },
        { mime_type: 'audio/mpeg' },
        { url: 'data:audio/mpeg,x' },
        'c',
      ],
    },
    {
      enclosures: [
        { url: 'https://blog.example/a.mp3', type: 'audio/mpeg', length: 12 },
        { url: 'https://blog.example/b.pdf' },
      ],
    },
  ),
  jsonItem(
    'tags that are text or numbers are categories, each once',
    { id: '1', tags: ['a', ' a ', '', 2024, null, { name: 'x' }, 'R&D'] },
    { categories: [{ term: 'a' }, { term: '2024' }, { term: 'R&D' }] },
  ),
  jsonItem(
    'dates are read, and refused where they are none',
    { id: '1', date_published: '2024-02-07T14:04:00-05:00', date_modified: 'soon' },
    { publishedAt: at('2024-02-07T19:04:00Z'), updatedAt: undefined },
  ),
  jsonItem('a date that is a number is none', { id: '1', date_published: 1700000000 }, { publishedAt: undefined }),
  feedCase('a null for every field is no field', nullFeed(), { title: '', siteUrl: undefined, hubUrls: [] }, [
    { guid: undefined, title: '', authors: [], categories: [], enclosures: [], contentHtml: undefined },
  ]),
  feedCase(
    'a value of a wrong type is no value',
    json({
      title: {},
      home_page_url: 7,
      description: [],
      icon: true,
      authors: 'Ann',
      hubs: { url: 'https://hub.example/' },
      next_url: 1,
      language: ['en'],
      items: [
        {
          id: {},
          url: 5,
          title: ['A'],
          content_html: 1,
          content_text: false,
          summary: {},
          date_published: {},
          date_modified: [],
          tags: 'a',
          authors: {},
          attachments: { url: 'a.mp3' },
          language: 1,
        },
      ],
    }),
    {
      title: '',
      siteUrl: undefined,
      description: undefined,
      iconUrl: undefined,
      hubUrls: [],
      pages: {},
      language: undefined,
    },
    [
      {
        guid: undefined,
        url: undefined,
        title: '',
        contentHtml: undefined,
        summaryHtml: undefined,
        publishedAt: undefined,
        updatedAt: undefined,
        categories: [],
        authors: [],
        enclosures: [],
        language: undefined,
      },
    ],
  ),
  feedCase(
    'a comma behind the last member is forgiven',
    `{"version":"${VERSION}","title":"Blog","items":[{"id":"1","title":"A, ]",},],}`,
    { title: 'Blog', complete: true },
    titled('A, ]'),
  ),
  failureCase('JSON without quotes is broken', `{"version":"${VERSION}","items":[{id: 1}]}`, 'broken'),
  feedCase(
    'items that are no objects are passed over',
    json({ items: [null, 1, 'x', [], { id: '1', title: 'A' }] }),
    {},
    titled('A'),
  ),
  feedCase('a feed without items has none', json({}), { title: 'Blog', complete: true }, []),
  feedCase('a feed whose items are null has none', json({ items: null }), { title: 'Blog' }, []),
  feedCase(
    'a document without version that has title and items is a feed',
    '{"title":"Blog","items":[{"id":"1","title":"A"}]}',
    { format: 'json' },
    titled('A'),
  ),
  feedCase(
    'a byte order mark before the brace is no harm',
    `\ufeff \n${twoItems}`,
    { complete: true },
    titled('A } ] "', 'B'),
  ),
  feedCase(
    'keys with the names of object properties are mere keys',
    `{"__proto__":{"title":"Proto"},"constructor":1,"version":"${VERSION}","items":[{"id":"1","__proto__":{"url":"https://a.example/"},"toString":"x"}]}`,
    { title: '' },
    [{ guid: '1', url: undefined, title: '' }],
  ),
  feedCase(
    'deep nonsense in unknown fields is no harm',
    `{"version":"${VERSION}","_x":${'['.repeat(500)}${']'.repeat(500)},"items":[{"id":"1","title":"A"}]}`,
    { complete: true },
    titled('A'),
  ),
  feedCase(
    'a document cut within an item gives the items before',
    twoItems.slice(0, twoItems.indexOf('"B"')),
    { title: 'Blog', complete: false, defect: 'cut' },
    titled('A } ] "'),
  ),
  feedCase(
    'a document cut behind an item gives it',
    twoItems.slice(0, -2),
    { complete: false, defect: 'cut' },
    titled('A } ] "', 'B'),
  ),
  feedCase(
    'a document cut before its last brace gives all items',
    twoItems.slice(0, -1),
    { complete: false, defect: 'cut' },
    titled('A } ] "', 'B'),
  ),
  feedCase(
    'what follows the last brace is no harm',
    `${twoItems}\n<!-- 0.2 s -->`,
    { complete: true },
    titled('A } ] "', 'B'),
  ),
  feedCase(
    'raw line ends and control characters in texts are forgiven',
    `{"version":"${VERSION}","items":[{"id":"1","title":"A\nB\u0008"}]}`,
    { complete: true },
    titled('A B'),
  ),
  failureCase(
    'a document cut before its first item ended is broken',
    twoItems.slice(0, twoItems.indexOf('A }')),
    'broken',
  ),
  feedCase(
    'a document cut in an object of its own keeps its items',
    `${twoItems.slice(0, -1)},"_x":{"a":{"b":1},"c":`,
    { complete: false, defect: 'cut' },
    titled('A } ] "', 'B'),
  ),
  failureCase(
    'a document cut in an object before its items is broken',
    `{"version":"${VERSION}","_x":{"a":{"b":1},"c":`,
    'broken',
  ),
  failureCase('a feed that is no JSON is broken', `{version: "${VERSION}", items: []}`, 'broken'),
  failureCase('an answer of an interface is JSON, no feed', '{"error":{"code":404,"message":"Not found"}}', 'json'),
  failureCase('a list is JSON, no feed', `[{"version":"${VERSION}","items":[]}]`, 'json'),
  failureCase('items without title or version are no feed', '{"items":[{"id":"1"}]}', 'json'),
  failureCase('a title without items or version is no feed', '{"title":"Blog"}', 'json'),
  failureCase('broken JSON without a version is JSON', '{"error": not found}', 'json'),
];

function nullFeed(): string {
  const names = ['title', 'home_page_url', 'feed_url', 'description', 'icon', 'authors', 'author', 'hubs', 'next_url'];
  const itemNames = ['id', 'url', 'title', 'content_html', 'content_text', 'summary', 'authors', 'tags', 'attachments'];
  const nulls = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, null]));
  return json({ ...nulls(names), items: [nulls(itemNames)] });
}
