import { expect, test } from 'vitest';
import type { Entry, ParsedFeed } from '../../src/feed/types.ts';
import { normaliseFeed } from '../../src/model/normalise.ts';
import type { PostDraft } from '../../src/model/types.ts';

const DOCUMENT = 'https://blog.example/feeds/all.xml';

function entry(fields: Partial<Entry> = {}): Entry {
  return { title: 'A post', authors: [], categories: [], enclosures: [], ...fields };
}

function feed(entries: readonly Entry[], fields: Partial<ParsedFeed> = {}): ParsedFeed {
  return { format: 'rss', title: 'A blog', hints: {}, hubUrls: [], pages: {}, complete: true, entries, ...fields };
}

function draftOf(fields: Partial<Entry>, about: Partial<ParsedFeed> = {}): PostDraft {
  const [draft] = normaliseFeed(feed([entry(fields)], about), DOCUMENT);
  if (!draft) throw new Error('no draft');
  return draft;
}

test('an entry becomes a post with everything that a list and the reading page show', () => {
  const draft = draftOf({
    guid: 'tag:1',
    url: 'https://blog.example/1',
    title: ' Moving ',
    authors: [{ name: 'Ada', url: 'mailto:ada@blog.example' }],
    publishedAt: 1000,
    updatedAt: 2000,
    contentHtml: '<p>We moved.</p><pre>mv a b</pre>',
    contentBase: 'https://blog.example/base/',
    language: 'en-GB',
    categories: [{ term: 'moves', label: 'home' }, { term: 'home' }, { term: ' ' }],
    enclosures: [{ url: 'https://cdn.example/1.mp3', type: 'audio/mpeg', length: 9 }],
  });
  expect(draft).toEqual({
    identity: expect.stringMatching(/^[\w-]{22}$/),
    otherIdentity: expect.stringMatching(/^[\w-]{22}$/),
    fingerprint: expect.stringMatching(/^[\w-]{22}$/),
    guid: 'tag:1',
    url: 'https://blog.example/1',
    title: 'Moving',
    authors: [{ name: 'Ada', url: 'mailto:ada@blog.example' }],
    publishedAt: 1000,
    updatedAt: 2000,
    summary: 'We moved.',
    facts: { words: 2, minutes: 1, codeBlocks: 1, images: 0, fullText: true },
    language: 'en-GB',
    tags: ['home'],
    enclosures: [{ url: 'https://cdn.example/1.mp3', type: 'audio/mpeg', length: 9 }],
    body: { html: '<p>We moved.</p><pre>mv a b</pre>', base: 'https://blog.example/base/' },
  });
});

test('what an entry lacks is absent, not undefined', () => {
  const draft = draftOf({});
  expect(Object.keys(draft).sort()).toEqual(
    ['authors', 'body', 'enclosures', 'facts', 'fingerprint', 'identity', 'summary', 'tags', 'title'].sort(),
  );
});

test('posts stand in the order of the document', () => {
  const titles = normaliseFeed(feed(['c', 'a', 'b'].map((title) => entry({ title, guid: title }))), DOCUMENT);
  expect(titles.map(({ title }) => title)).toEqual(['c', 'a', 'b']);
});

test('an entry that stands twice is one post, as it was updated last', () => {
  const drafts = normaliseFeed(
    feed([
      entry({ guid: 'x', title: 'First', updatedAt: 1 }),
      entry({ guid: 'y' }),
      entry({ guid: 'x', title: 'Second', updatedAt: 2 }),
      entry({ guid: 'x', title: 'Oldest' }),
    ]),
    DOCUMENT,
  );
  expect(drafts.map(({ title }) => title)).toEqual(['Second', 'A post']);
});

test.each<[name: string, fields: Partial<Entry>, title: string]>([
  ['its text', { title: '', contentHtml: '<p>The disk was full again.</p>' }, 'The disk was full again.'],
  [
    'the opening of a long text',
    { title: ' ', contentHtml: `<p>${'It rained all day and '.repeat(20)}.</p>` },
    'It rained all day and It rained all day and It rained all day and It rained all day and It rained…',
  ],
  ['its address', { title: '', url: 'https://www.blog.example/2024/rain' }, 'blog.example/2024/rain'],
  ['its file', { title: '', enclosures: [{ url: 'https://cdn.example/1.mp3' }] }, 'cdn.example/1.mp3'],
  ["its blog's name", { title: '' }, 'A blog'],
])('a post without a title is called after %s', (_, fields, title) => {
  expect(draftOf(fields).title).toBe(title);
});

test('no post and no blog is so nameless that its title is empty', () => {
  expect(draftOf({ title: '' }, { title: '' }).title).not.toBe('');
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://a.example/',
  'http://',
  `https://a.example/${'x'.repeat(9000)}`,
])('an address such as %.40s is no address', (url) => {
  const draft = draftOf({ url, enclosures: [{ url }], authors: [{ name: 'Ada', url }], contentBase: url });
  expect(draft.url).toBeUndefined();
  expect(draft.enclosures).toEqual([]);
  expect(draft.authors).toEqual([{ name: 'Ada' }]);
  expect(draft.body.base).toBe(DOCUMENT);
});

test('relative links resolve against the nearest address that is known', () => {
  const about = { siteUrl: 'https://blog.example/' };
  const url = 'https://blog.example/1';
  expect(draftOf({ url, contentBase: 'https://b.example/' }, about).body.base).toBe('https://b.example/');
  expect(draftOf({ url }, about).body.base).toBe(url);
  expect(draftOf({}, about).body.base).toBe('https://blog.example/');
  expect(draftOf({}).body.base).toBe(DOCUMENT);
});

test('dates that are none are absent, and old and future ones stay', () => {
  expect(draftOf({ publishedAt: Number.NaN, updatedAt: Number.POSITIVE_INFINITY })).not.toHaveProperty('publishedAt');
  expect(draftOf({ publishedAt: 9e15 })).not.toHaveProperty('publishedAt');
  expect(draftOf({ publishedAt: -6e13, updatedAt: 4e12 })).toMatchObject({ publishedAt: -6e13, updatedAt: 4e12 });
});

test.each([
  ['en', 'en'],
  ['pt-BR', 'pt-BR'],
  ['Brazilian Portuguese', undefined],
  ['zh-Hant-TW', 'zh-Hant-TW'],
  ['en"><script>', undefined],
  ['', undefined],
])('the language "%s"', (language, tag) => {
  expect(draftOf({ language }).language).toBe(tag);
});

test("an entry without a language has its feed's", () => {
  expect(draftOf({}, { language: 'de' }).language).toBe('de');
});

test('absurd values are bounded', () => {
  const many = Array.from({ length: 1000 }, (_, i) => i);
  const draft = draftOf({
    guid: 'g'.repeat(100_000),
    title: 'word '.repeat(10_000),
    authors: many.map((i) => ({ name: `Author ${i} ${'x'.repeat(1000)}` })),
    categories: many.map((i) => ({ term: `tag ${i} ${'x'.repeat(1000)}` })),
    enclosures: many.map((i) => ({ url: `https://a.example/${i}`, type: 'x'.repeat(1000), length: -i })),
  });
  expect(draft.title.length).toBeLessThanOrEqual(500);
  expect(draft.authors).toHaveLength(20);
  expect(draft.tags).toHaveLength(50);
  expect(draft.enclosures).toHaveLength(50);
  expect(draft).not.toHaveProperty('guid');
  expect(JSON.stringify(draft).length).toBeLessThan(25_000);
});

test('the fingerprint follows what a reader sees, and nothing else', () => {
  const before: Partial<Entry> = { guid: 'a', title: 'One', contentHtml: '<p>Text</p>', publishedAt: 1, updatedAt: 1 };
  const print = (fields: Partial<Entry>) => draftOf({ ...before, ...fields }).fingerprint;
  const same = print({});
  expect(print({ updatedAt: 2 })).toBe(same);
  const changes: Partial<Entry>[] = [
    { title: 'Two' },
    { contentHtml: '<p>Text!</p>' },
    { url: 'https://a.example/' },
    { publishedAt: 2 },
    { categories: [{ term: 'a' }] },
    { authors: [{ name: 'Ada' }] },
    { enclosures: [{ url: 'https://a.example/1' }] },
    { summaryHtml: 'What it is about.' },
  ];
  expect(new Set([same, ...changes.map(print)]).size).toBe(changes.length + 1);
});

test('scripts in a title stay text', () => {
  expect(draftOf({ title: '<script>alert(1)</script>' }).title).toBe('<script>alert(1)</script>');
});

test.each<[string, Partial<Entry>, string | undefined]>([
  ['the first in the text', { contentHtml: '<p>a</p><img src="1.png?a&amp;b"><img src="2.png">' }, '/x/1.png?a&b'],
  [
    'no counter, icon or smiley',
    { contentHtml: '<img width=1 src=1.png><img width="16" src="2.png"><img src="3.png">' },
    '/x/3.png',
  ],
  ['what a script was to load', { contentHtml: '<img src="data:image/gif;base64,AA" data-src="1.png">' }, '/x/1.png'],
  [
    'else one beside the text',
    { enclosures: [{ url: 'https://blog.example/x/1.png', type: 'image/png' }] },
    '/x/1.png',
  ],
  ['not known to count', { contentHtml: '<img src="https://pixel.wp.com/b.gif">' }, undefined],
  [
    'not known to count, beside the text either',
    {
      enclosures: [
        { url: 'https://pixel.wp.com/b.gif', type: 'image/gif' },
        { url: 'https://blog.example/x/1.png', type: 'image/png' },
      ],
    },
    '/x/1.png',
  ],
  ['with an address of the web', { contentHtml: '<img src="javascript:1">' }, undefined],
])('the picture of a post in lists is %s', (_which, fields, path) => {
  const { leadImage } = draftOf({ contentBase: 'https://blog.example/x/', ...fields });
  expect(leadImage).toBe(path && `https://blog.example${path}`);
});
