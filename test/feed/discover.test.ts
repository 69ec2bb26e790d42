import { describe, expect, test } from 'vitest';
import { discoverFeeds, usualPaths } from '../../src/feed/discover.ts';

const PAGE = 'https://blog.example/posts/one/';
const urls = (html: string, page = PAGE) => discoverFeeds(html, page).map((link) => link.url);

describe('the feeds that a page names', () => {
  test('are all types of feeds, absolute, each once, comment feeds last', () => {
    const page = `<head>
      <link rel="alternate" type="application/rss+xml" title="Posts &raquo; Comments Feed" href="/comments/feed/">
      <LINK REL='Alternate' TYPE='application/rss+xml; charset=utf-8' TITLE='All &amp; new' HREF='/feed/' />
      <link href=atom.xml type=application/atom+xml rel="alternate home">
      <link rel="alternate" type="application/feed+json" href="//json.example/f.json"><link rel=feed href="../rdf">
      <link rel="alternate" type="application/rss+xml" href="https://blog.example/feed/#again">`;
    expect(discoverFeeds(page, PAGE)).toEqual([
      { url: 'https://blog.example/feed/', title: 'All & new' },
      { url: 'https://blog.example/posts/one/atom.xml', title: '' },
      { url: 'https://json.example/f.json', title: '' },
      { url: 'https://blog.example/posts/rdf', title: '' },
      { url: 'https://blog.example/comments/feed/', title: 'Posts » Comments Feed' },
    ]);
  });

  test('resolve against the base', () => {
    expect(urls('<base href="/sub/"><link rel="alternate" type="application/rss+xml" href="f.xml">')).toEqual([
      'https://blog.example/sub/f.xml',
    ]);
  });

  test.each([
    ['a translation', '<link rel="alternate" hreflang="de" type="text/html" href="/de/">'],
    ['a style sheet', '<link rel="alternate stylesheet" type="application/rss+xml" href="/x.css">'],
    ['an interface of WordPress', '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">'],
    ['what a comment hides', '<!-- <link rel="alternate" type="application/rss+xml" href="/f"> -->'],
    ['what a script writes', '<script>"<link rel=alternate type=application/rss+xml href=/f>"</script>'],
    ['an unsafe address', '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">'],
    ['a page without any', '<a href="/about">About</a><a href="#feed">Feed</a>'],
    ['a service that wants the feed', '<a href="https://feedly.com/i/subscription/feed/x">RSS</a>'],
  ])('are not %s', (_what, page) => {
    expect(urls(page)).toEqual([]);
  });

  test('are anchors where the page has no link elements', () => {
    const page =
      '<a href="/x">RSS</a><a href="feed:https://blog.example/y">z</a><a href="/index.xml"><img></a><a href="/?feed=rss2">w</a><a href="/about">us</a>';
    expect(urls(page)).toEqual([
      'https://blog.example/x',
      'https://blog.example/y',
      'https://blog.example/index.xml',
      'https://blog.example/?feed=rss2',
    ]);
    expect(urls(`${page}<link rel="alternate" type="application/rss+xml" href="/f">`)).toEqual([
      'https://blog.example/f',
    ]);
  });

  test.each(['<a ', '<a href="', '<!--', '<script>', '<link rel="> "', '<a>', '<base ', '<a b=\' c="'])(
    'are found in linear time among %j',
    (piece) => {
      const started = performance.now();
      discoverFeeds(piece.repeat(200_000), PAGE);
      expect(performance.now() - started).toBeLessThan(4000);
    },
  );
});

describe('the usual paths', () => {
  test('are at most six, the folder of a blog first', () => {
    expect(usualPaths('https://blog.example/')).toEqual(
      ['feed', 'rss.xml', 'atom.xml', 'index.xml', 'feed.xml', 'feed.json'].map(
        (path) => `https://blog.example/${path}`,
      ),
    );
    const inFolder = usualPaths('https://host.example/blog/post.html?x#y');
    expect(inFolder).toHaveLength(6);
    expect(inFolder[0]).toBe('https://host.example/blog/index.xml');
    expect(inFolder).toContain('https://host.example/feed');
  });

  test('of what is no web page are none', () => {
    expect(usualPaths('about:blank')).toEqual([]);
    expect(usualPaths('no address')).toEqual([]);
  });
});
