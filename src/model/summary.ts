import { type Block, type BlockKind, type HtmlBlocks, htmlBlocks } from '../feed/html-blocks.ts';
import { decodeEntities } from '../feed/plain-text.ts';
import { isBoilerplate, isFurniture, scrub } from './boilerplate.ts';
import { shareInOrder, wordsOf } from './echo.ts';
import { FORMULA, FormulaReader } from './formula-words.ts';
import { sentencesOf } from './sentences.ts';
import { LANGUAGE_SAMPLE, languageOf } from './text-language.ts';

/** A summary is filled up to TARGET, never beyond MOST, and may end at a sentence from ENOUGH on; UTF-16 code units. */
const SUMMARY_ENOUGH = 160;
const SUMMARY_TARGET = 200;
export const SUMMARY_MOST = 300;

/** What a summary says where a post's own words do not fill it; `{}` stands for the list or the number. */
export interface SummaryWords {
  readonly covers: string;
  readonly codeOnly: string;
  readonly codeOnlyOne: string;
  readonly photos: string;
  readonly photosOne: string;
  readonly none: string;
}

/** The messages of `_locales` that hold these words. */
export const SUMMARY_MESSAGES = {
  covers: 'summary_covers',
  codeOnly: 'summary_code_only_other',
  codeOnlyOne: 'summary_code_only_one',
  photos: 'summary_photos_other',
  photosOne: 'summary_photos_one',
  none: 'summary_none',
} as const satisfies Record<keyof SummaryWords, string>;

export const ENGLISH_SUMMARY_WORDS: SummaryWords = {
  covers: 'Covers: {}',
  codeOnly: 'Code only, {} lines.',
  codeOnlyOne: 'Code only, 1 line.',
  photos: 'Photo post with {} images.',
  photosOne: 'Photo post with 1 image.',
  none: 'No summary in the feed.',
};

export interface SummaryInput {
  /** RSS description, Atom summary, JSON Feed summary: HTML source. */
  readonly shortHtml?: string;
  /** content:encoded, Atom content, content_html: HTML source. */
  readonly fullHtml?: string;
  /** Plain text. */
  readonly title: string;
  /** BCP 47. */
  readonly language?: string;
}

/** Which named text the summary holds instead of, or beside, the author's sentences. */
export type SummaryFallback = 'covers' | 'code-only' | 'photos' | 'none';

export interface Summary {
  /** Plain text of one line; never empty, at most SUMMARY_MOST long. */
  readonly summary: string;
  readonly fallback?: SummaryFallback;
  /** The author's abstract, where the article does not open with it anyway: plain text. */
  readonly standfirst?: string;
  /** HTML source of the article, without a plain-text opening that was glued to it; '' where there is no text. */
  readonly html: string;
  /** The blocks of `html`. */
  readonly document: HtmlBlocks;
  /** Whether `html` came as content, beside a description or glued to a summary. */
  readonly isContent: boolean;
  /** Whether the publishing system says that the text goes on elsewhere. */
  readonly cut: boolean;
}

/**
 * Takes from an entry's texts the few sentences by which a person decides whether to read it.
 *
 * Sentences come from the author's abstract, then from paragraphs, list items and quotes of the article; never from
 * headings, code, tables, captions or menus, so that no heading is glued to a sentence. A machine's excerpt, which
 * repeats the article's opening, is dropped.
 */
export function summarise(input: SummaryInput, words: SummaryWords = ENGLISH_SUMMARY_WORDS): Summary {
  const texts = textsOf(input);
  const { document } = texts;
  const own = ownWords(texts, input);
  const standfirst = standfirstOf(texts.short, document);
  return {
    ...(own.length < SUMMARY_ENOUGH ? withFallback(own, document, input.title, words) : { summary: own }),
    ...(standfirst !== undefined && { standfirst }),
    html: texts.html,
    document,
    isContent: texts.isContent,
    cut: isCut(document),
  };
}

/** The author's sentences; where they do not fill a summary, also those that would rather not stand in one. */
function ownWords(texts: Texts, input: SummaryInput): string {
  const reading = readingOf(texts, input);
  const strict = fill(candidates(texts, input.title, reading), 'strict');
  if (strict.length >= SUMMARY_ENOUGH) return strict;
  const loose = fill(candidates(texts, input.title, { ...reading, isLoose: true }), 'loose');
  return loose.length > strict.length ? loose : strict;
}

/** Whether the article's last paragraph says that it goes on elsewhere. */
function isCut(document: HtmlBlocks): boolean {
  const last = document.blocks.findLast(isProse);
  return last !== undefined && scrub(last.text).cut;
}

interface Passage {
  readonly text: string;
  /** Whether the publishing system says that it was cut. */
  readonly cut: boolean;
}

interface Texts {
  /** Paragraphs of the shorter text; none where the entry has but one text. */
  readonly short: readonly Passage[];
  readonly html: string;
  readonly document: HtmlBlocks;
  readonly isContent: boolean;
}

/** Which of an entry's texts is the article, and which an author's abstract of it. */
function textsOf(input: SummaryInput): Texts {
  const short = input.shortHtml?.trim() ?? '';
  const full = input.fullHtml?.trim() ?? '';
  if (short !== '' && full !== '' && short !== full) return twoTexts(short, full, input.title);
  const only = unescapedOnce(full || short);
  return splitGlued(only, input.title) ?? { short: [], html: only, document: htmlBlocks(only), isContent: full !== '' };
}

/**
 * Some escape their descriptions twice. Where no markup is left and the text itself looks like it, it was meant as
 * such; and a reference that would show as one, `&rsquo;`, was meant as its character.
 */
function unescapedOnce(html: string): string {
  if (!html.includes('&') || html.includes('<')) return html;
  const text = decodeEntities(html);
  const endTags = text.match(/<\/[a-z][a-z0-9]{0,9}>/gi)?.length ?? 0;
  const isMarkup = endTags >= 3 || (endTags > 0 && LOOKS_LIKE_MARKUP.test(text));
  return isMarkup ? text : html.replace(/&(?:amp|#38);(?=#?[A-Za-z0-9]{1,31};)/g, '&');
}

function twoTexts(shortHtml: string, fullHtml: string, title: string): Texts {
  const document = htmlBlocks(fullHtml);
  const short = passagesOf(shortHtml, title);
  // Some put the article into the description and its opening into the content.
  if (lengthOf(short) > LONGEST_ABSTRACT && lengthOf(short) > 2 * lengthOf(document.blocks)) {
    return { short: [], html: shortHtml, document: htmlBlocks(shortHtml), isContent: true };
  }
  return { short: isEcho(short, document) ? [] : short, html: fullHtml, document, isContent: true };
}

/** Beyond it, what stands first is no abstract but the article. */
const LONGEST_ABSTRACT = 600;

/** Elements with which an article may begin behind a plain-text summary. */
const ARTICLE_STARTS = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol dl pre table blockquote figure section article hr'.split(' '),
);

/**
 * A text of which bare words stand before the first element: some generators (Hugo with `.Summary` and `.Content` in
 * one description) glue a plain-text summary to the whole article, without anything between.
 */
function splitGlued(html: string, title: string): Texts | undefined {
  const tagAt = html.search(/<[A-Za-z/!?]/);
  if (tagAt <= 0) return undefined;
  const name = /^<([A-Za-z][A-Za-z0-9]*)/.exec(html.slice(tagAt, tagAt + 20))?.[1]?.toLowerCase();
  if (name === undefined || !ARTICLE_STARTS.has(name)) return undefined;
  const short = passagesOf(html.slice(0, tagAt), title);
  const article = html.slice(tagAt);
  const document = htmlBlocks(article);
  const isContent = true;
  if (isEcho(short, document)) return { short: [], html: article, document, isContent };
  // An abstract is shorter than its article; else the bare words are the article's own first paragraph.
  const length = lengthOf(short);
  if (length > LONGEST_ABSTRACT || length > lengthOf(document.blocks)) return undefined;
  return { short, html: article, document, isContent };
}

function lengthOf(texts: readonly { readonly text: string }[]): number {
  return texts.reduce((sum, { text }) => sum + text.length, 0);
}

/** The scrubbed paragraphs of a description; none where it only says the title again. */
function passagesOf(html: string, title: string): Passage[] {
  const blocks = htmlBlocks(html).blocks;
  const first = blocks[0];
  // Escaped once too often: the text of the only block is markup again.
  const unescaped =
    blocks.length === 1 && first && LOOKS_LIKE_MARKUP.test(first.text) ? htmlBlocks(first.text).blocks : blocks;
  const passages: Passage[] = [];
  let length = 0;
  for (const block of unescaped) {
    if (!isProse(block) && block.kind !== 'pre') continue;
    // Behind what any rule looks at, only the length counts.
    const passage =
      length < MOST_SCRUBBED ? scrub(tidied(decodeEntities(block.text))) : { text: block.text, cut: false };
    length += passage.text.length;
    if (passage.text !== '') passages.push(passage);
  }
  const isTitle = length < 2 * title.length + 50 && keyOf(passages.map(({ text }) => text).join(' ')) === keyOf(title);
  return isTitle ? [] : passages;
}

const MOST_SCRUBBED = 5000;

/** Text of a paragraph without what is no word of it, and with spaces where they belong. */
function tidied(text: string): string {
  if (!UNTIDY.test(text)) return text;
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/(?:\\[nr])+(?=\s|$)/g, '')
    .replace(NOTE_MARK, '')
    .replace(/([_=~*#—–-])\1{4,}|\.{7,}/g, ' ')
    .replace(/(?<=[\p{L}\p{N})"”»’]) (?=,(?:\s|$))/gu, '')
    .replace(/[\u200d\u200e\u200f](?=\s|$|https?:)/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Marks of notes that were written by hand: "as he said [1]", "so it is.[2]", "word[^3]" */
const NOTE_MARK = / ?(?:(?<=[\s.,;:!?)”"’])\[\d{1,2}\](?=[\s.,;:!?]|$)|\[\^[\w-]{1,20}\])/g;

const UNTIDY = / {2}|^ | $|\\[nr]|\[[\d^]|([_=~*#—–-])\1{4}|\.{7}| ,|[\u200d-\u200f]/;

const LOOKS_LIKE_MARKUP = /^<(?:body|p|div|h[1-6]|ul|ol|a|img|b|strong|i|em|span|br|blockquote|table|pre)[\s/>]/i;

/** Share of the excerpt that must stand at the article's start for it to be a machine's. */
const ECHO = 0.9;
/** Words of an excerpt that are compared; a longer one does not become another kind of text later on. */
const MOST_COMPARED = 200;

function isEcho(short: readonly Passage[], document: HtmlBlocks): boolean {
  if (isOpening(short, document)) return true;
  const words = wordsOf(
    short.map(({ text }) => text),
    MOST_COMPARED,
  );
  const reach = words.length * 3 + 100;
  const texts = document.blocks.map(({ text }) => text);
  // Some machines leave out code, tables and captions, others do not.
  return (
    shareInOrder(words, wordsOf(texts, reach)) >= ECHO ||
    shareInOrder(
      words,
      wordsOf(
        document.blocks.filter(isProse).map(({ text }) => text),
        reach,
      ),
    ) >= ECHO
  );
}

/** Whether the article begins with the excerpt as it stands, which saves comparing their words. */
function isOpening(short: readonly Passage[], document: HtmlBlocks): boolean {
  const excerpt = short
    .map(({ text }) => text)
    .join(' ')
    .slice(0, MOST_OPENING)
    .replace(/[\s.…]+$/, '');
  let opening = '';
  for (const block of document.blocks) {
    if (opening.length > excerpt.length) break;
    if (isProse(block)) opening += `${opening && ' '}${block.text}`;
  }
  return excerpt !== '' && opening.startsWith(excerpt);
}

const MOST_OPENING = 1200;

const PROSE: ReadonlySet<BlockKind> = new Set<BlockKind>(['paragraph', 'list-item', 'quote']);

function isProse(block: Block): boolean {
  return PROSE.has(block.kind);
}

/** Up to here a bold paragraph is a heading, and an italic one an editor's note. */
const SHORT_LINE = 80;

/** A heading, or a bold line that stands for one. */
function isHeading(block: Block): boolean {
  if (block.kind === 'heading') return true;
  return (
    block.kind === 'paragraph' &&
    block.allBold === true &&
    block.text.length < SHORT_LINE &&
    !ENDS_SENTENCE.test(block.text)
  );
}

/** How a post's paragraphs are read. */
interface Reading {
  /** BCP 47 */
  readonly language: string;
  readonly formulas: FormulaReader;
  /** Whether introductions, links, and long texts in tables and figures count as well. */
  readonly isLoose: boolean;
}

function readingOf(texts: Texts, { language }: SummaryInput): Reading {
  let sample = '';
  for (const { text } of texts.short) if (sample.length < LANGUAGE_SAMPLE) sample += `${text} `;
  for (const block of texts.document.blocks) {
    if (sample.length >= LANGUAGE_SAMPLE) break;
    if (isProse(block)) sample += `${block.text} `;
  }
  return {
    language: languageOf(sample, language),
    formulas: new FormulaReader(() => texts.document.blocks.filter(isProse).map(({ text }) => text)),
    isLoose: false,
  };
}

/** A summary is full long before; without a limit, a hostile post could have a million paragraphs of boilerplate. */
const MOST_PARAGRAPHS = 2000;
/** A text of this length in a table or figure was put there for its looks. */
const LONG_TEXT = 80;

interface Paragraph extends Passage {
  /** Whether code follows that it speaks of: "Then run". */
  readonly introduces: boolean;
  /** Whether a list or a quotation follows. */
  readonly leads: boolean;
}

/** The article's paragraphs that may give sentences. */
function* proseOf({ blocks }: HtmlBlocks, isLoose: boolean): Generator<Paragraph> {
  let read = 0;
  for (const [i, block] of blocks.entries()) {
    if (!(isLoose ? isReadable(block) : isProse(block)) || isHeading(block)) continue;
    const isNote = read === 0 && block.allItalic === true && block.text.length < SHORT_LINE;
    if (read++ > MOST_PARAGRAPHS) return;
    if ((isNote && hasOtherProse(blocks, block)) || block.allCode || (block.allLinks && !(isLoose && isLong(block))))
      continue;
    const passage = scrub(tidied(block.text));
    if (passage.text === '') continue;
    const next = blocks[i + 1]?.kind;
    yield {
      ...passage,
      introduces: next === 'pre' && !endsSentence(passage.text),
      leads: next === 'list-item' || next === 'quote',
    };
  }
}

function hasOtherProse(blocks: readonly Block[], block: Block): boolean {
  return blocks.some((other) => other !== block && isProse(other));
}

function isReadable(block: Block): boolean {
  if (isProse(block)) return true;
  return (block.kind === 'table' || block.kind === 'figure') && isLong(block);
}

function isLong({ text }: Block): boolean {
  return text.length >= LONG_TEXT && endsSentence(text);
}

function endsSentence(text: string): boolean {
  return ENDS_SENTENCE.test(text.slice(-12));
}

interface Candidate {
  readonly sentence: string;
  readonly isIntroduction: boolean;
}

/** The sentences that a summary may take, in order, each once. */
function* candidates(texts: Texts, title: string, reading: Reading): Generator<Candidate> {
  const seen = new Set([keyOf(title)]);
  const said: string[] = [];
  for (const candidate of rawCandidates(texts, reading)) {
    const sentence = said.length === 0 ? withoutTitle(candidate.sentence, title) : candidate.sentence;
    const key = keyOf(sentence);
    if (key === '' || seen.has(key) || isBoilerplate(sentence)) continue;
    if (sentence.includes(FORMULA) && !reading.isLoose) continue;
    seen.add(key);
    if (said.some((before) => isRepeated(sentence, before))) continue;
    said.push(sentence);
    yield { ...candidate, sentence: closed(sentence.replaceAll(FORMULA, '…')) };
  }
}

/** A first sentence that a machine ran the title into, with nothing between: "All about X I have tried X." */
function withoutTitle(sentence: string, title: string): string {
  if (title.length < LONG_TITLE || !sentence.startsWith(`${title} `) || !/\s\S+\s\S+\s/.test(title)) return sentence;
  const rest = sentence.slice(title.length + 1);
  return rest.length >= LONG_TITLE && /^["'“‘«¿¡]?\p{Lu}/u.test(rest) && !ENDS_SENTENCE.test(title) ? rest : sentence;
}

/** In a shorter one, what follows may be the rest of a name. */
const LONG_TITLE = 30;

/** Sentences that begin alike, and of which one has nearly all words of the other. */
function isRepeated(sentence: string, before: string): boolean {
  if (!before.startsWith(sentence.slice(0, ALIKE))) return false;
  const words = wordsOf([sentence], MOST_COMPARED);
  return words.length >= FEWEST_REPEATED && shareInOrder(words, wordsOf([before], MOST_COMPARED)) >= ECHO;
}

const ALIKE = 8;
/** Shorter sentences may be like others by chance. */
const FEWEST_REPEATED = 6;

function* rawCandidates(texts: Texts, reading: Reading): Generator<Candidate> {
  const hasArticle = texts.document.blocks.some(isProse);
  for (const passage of texts.short) {
    for (const { sentence, isWhole } of sentencesIn(passage, reading)) {
      if (isWhole || !hasArticle) yield { sentence, isIntroduction: ENDS_OPEN.test(sentence) };
    }
  }
  let isFirst = texts.short.length === 0;
  for (const paragraph of proseOf(texts.document, reading.isLoose)) {
    let last: string | undefined;
    for (const { sentence } of sentencesIn(paragraph, reading)) {
      if (last !== undefined) yield { sentence: last, isIntroduction: ENDS_OPEN.test(last) };
      last = sentence;
    }
    if (last !== undefined) {
      const isIntroduction = paragraph.introduces || ENDS_OPEN.test(last);
      yield isFirst && isIntroduction && last.length >= LONG_OPENING
        ? { sentence: paragraph.leads ? last : last.replace(ENDS_OPEN, '.'), isIntroduction: false }
        : { sentence: last, isIntroduction };
    }
    isFirst = false;
  }
}

/** A post's first sentence as long as this says what it is about, even where it introduces a picture or a list. */
const LONG_OPENING = 60;
const ENDS_OPEN = /[:：]$/;

/** No more of a paragraph is read: the summary is full long before. */
const MOST_READ = 1000;

function* sentencesIn(
  passage: Passage,
  { language, formulas }: Reading,
): Generator<{ sentence: string; isWhole: boolean }> {
  const text = formulas.read(shortenAddresses(passage.text.slice(0, MOST_READ)));
  const isCut = passage.cut || passage.text.length > MOST_READ;
  let held: string | undefined;
  for (const sentence of sentencesOf(text, language)) {
    if (held !== undefined) yield { sentence: held, isWhole: true };
    held = sentence;
  }
  if (held === undefined) return;
  const isWhole = !isCut || ENDS_SENTENCE.test(held);
  yield { sentence: isWhole || held.endsWith('…') ? held : `${held.replace(LOOSE_END, '')}…`, isWhole };
}

/** Addresses say little and take much room: at the end of a paragraph they go, elsewhere their host stands for them. */
function shortenAddresses(text: string): string {
  if (!text.includes('://') && !/www\./i.test(text)) return text;
  return text
    .replace(ADDRESS, (found, at: number) => {
      const opening = /^[(<[]/.test(found) ? found.slice(0, 1) : '';
      const address = found.slice(opening.length).replace(/(?:\(?(?:\.{2,}|…)\)?|[.,;:!?)\]>'’])+$/, '');
      const behind = found.slice(opening.length + address.length).replace(/^\(?(?:\.{2,}|…)(?=\)|$)/, '');
      const isLast = /^\s*(?:\n|$)/.test(text.slice(at + found.length, at + found.length + 9));
      if (isLast && /^[)\]>]?$/.test(behind)) return '';
      return `${opening}${hostOf(address)}${behind}`;
    })
    .trim();
}

/** Web addresses with the sign that opens brackets around them; those of mail stay, being whom to write to. */
const ADDRESS = /[(<[]?\b(?:https?:\/\/|www\.)[^\s<>"“”]+/gi;

function hostOf(address: string): string {
  const withScheme = address.includes('://') ? address : `https://${address}`;
  return URL.canParse(withScheme) ? new URL(withScheme).hostname.replace(/^www\./, '') : '';
}

/** What makes two sentences the same: their letters and digits. */
function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * As many sentences as a summary holds. An introduction, which ends in a colon, says nothing without what follows: it
 * waits until that is taken too, and in a strict summary it is left out wherever there is another sentence.
 */
function fill(sentences: Iterable<Candidate>, mode: 'strict' | 'loose'): string {
  let summary = '';
  let introduction = '';
  for (const { sentence, isIntroduction } of sentences) {
    if (isIntroduction) {
      // Of two in a row, the first introduced what is not told here.
      introduction = mode === 'loose' || introduction === '' ? sentence : introduction;
      continue;
    }
    const longer = join(mode === 'loose' ? join(summary, introduction) : summary, sentence);
    if (longer.length > SUMMARY_MOST)
      return summary.length >= SUMMARY_ENOUGH ? summary : cutAtWord(longer, SUMMARY_MOST);
    summary = longer;
    if (mode === 'loose') introduction = '';
    if (summary.length >= SUMMARY_TARGET) return summary;
  }
  return summary || opened(introduction);
}

/** A sentence that may end in a mark that asks for more, as items of lists do. */
function closed(text: string): string {
  return /[\s,;–—]$/.test(text) ? text.replace(LOOSE_END, '') : text;
}

/** A text that may end in an introduction, which promises what is not there. */
function opened(text: string): string {
  return cutAtWord(ENDS_OPEN.test(text) ? `${text.replace(LOOSE_END, '')}…` : text, SUMMARY_MOST);
}

/** Closing marks may follow the one that ends the sentence. */
const ENDS_SENTENCE = /[.!?…。！？।؟][)"'”’»\]*」』]*$/u;
const LOOSE_END = /[\s,;:(–—-]+$/u;

/** Two sentences as one text: what ends without a mark, such as an item of a list, is given a full stop. */
function join(before: string, sentence: string): string {
  if (before === '' || sentence === '') return before || sentence;
  if (ENDS_OPEN.test(before)) return before.endsWith('：') ? `${before}${sentence}` : `${before} ${sentence}`;
  if (ENDS_SENTENCE.test(before))
    return /[。！？」』]$/u.test(before) ? `${before}${sentence}` : `${before} ${sentence}`;
  const bare = before.replace(LOOSE_END, '');
  if (/[\u3040-\u30ff\u3400-\u9fff]$/.test(bare)) return `${bare}。${sentence}`;
  return /[\p{L}\p{M}\p{N})"'”’»\]%]$/u.test(bare) ? `${bare}. ${sentence}` : `${bare} ${sentence}`;
}

/**
 * The text, cut with an ellipsis where it is longer than `most`: between words, also where a script puts no spaces
 * there.
 */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  // The character behind the cut tells whether it falls between words.
  const space = text.lastIndexOf(' ', most - 1);
  const head = space > most / 2 ? text.slice(0, space) : headOfWords(text, most - 1);
  return `${head.replace(LOOSE_END, '').replace(/[.…]+$/, '')}…`;
}

/** Words as long as this are none. */
const MOST_WORD = 40;

function headOfWords(text: string, most: number): string {
  const head = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  const from = Math.max(0, head.length - 2 * MOST_WORD);
  wordSegmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
  const word = wordSegmenter.segment(text.slice(from, head.length + MOST_WORD)).containing(head.length - from);
  return word && word.index > 0 && word.segment.length < MOST_WORD ? text.slice(0, from + word.index) : head;
}

/** Made when first needed: it costs more than most summaries. */
let wordSegmenter: Intl.Segmenter | undefined;

/** What is said of a post whose sentences do not fill a summary. */
function withFallback(
  own: string,
  document: HtmlBlocks,
  title: string,
  words: SummaryWords,
): Pick<Summary, 'summary' | 'fallback'> {
  const covers = coversOf(own, headingsOf(document, title), words);
  if (covers !== undefined) return { summary: covers, fallback: 'covers' };
  if (own !== '') return { summary: own };
  if (document.codeBlocks > 0) {
    const lines = document.blocks
      .filter(({ kind }) => kind === 'pre')
      .reduce((sum, { text }) => sum + linesOf(text), 0);
    return { summary: worded(lines === 1 ? words.codeOnlyOne : words.codeOnly, lines), fallback: 'code-only' };
  }
  if (document.images > 0) {
    return {
      summary: worded(document.images === 1 ? words.photosOne : words.photos, document.images),
      fallback: 'photos',
    };
  }
  return { summary: words.none, fallback: 'none' };
}

function linesOf(code: string): number {
  return code.trimEnd().split('\n').length;
}

function worded(template: string, value: string | number): string {
  return template.replace('{}', () => String(value));
}

function headingsOf(document: HtmlBlocks, title: string): string[] {
  const seen = new Set(['', keyOf(title)]);
  const headings: string[] = [];
  for (const block of document.blocks) {
    if (!isHeading(block)) continue;
    const heading = block.text
      .replace(/\s+/g, ' ')
      .replace(/[\s:#¶§🔗]+$/u, '')
      .trim();
    const key = keyOf(heading);
    if (seen.has(key) || isFurniture(heading)) continue;
    seen.add(key);
    headings.push(heading);
  }
  // Rather fewer of them than one without its end.
  const short = headings.filter((heading) => heading.length <= MOST_OF_HEADING);
  return short.length >= 2 ? short : headings.map((heading) => cutAtWord(heading, MOST_OF_HEADING));
}

const MOST_OF_HEADING = 60;

/** As many headings as there is room for; undefined for fewer than two. */
function coversOf(own: string, headings: readonly string[], words: SummaryWords): string | undefined {
  let covers: string | undefined;
  for (let count = 2; count <= headings.length; count++) {
    const longer = join(own, worded(words.covers, headings.slice(0, count).join(' · ')));
    if (longer.length > SUMMARY_MOST) break;
    covers = longer;
  }
  return covers;
}

/** The abstract as the article's standfirst, unless the article opens with it anyway. */
function standfirstOf(short: readonly Passage[], document: HtmlBlocks): string | undefined {
  const text = short.map((passage) => passage.text.replace(/\s+/g, ' ')).join(' ');
  if (text === '' || document.blocks.length + document.images === 0) return undefined;
  const words = wordsOf([text], MOST_COMPARED);
  const opening = wordsOf(
    document.blocks
      .filter(isProse)
      .slice(0, 1)
      .map((block) => block.text),
    MOST_COMPARED,
  );
  const isRepeated = opening.length * 2 >= words.length && shareInOrder(opening, words) >= ECHO;
  return isRepeated ? undefined : cutAtWord(text, MOST_OF_STANDFIRST);
}

const MOST_OF_STANDFIRST = 1000;
