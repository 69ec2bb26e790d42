import { type Rhythm, restOf } from './rhythm.ts';
import { afterSkipped, type Check, DAY_MS, HOUR_MS, type NextCheck, nextCheck } from './schedule.ts';
import type { Failure, Feed, NextReason, StoredCheck } from './types.ts';

/** The two opaque strings that make the next request conditional; returned byte for byte (RFC 9110 §13.1). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What one check of a feed found out, ready to be stored. */
export interface CheckRecord {
  readonly feedId: number;
  /** The feed's address as it was asked for: the feed may have moved since. */
  readonly url?: string;
  /** Epoch ms of its end. */
  readonly at: number;
  /** From the start of its request. */
  readonly durationMs: number;
  /** Of the decoded body; 0 where there was none. */
  readonly bytes: number;
  readonly outcome: StoredCheck['outcome'];
  readonly failure?: Failure;
  /** Epoch ms. */
  readonly nextCheckAt: number;
  readonly nextReason?: NextReason;
  /** Decides anew when to check next, once it is known what a document brought. */
  readonly reschedule?: (news: News) => NextCheck & { readonly rhythm?: Rhythm };
  /** How often the blog publishes, where this check tells. */
  readonly rhythm?: Rhythm;
  /** Epoch ms before which no automatic check may ask; 0 for no such wish. */
  readonly freshUntil: number;
  /** Epoch ms before which not even a manual check may ask; 0 for no such wish. */
  readonly blockedUntil: number;
  /** Replaces the stored pair whole; absent where the stored pair still stands. */
  readonly validators?: Validators;
  /** Where redirects led, when that was not the feed's own address. */
  readonly finalUrl?: string;
  /** The feed lives at this address from now on: its own has failed for long, and this one gave its posts. */
  readonly movedTo?: string;
  /** How long the reply may be kept by its headers, in ms; absent where the earlier one's word still stands. */
  readonly freshForMs?: number;
  /** Of the document that was read; absent where it may not be known by it. */
  readonly bodyHash?: string;
  /** The document showed its end. */
  readonly isWhole?: boolean;
  /** What the document says of itself, when it was read. */
  readonly about?: Pick<
    Feed,
    'title' | 'siteUrl' | 'description' | 'language' | 'hints' | 'iconUrl' | 'defect' | 'olderUrl'
  >;
}

/** What a document brought, as far as it tells when to look again. */
export interface News {
  /** Posts that had not been stored. */
  readonly added: number;
  /** Epoch ms at which posts of it were published, as far as known. */
  readonly instants: readonly number[];
}

/** How many checks of a feed are kept. */
const CHECKS_KEPT = 20;

/** What is kept of a check beside its feed's row; the oldest kept one gives way to it. */
export function storedCheck(feed: Feed, check: CheckRecord, newPosts: number): StoredCheck {
  const { feedId, at, outcome, failure, bytes, durationMs } = check;
  const slot = (feed.checkCount ?? 0) % CHECKS_KEPT;
  return { feedId, slot, at, outcome, bytes, newPosts, durationMs, ...(failure && { failure }) };
}

/** By their places in the ring and not by time, since clocks are set back. */
export function newestFirst(checks: readonly StoredCheck[], checkCount: number): StoredCheck[] {
  const age = ({ slot }: StoredCheck) => (checkCount - 1 - slot + CHECKS_KEPT) % CHECKS_KEPT;
  return [...checks].sort((one, other) => age(one) - age(other));
}

/** No feed is left alone for longer than this because its checks were never recorded. */
export const LONGEST_LEASE_MS = HOUR_MS;

/** A next check that never comes by itself. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The feed row after a check; its posts are another matter. */
export function feedAfterCheck(feed: Feed, check: CheckRecord): Feed {
  const { failure: _failure, failingSince, stopped: _stopped, lostClaims: _lost, finalUrl, ...kept } = feed;
  const checkCount = (feed.checkCount ?? 0) + 1;
  if (isOutdated(feed, check)) return { ...feed, checkCount, leasedUntil: 0 };
  // A 410 is believed when a second check confirms it (RFC 9110 §15.5.11).
  const isGone = check.outcome === 'gone' && feed.failure?.reason === 'gone';
  // Only a good check takes a stop back.
  const stopped = check.failure !== undefined && (isGone || feed.stopped === true);
  const isIdle = stopped || feed.paused === true;
  // Another feed of the host may have been asked to wait while this check was under way.
  const blockedUntil = Math.max(check.blockedUntil, feed.blockedUntil > check.at ? feed.blockedUntil : 0);
  const isHeldBack = blockedUntil > check.nextCheckAt;
  const checked = {
    ...kept,
    // Without its permission nothing was asked of the site.
    ...(check.failure?.reason !== 'no-permission' && { lastCheckedAt: check.at }),
    lastOutcome: check.outcome,
    nextCheckAt: isIdle ? NEVER : Math.max(check.nextCheckAt, blockedUntil),
    ...(check.nextReason && { nextReason: isHeldBack ? 'asked-to-wait' : check.nextReason }),
    checkCount,
    freshUntil: check.freshUntil,
    blockedUntil,
    leasedUntil: 0,
    ...(stopped && { stopped: true as const }),
  };
  if (check.failure) {
    return {
      ...checked,
      ...(finalUrl !== undefined && { finalUrl }),
      failure: check.failure,
      failures: feed.failures + 1,
      failingSince: failingSince ?? check.at,
    };
  }
  const { movedTo, freshForMs, rhythm } = check;
  const home = movedTo === undefined ? checked : movedFeed(checked, movedTo, check.at);
  return {
    ...withDocument(withValidators(home, check.validators), check),
    ...(check.finalUrl !== undefined && { finalUrl: check.finalUrl }),
    ...(check.isWhole && { hasBeenWhole: true as const }),
    ...(freshForMs !== undefined && { freshForMs }),
    ...rhythm,
    failures: 0,
    lastGoodAt: check.at,
  };
}

/**
 * Whether a check says nothing of a feed as it is by now.
 *
 * Where it has moved, neither the failure nor the validators are those of its new address (RFC 9110 §8.8). Where it knows
 * no document any more, since it was restored or posts of it were found missing, nothing can be unchanged, and renewed
 * validators would hide its posts behind a 304 for ever.
 */
function isOutdated(feed: Feed, { url, outcome, about }: CheckRecord): boolean {
  if (url === undefined) return false;
  const knowsDocument = (feed.etag ?? feed.lastModified ?? feed.bodyHash) !== undefined;
  return url !== feed.url || (outcome === 'unchanged' && about === undefined && !knowsDocument);
}

/**
 * The feed at another address. Its id, posts and what the person did to them stay; the validators do not, since they
 * belong to the address that issued them (RFC 9110 §8.8).
 */
export function movedFeed(feed: Feed, url: string, now: number): Feed {
  const { etag: _etag, lastModified: _modified, bodyHash: _hash, freshForMs: _fresh, finalUrl: _final, ...rest } = feed;
  return { ...rest, url, formerUrl: feed.url, movedAt: now };
}

/** Failed checks, and how long they must have been failing, before a feed is looked for where its redirects led. */
const MOVED_AFTER_FAILURES = 3;
const MOVED_AFTER_MS = DAY_MS;

/** Failures that say nothing of whether the address still works. */
const OF_OUR_OWN: ReadonlySet<Failure['reason']> = new Set(['no-permission', 'offline', 'storage']);

/**
 * Whether to look for a failing feed where its redirects led while they worked. No status tells us that a move is for
 * good, since fetch hides it: what tells is that the address fails on three checks over a day.
 *
 * @param feed as it was before this check
 * @param failure of this check, at `now` (epoch ms)
 */
export function mayHaveMoved(feed: Feed, failure: Failure, now: number): boolean {
  return (
    feed.finalUrl !== undefined &&
    feed.failingSince !== undefined &&
    feed.failures + 1 >= MOVED_AFTER_FAILURES &&
    now - feed.failingSince >= MOVED_AFTER_MS &&
    !OF_OUR_OWN.has(failure.reason) &&
    failure.status !== 429
  );
}

/** What an earlier document said and this one no longer says is forgotten. */
function withDocument<Row extends Feed>(feed: Row, { about, bodyHash }: CheckRecord): Row {
  if (!about) return feed;
  const {
    siteUrl: _site,
    description: _text,
    language: _lang,
    hints: _hints,
    iconUrl: _icon,
    defect: _defect,
    olderUrl: _older,
    bodyHash: _hash,
    ...rest
  } = feed;
  return { ...rest, ...about, ...(bodyHash !== undefined && { bodyHash }) } as Row;
}

/**
 * The pair that stands after a 304: RFC 9111 §4.3.4 has it replace what it names, and leave the rest.
 *
 * @returns the pair that replaces the stored one; undefined where that stands
 */
export function renewedValidators({ etag, lastModified }: Validators, feed: Validators): Validators | undefined {
  const isSameTag = etag === undefined || etag === feed.etag;
  const isSameDate = lastModified === undefined || lastModified === feed.lastModified;
  if (isSameTag && isSameDate) return undefined;
  // Never an old ETag beside a new date.
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

function withValidators<Row extends Feed>(feed: Row, validators: Validators | undefined): Row {
  if (!validators) return feed;
  // Never an old ETag beside a new date: the pair is replaced whole (RFC 9111 §4.3.4).
  const { etag: _etag, lastModified: _lastModified, ...rest } = feed;
  return { ...rest, ...validators } as Row;
}

/** What the person chose and what the feed's row tells of its rhythm and of the hours that it skips. */
export function usualOf(
  feed: Feed,
  { intervalMs, now }: { readonly intervalMs: number; readonly now: number },
): Pick<Check, 'intervalMs' | 'rhythm' | 'skipHours' | 'skipDays'> {
  const { checkEveryHours, rhythmMs, lastPostAt, hints } = feed;
  const isKnown = checkEveryHours === undefined && rhythmMs !== undefined && lastPostAt !== undefined;
  return {
    intervalMs: checkEveryHours === undefined ? intervalMs : checkEveryHours * HOUR_MS,
    rhythm: isKnown ? restOf({ rhythmMs, lastPostAt }, now) : undefined,
    skipHours: hints?.skipHours,
    skipDays: hints?.skipDays,
  };
}

/**
 * A feed in good health after another interval was chosen: due as if its last check had been followed by it, `now` at the
 * earliest and never against what its server or document asked for.
 *
 * @param given.intervalMs what the person chose for all feeds
 * @param given.jitter 0..1
 */
export function rescheduled(
  feed: Feed,
  given: { readonly intervalMs: number; readonly now: number; readonly jitter: number },
): Feed {
  if (feed.stopped || feed.paused) return { ...feed, nextCheckAt: NEVER };
  const { now, jitter } = given;
  const usual = usualOf(feed, given);
  const checkedAt = feed.lastCheckedAt;
  if (checkedAt === undefined) return { ...feed, nextCheckAt: Math.max(now, feed.blockedUntil) };
  const isSlow = feed.nextReason === 'cut' || feed.nextReason === 'no-validators';
  const next = nextCheck({
    ...usual,
    now: checkedAt,
    failures: 0,
    hintMs: Math.max(0, feed.freshUntil - checkedAt),
    retryAfterMs: Math.max(0, feed.blockedUntil - checkedAt),
    other: isSlow ? { ms: DAY_MS, reason: feed.nextReason } : undefined,
    jitter,
  });
  const at = Math.max(now, next.nextCheckAt, feed.blockedUntil);
  const allowedAt = afterSkipped(at, usual.skipHours, usual.skipDays);
  return { ...feed, nextCheckAt: allowedAt, nextReason: allowedAt > at ? 'skipped' : next.nextReason };
}

/**
 * A feed whose last check lies in the future, since the clock was set back: all its times are moved back with it, so that
 * it waits for what was left of its wait and no longer.
 *
 * @returns undefined where its times are as they should be
 */
export function mendedTimes(feed: Feed, { now, latest }: { readonly now: number; readonly latest: number }) {
  const aheadMs = Math.max(0, (feed.lastCheckedAt ?? feed.subscribedAt) - now);
  const isLeaseWrong = feed.leasedUntil > now + LONGEST_LEASE_MS;
  if (aheadMs === 0 && !isLeaseWrong && feed.nextCheckAt <= latest) return undefined;
  const { lastCheckedAt, lastGoodAt, lastPostAt, failingSince } = feed;
  const back = (at: number) => Math.max(0, at - aheadMs);
  return {
    ...feed,
    // What was never checked is known by this, and would be mended again each time.
    subscribedAt: Math.min(feed.subscribedAt, now),
    nextCheckAt: Math.min(Math.max(back(feed.nextCheckAt), now), latest),
    freshUntil: back(feed.freshUntil),
    blockedUntil: back(feed.blockedUntil),
    leasedUntil: aheadMs > 0 || isLeaseWrong ? 0 : feed.leasedUntil,
    ...(lastCheckedAt !== undefined && { lastCheckedAt: back(lastCheckedAt) }),
    ...(lastGoodAt !== undefined && { lastGoodAt: back(lastGoodAt) }),
    ...(failingSince !== undefined && { failingSince: back(failingSince) }),
    ...(lastPostAt !== undefined && { lastPostAt: Math.min(lastPostAt, now) }),
  };
}
