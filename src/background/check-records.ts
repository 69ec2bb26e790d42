import { type CheckRecord, usualOf } from '../model/check.ts';
import {
  cappedHint,
  cappedRetryAfter,
  DAY_MS,
  HOUR_MS,
  type NextCheck,
  nextCheck,
  type Wait,
} from '../model/schedule.ts';
import type { Failure, Feed, Settings } from '../model/types.ts';
import type { Environment } from './environment.ts';
import type { FetchOutcome } from './fetch-feed.ts';

type GoodReply = Extract<FetchOutcome, { kind: 'fetched' | 'unchanged' }>;

/** Decides when to check next, as often as it is asked: its chance is drawn once. */
export type Scheduler = (feed: Feed, other?: Wait) => NextCheck;

/**
 * The record of a check that reached its feed.
 *
 * @param feed with what this check found out that tells when to look again
 * @param other a wait for a reason of its own
 */
export function goodCheck(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  { reply, other }: { readonly reply: GoodReply; readonly other?: Wait | undefined },
): { readonly check: Omit<CheckRecord, 'outcome'>; readonly schedule: Scheduler } {
  const now = environment.now();
  const jitter = environment.random();
  // A 304 that says nothing of it leaves what the last document said (RFC 9111 §4.3.4).
  const freshForMs = reply.freshForMs ?? (reply.kind === 'unchanged' ? (feed.freshForMs ?? 0) : 0);
  const hintMs = Math.max(freshForMs, feed.hints?.minIntervalMs ?? 0);
  const schedule: Scheduler = (known, wait) =>
    nextCheck({
      ...usualOf(known, { intervalMs: settings.checkEveryHours * HOUR_MS, now }),
      now,
      failures: 0,
      hintMs,
      retryAfterMs: reply.retryAfterMs,
      other: wait,
      jitter,
      isFirst: feed.lastGoodAt === undefined,
    });
  const check = {
    feedId: feed.id,
    url: feed.url,
    at: now,
    durationMs: reply.durationMs,
    bytes: reply.kind === 'fetched' ? reply.bytes.length : 0,
    ...schedule(feed, other),
    freshForMs,
    freshUntil: hintMs > 0 ? now + cappedHint(hintMs) : 0,
    blockedUntil: blockedUntil(now, reply.retryAfterMs),
    ...(reply.finalUrl !== feed.url && { finalUrl: reply.finalUrl }),
  };
  return { check, schedule };
}

/** The record of a check that failed, with the request that it made, if any. */
export function failedCheck(
  environment: Environment,
  settings: Settings,
  feed: Feed,
  failure: Failure,
  request: { readonly durationMs: number; readonly retryAfterMs?: number; readonly bytes?: number } = { durationMs: 0 },
): CheckRecord {
  const now = environment.now();
  const { durationMs, retryAfterMs = 0, bytes = 0 } = request;
  // What was asked for by an earlier reply still counts: a check by hand may have come before its time.
  const freshUntil = feed.freshUntil > now ? feed.freshUntil : 0;
  return {
    feedId: feed.id,
    url: feed.url,
    at: now,
    durationMs,
    bytes,
    outcome: 'failed',
    failure,
    ...nextCheck({
      ...usualOf(feed, { intervalMs: settings.checkEveryHours * HOUR_MS, now }),
      now,
      failures: feed.failures + 1,
      hintMs: Math.max(0, freshUntil - now),
      retryAfterMs,
      // Who wants a name and a password is not asked every hour for what we do not have.
      other: failure.status === 401 ? { ms: DAY_MS, reason: 'failing' } : undefined,
      jitter: environment.random(),
    }),
    freshUntil,
    blockedUntil: blockedUntil(now, retryAfterMs),
  };
}

function blockedUntil(now: number, retryAfterMs: number): number {
  return retryAfterMs > 0 ? now + cappedRetryAfter(retryAfterMs) : 0;
}
