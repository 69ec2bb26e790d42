import type { Post } from '../../../src/model/types.ts';
import type { ListReading } from '../../../src/store/first-screen.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR_MS = 3_600_000;

/** A post of that many hours ago, unread since the first arrival. */
export function post(id: string, hoursAgo: number, given: Partial<Post> = {}): Post {
  const at = NOW - hoursAgo * HOUR_MS;
  return {
    id,
    identity: id,
    feedId: 1,
    title: `Post ${id}`,
    authors: [],
    summary: `About ${id}.`,
    facts: { words: 100, minutes: 1, codeBlocks: 0, images: 0, fullText: true },
    tags: [],
    enclosures: [],
    fingerprint: 'first',
    firstSeenAt: at,
    sortAt: at,
    unread: 1,
    arrival: 1,
    ...given,
  };
}

export function reading(posts: readonly Post[], arrivals = 1, kept: readonly Post[] = []): ListReading {
  const unread = posts.filter((each) => each.unread === 1).length;
  return {
    kept,
    screen: {
      posts,
      counts: { id: 'all', unread, saved: 0, fresh: 0, arrivals, shownArrival: 0 },
      feeds: new Map(),
      icons: new Map(),
      hasFeeds: true,
    },
  };
}
