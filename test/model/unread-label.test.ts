import { expect, test } from 'vitest';
import { unreadLabel } from '../../src/model/unread-label.ts';

test.each([
  [0, ''],
  [1, '1'],
  [42, '42'],
  [999, '999'],
  [1000, '1k+'],
  [1999, '1k+'],
  [250_000, '1k+'],
  [-3, ''],
  [Number.NaN, ''],
])('%d unread posts make the badge say "%s"', (unread, label) => {
  expect(unreadLabel(unread)).toBe(label);
});
