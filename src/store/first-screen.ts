import { FIRST_PLACE, isSamePlace } from '../model/place.ts';
import type { Feed, Icon, Post, Settings } from '../model/types.ts';
import { ask, DATABASE_VERSION, databaseFound, type Location, openExisting } from './database-name.ts';
import type { ListEntry, ListName, ListOrder, PostRows } from './queries.ts';

/** What the popup shows before Dexie is there. */
export interface FirstScreen {
  /** The posts with which the list begins, and only these. */
  readonly order: ListOrder;
  /** Those and the ones below, with what their rows need. */
  readonly rows: PostRows;
  /** Of the posts asked for beside the list, those that still exist and belong to a subscribed feed, or the saved list. */
  readonly standing: readonly Post[];
}

export interface FirstWishes {
  readonly list: ListName;
  readonly groupBy: Settings['groupBy'];
  /** How many posts. */
  readonly limit: number;
  /** Posts that are wanted beside those of the list. */
  readonly standingIds: readonly string[];
}

/** Blogs are told apart by so many of their posts' keys: as many as the popup reads at first. */
const KEYS = 10_000;

const TABLES = ['posts', 'feeds', 'icons', 'counts'];

/**
 * What readOrder and readRows of queries.ts give, by a raw connection that is closed at once.
 *
 * Loading and opening Dexie costs a popup's first paint 35 to 40 ms in Firefox. Nothing else may bypass it.
 *
 * @returns undefined where there is no database yet, where it is empty, older than this code, or does not open: the
 *   query through Dexie then creates, upgrades or reports it
 */
export function readFirstScreen(wishes: FirstWishes): Promise<FirstScreen | undefined> {
  return readCurrent((connection) => readList(connection, wishes));
}

/**
 * Whether any of these addresses is subscribed to, by a raw connection like the above, for the banner that offers the
 * feed of a page: it has to stand before anybody points at the rows below it.
 *
 * @returns undefined where readFirstScreen gives undefined too
 */
export function readWhetherFollowed(urls: readonly string[]): Promise<boolean | undefined> {
  return readCurrent(async (connection) => {
    const byUrl = connection.transaction('feeds').objectStore('feeds').index('url');
    const known = await Promise.all(urls.map((url) => ask<Feed | undefined>(byUrl.get(url))));
    return known.some((feed) => feed !== undefined && feed.unsubscribedAt === undefined);
  });
}

type Read<Result> = (connection: IDBDatabase) => Promise<Result>;

/** The usual place is read while it is still being asked where the database lies. */
async function readCurrent<Result>(read: Read<Result>): Promise<Result | undefined> {
  const usual = readAt({ place: FIRST_PLACE, factory: indexedDB }, read);
  const location = await databaseFound();
  return isSamePlace(location.place, FIRST_PLACE) ? usual : readAt(location, read);
}

/** @returns undefined where there is no database of this version, or it cannot be read */
async function readAt<Result>(location: Location, read: Read<Result>): Promise<Result | undefined> {
  const connection = await openExisting(location);
  try {
    return connection?.version === 10 * DATABASE_VERSION ? await read(connection) : undefined;
  } catch {
    return undefined;
  } finally {
    connection?.close();
  }
}

async function readList(
  connection: IDBDatabase,
  { list, groupBy, limit, standingIds }: FirstWishes,
): Promise<FirstScreen | undefined> {
  const transaction = connection.transaction(TABLES);
  const [posts, feeds, icons, counts] = TABLES.map((table) => transaction.objectStore(table)) as [
    IDBObjectStore,
    IDBObjectStore,
    IDBObjectStore,
    IDBObjectStore,
  ];
  const readRows = async () => {
    const [listed, asked] = await Promise.all([
      groupBy === 'day' ? newest(posts, list, limit) : firstByBlog(posts, list, limit),
      getEach<Post>(posts, standingIds),
    ]);
    if (!listed) return undefined;
    const standing = asked.filter((post) => list === 'saved' || post.unread !== undefined);
    const shown = [...new Map([...listed, ...standing].map((post) => [post.id, post])).values()];
    const feedIds = [...new Set(shown.map((post) => post.feedId))];
    const [itsFeeds, itsIcons] = await Promise.all([getEach<Feed>(feeds, feedIds), getEach<Icon>(icons, feedIds)]);
    return { listed, standing, shown, itsFeeds, itsIcons };
  };
  // The feeds of the posts are asked for as soon as these are there, whatever else is still awaited.
  const [rows, counted, hasFeeds] = await Promise.all([readRows(), ask(counts.get('all')), hasSubscribed(feeds)]);
  if (!counted || !rows) return undefined;
  const { listed, standing, shown, itsFeeds, itsIcons } = rows;
  return {
    order: {
      entries: listed.map((post) => entryOf(list, post)),
      isWhole: listed.length < limit,
      counts: counted,
      hasFeeds,
    },
    standing,
    rows: {
      posts: shown,
      feeds: new Map(itsFeeds.map((feed) => [feed.id, feed])),
      icons: new Map(itsIcons.map((icon) => [icon.feedId, icon.dataUrl])),
    },
  };
}

/** Where a post stands in a list that holds it. */
export function entryOf(list: ListName, { id, feedId, sortAt, savedAt }: Post): ListEntry {
  return { id, feedId, at: list === 'saved' ? (savedAt ?? sortAt) : sortAt };
}

function newest(posts: IDBObjectStore, list: ListName, limit: number): Promise<Post[]> {
  return readBackwards(...stretchOf(posts, list), limit);
}

/**
 * The posts with which a list grouped by blog begins: that of the newest post comes first, whole.
 *
 * @returns undefined where the browser cannot give keys backwards
 */
async function firstByBlog(posts: IDBObjectStore, list: ListName, limit: number): Promise<Post[] | undefined> {
  const [index, query] = stretchOf(posts, list);
  if (!canReadBackwards(index)) return undefined;
  const getAllKeys = index.getAllKeys.bind(index) as (options: object) => IDBRequest<string[]>;
  const ids = await ask(getAllKeys({ query, count: KEYS, direction: 'prev' }));
  const blogs = new Map<string, string[]>();
  for (const id of ids) {
    // Posts are keyed `feedId.identity`.
    const blog = id.slice(0, id.indexOf('.'));
    const known = blogs.get(blog);
    if (known) known.push(id);
    else blogs.set(blog, [id]);
  }
  return getEach<Post>(posts, [...blogs.values()].flat().slice(0, limit));
}

/** Where a list lies: an index, and the part of it. */
function stretchOf(posts: IDBObjectStore, list: ListName): [index: IDBIndex, query: IDBKeyRange | null] {
  if (list === 'saved') return [posts.index('savedAt'), null];
  const unread = list === 'unread' ? 1 : 0;
  // An array is greater than any number as a key, so this holds every [unread, sortAt].
  return [posts.index('[unread+sortAt]'), IDBKeyRange.bound([unread], [unread, []])];
}

/** Where getAll takes a direction (Chromium 141, Firefox 142), getAllRecords came with it. */
function canReadBackwards(index: IDBIndex): boolean {
  return 'getAllRecords' in index;
}

function readBackwards(index: IDBIndex, query: IDBKeyRange | null, count: number): Promise<Post[]> {
  if (canReadBackwards(index)) {
    const getAll = index.getAll.bind(index) as (options: object) => IDBRequest<Post[]>;
    return ask(getAll({ query, count, direction: 'prev' }));
  }
  return collect<Post>(index.openCursor(query, 'prev'), (found) => found.length < count);
}

async function hasSubscribed(feeds: IDBObjectStore): Promise<boolean> {
  const passed = await collect<Feed>(feeds.openCursor(), (found) => found.at(-1)?.unsubscribedAt !== undefined);
  return passed.at(-1)?.unsubscribedAt === undefined && passed.length > 0;
}

/** A cursor's values, until there are no more or `wantsMore` says no. */
function collect<Row>(
  request: IDBRequest<IDBCursorWithValue | null>,
  wantsMore: (found: readonly Row[]) => boolean,
): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const found: Row[] = [];
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) found.push(cursor.value);
      if (cursor && wantsMore(found)) cursor.continue();
      else resolve(found);
    };
  });
}

async function getEach<Row>(store: IDBObjectStore, keys: readonly IDBValidKey[]): Promise<Row[]> {
  const rows = await Promise.all(keys.map((key) => ask<Row | undefined>(store.get(key))));
  return rows.filter((row) => row !== undefined);
}
