import { decodeDocument } from '../feed/decode.ts';
import { parseFeed } from '../feed/parse.ts';
import type { ParsedFeed, ParseResult } from '../feed/types.ts';
import type { CheckRecord } from '../model/check.ts';
import { normaliseFeed, wellFormedTag } from '../model/normalise.ts';
import { olderDocumentOf } from '../model/older-posts.ts';
import { mayLeadTo, originOf } from '../model/origins.ts';
import { cappedHint, cappedRetryAfter, DAY_MS, HOUR_MS, MINUTE_MS, nextCheckAt } from '../model/schedule.ts';
import type { Failure, Feed, Round, Settings } from '../model/types.ts';
import {
  blockHost,
  changeAddress,
  claimFeeds,
  countClaimable,
  receivePosts,
  recordChecks,
  releaseFeeds,
  storeIcon,
} from '../store/changes.ts';
import { isOutOfSpace } from '../store/failures.ts';
import { readFeed } from '../store/queries.ts';
import type { Environment } from './environment.ts';
import { type FetchOutcome, fetchFeed } from './fetch-feed.ts';
import { fetchIcon } from './fetch-icon.ts';
import { HostSlots } from './host-slots.ts';
import { namedFeeds } from './named-feeds.ts';

/** How long a feed waits whose worker died. A round has no feed twice, so its own slow checks need no longer lease. */
export const LEASE_MS = 90_000;

/** More than the lanes, so that a host whose turn is far off does not keep the others idle. */
const CLAIMED_AT_ONCE = 24;

/** Checks of unchanged feeds are written together, those of a second at once. */
const RECORD_EVERY_MS = 1000;

export interface RoundRequest {
  /** These feeds, or all, now; due feeds only where absent. */
  readonly manual?: { readonly feedIds?: readonly number[] };
  readonly settings: Settings;
  /** Stops the round: what is under way is given back unchecked. */
  readonly signal: AbortSignal;
  readonly onProgress: (round: Round) => void;
}

/** How many feeds a manual round would check that began now; 0 where there is no network. */
export async function countCheckable(
  environment: Environment,
  manual: NonNullable<RoundRequest['manual']>,
): Promise<number> {
  if (!environment.online()) return 0;
  const now = environment.now();
  return countClaimable({ ...claimFor(manual, now), now });
}

/** By hand, no site is asked twice within a minute. */
function claimFor(manual: RoundRequest['manual'], startedAt: number) {
  return {
    leaseMs: LEASE_MS,
    ...(manual && { manual: { ...manual, notCheckedSince: startedAt - MINUTE_MS } }),
  };
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
  const claim = claimFor(request.manual, startedAt);
  const total = await countClaimable({ ...claim, now: startedAt });
  if (total === 0) return;

  const slots = new HostSlots(environment.limits);
  const recorder = new Recorder(environment);
  /** What ends one lane by an exception ends them all: the round is over for whoever waits for it. */
  const broken = new AbortController();
  const signal = AbortSignal.any([request.signal, broken.signal]);
  const waiting: Feed[] = [];
  const had = new Set<number>();
  let refill: Promise<void> | undefined;
  let progress: Round = { startedAt, checked: 0, total, newPosts: 0 };
  request.onProgress(progress);

  const claimMore = async () => {
    const claimed = await claimFeeds({ ...claim, now: environment.now(), most: CLAIMED_AT_ONCE, except: had });
    for (const { id } of claimed) had.add(id);
    waiting.push(...claimed);
  };

  const giveBack = async (isMeant: (feed: Feed) => boolean) => {
    const given = waiting.filter(isMeant);
    waiting.splice(0, waiting.length, ...waiting.filter((feed) => !given.includes(feed)));
    if (given.length > 0) await releaseFeeds(given.map((feed) => feed.id));
  };

  /** The next feed whose host may be asked; waits for one; undefined when the round is over. */
  const next = async (): Promise<Feed | undefined> => {
    while (!signal.aborted && environment.online()) {
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

  const icons = new Map<string, Promise<string | undefined>>();
  /** An icon's address is asked once in a round, in its host's turn. */
  const askIcon = (url: string): Promise<string | undefined> => {
    const asked = icons.get(url) ?? icon(url);
    icons.set(url, asked);
    return asked;
  };
  const icon = async (url: string): Promise<string | undefined> => {
    const { host } = new URL(url);
    for (let at = slots.freeAt(host); at > environment.now(); at = slots.freeAt(host)) {
      if (signal.aborted) return undefined;
      await environment.wait(Math.min(at - environment.now(), environment.limits.spacingMs || 10));
    }
    slots.take(host, environment.now());
    return fetchIcon(environment, url, signal).finally(() => slots.release(host));
  };

  const lane = async () => {
    for (let feed = await next(); feed; feed = await next()) {
      const checked = await checkSafely(environment, { ...request, signal }, recorder, feed).finally(() =>
        slots.release(hostOf(feed)),
      );
      if (checked.isHostBlocked) await giveBack((waitingFeed) => hostOf(waitingFeed) === hostOf(feed));
      progress = { ...progress, checked: progress.checked + 1, newPosts: progress.newPosts + checked.newPosts };
      progress = { ...progress, total: Math.max(progress.total, progress.checked) };
      request.onProgress(progress);
      // Without its icon a feed has a letter on its colour.
      if (checked.isFirst) await keepIcon(feed.id, askIcon).catch(console.error);
    }
  };

  const lanes = Array.from({ length: environment.limits.total }, () =>
    lane().catch((error: unknown) => {
      broken.abort();
      throw error;
    }),
  );
  try {
    await Promise.allSettled(lanes);
    await Promise.all(lanes);
  } finally {
    await recorder.write().finally(() => giveBack(() => true));
  }
}

interface Checked {
  /** How many unread posts are new. */
  readonly newPosts: number;
  /** The feed was read for the first time: its site's icon is still to be fetched. */
  readonly isFirst?: boolean;
  /** The host asked to be left alone: its other feeds wait too. */
  readonly isHostBlocked: boolean;
}

/** One feed's exception is recorded against it and never stops the round. */
async function checkSafely(
  environment: Environment,
  request: RoundRequest,
  recorder: Recorder,
  feed: Feed,
): Promise<Checked> {
  try {
    const checked = await checkFeed(environment, request, recorder, feed);
    await recorder.writeIfDue();
    return checked;
  } catch (error) {
    console.error(feed.url, error);
    environment.onStoreError(error);
    // Nothing that is asked for now could be stored: the round is over.
    if (isOutOfSpace(error)) throw error;
    // Left as it was, the feed would be due at once and asked for again and again.
    recorder.add(failedCheck(environment, request.settings, feed, { reason: 'storage' }));
    return { newPosts: 0, isHostBlocked: false };
  }
}

/** Checks one claimed feed and stores what came of it. */
async function checkFeed(
  environment: Environment,
  request: RoundRequest,
  recorder: Recorder,
  feed: Feed,
): Promise<Checked> {
  if (!(await environment.holdsHosts([originOf(feed.url)]))) {
    recorder.add(failedCheck(environment, request.settings, feed, { reason: 'no-permission' }));
    return { newPosts: 0, isHostBlocked: false };
  }
  const outcome = await fetchFeed(environment, feed.url, validatorsOf(feed), request.signal);
  // Stopped, or the network went away: neither says anything about the feed.
  if (outcome.kind === 'failed' && (request.signal.aborted || outcome.failure.reason === 'offline')) {
    await releaseFeeds([feed.id]);
    return { newPosts: 0, isHostBlocked: false };
  }
  const newPosts = await recordOutcome(environment, request.settings, recorder, feed, outcome);
  return {
    newPosts,
    isFirst: feed.lastGoodAt === undefined && outcome.kind === 'fetched',
    isHostBlocked: outcome.kind === 'rate-limited' && outcome.status === 429,
  };
}

/** Stores what a reply means for its feed, and gives the number of new unread posts. */
export async function recordOutcome(
  environment: Environment,
  settings: Settings,
  recorder: Pick<Recorder, 'add'>,
  feed: Feed,
  outcome: FetchOutcome,
): Promise<number> {
  switch (outcome.kind) {
    case 'fetched': {
      const parsed = parseReply(outcome);
      if (parsed.ok) return receiveFeed(environment, settings, feed, { reply: outcome, document: parsed.feed });
      if (parsed.reason === 'html' && (await becomesItsFeed(environment, feed, outcome))) return 0;
      recorder.add({
        ...failedCheck(environment, settings, feed, { reason: parsed.reason }, outcome),
        bytes: outcome.bytes.length,
      });
      return 0;
    }
    case 'unchanged':
      recorder.add({
        ...goodCheck(environment, settings, feed, outcome),
        outcome: 'unchanged',
        // Validators belong to the address that issued them: elsewhere now, the old ones are worth nothing.
        ...((outcome.validators || outcome.finalUrl !== (feed.finalUrl ?? feed.url)) && {
          validators: outcome.validators ?? {},
        }),
      });
      return 0;
    case 'rate-limited': {
      const { status } = outcome;
      const check = failedCheck(environment, settings, feed, { reason: 'slow-down', status }, outcome);
      recorder.add({ ...check, outcome: 'rate-limited' });
      // 429 speaks for the host, 503 for this address (RFC 6585 §4, RFC 9110 §15.6.4).
      if (status === 429) await blockHost(hostOf(feed), check.blockedUntil, check.at);
      return 0;
    }
    case 'gone':
      recorder.add({
        ...failedCheck(environment, settings, feed, { reason: 'gone', status: 410 }, outcome),
        outcome: 'gone',
      });
      return 0;
    case 'failed':
      recorder.add(failedCheck(environment, settings, feed, outcome.failure, outcome));
      return 0;
    default:
      return outcome satisfies never;
  }
}

type Fetched = Extract<FetchOutcome, { kind: 'fetched' }>;

/** Stores what a feed brought; also the first document of a new subscription. Gives the number of new unread posts. */
export async function receiveFeed(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  { reply, document }: { readonly reply: Fetched; readonly document: ParsedFeed },
): Promise<number> {
  const drafts = normaliseFeed(document, reply.finalUrl, environment.words());
  return receivePosts(
    drafts,
    {
      ...goodCheck(environment, settings, feed, reply, document),
      outcome: 'new-posts',
      isWhole: document.complete,
      about: aboutFeed(document, reply.finalUrl),
      // A body that did not show its end may lack posts: with its validators stored, a 304 would hide them for ever.
      validators: document.complete ? reply.validators : {},
    },
    settings.unreadOnSubscribe,
  );
}

/** A site that asked us to wait when it was subscribed to, and turns out to be a page: its feed takes its place. */
async function becomesItsFeed(environment: Environment, feed: Feed, page: Fetched): Promise<boolean> {
  if (feed.lastGoodAt !== undefined) return false;
  const [link] = namedFeeds(decodeDocument(page.bytes, page.contentType), page.finalUrl);
  return link !== undefined && changeAddress(feed.id, link.url, environment.now());
}

/** What a reply holds, read as a feed. */
export function parseReply(fetched: Pick<Fetched, 'bytes' | 'contentType' | 'finalUrl'>): ParseResult {
  const parsed = parseFeed(decodeDocument(fetched.bytes, fetched.contentType), fetched.finalUrl);
  const isCutBeforeItsPosts = parsed.ok && !parsed.feed.complete && parsed.feed.entries.length === 0;
  return isCutBeforeItsPosts ? { ok: false, reason: 'broken' } : parsed;
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

/**
 * Keeps a site's icon after its feed's first good check: the one that the feed names, else the usual one; neither from
 * the person's own network where the feed is a public one.
 *
 * @param ask gives the icon at an address as data, or undefined
 */
export async function keepIcon(feedId: number, ask: (url: string) => Promise<string | undefined>): Promise<void> {
  const feed = await readFeed(feedId);
  if (!feed?.lastGoodAt) return;
  const usual = new URL('/favicon.ico', feed.siteUrl ?? feed.url).href;
  const askAllowed = async (url: string) => (mayLeadTo(feed.url, url) ? ask(url) : undefined);
  const icon = (feed.iconUrl && (await askAllowed(feed.iconUrl))) || (await askAllowed(usual));
  if (icon) await storeIcon(feedId, icon);
}

function goodCheck(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  reply: Extract<FetchOutcome, { kind: 'fetched' | 'unchanged' }>,
  document?: ParsedFeed,
): Omit<CheckRecord, 'outcome'> {
  const now = environment.now();
  const { minIntervalMs = 0, skipHours, skipDays } = document?.hints ?? feed.hints ?? {};
  const hintMs = Math.max(reply.hintMs, minIntervalMs);
  return {
    feedId: feed.id,
    at: now,
    durationMs: reply.durationMs,
    bytes: reply.kind === 'fetched' ? reply.bytes.length : 0,
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
  { durationMs, retryAfterMs = 0 }: { readonly durationMs: number; readonly retryAfterMs?: number } = { durationMs: 0 },
): CheckRecord {
  const now = environment.now();
  return {
    feedId: feed.id,
    at: now,
    durationMs,
    bytes: 0,
    outcome: 'failed',
    failure,
    nextCheckAt: nextCheckAt({
      now,
      // Who wants a name and a password is not asked every hour for what we do not have.
      intervalMs: failure.status === 401 ? DAY_MS : settings.checkEveryHours * HOUR_MS,
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

  /** Failures at once, since a wish to be left alone must outlive the worker; the rest when a second has passed. */
  async writeIfDue(): Promise<void> {
    const isUrgent = this.#checks.some((check) => check.failure);
    if (isUrgent || Math.abs(this.#environment.now() - this.#writtenAt) >= RECORD_EVERY_MS) await this.write();
  }

  async write(): Promise<void> {
    this.#writtenAt = this.#environment.now();
    const checks = this.#checks.splice(0);
    if (checks.length > 0) await recordChecks(checks);
  }
}
