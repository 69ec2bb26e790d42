/** Text as it is searched: without case, accents and the many forms that Unicode has of one letter. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * What is searched for: each word, in any order, wherever it stands.
 *
 * @param words as the person typed them
 * @returns whether a text that was folded has them all; undefined where there is no word
 */
export function matcherOf(words: string): ((text: string) => boolean) | undefined {
  const wanted = folded(words)
    .split(/\s/)
    .filter((word) => word !== '');
  return wanted.length === 0 ? undefined : (text) => wanted.every((word) => text.includes(word));
}
