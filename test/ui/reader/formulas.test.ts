// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test } from 'vitest';
import { keepFormulas } from '../../../src/ui/reader/formula-markup.ts';
import type { Context } from '../../../src/ui/reader/pass.ts';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { texToMathMl } from '../../../src/ui/reader/tex.ts';
import { findUnsafe } from '../../fixtures/find-unsafe.ts';
import { context } from './context.ts';

function render(html: string, change: Partial<Context> = {}): HTMLElement {
  const page = document.createElement('div');
  page.append(renderArticle({ html }, context(change)).content);
  return page;
}

/** The article's text, with what waits to be converted as ⟦inline⟧, ⟪display⟫ or ⟨MathML⟩ and MathML as {text}. */
function read(html: string, change: Partial<Context> = {}): string {
  const page = render(html, change);
  const signs: Record<string, string> = { inline: '⟦⟧', block: '⟪⟫', mathml: '⟨⟩' };
  for (const formula of page.querySelectorAll('[data-formula], [data-tex]')) {
    const [open, close] = signs[formula.getAttribute('data-formula') ?? 'inline'] ?? '??';
    formula.replaceWith(`${open}${formula.getAttribute('data-tex') ?? formula.textContent}${close}`);
  }
  for (const math of page.querySelectorAll('math')) math.replaceWith(`{${math.textContent}}`);
  return page.textContent ?? '';
}

describe('formulas in running text', () => {
  test('are found across line breaks, and other breaks stay', () => {
    const page = render('<p>a<br>b $$x^2<br>+ y^2$$<br>c</p>');
    expect(page.innerHTML).toBe('<p>a<br>b <code data-formula="block">x^2\n+ y^2</code><br>c</p>');
  });

  test('are not looked for in code', () => {
    const html = '<pre>$$x^2 + y$$</pre><p><code>\\(x^2\\)</code> <kbd>$a_1$ $b_1$</kbd></p>';
    expect(render(html).querySelector('[data-formula]')).toBeNull();
  });

  test('stand between single dollars only where the whole post speaks for it', () => {
    expect(read('<p>Let $n$ be</p><p>$x_1 + x_2$</p><ul><li>$x_3$</li></ul>')).toBe('Let ⟦n⟧ be⟦x_1 + x_2⟧⟦x_3⟧');
    expect(read('<p>Let $n$ be</p><p>$x_1$</p>')).toBe('Let $n$ be$x_1$');
    expect(read('<p>$x_1$ or $n$</p><script type="math/tex">y</script>')).toBe('⟦x_1⟧ or ⟦n⟧⟦y⟧');
    expect(read('<script src="https://cdn.example/mathjax.js"></script><p>$x_1$ or $n$</p>')).toBe('⟦x_1⟧ or ⟦n⟧');
  });
});

describe('what scripts left of formulas', () => {
  test.each([
    ['a script with TeX', '<script type="math/tex">x^2</script>', '⟦x^2⟧'],
    [
      'a script with a line of TeX',
      '<script type="math/tex; mode=display">% <![CDATA[\nx</script>',
      '⟪% <![CDATA[\nx⟫',
    ],
    ['a script with MathML', '<script type="math/mml"><math><mi>x</mi></math></script>', '⟨<math><mi>x</mi></math>⟩'],
    [
      'KaTeX whose MathML a filter took',
      '<span class="katex"><span class="katex-mathml">xi <annotation encoding="application/x-tex">\\xi</annotation></span><span class="katex-html">glyphs</span></span>',
      '⟦\\xi⟧',
    ],
    [
      'KaTeX of which text alone is left',
      '<span class="katex"><span class="katex-mathml">math</span><span class="katex-html" aria-hidden="true">glyphs</span></span>',
      'math',
    ],
    [
      'MathJax 2 with its script',
      '<span class="MathJax_Preview">[math]</span><div class="MathJax_Display"><span class="MathJax">glyphs</span></div><script type="math/tex; mode=display">x^2</script>',
      '⟪x^2⟫',
    ],
    [
      'MathJax 2 as SVG',
      '<span class="MathJax_SVG" data-mathml="&lt;math&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;/math&gt;"><svg></svg></span>',
      '⟨<math><mi>x</mi></math>⟩',
    ],
    [
      'MathJax 4 with its source',
      '<mjx-container display="true"><svg data-latex="x^2"><g></g></svg></mjx-container>',
      '⟪x^2⟫',
    ],
    [
      'MathJax that can only be spoken',
      '<mjx-container aria-label="x squared"><svg></svg></mjx-container>',
      'x squared',
    ],
    ['a block of code in a language of formulas', '<pre><code class="language-math">x^2</code></pre>', '⟪x^2⟫'],
    ['a box of Discourse', '<p>so <span class="math">x^2</span></p>', 'so ⟦x^2⟧'],
    ['a box of Pandoc', '<p>so <span class="math inline">\\(x^2\\)</span></p>', 'so ⟦x^2⟧'],
    ['a box of Sphinx', '<div class="math notranslate nohighlight">\n\\[x^2\\]</div>', '\n⟪x^2⟫'],
    [
      'a box of Substack',
      '<div class="latex-rendered" data-attrs=\'{"persistentExpression":"x^2","id":"A"}\'></div>',
      '⟪x^2⟫',
    ],
  ])('%s', (_, html, expected) => {
    expect(read(html)).toBe(expected);
  });

  test.each([
    ['https://s0.wp.com/latex.php?latex=x%5E2&bg=ffffff&fg=000000&s=0', 'x^2'],
    ['https://blog.wordpress.com/latex.php?latex=%5Cxi', '\\xi'],
    ['https://chart.googleapis.com/chart?cht=tx&chl=x%5E2', 'x^2'],
    ['https://render.githubusercontent.com/render/math?math=%5Cxi', '\\xi'],
    ['https://latex.codecogs.com/svg.latex?x%5E2', 'x^2'],
    ['_images/math/0123.png', 'x^2'],
  ])('a picture from %s', (address, source) => {
    const page = render(`<p>so <img class="latex math" src="${address.replaceAll('&', '&amp;')}" alt="x^2"></p>`);
    expect(page.querySelector('img')?.getAttribute('data-tex')).toBe(source);
  });

  test('a picture that may not be asked for is its source', () => {
    const html = '<p>so <img src="https://s0.wp.com/latex.php?latex=x%5E2"></p>';
    expect(render(html, { pictures: 'never' }).querySelector('p')?.innerHTML).toBe(
      'so <code data-formula="inline">x^2</code>',
    );
  });

  test.each([
    'https://upload.wikimedia.example/x.svg',
    'https://chart.googleapis.com/chart?cht=p3&chd=t:60,40',
    'a.png?latex=x',
  ])('a picture of which nobody knows whether it is a formula stays one: %s', (address) => {
    expect(render(`<img class="latex" src="${address}" alt="x^2">`).querySelector('[data-tex]')).toBeNull();
  });

  test('a formula of which nothing is left is said to be missing', () => {
    const page = render('<mjx-container><mjx-math><mjx-c class="mjx-c1D465"></mjx-c></mjx-math></mjx-container>');
    expect(page.querySelector('.embed')?.textContent).toContain('Formula not shown');
  });

  test('marks of our own in a feed mean nothing', () => {
    const page = render('<p><code data-formula="block">x</code><img src="a.png" data-tex="x"></p>');
    expect(page.querySelector('[data-formula], [data-tex]')).toBeNull();
    expect(findUnsafe(page)).toEqual([]);
  });
});

// Before the sanitiser, since happy-dom does not know MathML from HTML; after it, see the fixtures of articles.
describe('MathML that is there already is kept, and nothing beside it', () => {
  const math =
    '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">\\xi</annotation></semantics></math>';

  function keep(html: string): HTMLElement {
    const body = document.createElement('body');
    body.innerHTML = html;
    keepFormulas(body);
    return body;
  }

  test.each([
    [
      'KaTeX with MathML',
      `<span class="katex"><span class="katex-mathml">${math}</span><span class="katex-html">ξ glyphs</span></span>`,
    ],
    [
      'MathJax 2 without its script',
      `<span class="MathJax" data-mathml="<math></math>"><nobr>glyphs</nobr><span class="MJX_Assistive_MathML">${math}</span></span>`,
    ],
    [
      'MathJax 3',
      `<mjx-container><mjx-math><mjx-mi>glyphs</mjx-mi></mjx-math><mjx-assistive-mml>${math}</mjx-assistive-mml></mjx-container>`,
    ],
    [
      'Wikipedia',
      `<span class="mwe-math-element"><span class="mwe-math-mathml-a11y" style="display: none;">${math}</span><img class="mwe-math-fallback-image-inline" src="https://wikimedia.example/x.svg" alt="\\xi"></span>`,
    ],
  ])('%s', (_, html) => {
    const body = keep(`<p>a ${html} b</p>`);
    expect(body.querySelectorAll('math')).toHaveLength(1);
    expect(body.textContent).toBe('a x b');
    expect(body.querySelector('img')).toBeNull();
  });

  test('its source is kept beside MathML, not in its text', () => {
    const [found] = keep(math).querySelectorAll('math');
    expect(found?.getAttribute('alttext')).toBe('\\xi');
    expect(found?.textContent).toBe('x');
  });

  test('each cell of a table says how its column is set', () => {
    const page = keep(
      '<math display="block"><mtable columnalign="right left"><mtr><mtd></mtd><mtd></mtd><mtd></mtd></mtr></mtable></math>',
    );
    expect([...page.querySelectorAll('mtd')].map((cell) => cell.getAttribute('columnalign'))).toEqual([
      'right',
      'left',
      'left',
    ]);
  });
});

describe('TeX becomes MathML', () => {
  test.each([
    ['x^2', false, '<msup>'],
    ['\\frac{a}{b}', true, 'display="block"'],
    ['\\begin{cases} a & b \\\\ c & d \\end{cases}', true, '<mtable>'],
  ])('%s', (source, isDisplay, part) => {
    expect(texToMathMl(source, isDisplay, {})).toContain(part);
  });

  test.each([
    '\\frac{a',
    '\\unknown{x}',
    '\\href{https://evil.example}{x}',
    '\\includegraphics{https://evil.example/x.png}',
    '\\def\\a{\\a\\a}\\a',
    '{'.repeat(4000) + '}'.repeat(4000),
    'x'.repeat(6000),
  ])('but not %.40s', (source) => {
    expect(texToMathMl(source, false, {})).toBeUndefined();
  });

  test('a definition for all holds in the next formula', () => {
    const macros = {};
    texToMathMl('\\gdef\\R{\\mathbb{R}}', false, macros);
    expect(texToMathMl('\\R', false, macros)).toContain('ℝ');
  });
});
