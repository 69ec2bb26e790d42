/**
 * The sentences of a paragraph, in order, trimmed; none is empty. A line break always ends one, unless the next line
 * goes on in lower case.
 *
 * @param language BCP 47; the rules of Unicode (UAX #29) without tailoring where it is absent or no valid tag
 */
export function* sentencesOf(paragraph: string, language?: string): Generator<string> {
  let held = '';
  for (const { segment } of segmenter(language).segment(paragraph)) {
    if (held !== '' && !goesOn(held, segment, language)) {
      const opening = OPENS.exec(held)?.[0] ?? '';
      yield* trimmed(held.slice(0, held.length - opening.length));
      held = opening;
    }
    held += segment;
  }
  yield* trimmed(held);
}

/** Brackets and quotation marks that the segmenter leaves with the sentence before. */
const OPENS = /[（「『【《〈([{“‘«¿¡]{1,3}\s{0,9}$/;

function* trimmed(sentence: string): Generator<string> {
  const text = sentence.replace(/\s+/g, ' ').trim();
  if (text !== '') yield text;
}

/**
 * Whether the segmenter parted what belongs together: after an abbreviation or an initial, before a small letter,
 * and where no space stands behind a full stop (".NET", "Yahoo!7").
 */
function goesOn(before: string, after: string, language = ''): boolean {
  const head = before.trimEnd();
  if (STARTS_SMALL.test(after) || CLOSES.test(after)) return true;
  if (head === before && /[.!?]$/.test(head)) return true;
  if (!head.endsWith('.')) return false;
  const lastWord = head.slice(Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'), head.length - 24) + 1);
  if (INITIAL.test(lastWord) || /^\d+\.$/.test(head)) return true;
  if (ORDINAL.test(lastWord) && ORDINAL_LANGUAGES.has(language.slice(0, 2).toLowerCase())) return true;
  const word = bareWord(lastWord);
  return ABBREVIATIONS.has(word) || (BEFORE_NUMBERS.has(word) && /^\d/.test(after));
}

const STARTS_SMALL = /^["'“‘«([]?\p{Ll}/u;

/** A closing mark that spaces keep from its sentence: « Non ! ». */
const CLOSES = /^[»”’)\]]+(?:[\s.,;:!?)]|$)/;

/** "am 9. Mai": languages that write ordinal numbers with a full stop. */
const ORDINAL = /^\(?\d{1,2}\.$/;
const ORDINAL_LANGUAGES = new Set('cs da de et fi hr hu is lv nb nn no pl sk sl sr tr'.split(' '));

/** One letter, or several with dots: "J.", "U.S.", "z.", "e.g." */
const INITIAL = /^["'“‘«([]*(?:\p{L}\.)+$/u;

function bareWord(word: string): string {
  return word
    .slice(0, -1)
    .replace(/^["'“‘«([]+/, '')
    .toLowerCase();
}

/** Abbreviations that hardly ever end a sentence; those of single letters are initials already. */
const ABBREVIATIONS = new Set(
  (
    'eg ie etc vs cf al approx ca resp incl excl esp ltd inc corp bros dr mr mrs ms prof rev gen gov st jr sr ' +
    'fig figs eq eqs vol vols bzw usw ggf vgl evtl bsp bspw zb abb abs hr hrsg mme mlle env núm pág sra srta'
  ).split(' '),
);

/** Abbreviations that are words as well, unless a number follows. */
const BEFORE_NUMBERS = new Set(
  'no nos nr p pp sec sect ch chap art ed jan feb mar apr jun jul aug sep sept oct nov dec'.split(' '),
);

/** A segmenter costs far more to make than to use; feeds have few languages, but what they claim is not trusted. */
const segmenters = new Map<string, Intl.Segmenter>();
const MAX_SEGMENTERS = 50;

function segmenter(language = ''): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const made = makeSegmenter(language);
  if (segmenters.size >= MAX_SEGMENTERS) segmenters.clear();
  segmenters.set(language, made);
  return made;
}

function makeSegmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language === '' ? 'en' : language, { granularity: 'sentence' });
  } catch {
    // RangeError: not a language tag.
    return new Intl.Segmenter('en', { granularity: 'sentence' });
  }
}
