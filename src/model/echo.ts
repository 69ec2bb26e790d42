/** How many words of the longer text may stand between two that match: a heading, say, that the excerpt left out. */
const GAP = 12;

const ADDRESS = /\b(?:https?:\/\/|www\.)\S+/g;

/** Words are runs of letters and digits; where a script puts no spaces, each character is one. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+/gu;
const PLAIN_WORD = /[\p{L}\p{M}\p{N}]+/gu;
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff]/;

/** The first words of texts, in lower case, letters and digits only, addresses dropped. */
export function wordsOf(texts: Iterable<string>, limit: number): string[] {
  const words: string[] = [];
  for (const text of texts) {
    // A word takes two characters at least, most of the time; more than this is never needed.
    const part = text.slice(0, (limit - words.length) * 16 + 100);
    const bare = part.includes('://') || part.includes('www.') ? part.replace(ADDRESS, ' ') : part;
    for (const [word] of bare.toLowerCase().matchAll(UNSPACED.test(bare) ? WORD : PLAIN_WORD)) {
      if (words.length >= limit) return words;
      words.push(word);
    }
  }
  return words;
}

/**
 * The share, 0 to 1, of `short`'s words that occur in order at the start of `full`; 0 where either has none.
 *
 * The last word may be cut anywhere, as machines cut their excerpts.
 */
export function shareInOrder(short: readonly string[], full: readonly string[]): number {
  let from = 0;
  let met = 0;
  for (const [i, word] of short.entries()) {
    const isLast = i === short.length - 1;
    const end = Math.min(full.length, from + GAP + 1);
    for (let at = from; at < end; at++) {
      if (full[at] === word || (isLast && full[at]?.startsWith(word))) {
        met++;
        from = at + 1;
        break;
      }
    }
  }
  return short.length === 0 ? 0 : met / short.length;
}
