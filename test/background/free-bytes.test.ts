import { expect, test } from 'vitest';
import { freeBytes } from '../../src/background/fetch-bytes.ts';

test('bytes that have their memory to themselves give it back, where the platform can do that', () => {
  const bytes = new Uint8Array(8);
  freeBytes(bytes);
  expect(bytes).toHaveLength('transfer' in ArrayBuffer.prototype ? 0 : 8);
});

test('bytes that share their memory are left as they are, and so is what they share it with', () => {
  const whole = new Uint8Array([1, 2, 3, 4]);
  freeBytes(whole.subarray(1, 3));
  expect([...whole]).toEqual([1, 2, 3, 4]);
});
