import browser from 'webextension-polyfill';
import type messages from '../../public/_locales/en/messages.json';

export type MessageKey = keyof typeof messages;

/** Keys that have a form for each plural category: `popup_new_posts` for `popup_new_posts_one` and `_other`. */
export type PluralKey = MessageKey extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;

/** The words for a key in the browser's language; `$1`, `$2` … stand for the substitutions. */
export function message(key: MessageKey, ...substitutions: readonly (string | number)[]): string {
  return filled(words(key), substitutions);
}

/** The words for a number of things; the number, in the browser's digits, is `$1`, the rest follows. */
export function plural(key: PluralKey, count: number, ...rest: readonly (string | number)[]): string {
  const category = pluralRules().select(count);
  return filled(words(`${key}_${category}`) || words(`${key}_other`), [formatNumber(count), ...rest]);
}

/** Private characters that stand where the substitutions go; as many as getMessage takes. */
const SLOTS = Array.from({ length: 9 }, (_, index) => String.fromCharCode(0xe000 + index));
const SLOT = /[\ue000-\ue008]/g;
const known = new Map<string, string>();

/** The words for a key with their slots, asked for once: asking takes some 20 µs, and each row of a list has a dozen. */
function words(key: string): string {
  let found = known.get(key);
  if (found === undefined) {
    found = browser.i18n.getMessage(key, SLOTS);
    known.set(key, found);
  }
  return found;
}

function filled(text: string, substitutions: readonly (string | number)[]): string {
  return text.replace(SLOT, (slot) => String(substitutions[slot.charCodeAt(0) - 0xe000] ?? ''));
}

/** The language that the messages are in, so that dates, numbers and plurals match the words around them. */
export function uiLocale(): string {
  // For whoever's language is not among ours, the messages are English, which only they themselves can tell.
  const language = message('ui_language');
  // Chromium switches getMessage by --lang but not getUILanguage; @@ui_locale follows it in both. It also names a
  // country (en_GB), where the messages seldom do.
  const locale = browser.i18n.getMessage('@@ui_locale').replace('_', '-');
  return locale === language || locale.startsWith(`${language}-`) ? locale : language || 'en';
}

let numbers: Intl.NumberFormat | undefined;
export function formatNumber(value: number): string {
  // Making one takes longer than drawing a row of a list.
  numbers ??= new Intl.NumberFormat(uiLocale());
  return numbers.format(value);
}

let rules: Intl.PluralRules | undefined;
function pluralRules(): Intl.PluralRules {
  rules ??= new Intl.PluralRules(uiLocale());
  return rules;
}
