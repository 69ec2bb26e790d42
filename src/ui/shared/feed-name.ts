import type { Feed } from '../../model/types.ts';
import { hostOf } from './reason-text.ts';

/** What a feed is called wherever one is shown: the person's name for it, else its own, else its host. */
export function feedName(feed: Pick<Feed, 'name' | 'title' | 'url'>): string {
  return feed.name || feed.title || hostOf(feed.url);
}
