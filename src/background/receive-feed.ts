import { parseDocument } from '../feed/parse.ts';
import type { ParsedFeed, ParseResult } from '../feed/types.ts';
import type { CheckRecord, News, Validators } from '../model/check.ts';
import { draftsFrom, wellFormedTag } from '../model/normalise.ts';
import { olderDocumentOf } from '../model/older-posts.ts';
import { type Rhythm, rhythmOf } from '../model/rhythm.ts';
import { DAY_MS, HOUR_MS, type NextCheck, type Wait } from '../model/schedule.ts';
import type { Feed, PostDraft, Settings } from '../model/types.ts';
import { receivePosts } from '../store/changes.ts';
import { goodCheck } from './check-records.ts';
import type { Environment } from './environment.ts';
import type { FetchOutcome } from './fetch-feed.ts';
import { inSlices } from './slices.ts';

export type Fetched = Extract<FetchOutcome, { kind: 'fetched' }>;

/** What a reply holds, read as a feed. */
export function parseReply(fetched: Pick<Fetched, 'bytes' | 'contentType' | 'finalUrl'>): ParseResult {
  const parsed = parseDocument(fetched.bytes, fetched.contentType, fetched.finalUrl);
  const isCutBeforeItsPosts = parsed.ok && !parsed.feed.complete && parsed.feed.entries.length === 0;
  return isCutBeforeItsPosts ? { ok: false, reason: 'broken' } : parsed;
}

/** Stores what a feed brought; also the first document of a new subscription. Gives the number of new unread posts. */
export async function receiveFeed(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  received: { readonly reply: Fetched; readonly document: ParsedFeed; readonly bodyHash?: string | undefined },
): Promise<number> {
  const { reply, document } = received;
  const drafts = await readDrafts(environment, document, reply.finalUrl);
  return receiveDrafts(environment, settings, feed, { ...received, drafts });
}

/** What a document that was just parsed says, as posts. */
export function readDrafts(environment: Environment, document: ParsedFeed, finalUrl: string): Promise<PostDraft[]> {
  return inSlices(environment, draftsFrom(document, finalUrl, environment.words()));
}

/** @param received.movedTo the feed lives at this address from now on */
export async function receiveDrafts(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  received: {
    readonly reply: Fetched;
    readonly document: ParsedFeed;
    readonly drafts: readonly PostDraft[];
    readonly bodyHash?: string | undefined;
    readonly movedTo?: string;
  },
): Promise<number> {
  const { reply, document, drafts, bodyHash, movedTo } = received;
  const about = aboutFeed(document, reply.finalUrl);
  const home: Feed = { ...feed, ...about, hints: document.hints, url: movedTo ?? feed.url };
  const { check, schedule } = goodCheck(environment, settings, home, { reply });
  const reschedule = (news: News): NextCheck & { rhythm?: Rhythm } => {
    const rhythm = rhythmAfter(feed, news, check.at);
    const next = schedule({ ...home, ...rhythm }, slowWait(feed, received, news, check.at));
    return { ...next, ...(rhythm && { rhythm }) };
  };
  return receivePosts(
    drafts,
    {
      ...check,
      outcome: 'new-posts',
      reschedule,
      isWhole: document.complete,
      about,
      ...(movedTo !== undefined && { movedTo, url: feed.url }),
      // A body that did not show its end may lack posts: with its validators stored, a 304 would hide them for ever.
      validators: document.complete ? reply.validators : {},
      ...(document.complete && bodyHash !== undefined && { bodyHash }),
    },
    settings.unreadOnSubscribe,
  );
}

/** A blog whose posts bear no dates is first known by when it was first read, then by when its posts come. */
function rhythmAfter(feed: Feed, { instants }: News, now: number): Rhythm | undefined {
  const isUnknown = feed.lastPostAt === undefined;
  return rhythmOf(instants, now) ?? (isUnknown ? { rhythmMs: HOUR_MS, lastPostAt: now } : undefined);
}

/** A wait beyond the usual for a document that costs its server the whole body each time. */
function slowWait(
  feed: Feed,
  { reply, document }: { readonly reply: Fetched; readonly document: ParsedFeed },
  news: News,
  now: number,
): Wait | undefined {
  // One that broke off may be whole the next time; two in a row never end.
  if (!document.complete) return feed.defect === 'cut' ? { ms: DAY_MS, reason: 'cut' } : undefined;
  return news.added === 0 && hasNone(reply.validators) ? sameAgain(feed, now) : undefined;
}

export function hasNone({ etag, lastModified }: Validators): boolean {
  return etag === undefined && lastModified === undefined;
}

/** A server without validators that brought nothing new is left alone for twice as long as before, a day at most. */
export function sameAgain({ lastCheckedAt }: Feed, now: number): Wait | undefined {
  if (lastCheckedAt === undefined) return undefined;
  return { ms: Math.min(2 * Math.max(0, now - lastCheckedAt), DAY_MS), reason: 'no-validators' };
}

function aboutFeed(feed: ParsedFeed, documentUrl: string): NonNullable<CheckRecord['about']> {
  const language = wellFormedTag(feed.language);
  const olderUrl = olderDocumentOf(feed, documentUrl);
  return {
    title: feed.title,
    hints: feed.hints,
    ...(feed.iconUrl !== undefined && { iconUrl: feed.iconUrl }),
    ...(feed.siteUrl !== undefined && { siteUrl: feed.siteUrl }),
    ...(feed.defect !== undefined && { defect: feed.defect }),
    ...(feed.description !== undefined && { description: feed.description }),
    ...(language !== undefined && { language }),
    ...(olderUrl !== undefined && { olderUrl }),
  };
}
