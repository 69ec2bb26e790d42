import { describe, expect, test } from 'vitest';
import { discoverFeeds, usualPaths } from '../../src/feed/discover.ts';

const PAGE = 'https://blog.example/posts/one/';
const FEED = 'https://blog.example/f';
const urls = (html: string, page = PAGE) => discoverFeeds(html, page).map((link) => link.url);
const LINK = '<link rel="alternate" type="application/rss+xml" href="/f">';

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

  test.each([
    ['RSS', 'rel=alternate type=application/rss+xml'],
    ['Atom', 'rel=alternate type=application/atom+xml'],
    ['Atom that says it is a feed', 'rel=alternate type="application/atom+xml;type=feed"'],
    ['RDF', 'rel=alternate type=application/rdf+xml'],
    ['JSON Feed', 'rel=alternate type=application/feed+json'],
    ['RSS before its type was settled', 'rel=alternate type=application/x-rss+xml'],
    ['RSS without its suffix', 'rel=alternate type=application/rss'],
    ['RSS as text', 'rel=alternate type=text/rss+xml'],
    ['a relation of its own', 'rel=feed'],
    ["WebSub's own address", 'rel=self type=application/atom+xml'],
    ['several relations', 'rel="home alternate" type=application/rss+xml'],
    ['a language', 'rel=alternate hreflang=en type=application/rss+xml'],
    ['no quotes, no end', 'rel=alternate type=application/rss+xml title=All'],
    ['capitals', 'REL=ALTERNATE TYPE=APPLICATION/RSS+XML'],
    ['line ends', '\nrel\n=\n"alternate"\ntype\n=\n"application/rss+xml"\n'],
    ['another attribute before', 'data-x="a > b" rel=alternate type=application/rss+xml'],
    ['an attribute twice, of which the first counts', 'rel=alternate type=application/rss+xml type=text/html'],
    ['a name space', 'rel=alternate type=application/rss+xml xmlns="http://www.w3.org/1999/xhtml"'],
  ])('may be stated with %s', (_form, attributes) => {
    expect(urls(`<link ${attributes} href=/f>`)).toEqual([FEED]);
  });

  test.each([
    ['XML', 'rel=alternate type=text/xml', '/feed.xml'],
    ['no type', 'rel=alternate', '/index.xml'],
    ['JSON', 'rel=alternate type=application/json', '/feed.json'],
  ])('may be stated with %s where the address says feed', (_form, attributes, path) => {
    expect(urls(`<link ${attributes} href=${path}>`)).toEqual([`https://blog.example${path}`]);
    expect(urls(`<link ${attributes} href=/sitemap>`)).toEqual([]);
  });

  test.each([
    ['the body', `<body><div><p>Hi ${LINK}</div>`],
    ['<noscript>', `<noscript>${LINK}</noscript>`],
    ['what follows an empty comment', `<!-->${LINK}<!---->`],
    ['what follows a comment that ends oddly', `<!-- x --!>${LINK}`],
    ['what follows an empty title of a drawing', `<svg><title/></svg>${LINK}`],
    ['what follows templates within templates', `<template><template></template></template>${LINK}`],
    ['what follows a script that speaks of scripts', `<script>"<script>"</script >${LINK}`],
    ['a tag that slashes part', '<link/rel="alternate"/type="application/rss+xml"/href="/f"/>'],
    ['a page that never ends its comment', `${LINK}<!-- `],
  ])('may stand in %s', (_place, page) => {
    expect(urls(page)).toEqual([FEED]);
  });

  test.each([
    ['a translation', '<link rel="alternate" hreflang="de" type="text/html" href="/de/feed/">'],
    ['a translation without type', '<link rel="alternate" hreflang="de" href="/de/feed/">'],
    ['the page itself', '<link rel="self" href="/feed/">'],
    ['a style sheet', '<link rel="alternate stylesheet" type="application/rss+xml" href="/x.css">'],
    ['a stylesheet only', '<link rel="stylesheet" href="/feed.rss">'],
    ['an interface of WordPress', '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">'],
    ['an embedding', '<link rel="alternate" type="application/json+oembed" href="/oembed?url=/feed">'],
    ['a search', '<link rel="search" type="application/opensearchdescription+xml" href="/feed.xml">'],
    ['an editing service', '<link rel="EditURI" type="application/rsd+xml" href="/rsd.xml">'],
    ['a single entry', '<link rel="alternate" type="application/atom+xml;type=entry" href="/f">'],
    ['a catalogue', '<link rel="alternate" type="application/atom+xml; profile=opds-catalog" href="/f">'],
    ['what a comment hides', `<!-- ${LINK} -->`],
    ['what a comment for an old browser hides', `<!--[if IE]>${LINK}<![endif]-->`],
    ['what a comment that never ends hides', `<!-- ${LINK}`],
    ['what a script writes', `<script>"${LINK}"</script>`],
    ['what a style holds', `<style>${LINK}</style>`],
    ['what a template holds', `<template><template></template>${LINK}</template>`],
    ['what a text field holds', `<textarea>${LINK}</textarea>`],
    ['what a title says', `<title>${LINK}</title>`],
    ['what an attribute says', `<p title='${LINK}'>${LINK.replace('<link', '<links')}`],
    ['an unsafe address', '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">'],
    ['an empty address', '<link rel="alternate" type="application/rss+xml" href="">'],
    ['no address', '<link rel="alternate" type="application/rss+xml">'],
    ['a page without any', '<a href="/about">About</a><a href="#feed">Feed</a><a>RSS</a>'],
    ['a service that wants the feed', '<a href="https://feedly.com/i/subscription/feed/x">RSS</a>'],
  ])('are not %s', (_what, page) => {
    expect(urls(page)).toEqual([]);
  });

  test.each([
    ['the base', '<base href="/sub/"><link rel=feed href="f.xml">', 'https://blog.example/sub/f.xml'],
    [
      'the first base that has an address',
      '<base target=_top><base href=/a/><base href=/b/><link rel=feed href=f>',
      'https://blog.example/a/f',
    ],
    ['the page where the base is unsafe', '<base href="data:text/html,"><link rel=feed href=f>', `${PAGE}f`],
    ['a base that follows', '<link rel=feed href=f><base href=//cdn.example/>', 'https://cdn.example/f'],
    [
      'nothing where they are absolute',
      '<base href=/a/><link rel=feed href="feed:https://x.example/f">',
      'https://x.example/f',
    ],
  ])('resolve against %s', (_what, page, url) => {
    expect(urls(page)).toEqual([url]);
  });

  test('in the language of the page come first', () => {
    const page = (lang: string) => `<html lang="${lang}">
      <link rel=alternate type=application/rss+xml hreflang=de href=/de.xml>
      <link rel=alternate type=application/rss+xml hreflang=en-GB href=/en.xml>
      <link rel=alternate type=application/rss+xml href=/all.xml>`;
    expect(urls(page('en'))).toEqual(['en.xml', 'all.xml', 'de.xml'].map((path) => `https://blog.example/${path}`));
    expect(urls(page('de-AT'))[0]).toBe('https://blog.example/de.xml');
    expect(urls(page(''))[0]).toBe('https://blog.example/de.xml');
  });

  test.each([
    'Blog » Comments Feed',
    'Blog &raquo; One post Comments Feed',
    'Blog » Kommentar-Feed',
    'Blog » Flux des commentaires',
    'Blog » Feed de los comentarios',
    'Блог » Лента комментариев',
    'ブログ » コメントフィード',
    '博客 » 评论 Feed',
  ])('are of comments where they are titled %j', (title) => {
    const page = `<link rel=alternate type=application/rss+xml title="${title}" href=/c>${LINK}`;
    expect(urls(page)).toEqual([FEED, 'https://blog.example/c']);
  });

  test('are thirty at most', () => {
    const page = Array.from({ length: 100 }, (_, n) => `<link rel=feed href=/${n}>`).join('');
    expect(urls(page)).toHaveLength(30);
    expect(urls(page)[29]).toBe('https://blog.example/29');
  });
});

describe('anchors that look like feeds', () => {
  test('count where the page has no link elements', () => {
    const page =
      '<a href="/x">RSS</a><a href="feed:https://blog.example/y">z</a><a href="/index.xml"><img></a><a href="/?feed=rss2">w</a><a href="/about">us</a>';
    expect(urls(page)).toEqual([
      'https://blog.example/x',
      'https://blog.example/y',
      'https://blog.example/index.xml',
      'https://blog.example/?feed=rss2',
    ]);
    expect(urls(page + LINK)).toEqual([FEED]);
  });

  test('count where the link elements lead nowhere', () => {
    expect(urls('<link rel=feed href="javascript:void(0)"><a href="/f">RSS</a>')).toEqual([FEED]);
  });

  test.each([
    '/feed',
    '/feed/',
    '/rss/',
    '/blog/atom.xml',
    '/feeds/all.atom.xml',
    '/feeds/posts/default',
    '/blog-feed.xml',
    '/news.rss',
    '/feed/atom/',
    '/?format=rss',
    '/?format=feed&amp;type=rss',
    'feed://blog.example/x',
  ])('are those to %s', (href) => {
    expect(urls(`<a class=x href="${href}"><svg/></a>`)).toHaveLength(1);
  });

  test.each(['/sitemap.xml', '/feedback', '/press/', '/index.html', '/?s=rss', '/atomic', '/feed/7'])(
    'are not those to %s',
    (href) => {
      expect(urls(`<a href="${href}">More</a>`)).toEqual([]);
    },
  );

  test.each([
    ['text', '<a href=/f><b>RSS</b> feed</a>'],
    ['label', '<a href=/f aria-label=RSS><svg><path/></svg></a>'],
    ['title', '<a href=/f title="RSS feed"><img src=x></a>'],
    ['type', '<a href=/f type=application/atom+xml>Follow</a>'],
  ])('are told by their %s', (_sign, page) => {
    expect(urls(page)).toEqual([FEED]);
  });

  test('of other hosts count only where none leads to the own', () => {
    const others = '<a href="https://feeds.example/blog">RSS</a>';
    expect(urls(others)).toEqual(['https://feeds.example/blog']);
    expect(urls(`${others}<a href="https://www.blog.example/f">RSS</a>`)).toEqual(['https://www.blog.example/f']);
  });
});

describe('pages made to cost much', () => {
  const pieces = [
    '<a ',
    '<a href="',
    '<a href=/feed>RSS',
    '<!--',
    '<!-->',
    '<script>',
    '<link ',
    '<link rel="> "',
    '<link rel=feed href=x>',
    '<link rel=feed href="https://a.example/?',
    '<a>',
    '<base ',
    '<a b=\' c="',
    '<a title=',
    '<a =',
    '<template>',
    '<title/>',
    '<title></title>',
    '<meta name=generator content="hugo',
    '<meta name=generator content=hugo>',
    'rel ',
    '/',
    '<',
  ];

  // Four times the input may take four times the time and some noise, never sixteen times.
  test.each(pieces)('are read in linear time: %j', (piece) => {
    const time = (length: number) => {
      const page = piece.repeat(length / piece.length);
      const started = performance.now();
      discoverFeeds(page, PAGE);
      usualPaths(page, PAGE);
      return performance.now() - started;
    };
    time(20_000);
    const small = Math.max(time(250_000), 60);
    expect(time(1_000_000)).toBeLessThan(small * 12);
  });

  test('have one tag of a megabyte', () => {
    const started = performance.now();
    for (const filling of ['a=b ', 'a ', '= ', '" ', "' ", '&amp', ' ']) {
      discoverFeeds(`<link rel=feed href="${'&'.repeat(1000)}" ${filling.repeat(1_000_000 / filling.length)}>`, PAGE);
    }
    expect(performance.now() - started).toBeLessThan(7000);
  });
});

describe('the usual paths', () => {
  const generated = (name: string, page = 'https://blog.example/') =>
    usualPaths(`<meta name="generator" content="${name}">`, page);

  test('are at most six, the folder of a blog first', () => {
    expect(usualPaths('', 'https://blog.example/')).toEqual(
      ['feed', 'rss.xml', 'atom.xml', 'index.xml', 'feed.xml', 'feed.json'].map(
        (path) => `https://blog.example/${path}`,
      ),
    );
    const inFolder = usualPaths('', 'https://host.example/blog/post.html?x#y');
    expect(inFolder).toHaveLength(6);
    expect(inFolder[0]).toBe('https://host.example/blog/index.xml');
    expect(inFolder).toContain('https://host.example/feed');
  });

  test.each([
    ['WordPress 6.4.2', '/feed/'],
    ['WordPress.com', '/feed/'],
    ['Ghost 5.75', '/rss/'],
    ['Hugo 0.121.1', '/index.xml'],
    ['Hugo 0.121.1 with a theme', '/index.xml'],
    ['Jekyll v4.3.2', '/feed.xml'],
    ['blogger', '/feeds/posts/default'],
    ['Hexo 7.0.0', '/atom.xml'],
    ['Pelican', '/feeds/all.atom.xml'],
    ['Discourse 3.2.0 - https://github.com/discourse/discourse', '/latest.rss'],
    ['Gatsby 5.12.9', '/rss.xml'],
    ['Eleventy v2.0.1', '/feed/feed.xml'],
    ['Astro v4.0.8', '/rss.xml'],
    ['Docusaurus v3.0.1', '/blog/rss.xml'],
    ['Joomla! - Open Source Content Management', '/?format=feed&type=rss'],
    ['Wix.com Website Builder', '/blog-feed.xml'],
    ['Movable Type Pro 5.2', '/atom.xml'],
  ])('of %s begin with its own', (generator, path) => {
    const paths = generated(generator);
    expect(paths[0]).toBe(`https://blog.example${path}`);
    expect(paths).toHaveLength(6);
    expect(new Set(paths.map((url) => url.replace(/\/$/, ''))).size).toBe(6);
  });

  test('of a generator stand in the folder of the blog, then at the root', () => {
    expect(generated('Hugo 0.121', 'https://host.example/blog/').slice(0, 2)).toEqual([
      'https://host.example/blog/index.xml',
      'https://host.example/index.xml',
    ]);
    expect(generated('Hugo 0.121', 'https://host.example/blog/2024/05/a-post/')[0]).toBe(
      'https://host.example/blog/index.xml',
    );
  });

  test("of WordPress are not a post's own first, which is of its comments", () => {
    expect(generated('WordPress 6', 'https://blog.example/a-post/').slice(0, 2)).toEqual([
      'https://blog.example/feed/',
      'https://blog.example/a-post/feed/',
    ]);
  });

  test.each([
    ['a plugin names itself too', '<meta name=generator content="Elementor 3"><META NAME=Generator CONTENT=hexo>'],
    ['it is stated twice', '<meta name=generator content=Hexo><meta name=generator content=Hexo>'],
  ])('are known where %s', (_case, html) => {
    const paths = usualPaths(html, 'https://blog.example/');
    expect(paths[0]).toBe('https://blog.example/atom.xml');
    expect(paths).toHaveLength(6);
  });

  test.each([
    ['in a comment', '<!-- <meta name=generator content=Hexo> -->'],
    ['under another name', '<meta name=keywords content=Hexo>'],
    ['by nobody', '<meta name=generator content="constructor 1.0 __proto__">'],
    ['without content', '<meta name=generator>'],
  ])('are the plain ones where a generator is named %s', (_case, html) => {
    expect(usualPaths(html, 'https://blog.example/')).toEqual(usualPaths('', 'https://blog.example/'));
  });

  test('of what is no web page are none', () => {
    expect(usualPaths('', 'about:blank')).toEqual([]);
    expect(usualPaths('', 'no address')).toEqual([]);
  });
});
