import type { OlderOutcome } from '../commands.ts';
import {
  afterDocument,
  afterTheEnd,
  isPastLastPage,
  nextOlderDocument,
  olderDocumentOf,
  wasRead,
} from '../model/older-posts.ts';
import { mayLeadTo, originOf } from '../model/origins.ts';
import { cappedRetryAfter, LATEST_CHECK_MS, MINUTE_MS } from '../model/schedule.ts';
import type { Failure, Feed, OlderPosts } from '../model/types.ts';
import { hostBlocks } from '../store/changes.ts';
import { keepOlder, receiveOlderPosts } from '../store/older-posts.ts';
import { readFeed } from '../store/queries.ts';
import type { Environment } from './environment.ts';
import { fetchPage, type PageOutcome } from './fetch-page.ts';
import { leaveHostAlone, waitAskedFor } from './rate-limits.ts';
import { parseReply, readDrafts } from './receive-feed.ts';

/** Of one press: documents at most, and posts that are enough. */
const MOST_DOCUMENTS = 5;
const ENOUGH_POSTS = 20;

/** After the press, no document is begun later than this: whoever waits for a slow server presses again. */
const LATEST_START_MS = 15_000;

const SLOW_DOWN: Failure = { reason: 'slow-down', status: 429 };

const underWay = new Map<number, Promise<OlderOutcome>>();

/**
 * Reads on in a feed's past, from where an earlier press stopped: its archives or pages (RFC 5005), or WordPress's pages.
 *
 * Each document is asked for once, one after another, at most five for a press, and never against what its host asked
 * for. What the feed itself is checked by (validators, times) stays as it is. Posts arrive as read.
 *
 * @returns a failure only where this press brought nothing; the next press goes on with the same document
 */
export function loadOlder(environment: Environment, feedId: number): Promise<OlderOutcome> {
  const before = underWay.get(feedId);
  if (before) return before;
  const press = readOn(environment, feedId).finally(() => underWay.delete(feedId));
  underWay.set(feedId, press);
  return press;
}

async function readOn(environment: Environment, feedId: number): Promise<OlderOutcome> {
  const startedAt = environment.now();
  let added = 0;
  let before: string | undefined;
  for (let documents = 0; ; documents += 1) {
    const feed = await readFeed(feedId);
    const url = feed && feed.unsubscribedAt === undefined ? nextOlderDocument(feed) : undefined;
    if (!feed || url === undefined) return { added, more: false };
    const isEnough = documents === MOST_DOCUMENTS || added >= ENOUGH_POSTS;
    if (isEnough || environment.now() - startedAt > LATEST_START_MS) return { added, more: true };

    const refusal = await refusalOf(environment, feed, url);
    const read = refusal ? failed(refusal) : await readDocument(environment, feed, url, before);
    added += read.added;
    if (read.failure) return added > 0 ? { added, more: true } : { failure: read.failure, address: url };
    before = read.content;
  }
}

/** Why a document may not be asked for now. */
async function refusalOf(environment: Environment, feed: Feed, url: string): Promise<Failure | undefined> {
  const now = environment.now();
  const held = feed.older?.held;
  if (!environment.online()) return { reason: 'offline' };
  if (!mayLeadTo(feed.url, url)) return { reason: 'forbidden-redirect' };
  if (!(await environment.holdsHosts([originOf(url)]))) return { reason: 'no-permission' };
  // One that lies further off than any can was made before the clock was set back.
  if (held && held.url === url && held.until > now && held.until <= now + LATEST_CHECK_MS) return held.failure;
  const isBlocked = feed.blockedUntil > now || (await hostBlocks(now)).has(new URL(url).host);
  return isBlocked ? SLOW_DOWN : undefined;
}

interface Read {
  readonly added: number;
  /** What the document held. */
  readonly content?: string;
  readonly failure?: Failure;
}

function failed(failure: Failure): Read {
  return { added: 0, failure };
}

/** @param before what the document before held */
async function readDocument(
  environment: Environment,
  feed: Feed,
  url: string,
  before: string | undefined,
): Promise<Read> {
  const reply = await fetchPage(environment, url);
  const now = environment.now();
  if (reply.kind !== 'fetched') return endOrFailure(feed, await heed(environment, url, reply));
  const parsed = parseReply(reply);
  if (!parsed.ok) return endOrFailure(feed, held(url, { reason: parsed.reason }, now + MINUTE_MS));

  const { finalUrl } = reply;
  const drafts = await readDrafts(environment, parsed.feed, finalUrl);
  const content = drafts.map(({ identity }) => identity).join();
  // The feed itself again, or the same page under another number: this server does not serve its past.
  if (wasRead(feed, finalUrl) || content === before) return theEnd(feed, url);
  const olderUrl = olderDocumentOf(parsed.feed, finalUrl);
  const older = afterDocument(feed.older, {
    url,
    finalUrl,
    isCut: !parsed.feed.complete,
    ...(olderUrl !== undefined && { olderUrl }),
  });
  const failure: Failure | undefined = older.nextUrl === url ? { reason: 'broken' } : undefined;
  const waitMs = failure ? MINUTE_MS : cappedRetryAfter(reply.retryAfterMs);
  const hold = waitMs > 0 && older.nextUrl && held(older.nextUrl, failure ?? { reason: 'slow-down' }, now + waitMs);
  const added = await receiveOlderPosts(feed.id, { drafts, older: { ...older, ...(hold && { held: hold }) }, now });
  return { added, content, ...(failure && { failure }) };
}

type Held = NonNullable<OlderPosts['held']>;

/** What a refused document means, and until when it is left alone: a minute at least (as any feed asked by hand). */
async function heed(
  environment: Environment,
  url: string,
  reply: Exclude<PageOutcome, { kind: 'fetched' }>,
): Promise<Held> {
  const now = environment.now();
  if (reply.kind === 'failed') return held(url, reply.failure, now + MINUTE_MS);
  const until =
    reply.status === 429 ? await leaveHostAlone(environment, reply) : now + (await waitAskedFor(environment, reply));
  return held(url, { reason: 'slow-down', status: reply.status }, Math.max(until, now + MINUTE_MS));
}

function held(url: string, failure: Failure, until: number): Held {
  return { url, failure, until };
}

async function endOrFailure(feed: Feed, hold: Held): Promise<Read> {
  const { url, failure } = hold;
  if (isPastLastPage(url, failure)) return theEnd(feed, url);
  // The network went away, which says nothing about the document.
  if (failure.reason !== 'offline') await keepOlder(feed.id, { seen: [], ...feed.older, held: hold });
  return failed(failure);
}

async function theEnd(feed: Feed, url: string): Promise<Read> {
  await keepOlder(feed.id, afterTheEnd(feed.older, url));
  return { added: 0 };
}
