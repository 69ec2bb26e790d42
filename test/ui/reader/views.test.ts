import { describe, expect, test } from 'vitest';
import { addressOf, type Place, placeIn } from '../../../src/ui/reader/views.ts';

const PLACES: readonly (readonly [what: string, place: Place])[] = [
  ['a post among the unread', { view: { kind: 'unread' }, postId: '3.abc_-9' }],
  ['the unread list', { view: { kind: 'unread' }, postId: '' }],
  ['a saved post', { view: { kind: 'saved' }, postId: '3.a' }],
  ['all posts', { view: { kind: 'all' }, postId: '' }],
  ['a post of a feed', { view: { kind: 'feed', feedId: 12 }, postId: '12.a' }],
  ['a folder with a name of its own', { view: { kind: 'folder', folder: 'C & C++ / été?' }, postId: '' }],
];

describe('addresses of the reading page', () => {
  test.each(PLACES)('%s has one that leads there', (_, place) => {
    expect(placeIn(addressOf(place))).toEqual(place);
  });

  test('one that names only a post leads to it', () => {
    expect(placeIn('?post=1.a')).toEqual({ view: { kind: 'unread' }, postId: '1.a' });
  });

  test.each(['', '?list=plaid', '?feed=x', '?feed=-1', '?feed=1.5', '?feed=', '?folder=', '?feed=9e99'])(
    'one that says "%s" leads to the unread list',
    (search) => {
      expect(placeIn(search)).toEqual({ view: { kind: 'unread' }, postId: '' });
    },
  );
});
