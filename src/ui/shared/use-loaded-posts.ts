import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Feed, Post } from '../../model/types.ts';
import type { PostRows } from '../../store/queries.ts';
import { feedName } from './feed-name.ts';
import type { RowRange } from './row-places.ts';

/** Gives readRows(ids) of queries.ts, now and after every change. @returns stops watching */
export type WatchRows = (ids: readonly string[], onRows: (rows: PostRows) => void) => () => void;

/** Posts are read so many at a time, and so many rows before they come into the page. */
const CHUNK = 25;
const AHEAD = 2 * CHUNK;

export interface LoadedPosts {
  readonly posts: ReadonlyMap<string, Post>;
  /** Of all posts met so far, as far as rows tell of them: name, address, language. */
  readonly feeds: ReadonlyMap<number, Feed>;
  readonly icons: ReadonlyMap<number, string>;
  /** Shows what is known from elsewhere: a post as a command will leave it, before the store has it so. */
  readonly put: (rows: Partial<PostRows>) => void;
  /** For PostList. */
  readonly onRange: (range: RowRange) => void;
}

/**
 * The posts of the rows near the view, and no others: a list of ten thousand holds a hundred of them.
 *
 * @param ids the list's, in its order
 * @param others posts that are wanted wherever the list is scrolled: the open one, the one with the focus
 * @param given what is known before anything was read
 * @param watchRows undefined as long as nothing can be read; the same function from render to render
 */
export function useLoadedPosts(
  ids: readonly string[],
  others: readonly string[],
  given: PostRows | undefined,
  watchRows: WatchRows | undefined,
): LoadedPosts {
  const [known, setKnown] = useState<Known>(() => merged(NOTHING, [], given ?? {}));
  const [range, setRange] = useState<RowRange>({ first: 0, end: CHUNK });
  const watched = useRef(new Map<string, () => void>());

  useEffect(() => {
    if (!watchRows) return;
    const chunks = chunksOf(ids, range, others);
    for (const [key, stop] of watched.current) {
      if (chunks.has(key)) continue;
      stop();
      watched.current.delete(key);
    }
    for (const [key, chunk] of chunks) {
      if (watched.current.has(key)) continue;
      watched.current.set(
        key,
        watchRows(chunk, (rows) => setKnown((last) => merged(last, chunk, rows))),
      );
    }
    const wanted = new Set([...chunks.values()].flat());
    setKnown((last) => without(last, wanted));
  }, [ids, range, others, watchRows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another way of reading begins anew
  useEffect(
    () => () => {
      for (const stop of watched.current.values()) stop();
      watched.current.clear();
    },
    [watchRows],
  );

  const put = useCallback((rows: Partial<PostRows>) => setKnown((last) => merged(last, [], rows)), []);
  // The page is drawn anew for another range, so it changes once for many rows.
  const onRange = useCallback((rows: RowRange) => {
    const next = { first: floor(rows.first - AHEAD), end: floor(rows.end + AHEAD) + CHUNK };
    setRange((last) => (last.first === next.first && last.end === next.end ? last : next));
  }, []);
  return { ...known, put, onRange };
}

type Known = Pick<LoadedPosts, 'posts' | 'feeds' | 'icons'>;

const NOTHING: Known = { posts: new Map(), feeds: new Map(), icons: new Map() };

function floor(row: number): number {
  return Math.max(0, Math.floor(row / CHUNK) * CHUNK);
}

/** What is wanted, in pieces that stay the same while the list scrolls; by their ids. */
function chunksOf(
  ids: readonly string[],
  { first, end }: RowRange,
  others: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const chunks: (readonly string[])[] = [];
  for (let at = first; at < Math.min(ids.length, end); at += CHUNK) chunks.push(ids.slice(at, at + CHUNK));
  const inView = new Set(chunks.flat());
  const apart = others.filter((id) => !inView.has(id));
  if (apart.length > 0) chunks.push(apart);
  return new Map(chunks.map((chunk) => [chunk.join(), chunk]));
}

/** @param asked those of them that are not among the rows are gone */
function merged(known: Known, asked: readonly string[], { posts = [], feeds, icons }: Partial<PostRows>): Known {
  const loaded = new Map(known.posts);
  for (const id of asked) loaded.delete(id);
  for (const post of posts) {
    const before = known.posts.get(post.id);
    loaded.set(post.id, before && isSamePost(before, post) ? before : post);
  }
  return {
    posts: loaded,
    feeds: joined(known.feeds, feeds, isSameFeed),
    icons: joined(known.icons, icons, Object.is),
  };
}

// What looks the same stays the same object, since rows are drawn anew for another.

function isSamePost(one: Post, other: Post): boolean {
  return one.fingerprint === other.fingerprint && one.unread === other.unread && one.savedAt === other.savedAt;
}

function isSameFeed(one: Feed, other: Feed): boolean {
  return feedName(one) === feedName(other) && one.url === other.url && one.language === other.language;
}

function joined<Value>(
  known: ReadonlyMap<number, Value>,
  more: ReadonlyMap<number, Value> | undefined,
  isSame: (one: Value, other: Value) => boolean,
): ReadonlyMap<number, Value> {
  const news = [...(more ?? [])].filter(([id, value]) => {
    const before = known.get(id);
    return before === undefined || !isSame(before, value);
  });
  return news.length === 0 ? known : new Map([...known, ...news]);
}

function without(known: Known, wanted: ReadonlySet<string>): Known {
  const kept = [...known.posts].filter(([id]) => wanted.has(id));
  return kept.length === known.posts.size ? known : { ...known, posts: new Map(kept) };
}
