import { expect, test } from 'vitest';
import { FORMULA, FormulaReader } from '../../src/model/formula-words.ts';

const read = (text: string, others: readonly string[] = []) => new FormulaReader(() => [text, ...others]).read(text);

test.each<[name: string, text: string, said: string]>([
  ['TeX in brackets', 'It takes \\(O(n^2)\\) steps.', 'It takes O(n²) steps.'],
  ['TeX between dollars', 'Let $x_i \\le \\alpha$ hold.', 'Let x_i ≤ α hold.'],
  ['more than a line can say', 'So \\[\\begin{matrix}1&2\\end{matrix}\\] holds.', `So ${FORMULA} holds.`],
  ['prices', 'It costs $5 or $10, not $$20.', 'It costs $5 or $10, not $$20.'],
  ['variables of a shell', 'Set $HOME and $PATH to $1.', 'Set $HOME and $PATH to $1.'],
])('a line of text says %s', (_, text, said) => {
  expect(read(text)).toBe(said);
});

test('what a dollar means is told by the whole post', () => {
  expect(read('Let $n$ be even.')).toBe('Let $n$ be even.');
  expect(read('Let $n$ be even.', ['Then $\\frac{n}{2}$ is whole.'])).toBe('Let n be even.');
});
