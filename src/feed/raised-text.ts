/** What plain text says for `2<sup>10</sup>` and `H<sub>2</sub>O`: without the tags, 2¹⁰ would read as 210. */

const DIGITS_ABOVE = new Map([...'0123456789+-−=()ni'].map((sign, i) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ'][i] ?? sign]));
const DIGITS_BELOW = new Map([...'0123456789+-−=()'].map((sign, i) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'][i] ?? sign]));

/** Longer ones are hard to read in small signs, and fonts lack most letters. */
const MOST_SMALL = 4;

/** What is longer was not set small for what it means. */
const MOST_ABOVE = 16;

/** Numbers and signs of notes: "1", "[12]", "1, 2", "*", "†" */
const NOTE = /^(?:[[(]?\d{1,3}(?:[,–-] ?\d{1,3}){0,4}[\])]?|[*†‡§¶]{1,3})$/;
/** What a unit of measure ends in, which is squared rather than annotated. */
const UNIT = /(?:^|[^\p{L}])(?:[kcdmµnh]?m|mi|ft|in|yd|s|sec|kg)$/u;
const CALCULATION = /\([^()]{0,60}[\d+*/^=−-][^()]{0,60}\)$/;
/** "E = mc", "x+yz" */
const FORMULA = /[=+*/×·√^] ?[\p{L}\p{N}]{1,4}$/u;
const ORDINAL = /^(?:st|nd|rd|th|er|ère|re|e|è|ème|os?|as?|º|ª)$/i;

/**
 * A superscript in running text: powers in small digits or behind `^`, ordinals and ™ plain, marks of notes not at all.
 *
 * @param text plain
 * @param before the text that it stands behind; its last words do
 */
export function raised(text: string, before: string): string {
  const mark = text.trim();
  if (mark.length > MOST_ABOVE || /\s\p{L}/u.test(mark)) return text;
  if (/^tm$/i.test(mark)) return '™';
  if (NOTE.test(mark) && isAnnotated(mark, before)) return '';
  if (!/[\p{L}\p{N})\]}'’"”]$/u.test(before) || isOrdinal(mark, before)) return mark;
  return power(mark);
}

/** A subscript in running text: small digits, else behind `_`. */
export function lowered(text: string, before: string): string {
  const mark = text.trim();
  if (mark.length > MOST_ABOVE || /\s\p{L}/u.test(mark)) return text;
  return /[\p{L}\p{N})\]}]$/u.test(before) ? index(mark) : mark;
}

/** What stands above in a formula. */
export function power(text: string): string {
  const mark = text.replace(/\s/g, '');
  if (/^[′″‴*∗†']*$/.test(mark)) return mark;
  return small(mark, DIGITS_ABOVE) ?? (/^[\p{L}\p{N}]+$/u.test(mark) ? `^${mark}` : `^(${mark})`);
}

/** What stands below in a formula. */
export function index(text: string): string {
  const mark = text.replace(/\s/g, '');
  if (mark === '') return '';
  return small(mark, DIGITS_BELOW) ?? (/^[\p{L}\p{N}]+$/u.test(mark) ? `_${mark}` : `_(${mark})`);
}

function small(mark: string, signs: ReadonlyMap<string, string>): string | undefined {
  if (mark.length > MOST_SMALL) return undefined;
  const letters = [...mark];
  return letters.every((letter) => signs.has(letter)) ? letters.map((letter) => signs.get(letter)).join('') : undefined;
}

/** Whether it stands behind a word or a sentence, not behind a quantity. */
function isAnnotated(mark: string, before: string): boolean {
  if (/^\[/.test(mark)) return true;
  if (CALCULATION.test(before) || FORMULA.test(before)) return false;
  if (/(?:^|[^\p{L}\p{N}])\p{L}$|\p{N}$/u.test(before)) return false;
  return !(/^[23]$/.test(mark) && UNIT.test(before));
}

function isOrdinal(mark: string, before: string): boolean {
  if (/\p{N}$/u.test(before)) return ORDINAL.test(mark);
  // "XIXe", "No", "Mme"
  return /(?:^|[^\p{L}])(?:[IVXLC]+|[Nn])$/u.test(before)
    ? ORDINAL.test(mark)
    : /^\p{L}{2,}$/u.test(mark) && /\p{Lu}$|\p{L}{2}$/u.test(before);
}
