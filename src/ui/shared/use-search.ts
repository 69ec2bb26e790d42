import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { folded, matcherOf } from '../../model/search-words.ts';
import type { Feed, Post } from '../../model/types.ts';
import type { ListEntry, PostRows } from '../../store/queries.ts';
import { feedName } from './feed-name.ts';

/** Calls back for each piece of these posts, those that are gone left out of the rows. @returns stops */
export type ReadInPieces = (
  ids: readonly string[],
  onRows: (rows: PostRows, ids: readonly string[]) => void,
) => () => void;

/** More posts are not searched: their texts would take all the memory that there is. */
export const MOST_SEARCHED = 80_000;

export interface Search {
  /** Those that match, in their order; the same array until there are others. */
  readonly entries: readonly ListEntry[];
  /** Whether all of them have been looked at. */
  readonly isComplete: boolean;
}

/**
 * Searches the posts of a list by titles, summaries and names of blogs.
 *
 * Their texts are read when a search begins, and let go of when it ends: kept in an index, they would cost every check
 * of a feed for what is searched once in a while.
 *
 * @param words what is searched for; undefined where nothing is
 * @param given posts that are known, so that what stood on the screen is found at once
 * @param read undefined as long as nothing can be read
 */
export function useSearch(
  entries: readonly ListEntry[],
  words: string | undefined,
  given: PostRows | undefined,
  read: ReadInPieces | undefined,
): Search | undefined {
  // Grows in place: a copy for each piece would take longer the more there is.
  const [texts] = useState(() => new Map(words === undefined ? [] : textsOf(given)));
  const [pieces, addPiece] = useReducer<number, void>((count) => count + 1, 0);
  const searched = useMemo(
    () => (entries.length > MOST_SEARCHED ? entries.slice(0, MOST_SEARCHED) : entries),
    [entries],
  );
  const isOpen = words !== undefined;
  useEffect(() => {
    if (!isOpen) {
      texts.clear();
      return undefined;
    }
    if (!read) return undefined;
    const wanted = searched.filter(({ id }) => !texts.has(id)).map(({ id }) => id);
    return read(wanted, (rows, ids) => {
      for (const id of ids) texts.set(id, '');
      for (const [id, text] of textsOf(rows)) texts.set(id, text);
      addPiece();
    });
  }, [isOpen, searched, read, texts]);
  const lookOn = useMemo(() => {
    const matches = matcherOf(words ?? '');
    return matches && searchOf(searched, texts, matches);
  }, [searched, words, texts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each piece there are more texts
  return useMemo(() => lookOn?.(), [lookOn, pieces]);
}

/**
 * Looks at each post once, however many pieces their texts come in.
 *
 * @param texts gets more of them meanwhile, and keeps those that it has
 * @returns looks at what came since it was called before
 */
function searchOf(
  entries: readonly ListEntry[],
  texts: ReadonlyMap<string, string>,
  matches: (text: string) => boolean,
): () => Search {
  const isFound = ({ id }: ListEntry) => matches(texts.get(id) ?? '');
  /** All posts before it have been looked at. */
  let next = 0;
  const foundNext = () => {
    const begin = next;
    for (let entry = entries[next]; entry && texts.has(entry.id); entry = entries[next]) next += 1;
    return entries.slice(begin, next).filter(isFound);
  };
  const first = foundNext();
  // What is known already is found at once, also behind posts that are yet to be read.
  let found: readonly ListEntry[] = [...first, ...entries.slice(next).filter(isFound)];
  /** How many of those that are found stand before `next`. */
  let foundBefore = first.length;
  return () => {
    const more = foundNext();
    const behind = new Set(found.slice(foundBefore));
    if (more.some((entry) => !behind.has(entry))) {
      for (const entry of more) behind.delete(entry);
      found = [...found.slice(0, foundBefore), ...more, ...behind];
    }
    foundBefore += more.length;
    return { entries: found, isComplete: next === entries.length };
  };
}

function textsOf(rows: PostRows | undefined): (readonly [id: string, text: string])[] {
  return rows?.posts.map((post) => [post.id, textOf(post, rows.feeds.get(post.feedId))] as const) ?? [];
}

function textOf({ title, summary }: Post, feed: Feed | undefined): string {
  return folded(`${title}\n${summary}\n${feed ? feedName(feed) : ''}`);
}
