import { decodeDocument } from '../feed/decode.ts';
import { type CheckRecord, mayHaveMoved, renewedValidators } from '../model/check.ts';
import { originOf } from '../model/origins.ts';
import type { Failure, Feed, Settings } from '../model/types.ts';
import { blockHost, changeAddress, hostBlocks } from '../store/changes.ts';
import { releaseFeeds } from '../store/claims.ts';
import { holdsAnyPost, readFeedRows } from '../store/queries.ts';
import { failedCheck, goodCheck } from './check-records.ts';
import type { Environment } from './environment.ts';
import { freeBytes } from './fetch-bytes.ts';
import { type FetchOutcome, fetchFeed } from './fetch-feed.ts';
import { namedFeeds } from './named-feeds.ts';
import { leaveHostAlone, waitAskedFor } from './rate-limits.ts';
import {
  type Fetched,
  hasNone,
  parseReply,
  readDrafts,
  receiveDrafts,
  receiveFeed,
  sameAgain,
} from './receive-feed.ts';
import type { Turn } from './round-queue.ts';

/** What the checks of a round have in common. */
export interface Checking {
  readonly environment: Environment;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** Takes the record of a check that brought no posts. */
  readonly record: (check: CheckRecord) => void;
}

export interface Checked {
  /** How many unread posts are new. */
  readonly newPosts: number;
  /** The feed was read for the first time: its site's icon is still to be fetched. */
  readonly isFirst?: boolean;
  /** The host that answered; absent where none did. */
  readonly host?: string;
  /** That host asked to be left alone: its other feeds wait too. */
  readonly isHostBlocked?: boolean;
}

/** Checks one claimed feed and stores what came of it. */
export async function checkFeed(checking: Checking, { feed, slot, isAllowed }: Turn): Promise<Checked> {
  const { environment, settings, signal, record } = checking;
  if (!isAllowed) {
    record(failedCheck(environment, settings, feed, { reason: 'no-permission' }));
    return { newPosts: 0 };
  }
  const outcome = await fetchFeed(environment, { url: feed.url, validators: validatorsOf(feed), signal, slot });
  // Stopped, or the network went away: neither says anything about the feed.
  if (outcome.kind === 'failed' && (signal.aborted || outcome.failure.reason === 'offline')) {
    await releaseFeeds([feed.id]);
    return { newPosts: 0 };
  }
  const checks: CheckRecord[] = [];
  const newPosts = await recordOutcome(environment, settings, { add: (check) => checks.push(check) }, feed, outcome);
  const failure = checks.find((check) => check.failure)?.failure;
  const newThere = failure && (await checkWhereItLed(checking, feed, failure, outcome));
  if (outcome.kind === 'fetched') freeBytes(outcome.bytes);
  // What failed is no longer its address.
  if (newThere !== undefined) return { newPosts: newThere };
  for (const check of checks) record(check);
  return {
    newPosts,
    isFirst: feed.lastGoodAt === undefined && outcome.kind === 'fetched',
    ...(outcome.finalUrl !== undefined && { host: new URL(outcome.finalUrl).host }),
    isHostBlocked: outcome.kind === 'rate-limited' && outcome.status === 429,
  };
}

function validatorsOf(feed: Feed) {
  return {
    ...(feed.etag !== undefined && { etag: feed.etag }),
    ...(feed.lastModified !== undefined && { lastModified: feed.lastModified }),
  };
}

/**
 * Looks for a feed that has failed for long where its redirects led while they worked, and lets it live there if that
 * still is this feed: one that has its title, or some of its posts.
 *
 * @returns how many unread posts are new there; undefined where it does not live there
 */
async function checkWhereItLed(
  { environment, settings, signal }: Checking,
  feed: Feed,
  failure: Failure,
  outcome: FetchOutcome,
): Promise<number | undefined> {
  const url = feed.finalUrl;
  // Where its redirects still lead there, that address is what fails.
  if (url === undefined || outcome.finalUrl === url || !mayHaveMoved(feed, failure, environment.now()))
    return undefined;
  const isBlocked = (await hostBlocks(environment.now())).has(new URL(url).host);
  if (isBlocked || !(await environment.holdsHosts([originOf(url)]))) return undefined;
  if ((await readFeedRows()).some((other) => other.url === url)) return undefined;
  const reply = await fetchFeed(environment, { url, signal });
  // This feed keeps no wish of an address that is not its own, and must not ask there before its time.
  if (reply.kind === 'rate-limited') await leaveHostAlone(environment, reply);
  const parsed = reply.kind === 'fetched' ? parseReply(reply) : undefined;
  if (reply.kind !== 'fetched' || !parsed?.ok) return undefined;
  const drafts = await readDrafts(environment, parsed.feed, reply.finalUrl);
  const identities = drafts.map(({ identity }) => identity);
  const hasItsTitle = feed.title !== '' && parsed.feed.title === feed.title;
  if (!hasItsTitle && !(await holdsAnyPost(feed.id, identities))) return undefined;
  return receiveDrafts(environment, settings, feed, { reply, document: parsed.feed, drafts, movedTo: url });
}

/** Stores what a reply means for its feed, and gives the number of new unread posts. */
export async function recordOutcome(
  environment: Environment,
  settings: Settings,
  recorder: { readonly add: (check: CheckRecord) => void },
  feed: Feed,
  outcome: FetchOutcome,
): Promise<number> {
  const { durationMs } = outcome;
  const fail = (failure: Failure, retryAfterMs = 0) =>
    failedCheck(environment, settings, feed, failure, { durationMs, retryAfterMs });
  switch (outcome.kind) {
    case 'fetched':
      return environment.desk.read(outcome.bytes.length, () =>
        recordDocument(environment, settings, recorder, feed, outcome),
      );
    case 'unchanged': {
      // Nothing was asked conditionally, so this server is confused; there may be posts that it never showed.
      if (hasNone(feed)) {
        recorder.add(fail({ reason: 'http-error', status: 304 }, outcome.retryAfterMs));
        return 0;
      }
      const { check } = goodCheck(environment, settings, feed, { reply: outcome });
      // Validators belong to the address that issued them: elsewhere now, the old ones are worth nothing.
      const isElsewhere = outcome.finalUrl !== (feed.finalUrl ?? feed.url);
      const validators = isElsewhere ? {} : renewedValidators(outcome.validators, feed);
      recorder.add({ ...check, outcome: 'unchanged', ...(validators && { validators }) });
      return 0;
    }
    case 'rate-limited': {
      const { status, finalUrl } = outcome;
      const retryAfterMs = await waitAskedFor(environment, outcome, feed.failures);
      const check = fail({ reason: 'slow-down', status }, retryAfterMs);
      recorder.add({ ...check, outcome: 'rate-limited' });
      // 429 speaks for the host, 503 for this address (RFC 6585 §4, RFC 9110 §15.6.4).
      if (status === 429) await blockHost(new URL(finalUrl).host, check.blockedUntil, check.at);
      return 0;
    }
    case 'gone':
      recorder.add({ ...fail({ reason: 'gone', status: 410 }), outcome: 'gone' });
      return 0;
    case 'failed':
      recorder.add(fail(outcome.failure, outcome.retryAfterMs));
      return 0;
    default:
      return outcome satisfies never;
  }
}

async function recordDocument(
  environment: Environment,
  settings: Settings,
  recorder: { readonly add: (check: CheckRecord) => void },
  feed: Feed,
  reply: Fetched,
): Promise<number> {
  const bodyHash = await hashWhereNeeded(feed, reply);
  const isWhereItWas = reply.finalUrl === (feed.finalUrl ?? feed.url);
  if (bodyHash !== undefined && bodyHash === feed.bodyHash && isWhereItWas) {
    const other = hasNone(reply.validators) ? sameAgain(feed, environment.now()) : undefined;
    const { check } = goodCheck(environment, settings, feed, { reply, other });
    recorder.add({ ...check, outcome: 'unchanged', validators: reply.validators });
    return 0;
  }
  const parsed = parseReply(reply);
  if (parsed.ok) return receiveFeed(environment, settings, feed, { reply, document: parsed.feed, bodyHash });
  if (parsed.reason === 'html' && (await becomesItsFeed(environment, feed, reply))) return 0;
  const { reason } = parsed;
  recorder.add(failedCheck(environment, settings, feed, { reason }, { ...reply, bytes: reply.bytes.length }));
  return 0;
}

/** Names a body for servers whose validators do not tell that it is the same: they give none, or heed none. */
async function hashWhereNeeded(feed: Feed, { bytes, validators }: Fetched): Promise<string | undefined> {
  if (hasNone(feed) && !hasNone(validators)) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A site that asked us to wait when it was subscribed to, and turns out to be a page: its feed takes its place. */
async function becomesItsFeed(environment: Environment, feed: Feed, page: Fetched): Promise<boolean> {
  if (feed.lastGoodAt !== undefined) return false;
  const [link] = namedFeeds(decodeDocument(page.bytes, page.contentType), page.finalUrl);
  return link !== undefined && changeAddress(feed.id, link.url, environment.now());
}
