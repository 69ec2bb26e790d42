import './extension-page.ts';
import { describe, expect, test } from 'vitest';
import {
  type Choice,
  type Column,
  chooseFeeds,
  folderNames,
  orderBy,
  sortFeeds,
} from '../../../src/ui/options/feed-order.ts';
import { failing, feed, HOUR, NOW } from './given-feed.ts';

const ALL: Choice = { text: '', folder: undefined, view: 'all' };

const zebra = feed({ title: 'Zebra', folder: 'Work', unreadCount: 3, lastCheckedAt: NOW - HOUR });
const apple = feed({ title: 'apple 10', folder: '', unreadCount: 3, nextCheckAt: NOW + 2 * HOUR });
const second = feed({ title: 'Apple 2', folder: 'Art', lastOutcome: 'new-posts' });
const broken = failing({ reason: 'broken' }, 48, { title: 'Mole', name: 'Renamed', folder: 'Work', unreadCount: 40 });
const closed = failing({ reason: 'no-permission' }, 1, { title: 'Quail', folder: 'Work' });
const feeds = [zebra, apple, second, broken, closed];

describe('sorting', () => {
  const titles = (column: Column, descending = false) =>
    sortFeeds(feeds, { column, descending }, NOW).map((each) => each.title);

  test.each<[Column, boolean, string[]]>([
    ['name', false, ['Apple 2', 'apple 10', 'Quail', 'Mole', 'Zebra']],
    ['name', true, ['Zebra', 'Mole', 'Quail', 'apple 10', 'Apple 2']],
    ['folder', false, ['apple 10', 'Apple 2', 'Quail', 'Mole', 'Zebra']],
    ['status', false, ['Mole', 'Quail', 'apple 10', 'Zebra', 'Apple 2']],
    ['unread', true, ['Mole', 'apple 10', 'Zebra', 'Apple 2', 'Quail']],
    ['checked', false, ['Zebra', 'Apple 2', 'apple 10', 'Quail', 'Mole']],
    ['next', false, ['Apple 2', 'Mole', 'Zebra', 'apple 10', 'Quail']],
  ])('by %s, descending %s', (column, descending, expected) => {
    expect(titles(column, descending)).toEqual(expected);
  });

  test('the first press shows what one looks for, the second turns it round', () => {
    const byUnread = orderBy('unread', { column: 'name', descending: true });
    expect([byUnread, orderBy('unread', byUnread), orderBy('folder', byUnread)]).toEqual([
      { column: 'unread', descending: true },
      { column: 'unread', descending: false },
      { column: 'folder', descending: false },
    ]);
  });
});

describe('choosing', () => {
  const titles = (choice: Partial<Choice>) => chooseFeeds(feeds, { ...ALL, ...choice }, NOW).map((each) => each.title);

  test.each<[string, Partial<Choice>, string[]]>([
    ['every word, in any case and order', { text: ' 10  APPLE' }, ['apple 10']],
    ['the own title of a renamed feed', { text: 'mole' }, ['Mole']],
    ['the name that the person gave', { text: 'renamed' }, ['Mole']],
    ['part of the address', { text: new URL(zebra.url).host }, ['Zebra']],
    ['a folder', { folder: 'Work' }, ['Zebra', 'Mole', 'Quail']],
    ['those without a folder', { folder: '' }, ['apple 10']],
    ['those that need attention', { view: 'attention' }, ['Mole', 'Quail']],
    ['all of it together', { view: 'attention', folder: 'Work', text: 'q' }, ['Quail']],
    ['characters that mean something elsewhere', { text: '.*' }, []],
  ])('by %s', (_what, choice, expected) => {
    expect(titles(choice)).toEqual(expected);
  });
});

test('folders are listed once, in order, without the empty one', () => {
  expect(folderNames([feed({ folder: 'Part 10' }), feed({ folder: 'Part 9' }), ...feeds])).toEqual([
    'Art',
    'Part 9',
    'Part 10',
    'Work',
  ]);
});
