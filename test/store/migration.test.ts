import { Dexie } from 'dexie';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { DATABASE_VERSION } from '../../src/store/database-name.ts';

const NAME = 'an-older-database';

afterEach(() => Dexie.delete(NAME));

/** The tables of a released version, as it made them. */
const VERSION_1 = {
  feeds: '++id, &url, nextCheckAt',
  posts: 'id, [unread+sortAt], savedAt',
  bodies: 'postId',
  icons: 'feedId',
  counts: 'id',
  blocks: 'host',
  undos: '++id',
  birthmark: 'id',
};

test('a database of version 1 keeps its rows and gains the table of checks', async () => {
  const old = new Dexie(NAME);
  old.version(1).stores(VERSION_1);
  const feed = { id: 1, url: 'https://blog.example/feed', title: 'Blog', nextCheckAt: 5 };
  const post = { id: '1.a', feedId: 1, title: 'A post', unread: 1, sortAt: 3 };
  await Promise.all([
    old.table('feeds').add(feed),
    old.table('posts').add(post),
    old.table('counts').add({ id: 'all', unread: 1 }),
    old.table('birthmark').add({ id: 'all', mark: 'a mark' }),
  ]);
  old.close();

  const db = openDatabase(NAME);
  expect(await db.feeds.toArray()).toEqual([feed]);
  expect(await db.posts.where('[unread+sortAt]').equals([1, 3]).toArray()).toEqual([post]);
  expect(await db.counts.get('all')).toEqual({ id: 'all', unread: 1 });
  expect(await db.birthmark.get('all')).toEqual({ id: 'all', mark: 'a mark' });
  expect(await db.checks.count()).toBe(0);
  expect(db.verno).toBe(DATABASE_VERSION);
  db.close();
});
