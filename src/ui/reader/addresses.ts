import { isCounterAddress } from '../../model/counters.ts';
import { withoutTracking } from '../../model/tracking.ts';

/** Where an article came from: what relative addresses in it are relative to. */
export interface Origin {
  /** Absolute address; absent where neither the document nor the post names one. */
  readonly base?: string | undefined;
  /** Absolute http(s) address of the post itself. */
  readonly postUrl?: string | undefined;
}

/** Schemes that a link of a feed may have; the one check that every link on the reading page goes through. */
const LINKED: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const LOADED: ReadonlySet<string> = new Set(['http:', 'https:']);

/**
 * @returns an absolute http(s) or mailto address that does not say where its reader comes from; undefined where a link
 *   must not or cannot lead there
 */
export function linkAddress(address: string | null | undefined, origin: Origin): string | undefined {
  const resolved = resolve(address, origin, LINKED);
  return resolved && withoutTracking(resolved);
}

/** @returns an absolute http(s) address that a picture, sound or film may be loaded from; none of a known counter */
export function mediaAddress(address: string | null | undefined, origin: Origin): string | undefined {
  const resolved = resolve(address, origin, LOADED);
  return resolved === undefined || isCounterAddress(resolved) ? undefined : resolved;
}

/** Whether an address is known for nothing but counting readers. */
export function leadsToCounter(address: string | null | undefined, origin: Origin): boolean {
  const resolved = resolve(address, origin, LOADED);
  return resolved !== undefined && isCounterAddress(resolved);
}

function resolve(
  address: string | null | undefined,
  { base, postUrl }: Origin,
  schemes: ReadonlySet<string>,
): string | undefined {
  // Two schemes in a row come of forms that put one before whatever they are given.
  const text = address?.trim().replace(/^https?:\/\/(?=https?:\/\/)/i, '');
  if (!text) return undefined;
  const against = base && URL.canParse(base) ? base : postUrl;
  if (!URL.canParse(text, against)) return undefined;
  const url = new URL(text, against);
  return schemes.has(url.protocol) ? url.href : undefined;
}

/** Whether two addresses differ at most in their fragment, and in what tells where their reader comes from. */
export function isSameDocument(one: string, other: string | undefined): boolean {
  return other !== undefined && withoutFragment(one) === withoutFragment(other);
}

function withoutFragment(address: string): string {
  const at = address.indexOf('#');
  return withoutTracking(at < 0 ? address : address.slice(0, at));
}
