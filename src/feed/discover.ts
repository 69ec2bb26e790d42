import { decodeInAddress, plainText, tagEnd } from './plain-text.ts';
import type { FeedLink } from './types.ts';
import { resolveUrl } from './urls.ts';

/** More links than anybody would choose from, and a bound for pages that list thousands. */
const MAX_LINKS = 30;
const MAX_TITLE = 200;
/** Links, anchors and the like that are looked at; the longest archive pages of blogs have some thousands. */
const MAX_ELEMENTS = 20_000;
/** Requests for feeds that a page does not name: what a person would wait for, and a host would bear. */
const MAX_GUESSES = 6;

const FEED_TYPE =
  /^(?:application\/(?:(?:rss|atom|rdf|feed|x\.atom|x-atom|x-rss)\+(?:xml|json)|rss|atom)|text\/(?:rss|atom)(?:\+xml)?)\s*(?:;|$)/i;
/** Atom documents that are none of posts: single entries (RFC 5023 §12.1), catalogues of books (OPDS). */
const OTHER_ATOM = /;\s*(?:type\s*=\s*"?entry|profile\s*=\s*"?opds)/i;
const FEED_PATH =
  /(?:^|\/)index\.(?:xml|rss|rdf|atom)$|(?:^|[/_-])(?:feeds?|rss2?|atom|rdf)\.(?:xml|rss|rdf|atom|json)$|\.(?:rss|atom|rdf)(?:\.xml)?$|(?:^|\/)(?:feeds?|rss2?|atom)\/?$|(?:^|\/)feeds?\/(?:rss2?|atom|posts\/default)\/?$/i;
const FEED_QUERY = /[?&](?:feed|format|type)=(?:rss2?|atom|rdf|feed)(?:&|$)/i;
const FEED_WORD =
  /^(?:rss|atom|rss ?2\.0|(?:rss|atom|json|web)[ -]?feeds?|feeds?|(?:rss|atom)[ -]?\d?[ -]?(?:subscription|link)?|subscribe via rss)$/i;
/** Services to which a page's "RSS" link may lead: their addresses are none of feeds. */
const NOT_A_FEED = /(?:^|\.)(?:feedly\.com|inoreader\.com|wikipedia\.org|facebook\.com|twitter\.com)$/i;
const OF_COMMENTS = /\/comments\/(?:feed|default)|[?&]feed=comments/i;
/** As blogs name their comments' feeds in the languages that WordPress is used in most. */
const COMMENTS_WORD =
  /\bcomments\b|\bcomment feed\b|\bkommentar|\bcommentaires\b|\bcommenti\b|\bcoment[aá]rios\b|\breacties\b|комментари|коментар|コメント|评论|評論|댓글/i;

/**
 * The feeds that a page names, best first.
 *
 * Those are its `<link>` elements, wherever they stand, that are `alternate` (or `feed`, or WebSub's `self`) and of a
 * feed's type (https://www.rssboard.org/rss-autodiscovery, RFC 4287's and RFC 5023 §12's types,
 * https://www.jsonfeed.org/version/1.1/#discovery-a-name-discovery-a); a JSON or XML type, or none, counts where the
 * address says feed. Only where it has none, anchors whose address, type or name says feed; of those that lead to other
 * hosts, which posts do, only where none leads to the page's own. In the page's order, but feeds in another language
 * than the page's later and comment feeds last.
 *
 * Comments, scripts, templates and texts are passed over, `<noscript>` is read. Reads 20,000 elements at most and gives
 * 30 feeds. Linear, without a DOM; never throws.
 *
 * @param pageUrl where the page came from; `<base href>` is heeded
 */
export function discoverFeeds(html: string, pageUrl: string): FeedLink[] {
  const elements = readElements(html);
  const base = baseOf(elements, pageUrl);
  const named = elements.filter(isFeedElement);
  if (named.length > 0) {
    const language = elements.find(({ name }) => name === 'html')?.attributes.get('lang');
    const isForeign = ({ attributes }: PageElement) => speaksOther(attributes.get('hreflang'), language);
    const links = [...named.filter((link) => !isForeign(link)), ...named.filter(isForeign)];
    const found = distinctLinks(links, base, ({ attributes }) => attributes.get('title') ?? '');
    if (found.length > 0) return found;
  }
  const anchors = elements.filter((element) => isFeedAnchor(element, html, base));
  const own = anchors.filter(({ attributes }) => hostOf(resolveUrl(attributes.get('href'), base)) === hostOf(pageUrl));
  return distinctLinks(own.length > 0 ? own : anchors, base, (anchor) => namesOf(anchor, html)[0] ?? '');
}

/**
 * Where a site's feed usually stands, likeliest first: six addresses at most, to be asked one after another, and only
 * where the page named none.
 *
 * What its generator is known to write comes first (`<meta name="generator">`), in the folder of the blog before the
 * root of its host. A year within the path ends the blog's folder: what follows is a post.
 */
export function usualPaths(html: string, pageUrl: string): string[] {
  const pageFolder = resolveUrl('.', pageUrl);
  if (pageFolder === undefined) return [];
  const root = new URL('/', pageFolder).href;
  const folder = pageFolder.replace(/\/(?:19|20)\d\d\/.*$/, '/');
  const hinted = [...generatorsOf(html)].flatMap((generator) => PATHS_OF_GENERATORS.get(generator)?.split(' ') ?? []);
  // A blog in a folder of its site has its feed there; its generators write these.
  const inFolder = folder === root ? [] : ['index.xml', 'feed', 'feed.xml'];
  const atRoot = ['/feed', '/rss.xml', '/atom.xml', '/index.xml', '/feed.xml', '/feed.json'];
  const addresses = [
    ...hinted.flatMap((path) => [new URL(path, folder).href, new URL(path, root).href]),
    ...[...inFolder, ...atRoot].map((path) => new URL(path, folder).href),
  ];
  // Servers lead from an address without slash to the one with it.
  const known = addresses.map((address) => address.replace(/\/$/, ''));
  return addresses.filter((_, index) => known.indexOf(known[index] ?? '') === index).slice(0, MAX_GUESSES);
}

/**
 * Generators by a word of their name, and where they write the feed of all posts by default. A path that begins with a
 * slash stands at the root first: in WordPress, a post's own folder has a feed of its comments.
 */
const PATHS_OF_GENERATORS: ReadonlyMap<string, string> = new Map([
  ['ablog', 'blog/atom.xml'],
  ['astro', 'rss.xml'],
  ['blogger', 'feeds/posts/default'],
  ['discourse', '/latest.rss /posts.rss'],
  ['docusaurus', 'blog/rss.xml blog/atom.xml'],
  ['dokuwiki', 'feed.php'],
  ['dotclear', 'feed/atom'],
  ['drupal', 'rss.xml'],
  ['eleventy', 'feed/feed.xml feed.xml'],
  ['gatsby', 'rss.xml'],
  ['ghost', 'rss/'],
  ['hakyll', 'rss.xml atom.xml'],
  ['hashnode', '/rss.xml'],
  ['hexo', 'atom.xml rss2.xml'],
  ['hugo', 'index.xml'],
  ['jekyll', 'feed.xml atom.xml'],
  ['joomla', '?format=feed&type=rss'],
  ['lektor', 'feed.xml'],
  ['micro.blog', '/feed.xml'],
  ['middleman', 'feed.xml'],
  ['mkdocs', 'feed_rss_created.xml'],
  ['movable', 'atom.xml index.xml'],
  ['nikola', 'rss.xml'],
  ['octopress', 'atom.xml'],
  ['pelican', 'feeds/all.atom.xml feeds/all.rss.xml'],
  ['publii', 'feed.xml'],
  ['quarto', 'index.xml'],
  ['serendipity', 'feeds/index.rss2'],
  ['squarespace', '?format=rss blog?format=rss'],
  ['textpattern', 'rss/ atom/'],
  ['tumblr', '/rss'],
  ['typepad', 'atom.xml'],
  ['vuepress', 'rss.xml'],
  ['webflow', 'blog/rss.xml'],
  ['wix.com', '/blog-feed.xml'],
  ['wordpress', '/feed/ feed/'],
  ['wordpress.com', '/feed/ feed/'],
  ['writefreely', 'feed/'],
  ['zola', 'atom.xml rss.xml'],
]);

/** Words of what a page's generators call themselves, in lower case: plugins add themselves to the blog's own. */
function generatorsOf(html: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { name, attributes } of readElements(html)) {
    if (name !== 'meta' || attributes.get('name')?.toLowerCase() !== 'generator') continue;
    const content = attributes.get('content')?.slice(0, MAX_TITLE).toLowerCase() ?? '';
    for (const [word] of content.matchAll(/[a-z][a-z.]*/g)) words.add(word);
  }
  return words;
}

function isFeedElement({ name, attributes }: PageElement): boolean {
  if (name !== 'link') return false;
  const rels = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  const type = attributes.get('type')?.trim() ?? '';
  const href = attributes.get('href') ?? '';
  // Old pages say rel="feed"; alternate stylesheets and translations have other types.
  if (rels.includes('feed')) return true;
  if (rels.includes('stylesheet') || !rels.some((rel) => rel === 'alternate' || rel === 'self')) return false;
  if (FEED_TYPE.test(type)) return !OTHER_ATOM.test(type);
  // Any page may name its own address.
  if (!rels.includes('alternate')) return false;
  // JSON Feed 1.0 was announced as application/json, which WordPress uses for its own interface.
  if (/^application\/json\s*(?:;|$)/i.test(type)) return !href.includes('/wp-json/') && /feed/i.test(href);
  const saysFeed = FEED_PATH.test(href.trim().split(/[?#]/, 1)[0] ?? '');
  return saysFeed && (type === '' ? !attributes.has('hreflang') : /^(?:text|application)\/xml\s*(?:;|$)/i.test(type));
}

function isFeedAnchor(anchor: PageElement, html: string, base: string): boolean {
  const { name, attributes } = anchor;
  if (name !== 'a') return false;
  const href = attributes.get('href')?.trim() ?? '';
  if (href === '' || href.startsWith('#')) return false;
  if (/^feed:/i.test(href) || FEED_TYPE.test(attributes.get('type') ?? '')) return true;
  const url = resolveUrl(href, base);
  if (url === undefined) return false;
  const { hostname, pathname, search } = new URL(url);
  if (NOT_A_FEED.test(hostname)) return false;
  return (
    FEED_PATH.test(pathname) || FEED_QUERY.test(search) || namesOf(anchor, html).some((said) => FEED_WORD.test(said))
  );
}

/** Whether a feed's language is stated to be another than the page's; its regions are the same. */
function speaksOther(language: string | undefined, own: string | undefined): boolean {
  const [spoken, mine] = [language, own].map((tag) => tag?.trim().toLowerCase().split(/[-_]/, 1)[0] ?? '');
  return Boolean(spoken && mine && spoken !== mine);
}

function distinctLinks(
  elements: readonly PageElement[],
  base: string,
  titleOf: (element: PageElement) => string,
): FeedLink[] {
  const byUrl = new Map<string, FeedLink>();
  for (const element of elements) {
    const url = resolveUrl(element.attributes.get('href'), base)?.split('#', 1)[0];
    if (url === undefined || byUrl.has(url)) continue;
    byUrl.set(url, { url, title: plainText(titleOf(element)).slice(0, MAX_TITLE) });
  }
  const found = [...byUrl.values()];
  return [...found.filter((link) => !isOfComments(link)), ...found.filter(isOfComments)].slice(0, MAX_LINKS);
}

function isOfComments(link: FeedLink): boolean {
  return OF_COMMENTS.test(link.url) || COMMENTS_WORD.test(link.title);
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : undefined;
}

/** An element that says something about feeds. */
interface PageElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Behind its start tag. */
  readonly end: number;
}

/** Elements that say something about feeds. */
const READ: ReadonlySet<string> = new Set(['link', 'a', 'base', 'meta', 'html']);
/** Elements whose content is no markup of the page. */
const SILENT: ReadonlySet<string> = new Set(
  'script style template textarea title iframe noembed noframes xmp'.split(' '),
);
const TAG = /<(?:!--|([a-z][^\s/>]*))/gi;
const COMMENT_END = /--!?>/g;
const ATTRIBUTE = /([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/g;
/** How much source an anchor's text is looked for in. */
const MAX_ANCHOR = 500;

/** The elements of a page that say something about feeds, in order. */
function readElements(html: string): PageElement[] {
  const elements: PageElement[] = [];
  TAG.lastIndex = 0;
  for (let found = TAG.exec(html); found && elements.length < MAX_ELEMENTS; found = TAG.exec(html)) {
    const name = found[1]?.toLowerCase();
    if (name === undefined) {
      // `<!-->` is a whole comment.
      TAG.lastIndex = behind(html, COMMENT_END, found.index + 2);
      continue;
    }
    const from = TAG.lastIndex;
    const end = tagEnd(html, from);
    if (READ.has(name)) elements.push({ name, attributes: readAttributes(html.slice(from, end)), end });
    TAG.lastIndex = SILENT.has(name) ? behindElement(html, name, end) : end;
  }
  return elements;
}

/** What relative addresses of a page resolve against: what it states itself, else its own address, absolute. */
export function pageBase(html: string, pageUrl: string): string {
  return baseOf(readElements(html), pageUrl);
}

function baseOf(elements: readonly PageElement[], pageUrl: string): string {
  for (const { name, attributes } of elements) {
    const base = name === 'base' ? resolveUrl(attributes.get('href'), pageUrl) : undefined;
    if (base !== undefined) return base;
  }
  return pageUrl;
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare = ''] of source.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeInAddress(double ?? single ?? bare));
  }
  return attributes;
}

/** What an anchor is called, its title first; of pictures, what is said in their place. */
function namesOf({ attributes, end }: PageElement, html: string): string[] {
  const source = html.slice(end, end + MAX_ANCHOR);
  const length = source.search(/<\/a[\s>]/i);
  const names = [attributes.get('title'), length < 0 ? '' : source.slice(0, length), attributes.get('aria-label')];
  return names.map((name) => plainText(name ?? '')).filter((name) => name !== '');
}

/** Behind the next mark; the end of the page where there is none. */
function behind(html: string, mark: RegExp, from: number): number {
  mark.lastIndex = from;
  return mark.exec(html) ? mark.lastIndex : html.length;
}

/** Behind an element whose content is no markup of the page; of templates, with those within. */
function behindElement(html: string, name: string, from: number): number {
  // Drawings have titles too, which may be empty elements.
  if (name === 'title' && html[from - 2] === '/') return from;
  const tag = new RegExp(`<(/?)${name}(?=[\\s/>])`, 'gi');
  tag.lastIndex = from;
  for (let depth = 1, found = tag.exec(html); found; found = tag.exec(html)) {
    if (found[1] === '/') depth -= 1;
    else if (name === 'template') depth += 1;
    if (depth === 0) return tag.lastIndex;
  }
  return html.length;
}
