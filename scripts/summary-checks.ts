import { decodeEntities } from '../src/feed/plain-text.ts';

/** What is wrong with a summary. Each name is a kind of dirt that a person sees. */
export type Dirt =
  | 'markup'
  | 'entity'
  | 'control'
  | 'spacing'
  | 'code'
  | 'tex'
  | 'caption'
  | 'glued-heading'
  | 'link-back'
  | 'more'
  | 'byline'
  | 'share'
  | 'credit'
  | 'furniture'
  | 'address'
  | 'footnote'
  | 'power'
  | 'repeated'
  | 'title-repeated'
  | 'torn-start'
  | 'torn-end'
  | 'too-long';

export interface Judged {
  readonly title: string;
  readonly summary: string;
  /** All HTML source that the entry has, in the feed's order. */
  readonly sources: readonly string[];
  /** Whether the summary says in words of ours what the post holds, instead of or beside sentences. */
  readonly hasFallback: boolean;
}

/** Below, no sentence end is asked for. */
export const PROSE_ENOUGH = 160;
const MOST = 300;

/**
 * What is wrong with a summary, in the eyes of somebody who knows the post's source but nothing of how the summary was
 * made: none of the rules that clean is used here, so that a hole in them shows.
 */
export function dirtOf(judged: Judged): Dirt[] {
  const source = readSource(judged.sources);
  const found = new Set<Dirt>();
  for (const [dirt, pattern] of PATTERNS) if (pattern.test(judged.summary)) found.add(dirt);
  for (const [dirt, isFound] of COMPARISONS) if (isFound(judged, source)) found.add(dirt);
  // A post about tags speaks of them.
  if (found.has('markup') && speaksOfTags(judged, source)) found.delete('markup');
  if (found.has('entity') && speaksOfReferences(judged, source)) found.delete('entity');
  return [...found];
}

const PATTERNS: readonly (readonly [Dirt, RegExp])[] = [
  [
    'markup',
    /<\/?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|li|object|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|table|td|th|tr|tt|u|ul)(?:\s[^<>]{0,300})?\/?>|<!--|<!\[CDATA/i,
  ],
  ['entity', /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,10}\d{0,2});/i],
  ['control', /[\p{Cc}\p{Co}\u00ad\u200b\u2028\u2029\u2060\ufeff\ufffc\ufffd]|\u200d(?=\s|$)|\\[nr](?:\s|$)/u],
  [
    'spacing',
    /\s{2}|^\s|\s$|\p{L} ,(?=\s|$)|(?:^|\s)(?:\(\s*\)|\[\s*\]|“\s*”)(?=[\s.,]|$)|[\u00a0\u2000-\u200a\u3000]{2}/u,
  ],
  [
    'code',
    /(?:^|[.:!?] )(?:\$ |>>> |#!\/|#include\b|import [\w.]+;|sudo |npm |pip |git clone )|[;{}]\s*\}|\}\}|;\s*$|\/\*|\*\/|::\w+\(|\b(?:var|let|const) \w+ = |\bfunction ?\w*\(\w*\) ?\{|=> \{/,
  ],
  [
    'tex',
    /\\(?:frac|begin|end|mathbb|mathcal|mathrm|mathbf|text|left|right|sum|int|alpha|beta|gamma|delta|epsilon|lambda|theta|sigma|cdot|times|leq?|geq?|in|to|ldots|dots|sqrt|hat|bar|vec|emph|cite|ref|label|textit|textbf|url|href|sim|approx|infty|ell|pi|mu|phi|psi|omega|rho|tau)(?![a-z])|\\[()[\]]|\$\$|[\w)}][_^]\{|\$[^$ ]{1,80}[\\^_=][^$]{0,80}\$/i,
  ],
  [
    'link-back',
    /appeared first on|was (?:originally|first) (?:published|posted)|originally appeared|cross-?posted (?:from|at|on)|submitted by \/?u\/|Announce Type/i,
  ],
  [
    'more',
    /(?:^|[.!?…»”"] ?)(?:continue reading|read more|read on(?=[.…: ]*$)|keep reading|read the (?:rest|full|whole|entire)|click here(?: to (?:read|continue)|[.…]*$)|(?:view |see )?more[.…»]*$|weiterlesen|lire la suite|lees verder|leia mais|читать (?:далее|дальше|полностью))(?![\p{L}])|続きを読む|阅读全文|\[(?:\.{2,}|…|more)\]|→\s*$/iu,
  ],
  [
    'byline',
    /(?:^|[.!?] )(?:by|posted by|written by|published by|author:|von|par) \p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){0,3}(?:\.|$| on | \|)/iu,
  ],
  [
    'share',
    /(?:^|[.!?…:] )(?:share (?:this|on)|tweet this|tagged (?:as|with)|posted in:?|leave a (?:comment|reply)|\d+ comments?(?:$|[.|])|follow (?:me|us) on|subscribe|sign up (?:for|to)|(?:digg|reddit|facebook|twitter|tweet|stumbleupon|permalink)(?:[.|]|$))(?![\p{L}])|\b(?:filed under|tags:|categories:)/iu,
  ],
  [
    'credit',
    /(?:^|[.!?…(] ?)(?:photo|image|picture|illustration|header image|cover image)s? (?:by|credit|courtesy|source|via)s?\b|\bunsplash\b|©|\bcredits?:/i,
  ],
  [
    'furniture',
    /\b\d{1,3} ?-?min(?:ute)?s? read\b|(?:^|[.!?] )(?:reading time|table of contents)|skip to (?:main )?content|back to top|loading\.{3}|enable javascript|your browser (?:does not|doesn't)|advertisement|all rights reserved|copyright \d{4}|thank(?:s| you) for reading/i,
  ],
  ['address', /\bhttps?:|\bwww\.|\bmailto:|[?&]utm_/i],
  [
    'footnote',
    /(?:^|[\s.,;:!?)”"])\[\d{1,3}\]|\[\^|(?!(?<=[^\p{L}](?:[kcdm]?m|mi|ft|in))[²³])(?<=\p{Ll}{2}[.,]?)[¹²³⁴-⁹]+(?=[\s.,]|$)|↩|⤴/u,
  ],
];

interface Source {
  /** Plain text of each run between two tags of blocks, white space folded. */
  readonly runs: readonly string[];
  /** Those runs that stand outside of headings, code, tables, captions, lists of links. */
  readonly prose: readonly string[];
  readonly headings: readonly string[];
  readonly captions: readonly string[];
  readonly codeLines: readonly string[];
  readonly html: string;
}

const BLOCK_TAG =
  /<\/?(?:address|article|aside|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^<>]*)?\/?>/i;
const UNREAD =
  /<(script|style|noscript|iframe|svg|template|audio|video|object|button|select|textarea|title)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;

const withoutTags = (html: string) => html.replace(/<\/?[a-z!?][^<>]*>/gi, '');
const folded = (text: string) =>
  text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/([_=~*-])\1{4,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const textOf = (html: string) => folded(decodeEntities(decodeEntities(withoutTags(html))));

function elements(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, , inner = '']) => inner);
}

function readSource(sources: readonly string[]): Source {
  // Some are escaped twice.
  const html = sources
    .map((each) => (/<[a-z]/i.test(each) || !/&lt;\/?(?:p|a|br|div|img)/i.test(each) ? each : decodeEntities(each)))
    .map((each) => each.replace(UNREAD, ' '))
    .join('<hr>');
  const withoutCode = html.replace(/<(pre|listing)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, '<hr>');
  const proseHtml = withoutCode.replace(
    /<(h[1-6]|table|figure|figcaption|dt|nav|form|footer)\b[^>]*>[\s\S]*?<\/\1\s*>/gi,
    '<hr>',
  );
  const runsOf = (text: string) =>
    text
      .split(BLOCK_TAG)
      .map(textOf)
      .filter((run) => run !== '');
  const captions = elements(html, /<(figcaption|caption|p|div)\b(?=[^>]*(?:caption))[^>]*>([\s\S]*?)<\/\1\s*>/gi)
    .concat(elements(html, /<(figcaption|caption)\b[^>]*>([\s\S]*?)<\/\1\s*>/gi))
    .map(textOf);
  return {
    runs: runsOf(withoutCode),
    prose: proseHtml
      .split(BLOCK_TAG)
      .filter(isMoreThanLinks)
      .map(textOf)
      .filter((run) => run !== ''),
    headings: elements(html, /<(h[1-6])\b[^>]*>([\s\S]*?)<\/\1\s*>/gi).map(textOf),
    captions,
    codeLines: elements(html, /<(pre|listing)\b[^>]*>([\s\S]*?)<\/\1\s*>/gi)
      .flatMap((code) => decodeEntities(withoutTags(code.replace(/<br\s*\/?>/gi, '\n'))).split('\n'))
      .map(folded),
    html,
  };
}

/** The sum of what stands in paragraphs, list items and quotes: UTF-16 code units. */
export function proseLength(sources: readonly string[]): number {
  // The same text may stand in two fields.
  return Math.max(0, ...sources.map((each) => readSource([each]).prose.reduce((sum, run) => sum + run.length, 0)));
}

/** A run of which all that can be read is links belongs to a menu. */
const isMoreThanLinks = (run: string) => /[\p{L}\p{N}]/u.test(textOf(run.replace(/<a\s[^>]*>[\s\S]*?<\/a\s*>/gi, '')));

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
const endsSentence = (text: string) => /[.!?…。！？।؟۔:;»"”'’)\]」』）]$/u.test(text);

const COMPARISONS: readonly (readonly [Dirt, (judged: Judged, source: Source) => boolean])[] = [
  [
    'code',
    ({ summary }, { codeLines, runs }) =>
      codeLines.some((line) => line.length >= 16 && summary.includes(line) && !runs.some((run) => run.includes(line))),
  ],
  [
    'caption',
    ({ summary }, { captions, prose }) =>
      captions.some((text) => text.length >= 12 && summary.includes(text) && !prose.some((run) => run.includes(text))),
  ],
  ['glued-heading', hasGluedHeading],
  ['power', hasLostPower],
  [
    'repeated',
    ({ summary }, { runs }) => {
      const opening = summary.slice(0, 30);
      return (
        summary.length > 80 && summary.indexOf(opening, 1) > 0 && !runs.some((run) => run.split(opening).length > 2)
      );
    },
  ],
  [
    'repeated',
    ({ summary }) => {
      const sentences = summary
        .split(/(?<=[.!?。！？]) ?/)
        .map(lettersOf)
        .filter((each) => each.length > 12);
      return new Set(sentences).size < sentences.length;
    },
  ],
  [
    'title-repeated',
    ({ summary, title }) => {
      const [name, text] = [lettersOf(title), lettersOf(summary)];
      const first = lettersOf(summary.split(/(?<=[.!?。！？…])\s/)[0] ?? '');
      return name.length >= 8 && first === name && text.length > name.length;
    },
  ],
  ['torn-start', (judged, source) => isTornAtStart(judged, source)],
  ['torn-end', (judged, source) => isTornAtEnd(judged, source)],
  ['too-long', ({ summary }) => summary.length > MOST],
];

/** A heading that begins or ends a sentence, with nothing that parts them: "The plan The first idea was to …". */
function hasGluedHeading({ summary, hasFallback, title }: Judged, { headings, prose }: Source): boolean {
  if (hasFallback) return false;
  return headings.some((heading) => {
    if (heading.length < 4 || lettersOf(heading) === lettersOf(title)) return false;
    const at = summary.indexOf(heading);
    if (at < 0) return false;
    const before = summary.slice(0, at).trimEnd();
    const after = summary.slice(at + heading.length);
    const isSentenceStart = before === '' || endsSentence(before);
    return isSentenceStart && /^ [\p{L}\p{N}]/u.test(after) && !prose.some((run) => run.includes(heading));
  });
}

/** "2<sup>10</sup>" read as 210. */
function hasLostPower({ summary }: Judged, { html }: Source): boolean {
  for (const [, base = '', power = ''] of html.matchAll(
    /([\p{L}\p{N})]{1,12})<su[pb]>\s*([-−+]?\d{1,4}|[a-z])\s*<\/su[pb]>/gu,
  )) {
    if (
      /\p{N}/u.test(base) &&
      new RegExp(`(?<![\\p{L}\\p{N}])${base.replace(')', '\\)')}${power}(?![\\p{L}\\p{N}])`, 'u').test(summary)
    )
      return true;
  }
  return false;
}

/** A summary begins where a run of the source or a sentence begins. */
function isTornAtStart({ title, summary, hasFallback }: Judged, { runs }: Source): boolean {
  if (hasFallback) return false;
  const opening = summary.slice(0, 24).replace(/…$/, '');
  const places = runs.flatMap((run) => {
    const at = run.indexOf(opening);
    return at < 0 ? [] : [run.slice(0, at).trimEnd()];
  });
  return (
    places.length > 0 &&
    !places.some(
      (before) =>
        before === '' ||
        /[.!?…。！？।؟。:;»"”'’)\]」』）|>→–—-]$/u.test(before) ||
        // Machines run into the first sentence what was a line of its own: the title, or a newsletter's number.
        lettersOf(before) === lettersOf(title) ||
        /#?\d{1,4}(?: (?:Welcome|Introduction))?$/.test(before.slice(-40)),
    )
  );
}

/** A summary ends where a sentence or a run of the source ends, or says with an ellipsis, between two words, that it goes on. */
function isTornAtEnd({ summary, hasFallback }: Judged, { runs }: Source): boolean {
  if (hasFallback) return false;
  const isCut = summary.endsWith('…');
  const ending = folded(summary.replace(/…$/, '')).slice(-24);
  const places = runs.flatMap((written) => {
    // Addresses are left out of summaries.
    const run = written.replace(/(?:https?:\/\/|www\.)\S+/gi, '').trim();
    const at = run.lastIndexOf(ending);
    return at < 0 ? [] : [run.slice(at + ending.length)];
  });
  if (places.length === 0) return false;
  if (isCut) return !places.some((after) => !/^[\p{L}\p{N}]/u.test(after) || isUnspaced(ending));
  return !endsSentence(ending) && !places.some((after) => /^[\s.,;:!?…)"”'’\]]*$/u.test(after));
}

const isUnspaced = (text: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u.test(text);

function speaksOfTags({ summary }: Judged, { html }: Source): boolean {
  const tags = summary.match(/<\/?[a-z][^<>]*>/gi) ?? [];
  return (
    tags.length > 0 &&
    tags.every((tag) => html.includes(`<code>${escaped(tag)}`) || html.includes(`<tt>${escaped(tag)}`))
  );
}

function speaksOfReferences({ summary }: Judged, { html }: Source): boolean {
  const references = summary.match(/&#?\w+;/g) ?? [];
  return references.length > 0 && references.every((each) => html.includes(`<code>${escaped(each)}`));
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
