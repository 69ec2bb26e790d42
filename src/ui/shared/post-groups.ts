import type { Settings } from '../../model/types.ts';
import type { ListEntry } from '../../store/queries.ts';

export interface PostGroup {
  /** Equal for one day, or one blog. */
  readonly key: string;
  /** Present where the group is one blog. */
  readonly feedId?: number;
  /** Epoch ms of its newest post. */
  readonly at: number;
  readonly entries: readonly ListEntry[];
  /** How many posts it has; absent where more of them may follow that are not in the list yet. */
  readonly total?: number;
}

/**
 * A list under headings: by local day, or by blog in the order of their newest posts.
 *
 * @param entries newest first
 * @param isWhole whether these are all posts of the list
 */
export function groupEntries(
  entries: readonly ListEntry[],
  groupBy: Settings['groupBy'],
  isWhole: boolean,
): PostGroup[] {
  return groupBy === 'day' ? byDay(entries, isWhole) : byBlog(entries, isWhole);
}

function byDay(entries: readonly ListEntry[], isWhole: boolean): PostGroup[] {
  const groups: { key: string; at: number; entries: ListEntry[] }[] = [];
  let [begin, end] = [0, 0];
  for (const entry of entries) {
    const last = groups.at(-1);
    // Asked once for each day: thousands of posts would take longer than a frame.
    if (last && entry.at >= begin && entry.at < end) {
      last.entries.push(entry);
      continue;
    }
    [begin, end] = dayAround(entry.at);
    groups.push({ key: String(begin), at: entry.at, entries: [entry] });
  }
  return groups.map((group, index) =>
    isWhole || index < groups.length - 1 ? { ...group, total: group.entries.length } : group,
  );
}

/** Epoch ms of the local midnights before and after an instant. */
function dayAround(at: number): [begin: number, end: number] {
  const begin = new Date(at).setHours(0, 0, 0, 0);
  return [begin, new Date(at).setHours(24, 0, 0, 0)];
}

function byBlog(entries: readonly ListEntry[], isWhole: boolean): PostGroup[] {
  const blogs = new Map<number, ListEntry[]>();
  for (const entry of entries) {
    const posts = blogs.get(entry.feedId);
    if (posts) posts.push(entry);
    else blogs.set(entry.feedId, [entry]);
  }
  return [...blogs].map(([feedId, posts]) => ({
    key: `blog-${feedId}`,
    feedId,
    at: posts[0]?.at ?? 0,
    entries: posts,
    ...(isWhole && { total: posts.length }),
  }));
}
