import { expect, test } from 'vitest';
import { tabAfterKey, tabOf } from '../../../src/ui/options/tabs.ts';

test.each([
  ['', 'feeds'],
  ['#feeds', 'feeds'],
  ['#import', 'feeds'],
  ['#reading', 'reading'],
  ['#notifications', 'notifications'],
  ['#about', 'about'],
  ['#constructor', 'feeds'],
])('the address %s opens %s', (hash, tab) => {
  expect(tabOf(hash)).toBe(tab);
});

test.each([
  ['ArrowDown', 'feeds', 'reading'],
  ['ArrowDown', 'about', 'feeds'],
  ['ArrowUp', 'feeds', 'about'],
  ['Home', 'notifications', 'feeds'],
  ['End', 'feeds', 'about'],
  ['Enter', 'feeds', undefined],
  ['toString', 'feeds', undefined],
] as const)('%s on %s leads to %s', (key, from, to) => {
  expect(tabAfterKey(key, from)).toBe(to);
});
