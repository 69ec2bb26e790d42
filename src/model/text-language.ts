/** Enough to tell a script, and most times a language. */
export const LANGUAGE_SAMPLE = 200;
/** Letters beyond Latin ones: what punctuation and symbols have between them. */
const OTHER_LETTERS = /[\u0370-\u1dff\u2c00-\udfff\uf900-\uffef]/;

/** Scripts with the language to read them by where a feed names none that is written in them. */
const SCRIPTS: readonly (readonly [script: RegExp, languages: RegExp, usual: string])[] = [
  [/[\u3040-\u30ff]/g, /^ja/i, 'ja'],
  [/[\u3400-\u9fff]/g, /^(?:zh|ja|yue|ko)/i, 'zh'],
  [/[\uac00-\ud7af]/g, /^ko/i, 'ko'],
  [/[\u0400-\u04ff]/g, /^(?:ru|uk|be|bg|sr|mk|kk|ky|mn|tg)/i, 'ru'],
  [/[\u0370-\u03ff]/g, /^el/i, 'el'],
  [/[\u0590-\u05ff]/g, /^(?:he|iw|yi)/i, 'he'],
  [/[\u0600-\u06ff]/g, /^(?:ar|fa|ur|ps|ckb|sd|ug)/i, 'ar'],
  [/[\u0900-\u097f]/g, /^(?:hi|mr|ne|sa)/i, 'hi'],
  [/[\u0e00-\u0e7f]/g, /^th/i, 'th'],
  [/[\u1000-\u109f]/g, /^my/i, 'my'],
];

/** Words that stand in nearly every sentence of a language whose sentences break by other rules than English ones. */
const COMMON_WORDS: readonly (readonly [words: RegExp, language: string])[] = [
  [/\b(?:der|die|das|und|ist|nicht|mit|für|ein|eine|auf|sich|von|dem|den)\b/gi, 'de'],
  [/(?<!\p{L})(?:og|det|er|på|som|til|ikke|jeg|af|av)(?!\p{L})/giu, 'da'],
];

/**
 * The language by which a text's sentences are told apart: the stated one where the text is written in its script, else
 * the usual one of that script. A feed's language is often that of the template its author began with.
 *
 * @param stated BCP 47
 * @returns BCP 47; 'en' for Latin letters that say nothing else
 */
export function languageOf(text: string, stated = ''): string {
  const sample = text.slice(0, LANGUAGE_SAMPLE);
  return (OTHER_LETTERS.test(sample) ? byScript(sample, stated) : undefined) ?? inLatin(sample, stated);
}

function byScript(sample: string, stated: string): string | undefined {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, languages, usual] of SCRIPTS) {
    // Names and terms in Latin letters fill half of many a technical text.
    if ((sample.match(script)?.length ?? 0) * 5 < letters || letters === 0) continue;
    return languages.test(stated) ? stated : usual;
  }
  return undefined;
}

function inLatin(sample: string, stated: string): string {
  const isOtherScript = SCRIPTS.some(([, languages]) => languages.test(stated));
  if (stated !== '' && !isOtherScript && !/^en/i.test(stated)) return stated;
  for (const [words, language] of COMMON_WORDS) {
    if ((sample.match(words)?.length ?? 0) * 40 >= sample.length && sample.length >= 40) return language;
  }
  return isOtherScript || stated === '' ? 'en' : stated;
}
