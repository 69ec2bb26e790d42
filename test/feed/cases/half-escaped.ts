import { type Case, entryCase, feedCase, itemCase, rss, titled } from './case.ts';

/** An item's description and what HTML it stands for. */
function described(behaviour: string, source: string, summaryHtml: string | undefined): Case {
  return itemCase(behaviour, `<description>${source}</description><title>T</title>`, { summaryHtml, title: 'T' });
}

function titleCase(behaviour: string, source: string, title: string): Case {
  return itemCase(behaviour, `<title>${source}</title><guid>g</guid>`, { title, guid: 'g' });
}

export const halfEscaped: readonly Case[] = [
  described('escaped HTML is unescaped once', '&lt;p&gt;a &amp;lt; b&lt;/p&gt;', '<p>a &lt; b</p>'),
  described('HTML in CDATA stays as it is', '<![CDATA[<p>a &lt; b &amp; c</p>]]>', '<p>a &lt; b &amp; c</p>'),
  described('HTML without escapes stays HTML', '<p>a <b>b</b></p>', '<p>a <b>b</b></p>'),
  described('a bare less-than sign is text', 'if a < b then <p>c</p>', 'if a &lt; b then <p>c</p>'),
  described('a bare ampersand is text', 'R&D & more', 'R&D & more'),
  described('escaped HTML twice is shown as source, which its author wrote', '&amp;lt;b&amp;gt;', '&lt;b&gt;'),
  described('CDATA in two pieces is one text', '<![CDATA[<p>a]]><![CDATA[b</p>]]>', '<p>ab</p>'),
  described('the end mark of CDATA survives where it was parted', '<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'),
  described('the end mark of CDATA in text stays', 'a ]]&gt; b', 'a ]]> b'),
  described('CDATA within CDATA loses its marks', '<![CDATA[<![CDATA[<p>a</p>]]>]]>', '<p>a</p>'),
  described('CDATA that was escaped whole loses its marks', '&lt;![CDATA[&lt;p&gt;a&lt;/p&gt;]]&gt;', '<p>a</p>'),
  described(
    'a mark of CDATA in the middle hides nothing',
    '&lt;p&gt;a &lt;![CDATA[ b&lt;/p&gt;',
    '<p>a &lt;![CDATA[ b</p>',
  ),
  described('CDATA beside text makes one text', 'a <![CDATA[<b>b</b>]]> c', 'a <b>b</b> c'),
  described('CDATA beside markup is text, as XML says', '<p>x</p><![CDATA[1 < 2]]>', '<p>x</p>1 &lt; 2'),
  described(
    'HTML behind CDATA leaves HTML within it as it is',
    '<![CDATA[<p>a <b>b</b></p>]]><p>c &lt; d <a href="/e?f&amp;g">e</a></p>',
    '<p>a <b>b</b></p><p>c &lt; d <a href="/e?f&amp;g">e</a></p>',
  ),
  described(
    'text before the first tag in CDATA does not make it text',
    ' <![CDATA[a <b>b</b>]]><p>c</p>',
    'a <b>b</b><p>c</p>',
  ),
  described('CDATA that ends early stays HTML', '<![CDATA[<p>a[b[0]]>1</p><p>c</p>', '<p>a[b[01</p><p>c</p>'),
  described('CDATA without tags beside markup is text', '<![CDATA[a < b]]><p>c</p>', 'a &lt; b<p>c</p>'),
  described(
    'CDATA within an element of XHTML is text',
    '<pre><![CDATA[<b>a</b>]]></pre><p>b</p>',
    '<pre>&lt;b&gt;a&lt;/b&gt;</pre><p>b</p>',
  ),
  described('CDATA marks in small letters hide nothing', '<![cdata[<p>a</p>]]>', '&lt;![cdata[<p>a</p>]]>'),
  described('an end tag within CDATA ends nothing', '<![CDATA[</description></item>]]>', '</description></item>'),
  described('an end tag within a comment ends nothing', '<p>a</p><!-- </description> --><p>b</p>', '<p>a</p><p>b</p>'),
  described(
    'the same element within counts',
    '<p>a<description>b</description>c</p>',
    '<p>a<description>b</description>c</p>',
  ),
  described('comments are left out', 'a<!-- b -->c', 'ac'),
  described('instructions are left out', 'a<?php echo 1 ?>c', 'ac'),
  described(
    'names of HTML are declared nowhere and known',
    '&eacute;&hellip;&rsquo;&mdash;&nbsp;&zwj;&Auml;',
    'é…’—\u00a0\u200dÄ',
  ),
  described('numbers are decoded, decimal and hexadecimal', '&#233;&#xE9;&#XE9;&#0233;', 'éééé'),
  described('numbers of windows-1252 are what they mean', '&#146;&#x93;&#128;', '’“€'),
  described('an emoji in two halves is one', '&#55357;&#56832;&#xD83D;&#xDE00;', '😀😀'),
  described('half an emoji is a replacement', 'a&#55357;b', 'a\ufffdb'),
  described('number zero vanishes', 'a&#0;b&#8;c', 'abc'),
  described('a number beyond Unicode is a replacement', 'a&#x110000;b&#1114112;c', 'a\ufffdb\ufffdc'),
  described('a number of 40 digits is no reference', `&#${'1'.repeat(40)};`, `&#${'1'.repeat(40)};`),
  described('references need no semicolon', '&copy 2024 &#233 &lt b', '© 2024 é < b'),
  described('an address in text keeps its parameters', 'see ?a=1&copy=2&reg=3', 'see ?a=1&copy=2&reg=3'),
  described('an unknown name stays', '&foo; &bar &;', '&foo; &bar &;'),
  described(
    'a picture of SVG survives unescaped',
    '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
    '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
  ),
  described('void elements have no end tag', 'a<br></br>b<img src="x.png"></img>', 'a<br>b<img src="x.png">'),
  described('empty elements of XML get an end tag in HTML', '<a name="x"/>b<br/>', '<a name="x"></a>b<br />'),
  described(
    'quotes of attributes that were escaped by number are quotes',
    '&lt;a href=&#34;./x?a=1&amp;amp;b=2&#34; title=&#x22;y&#x22;&gt;z&lt;/a&gt;',
    '<a href="./x?a=1&amp;b=2" title="y">z</a>',
  ),
  described('numbers that were escaped twice stay for HTML', '&amp;#34;a&amp;#34;', '&#34;a&#34;'),
  described('line ends of Windows stay within pre', '<![CDATA[<pre>a\r\nb</pre>]]>', '<pre>a\r\nb</pre>'),
  described('only white space is no text', ' \n\t ', undefined),
  described('an empty CDATA section is no text', '<![CDATA[ ]]>', undefined),
  described('white space within pre stays', '<![CDATA[<pre>a\n  b\tc\n</pre>]]>', '<pre>a\n  b\tc\n</pre>'),
  described('comments that hide text from browsers are shown', '&lt;!alloc&gt; x &lt;!1', '<!alloc> x &lt;!1'),
  feedCase(
    'unclosed tags swallow neither their item nor the next',
    rss(
      '<item><description><p>a<br><b>b<ul><li>c</description><title>A</title></item>' +
        '<item><title>B</title><description><div><div></description></item><item><title>C</title></item>',
    ),
    { complete: true },
    titled('A', 'B', 'C'),
  ),
  feedCase(
    'a hundred items of ten unclosed tags are not too deep',
    rss(
      Array.from(
        { length: 100 },
        (_, i) => `<item><description>${'<p>x<br>'.repeat(10)}</description><title>${i}</title></item>`,
      ).join(''),
    ),
    { complete: true },
    Array.from({ length: 100 }, (_, i) => ({ title: String(i) })),
  ),
  feedCase(
    'a description without end tag ends with its item',
    rss('<item><title>A</title><description>a <i>b</item><item><title>B</title></item>'),
    { complete: true },
    [{ title: 'A', summaryHtml: 'a <i>b' }, { title: 'B' }],
  ),
  feedCase(
    'CDATA without end swallows nothing',
    rss('<item><title>A</title></item><item><title><![CDATA[B</title></item><item><title>C</title></item>'),
    { complete: true },
    titled('A', 'B', 'C'),
  ),
  titleCase('an ampersand between letters is text', 'D&D and R&D', 'D&D and R&D'),
  titleCase('an ampersand with spaces is text', 'filters & fc-rDNS', 'filters & fc-rDNS'),
  titleCase('a less-than sign before a number is text', 'I <3 you, 2 <50', 'I <3 you, 2 <50'),
  titleCase('a bare greater-than sign is text', 'a -> b >= c', 'a -> b >= c'),
  titleCase('an arrow to the left is text', 'a <- b <= c << d', 'a <- b <= c << d'),
  titleCase('an accent by its undeclared name', 'La f&ecirc;te', 'La fête'),
  itemCase('an arrow in a category swallows nothing', '<category>a <- b</category><title>T</title>', {
    categories: [{ term: 'a <- b' }],
    title: 'T',
  }),
  itemCase('a less-than sign in a link swallows nothing', '<link>/?a<b</link><title>T</title>', {
    url: 'https://blog.example/?a%3Cb',
    title: 'T',
  }),
  itemCase('an address in angle brackets is text', '<author>Ann <ann@blog.example></author><title>T</title>', {
    authors: [{ name: 'Ann', url: 'mailto:ann@blog.example' }],
    title: 'T',
  }),
  itemCase(
    'a less-than sign before a number in a category swallows nothing',
    '<category>under <50 kB</category><title>T</title>',
    {
      categories: [{ term: 'under <50 kB' }],
      title: 'T',
    },
  ),
  itemCase(
    'an entity in an attribute is decoded once',
    '<enclosure url="a.mp3?x=1&amp;y=&quot;&amp;amp;" type="a&#47;b"/>',
    {
      enclosures: [{ url: 'https://blog.example/a.mp3?x=1&y=%22&amp;', type: 'a/b' }],
    },
  ),
  itemCase('a bare ampersand in an attribute stays', '<enclosure url="a.mp3?x=1&copy=2&lt=3"/>', {
    enclosures: [{ url: 'https://blog.example/a.mp3?x=1&copy=2&lt=3' }],
  }),
  itemCase('signs in attributes are no tags', '<category domain="a > b < c">x</category>', {
    categories: [{ term: 'x' }],
  }),
  entryCase('bare signs in an Atom text are text', '<summary>1 < 2 & 3</summary>', { summaryHtml: '1 &lt; 2 &amp; 3' }),
  entryCase('HTML without escapes in Atom stays HTML', '<content type="html"><p>a<br>b</p></content><title>T</title>', {
    contentHtml: '<p>a<br>b</p>',
    title: 'T',
  }),
];
