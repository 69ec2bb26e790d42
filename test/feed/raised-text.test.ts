import { expect, test } from 'vitest';
import { plainText } from '../../src/feed/plain-text.ts';
import { titleText } from '../../src/feed/title.ts';

test.each<[name: string, html: string, text: string]>([
  ['a power', '2<sup>10</sup>', '2¹⁰'],
  ['a negative power', '10<sup>-3</sup> m', '10⁻³ m'],
  ['a power of a letter', 'O(n<sup>2</sup>)', 'O(n²)'],
  ['a power in letters', 'e<sup>x</sup>', 'e^x'],
  ['a long power', '2<sup>k+1</sup>', '2^(k+1)'],
  ['a power of a sum', '(a+b)<sup>2</sup>', '(a+b)²'],
  ['the end of a formula', 'E = mc<sup>2</sup>', 'E = mc²'],
  ['a unit', '5 km<sup>2</sup>', '5 km²'],
  ['a subscript', 'H<sub>2</sub>O and x<sub>i</sub>', 'H₂O and x_i'],
  ['an ordinal', 'the 21<sup>st</sup> of May', 'the 21st of May'],
  ['French ordinals', '1<sup>er</sup>, XIX<sup>e</sup>, M<sup>me</sup>', '1er, XIXe, Mme'],
  ['a trademark', 'Foo<sup>TM</sup>', 'Foo™'],
  ['the mark of a note', 'word<sup>1</sup>, next.<sup>[2]</sup> Last<sup>*</sup>', 'word, next. Last'],
  ['a power within tags', '<b>2</b><sup><i>10</i></sup>', '2¹⁰'],
  ['what stands on its own', '<sup>Beta</sup> soon', 'Beta soon'],
  ['a remark', 'Foo<sup> as of today, in beta</sup>', 'Foo as of today, in beta'],
  ['one that nobody closed', '2<sup>10', '210'],
  ['an end without a start', '2</sup>10', '210'],
])('plain text keeps the meaning of %s', (_, html, text) => {
  expect(plainText(html)).toBe(text);
});

test('a title keeps its powers', () => {
  expect(titleText('Why 2<sup>64</sup> is large')).toBe('Why 2⁶⁴ is large');
});
