import { expect, test } from 'vitest';
import { NO_COUNTS } from '../../src/store/database.ts';
import { Acknowledged } from '../browser/acknowledged.ts';
import { brokenPromises, type Content, type Published, type StoredPost } from '../browser/content.ts';

const NOW = Date.UTC(2026, 10, 23);
const DAY = 24 * 3_600_000;

const BLOG: Published = {
  feedUrl: 'https://blog.example/feed',
  posts: ['https://blog.example/1', 'https://blog.example/2', 'https://blog.example/3'],
  versions: new Map([['"two"', 2]]),
};

const POSTS: readonly StoredPost[] = [
  { id: '1.a', feedId: 1, url: 'https://blog.example/1', unread: 0, arrival: 1, savedAt: NOW },
  { id: '1.b', feedId: 1, url: 'https://blog.example/2', unread: 1, arrival: 1 },
];

const FEED: Content['feeds'][number] = {
  id: 1,
  url: BLOG.feedUrl,
  title: 'A blog',
  folder: '',
  subscribedAt: NOW - DAY,
  unreadCount: 1,
  postCount: 2,
  etag: '"two"',
  nextCheckAt: NOW + DAY,
  leasedUntil: 0,
  freshUntil: 0,
  blockedUntil: 0,
  lastOutcome: 'new-posts',
  failures: 0,
};

/** What a reader holds that nobody killed. */
const WHOLE: Content = {
  at: NOW,
  feeds: [FEED],
  posts: POSTS,
  bodies: ['1.a', '1.b'],
  counts: { ...NO_COUNTS, unread: 1, saved: 1, fresh: 1, arrivals: 1 },
};

test('a database that keeps every promise is blamed for nothing', () => {
  expect(brokenPromises(WHOLE, [BLOG])).toEqual([]);
});

const twice: StoredPost = { id: '1.c', feedId: 1, url: 'https://blog.example/2', unread: 0, arrival: 0 };
const [first, second] = POSTS as [StoredPost, StoredPost];

test.each<[string, Partial<Content>]>([
  ['an unread post that is not counted', { counts: { ...NO_COUNTS, saved: 1, fresh: 1, arrivals: 1 } }],
  ['a saved post that is not counted', { counts: { ...NO_COUNTS, unread: 1, fresh: 1, arrivals: 1 } }],
  ['a new post that the badge does not count', { counts: { ...NO_COUNTS, unread: 1, saved: 1, arrivals: 1 } }],
  ['no counts at all', { counts: undefined }],
  ['a feed that counts its unread posts wrongly', { feeds: [{ ...FEED, unreadCount: 2 }] }],
  ['a feed that counts its posts wrongly', { feeds: [{ ...FEED, postCount: 3 }] }],
  ['a post without its body', { bodies: ['1.a'] }],
  ['a body without its post', { bodies: ['1.a', '1.b', '1.c'] }],
  ['a post without its feed', { feeds: [] }],
  ['a post that is there twice', { posts: [...POSTS, twice], bodies: ['1.a', '1.b', '1.c'] }],
  ['a post that nobody published', { posts: [first, { ...second, url: 'https://blog.example/9' }] }],
  ['a post that validators hide', { posts: [first], bodies: ['1.a'], feeds: [{ ...FEED, postCount: 1 }] }],
  ['validators that no document had', { feeds: [{ ...FEED, etag: '"three"' }] }],
  ['a feed that is never due', { feeds: [{ ...FEED, nextCheckAt: NOW + 9 * DAY }] }],
  ['a feed that a dead worker keeps', { feeds: [{ ...FEED, leasedUntil: NOW + DAY }] }],
  ['a feed that nobody subscribed to', { feeds: [FEED, { ...FEED, id: 2, url: 'https://other.example/feed' }] }],
])('a database is blamed for %s', (_what, broken) => {
  expect(brokenPromises({ ...WHOLE, ...broken }, [BLOG])).not.toEqual([]);
});

test('an act that was acknowledged holds, and one that was not may have happened or not', () => {
  const acts = new Acknowledged();
  acts.ask('post', 'unread', 'read')();
  acts.ask('feed', 'here', 'gone');
  const states = (post: string, feed: string) => new Map([['post', post] as const, ['feed', feed] as const]);
  expect(acts.broken(states('read', 'here'))).toEqual([]);
  expect(acts.broken(states('read', 'gone'))).toEqual([]);
  expect(acts.broken(states('unread', 'here'))).toHaveLength(1);
  expect(acts.broken(states('read', 'elsewhere'))).toHaveLength(1);
  acts.settle(states('read', 'here'));
  expect(acts.broken(states('read', 'gone'))).toHaveLength(1);
});
