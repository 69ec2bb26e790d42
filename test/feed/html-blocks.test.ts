import { expect, test } from 'vitest';
import { type Block, htmlBlocks } from '../../src/feed/html-blocks.ts';

const texts = (html: string) => htmlBlocks(html).blocks.map((block) => block.text);
const kinds = (html: string) => htmlBlocks(html).blocks.map((block) => `${block.kind}: ${block.text}`);
const only = (html: string): Block | undefined => htmlBlocks(html).blocks[0];

test.each<[name: string, html: string, blocks: string[]]>([
  ['nothing', '', []],
  ['white space', ' \n&nbsp;<p> </p>', []],
  ['bare text', 'A queue\n  drains.', ['paragraph: A queue drains.']],
  ['paragraphs', '<p>One</p><p>Two</p>', ['paragraph: One', 'paragraph: Two']],
  ['paragraphs that nobody closed', '<p>One<p>Two<div>Three', ['paragraph: One', 'paragraph: Two', 'paragraph: Three']],
  ['a heading beside text', '<h2>The plan</h2>Go', ['heading: The plan', 'paragraph: Go']],
  ['inline tags', 'ma<b>lloc</b>, <i>free</i>', ['paragraph: malloc, free']],
  ['a line break', 'one<br>two<br/>three', ['paragraph: one\ntwo\nthree']],
  ['two line breaks', 'one<br><br />&nbsp;<br>two', ['paragraph: one', 'paragraph: two']],
  ['a rule', 'one<hr>two', ['paragraph: one', 'paragraph: two']],
  ['entities, once', '<p>&lt;b&gt; &amp;amp; &#8217;&eacute;', ['paragraph: <b> &amp; ’é']],
  ['no-break and zero-width space', 'a&nbsp; b&#8203;c&shy;d', ['paragraph: a bcd']],
  ['list items', '<ul><li>One<li>Two <b>x</b></ul>', ['list-item: One', 'list-item: Two x']],
  ['a paragraph in a list item', '<ul><li><p>One</p></li></ul>', ['list-item: One']],
  ['nested lists', '<ul><li>One<ul><li>In</ul><li>Two</ul>', ['list-item: One', 'list-item: In', 'list-item: Two']],
  ['a quotation', '<blockquote><p>Said</p></blockquote><p>I', ['quote: Said', 'paragraph: I']],
  ['a figure', '<figure><img src=a><figcaption>Lamp</figcaption></figure>', ['caption: Lamp']],
  ['text in a figure', '<figure>credit</figure>', ['figure: credit']],
  ['an old caption', '<div class="wp-caption x"><p>Lamp</p></div>', ['caption: Lamp']],
  ['a data table', '<table><tr><td>a<td>b<tr><td>c<td><p>d</table>', ['table: a', 'table: b', 'table: c', 'table: d']],
  ['a table of layout', '<table><tr><td><h2>T</h2><p>a</td></tr></table>', ['heading: T', 'paragraph: a']],
  [
    'a data table within layout',
    '<table><tr><td>in<table><tr><td>1<td>2</table>out</table>',
    ['paragraph: in', 'table: 1', 'table: 2', 'paragraph: out'],
  ],
  ['navigation', '<nav><ul><li>Home</ul></nav><p>a', ['nav: Home', 'paragraph: a']],
  ['a table of contents', '<div class="toc"><p>1. Plan</div>x', ['nav: 1. Plan', 'paragraph: x']],
  ['footnotes', '<p>a</p><section class="footnotes" role="doc-endnotes"><ol><li>b</ol>', ['paragraph: a', 'nav: b']],
  ['a form', '<form>Mail <input><button>Go</button></form>', ['form: Mail']],
  ['a term and its meaning', '<dl><dt>TTL<dd>Hops left.</dl>', ['caption: TTL', 'paragraph: Hops left.']],
  ['a comment', 'a<!-- <p>no --> b<!---->c<!-->d', ['paragraph: a bcd']],
  ['scripts and styles', '<style>p{}</style>a<script>if (a<b) "<p>"</script >b', ['paragraph: ab']],
  ['a script that nobody closed', 'a<script>b<p>c', ['paragraph: a']],
  ['a script closed in itself', '<script src="x"/>a', ['paragraph: a']],
  ['what stands in for a film', '<p>a</p><video>Your browser is old</video>', ['paragraph: a']],
  ['pictures as markup', '<svg><title>Box</title><text>label</text></svg>a', ['paragraph: a']],
  ['text for screen readers', 'a<span class="sr-only"> hidden</span> b', ['paragraph: a b']],
  ['a footnote mark', 'word<sup id="r"><a href="#fn1">1</a></sup>, next', ['paragraph: word, next']],
  ['a power', '2<sup>10</sup> and H<sub>2</sub>O', ['paragraph: 2¹⁰ and H₂O']],
  ['a formula in MathML', '<p>Let <math><msup><mi>x</mi><mn>2</mn></msup></math> be', ['paragraph: Let x² be']],
  [
    'a formula in a script',
    'Let <script type="math/tex; mode=display">x^2</script> be',
    ['paragraph: Let \\(x^2\\) be'],
  ],
  ['a picture of a formula', 'Let <img class="latex" alt="x^2" src=a> be', ['paragraph: Let \\(x^2\\) be']],
  [
    'what KaTeX draws',
    '<span class="katex"><span class="katex-mathml"><math><mi>x</mi></math></span><span class="katex-html">x</span></span>',
    ['paragraph: x'],
  ],
  [
    'what MathJax draws',
    '<span class="MathJax_Preview">x</span><span class="MathJax">x</span><script type="math/tex">x</script>',
    ['paragraph: \\(x\\)'],
  ],
  ['a note in the margin', '<p>a<span class="sidenote">b</span> c', ['paragraph: a c']],
  ['a credit', '<p class="photo-credit">Me</p>a', ['nav: Me', 'paragraph: a']],
  ['what only looks like a tag', 'if a < b and c <3', ['paragraph: if a < b and c <3']],
  ['a tag that is cut off', 'one <a href="https://exam', ['paragraph: one']],
  ['quotes in attributes', `<p title="a > b" data-x='<p>'>one</p>`, ['paragraph: one']],
  ['end tags that close nothing', '</div>a</b></li>b</p>', ['paragraph: a', 'paragraph: b']],
  ['tags in disorder', '<b><p>a</b></div><i>b</p>c', ['paragraph: a', 'paragraph: b', 'paragraph: c']],
])('%s', (_, html, blocks) => {
  expect(kinds(html)).toEqual(blocks);
});

test('code keeps every character, without the line end that HTML drops', () => {
  expect(only('<pre>\n  if (a &lt; b) {\n\treturn;  \n  }\n</pre>')).toEqual({
    kind: 'pre',
    text: '  if (a < b) {\n\treturn;  \n  }\n',
  });
});

test('highlighting leaves the code as it was', () => {
  expect(
    texts('<div class="highlight"><pre tabindex=0><code><span style="color:#f92">let</span> a\n</code></pre></div>'),
  ).toEqual(['let a\n']);
});

test.each<[name: string, html: string, count: number, code: string[]]>([
  ['one block', '<pre>a</pre>', 1, ['a']],
  ['two neighbours', '<pre>a</pre><pre>b</pre>', 2, ['a', 'b']],
  ['one within another', '<pre>a<pre>b</pre></pre>', 1, ['a\nb']],
  [
    'a table with line numbers',
    '<table><tr><td><pre>1\n2\n</pre></td><td><pre>a\nb\n</pre></td></tr></table>',
    1,
    ['a\nb\n'],
  ],
  [
    'a table within the block',
    '<pre><code><table><tr><td><pre>1\n2</pre></td><td><pre>a\nb\n</pre></td></tr></table></code></pre>',
    1,
    ['a\nb\n'],
  ],
  [
    'a figure with a table',
    '<figure><table><tr><td><pre>1<br>2</pre><td><pre>a<br>b</pre></table></figure>',
    1,
    ['a\nb'],
  ],
  ['an element for each line', '<pre><div>a</div><div>b</div></pre>', 1, ['a\nb']],
  ['an empty block', '<pre> \n</pre>', 0, []],
  ['a block that nobody closed', '<p>x</p><pre>a', 1, ['a']],
])('%s of code', (_, html, count, code) => {
  const found = htmlBlocks(html);
  expect(found.codeBlocks).toBe(count);
  expect(found.blocks.filter((block) => block.kind === 'pre').map((block) => block.text)).toEqual(code);
});

test('pictures count when they are meant to be seen', () => {
  const html = `<img src=a.png><p><a href=x><img src="b.png" width=640></a>
    <img src="https://stats.example/p" width="1" height="1"><img class="wp-smiley" src=s.png>
    <noscript><img src=a.png></noscript>`;
  expect(htmlBlocks(html).images).toBe(2);
});

test.each<[name: string, html: string, hasFormulas: boolean]>([
  ['MathML', '<math><mi>x</mi></math>', true],
  ['TeX in a script', '<script type="math/tex">x</script>', true],
  ['a picture of TeX', '<img class="latex" alt="\\alpha">', true],
  ['another script', '<script>math/tex</script>', false],
  ['another picture', '<img class="latex" alt="Two cats in a row">', false],
])('formulas are noticed in %s', (_, html, hasFormulas) => {
  expect(htmlBlocks(html)).toMatchObject({ hasFormulas });
});

test('code keeps what the tags around it say', () => {
  const html =
    '<div class="highlight"><div class=b><pre tabindex=0><code class="language-rust">x</code></pre></div></div>';
  expect(only(html)?.labels).toEqual({
    own: [' tabindex=0', ' class="language-rust"'],
    around: [' class=b', ' class="highlight"'],
  });
  expect(only('<div><pre><code>x</code></pre></div>')?.labels).toBeUndefined();
});

test.each<[html: string, marks: Partial<Block>]>([
  ['<p><em>Updated in May.</em></p>', { allItalic: true }],
  ['<p><em>Updated</em> in May.</p>', {}],
  ['<em><p>Updated in May.</p></em>', { allItalic: true }],
  ['<p><b>The</b> <strong>plan</strong>:</p>', { allBold: true }],
  ['<p><a href="/a">One</a> | <a href="/b">Two</a></p>', { allLinks: true }],
  ['<p><a name="one">One</p>', {}],
  ['<p><code>make install</code></p>', { allCode: true }],
])('%s', (html, marks) => {
  const { kind, text, ...rest } = only(html) ?? { kind: 'paragraph', text: '' };
  expect(rest).toEqual(marks);
});

test('what is left open within a paragraph ends with it', () => {
  expect(htmlBlocks('<p><i>a</p><p>b</p>').blocks.map((block) => block.allItalic)).toEqual([true, undefined]);
  expect(htmlBlocks('<p><a href=x>a</p><p>b</p>').blocks.map((block) => block.allLinks)).toEqual([true, undefined]);
});

test('headings keep their level', () => {
  expect(htmlBlocks('<h1>a</h1><h3><a href="#b">b</a></h3>').blocks.map((block) => block.level)).toEqual([1, 3]);
});

test.each<[name: string, html: string]>([
  ['nested elements', '<div>'.repeat(200_000)],
  ['nested lists', '<ul><li>'.repeat(200_000)],
  ['nested tables', '<table><tr><td>'.repeat(70_000)],
  ['end tags of what is not open', `${'<div>'.repeat(100_000)}${'</section>'.repeat(100_000)}`],
  ['end tags of what lies deep', `<nav>${'<div>'.repeat(100_000)}${'</nav>'.repeat(100_000)}`],
  ['tags without end', '<a '.repeat(300_000)],
  ['quotes without end', '<a b="'.repeat(200_000)],
  ['comments without end', '<!-- '.repeat(200_000)],
  ['scripts without end', '<script>'.repeat(100_000)],
  ['open brackets', '<'.repeat(1_000_000)],
  ['spaces between tags', '<b> </b>'.repeat(150_000)],
  ['line breaks', '<br> '.repeat(200_000)],
  ['formulas without end', '<math><mi>'.repeat(100_000)],
  ['superscripts', 'a<sup>2</sup>'.repeat(70_000)],
  ['superscripts without end', '<sup>'.repeat(200_000)],
  ['attributes', `<img ${'a= '.repeat(300_000)}>`],
  ['ampersands', '&'.repeat(1_000_000)],
  ['lines of code in elements', `<pre>${'<div>x</div>'.repeat(80_000)}</pre>`],
])('a megabyte of %s takes no more than linear time', (_, html) => {
  const start = performance.now();
  htmlBlocks(html);
  // A quadratic pass over these takes minutes; a linear one takes a fraction of a second even on a slow machine.
  expect(performance.now() - start).toBeLessThan(4000);
});
