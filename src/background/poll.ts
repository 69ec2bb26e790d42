import { decodeDocument } from '../feed/decode.ts';
import { parseFeed } from '../feed/parse.ts';
import type { ParsedFeed, ParseResult } from '../feed/types.ts';
import type { CheckRecord } from '../model/check.ts';
import { normaliseFeed } from '../model/normalise.ts';
import { originOf } from '../model/origins.ts';
import { cappedHint, cappedRetryAfter, HOUR_MS, MINUTE_MS, nextCheckAt } from '../model/schedule.ts';
import type { Failure, Feed, Round, Settings } from '../model/types.ts';
import {
  blockHost,
  claimFeeds,
  countClaimable,
  receivePosts,
  recordChecks,
  releaseFeeds,
  storeIcon,
} from '../store/changes.ts';
import { readFeed } from '../store/queries.ts';
import type { Environment } from './environment.ts';
import { type FetchOutcome, fetchFeed } from './fetch-feed.ts';
import { fetchIcon } from './fetch-icon.ts';
import { HostSlots } from './host-slots.ts';

/** Longer than a claimed feed can wait for its turn and its reply. */
const LEASE_MS = 90_000;

/** Few enough that their turn comes within the lease, even when all are on one host. */
const CLAIMED_AT_ONCE = 24;

/** Checks of unchanged feeds are written together, at least so often. */
const RECORD_EVERY_MS = 1000;

export interface RoundRequest {
  /** These feeds, or all, now; due feeds only where absent. */
  readonly manual?: { readonly feedIds?: readonly number[] };
  readonly settings: Settings;
  /** Stops the round: what is under way is given back unchecked. */
  readonly signal: AbortSignal;
  readonly onProgress: (round: Round) => void;
}

/**
 * Checks the feeds that are due, a few together: claim → fetch → parse → store → schedule.
 *
 * A feed's own trouble is recorded with that feed and never stops the round. A worker that dies on the way loses
 * nothing: what it had claimed is free again when the lease runs out.
 */
export async function runRound(environment: Environment, request: RoundRequest): Promise<void> {
  if (!environment.online()) return;
  const startedAt = environment.now();
  const claim = {
    leaseMs: LEASE_MS,
    ...(request.manual && { manual: { ...request.manual, notCheckedSince: startedAt - MINUTE_MS } }),
  };
  const total = await countClaimable({ ...claim, now: startedAt });
  if (total === 0) return;

  const slots = new HostSlots(environment.limits);
  const recorder = new Recorder(environment);
  const waiting: Feed[] = [];
  let refill: Promise<void> | undefined;
  let progress: Round = { startedAt, checked: 0, total, newPosts: 0 };
  request.onProgress(progress);

  const claimMore = async () => {
    const claimed = await claimFeeds({ ...claim, now: environment.now(), most: CLAIMED_AT_ONCE });
    waiting.push(...claimed);
  };

  const giveBack = async (isMeant: (feed: Feed) => boolean) => {
    const given = waiting.filter(isMeant);
    waiting.splice(0, waiting.length, ...waiting.filter((feed) => !given.includes(feed)));
    if (given.length > 0) await releaseFeeds(given.map((feed) => feed.id));
  };

  /** The next feed whose host may be asked; waits for one; undefined when the round is over. */
  const next = async (): Promise<Feed | undefined> => {
    while (!request.signal.aborted) {
      if (waiting.length === 0) {
        refill ??= claimMore().finally(() => {
          refill = undefined;
        });
        await refill;
        if (waiting.length === 0) return undefined;
      }
      const now = environment.now();
      const freeAt = waiting.map((feed) => slots.freeAt(hostOf(feed)));
      const index = freeAt.findIndex((at) => at <= now);
      const [feed] = index < 0 ? [] : waiting.splice(index, 1);
      if (feed) {
        slots.take(hostOf(feed), now);
        return feed;
      }
      // A host whose requests are all under way is looked at again when the soonest could have ended.
      await environment.wait(Math.min(Math.max(Math.min(...freeAt) - now, 1), environment.limits.spacingMs || 10));
    }
    return undefined;
  };

  const lane = async () => {
    for (let feed = await next(); feed; feed = await next()) {
      try {
        const { newPosts, isHostBlocked } = await checkFeed(environment, request, recorder, feed);
        if (isHostBlocked) await giveBack((waitingFeed) => hostOf(waitingFeed) === hostOf(feed));
        progress = { ...progress, checked: progress.checked + 1, newPosts: progress.newPosts + newPosts };
        progress = { ...progress, total: Math.max(progress.total, progress.checked) };
      } catch (error) {
        // The database failed, or we have a bug: the lease runs out and the feed is tried again.
        console.error(feed.url, error);
      } finally {
        slots.release(hostOf(feed));
      }
      await recorder.writeIfDue();
      request.onProgress(progress);
    }
  };

  try {
    await Promise.all(Array.from({ length: environment.limits.total }, lane));
  } finally {
    await recorder.write();
    await giveBack(() => true);
  }
}

interface Checked {
  /** How many unread posts are new. */
  readonly newPosts: number;
  /** The host asked to be left alone: its other feeds wait too. */
  readonly isHostBlocked: boolean;
}

/** Checks one claimed feed and stores what came of it. */
async function checkFeed(
  environment: Environment,
  request: RoundRequest,
  recorder: Recorder,
  feed: Feed,
): Promise<Checked> {
  if (!(await environment.holdsHosts([originOf(feed.url)]))) {
    recorder.add(failedCheck(environment, request.settings, feed, { reason: 'no-permission' }, 0));
    return { newPosts: 0, isHostBlocked: false };
  }
  const outcome = await fetchFeed(environment, feed.url, validatorsOf(feed), request.signal);
  // Stopped, or the network went away: neither says anything about the feed.
  if (outcome.kind === 'failed' && (request.signal.aborted || outcome.failure.reason === 'offline')) {
    await releaseFeeds([feed.id]);
    return { newPosts: 0, isHostBlocked: false };
  }
  const newPosts = await recordOutcome(environment, request.settings, recorder, feed, outcome);
  if (feed.lastGoodAt === undefined && outcome.kind === 'fetched') await keepIcon(environment, feed.id);
  return { newPosts, isHostBlocked: outcome.kind === 'rate-limited' && outcome.status === 429 };
}

/** Stores what a reply means for its feed; also used for the first reply of a new subscription. */
export async function recordOutcome(
  environment: Environment,
  settings: Settings,
  recorder: Pick<Recorder, 'add'>,
  feed: Feed,
  outcome: FetchOutcome,
): Promise<number> {
  switch (outcome.kind) {
    case 'fetched':
      return receiveReply(environment, settings, recorder, feed, outcome);
    case 'unchanged':
      recorder.add({
        ...goodCheck(environment, settings, feed, outcome),
        outcome: 'unchanged',
        ...(outcome.validators && { validators: outcome.validators }),
      });
      return 0;
    case 'rate-limited': {
      const { status, retryAfterMs } = outcome;
      const check = failedCheck(environment, settings, feed, { reason: 'slow-down', status }, retryAfterMs);
      recorder.add({ ...check, outcome: 'rate-limited' });
      // 429 speaks for the host, 503 for this address (RFC 6585 §4, RFC 9110 §15.6.4).
      if (status === 429) await blockHost(hostOf(feed), check.blockedUntil);
      return 0;
    }
    case 'gone':
      recorder.add({
        ...failedCheck(environment, settings, feed, { reason: 'gone', status: 410 }, 0),
        outcome: 'gone',
      });
      return 0;
    case 'failed':
      recorder.add(failedCheck(environment, settings, feed, outcome.failure, outcome.retryAfterMs));
      return 0;
    default:
      return outcome satisfies never;
  }
}

type Fetched = Extract<FetchOutcome, { kind: 'fetched' }>;

async function receiveReply(
  environment: Environment,
  settings: Settings,
  recorder: Pick<Recorder, 'add'>,
  feed: Feed,
  fetched: Fetched,
): Promise<number> {
  const parsed = parseReply(fetched);
  if (!parsed.ok) {
    const failure = { reason: parsed.reason };
    recorder.add(failedCheck(environment, settings, feed, failure, fetched.retryAfterMs));
    return 0;
  }
  const drafts = normaliseFeed(parsed.feed, fetched.finalUrl, environment.words());
  const check = goodCheck(environment, settings, feed, fetched, parsed.feed);
  const newPosts = await receivePosts(
    drafts,
    {
      ...check,
      outcome: 'new-posts',
      about: aboutFeed(parsed.feed),
      // A body that did not show its end may lack posts: with its validators stored, a 304 would hide them for ever.
      validators: parsed.feed.complete ? fetched.validators : {},
    },
    settings.unreadOnSubscribe,
  );
  return newPosts;
}

/** What a reply holds, read as a feed. */
export function parseReply(fetched: Pick<Fetched, 'bytes' | 'contentType' | 'finalUrl'>): ParseResult {
  const parsed = parseFeed(decodeDocument(fetched.bytes, fetched.contentType), fetched.finalUrl);
  const isCutBeforeItsPosts = parsed.ok && !parsed.feed.complete && parsed.feed.entries.length === 0;
  return isCutBeforeItsPosts ? { ok: false, reason: 'broken' } : parsed;
}

function aboutFeed(feed: ParsedFeed): NonNullable<CheckRecord['about']> {
  return {
    title: feed.title,
    hints: feed.hints,
    ...(feed.iconUrl !== undefined && { iconUrl: feed.iconUrl }),
    ...(feed.siteUrl !== undefined && { siteUrl: feed.siteUrl }),
    ...(feed.defect !== undefined && { defect: feed.defect }),
    ...(feed.description !== undefined && { description: feed.description }),
    ...(feed.language !== undefined && { language: feed.language }),
  };
}

/** Fetches a site's icon, once, after its feed's first good check. */
export async function keepIcon(environment: Environment, feedId: number): Promise<void> {
  const feed = await readFeed(feedId);
  if (!feed?.lastGoodAt) return;
  await environment.wait(environment.limits.spacingMs);
  const usual = new URL('/favicon.ico', feed.siteUrl ?? feed.url).href;
  const icon = await fetchIcon(environment, [...(feed.iconUrl ? [feed.iconUrl] : []), usual]);
  if (icon) await storeIcon(feedId, icon);
}

function goodCheck(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  reply: { readonly finalUrl: string; readonly hintMs: number; readonly retryAfterMs: number },
  document?: ParsedFeed,
): Omit<CheckRecord, 'outcome'> {
  const now = environment.now();
  const { minIntervalMs = 0, skipHours, skipDays } = document?.hints ?? feed.hints ?? {};
  const hintMs = Math.max(reply.hintMs, minIntervalMs);
  return {
    feedId: feed.id,
    at: now,
    nextCheckAt: nextCheckAt({
      now,
      intervalMs: settings.checkEveryHours * HOUR_MS,
      failures: 0,
      hintMs,
      retryAfterMs: reply.retryAfterMs,
      ...(skipHours && { skipHours }),
      ...(skipDays && { skipDays }),
      jitter: environment.random(),
    }),
    freshUntil: hintMs > 0 ? now + cappedHint(hintMs) : 0,
    blockedUntil: blockedUntil(now, reply.retryAfterMs),
    ...(reply.finalUrl !== feed.url && { finalUrl: reply.finalUrl }),
  };
}

function failedCheck(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  failure: Failure,
  retryAfterMs: number,
): CheckRecord {
  const now = environment.now();
  return {
    feedId: feed.id,
    at: now,
    outcome: 'failed',
    failure,
    nextCheckAt: nextCheckAt({
      now,
      intervalMs: settings.checkEveryHours * HOUR_MS,
      failures: feed.failures + 1,
      hintMs: 0,
      retryAfterMs,
      jitter: environment.random(),
    }),
    freshUntil: 0,
    blockedUntil: blockedUntil(now, retryAfterMs),
  };
}

function blockedUntil(now: number, retryAfterMs: number): number {
  return retryAfterMs > 0 ? now + cappedRetryAfter(retryAfterMs) : 0;
}

function validatorsOf(feed: Feed) {
  return {
    ...(feed.etag !== undefined && { etag: feed.etag }),
    ...(feed.lastModified !== undefined && { lastModified: feed.lastModified }),
  };
}

function hostOf(feed: Feed): string {
  return new URL(feed.url).host;
}

/** Gathers the checks that brought no posts, so that a thousand unchanged feeds cost a few transactions. */
export class Recorder {
  readonly #environment: Environment;
  #checks: CheckRecord[] = [];
  #writtenAt: number;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#writtenAt = environment.now();
  }

  add(check: CheckRecord): void {
    this.#checks.push(check);
  }

  async writeIfDue(): Promise<void> {
    if (Math.abs(this.#environment.now() - this.#writtenAt) >= RECORD_EVERY_MS) await this.write();
  }

  async write(): Promise<void> {
    this.#writtenAt = this.#environment.now();
    const checks = this.#checks.splice(0);
    if (checks.length > 0) await recordChecks(checks);
  }
}
