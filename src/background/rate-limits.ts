import { backedOff, cappedRetryAfter, HOUR_MS } from '../model/schedule.ts';
import { blockHost, hostPatience } from '../store/changes.ts';
import type { Environment } from './environment.ts';

/** A reply of 429 or 503, by the address that gave it. */
export interface RateLimit {
  readonly status: number;
  readonly finalUrl: string;
  /** As it says; 0 where it does not. */
  readonly retryAfterMs: number;
}

/**
 * How long who asked to be left alone is left alone, in ms: as long as it says; else an hour, and twice as much with each
 * further time. 429 speaks for the host, 503 for this address (RFC 6585 §4, RFC 9110 §15.6.4).
 *
 * @param failures of the address in a row, this one not included
 */
export async function waitAskedFor(environment: Environment, reply: RateLimit, failures = 0): Promise<number> {
  if (reply.retryAfterMs > 0) return cappedRetryAfter(reply.retryAfterMs);
  if (reply.status !== 429) return backedOff(HOUR_MS, failures + 1);
  const times = (await hostPatience(environment.now())).get(new URL(reply.finalUrl).host) ?? 0;
  return backedOff(HOUR_MS, times + 1);
}

/**
 * Leaves the whole host alone that gave this reply.
 *
 * @returns epoch ms until which
 */
export async function leaveHostAlone(environment: Environment, reply: RateLimit): Promise<number> {
  const now = environment.now();
  const until = now + (await waitAskedFor(environment, reply));
  await blockHost(new URL(reply.finalUrl).host, until, now);
  return until;
}
