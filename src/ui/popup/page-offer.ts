import { readDismissedSites } from '../../browser/dismissed-sites.ts';
import { type CurrentPage, readCurrentPage } from '../../browser/tabs.ts';
import { readWhetherFollowed } from '../../store/first-screen.ts';
import { hostOf } from '../shared/reason-text.ts';
import { feedsInPage } from './feeds-in-page.ts';

/** The current tab's feeds, and what was known of them at the popup's opening. */
export interface PageOffer {
  readonly page: CurrentPage;
  /** Undefined where only Dexie can tell. */
  readonly isFollowed: boolean | undefined;
  readonly isDismissed: boolean;
}

/**
 * What the current tab offers, asked for as the popup opens: its banner should stand with the first posts.
 *
 * @returns undefined where there is nothing to offer
 */
export async function readPageOffer(): Promise<PageOffer | undefined> {
  try {
    const [page, dismissed] = await Promise.all([readCurrentPage(feedsInPage), readDismissedSites()]);
    if (!page || page.feeds.length === 0) return undefined;
    const isFollowed = await readWhetherFollowed(page.feeds.map((feed) => feed.url));
    return { page, isFollowed, isDismissed: dismissed.includes(hostOf(page.url)) };
  } catch (error) {
    console.error(error);
    return undefined;
  }
}
