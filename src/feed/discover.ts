import { decodeInAddress, plainText, tagEnd } from './plain-text.ts';
import type { FeedLink } from './types.ts';
import { resolveUrl } from './urls.ts';

/** More links than anybody would choose from, and a bound for pages that list thousands. */
const MAX_LINKS = 30;
const MAX_TITLE = 200;

const FEED_TYPE =
  /^(?:application\/(?:rss|atom|rdf|feed|x\.atom|x-atom|x-rss)\+(?:xml|json)|text\/(?:rss|atom)(?:\+xml)?)\s*(?:;|$)/i;
const FEED_PATH =
  /(?:^|\/)(?:feeds?|rss2?|atom|rdf|index)\.(?:xml|rss|rdf|atom|json)$|\.(?:rss|atom|rdf)$|(?:^|\/)(?:feeds?|rss2?|atom)\/?$|(?:^|\/)feed\/(?:rss2?|atom)\/?$/i;
const FEED_WORD =
  /^(?:rss|atom|rss ?2\.0|(?:rss|atom|json|web)[ -]?feeds?|feeds?|(?:rss|atom)[ -]?\d?[ -]?(?:subscription|link)?|subscribe via rss)$/i;
/** Services to which a page's "RSS" link may lead: their addresses are none of feeds. */
const NOT_A_FEED = /(?:^|\.)(?:feedly\.com|inoreader\.com|wikipedia\.org|facebook\.com|twitter\.com)$/i;

interface PageLink {
  readonly element: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Of an anchor: its text. */
  readonly text: string;
}

/**
 * The feeds that a page names, best first as the page orders them: `<link rel="alternate">` with a feed's type
 * (https://www.rssboard.org/rss-autodiscovery, RFC 5023 and JSON Feed's equivalent); only where it has none, anchors
 * whose address or text says feed. Comment feeds come last. Linear, without a DOM; never throws.
 *
 * @param pageUrl where the page came from; `<base href>` is heeded
 */
export function discoverFeeds(html: string, pageUrl: string): FeedLink[] {
  const { links, base } = readLinks(html, pageUrl);
  const named = distinctLinks(links.filter(isFeedElement), base);
  return named.length > 0
    ? named
    : distinctLinks(
        links.filter((link) => isFeedAnchor(link, base)),
        base,
      );
}

/**
 * Where a site's feed usually stands, likeliest first: six at most, to be asked one after another, and only where the
 * page named none.
 */
export function usualPaths(pageUrl: string): string[] {
  const folder = resolveUrl('.', pageUrl);
  if (folder === undefined) return [];
  const atRoot = ['/feed', '/rss.xml', '/atom.xml', '/index.xml', '/feed.xml', '/feed.json'];
  // A blog in a folder of its site has its feed there; its generators write these.
  const inFolder = new URL(folder).pathname === '/' ? [] : ['index.xml', 'feed', 'feed.xml'];
  const paths = [...inFolder, ...atRoot.slice(0, 6 - inFolder.length)];
  return paths.flatMap((path) => resolveUrl(path, folder) ?? []);
}

function isFeedElement(link: PageLink): boolean {
  if (link.element !== 'link') return false;
  const rels = (link.attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  const type = link.attributes.get('type')?.trim() ?? '';
  // Old pages say rel="feed"; alternate stylesheets and translations have other types.
  if (rels.includes('feed')) return true;
  if (!rels.includes('alternate') || rels.includes('stylesheet')) return false;
  if (FEED_TYPE.test(type)) return true;
  const path = link.attributes.get('href') ?? '';
  // JSON Feed 1.0 was announced as application/json, which WordPress uses for its own interface.
  if (/^application\/json/i.test(type)) return !path.includes('/wp-json/') && /feed/i.test(path);
  return /^(?:text|application)\/xml/i.test(type) && FEED_PATH.test(path.split(/[?#]/, 1)[0] ?? '');
}

function isFeedAnchor(link: PageLink, base: string): boolean {
  if (link.element !== 'a') return false;
  const href = link.attributes.get('href')?.trim() ?? '';
  if (/^feed:/i.test(href) || FEED_TYPE.test(link.attributes.get('type') ?? '')) return true;
  const url = resolveUrl(href, base);
  if (url === undefined || href.startsWith('#')) return false;
  const { hostname, pathname, search } = new URL(url);
  if (NOT_A_FEED.test(hostname)) return false;
  return FEED_PATH.test(pathname) || /[?&]feed=(?:rss2?|atom|rdf)/i.test(search) || FEED_WORD.test(link.text);
}

function distinctLinks(links: readonly PageLink[], base: string): FeedLink[] {
  const byUrl = new Map<string, FeedLink>();
  for (const link of links) {
    const url = withoutFragment(resolveUrl(link.attributes.get('href'), base));
    const title = plainText(link.attributes.get('title') ?? link.text).slice(0, MAX_TITLE);
    if (url !== undefined && !byUrl.has(url)) byUrl.set(url, { url, title });
  }
  const found = [...byUrl.values()];
  return [...found.filter((link) => !isOfComments(link)), ...found.filter(isOfComments)].slice(0, MAX_LINKS);
}

function withoutFragment(url: string | undefined): string | undefined {
  return url?.split('#', 1)[0];
}

function isOfComments(link: FeedLink): boolean {
  return /\/comments\/(?:feed|default)|[?&]feed=comments/i.test(link.url) || /\bcomments? feed\b/i.test(link.title);
}

const TAG = /<(?:!--|(link|a|base|script|style|template|textarea)(?=[\s/>]))/gi;
const ATTRIBUTE = /([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/g;
/** How much source an anchor's text is looked for in. */
const MAX_ANCHOR = 500;

/** The links and anchors of a page in order, and what relative addresses of it resolve against. */
function readLinks(html: string, pageUrl: string): { links: PageLink[]; base: string } {
  const links: PageLink[] = [];
  let base: string | undefined;
  TAG.lastIndex = 0;
  for (let found = TAG.exec(html); found; found = TAG.exec(html)) {
    const from = TAG.lastIndex;
    const element = found[1]?.toLowerCase();
    if (element === undefined) {
      TAG.lastIndex = behind(html, '-->', from);
      continue;
    }
    const end = tagEnd(html, from);
    if (element === 'link' || element === 'a') {
      const attributes = readAttributes(html.slice(from, end));
      links.push({ element, attributes, text: element === 'a' ? anchorText(html, end) : '' });
    } else if (element === 'base') {
      base ??= resolveUrl(readAttributes(html.slice(from, end)).get('href'), pageUrl);
    }
    TAG.lastIndex =
      element === 'link' || element === 'a' || element === 'base' ? end : behindElement(html, element, end);
  }
  return { links, base: base ?? pageUrl };
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare = ''] of source.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeInAddress(double ?? single ?? bare));
  }
  return attributes;
}

function anchorText(html: string, from: number): string {
  const source = html.slice(from, from + MAX_ANCHOR);
  const end = source.search(/<\/a[\s>]/i);
  return end < 0 ? '' : plainText(source.slice(0, end));
}

function behind(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at + mark.length;
}

/** Behind an element whose content is no markup of the page. */
function behindElement(html: string, element: string, from: number): number {
  const endTag = new RegExp(`</${element}(?=[\\s/>])`, 'gi');
  endTag.lastIndex = from;
  return endTag.exec(html) ? endTag.lastIndex : html.length;
}
