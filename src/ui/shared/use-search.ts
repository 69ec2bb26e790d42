import { useEffect, useMemo, useState } from 'preact/hooks';
import { folded, matcherOf } from '../../model/search-words.ts';
import type { Feed, Post } from '../../model/types.ts';
import type { ListEntry, PostRows } from '../../store/queries.ts';
import { feedName } from './feed-name.ts';

/** Calls back for each piece of these posts, those that are gone left out of the rows. @returns stops */
export type ReadInPieces = (
  ids: readonly string[],
  onRows: (rows: PostRows, ids: readonly string[]) => void,
) => () => void;

export interface Search {
  /** Those that match, in their order. */
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
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(
    () => new Map(words === undefined ? [] : textsOf(given)),
  );
  const isOpen = words !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it reads must not begin it anew
  useEffect(() => {
    if (!isOpen) {
      setTexts((known) => (known.size === 0 ? known : new Map()));
      return undefined;
    }
    if (!read) return undefined;
    const wanted = entries.filter(({ id }) => !texts.has(id)).map(({ id }) => id);
    return read(wanted, (rows, ids) =>
      setTexts((known) => new Map([...known, ...ids.map((id) => [id, ''] as const), ...textsOf(rows)])),
    );
  }, [isOpen, entries, read]);
  return useMemo(() => {
    const matches = matcherOf(words ?? '');
    if (!matches) return undefined;
    const found = entries.filter(({ id }) => matches(texts.get(id) ?? ''));
    return { entries: found, isComplete: entries.every(({ id }) => texts.has(id)) };
  }, [entries, words, texts]);
}

function textsOf(rows: PostRows | undefined): (readonly [id: string, text: string])[] {
  return rows?.posts.map((post) => [post.id, textOf(post, rows.feeds.get(post.feedId))] as const) ?? [];
}

function textOf({ title, summary }: Post, feed: Feed | undefined): string {
  return folded(`${title}\n${summary}\n${feed ? feedName(feed) : ''}`);
}
