// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { FIRST_ROWS, type PopupMemory, recallPopup, rememberPopup } from '../../../src/ui/popup/popup-memory.ts';
import { NOW } from './given-posts.ts';

const MINUTE_MS = 60_000;
const LEFT: PopupMemory = {
  list: 'saved',
  limit: 150,
  openId: '1.a',
  focusedId: '1.b',
  anchor: { id: '1.c', top: -12.5 },
  typed: 'blog.exam',
  adding: true,
};
const NOTHING = { list: 'unread', limit: FIRST_ROWS, typed: '', adding: false };

beforeEach(() => localStorage.clear());

describe('the memory of the popup', () => {
  test('brings everything back within five minutes', () => {
    rememberPopup(LEFT, NOW);
    expect(recallPopup(NOW + 5 * MINUTE_MS)).toEqual(LEFT);
  });

  test('is gone after five minutes, and where the clock was set back', () => {
    rememberPopup(LEFT, NOW);
    expect(recallPopup(NOW + 5 * MINUTE_MS + 1)).toEqual(NOTHING);
    expect(recallPopup(NOW - 1)).toEqual(NOTHING);
  });

  test.each([
    ['no JSON', '{'],
    ['another kind of value', '7'],
    ['null', 'null'],
    ['no time', '{"list":"saved"}'],
    [
      'wrong kinds',
      JSON.stringify({ at: NOW, list: 9, limit: '9', openId: {}, anchor: { id: 1 }, typed: [], adding: 1 }),
    ],
  ])('begins anew from %s', (_, stored) => {
    localStorage.setItem('popup', stored);
    expect(recallPopup(NOW)).toEqual(NOTHING);
  });

  test('never asks for more posts than a popup can draw', () => {
    rememberPopup({ ...LEFT, limit: 1e9 }, NOW);
    expect(recallPopup(NOW).limit).toBe(1000);
  });
});
