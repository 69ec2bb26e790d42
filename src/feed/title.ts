import { decodeEntities, foldSpace, plainText } from './plain-text.ts';

const INLINE =
  'a|abbr|b|bdi|bdo|big|cite|code|del|dfn|div|em|font|h[1-6]|i|ins|kbd|li|mark|nobr|p|pre|q|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|ol|var';
const INLINE_END = new RegExp(`</(?:${INLINE})\\s*>`, 'i');
const LONE_ELEMENT = /<(?:br|hr|img|wbr)(?:\s[^<>]*)?\/?>/i;

/** Whether somebody meant this text of a post as HTML: an element of running text ends in it, or one stands alone. */
export function looksLikeHtml(text: string): boolean {
  return text.includes('<') && (INLINE_END.test(text) || LONE_ELEMENT.test(text));
}

const INLINE_TAG = new RegExp(`<(/?)(${INLINE})(?=[\\s/>])[^<>]*>`, 'gi');
const WITH_ATTRIBUTE = /<(?:hr|img)\s+[a-z][\w-]*\s*=/i;
/** A line break that touches a word parts two of them. */
const BREAK = /[^\s("'`“‘[]<w?br(?:\s[^<>]*)?\/?>|<w?br(?:\s[^<>]*)?\/?>[^\s)"'`”’\],.:;!?]/i;
/** One with spaces on both sides does, unless the words beside it say that it is what the title is about. */
const LONE_BREAK = /(\S{1,20})\s{1,9}<br(?:\s[^<>]{0,99})?\/?>\s{1,9}(\S{1,20})/i;
const BEFORE_A_NAME =
  /^(?:the|an?|your|of|in|with|without|using|use|avoid|add|insert|remove|about|why|what|when|does|is|and|or|vs\.?|to|by|html|tag|element)$/i;
const BEHIND_A_NAME = /^(?:tags?|elements?|is|isn['’]t|are|vs\.?|and|or|in|to|does|for|with|considered)(?![\p{L}])/iu;

function holdsBreak(text: string): boolean {
  if (BREAK.test(text)) return true;
  const [, before = '', behind = ''] = LONE_BREAK.exec(text) ?? [];
  return before !== '' && !BEFORE_A_NAME.test(before) && !BEHIND_A_NAME.test(behind);
}

/**
 * As looksLikeHtml, for titles, which name elements more often than they hold any: `Why is </p> optional?`, `The <img>
 * element`. An end tag counts behind its start tag only, a picture or rule with attributes only.
 */
export function isTitleHtml(text: string): boolean {
  if (!text.includes('<')) return false;
  if (WITH_ATTRIBUTE.test(text) || holdsBreak(text)) return true;
  const open = new Set<string>();
  for (const [, slash, name = ''] of text.matchAll(INLINE_TAG)) {
    if (slash === '') open.add(name.toLowerCase());
    else if (open.has(name.toLowerCase())) return true;
  }
  return false;
}

/**
 * A title whose form its feed does not tell, as RSS never does (its profile asks for plain text, generators write HTML:
 * https://www.rssboard.org/rss-profile#data-types-characterdata): HTML where an element of running text stands in it
 * whole, else plain text in which references are decoded once more. So `Vec<T>` and a title about `<script>` keep
 * their signs, and `<em>Now</em>` loses its tags.
 *
 * @param html as it is after the XML was decoded
 * @returns one line of text, white space folded; '' where nothing is left
 */
export function titleText(html: string): string {
  return isTitleHtml(html) ? plainText(withNamedElements(html)) : foldSpace(decodeEntities(html));
}

/** Elements whose content is no text: one that nothing ends would silence the rest of the title. */
const SILENT = /<(?=(script|style|template|iframe|noembed|noframes|object)[\s/>])/gi;

/** A title that only names such an element, as in `The <script> tag is <em>bad</em>`, keeps the name. */
function withNamedElements(html: string): string {
  const lastEnds = new Map<string, number>();
  return html.replace(SILENT, (sign, written: string, at: number) => {
    const name = written.toLowerCase();
    const lastEnd = lastEnds.get(name) ?? html.toLowerCase().lastIndexOf(`</${name}`);
    lastEnds.set(name, lastEnd);
    return lastEnd < at ? '&lt;' : sign;
  });
}
