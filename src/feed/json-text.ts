import { withoutControls } from './controls.ts';

export interface JsonDocument {
  readonly value: unknown;
  /** Whether the end of the outermost value was seen. */
  readonly complete: boolean;
}

/**
 * The value of a JSON text (RFC 8259), also where the text is a little wrong, as templates and caches make it: line
 * ends and tabs within strings, a comma behind the last member, junk behind the end. A text that breaks off loses what
 * was begun last in the outermost object's list. Linear; never throws.
 *
 * @param source without controls, but for those that it escapes
 * @returns undefined where that does not help, and where the text broke off before the first object of a list ended
 */
export function readJsonText(source: string): JsonDocument | undefined {
  const fit = source.trim();
  const whole = parsed(fit);
  if (whole) return { ...whole, complete: true };
  const { json, complete } = mended(fit.replace(/[\t\n\r]/g, ' '));
  const rest = json === undefined ? undefined : parsed(json);
  return rest && { ...rest, complete };
}

/**
 * JSON's escapes for what no text should hold, halves of characters only where the other half is missing; also some that
 * are harmless.
 */
const UNFIT_ESCAPES =
  /\\\\ud|\\(?:[bf]|u00[0189]|u007f|ufff[ef]|ud[89ab][\da-f]{2}(?!\\ud[c-f]))|(?<!\\ud[89ab][\da-f]{2})\\ud[c-f]/i;

function clean(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutControls(value) : value;
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text, UNFIT_ESCAPES.test(text) ? clean : undefined) as unknown };
  } catch {
    return undefined;
  }
}

interface Mended {
  readonly json: string | undefined;
  readonly complete: boolean;
}

const MARK = /[{}[\]",]/g;

/** The text up to the end of its outermost value; of one that breaks off, up to the last object of an outer list. */
function mended(text: string): Mended {
  const kept: string[] = [];
  let keptTo = 0;
  let depth = 0;
  /** Whether the value two levels deep that is open, or was last, is a list: only a list is closed again. */
  let isInList = false;
  /** What closes the text again behind the last object that ended two levels deep: pieces kept, and a place. */
  let rescue: { readonly pieces: number; readonly from: number; readonly to: number } | undefined;
  MARK.lastIndex = 0;
  for (let found = MARK.exec(text); found; found = MARK.exec(text)) {
    const [mark] = found;
    if (mark === '"') {
      MARK.lastIndex = stringEnd(text, found.index);
    } else if (mark === ',') {
      if (!closesNext(text, MARK.lastIndex)) continue;
      kept.push(text.slice(keptTo, found.index));
      keptTo = MARK.lastIndex;
    } else if (mark === '{' || mark === '[') {
      depth++;
      if (depth === 2) isInList = mark === '[';
    } else if (--depth === 0) {
      return { json: kept.join('') + text.slice(keptTo, MARK.lastIndex), complete: true };
    } else if (depth === 2 && isInList && mark === '}') {
      rescue = { pieces: kept.length, from: keptTo, to: MARK.lastIndex };
    }
  }
  if (!rescue) return { json: undefined, complete: false };
  return { json: `${kept.slice(0, rescue.pieces).join('')}${text.slice(rescue.from, rescue.to)}]}`, complete: false };
}

function closesNext(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ') at++;
  return text[at] === '}' || text[at] === ']';
}

/** Behind the quote that ends the string which begins at `at`; the text's end where none does. */
function stringEnd(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}
