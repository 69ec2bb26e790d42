/** A paragraph without what publishing systems add to it. */
export interface Scrubbed {
  /** '' where nothing of the author's is left. */
  readonly text: string;
  /** Whether the system said that it cut the text: "[...]", "Continue reading". */
  readonly cut: boolean;
}

/** Boilerplate stands at the ends of a paragraph; looking no further keeps long paragraphs cheap. */
const TAIL = 400;
const HEAD = 200;
/** Longer paragraphs are prose, whatever they begin with. */
const LONGEST_LINE = 240;

/**
 * Takes away what publishing systems put into descriptions and paragraphs.
 *
 * @param text plain, white space folded; '\n' for line breaks
 */
export function scrub(text: string): Scrubbed {
  if (text.length <= LONGEST_LINE && WHOLE_LINES.some((line) => line.test(text))) return { text: '', cut: false };
  const headless = scrubHead(text);
  let rest = headless;
  let cut = false;
  // Each may uncover another: "… [...] Continue reading → The post X appeared first on Y."
  for (let round = 0; round < 6; round++) {
    const found = TAILS.map((tail) => ({ ...tail, at: tailAt(rest, tail.pattern) })).find(({ at }) => at >= 0);
    if (!found) break;
    rest = rest.slice(0, found.at).trimEnd();
    cut ||= found.cuts;
  }
  return { text: rest, cut };
}

/** Whether a sentence speaks of the publication, not of the post's matter. */
export function isBoilerplate(sentence: string): boolean {
  return sentence.length <= LONGEST_LINE && SENTENCES.some((pattern) => pattern.test(sentence));
}

/** Whether a heading is the site's, not the post's. */
export function isFurniture(heading: string): boolean {
  return heading.length <= 60 && HEADINGS.test(heading);
}

function tailAt(text: string, pattern: RegExp): number {
  const from = Math.max(0, text.length - TAIL);
  const found = pattern.exec(text.slice(from));
  if (!found) return -1;
  // Cut off from the rest, a tail may only seem to begin with the pattern.
  if (found.index === 0 && from > 0) return -1;
  return from + found.index;
}

function scrubHead(text: string): string {
  const head = text.slice(0, HEAD);
  for (const pattern of HEADS) {
    const found = pattern.exec(head);
    if (found) return text.slice(found[0].length);
  }
  return text;
}

/** Where a sentence may begin: at the start, behind the end of another, behind a line break or a closing mark. */
const START = '(?:^|(?<=[.!?…:\\]\\)”"’»\\n→。！？]))\\s*';

/** Every repetition is bounded, and so is what is searched: see TAIL. */
const TAILS: readonly { readonly pattern: RegExp; readonly cuts: boolean }[] = [
  {
    pattern: new RegExp(
      `${START}The post(?: [^\\n]{1,300}?)? (?:appeared|was) (?:first|originally)(?: published)? on [^\\n]{1,200}$`,
    ),
    cuts: false,
  },
  {
    pattern: new RegExp(
      `${START}(?:→ ?)?(?:(?:Continue|Keep) reading|Read (?:more|on|the (?:rest|full|entire|whole))|View (?:the )?(?:full|entire|original) (?:article|post|story)|Click (?:here )?to (?:read|continue)|Full (?:article|post|story)|Weiterlesen|Mehr lesen|Lire la suite|Leer más|Seguir leyendo|Leggi tutto|Lees (?:meer|verder)|Läs mer|Czytaj (?:dalej|więcej)|Читать (?:далее|дальше|полностью)|Continuar lendo|Leia mais|続きを読む|阅读全文|继续阅读)(?![\\p{Ll}])[^]{0,200}$`,
      'u',
    ),
    cuts: true,
  },
  { pattern: /\s*[[(](?:\s|\.{2,}|…|more|mehr)+[\])]\s*$/, cuts: true },
  { pattern: /\s*(?:[→⟶➔➜›»]|\[(?:link|comments?|permalink)\])\s*$/i, cuts: false },
  {
    pattern: new RegExp(`${START}(?:Thanks|Thank you) for reading [^]{0,200}?(?:subscribe|sign up)[^]*$`, 'i'),
    cuts: false,
  },
  { pattern: new RegExp(`${START}submitted by\\s+/?u/[^]{0,200}$`, 'i'), cuts: false },
];

const HEADS: readonly RegExp[] = [
  /^arXiv:\S{1,30}\s+Announce Type:\s*\S{1,30}\s+Abstract:\s*/i,
  /^(?:Estimated )?Reading time:?\s*(?:about )?\d{1,3}(?:\s*[-–]\s*\d{1,3})? min(?:ute)?s?\.?\s*/i,
  /^\d{1,3}(?:\s*[-–]\s*\d{1,3})?[ -]min(?:ute)?s?\.? read\b\s*[.:|·–—-]?\s*/i,
];

const NAME = "[\\p{Lu}][\\p{L}\\p{M}.'’-]{0,30}";

const WHOLE_LINES: readonly RegExp[] = [
  /^(?:estimated )?reading time\b.{0,40}$/i,
  /^\W{0,4}\d{1,3}(?:\s*[-–]\s*\d{1,3})?[ -]min(?:ute)?s?\.? read\W{0,4}$/i,
  // "Share this:", "Share on Mastodon", "Tweet", "Email this | Print"
  /^(?:please )?(?:share|tweet|pin|email|e-mail|print|like|reblog|bookmark)(?: (?:this|it|on|via|with|the (?:post|article))\b.{0,60})?[:!.]?$/i,
  /^(?:like this|related|loading\.{3}|click to share|share this|follow (?:me|us) on|subscribe (?:to|via|by|for|now)|sign up (?:to|for))\b.{0,120}$/i,
  /^(?:tags?|tagged(?: (?:as|with|in))?|filed under|categor(?:y|ies)|posted (?:in|under)|labels?|keywords?|topics?|schlagw(?:ort|örter)|étiquettes?|etiquetas?)\s*:.*$/i,
  new RegExp(
    `^(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Rr]eported|[Ss]tory) by|[Bb]y|Author:|[Vv]on|[Pp]ar|[Pp]or)\\s+${NAME}(?:,? (?:and |und |et |y |& )?${NAME}){0,8}\\.?(?:\\s*[,|·•–—-].{0,60}| on .{0,40})?$`,
    'u',
  ),
  /^(?:(?:photo|image|picture|illustration|header|cover|hero|banner|featured)(?: (?:photo|image|picture|illustration))?s?(?: ?credits?| source| courtesy| by\b|:|\s*©)|credits?:|source:|©|copyright\b).{0,160}$/i,
  /^(?:photo|image)s? by .{0,80} on (?:unsplash|pexels|flickr|pixabay).{0,20}$/i,
  /^(?:permalink|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|no comments(?: yet)?|advertisement|sponsored|(?:table of )?contents|skip to (?:main )?content|back to top|listen to this (?:post|article|episode).{0,40})[:.]?$/i,
  /^[^.!?]{1,150} (?:was )?(?:originally|first) (?:published|posted|appeared) (?:in|on|at) .{1,150}$/i,
];

const SENTENCES: readonly RegExp[] = [
  /\b(?:was )?originally (?:published|posted) (?:in|on|at)\b/i,
  /\bwhere people are continuing the conversation\b/i,
  /^(?:thanks|thank you) for reading\b/i,
  /\bsubscribe (?:for free|now) to receive\b/i,
  /^\d{1,3}[ -]min(?:ute)?s? read[.:]?$/i,
  /^\(?posted (?:on|by|in|at)\b.{0,80}$/i,
];

const HEADINGS =
  /^(?:share(?: this)?|related(?: (?:posts?|articles?|links?|reading))?|comments?|leave a (?:reply|comment)|subscribe|newsletter|references|footnotes?|notes|(?:table of )?contents|about (?:the )?author|tags?|categories|like this|see also|further reading|tl;?dr|[-–—\d.\s]*)[:.]?$/i;
