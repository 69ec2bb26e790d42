import { DAY_MS, HOUR_MS, type Wait } from './schedule.ts';
import type { Feed } from './types.ts';

/** Posts that tell how often a blog publishes; what lies further back tells of other times. */
const POSTS = 10;

/** After so long without a post a blog is silent, and what it did before says nothing of what it will do. */
const SILENT_MS = 30 * DAY_MS;

/** A weekly blog is looked at daily, a daily one every three and a half hours. */
const LOOKS_BETWEEN_POSTS = 7;

/** How often a blog publishes, as a feed's row keeps it. */
export type Rhythm = Required<Pick<Feed, 'rhythmMs' | 'lastPostAt'>>;

/**
 * How often a blog publishes, by when its latest posts were.
 *
 * @param instants epoch ms, in any order; those in the future are passed over
 * @returns undefined where no instant tells anything
 */
export function rhythmOf(instants: readonly number[], now: number): Rhythm | undefined {
  const latest = instants
    .filter((at) => at <= now)
    .sort((one, other) => other - one)
    .slice(0, POSTS);
  const [newest] = latest;
  if (newest === undefined) return undefined;
  const silence = latest.findIndex((at, index) => index > 0 && (latest[index - 1] ?? at) - at >= SILENT_MS);
  const recent = silence < 0 ? latest : latest.slice(0, silence);
  const oldest = recent.at(-1) ?? newest;
  const betweenMs = recent.length > 1 ? (newest - oldest) / (recent.length - 1) : 0;
  return { rhythmMs: asRhythm(betweenMs / LOOKS_BETWEEN_POSTS), lastPostAt: newest };
}

/**
 * How long a blog may be left alone by its rhythm: an hour to a day. The longer it publishes nothing, the longer; its next
 * post brings the shorter wait back.
 */
export function restOf({ rhythmMs, lastPostAt }: Rhythm, now: number): Wait {
  const silentMs = now - lastPostAt;
  if (silentMs >= SILENT_MS) return { ms: DAY_MS, reason: 'silent' };
  return { ms: asRhythm(Math.max(rhythmMs, silentMs / LOOKS_BETWEEN_POSTS)), reason: 'rhythm' };
}

/**
 * When the posts of a document were published, as far as that tells of a rhythm.
 *
 * A post that was not there at the last good check is no older than that, whatever it says of itself: dates of drafts
 * are those of their first line, and some blogs give none.
 *
 * @param posts.publishedAt epoch ms; absent where undated
 * @param given.seenAt epoch ms of the last good check; undefined where this is the first
 */
export function instantsOf(
  posts: readonly { readonly publishedAt?: number; readonly isNew: boolean }[],
  { now, seenAt }: { readonly now: number; readonly seenAt: number | undefined },
): number[] {
  return posts.flatMap(({ publishedAt, isNew }) => {
    if (!isNew || seenAt === undefined) return publishedAt === undefined ? [] : [publishedAt];
    return [Math.min(Math.max(publishedAt ?? now, seenAt), now)];
  });
}

function asRhythm(ms: number): number {
  return Math.round(Math.min(Math.max(ms, HOUR_MS), DAY_MS));
}
