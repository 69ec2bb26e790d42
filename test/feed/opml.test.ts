import { describe, expect, test } from 'vitest';
import { readOpml, writeOpml } from '../../src/feed/opml.ts';

const opml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>Blogs</title></head><body>${body}</body></opml>`;

const outline = (url: string, text = 'A blog') => `<outline type="rss" text="${text}" xmlUrl="${url}"/>`;

function read(text: string) {
  const result = readOpml(text);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result;
}

describe('reading subscriptions', () => {
  test('a flat list gives addresses and titles in the order of the document', () => {
    const { feeds, unreadable } = read(
      opml(outline('https://b.example/feed', 'Bee') + outline('http://a.example/rss', 'Ay')),
    );
    expect(feeds).toEqual([
      { url: 'https://b.example/feed', title: 'Bee', folder: '' },
      { url: 'http://a.example/rss', title: 'Ay', folder: '' },
    ]);
    expect(unreadable).toBe(0);
  });

  test('folders are kept, nested ones joined, and what follows a folder is outside it', () => {
    const { feeds } = read(
      opml(
        `<outline text="Work">${outline('https://a.example/1')}<outline text="Databases">${outline('https://a.example/2')}` +
          `</outline>${outline('https://a.example/3')}</outline>${outline('https://a.example/4')}`,
      ),
    );
    expect(feeds.map((feed) => [feed.url.at(-1), feed.folder])).toEqual([
      ['1', 'Work'],
      ['2', 'Work / Databases'],
      ['3', 'Work'],
      ['4', ''],
    ]);
  });

  test.each([
    ['names in any case', '<outline TYPE="RSS" Text="Odd" XMLURL="https://a.example/f"/>', 'Odd'],
    ['a title but no text', '<outline title="Only title" xmlUrl="https://a.example/f"/>', 'Only title'],
    ['no type at all', '<outline text="Typeless" xmlUrl="https://a.example/f"/>', 'Typeless'],
    ['the address in url', '<outline type="rss" text="By url" url="https://a.example/f"/>', 'By url'],
    ['the address as its title', outline('https://a.example/f', 'https://a.example/f'), ''],
    ['no title', '<outline xmlUrl="https://a.example/f"/>', ''],
    ['white space in its title', outline('https://a.example/f', ' Two\n  lines '), 'Two lines'],
    [
      'entities, decoded once',
      outline('https://a.example/f', 'R&amp;D &lt;b&gt; caf&#233; &amp;lt;'),
      'R&D <b> café &lt;',
    ],
    ['a bare ampersand', outline('https://a.example/f', 'Bits & pieces'), 'Bits & pieces'],
    [
      'attributes that nobody knows',
      '<outline text="X" __proto__="y" constructor="z" a:text="no" xmlUrl="https://a.example/f"/>',
      'X',
    ],
  ])('an outline with %s is read', (_trait, body, title) => {
    expect(read(opml(body)).feeds).toEqual([{ url: 'https://a.example/f', title, folder: '' }]);
  });

  test('an address keeps its spelling, with escaped and unescaped ampersands', () => {
    const { feeds } = read(opml(outline('https://A.example:443/F?a=1&amp;b=2&copy=3')));
    expect(feeds[0]?.url).toBe('https://A.example:443/F?a=1&b=2&copy=3');
  });

  test.each([
    ['feed://a.example/rss', 'https://a.example/rss'],
    ['feed:https://a.example/rss', 'https://a.example/rss'],
    ['feed:http://a.example/rss', 'http://a.example/rss'],
    ['  https://a.example/rss ', 'https://a.example/rss'],
  ])('%s means %s', (written, url) => {
    expect(read(opml(outline(written))).feeds.map((feed) => feed.url)).toEqual([url]);
  });

  test.each([
    'javascript:alert(1)',
    'java&#x9;script:alert(1)',
    'file:///etc/passwd',
    'data:text/xml,x',
    'chrome-extension://abc/x',
    'https://user:secret@a.example/f',
    'http://*/feed',
    'https://*.example/f',
    'https://',
    '//a.example/f',
    'not an address',
    '',
  ])('%s is counted as unreadable and never followed', (address) => {
    const { feeds, unreadable } = read(opml(outline(address) + outline('https://ok.example/f')));
    expect(feeds.map((feed) => feed.url)).toEqual(['https://ok.example/f']);
    expect(unreadable).toBe(1);
  });

  test('notes, links and empty folders are neither feeds nor unreadable', () => {
    const body =
      '<outline text="A thought"/><outline type="link" text="Site" url="https://a.example/"/><outline text="Empty"></outline>';
    expect(read(opml(body))).toEqual({ ok: true, feeds: [], unreadable: 0 });
  });

  test('a feed listed twice is one, with the first folder and title that it has', () => {
    const body = `${outline('https://a.example/f', '')}<outline text="Later">${outline('https://A.example/f', 'Named')}</outline>`;
    expect(read(opml(body)).feeds).toEqual([{ url: 'https://a.example/f', title: 'Named', folder: 'Later' }]);
  });

  test('an outline that is a feed and holds others is no folder', () => {
    const body = `<outline text="Planet" xmlUrl="https://a.example/1">${outline('https://a.example/2')}</outline>`;
    expect(read(opml(body)).feeds.map((feed) => feed.folder)).toEqual(['', '']);
  });

  test('a byte order mark, comments, CDATA and instructions are passed over', () => {
    const text = `\ufeff<!-- made by hand --><?x y?>\n<opml><body><!-- ${outline('https://no.example/f')} --><![CDATA[${outline('https://no.example/g')}]]>${outline('https://a.example/f')}</body></opml>\n`;
    expect(read(text)).toMatchObject({ feeds: [{ url: 'https://a.example/f' }], unreadable: 0 });
  });

  test('a very long title is shortened without breaking a character', () => {
    const { feeds } = read(opml(outline('https://a.example/f', `${'x'.repeat(198)}😀${'y'.repeat(500)}`)));
    expect(feeds[0]?.title).toBe(`${'x'.repeat(198)}…`);
  });
});

describe('hostile and broken documents', () => {
  test.each([
    ['an empty file', ''],
    ['plain text', 'https://a.example/f'],
    ['a web page', '<!doctype html><html><body><p>Hello</p></body></html>'],
    ['a feed', '<rss version="2.0"><channel><title>x</title></channel></rss>'],
    ['JSON', '{"opml": {"body": []}}'],
    ['no body', '<opml version="2.0"><head/></opml>'],
    ['a DOCTYPE', `<!DOCTYPE opml SYSTEM "https://evil.example/x.dtd">${opml(outline('https://a.example/f'))}`],
    [
      'entities of its own',
      `<!DOCTYPE opml [<!ENTITY a "${'x'.repeat(50)}"><!ENTITY b "&a;&a;&a;">]>${opml(outline('https://a.example/f', '&b;'))}`,
    ],
    ['an element that JavaScript reserves', opml('<__proto__><outline xmlUrl="https://a.example/f"/></__proto__>')],
  ])('%s is no OPML, and does not throw', (_trait, text) => {
    expect(readOpml(text)).toEqual({ ok: false, reason: 'not-opml' });
  });

  test('what a cut document still lists is read, and the loss is told', () => {
    const whole = opml(outline('https://a.example/1') + outline('https://a.example/2'));
    const cut = whole.slice(0, whole.indexOf('a.example/2'));
    expect(read(cut)).toMatchObject({ feeds: [{ url: 'https://a.example/1' }], unreadable: 1 });
  });

  test('10,000 feeds are read, one more is too large', () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => outline(`https://a.example/${n}`)).join('');
    expect(read(opml(lines)).feeds).toHaveLength(10_000);
    expect(readOpml(opml(lines + outline('https://a.example/more')))).toEqual({ ok: false, reason: 'too-large' });
  });

  test('10 levels are read, one more is too large', () => {
    const nested = (folders: number) =>
      opml('<outline text="f">'.repeat(folders) + outline('https://a.example/f') + '</outline>'.repeat(folders));
    expect(read(nested(9)).feeds).toHaveLength(1);
    expect(readOpml(nested(10))).toEqual({ ok: false, reason: 'too-large' });
    expect(readOpml(nested(100_000))).toMatchObject({ ok: false });
  });

  test('more than 5 MiB is too large', () => {
    expect(readOpml(opml(' '.repeat(5 * 1024 * 1024)))).toEqual({ ok: false, reason: 'too-large' });
  });

  test.each([
    ['unclosed quotes', '<outline a="'.repeat(100_000)],
    ['unclosed tags', '<outline '.repeat(100_000)],
    ['attributes without number', `<outline ${'a '.repeat(500_000)}/>`],
    ['ends of nothing', '</outline>'.repeat(200_000)],
    ['angles', '<'.repeat(400_000)],
    ['ampersands', outline('https://a.example/f', '&'.repeat(400_000))],
  ])('a document of %s costs linear time', (_trait, body) => {
    const start = performance.now();
    readOpml(opml(body));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('writing subscriptions', () => {
  test('names, folders and odd characters come back as they were', () => {
    const feeds = [
      { url: 'https://a.example/f?x=1&y="2"', title: 'R&D <b> "quoted" \'single\' café 😀 &lt; &#38;', folder: '' },
      { url: 'http://b.example/', title: 'Bee', folder: 'Work / Databases & "more" <x>' },
      { url: 'https://c.example/feed', title: '', folder: 'Work' },
      { url: 'https://d.example/feed', title: '日本語のブログ', folder: '仕事' },
    ];
    expect(read(writeOpml(feeds, { title: 'Linefeed' }))).toEqual({ ok: true, feeds, unreadable: 0 });
  });

  test('what XML cannot hold is left out', () => {
    const text = writeOpml([{ url: 'https://a.example/f', title: 'a\u0000b\u001fc\ud800d\uffffe', folder: '\u0008' }], {
      title: '\u0001',
    });
    expect(read(text).feeds).toEqual([{ url: 'https://a.example/f', title: 'abcde', folder: '' }]);
  });

  test('each folder is one outline, and the site is named', () => {
    const text = writeOpml(
      [
        { url: 'https://a.example/f', title: 'A', folder: 'X', siteUrl: 'https://a.example/' },
        { url: 'https://b.example/f', title: 'B', folder: '' },
        { url: 'https://c.example/f', title: 'C', folder: 'X' },
      ],
      { title: 'Feeds & more' },
    );
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Feeds &amp; more</title>
  </head>
  <body>
    <outline text="X" title="X">
      <outline type="rss" text="A" title="A" xmlUrl="https://a.example/f" htmlUrl="https://a.example/"/>
      <outline type="rss" text="C" title="C" xmlUrl="https://c.example/f"/>
    </outline>
    <outline type="rss" text="B" title="B" xmlUrl="https://b.example/f"/>
  </body>
</opml>
`);
  });

  test('an empty list is still a document that can be read', () => {
    expect(read(writeOpml([], { title: 'Linefeed' }))).toEqual({ ok: true, feeds: [], unreadable: 0 });
  });
});
