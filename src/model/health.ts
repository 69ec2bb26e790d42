import { leadsElsewhere } from './same-feed.ts';
import { DAY_MS } from './schedule.ts';
import { needsAttention } from './trouble.ts';
import type { FailureReason, Feed } from './types.ts';

/** What a person is told of a feed that is not simply well: it fails for good, it lives elsewhere, its blog has ended. */
export type Concern = 'trouble' | 'moved' | 'silent';

/** In the order in which they matter. */
export const CONCERNS: readonly Concern[] = ['trouble', 'moved', 'silent'];

/** After a year without a post a blog has most likely ended. */
const SILENT_MS = 365 * DAY_MS;
/** How long a move is told of. */
const MOVE_TOLD_MS = 30 * DAY_MS;

/**
 * The one thing to tell of a feed; undefined where it is well, or paused, since then the person knows.
 *
 * A redirect or a move is noted and asks for nothing: such a feed is read.
 *
 * @param now epoch ms
 */
export function concernOf(feed: Feed, now: number): Concern | undefined {
  if (feed.paused) return undefined;
  if (needsAttention(feed, now)) return 'trouble';
  if (leadsElsewhere(feed) || hasJustMoved(feed, now)) return 'moved';
  return feed.lastPostAt !== undefined && now - feed.lastPostAt >= SILENT_MS ? 'silent' : undefined;
}

function hasJustMoved({ formerUrl, movedAt }: Feed, now: number): boolean {
  return formerUrl !== undefined && movedAt !== undefined && now - movedAt < MOVE_TOLD_MS;
}

/** Failures that tell of the address; the others tell of its server, or of a document that is still the feed. */
const OF_THE_ADDRESS: ReadonlySet<FailureReason> = new Set([
  'html',
  'not-found',
  'gone',
  'unreachable',
  'json',
  'not-a-feed',
  'binary',
  'empty',
  'http-error',
  'bad-address',
  'forbidden-redirect',
]);

/** Whether a failing feed may live at another address, and is worth looking for. */
export function mayBeElsewhere({ failure, stopped }: Pick<Feed, 'failure' | 'stopped'>): boolean {
  return failure === undefined ? stopped === true : OF_THE_ADDRESS.has(failure.reason);
}
