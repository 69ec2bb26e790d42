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
  if (text.length <= LONGEST_LINE && isWholeLine(text)) return { text: '', cut: false };
  let rest = scrubHead(text);
  let cut = false;
  // Each may uncover another: "… [...] Continue reading → The post X appeared first on Y."
  for (let round = 0; round < 6; round++) {
    const found = lastTail(rest);
    if (!found) break;
    rest = rest.slice(0, found.at).trimEnd();
    cut ||= found.cuts;
  }
  return { text: rest, cut };
}

function isWholeLine(text: string): boolean {
  if (WHOLE_LINES.some((line) => line.test(text))) return true;
  const at = text.search(ORIGINALLY);
  return at > 0 && !/[.!?]/.test(text.slice(0, at));
}

/** Whether a sentence speaks of the publication, not of the post's matter. */
export function isBoilerplate(sentence: string): boolean {
  return sentence.length <= LONGEST_LINE && SENTENCES.some((pattern) => pattern.test(sentence));
}

/** Whether a heading is the site's, not the post's. */
export function isFurniture(heading: string): boolean {
  return heading.length <= 60 && HEADINGS.test(heading);
}

/** Where a sentence may begin: at the start, behind the end of another, behind a line break or a closing mark. */
const BORDER = /(?:^|[.!?…:\])”"’»\n→。！？★☆])\s*$/;

interface Tail {
  /** How it begins, with its first letters plain, since it is looked for in every paragraph. */
  readonly begins: RegExp;
  /** What it has in it, wherever it is: looked for first, being cheaper. */
  readonly has?: string;
  /** At most so much follows. */
  readonly reach: number;
  readonly cuts: boolean;
}

/** Every repetition is bounded, and so is what is searched: see TAIL. */
const TAILS: readonly Tail[] = [
  {
    has: 'The post',
    begins: /The post(?: [^\n]{1,300}?)? (?:appeared|was) (?:first|originally)(?: published)? on /g,
    reach: 200,
    cuts: false,
  },
  {
    begins:
      /(?:(?:Continue|Keep) reading|Read (?:more|on|the (?:rest|full|entire|whole))|View (?:the )?(?:full|entire|original) (?:article|post|story)|Click (?:here )?to (?:read|continue)|To read (?:this|the) (?:full |whole |entire )?(?:article|post|story)|Full (?:article|post|story)|Weiterlesen|Mehr lesen|Lire la suite|Leer más|Seguir leyendo|Leggi tutto|Lees (?:meer|verder)|Läs mer|Czytaj (?:dalej|więcej)|Читать (?:далее|дальше|полностью)|Continuar lendo|Leia mais|続きを読む|[(（]?続きは|阅读全文|继续阅读)(?![\p{Ll}])/gu,
    reach: 200,
    cuts: true,
  },
  {
    has: ' for reading ',
    begins: /(?:Thanks|Thank you) for reading [^\n]{0,200}?(?:subscribe|sign up)/gi,
    reach: TAIL,
    cuts: false,
  },
  { has: 'submitted by', begins: /submitted by\s+\/?u\//gi, reach: 200, cuts: false },
  { has: 'Posted ', begins: /\(?Posted (?:on|at) [A-Z\d][^\n()]{4,40}\d(?: [AP]M)?\)?$/g, reach: 0, cuts: false },
  // phpBB, in all its languages: "Statistics: Posted by Ann — 18 Jul 2011, 14:23"
  { has: 'Stati', begins: /Stati\p{L}{4,8} ?: \p{Lu}[^\n]{3,60} — [^\n]{0,20}\d{4}/gu, reach: 20, cuts: false },
];

/** Marks at the very end. */
const MARKS: readonly { readonly has: RegExp; readonly pattern: RegExp; readonly cuts: boolean }[] = [
  { has: /[\])]\s{0,9}$/, pattern: /\s{0,9}[[(](?:\s|\.{2,}|…|more|mehr){1,20}[\])]\s{0,9}$/, cuts: true },
  { has: /[→⟶➔➜›»\]]\s{0,9}$/, pattern: /\s{0,9}(?:[→⟶➔➜›»]|\[(?:link|comments?|permalink)\])\s{0,9}$/i, cuts: false },
  // "X is a post from: My blog" has the post's title before it, which may hold anything.
  {
    has: / is a post from: /,
    pattern: /(?:^|\n|[.。！？!?)）] ?)[^\n.。]{1,120} is a post from: [^\n]{1,100}$/,
    cuts: false,
  },
];

function lastTail(text: string): { readonly at: number; readonly cuts: boolean } | undefined {
  const from = Math.max(0, text.length - TAIL);
  const tail = from > 0 ? text.slice(from) : text;
  for (const { has, begins, reach, cuts } of TAILS) {
    if (has !== undefined && !tail.includes(has)) continue;
    begins.lastIndex = 0;
    for (let found = begins.exec(tail); found; found = begins.exec(tail)) {
      const { index, 0: matched } = found;
      // Cut off from the rest, a tail may only seem to begin a sentence.
      const isStart = index > 0 ? BORDER.test(tail.slice(Math.max(0, index - 6), index)) : from === 0;
      if (isStart && tail.length - index - matched.length <= reach) {
        return { at: from + arrowBefore(tail, index), cuts };
      }
    }
  }
  const end = tail.slice(-160);
  for (const { has, pattern, cuts } of MARKS) {
    const found = has.test(end) ? pattern.exec(tail) : null;
    if (found && (found.index > 0 || from === 0)) {
      const kept = /^[.。！？!?)）]/.test(found[0]) ? 1 : 0;
      return { at: from + found.index + kept, cuts };
    }
  }
  return undefined;
}

/** An arrow before "Read more" belongs to it. */
function arrowBefore(text: string, index: number): number {
  const head = text.slice(0, index).trimEnd();
  return head.endsWith('→') ? head.length - 1 : index;
}

/** Each may uncover another: "May 4th, 2021 - Issue #18 Welcome Welcome to" */
function scrubHead(text: string): string {
  let rest = text;
  for (let round = 0; round < 3; round++) {
    const head = rest.slice(0, HEAD);
    const found = HEADS.map((pattern) => pattern.exec(head)).find((match) => match !== null);
    if (!found) break;
    rest = rest.slice(found[0].length);
  }
  return rest;
}

const DAY =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?';

const HEADS: readonly RegExp[] = [
  // A newsletter's number, with the day before it: "May 4th, 2021 - Issue #18 "
  new RegExp(
    `^${DAY} [-–—] (?:(?:Instal?lment|Issue|Edition|Newsletter|Episode|Week)(?: No\\.?)? ?#?\\d{1,4}[.:,]? (?:[-–—] )?){1,3}(?=\\p{Lu})`,
    'u',
  ),
  // A heading that was run into the sentence that begins with it. Of other words, some are names: "Duran Duran".
  /^(Welcome|Hello|Introduction|Background|Overview) (?=\1 \p{Ll})/u,
  // News agencies: "By Ann Smith BERLIN (Reuters) - "
  /^(?:By (?:\p{Lu}[\p{L}.'’-]{0,20} ){1,6})?\p{Lu}{2}[\p{L}., '’/-]{0,40}\((?:Reuters|AP|AFP|dpa|UPI)\) [-–—] /u,
  /^Updated?:? (?:on )?\d{1,2}([/.-])\d{1,2}\1\d{2,4}: /,
  /^arXiv:\S{1,30}\s+Announce Type:\s*\S{1,30}\s+Abstract:\s*/i,
  /^(?:Estimated )?Reading time:?\s*(?:about )?\d{1,3}(?:\s*[-–]\s*\d{1,3})? min(?:ute)?s?\.?\s*/i,
  /^\d{1,3}(?:\s*[-–]\s*\d{1,3})?[ -]min(?:ute)?s?\.? read\b\s*[.:|·–—-]?\s*/i,
  /^[[(](?:\.{2,}|…)[\])]\s*/,
];

const NAME = "[\\p{Lu}][\\p{L}\\p{M}.'’-]{0,30}";
const NAMES = `${NAME}(?:(?: \\([^()]{1,80}\\))?,? (?:and |und |et |y |& )?${NAME}){0,16}(?: \\([^()]{1,80}\\))?`;

const WHOLE_LINES: readonly RegExp[] = [
  /^\(?(?:see below|click here|more inside|details inside)\.?\)?$/i,
  // A template that was never filled in.
  /^(?:\{\{[^{}]{1,120}\}\}|\{%[^{}%]{1,120}%\})$/,
  /^(?:estimated )?reading time\b.{0,40}$/i,
  /^\W{0,4}\d{1,3}(?:\s*[-–]\s*\d{1,3})?[ -]min(?:ute)?s?\.? read\W{0,4}$/i,
  // "Share this:", "Share on Mastodon", "Tweet", "Email this | Print"
  /^(?:please )?(?:share|tweet|pin|email|e-mail|print|like|reblog|bookmark)(?: (?:this|it|on|via|with|the (?:post|article))\b.{0,60})?[:!.]?$/i,
  /^(?:like this|related|loading\.{3}|click to share|share this|follow (?:me|us) on|subscribe (?:to|via|by|for|now)|sign up (?:to|for))\b.{0,120}$/i,
  /^(?:tags?|tagged(?: (?:as|with|in))?|filed under|categor(?:y|ies)|posted (?:in|under)|labels?|keywords?|topics?|schlagw(?:ort|örter)|étiquettes?|etiquetas?|类别|标签|分类|カテゴリー?|タグ)\s*[:：].*$/i,
  new RegExp(
    `^(?:(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Rr]eported|[Ss]tory) by|[Bb]y|[Aa]uthors?:|[Vv]on|[Pp]ar|[Pp]or)\\s+)${NAMES}\\.?(?:\\s*[,|·•–—-].{0,60}| on .{0,40})?$`,
    'u',
  ),
  /^(?:(?:photo|image|picture|illustration|header|cover|hero|banner|featured)(?: (?:photo|image|picture|illustration))?s?(?: ?credits?| source| courtesy| by\b|:|\s*©)|credits?:|source:|©|copyright\b).{0,160}$/i,
  /^(?:photo|image)s? by .{0,80} on (?:unsplash|pexels|flickr|pixabay).{0,20}$/i,
  /^(?:permalink|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|no comments(?: yet)?|advertisement|sponsored|(?:table of )?contents|skip to (?:main )?content|back to top|listen to this (?:post|article|episode).{0,40}|noticia original|查看评论)[:.]?$/i,
  // "via example.com", the mark of Posterous and Tumblr
  /^via (?:[\w-]{1,60}\.){1,4}[a-z]{2,12}\.?$/i,
  // What is left of a tag that was broken: pic.jpg' style="float:right" />
  /^\S{0,150}\s*(?:[a-z-]{1,20}="[^"]{0,100}"\s*){1,5}\/?>$/i,
  /^[^.!?]{1,150} is a post from: .{1,100}$/i,
];

/** "X was originally published in Y on Medium" */
const ORIGINALLY = /\b(?:originally|first) (?:published|posted|appeared) (?:in|on|at) /i;

const SENTENCES: readonly RegExp[] = [
  /\b(?:was )?originally (?:published|posted|appeared) (?:in|on|at)\b/i,
  /^\(?(?:this|the) (?:post|article|entry|story) (?:is|was) (?:a )?cross-?posted\b/i,
  /\bwhere people are continuing the conversation\b/i,
  /^(?:thanks|thank you) for reading\b/i,
  /\bsubscribe (?:for free|now) to receive\b/i,
  /^subscribe (?:now|today|here|to (?:our|my|the|[\w-]+\.\w))\b/i,
  /^(?:this is another post|this (?:entry|post|article) is part (?:\d+ )?of|this is part \d+ of)\b.{0,80}\bseries\b/i,
  /^you can (?:also )?(?:download|print) a printer-friendly version\b/i,
  /^full (?:transcript|show notes)\b.{0,80}$/i,
  /^\d{1,3}[ -]min(?:ute)?s? read[.:]?$/i,
  /^\(?posted (?:on|by|in|at)\b.{0,80}$/i,
];

const HEADINGS =
  /^(?:share(?: this)?|related(?: (?:posts?|articles?|links?|reading))?|comments?|leave a (?:reply|comment)|subscribe|newsletter|references|footnotes?|notes|(?:table of )?contents|about (?:the )?author|tags?|categories|like this|see also|further reading|tl;?dr|[-–—\d.\s]*)[:.]?$/i;
