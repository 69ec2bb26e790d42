import { message } from '../../browser/i18n.ts';
import type { Feed } from '../../model/types.ts';
import { feedName } from './feed-name.ts';
import { clockText } from './time-text.ts';

/**
 * Why the worker could check none of these feeds now.
 *
 * @param feeds those that were to be checked; undefined where they are not read yet
 * @param now epoch ms
 */
export function nothingCheckedText(feeds: readonly Feed[] | undefined, now: number): string {
  if (!navigator.onLine) return message('ui_check_offline');
  if (!feeds) return message('ui_check_recent');
  if (feeds.length === 0) return message('ui_check_none');
  if (feeds.some((feed) => feed.leasedUntil > now)) return message('ui_check_running');
  const blocks = feeds.map((feed) => feed.blockedUntil).filter((until) => until > now);
  if (blocks.length > 0 && blocks.length === feeds.length) {
    return message('ui_check_blocked', clockText(Math.min(...blocks), now));
  }
  const [only] = feeds;
  return only && feeds.length === 1 ? message('ui_check_recent_feed', feedName(only)) : message('ui_check_recent');
}
