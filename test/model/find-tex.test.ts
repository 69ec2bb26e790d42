import { describe, expect, test } from 'vitest';
import { dollarEvidence, findTex, usesDollars } from '../../src/model/find-tex.ts';

/** A text with its formulas in brackets of their own: ⟦inline⟧ and ⟪display⟫. */
function read(text: string): string {
  let read = '';
  let at = 0;
  for (const { from, to, source, isDisplay } of findTex(text, usesDollars(dollarEvidence(text)))) {
    read += text.slice(at, from) + (isDisplay ? `⟪${source}⟫` : `⟦${source}⟧`);
    at = to;
  }
  return read + text.slice(at);
}

describe('formulas are found', () => {
  test.each([
    ['so $$x^2 + y^2 = z^2$$ holds', 'so ⟪x^2 + y^2 = z^2⟫ holds'],
    ['\\[ \\frac{a}{b} \\]', '⟪\\frac{a}{b}⟫'],
    ['for all \\(n\\) in \\( \\mathbb{N} \\).', 'for all ⟦n⟧ in ⟦\\mathbb{N}⟧.'],
    ['\\begin{align*}a &= b\\\\c &= d\\end{align*} so', '⟪\\begin{align*}a &= b\\\\c &= d\\end{align*}⟫ so'],
    ['so \\(\\|x\\|_2\\) is', 'so ⟦\\|x\\|_2⟧ is'],
    ['with $\\alpha$-mixing', 'with ⟦\\alpha⟧-mixing'],
    ['Let $x_1$ and $x_2$ be in $S$.', 'Let ⟦x_1⟧ and ⟦x_2⟧ be in ⟦S⟧.'],
    ['$O(n \\log n)$, not $O(n^2)$: for $n$ items', '⟦O(n \\log n)⟧, not ⟦O(n^2)⟧: for ⟦n⟧ items'],
    ['$\\text{if the weather is fine}$', '⟦\\text{if the weather is fine}⟧'],
    ['it costs \\$5 where $$\\sum_i p_i$$ is \\$3', 'it costs \\$5 where ⟪\\sum_i p_i⟫ is \\$3'],
    ["$f'(x) = 2x$ and $x=1$", "⟦f'(x) = 2x⟧ and ⟦x=1⟧"],
    ['$\\{a\\} \\cup \\{b\\}$', '⟦\\{a\\} \\cup \\{b\\}⟧'],
    ['$\\lambda$ costs $5 or $6 a month', '⟦\\lambda⟧ costs $5 or $6 a month'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('a dollar sign stays a dollar sign', () => {
  test.each([
    'It costs $5, or $6 with tax.',
    'From $10k to $20k a year; in Canada C$30 and US$40.',
    'Set $HOME and $PATH, then echo $PATH:$HOME/bin.',
    'The process $$ and its child $! end; kill $$ now, or $$ later.',
    '$ npm install\n$ npm test',
    'if ($a = $b) { $c = $d; }',
    '$x=5, $y=6 and $z=$x+$y',
    'echo "\x24{foo_bar}_\x24{baz}" > $OUT',
    'a regular expression such as ^foo$|^bar$ or ^a_b$',
    '$(".a").b($("#c"))',
    '$_ and $1 and $& and $0',
    'A$AP and Ke$ha made $$$ and more $$$',
    'Use \\(foo bar baz\\) in sed, and \\[1\\] in Markdown.',
    'Somewhere C:\\(x86 and D:\\[temp',
    '$FOO_BAR$BAZ_QUX$',
    'about $1.5M (up from $1.2M), i.e. +$0.3M',
    'one $a_1$ alone is no proof',
    '$ x^2 $ with spaces, $ y^2 $ too',
    '$x^2$1 and $y^2$2',
    '値段は$五百円$です $六百円$',
    'open $$x^2 for ever',
    'open \\(x^2 for ever, \\[y and \\begin{align}z',
    '\\\\(x^2\\\\)',
  ])('%s', (text) => {
    expect(read(text)).toBe(text);
  });
});

test('a text of openers without end takes no longer for each than a short one', () => {
  const started = performance.now();
  for (const opener of ['$', '$$x ', '\\(', '\\[x', '\\begin{align}', '$a ']) {
    expect(findTex(opener.repeat(200_000), true)).toEqual([]);
  }
  expect(performance.now() - started).toBeLessThan(20_000);
});
