import { message } from '../../browser/i18n.ts';
import { isInTrouble, lacksPermission } from '../../model/trouble.ts';
import type { Feed } from '../../model/types.ts';
import type { IconName } from '../shared/icon.tsx';
import { reasonLabel, reasonText } from '../shared/reason-text.ts';
import { agoText, clockText, untilText } from '../shared/time-text.ts';

/** Further ahead, the time of day says more than a number of hours. */
const COUNTED_MS = 12 * 3_600_000;

export interface FeedStatus {
  readonly label: string;
  readonly icon: IconName;
  readonly tone: 'good' | 'quiet' | 'warn' | 'bad';
}

/** How a feed is, in two or three words: the state it is in now, else how its last check ended. */
export function feedStatus(feed: Feed, now: number): FeedStatus {
  if (feed.leasedUntil > now) return { label: message('options_status_checking'), icon: 'refresh', tone: 'quiet' };
  if (feed.failure) {
    const label = reasonLabel(feed.failure);
    if (isInTrouble(feed, now)) return { label, icon: 'alert', tone: 'bad' };
    return { label, icon: lacksPermission(feed) ? 'alert' : 'clock', tone: 'warn' };
  }
  if (feed.defect) return { label: message('options_status_cut'), icon: 'alert', tone: 'warn' };
  switch (feed.lastOutcome) {
    case 'new-posts':
      return { label: message('options_status_ok'), icon: 'check', tone: 'good' };
    case 'unchanged':
      return { label: message('options_status_unchanged'), icon: 'check', tone: 'quiet' };
    case 'never':
      return { label: message('options_status_never'), icon: 'clock', tone: 'quiet' };
    case 'rate-limited':
      return { label: message('reason_slow_down'), icon: 'clock', tone: 'warn' };
    case 'gone':
      return { label: message('reason_gone'), icon: 'alert', tone: 'bad' };
    case 'failed':
      // A failure whose reason did not survive: an old or damaged row.
      return { label: message('options_status_failed'), icon: 'clock', tone: 'warn' };
    default:
      return feed.lastOutcome satisfies never;
  }
}

/** Whether this feed will be checked again without the person. */
export function isScheduled(feed: Feed): boolean {
  return feed.stopped !== true && feed.nextCheckAt < Number.MAX_SAFE_INTEGER && !lacksPermission(feed);
}

/** When the next check is: "in 26 min", "tomorrow at 09:10"; for a feed that is scheduled. */
export function nextCheckText(feed: Feed, now: number): string {
  const at = Math.max(feed.nextCheckAt, feed.blockedUntil);
  return at - now < COUNTED_MS ? untilText(at, now) : clockText(at, now);
}

/** What happened and what happens next, in sentences. */
export function statusSentences(feed: Feed, now: number): string[] {
  const happened = feed.failure ? [reasonText(feed.failure, feed.url)] : [];
  if (feed.leasedUntil > now) return [message('options_now_checking')];
  if (lacksPermission(feed)) return happened;
  if (!isScheduled(feed)) return [...happened, message('options_next_never')];
  const next = nextCheckText(feed, now);
  if (feed.failure) return [...happened, message('options_next_try', next)];
  if (feed.lastCheckedAt === undefined) return [message('options_first_check', next)];
  if (feed.defect) return [message('options_cut_text'), message('options_next_try', next)];
  return [message('options_last_and_next', agoText(feed.lastCheckedAt, now), next)];
}
