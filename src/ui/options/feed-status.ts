import { type MessageKey, message, plural } from '../../browser/i18n.ts';
import { DAY_MS, HOUR_MS } from '../../model/schedule.ts';
import { isInTrouble, lacksPermission } from '../../model/trouble.ts';
import type { Feed, NextReason } from '../../model/types.ts';
import type { IconName } from '../shared/icon.tsx';
import { reasonLabel, reasonText } from '../shared/reason-text.ts';
import { agoText, clockText, dateText, untilText } from '../shared/time-text.ts';

/** Further ahead, the time of day says more than a number of hours. */
const COUNTED_MS = 12 * HOUR_MS;

export interface FeedStatus {
  readonly label: string;
  readonly icon: IconName;
  readonly tone: 'good' | 'quiet' | 'warn' | 'bad';
}

/** How a feed is, in two or three words: the state it is in now, else how its last check ended. */
export function feedStatus(feed: Feed, now: number): FeedStatus {
  if (feed.leasedUntil > now) return { label: message('options_status_checking'), icon: 'refresh', tone: 'quiet' };
  if (feed.paused) return { label: message('options_status_paused'), icon: 'pause', tone: 'quiet' };
  if (feed.failure) {
    const label = reasonLabel(feed.failure);
    if (isInTrouble(feed, now)) return { label, icon: 'alert', tone: 'bad' };
    return { label, icon: lacksPermission(feed) ? 'alert' : 'clock', tone: 'warn' };
  }
  // The triangle is for what needs the person, and what can be read of a cut feed is read.
  if (feed.defect) return { label: message('options_status_cut'), icon: 'info', tone: 'warn' };
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
      return { label: message('reason_gone'), icon: 'clock', tone: 'warn' };
    case 'failed':
      // A failure whose reason did not survive: an old or damaged row.
      return { label: message('options_status_failed'), icon: 'clock', tone: 'warn' };
    default:
      return feed.lastOutcome satisfies never;
  }
}

/** Whether this feed will be checked again without the person. */
export function isScheduled(feed: Feed): boolean {
  return (
    feed.stopped !== true &&
    feed.paused !== true &&
    feed.nextCheckAt < Number.MAX_SAFE_INTEGER &&
    !lacksPermission(feed)
  );
}

/** When the next check is: "in 26 min", "tomorrow at 09:10"; for a feed that is scheduled. */
export function nextCheckText(feed: Feed, now: number): string {
  const at = nextOf(feed);
  return at - now < COUNTED_MS ? untilText(at, now) : clockText(at, now);
}

function nextOf(feed: Feed): number {
  return Math.max(feed.nextCheckAt, feed.blockedUntil);
}

/** What happened, what happens next and why, in sentences. */
export function statusSentences(feed: Feed, now: number): string[] {
  if (feed.leasedUntil > now) return [message('options_now_checking')];
  const happened = happenedText(feed, now);
  return lacksPermission(feed) ? happened : [...happened, nextText(feed, now)];
}

function happenedText(feed: Feed, now: number): string[] {
  if (feed.failure) {
    // What comes next says it, with the time.
    if (feed.failure.reason === 'slow-down' && feed.blockedUntil > now) return [];
    const days = Math.floor(((feed.lastCheckedAt ?? now) - (feed.failingSince ?? now)) / DAY_MS);
    const since = days > 0 && isInTrouble(feed, now) ? [plural('options_failing_days', days)] : [];
    return [reasonText(feed.failure, feed.url), ...since];
  }
  if (feed.lastCheckedAt === undefined) return [];
  const checked = message('options_checked', agoText(feed.lastCheckedAt, now));
  return feed.defect ? [checked, message('options_cut_text')] : [checked];
}

/** What happens next and why: "Publishes about daily: next check in 3 h." */
function nextText(feed: Feed, now: number): string {
  if (feed.paused) return message('options_next_paused');
  if (!isScheduled(feed)) return message('options_next_never');
  if (feed.blockedUntil > now) return message('options_next_asked', clockText(feed.blockedUntil, now));
  const next = nextCheckText(feed, now);
  if (feed.lastCheckedAt === undefined && feed.failure === undefined) return message('options_first_check', next);
  switch (feed.nextReason) {
    case 'rhythm':
      return message('options_next_pace', paceText(feed.rhythmMs ?? HOUR_MS), next);
    case 'silent':
      return feed.lastPostAt === undefined
        ? message('options_next_silent_unknown', next)
        : message('options_next_silent', dateText(feed.lastPostAt, now), next);
    case 'interval':
      return message(feed.checkEveryHours === undefined ? 'options_next_check' : 'options_next_chosen', next);
    case 'hint':
    case 'skipped':
    case 'cut':
    case 'no-validators':
    case 'spread':
      return message(NEXT[feed.nextReason], next);
    case 'failing':
    case 'asked-to-wait':
    case undefined:
      return message(feed.failure ? 'options_next_try' : 'options_next_check', next);
    default:
      return feed.nextReason satisfies never;
  }
}

const NEXT = {
  hint: 'options_next_hint',
  skipped: 'options_next_skipped',
  cut: 'options_next_cut',
  'no-validators': 'options_next_validators',
  spread: 'options_next_spread',
} as const satisfies Partial<Record<NextReason, MessageKey>>;

/** How often a blog publishes, by the wait that follows from it: a seventh of the time between two posts. */
function paceText(rhythmMs: number): string {
  if (rhythmMs <= HOUR_MS) return message('options_pace_hours');
  if (rhythmMs <= 5 * HOUR_MS) return message('options_pace_day');
  return message(rhythmMs < 20 * HOUR_MS ? 'options_pace_days' : 'options_pace_week');
}
