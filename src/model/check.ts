import { afterSkipped, nextCheckAt } from './schedule.ts';
import type { Failure, Feed, StoredCheck } from './types.ts';

/** The two opaque strings that make the next request conditional; returned byte for byte (RFC 9110 §13.1). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What one check of a feed found out, ready to be stored. */
export interface CheckRecord {
  readonly feedId: number;
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
  /** Epoch ms before which no automatic check may ask; 0 for no such wish. */
  readonly freshUntil: number;
  /** Epoch ms before which not even a manual check may ask; 0 for no such wish. */
  readonly blockedUntil: number;
  /** Replaces the stored pair whole; absent where the stored pair still stands. */
  readonly validators?: Validators;
  /** Where redirects led, when that was not the feed's own address. */
  readonly finalUrl?: string;
  /** The document showed its end. */
  readonly isWhole?: boolean;
  /** What the document says of itself, when it was read. */
  readonly about?: Pick<
    Feed,
    'title' | 'siteUrl' | 'description' | 'language' | 'hints' | 'iconUrl' | 'defect' | 'olderUrl'
  >;
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

/** A next check that never comes by itself. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The feed row after a check; its posts are another matter. */
export function feedAfterCheck(feed: Feed, check: CheckRecord): Feed {
  const { failure: _failure, failingSince, stopped: _stopped, finalUrl, ...kept } = feed;
  // A 410 is believed when a second check confirms it (RFC 9110 §15.5.11).
  const isGone = check.outcome === 'gone' && feed.failure?.reason === 'gone';
  // Only a good check takes a stop back.
  const stopped = check.failure !== undefined && (isGone || feed.stopped === true);
  const isIdle = stopped || feed.paused === true;
  // Another feed of the host may have been asked to wait while this check was under way.
  const blockedUntil = Math.max(check.blockedUntil, feed.blockedUntil > check.at ? feed.blockedUntil : 0);
  const checked = {
    ...kept,
    // Without its permission nothing was asked of the site.
    ...(check.failure?.reason !== 'no-permission' && { lastCheckedAt: check.at }),
    lastOutcome: check.outcome,
    nextCheckAt: isIdle ? NEVER : Math.max(check.nextCheckAt, blockedUntil),
    checkCount: (feed.checkCount ?? 0) + 1,
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
  return {
    ...withDocument(withValidators(checked, check.validators), check.about),
    ...(check.finalUrl !== undefined && { finalUrl: check.finalUrl }),
    ...(check.isWhole && { hasBeenWhole: true as const }),
    failures: 0,
    lastGoodAt: check.at,
  };
}

/** What an earlier document said and this one no longer says is forgotten. */
function withDocument<Row extends Feed>(feed: Row, about: CheckRecord['about']): Row {
  if (!about) return feed;
  const {
    siteUrl: _site,
    description: _text,
    language: _lang,
    hints: _hints,
    iconUrl: _icon,
    defect: _defect,
    olderUrl: _older,
    ...rest
  } = feed;
  return { ...rest, ...about } as Row;
}

function withValidators<Row extends Feed>(feed: Row, validators: Validators | undefined): Row {
  if (!validators) return feed;
  // Never an old ETag beside a new date: the pair is replaced whole (RFC 9111 §4.3.4).
  const { etag: _etag, lastModified: _lastModified, ...rest } = feed;
  return { ...rest, ...validators } as Row;
}

/**
 * When a feed in good health is due after another interval was chosen: as if its last check had been followed by it.
 *
 * @param given.jitter 0..1
 * @returns epoch ms, `now` at the earliest and never against what its server or document asked for
 */
export function rescheduledAt(
  feed: Feed,
  { intervalMs, now, jitter }: { readonly intervalMs: number; readonly now: number; readonly jitter: number },
): number {
  if (feed.stopped || feed.paused) return NEVER;
  const { skipHours = [], skipDays = [] } = feed.hints ?? {};
  const checkedAt = feed.lastCheckedAt;
  if (checkedAt === undefined) return Math.max(now, feed.blockedUntil);
  const at = nextCheckAt({
    now: checkedAt,
    intervalMs,
    failures: 0,
    hintMs: Math.max(0, feed.freshUntil - checkedAt),
    retryAfterMs: Math.max(0, feed.blockedUntil - checkedAt),
    jitter,
  });
  return afterSkipped(Math.max(now, at, feed.blockedUntil), skipHours, skipDays);
}
