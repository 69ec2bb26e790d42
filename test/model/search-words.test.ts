import { expect, test } from 'vitest';
import { folded, matcherOf } from '../../src/model/search-words.ts';

test.each([
  ['cache', 'What a page Cache miss costs', true],
  ['MISS cache', 'What a page cache miss costs', true],
  ['cach mis', 'What a page cache miss costs', true],
  ['cache hit', 'What a page cache miss costs', false],
  ['resume', 'Écrire un résumé', true],
  ['résumé', 'Write a resume', true],
  ['İSTANBUL', 'istanbul', true],
  ['ﬁle', 'A file system', true],
  ['データ', 'ﾃﾞｰﾀベース', true],
  ['c++', 'Modern C++ again', true],
  ['.*', 'a.b', false],
])('%s is found in "%s": %s', (words, text, expected) => {
  expect(matcherOf(words)?.(folded(text))).toBe(expected);
});

test.each(['', '  ', '\n\t'])('nothing is searched for with %j', (words) => {
  expect(matcherOf(words)).toBeUndefined();
});
