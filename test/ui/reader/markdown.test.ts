// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test } from 'vitest';
import { markdownOf } from '../../../src/ui/reader/markdown.ts';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { context } from './context.ts';

function markdown(html: string): string {
  const { content } = renderArticle({ html }, context());
  return markdownOf(content, { postUrl: 'https://blog.example/2026/post/', languageOf: () => 'go' });
}

describe('an article as Markdown', () => {
  test.each([
    ['paragraphs', '<p>One\n  two.</p><p>Three.</p>', 'One two.\n\nThree.'],
    ['headings', '<h1>Start</h1><p>x</p><h2>Part</h2><p>y</p>', '## Start\n\nx\n\n### Part\n\ny'],
    ['emphasis', '<p><em>a </em><b>b</b> <del>c</del></p>', '*a* **b** ~~c~~'],
    ['breaks', '<p>a<br>b</p>', 'a\\\nb'],
    ['links', '<p><a href="/x?utm_source=a">a [b]</a></p>', '[a \\[b\\]](https://blog.example/x)'],
    ['links with brackets', '<p><a href="/x_(y)">a</a></p>', '[a](<https://blog.example/x_(y)>)'],
    [
      'links within the post',
      '<p><a href="#p">a</a></p><p id="p">b</p>',
      '[a](https://blog.example/2026/post/#p)\n\nb',
    ],
    ['pictures', '<img src="a.png" alt="A *b*">', '![A \\*b\\*](https://blog.example/2026/post/a.png)'],
    [
      'captions',
      '<figure><img src="a.png" alt=""><figcaption>Cap</figcaption></figure>',
      '![](https://blog.example/2026/post/a.png)\n\n*Cap*',
    ],
    ['quotes', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['rules', '<p>a</p><hr><p>b</p>', 'a\n\n---\n\nb'],
    ['lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['numbered lists', '<ol start="9"><li>a</li><li><p>b</p><p>c</p></li></ol>', '9. a\n\n10. b\n\n    c'],
    ['code in a line', '<p><code>a`b</code> <code>``</code></p>', '``a`b`` ``` `` ```'],
    ['keys and powers', '<p><kbd>a</kbd> x<sup>2</sup></p>', '<kbd>a</kbd> x<sup>2</sup>'],
    ['details', '<details><summary>More</summary><p>a</p></details>', '**More**\n\na'],
    ['sound', '<audio src="a.mp3" title="Talk"></audio>', '[Talk](https://blog.example/2026/post/a.mp3)'],
  ])('has %s', (_what, html, expected) => {
    expect(markdown(html)).toBe(expected);
  });

  test('has code in fences that it cannot end, with its language, byte for byte', () => {
    expect(markdown('<pre>a *b* &lt;c&gt;\n\n\tx\n```\n  y\n</pre>')).toBe('````go\na *b* <c>\n\n\tx\n```\n  y\n````');
  });

  test('has tables, whose cells are lines', () => {
    const head = '<thead><tr><th>A</th><th>B|C</th></tr></thead>';
    const rows = '<tr><td>1<br>2</td><td><ul><li>x</li><li>y</li></ul></td></tr><tr><td colspan="2">z</td></tr>';
    expect(markdown(`<table>${head}<tbody>${rows}</tbody></table>`)).toBe(
      '| A | B\\|C |\n| --- | --- |\n| 1<br>2 | - x<br>- y |\n| z |  |',
    );
    expect(markdown('<table><tr><td>1</td><td>2</td></tr></table>')).toBe('|  |  |\n| --- | --- |\n| 1 | 2 |');
  });

  test('has formulas between dollars', () => {
    expect(markdown('<p>Of \\(a_1\\):</p><p>\\[ \\sum *b* \\]</p>')).toBe('Of $a_1$:\n\n$$\\sum *b*$$');
  });

  test.each([
    ['# no heading', '\\# no heading'],
    ['- no list', '\\- no list'],
    ['1. no list', '1\\. no list'],
    ['> no quote', '\\> no quote'],
    ['a * b and snake_case _x_', 'a \\* b and snake_case \\_x\\_'],
    ['a &lt;b&gt; 1 &lt; 2 &amp;amp; &amp; c', 'a \\<b> 1 < 2 \\&amp; & c'],
    ['costs $5', 'costs $5'],
    ['costs $5 or $6', 'costs \\$5 or \\$6'],
    ['C:\\dir', 'C:\\\\dir'],
  ])('%s stays what it says', (html, expected) => {
    expect(markdown(`<p>${html}</p>`)).toBe(expected);
  });

  test('leaves out what is nothing but room', () => {
    expect(markdown('<p>a</p><p>&nbsp;</p><div><p> </p></div><p>b</p>')).toBe('a\n\nb');
  });
});

test('notes stand at the end, by number', () => {
  const page = document.createElement('div');
  const reference = (id: string) => `<sup><a role="doc-noteref" href="#${id}">1</a></sup>`;
  page.innerHTML = `<p>a${reference('n1')} b${reference('n2')} c${reference('n1')}</p>
    <ol><li class="note" id="n1"><p>One <a role="doc-backlink" href="#r1">↩</a></p><p>more</p></li>
    <li class="note" id="n2">Two</li></ol>`;
  expect(markdownOf(page, { postUrl: undefined, languageOf: () => '' })).toBe(
    'a[^1] b[^2] c[^1]\n\n[^1]: One\n\n    more\n\n[^2]: Two',
  );
});

test('formulas that are set are written from what they were set from', () => {
  const page = document.createElement('p');
  const source = '<annotation encoding="application/x-tex">x^2\n</annotation>';
  page.innerHTML = `Of <math><semantics><mi>x</mi>${source}</semantics></math> and <math alttext="y"><mi>y</mi></math>`;
  expect(markdownOf(page, { postUrl: undefined, languageOf: () => '' })).toBe('Of $x^2$ and $y$');
});
