import { Dexie } from 'dexie';
import { type CheckRecord, feedAfterCheck, mendedTimes, NEVER, rescheduled, storedCheck } from '../model/check.ts';
import { instantsOf } from '../model/rhythm.ts';
import { DAY_MS, LATEST_CHECK_MS, MINUTE_MS } from '../model/schedule.ts';
import type { Counts, Feed, Post, PostDraft, Settings, StoredBody } from '../model/types.ts';
import { database, type HostBlock, type NewFeed, NO_COUNTS, postsOfFeed } from './database.ts';
import { feedRows } from './feed-rows.ts';
import { changeFeeds } from './timing.ts';

/** How long a host's wish to be left alone is remembered after it is over, in ms. */
const BLOCKS_KEPT_MS = 2 * DAY_MS;

/** How long an unsubscribed feed can be brought back whole, in ms. */
const UNDO_KEPT_MS = 10 * 60_000;

export interface FeedToAdd {
  readonly url: string;
  /** What the person or an imported file calls it. */
  readonly name?: string;
  /** What the site calls it, until the feed itself says. */
  readonly title?: string;
  readonly folder?: string;
}

/**
 * Subscribes to feeds, in the order given. One that was unsubscribed but kept for its saved posts, or for undo, is
 * the same feed again.
 *
 * @param leasedUntil epoch ms until which no round takes what is added, since its first check is under way; 0 for none
 * @returns the rows of those that were not subscribed before, and of those that were
 */
export async function addFeeds(
  wanted: readonly FeedToAdd[],
  now: number,
  leasedUntil = 0,
): Promise<{ added: Feed[]; already: Feed[] }> {
  const db = database();
  return db.transaction('rw', [db.feeds, db.posts, db.counts, db.blocks], async () => {
    const added: Feed[] = [];
    const already: Feed[] = [];
    const blocks = await hostBlocks(now);
    for (const feed of wanted) {
      const known = await db.feeds.get({ url: feed.url });
      if (known && known.unsubscribedAt === undefined) already.push(known);
      else if (known) added.push(await resubscribe(known, feed, { now, leasedUntil }));
      else {
        const blockedUntil = blocks.get(hostOf(feed.url)) ?? 0;
        added.push(await insertFeed(newFeed(feed, { now, leasedUntil, blockedUntil })));
      }
    }
    return { added, already };
  });
}

async function insertFeed(feed: NewFeed): Promise<Feed> {
  const id = await database().feeds.add(feed);
  return { ...feed, id };
}

function newFeed(
  { url, name, title, folder }: FeedToAdd,
  { now, leasedUntil, blockedUntil }: Pick<Feed, 'leasedUntil' | 'blockedUntil'> & { readonly now: number },
): NewFeed {
  return {
    url,
    title: title ?? '',
    ...(name && { name }),
    folder: folder ?? '',
    subscribedAt: now,
    unreadCount: 0,
    postCount: 0,
    nextCheckAt: Math.max(now, blockedUntil),
    leasedUntil,
    freshUntil: 0,
    blockedUntil,
    lastOutcome: 'never',
    failures: 0,
  };
}

/** Its posts come back as they were; what the site or the person calls it now wins. */
async function resubscribe(
  known: Feed,
  wanted: FeedToAdd,
  { now, leasedUntil }: Pick<Feed, 'leasedUntil'> & { readonly now: number },
): Promise<Feed> {
  await restoreFeed(known.id, now);
  const restored = await database().feeds.get(known.id);
  if (!restored) throw new Error('A restored feed is gone');
  // Who subscribes wants posts, whatever was wanted before.
  const { paused, ...active } = restored;
  const feed: Feed = {
    ...active,
    ...(paused && { nextCheckAt: Math.max(now, restored.blockedUntil) }),
    ...(wanted.name && { name: wanted.name }),
    ...(wanted.folder && { folder: wanted.folder }),
    subscribedAt: now,
    leasedUntil,
  };
  await database().feeds.put(feed);
  return feed;
}

/** Whether no automatic check is wanted of a feed. */
function isIdle(feed: Feed): boolean {
  return feed.unsubscribedAt !== undefined || feed.stopped === true || feed.paused === true;
}

/** Rows that are handed to the database in one go: all of a second would hold up the requests that go on meanwhile. */
const ROWS_AT_ONCE = 100;

/** Records checks that brought no posts; one transaction for all of them. */
export async function recordChecks(checks: readonly CheckRecord[]): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.feeds, db.checks], async () => {
    const feeds = await feedRows(checks.map((check) => check.feedId));
    const checked = feeds.flatMap((feed, index) => {
      const check = checks[index];
      return feed && check && feed.unsubscribedAt === undefined ? [{ feed, check }] : [];
    });
    for (let from = 0; from < checked.length; from += ROWS_AT_ONCE) {
      const some = checked.slice(from, from + ROWS_AT_ONCE);
      await Promise.all([
        db.feeds.bulkPut(some.map(({ feed, check }) => feedAfterCheck(feed, check))),
        db.checks.bulkPut(some.map(({ feed, check }) => storedCheck(feed, check, 0))),
      ]);
    }
  });
}

/**
 * Stores what a feed brought, in one transaction with the check's validators and the next check: kept apart, a
 * lost write would leave posts hidden behind a 304 for ever.
 *
 * A post that came before is never unread again; where its fingerprint changed it is updated in place.
 *
 * @param initialUnread how many of the newest posts of a first good check arrive unread
 * @returns how many unread posts are new
 */
export async function receivePosts(
  drafts: readonly PostDraft[],
  check: CheckRecord,
  initialUnread: Settings['unreadOnSubscribe'],
): Promise<number> {
  const db = database();
  return db.transaction('rw', [db.feeds, db.posts, db.bodies, db.counts, db.checks], async () => {
    const feed = await db.feeds.get(check.feedId);
    // Unsubscribed while the check was under way.
    if (!feed || feed.unsubscribedAt !== undefined) return 0;

    const counts = await readCounts();
    const { added, edited } = await compare(feed, drafts);
    const unread = unreadOf(added, feed, initialUnread);
    const arrival = unread.size > 0 ? counts.arrivals + 1 : counts.arrivals;
    const newPosts = added.map(({ draft, index }) =>
      postFrom(draft, { feed, now: check.at, index, arrival, unread: unread.has(draft) }),
    );
    const editedPosts = edited.map(({ draft, stored }) => editedPost(stored, draft));
    const fullTexts = await fullTextsOf(edited.map(({ stored }) => stored.id));
    const isNew = new Set(added.map(({ draft }) => draft));
    const instants = instantsOf(
      drafts.map((draft) => ({ ...draft, isNew: isNew.has(draft) })),
      { now: check.at, seenAt: feed.lastGoodAt },
    );
    const { movedTo, ...rest } = check;
    const isFree = movedTo !== undefined && (await db.feeds.get({ url: movedTo })) === undefined;
    const found: CheckRecord = {
      ...rest,
      ...(isFree && { movedTo }),
      outcome: newPosts.length > 0 ? 'new-posts' : 'unchanged',
      ...check.reschedule?.({ added: newPosts.length, instants }),
    };

    await Promise.all([
      db.posts.bulkAdd(newPosts),
      db.posts.bulkPut(editedPosts),
      db.bodies.bulkPut([
        ...added.map(({ draft }) => bodyFrom(postId(feed.id, draft.identity), draft)),
        ...edited.map(({ draft, stored }) => ({ ...bodyFrom(stored.id, draft), ...fullTexts.get(stored.id) })),
      ]),
      db.feeds.put({
        ...feedAfterCheck(feed, found),
        unreadCount: feed.unreadCount + unread.size,
        postCount: feed.postCount + newPosts.length,
      }),
      db.checks.put(storedCheck(feed, found, newPosts.length)),
      unread.size > 0 &&
        db.counts.put({
          ...counts,
          unread: counts.unread + unread.size,
          fresh: counts.fresh + unread.size,
          arrivals: arrival,
        }),
    ]);
    return unread.size;
  });
}

interface Compared {
  readonly added: { readonly draft: PostDraft; readonly index: number }[];
  readonly edited: { readonly draft: PostDraft; readonly stored: Post }[];
}

export async function compare(feed: Feed, drafts: readonly PostDraft[]): Promise<Compared> {
  // A feed without posts has nothing to compare with: the common case of an import.
  const stored = feed.postCount === 0 ? [] : await storedPosts(feed, drafts);
  const compared: Compared = { added: [], edited: [] };
  drafts.forEach((draft, index) => {
    const before = stored[index];
    if (!before) compared.added.push({ draft, index });
    else if (before.fingerprint !== draft.fingerprint) compared.edited.push({ draft, stored: before });
  });
  return compared;
}

/**
 * For each draft the post that it is, where that is stored.
 *
 * A guid that is shared in one document and not in the next names different posts in the two, so a post of the other
 * reading is preferred where address and title say that it is this one. No post stands for two drafts.
 */
async function storedPosts(feed: Feed, drafts: readonly PostDraft[]): Promise<(Post | undefined)[]> {
  const { posts } = database();
  const found = await posts.bulkGet(drafts.map(({ identity }) => postId(feed.id, identity)));
  const doubtful = drafts.flatMap((draft, index) =>
    draft.otherIdentity !== undefined && found[index]?.url !== draft.url
      ? [{ draft, index, id: postId(feed.id, draft.otherIdentity) }]
      : [],
  );
  if (doubtful.length === 0) return withNamesakes(feed, drafts, found);
  const others = await posts.bulkGet(doubtful.map(({ id }) => id));
  const taken = new Set<string>();
  for (const [index, post] of found.entries()) if (post && post.url === drafts[index]?.url) taken.add(post.id);
  for (const [place, { draft, index }] of doubtful.entries()) {
    const other = others[place];
    if (other && other.url === draft.url && other.title === draft.title && !taken.has(other.id)) found[index] = other;
    const post = found[index];
    if (post && taken.has(post.id)) found[index] = undefined;
    if (post) taken.add(post.id);
  }
  return withNamesakes(feed, drafts, found);
}

/**
 * A feed that lives at another address since may call its posts by other guids, and every post would come twice: what
 * is known by none is the post that shares two of address, title and minute with it. One is too few: the posts of a series
 * may share an address.
 */
async function withNamesakes(
  feed: Feed,
  drafts: readonly PostDraft[],
  found: readonly (Post | undefined)[],
): Promise<(Post | undefined)[]> {
  if (feed.formerUrl === undefined || found.every((post) => post !== undefined)) return [...found];
  const taken = new Set(found.flatMap((post) => post?.id ?? []));
  const known = await database()
    .posts.where('id')
    .between(...postsOfFeed(feed.id))
    .filter(({ id }) => !taken.has(id))
    .toArray();
  const byName = new Map<string, Post | undefined>();
  // A name that two posts have tells neither.
  for (const post of known) for (const name of namesOf(post)) byName.set(name, byName.has(name) ? undefined : post);
  return found.map((post, index) => {
    const draft = drafts[index];
    if (post || !draft) return post;
    const namesake = namesOf(draft)
      .map((name) => byName.get(name))
      .find((candidate) => candidate !== undefined && !taken.has(candidate.id));
    if (namesake) taken.add(namesake.id);
    return namesake;
  });
}

function namesOf({ url, title, publishedAt }: Pick<PostDraft, 'url' | 'title' | 'publishedAt'>): string[] {
  const address = url?.replace(/^https?:/, '');
  const minute = publishedAt === undefined ? undefined : Math.floor(publishedAt / MINUTE_MS);
  return [
    ...(address === undefined ? [] : [`titled ${address} ${title}`]),
    ...(address === undefined || minute === undefined ? [] : [`dated ${address} ${minute}`]),
    ...(minute === undefined ? [] : [`both ${minute} ${title}`]),
  ];
}

/**
 * The drafts that arrive unread: the newest few of a first good check, all of any later one. Where the document broke
 * off until now, its older part is the archive that a first whole document would have brought as read.
 */
function unreadOf(
  added: Compared['added'],
  feed: Feed,
  initialUnread: Settings['unreadOnSubscribe'],
): ReadonlySet<PostDraft> {
  const all = added.map(({ draft }) => draft);
  const { knownUntil } = feed;
  if (knownUntil !== undefined && !feed.hasBeenWhole) {
    const undated = feed.lastGoodAt === undefined ? 0 : Number.MAX_SAFE_INTEGER;
    return new Set(all.filter((draft) => (draft.publishedAt ?? draft.updatedAt ?? undated) > knownUntil));
  }
  if (feed.hasBeenWhole || initialUnread === 'all') return new Set(all);
  const dated = (draft: PostDraft) => draft.publishedAt ?? draft.updatedAt ?? Number.MAX_SAFE_INTEGER;
  if (feed.lastGoodAt !== undefined) return new Set(all.filter((draft) => dated(draft) >= feed.subscribedAt));
  const newestFirst = [...added].sort((a, b) => dated(b.draft) - dated(a.draft) || a.index - b.index);
  return new Set(newestFirst.slice(0, initialUnread).map(({ draft }) => draft));
}

function postId(feedId: number, identity: string): string {
  return `${feedId}.${identity}`;
}

export function postFrom(
  draft: PostDraft,
  given: { feed: Feed; now: number; index: number; arrival: number; unread: boolean },
): Post {
  const { body: _body, otherIdentity: _other, ...shown } = draft;
  const { feed, now, index, arrival, unread } = given;
  return {
    ...shown,
    id: postId(feed.id, draft.identity),
    feedId: feed.id,
    firstSeenAt: now,
    // Undated posts of one document keep its order, newest first.
    sortAt: Math.min(draft.publishedAt ?? draft.updatedAt ?? now - index, now),
    unread: unread ? 1 : 0,
    arrival: unread ? arrival : 0,
  };
}

/** What the author changed changes; place in the list and what the person did to it stay. */
function editedPost(stored: Post, draft: PostDraft): Post {
  const { body: _body, otherIdentity: _other, ...shown } = draft;
  const { id, identity, feedId, firstSeenAt, sortAt, unread, unreadBefore, savedAt, arrival } = stored;
  return {
    ...shown,
    id,
    identity,
    feedId,
    firstSeenAt,
    sortAt,
    arrival,
    ...(unread !== undefined && { unread }),
    ...(unreadBefore !== undefined && { unreadBefore }),
    ...(savedAt !== undefined && { savedAt }),
  };
}

export function bodyFrom(postId: string, draft: PostDraft): StoredBody {
  return { ...draft.body, postId };
}

/** What was fetched of these posts' own pages: no edit of their feed has to do with it. Within a transaction over bodies. */
async function fullTextsOf(postIds: readonly string[]): Promise<ReadonlyMap<string, Pick<StoredBody, 'fullText'>>> {
  const bodies = postIds.length === 0 ? [] : await database().bodies.bulkGet([...postIds]);
  return new Map(
    bodies.flatMap((body) => (body?.fullText ? [[body.postId, { fullText: body.fullText }] as const] : [])),
  );
}

/** Marks posts read or unread; those that are so already, or are gone, are passed over. */
export async function markPosts(postIds: readonly string[], read: boolean): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.posts, db.feeds, db.counts], async () => {
    const unread = read ? 0 : 1;
    const posts = (await db.posts.bulkGet(distinct(postIds))).filter(
      (post): post is Post => post !== undefined && post.unread !== undefined && post.unread !== unread,
    );
    await setUnread(posts, unread);
  });
}

/** Ids come from a page, which may name one twice: counted twice, kept counts would be wrong from then on. */
function distinct<Id>(ids: readonly Id[]): Id[] {
  return [...new Set(ids)];
}

/**
 * Marks read every unread post that had arrived by then, and remembers which, for undo.
 *
 * @param arrival the latest arrival that the list showed (Counts.arrivals)
 */
export async function markAllRead(arrival: number, now: number): Promise<{ undoId: number; count: number }> {
  const db = database();
  return db.transaction('rw', [db.posts, db.feeds, db.counts, db.undos], async () => {
    return markRead(await unreadPosts((post) => post.arrival <= arrival), now);
  });
}

/** As markAllRead, of those of these posts that are unread. */
export async function markShownRead(
  postIds: readonly string[],
  now: number,
): Promise<{ undoId: number; count: number }> {
  const db = database();
  return db.transaction('rw', [db.posts, db.feeds, db.counts, db.undos], async () => {
    const posts = await db.posts.bulkGet(distinct(postIds));
    return markRead(
      posts.filter((post): post is Post => post?.unread === 1),
      now,
    );
  });
}

/** Within a transaction over posts, feeds, counts and undos; the posts are unread. */
async function markRead(posts: readonly Post[], now: number): Promise<{ undoId: number; count: number }> {
  await setUnread(posts, 0);
  const undoId = await database().undos.add({ kind: 'read', postIds: posts.map((post) => post.id), at: now });
  return { undoId, count: posts.length };
}

function unreadPosts(matches: (post: Post) => boolean): Promise<Post[]> {
  return database()
    .posts.where('[unread+sortAt]')
    .between([1, Dexie.minKey], [1, Dexie.maxKey])
    .filter(matches)
    .toArray();
}

/** Within a transaction over posts, feeds and counts; each post's `unread` differs from the one given. */
async function setUnread(posts: readonly Post[], unread: 0 | 1): Promise<void> {
  if (posts.length === 0) return;
  const db = database();
  const step = unread === 1 ? 1 : -1;
  const counts = await readCounts();
  const fresh = posts.filter((post) => post.arrival > counts.shownArrival).length;
  const perFeed = new Map<number, number>();
  for (const post of posts) perFeed.set(post.feedId, (perFeed.get(post.feedId) ?? 0) + 1);
  const feeds = (await db.feeds.bulkGet([...perFeed.keys()])).filter((feed) => feed !== undefined);
  await Promise.all([
    db.posts.bulkPut(posts.map((post) => ({ ...post, unread }))),
    db.feeds.bulkPut(
      feeds.map((feed) => ({ ...feed, unreadCount: feed.unreadCount + step * (perFeed.get(feed.id) ?? 0) })),
    ),
    db.counts.put({ ...counts, unread: counts.unread + step * posts.length, fresh: counts.fresh + step * fresh }),
  ]);
}

/** The posts up to this arrival have been shown: the badge no longer tells of them. */
export async function recordShown(arrival: number): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.posts, db.counts], async () => {
    const counts = await readCounts();
    const shownArrival = Math.max(counts.shownArrival, Math.min(arrival, counts.arrivals));
    if (shownArrival === counts.shownArrival && counts.fresh === 0) return;
    // Counting is needed only where posts arrived between the list and this message.
    const fresh =
      shownArrival === counts.arrivals ? 0 : (await unreadPosts((post) => post.arrival > shownArrival)).length;
    await db.counts.put({ ...counts, shownArrival, fresh });
  });
}

export async function savePost(postId: string, saved: boolean, now: number): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.posts, db.bodies, db.feeds, db.counts], async () => {
    const post = await db.posts.get(postId);
    if (!post || saved === (post.savedAt !== undefined)) return;
    const counts = await readCounts();
    const { savedAt: _savedAt, ...rest } = post;
    await db.counts.put({ ...counts, saved: counts.saved + (saved ? 1 : -1) });
    await db.posts.put(saved ? { ...rest, savedAt: now } : rest);
  });
}

/**
 * Takes feeds and their posts out of every list but Saved. All of it can be undone until `purgeUnsubscribed`
 * removes what is older than ten minutes; saved posts stay for good.
 */
export async function unsubscribe(feedIds: readonly number[], now: number): Promise<{ undoId: number }> {
  const db = database();
  return db.transaction('rw', [db.feeds, db.posts, db.counts, db.undos], async () => {
    const gone: number[] = [];
    for (const feedId of feedIds) {
      const feed = await db.feeds.get(feedId);
      if (!feed || feed.unsubscribedAt !== undefined) continue;
      await hidePosts(feed);
      await db.feeds.put({
        ...feed,
        unsubscribedAt: now,
        unreadCount: 0,
        nextCheckAt: NEVER,
        nextCheckBefore: feed.nextCheckAt,
        leasedUntil: 0,
      });
      gone.push(feedId);
    }
    return { undoId: await db.undos.add({ kind: 'unsubscribe', feedIds: gone, at: now }) };
  });
}

async function hidePosts(feed: Feed): Promise<void> {
  const db = database();
  const counts = await readCounts();
  let fresh = 0;
  await db.posts
    .where('id')
    .between(...postsOfFeed(feed.id))
    .modify((post, place) => {
      // Hidden already; false, since Dexie writes whatever else was looked at.
      if (post.unread === undefined) return false;
      if (post.unread === 1 && post.arrival > counts.shownArrival) fresh += 1;
      const { unread, ...rest } = post;
      place.value = { ...rest, unreadBefore: unread };
      return true;
    });
  await db.counts.put({ ...counts, unread: counts.unread - feed.unreadCount, fresh: counts.fresh - fresh });
}

/** Undoes an act whole; false where it is no longer known. */
export async function undo(undoId: number, now: number): Promise<boolean> {
  const db = database();
  return db.transaction('rw', [db.feeds, db.posts, db.counts, db.undos], async () => {
    const act = await db.undos.get(undoId);
    if (!act) return false;
    await db.undos.delete(undoId);
    if (act.kind === 'unsubscribe') {
      for (const feedId of act.feedIds) await restoreFeed(feedId, now);
      return true;
    }
    const posts = (await db.posts.bulkGet([...act.postIds])).filter((post) => post?.unread === 0);
    await setUnread(posts as Post[], 1);
    return true;
  });
}

/** Brings an unsubscribed feed back, with those of its posts that are still there; within a transaction over feeds, posts and counts. */
export async function restoreFeed(feedId: number, now: number): Promise<void> {
  const db = database();
  const feed = await db.feeds.get(feedId);
  if (!feed || feed.unsubscribedAt === undefined) return;
  const counts = await readCounts();
  let unread = 0;
  let fresh = 0;
  await db.posts
    .where('id')
    .between(...postsOfFeed(feedId))
    .modify((post, place) => {
      const { unreadBefore = 0, ...rest } = post;
      unread += unreadBefore;
      if (unreadBefore === 1 && post.arrival > counts.shownArrival) fresh += 1;
      place.value = { ...rest, unread: unreadBefore };
    });
  const { unsubscribedAt: _unsubscribedAt, nextCheckBefore = now, ...rest } = feed;
  await db.feeds.put({ ...rest, unreadCount: unread, nextCheckAt: Math.max(now, nextCheckBefore, feed.blockedUntil) });
  await db.counts.put({ ...counts, unread: counts.unread + unread, fresh: counts.fresh + fresh });
}

/**
 * Removes for good what was unsubscribed more than ten minutes ago, except saved posts and what names them; and what
 * else has had its time.
 */
export async function purgeUnsubscribed(now: number): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.feeds, db.posts, db.bodies, db.icons, db.undos, db.blocks, db.checks], async () => {
    // A host's patience is remembered for a while after its wish.
    await db.blocks.filter(({ until }) => until <= now - BLOCKS_KEPT_MS).delete();
    await db.undos.filter((act) => act.at <= now - UNDO_KEPT_MS).delete();
    const gone = await db.feeds
      .where('nextCheckAt')
      .equals(NEVER)
      .filter((feed) => feed.unsubscribedAt !== undefined && feed.unsubscribedAt <= now - UNDO_KEPT_MS)
      .toArray();
    for (const feed of gone) await purgeFeed(feed);
  });
}

async function purgeFeed(feed: Feed): Promise<void> {
  const db = database();
  const posts = await db.posts
    .where('id')
    .between(...postsOfFeed(feed.id))
    .toArray();
  const unsaved = posts.filter((post) => post.savedAt === undefined).map((post) => post.id);
  await Promise.all([
    db.posts.bulkDelete(unsaved),
    db.bodies.bulkDelete(unsaved),
    db.checks.where('[feedId+slot]').between([feed.id, Dexie.minKey], [feed.id, Dexie.maxKey]).delete(),
  ]);
  if (unsaved.length < posts.length) {
    // Saved posts still name their blog. What is left of the feed knows no server state any more.
    const {
      etag: _etag,
      lastModified: _modified,
      bodyHash: _hash,
      freshForMs: _fresh,
      lastGoodAt: _good,
      hasBeenWhole: _whole,
      older: _older,
      checkCount: _count,
      ...rest
    } = feed;
    if (feed.lastGoodAt !== undefined || unsaved.length > 0) {
      await db.feeds.put({ ...rest, postCount: posts.length - unsaved.length });
    }
  } else {
    await Promise.all([db.feeds.delete(feed.id), db.icons.delete(feed.id)]);
  }
}

/** @param name '' gives the feed its own title back */
export async function renameFeed(feedId: number, name: string): Promise<void> {
  const db = database();
  await db.transaction('rw', db.feeds, async () => {
    const feed = await db.feeds.get(feedId);
    if (!feed) return;
    const { name: _name, ...rest } = feed;
    await db.feeds.put(name ? { ...rest, name } : rest);
  });
}

/** @param folder '' for none */
export async function moveFeeds(feedIds: readonly number[], folder: string): Promise<void> {
  const { feeds } = database();
  await feeds
    .where('id')
    .anyOf([...feedIds])
    .modify({ folder });
}

export async function storeIcon(feedId: number, dataUrl: string): Promise<void> {
  await database().icons.put({ feedId, dataUrl });
}

/** Makes feeds due at once, such as when their permission has arrived; never against `blockedUntil`. */
export async function bringForward(isMeant: (feed: Feed) => boolean, now: number): Promise<void> {
  await database()
    .feeds.filter((feed) => !isIdle(feed) && isMeant(feed))
    .modify((feed, place) => {
      place.value = { ...feed, nextCheckAt: Math.max(now, feed.blockedUntil) };
    });
}

/**
 * Another interval was chosen: feeds in good health follow it at once, the others keep their longer waits.
 *
 * @param jitter gives 0..1, anew for each feed
 */
export async function rescheduleFeeds(intervalMs: number, now: number, jitter: () => number): Promise<void> {
  await database()
    .feeds.filter((feed) => !isIdle(feed) && feed.failures === 0 && feed.checkEveryHours === undefined)
    .modify((feed, place) => {
      place.value = rescheduled(feed, { intervalMs, now, jitter: jitter() });
    });
}

/** The hosts that asked to be left alone, and until when. */
export async function hostBlocks(now: number): Promise<ReadonlyMap<string, number>> {
  const blocks = await database().blocks.toArray();
  const standing = blocks.map((block) => [block.host, standsUntil(block, now)] as const);
  return new Map(standing.filter(([, until]) => until > now));
}

/** A block that was made in the future was made before the clock was set back, and stands no longer than it would have. */
function standsUntil({ until, at = until - LATEST_CHECK_MS }: HostBlock, now: number): number {
  return until - Math.max(0, at - now);
}

/**
 * How often in a row hosts have asked to be left alone, those whose wish is over too; a wish that still stands counts as
 * the one before the next, since several requests may have been under way.
 */
export async function hostPatience(now: number): Promise<ReadonlyMap<string, number>> {
  const blocks = await database().blocks.toArray();
  return new Map(
    blocks.map((block) => [block.host, (block.times ?? 1) - (standsUntil(block, now) > now ? 1 : 0)] as const),
  );
}

/** A host answers again: the next time that it asks to be left alone is a first one. A wish that still stands, stands. */
export async function forgiveHost(host: string, now: number): Promise<void> {
  const db = database();
  await db.transaction('rw', db.blocks, async () => {
    if (!(await hostBlocks(now)).has(host)) await db.blocks.delete(host);
  });
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/**
 * A site address that was taken for a feed gets the address of its feed.
 *
 * @returns false where that one is there already, and where this was done before: pages that name each other, or one that
 *   names another wherever it is, would have a feed wander about for ever
 */
export async function changeAddress(feedId: number, url: string, now: number): Promise<boolean> {
  const db = database();
  return db.transaction('rw', [db.feeds, db.blocks], async () => {
    const feed = await db.feeds.get(feedId);
    if (!feed || isIdle(feed) || feed.formerUrl !== undefined || (await db.feeds.get({ url }))) return false;
    const blockedUntil = (await hostBlocks(now)).get(hostOf(url)) ?? 0;
    const nextCheckAt = Math.max(now, blockedUntil);
    await db.feeds.put({ ...feed, url, formerUrl: feed.url, nextCheckAt, blockedUntil, leasedUntil: 0 });
    return true;
  });
}

/**
 * Leaves a host alone: none of its feeds is checked before then, not even by hand, and nothing is subscribed to there
 * (RFC 6585 §4).
 */
export async function blockHost(host: string, until: number, now: number): Promise<void> {
  const db = database();
  await db.transaction('rw', [db.blocks, db.feeds], async () => {
    const standing = (await hostBlocks(now)).get(host) ?? 0;
    const times = ((await hostPatience(now)).get(host) ?? 0) + 1;
    await db.blocks.put({ host, until: Math.max(until, standing), at: now, times });
    const feeds = await db.feeds.toArray();
    await db.feeds.bulkPut(
      feeds.filter((feed) => feed.blockedUntil < until && livesOn(feed, host)).map((feed) => heldBack(feed, until)),
    );
  });
}

function livesOn({ url, finalUrl = url }: Feed, host: string): boolean {
  return hostOf(url) === host || hostOf(finalUrl) === host;
}

function heldBack(feed: Feed, until: number): Feed {
  const held = { ...feed, blockedUntil: until };
  return feed.nextCheckAt < until ? { ...held, nextCheckAt: until, nextReason: 'asked-to-wait' } : held;
}

/**
 * Mends what a clock set wrong has left: the times of a feed checked in the future are moved back, and what lies further
 * off than any check or wish can be is brought back. Writes nothing but what it mends, since every start of the worker
 * and every round come here.
 *
 * @param latest epoch ms that no check lies beyond
 * @returns how many feeds were mended
 */
export async function mendTimes(now: number, latest: number): Promise<number> {
  const { feeds } = database();
  const wrong = (await feeds.toArray()).filter((feed) => mendedTimes(feed, { now, latest }) && !isIdle(feed));
  if (wrong.length > 0) {
    const ids = wrong.map(({ id }) => id);
    await changeFeeds(ids, (feed) => (isIdle(feed) ? feed : (mendedTimes(feed, { now, latest }) ?? feed)));
  }
  return wrong.length;
}

async function readCounts(): Promise<Counts> {
  return (await database().counts.get('all')) ?? NO_COUNTS;
}
