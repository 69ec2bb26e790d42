import { expect, test } from 'vitest';
import { mathmlText, texText } from '../../src/feed/formula-text.ts';
import { decodeEntities } from '../../src/feed/plain-text.ts';

test.each<[tex: string, text: string]>([
  ['O(n^2)', 'O(n²)'],
  ['2^{10}', '2¹⁰'],
  ['x_{ij}', 'x_ij'],
  ['\\alpha \\le \\frac{n+1}{2}', 'α ≤ (n + 1)/2'],
  ['\\mathcal{O}(n \\log^2 n)', 'O(n log² n)'],
  ['\\sum_{i=1}^n i^2', '∑_(i=1)ⁿ i²'],
  ['f\\colon A \\to B', 'f : A → B'],
  ['\\sqrt{n}', '√n'],
  ['x \\in \\{0, 1\\}', 'x ∈ {0, 1}'],
  ['\\text{if } x', 'if x'],
  ['10^{-3}', '10⁻³'],
  ["f'(x)", "f'(x)"],
  ['{{{x}}', 'x'],
])('%s is read as %s', (tex, text) => {
  expect(texText(tex)).toBe(text);
});

test.each([
  ['an environment', '\\begin{matrix}1\\end{matrix}'],
  ['several lines', 'a \\\\ b'],
  ['a command that only its page knows', '\\foo x'],
  ['a long one', 'x + '.repeat(100)],
  ['a comment', 'x % y'],
])('%s is no line of text', (_, tex) => {
  expect(texText(tex)).toBeUndefined();
});

test.each<[name: string, source: string, text: string]>([
  ['a power', '<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mi>y</mi>', 'x² + y'],
  ['a fraction', '<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>', '(a + b)/c'],
  ['an index', '<msub><mi>x</mi><mi>i</mi></msub>', 'x_i'],
  ['a root', '<msqrt><mi>n</mi></msqrt>', '√n'],
  [
    'its source beside it',
    '<semantics><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">x=1</annotation></semantics>',
    'x = 1',
  ],
  ['a call', '<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo>', 'f(x, y)'],
  ['end tags of nothing', '</mrow></mrow><mi>x</mi>', 'x'],
])('MathML with %s is one line', (_, source, text) => {
  expect(mathmlText(source, decodeEntities)).toBe(text);
});

test('hostile formulas end soon', () => {
  const start = performance.now();
  mathmlText('<mrow>'.repeat(3000), decodeEntities);
  mathmlText('<mi>'.repeat(1_000_000), decodeEntities);
  texText('{'.repeat(200));
  texText('\\frac'.repeat(40));
  expect(performance.now() - start).toBeLessThan(5000);
});
