import { describe, expect, test } from 'vitest';
import type { Post } from '../../../src/model/types.ts';
import { countWaiting, openList, refreshed, type Shown, withNewPosts } from '../../../src/ui/popup/shown-posts.ts';
import { NOW, post, reading } from './given-posts.ts';

const a = post('a', 1);
const b = post('b', 2);
const c = post('c', 3);
const read = (one: Post): Post => ({ ...one, unread: 0 });

function ids(shown: Shown): string[] {
  return shown.rows.map((row) => row.post.id);
}

describe('an open list', () => {
  test('keeps the row of a post that was read, in its place and as read', () => {
    const shown = refreshed(openList('unread', reading([a, b, c])), reading([a, c], 1, [read(b)]));
    expect(ids(shown)).toEqual(['a', 'b', 'c']);
    expect(shown.rows[1]?.post.unread).toBe(0);
  });

  test('lets go of read rows when it is opened anew', () => {
    expect(ids(openList('unread', reading([a, c])))).toEqual(['a', 'c']);
  });

  test('makes new posts wait, wherever they belong, until they are asked for', () => {
    const between = post('new', 1.5, { arrival: 2 });
    const after = reading([a, between, b], 2);
    const shown = refreshed(openList('unread', reading([a, b])), after);
    expect(ids(shown)).toEqual(['a', 'b']);
    expect(countWaiting(shown, after)).toBe(1);

    const all = withNewPosts(shown, after);
    expect(ids(all)).toEqual(['a', 'new', 'b']);
    expect(countWaiting(all, after)).toBe(0);
  });

  test('shows what comes back by undo or another page at once', () => {
    const shown = refreshed(openList('unread', reading([a])), reading([a, b, c]));
    expect(ids(shown)).toEqual(['a', 'b', 'c']);
  });

  test('drops the rows of posts that are gone or whose feed was unsubscribed', () => {
    const { unread: _, ...orphaned } = c;
    expect(ids(refreshed(openList('unread', reading([a, b, c])), reading([a], 1, [orphaned])))).toEqual(['a']);
  });

  test('keeps a saved post of an unsubscribed feed in Saved, and its row when it is no longer saved', () => {
    const { unread: _, ...orphaned } = post('old', 90, { savedAt: NOW });
    const { savedAt: __, ...unsaved } = orphaned;
    const shown = openList('saved', reading([orphaned]));
    expect(ids(refreshed(shown, reading([], 1, [unsaved])))).toEqual(['old']);
  });

  test('stands in the order of saving where it is the saved list', () => {
    const early = post('early', 1, { savedAt: NOW - 2000 });
    const late = post('late', 9, { savedAt: NOW - 1000 });
    expect(ids(openList('saved', reading([late, early])))).toEqual(['late', 'early']);
  });

  test('orders posts of one instant as the database does, by key backwards', () => {
    expect(ids(openList('unread', reading([post('1.z', 1), post('1.b', 1)], 1, [post('1.m', 1)])))).toEqual([
      '1.z',
      '1.m',
      '1.b',
    ]);
  });
});
