import { formatNumber, message, uiLocale } from '../../browser/i18n.ts';
import { relativeTime } from '../../model/relative-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Further ahead a time of day says more than a number of hours. */
const COUNTED_MS = 12 * HOUR_MS;

/** When something ended: "4 min ago", "3 h ago", "Yesterday", "12 Nov". */
export function agoText(at: number, now: number): string {
  const ageMs = now - at;
  if (ageMs < MINUTE_MS) return message('ui_ago_now');
  if (ageMs < HOUR_MS) return message('ui_ago_minutes', formatNumber(Math.floor(ageMs / MINUTE_MS)));
  if (ageMs < DAY_MS) return message('ui_ago_hours', formatNumber(Math.floor(ageMs / HOUR_MS)));
  const words = relativeTime(at, now, uiLocale());
  return 'text' in words ? words.text : message('ui_day_yesterday');
}

/** When something will happen: "in 26 min", "in 1 h 5 min", "today, 18:40", "tomorrow, 09:10", "12 Nov, 09:10". */
export function untilText(at: number, now: number): string {
  const minutes = Math.ceil((at - now) / MINUTE_MS);
  if (minutes <= 0) return message('ui_in_a_moment');
  if (minutes < 60) return message('ui_in_minutes', formatNumber(minutes));
  if (at - now < COUNTED_MS) return hoursText(Math.floor(minutes / 60), minutes % 60);
  const time = new Intl.DateTimeFormat(uiLocale(), { timeStyle: 'short' }).format(at);
  if (isSameDay(at, now)) return message('ui_today_at', time);
  if (isSameDay(at, now + DAY_MS)) return message('ui_tomorrow_at', time);
  return new Intl.DateTimeFormat(uiLocale(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

function hoursText(hours: number, minutes: number): string {
  if (minutes === 0) return message('ui_in_hours', formatNumber(hours));
  return message('ui_in_hours_minutes', formatNumber(hours), formatNumber(minutes));
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
