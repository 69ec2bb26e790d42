import '../options/extension-page.ts';
import { expect, test } from 'vitest';
import { withLanguages } from '../../../src/ui/shared/code-text.ts';

test.each<[languages: readonly string[] | undefined, text: string]>([
  [undefined, '3 code blocks'],
  [[], '3 code blocks'],
  [['Rust'], '3 code blocks (Rust)'],
  [['Rust', 'C++', 'SQL'], '3 code blocks (Rust, C++, SQL)'],
])('blocks of code in %j are told as "%s"', (languages, text) => {
  expect(withLanguages('3 code blocks', languages)).toBe(text);
});
