import { formatNumber, message, plural, uiLocale } from '../../browser/i18n.ts';
import { dayOf, exactTime, relativeTime, type TimeWords } from '../../model/relative-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How old a post is, as a list says it: "38 min", "9 h", "Yesterday", "12 Nov". Instants are epoch ms here. */
export function ageText(at: number, now: number): string {
  return inWords(relativeTime(at, now, locale()));
}

/** The local day of an instant: `key` is equal for instants of one day, `heading` names it. */
export function dayText(at: number, now: number): { readonly key: string; readonly heading: string } {
  const { day, heading } = dayOf(at, now, locale());
  return { key: day, heading: inWords(heading) };
}

/** An instant in full, for `title`. */
export function exactText(at: number): string {
  return exactTime(at, locale());
}

/** "4 min ago", within a sentence. */
export function agoText(at: number, now: number): string {
  const ms = now - at;
  if (ms < MINUTE_MS) return message('ui_ago_now');
  if (ms < HOUR_MS) return message('ui_ago_minutes', formatNumber(Math.floor(ms / MINUTE_MS)));
  if (ms < DAY_MS) return message('ui_ago_hours', formatNumber(Math.floor(ms / HOUR_MS)));
  return plural('ui_ago_days', Math.floor(ms / DAY_MS));
}

/** "in 26 min", within a sentence; "in a moment" for what is due. */
export function untilText(at: number, now: number): string {
  const ms = at - now;
  if (ms < MINUTE_MS) return message('ui_in_moment');
  // A unit ends where it would round to the whole of the next.
  if (ms < HOUR_MS - MINUTE_MS / 2) return message('ui_in_minutes', formatNumber(Math.round(ms / MINUTE_MS)));
  if (ms < DAY_MS - HOUR_MS / 2) return message('ui_in_hours', formatNumber(Math.round(ms / HOUR_MS)));
  return plural('ui_in_days', Math.round(ms / DAY_MS));
}

/** "today at 18:40", within a sentence, for an instant to come. */
export function clockText(at: number, now: number): string {
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(at);
  const midnight = new Date(now).setHours(24, 0, 0, 0);
  if (at < midnight) return message('ui_at_today', time);
  if (at < midnight + DAY_MS) return message('ui_at_tomorrow', time);
  return message('ui_at_date', new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long' }).format(at), time);
}

/** "Today 14:02", "Monday 14:02", "12 Nov 14:02", for an instant that has passed. */
export function momentText(at: number, now: number): string {
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(at);
  const isRecent = now - at < 6 * DAY_MS;
  const date = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short' });
  return message('ui_moment', isRecent ? dayText(at, now).heading : date.format(at), time);
}

/** "3 March", with its year where that is another. */
export function dateText(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'long', ...year }).format(at);
}

/** "320 ms", "1.4 sec". */
export function durationText(ms: number): string {
  const [value, unit] = ms < 1000 ? [Math.round(ms), 'millisecond'] : [ms / 1000, 'second'];
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** "41 kB", "1.2 MB". */
export function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1000, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const digits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: digits }).format(value);
}

function inWords(words: TimeWords): string {
  if ('text' in words) return words.text;
  return 'count' in words ? message(words.message, formatNumber(words.count)) : message(words.message);
}

let known: string | undefined;
/** Asked for with each row of a list; a page keeps one language for its life. */
function locale(): string {
  known ??= uiLocale();
  return known;
}
