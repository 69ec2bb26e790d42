import type { Post } from '../../../src/model/types.ts';
import { entryOf } from '../../../src/store/first-screen.ts';
import type { ListName } from '../../../src/store/queries.ts';
import type { ListReading } from '../../../src/ui/popup/shown-posts.ts';

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

interface Besides {
  readonly arrivals?: number;
  readonly list?: ListName;
  /** Posts on the screen that have left the list. */
  readonly kept?: readonly Post[];
  /** Those of the posts that came after the list was opened. */
  readonly late?: readonly Post[];
}

/** What the store says of a list that holds these. */
export function reading(posts: readonly Post[], given: Besides = {}): ListReading {
  const { arrivals = 1, list = 'unread', kept = [], late = [] } = given;
  const unread = posts.filter((each) => each.unread === 1).length;
  return {
    entries: posts.map((each) => entryOf(list, each)),
    isWhole: true,
    counts: { id: 'all', unread, saved: 0, fresh: 0, arrivals, shownArrival: 0 },
    hasFeeds: true,
    kept: new Set(kept.map((each) => each.id)),
    late: new Set(late.map((each) => each.id)),
  };
}
