import browser from 'webextension-polyfill';
import type { Feed, Post } from '../model/types.ts';

/**
 * What a lost database is made again from: a damaged one usually comes back silently empty, in both browsers, while
 * extension storage is another file. `database` is the sentinel: a database with fewer feeds than it says was lost.
 */
export interface SecondCopy {
  readonly database: { readonly name: string; readonly feeds: number; readonly saved: number };
  readonly feeds: readonly FeedCopy[];
}

export type FeedCopy = Pick<Feed, 'url' | 'title' | 'name' | 'folder' | 'siteUrl' | 'subscribedAt'>;

export interface SavedCopy
  extends Pick<Post, 'guid' | 'url' | 'title' | 'publishedAt' | 'updatedAt' | 'summary' | 'savedAt'> {
  readonly feedUrl: string;
}

const FEEDS = 'copy:feeds';
const DATABASE = 'copy:database';
const SAVED = 'copy:saved:';

/** Writes what differs from what is stored; saved posts each under a key of their own, since there may be thousands. */
export async function writeSecondCopy(copy: SecondCopy, saved: ReadonlyMap<string, SavedCopy>): Promise<void> {
  const stored = await browser.storage.local.get();
  const wanted: Record<string, unknown> = { [FEEDS]: copy.feeds, [DATABASE]: copy.database };
  for (const [postId, post] of saved) wanted[SAVED + postId] = post;
  const changed = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(stored[key]) !== JSON.stringify(value),
  );
  const gone = Object.keys(stored).filter((key) => key.startsWith(SAVED) && !Object.hasOwn(wanted, key));
  if (changed.length > 0) await browser.storage.local.set(Object.fromEntries(changed));
  if (gone.length > 0) await browser.storage.local.remove(gone);
}
