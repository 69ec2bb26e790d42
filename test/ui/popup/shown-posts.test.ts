import { describe, expect, test } from 'vitest';
import { entryOf } from '../../../src/store/first-screen.ts';
import type { ListName } from '../../../src/store/queries.ts';
import { countWaiting, openList, refreshed, type Shown, withNewPosts } from '../../../src/ui/popup/shown-posts.ts';
import { NOW, post, reading } from './given-posts.ts';

const a = post('a', 1);
const b = post('b', 2);
const c = post('c', 3);

function ids(shown: Shown): string[] {
  return shown.entries.map((entry) => entry.id);
}

function opened(posts: Parameters<typeof reading>[0], list: ListName = 'unread'): Shown {
  return openList(list, reading(posts, { list }), []);
}

describe('an open list', () => {
  test('keeps the row of a post that was read, in its place', () => {
    expect(ids(refreshed(opened([a, b, c]), reading([a, c], { kept: [b] })))).toEqual(['a', 'b', 'c']);
  });

  test('lets go of read rows when it is opened anew', () => {
    expect(ids(opened([a, c]))).toEqual(['a', 'c']);
  });

  test('shows what stood open before among the others, once', () => {
    const standing = [entryOf('unread', b), entryOf('unread', a)];
    expect(ids(openList('unread', reading([a, c]), standing))).toEqual(['a', 'b', 'c']);
  });

  test('makes new posts wait, wherever they belong, until they are asked for', () => {
    const between = post('new', 1.5, { arrival: 2 });
    const after = reading([a, between, b], { arrivals: 2, late: [between] });
    const shown = refreshed(opened([a, b]), after);
    expect(ids(shown)).toEqual(['a', 'b']);
    expect(countWaiting(shown, after)).toBe(1);

    const all = withNewPosts(shown, after);
    expect(ids(all)).toEqual(['a', 'new', 'b']);
    expect(countWaiting(all, after)).toBe(0);
  });

  test('shows what comes back by undo, or was not read yet, at once', () => {
    expect(ids(refreshed(opened([a]), reading([a, b, c])))).toEqual(['a', 'b', 'c']);
  });

  test('is the same object while nothing in it changes, so that nothing is drawn anew', () => {
    const shown = opened([a, b]);
    expect(refreshed(shown, reading([a], { kept: [b] }))).toBe(shown);
  });

  test('drops the rows of posts that are gone or whose feed was unsubscribed', () => {
    expect(ids(refreshed(opened([a, b, c]), reading([a])))).toEqual(['a']);
  });

  test('stands in the order of saving where it is the saved list', () => {
    const early = post('early', 1, { savedAt: NOW - 2000 });
    const late = post('late', 9, { savedAt: NOW - 1000 });
    expect(ids(opened([late, early], 'saved'))).toEqual(['late', 'early']);
  });

  test('orders posts of one instant as the database does, by key backwards', () => {
    const shown = refreshed(opened([post('1.m', 1)]), reading([post('1.z', 1), post('1.m', 1), post('1.b', 1)]));
    expect(ids(shown)).toEqual(['1.z', '1.m', '1.b']);
  });
});
