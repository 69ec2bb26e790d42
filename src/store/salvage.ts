import { NEVER } from '../model/check.ts';
import type { Counts, Feed, Icon, Post, StoredBody } from '../model/types.ts';
import { database, NO_COUNTS, postsOfFeed } from './database.ts';
import { ask, type Location, openExisting } from './database-name.ts';

export interface Salvaging {
  /** Epoch ms. */
  readonly now: number;
  /** Gives 0..1. */
  readonly random: () => number;
  /** What was read of feeds up to this id has been taken over before. */
  readonly doneFeedId: number;
  /** Runs after each feed, so that a worker that dies goes on there. */
  readonly onFeed: (feedId: number) => Promise<void>;
}

/** How many posts are read, and written, at once. */
const POSTS_AT_ONCE = 100;

/**
 * Takes over what can still be read of a database that another took the place of: feeds that no copy had, posts with
 * their text and read state, icons. What cannot be read is passed over; the feeds bring it again. Reads only, and done
 * again it changes nothing.
 *
 * @returns false where the database does not open or nothing of it can be read, so that nobody knows what it holds
 */
export async function salvage(from: Location, salvaging: Salvaging): Promise<boolean> {
  const connection = await openExisting(from);
  if (!connection) return false;
  try {
    const tables = [...connection.objectStoreNames];
    if (!tables.includes('feeds') || !tables.includes('posts')) return true;
    const old = new OldDatabase(connection, tables.includes('bodies'));
    if (!(await old.isReadable())) return false;
    const feeds = await feedsOf(old);
    const icons = tables.includes('icons') ? await old.icons() : new Map<number, Icon>();
    for (const feed of feeds.filter(({ id }) => id > salvaging.doneFeedId)) {
      const home = await homeFor(feed, salvaging);
      if (home) await takeOver(old, feed, home, icons.get(feed.id));
      await salvaging.onFeed(feed.id);
    }
    return true;
  } finally {
    connection.close();
  }
}

/** The feeds whose posts it may hold; of those whose own row cannot be read, the one that was restored under its id. */
async function feedsOf(old: OldDatabase): Promise<Feed[]> {
  const readable = await old.feeds();
  const ids = new Set(readable.map(({ id }) => id));
  const restored = (await database().feeds.toArray()).filter(({ id }) => !ids.has(id));
  return [...readable, ...restored].sort((one, other) => one.id - other.id);
}

/** Removes a database for good; false where that is not possible, as where its files are gone. */
export function deleteDatabase({ place, factory }: Location): Promise<boolean> {
  return new Promise((resolve) => {
    const request = factory.deleteDatabase(place.name);
    request.onsuccess = () => resolve(true);
    request.onerror = (event) => {
      event.preventDefault();
      resolve(false);
    };
    // Whoever still has it open hears of it and closes; it is gone when all have, and nobody waits for that.
    request.onblocked = () => resolve(true);
  });
}

/** Reads what is readable, and takes nothing for granted that it reads. */
class OldDatabase {
  readonly #connection: IDBDatabase;
  readonly #hasBodies: boolean;
  #keys: readonly IDBValidKey[] | undefined;

  constructor(connection: IDBDatabase, hasBodies: boolean) {
    this.#connection = connection;
    this.#hasBodies = hasBodies;
  }

  /** Whether anything at all can be: a browser that is short of something says the same as damaged files. */
  async isReadable(): Promise<boolean> {
    const feeds = await this.#read((stores) => stores('feeds').getAllKeys(undefined, 1));
    return (feeds ?? (await this.#read((stores) => stores('posts').getAllKeys(undefined, 1)))) !== undefined;
  }

  async feeds(): Promise<Feed[]> {
    const rows = await this.#rows<Feed>('feeds');
    return rows.filter(isFeed);
  }

  async icons(): Promise<ReadonlyMap<number, Icon>> {
    const rows = await this.#rows<Icon>('icons');
    return new Map(rows.flatMap((icon) => (typeof icon?.dataUrl === 'string' ? [[icon.feedId, icon] as const] : [])));
  }

  /** A feed's posts, some at a time; where not all can be read, those that can. */
  async *postsOf(feedId: number): AsyncGenerator<readonly Post[]> {
    let [after, end] = postsOfFeed(feedId);
    for (;;) {
      const range = IDBKeyRange.bound(after, end, true, true);
      const posts = await this.#read((stores) => stores('posts').getAll(range, POSTS_AT_ONCE) as IDBRequest<Post[]>);
      if (!posts) break;
      const last = posts.at(-1);
      if (!last) return;
      yield posts.filter(isPost);
      after = last.id;
    }
    const keys = (await this.#postKeys()).filter((key) => key > after && key < end);
    for (let from = 0; from < keys.length; from += POSTS_AT_ONCE) {
      const posts = await this.#each<Post>('posts', keys.slice(from, from + POSTS_AT_ONCE));
      yield posts.filter(isPost);
    }
  }

  /** The texts of these posts, by their ids. */
  async bodiesOf(posts: readonly Post[]): Promise<ReadonlyMap<string, StoredBody>> {
    const [first, last] = [posts[0]?.id, posts.at(-1)?.id];
    if (!this.#hasBodies || first === undefined || last === undefined) return new Map();
    const range = IDBKeyRange.bound(first, last);
    const together = await this.#read((stores) => stores('bodies').getAll(range) as IDBRequest<StoredBody[]>);
    const bodies =
      together ??
      (await this.#each<StoredBody>(
        'bodies',
        posts.map(({ id }) => id),
      ));
    return new Map(bodies.filter((body) => typeof body?.html === 'string').map((body) => [body.postId, body]));
  }

  /** An index has the keys too, and lies elsewhere in the file. */
  async #postKeys(): Promise<string[]> {
    this.#keys ??=
      (await this.#read((stores) => stores('posts').getAllKeys())) ??
      (await this.#read((stores) => stores('posts').index('[unread+sortAt]').getAllKeys())) ??
      [];
    return this.#keys.filter((key) => typeof key === 'string').sort();
  }

  async #each<Row>(table: string, keys: readonly IDBValidKey[]): Promise<Row[]> {
    const rows: (Row | undefined)[] = [];
    for (const key of keys) rows.push(await this.#read((stores) => stores(table).get(key) as IDBRequest<Row>));
    return rows.filter((row) => row !== undefined);
  }

  /** All rows of a small table; those that can be read, where not all can. */
  async #rows<Row>(table: string): Promise<Row[]> {
    const all = await this.#read((stores) => stores(table).getAll() as IDBRequest<Row[]>);
    if (all) return all;
    return this.#each(table, (await this.#read((stores) => stores(table).getAllKeys())) ?? []);
  }

  async #read<Result>(
    request: (stores: (name: string) => IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result | undefined> {
    try {
      return await ask(request((name) => this.#connection.transaction(name).objectStore(name)));
    } catch {
      return undefined;
    }
  }
}

function isPost(row: Post | undefined): boolean {
  return typeof row?.id === 'string' && typeof row.identity === 'string' && typeof row.title === 'string';
}

function isFeed(row: Feed | undefined): row is Feed {
  return (
    row !== undefined &&
    Number.isSafeInteger(row.id) &&
    typeof row.url === 'string' &&
    URL.canParse(row.url) &&
    typeof row.title === 'string' &&
    typeof row.folder === 'string' &&
    typeof row.subscribedAt === 'number'
  );
}

/**
 * The feed of the current database whose posts these are. One that no copy had is taken over; but what was unsubscribed
 * and is not kept for saved posts stays gone.
 */
async function homeFor(old: Feed, { now, random }: Salvaging): Promise<Feed | undefined> {
  const { feeds } = database();
  const known = await feeds.get({ url: old.url });
  if (known || old.unsubscribedAt !== undefined) return known;
  const { id, etag: _etag, lastModified: _modified, bodyHash: _hash, lastGoodAt, hasBeenWhole: _whole, ...rest } = old;
  // Its validators belong to posts that may be lost.
  const row = {
    ...rest,
    unreadCount: 0,
    postCount: 0,
    leasedUntil: 0,
    nextCheckAt: old.nextCheckAt >= NEVER ? NEVER : now + random() * 60_000,
    knownUntil: lastGoodAt ?? old.subscribedAt,
  };
  const isFree = (await feeds.get(id)) === undefined;
  return feeds.get(await feeds.add(isFree ? { ...row, id } : row));
}

async function takeOver(old: OldDatabase, feed: Feed, home: Feed, icon: Icon | undefined): Promise<void> {
  if (icon && !(await database().icons.get(home.id))) await database().icons.put({ ...icon, feedId: home.id });
  for await (const posts of old.postsOf(feed.id)) {
    if (posts.length > 0) await store(home.id, posts, await old.bodiesOf(posts));
  }
}

async function store(feedId: number, posts: readonly Post[], bodies: ReadonlyMap<string, StoredBody>): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.feeds, db.posts, db.bodies, db.counts], async () => {
    const feed = await db.feeds.get(feedId);
    if (!feed) return;
    const there = await db.posts.bulkGet(posts.map(({ identity }) => `${feedId}.${identity}`));
    // Posts that are there whole stay as they are: only what was restored from its copy has no fingerprint.
    const wanted = posts.flatMap((old, index) => (there[index]?.fingerprint ? [] : [{ old, there: there[index] }]));
    const before = wanted.flatMap(({ there: post }) => post ?? []);
    const rows = wanted.map(({ old, there: post }) => merged(old, post, feed, bodies.has(old.id)));
    const texts = wanted.flatMap(({ old }, index) => {
      const body = bodies.get(old.id);
      return body ? [{ ...body, postId: rows[index]?.id ?? '' }] : [];
    });
    const counts: Counts = (await db.counts.get('all')) ?? NO_COUNTS;
    const unread = countChange(rows, before, (post) => post.unread === 1);
    const saved = countChange(rows, before, (post) => post.savedAt !== undefined);
    await Promise.all([
      db.posts.bulkPut(rows),
      db.bodies.bulkPut(texts),
      db.feeds.put({
        ...feed,
        unreadCount: feed.unreadCount + unread,
        postCount: feed.postCount + rows.length - before.length,
      }),
      db.counts.put({ ...counts, unread: counts.unread + unread, saved: counts.saved + saved }),
    ]);
  });
}

/** The post as it was, in its feed as it is; what was restored of it is saved, and stays so. */
function merged(old: Post, there: Post | undefined, feed: Feed, hasBody: boolean): Post {
  const { unread = 0, unreadBefore: _before, savedAt: oldSavedAt, ...rest } = old;
  const savedAt = there?.savedAt ?? oldSavedAt;
  return {
    ...rest,
    id: `${feed.id}.${old.identity}`,
    feedId: feed.id,
    // The badge does not tell of it again.
    arrival: 0,
    ...(feed.unsubscribedAt === undefined && { unread }),
    ...(savedAt !== undefined && { savedAt }),
    // A post whose text could not be read has it brought again by its feed.
    ...(!hasBody && { fingerprint: '' }),
  };
}

function countChange(after: readonly Post[], before: readonly Post[], is: (post: Post) => boolean): number {
  return after.filter(is).length - before.filter(is).length;
}
