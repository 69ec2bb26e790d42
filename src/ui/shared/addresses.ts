import { withoutTracking } from '../../model/tracking.ts';
import type { Post } from '../../model/types.ts';

/** An address that a link may lead to; undefined for other schemes, which rows older than the rule may hold. */
export function webAddress(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}

/** A post's own page, without what would tell it where its reader comes from; undefined as for webAddress. */
export function postAddress({ url }: Pick<Post, 'url'>): string | undefined {
  const address = webAddress(url);
  return address && withoutTracking(address);
}

/** An address as a person reads it: without scheme, www and closing slash. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
}
