import { discoverFeeds } from '../feed/discover.ts';
import type { FeedLink } from '../feed/types.ts';
import { mayLeadTo } from '../model/origins.ts';

/** The feeds that a page names, best first; without those of the person's own network where the page is a public one. */
export function namedFeeds(html: string, pageUrl: string): FeedLink[] {
  return discoverFeeds(html, pageUrl).filter(({ url }) => mayLeadTo(pageUrl, url));
}
