import { decodeEntities, foldSpace, plainText } from './plain-text.ts';

const INLINE_END =
  /<\/(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|div|em|font|h[1-6]|i|ins|kbd|li|mark|nobr|p|pre|q|s|samp|small|span|strike|strong|sub|sup|tt|u|ul|ol|var)\s*>/i;
const LONE_ELEMENT = /<(?:br|hr|img|wbr)(?:\s[^<>]*)?\/?>/i;

/** Whether somebody meant this text as HTML: an element of running text stands in it, whole. */
export function looksLikeHtml(text: string): boolean {
  return text.includes('<') && (INLINE_END.test(text) || LONE_ELEMENT.test(text));
}

/**
 * A title whose form its feed does not tell, as RSS never does (its profile asks for plain text, generators write HTML:
 * https://www.rssboard.org/rss-profile#data-types-characterdata): HTML where an element of running text stands in it,
 * else plain text in which references are decoded once more. So `Vec<T>` and a title about `<script>` keep their signs,
 * and `<em>Now</em>` loses its tags.
 *
 * @param html as it is after the XML was decoded
 * @returns one line of text, white space folded; '' where nothing is left
 */
export function titleText(html: string): string {
  return looksLikeHtml(html) ? plainText(html) : foldSpace(decodeEntities(html));
}
