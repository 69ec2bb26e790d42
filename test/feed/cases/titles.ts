import { type Case, entryCase, feedCase, itemCase } from './case.ts';

function inRss(behaviour: string, source: string, title: string): Case {
  return itemCase(behaviour, `<title>${source}</title>`, { title });
}

function inAtom(behaviour: string, attributes: string, source: string, title: string): Case {
  return entryCase(behaviour, `<title ${attributes}>${source}</title>`, { title });
}

export const titles: readonly Case[] = [
  inRss('an escaped tag that closes nothing is text', 'a post about &lt;script&gt;', 'a post about <script>'),
  inRss(
    'an escaped script is text, never dropped',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<script>alert(1)</script>',
  ),
  inRss('types with parameters are text', 'Vec&lt;T&gt; and Box&lt;dyn Fn()&gt;', 'Vec<T> and Box<dyn Fn()>'),
  inRss('escaped elements of running text are HTML', 'The &lt;em&gt;new&lt;/em&gt; way', 'The new way'),
  ...[
    'Stop using <br> for spacing',
    'The <img> element and alt text',
    'How to close a </div>',
    'Why is </p> optional?',
    '</b> before <b>',
    '<br>',
    'The end of "<br/>"',
    'When to avoid <br /> at all',
    'Is <wbr>, or <hr />, obsolete?',
  ].map((title) => inRss(`${title} is about HTML`, title.replaceAll('<', '&lt;').replaceAll('>', '&gt;'), title)),
  inRss('a line break that parts words is HTML', 'a&lt;br&gt;b &lt;br clear="all"/&gt;c&lt;wbr&gt;', 'a b c'),
  inRss('so is one between words', 'New release &lt;br /&gt; Version 3.1', 'New release Version 3.1'),
  inRss('capitals are the same element', '&lt;B&gt;a&lt;/b&gt;', 'a'),
  inRss('signs in escaped HTML are decoded once', '&lt;b&gt;a &amp;lt; b&lt;/b&gt;', 'a < b'),
  inRss('signs that were escaped twice are decoded twice', '&amp;lt;b&amp;gt; &amp;amp; more', '<b> & more'),
  inRss('an ampersand that was escaped twice is one', 'AT&amp;amp;T', 'AT&T'),
  inRss('an apostrophe that was escaped twice is one', 'It&amp;#8217;s &amp;#39;x&amp;#39;', "It’s 'x'"),
  inRss('no-break spaces are spaces', 'a&amp;nbsp;b&#160;c', 'a b c'),
  inRss('HTML in CDATA is HTML', '<![CDATA[The <em>new</em> way &amp; more]]>', 'The new way & more'),
  inRss('signs in CDATA are text', '<![CDATA[a < b && c > d]]>', 'a < b && c > d'),
  inRss('references in CDATA are decoded', '<![CDATA[Caf&eacute; &#8211; &quot;x&quot;]]>', 'Café – "x"'),
  inRss('CDATA that was escaped whole loses its marks', '&lt;![CDATA[a &amp; b]]&gt;', 'a & b'),
  inRss('CDATA within CDATA loses its marks', '<![CDATA[<![CDATA[a]]>]]>', 'a'),
  inRss('white space and line ends are folded', '\n   a\n\t b \r\n', 'a b'),
  inRss('comments are no text', 'a<!-- x --> b', 'a b'),
  inRss('a picture leaves nothing', '<![CDATA[a <img src="x.png" alt="b"> c]]>', 'a c'),
  inRss('an unescaped element is HTML', 'a <i>b</i> c<br/>d', 'a b c d'),
  inRss('only a picture is no title', '&lt;img src="x.png"&gt;', ''),
  inRss('an empty title is none', '', ''),
  inRss('a title of spaces is none', ' \n ', ''),
  inRss('an emoji stays whole', '&#128512; &#55357;&#56832; 😀', '😀 😀 😀'),
  inRss('signs of direction stay', '\u202bשלום\u202c', '\u202bשלום\u202c'),
  itemCase(
    'a title with a type is read as any other',
    '<title type="html">a &lt;b&gt;b&lt;/b&gt; &amp;amp; c</title>',
    { title: 'a b & c' },
  ),
  itemCase('of two titles the first that says something counts', '<title/><title>A</title><title>B</title>', {
    title: 'A',
  }),
  itemCase('an item without title has none', '<description>a</description>', { title: '' }),
  feedCase('a feed without title has none', '<rss><channel><item/></channel></rss>', { title: '' }),
  feedCase(
    'the title of a feed is read as that of an item',
    '<rss><channel><title>A &amp;amp; &lt;b&gt;b&lt;/b&gt;</title></channel></rss>',
    { title: 'A & b' },
  ),
  inAtom('text is text, whatever it looks like', 'type="text"', '&lt;b&gt;a&lt;/b&gt; &amp;amp;', '<b>a</b> &amp;'),
  inAtom('without type, signs are text', '', 'a post about &lt;script&gt;', 'a post about <script>'),
  inAtom('without type, references are decoded once', '', 'a &amp;lt; b', 'a &lt; b'),
  inAtom('without type, a title about HTML keeps it', '', 'Stop using &lt;br&gt; here', 'Stop using <br> here'),
  inAtom('HTML is HTML', 'type="html"', '&lt;b&gt;a&lt;/b&gt; &amp;amp; b &amp;lt; c', 'a & b < c'),
  inAtom(
    'an element that HTML only names is shown',
    'type="html"',
    'The &lt;script&gt; tag is &lt;em&gt;bad&lt;/em&gt; for you',
    'The <script> tag is bad for you',
  ),
  inAtom('a script in HTML is not', 'type="html"', '&lt;script&gt;x&lt;/script&gt;&lt;b&gt;a&lt;/b&gt;', 'a'),
  inAtom('HTML in CDATA is HTML', 'type="html"', '<![CDATA[<b>a</b> &amp; b]]>', 'a & b'),
  inAtom('a generic in HTML is shown', 'type="html"', '&lt;code&gt;Vec&amp;lt;T&amp;gt;&lt;/code&gt;', 'Vec<T>'),
  inAtom(
    'XHTML is read without its tags',
    'type="xhtml"',
    '<div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b> &lt;c&gt; &amp;amp;</div>',
    'a b <c> &amp;',
  ),
  inAtom(
    'XHTML with a prefix is read',
    'type="xhtml"',
    '<x:div xmlns:x="http://www.w3.org/1999/xhtml">a <x:b>b</x:b></x:div>',
    'a b',
  ),
  inAtom("a type of Atom 0.3's is known", 'type="text/html" mode="escaped"', '&lt;b&gt;a&lt;/b&gt;', 'a'),
];
