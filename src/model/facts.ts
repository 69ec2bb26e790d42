import type { Block, CodeLabels, HtmlBlocks } from '../feed/html-blocks.ts';
import { attributesOf } from '../feed/html-tags.ts';
import { decodeEntities } from '../feed/plain-text.ts';
import { codeLabel, languageName, SESSION, TEXT } from './code-language.ts';
import { FormulaReader } from './formula-words.ts';
import type { Facts } from './types.ts';

const WORDS_A_MINUTE = 220;
/** Of scripts that put no spaces between words. */
const CHARACTERS_A_MINUTE = 400;
const MINUTES_A_CODE_BLOCK = 0.25;
/** A description longer than this is the article itself, whatever its element is called. */
const LONGER_THAN_A_SUMMARY = 600;

export interface ArticleSource {
  readonly document: HtmlBlocks;
  /** Plain text that is read before the article. */
  readonly standfirst?: string | undefined;
  /** Whether it came as content beside, or instead of, a description. */
  readonly isContent: boolean;
  /** Whether the publishing system says that the text goes on elsewhere. */
  readonly isCut: boolean;
}

/**
 * What a list tells of a post without loading its body.
 *
 * Words are those outside of code; where a script puts no spaces between words, each character is one.
 */
export function factsOf({ document, standfirst = '', isContent, isCut }: ArticleSource): Facts {
  const count = new ReadingCount();
  count.add(standfirst);
  let characters = 0;
  for (const { kind, text } of document.blocks) {
    if (kind !== 'pre') count.add(text);
    characters += text.length;
  }
  const { codeBlocks, images } = document;
  const languages = languagesOf(document);
  return {
    words: count.words + count.characters,
    minutes: Math.max(
      1,
      Math.round(
        count.words / WORDS_A_MINUTE + count.characters / CHARACTERS_A_MINUTE + MINUTES_A_CODE_BLOCK * codeBlocks,
      ),
    ),
    codeBlocks,
    ...(languages.length > 0 && { languages }),
    images,
    ...(hasFormulas(document) && { formulas: true as const }),
    fullText: !isCut && (isContent ? characters + codeBlocks + images > 0 : characters > LONGER_THAN_A_SUMMARY),
  };
}

/** More would not fit a line. */
const MOST_LANGUAGES = 3;

function languagesOf({ blocks, codeBlocks }: HtmlBlocks): string[] {
  if (codeBlocks === 0) return [];
  const counts = new Map<string, number>();
  for (const { labels } of blocks) {
    const language = labels && languageOf(labels);
    // Neither plain text nor what a terminal shows says what a post is about.
    if (language && language !== TEXT && language !== SESSION) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_LANGUAGES)
    .map(([language]) => languageName(language));
}

function languageOf({ own, around }: CodeLabels): string | undefined {
  for (const [i, source] of [...own, ...around].entries()) {
    if (source === '') continue;
    const attributes = attributesOf(source);
    const label = codeLabel((name) => decoded(attributes.get(name)), i < own.length);
    if (label) return label.language;
  }
  return undefined;
}

function decoded(value: string | undefined): string | undefined {
  return value?.includes('&') ? decodeEntities(value) : value;
}

function hasFormulas({ hasFormulas, blocks }: HtmlBlocks): boolean {
  return hasFormulas || new FormulaReader(() => textsIn(blocks)).hasFormulas();
}

function* textsIn(blocks: readonly Block[]): Generator<string> {
  for (const { kind, allCode, text } of blocks) if (kind !== 'pre' && !allCode) yield text;
}

/** Counts without making a list of words: articles have tens of thousands. */
class ReadingCount {
  words = 0;
  characters = 0;

  add(text: string): void {
    let inWord = false;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (isUnspaced(unit)) {
        this.characters++;
        inWord = false;
      } else if (isLetterLike(unit)) {
        if (!inWord) this.words++;
        inWord = true;
      } else if (unit <= SPACE || unit === NO_BREAK_SPACE || (unit >= 0x2000 && unit <= 0x206f) || unit >= 0x3000) {
        // Other marks stand within a word as well: "don't", "3.9", "x86_64".
        inWord = false;
      }
    }
  }
}

const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;

/** Thai, Lao, Tibetan, Burmese, Khmer, kana and Chinese characters; Korean puts spaces. */
function isUnspaced(unit: number): boolean {
  return (
    (unit >= 0x0e00 && unit <= 0x109f) ||
    (unit >= 0x1780 && unit <= 0x17ff) ||
    (unit >= 0x3040 && unit <= 0x30ff) ||
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0xf900 && unit <= 0xfaff)
  );
}

/** Digits and letters; above ASCII and outside of punctuation, nearly all is a letter. */
function isLetterLike(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);
  return unit >= 0xc0 && !(unit >= 0x2000 && unit <= 0x2bff) && !(unit >= 0x3000 && unit <= 0x303f);
}
