import '../options/extension-page.ts';

import { expect, test } from 'vitest';
import { feedTree } from '../../../src/ui/reader/feed-tree.ts';
import { feed } from '../options/given-feed.ts';

test('feeds stand by name within their folders, and folders tell how much is unread in them', () => {
  const tree = feedTree(
    [
      feed({ id: 1, title: 'Zebra', folder: 'Systems', unreadCount: 2 }),
      feed({ id: 2, title: 'apple', folder: 'Systems', unreadCount: 3 }),
      feed({ id: 3, title: 'Blog 10', folder: '' }),
      feed({ id: 4, title: 'Blog 9', folder: '' }),
      feed({ id: 5, title: 'x', name: 'Mine', folder: 'data' }),
    ],
    'en',
  );
  expect(tree.folders.map(({ name, unread, feeds }) => [name, unread, feeds.map(({ id }) => id)])).toEqual([
    ['data', 0, [5]],
    ['Systems', 5, [2, 1]],
  ]);
  expect(tree.feeds.map(({ id }) => id)).toEqual([4, 3]);
});
