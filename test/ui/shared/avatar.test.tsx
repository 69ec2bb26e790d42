import '../options/extension-page.ts';
import { describe, expect, test } from 'vitest';
import { avatarColour, avatarLetter } from '../../../src/ui/shared/avatar.tsx';

describe('a letter avatar', () => {
  test.each([
    ['Quiet Kernel', 'Q'],
    ['The Slow Query', 'S'],
    ['the  rill', 'r'],
    ['The', 'T'],
    ['Theory of Nets', 'T'],
    ['  «Éclair»', 'É'],
    ['7 bits', '7'],
    ['日本', '日'],
    ['𝒜lgebra', '𝒜'],
    ['…', '·'],
    ['', '·'],
  ])('of %j shows %s', (name, letter) => {
    expect(avatarLetter(name)).toBe(letter);
  });

  test('has the same of eight colours each time, and all eight are used', () => {
    const colours = Array.from({ length: 200 }, (_, index) => avatarColour(`https://blog${index}.example/feed`));
    expect(avatarColour('https://blog0.example/feed')).toBe(colours[0]);
    expect([...new Set(colours)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
