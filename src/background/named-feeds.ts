import { discoverFeeds } from '../feed/discover.ts';
import type { FeedLink } from '../feed/types.ts';
import { feedAddress } from '../feed/urls.ts';
import { mayLeadTo } from '../model/origins.ts';

/**
 * The feeds that a page names and that may be asked for, best first; without those of the person's own network where
 * the page is a public one.
 */
export function namedFeeds(html: string, pageUrl: string): FeedLink[] {
  return discoverFeeds(html, pageUrl).filter(({ url }) => feedAddress(url) !== undefined && mayLeadTo(pageUrl, url));
}
