const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Something to say about time: a message of `_locales`, with its number where it has one, or ready text. */
export type TimeWords =
  | { readonly message: 'ui_time_now' | 'ui_day_today' | 'ui_day_yesterday' }
  | { readonly message: 'ui_time_minutes' | 'ui_time_hours'; readonly count: number }
  | { readonly text: string };

export interface DayHeading {
  /** `2026-03-12`, in local time: equal for instants of one local day. */
  readonly day: string;
  readonly heading: TimeWords;
}

/**
 * How long ago, as briefly as it can be said without being wrong.
 *
 * Up to a day it counts, later it names the local calendar day. An instant in the future is "now": lists pass
 * `sortAt`, which never lies in the future unless the clock was set back.
 *
 * @param at epoch ms
 * @param now epoch ms
 * @param locale BCP 47, for names of days and months; the runtime's own where it is no valid tag
 */
export function relativeTime(at: number, now: number, locale?: string): TimeWords {
  if (!isInstant(at)) return { text: '' };
  const ageMs = now - at;
  if (ageMs < MINUTE_MS) return { message: 'ui_time_now' };
  if (ageMs < HOUR_MS) return { message: 'ui_time_minutes', count: Math.floor(ageMs / MINUTE_MS) };
  if (ageMs < DAY_MS) return { message: 'ui_time_hours', count: Math.floor(ageMs / HOUR_MS) };
  return dayWords(at, now, locale, 'short');
}

/**
 * The local day of an instant, to group a list by and to head the group.
 *
 * A day in the future counts as today, so that a clock which was set back opens no group above Today.
 *
 * @param at epoch ms
 * @param now epoch ms
 * @param locale BCP 47
 */
export function dayOf(at: number, now: number, locale?: string): DayHeading {
  const shown = isInstant(at) ? Math.min(at, now) : now;
  return { day: dayKey(shown), heading: dayWords(shown, now, locale, 'long') };
}

/**
 * Local date and time of an instant in words, for `title`; '' for what is no instant.
 *
 * @param at epoch ms
 * @param locale BCP 47
 */
export function exactTime(at: number, locale?: string): string {
  return isInstant(at) ? formatter('exact', locale).format(at) : '';
}

/**
 * An instant for `datetime`, in ISO 8601 and UTC; '' for what is none.
 *
 * @param at epoch ms
 */
export function isoTime(at: number): string {
  return isInstant(at) ? new Date(at).toISOString() : '';
}

function dayWords(at: number, now: number, locale: string | undefined, style: 'short' | 'long'): TimeWords {
  const days = daysBetween(at, now);
  if (days <= 0) return { message: 'ui_day_today' };
  if (days === 1) return { message: 'ui_day_yesterday' };
  if (days <= 6) return { text: formatter('weekday', locale).format(at) };
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const shape = style === 'short' ? (sameYear ? 'date' : 'dateOfYear') : sameYear ? 'longDate' : 'longDateOfYear';
  return { text: formatter(shape, locale).format(at) };
}

/** Local midnights passed between two instants; days of 23 and 25 hours count as one. */
function daysBetween(at: number, now: number): number {
  return Math.round((localMidnight(now) - localMidnight(at)) / DAY_MS);
}

function localMidnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function dayKey(at: number): string {
  const date = new Date(at);
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

/** Whether Date can hold it (ECMA-262 §21.4.1.1). */
function isInstant(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}

const SHAPES = {
  weekday: { weekday: 'long' },
  date: { day: 'numeric', month: 'short' },
  dateOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  longDate: { weekday: 'long', day: 'numeric', month: 'long' },
  longDateOfYear: { day: 'numeric', month: 'long', year: 'numeric' },
  exact: { dateStyle: 'full', timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Formatters cost some 50 µs to make and a list asks for hundreds; a page has one locale. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(shape: keyof typeof SHAPES, locale: string | undefined): Intl.DateTimeFormat {
  const key = `${shape} ${locale ?? ''}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = makeFormatter(SHAPES[shape], locale);
  formatters.set(key, made);
  return made;
}

function makeFormatter(options: Intl.DateTimeFormatOptions, locale: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    // RangeError: not a language tag.
    return new Intl.DateTimeFormat(undefined, options);
  }
}
