import { commentsOf, extentOf, hubUrlsOf, linksOf, pagesOf } from './link-relations.ts';
import {
  compact,
  distinctCategories,
  distinctEnclosures,
  firstDate,
  firstHtml,
  firstHtmlPart,
  firstTitle,
  generatorOf,
  type HtmlPart,
  languageTag,
  mediaDescription,
  mediaEnclosures,
  originalLink,
  plainOrAbsent,
  readEnclosure,
  readHints,
} from './parts.ts';
import { distinctAuthors, readPerson, readPersonElement } from './people.ts';
import { plainText } from './plain-text.ts';
import { titleText } from './title.ts';
import type { Author, Category, Enclosure, Entry, EntrySource, FeedFormat, ParsedFeed } from './types.ts';
import { resolveUrl } from './urls.ts';
import { attributeOf, childNamed, childrenNamed, type Element, firstText, textOf } from './xml.ts';

/** What a format's reader knows; whether the document was whole is known to parse.ts alone. */
export type FeedContent = Omit<ParsedFeed, 'complete' | 'defect'>;

/**
 * RSS 0.91 to 2.0: https://www.rssboard.org/rss-specification. Items may also stand beside the channel, or without
 * any, as real documents have them.
 */
export function readRss(roots: readonly Element[], documentUrl: string): FeedContent {
  return readChannels(roots, documentUrl, 'rss');
}

/** RSS 2.0 and RSS 1.0 differ in where items stand and what identifies them, not in what they say. */
export function readChannels(roots: readonly Element[], documentUrl: string, format: FeedFormat): FeedContent {
  const holders = roots.flatMap((root) => [root, ...childrenNamed(root, 'channel')]);
  const titled = holders.filter((holder) => childNamed(holder, 'title'));
  // A title beside the channel is what an item left that lost its start tag.
  const channel = titled.find(({ name }) => name === 'channel') ?? titled[0] ?? holders.at(-1);
  const items = roots.flatMap((root) => itemsOf(root));
  if (!channel) return { format, title: '', hints: {}, hubUrls: [], pages: {}, entries: [] };
  const siteUrl = channelLink(channel, documentUrl);
  const base = siteUrl ?? documentUrl;
  const near = channel.base ?? documentUrl;
  return compact<FeedContent>({
    format,
    title: firstTitle(channel, 'title', 'dc:title', 'itunes:title'),
    selfUrl: resolveUrl(attributeOf(atomLink(channel, 'self'), 'href'), near),
    siteUrl,
    description: plainOrAbsent(
      firstHtml(channel, 'description', 'itunes:summary', 'dc:description', 'itunes:subtitle'),
    ),
    language: languageTag(firstText(channel, 'language', 'dc:language') ?? channel.language),
    iconUrl: channelIcon(channel, holders, base),
    hints: readHints(channel),
    hubUrls: hubUrlsOf(channel, 'atom:link', near),
    pages: pagesOf(channel, 'atom:link', near),
    extent: extentOf(channel),
    generator: generatorOf(channel),
    entries: items.map((item) => readItem(item, base, format)),
  });
}

/** What items stand in below a root. RSS 0.90 and some generators of RSS 2.0 wrap them: <items><item>. */
const WRAPPERS = new Set(['channel', 'items']);

/** In the document's order, also where a channel was closed too early, so that some stand in it and some beside it. */
function itemsOf(holder: Element): Element[] {
  if (holder.name === 'item') return [holder];
  return holder.children.flatMap((child) => (child.name === 'item' || WRAPPERS.has(child.name) ? itemsOf(child) : []));
}

function channelLink(channel: Element, documentUrl: string): string | undefined {
  const base = channel.base ?? documentUrl;
  const links = childrenNamed(channel, 'link').map((link) =>
    resolveUrl(textOf(link) ?? attributeOf(link, 'href'), link.base ?? base),
  );
  const stated = links.find((link) => link !== undefined);
  return stated ?? resolveUrl(attributeOf(atomLink(channel, 'alternate'), 'href'), base);
}

function atomLink(holder: Element, relation: string): Element | undefined {
  return linksOf(holder, 'atom:link', relation)[0];
}

function channelIcon(channel: Element, holders: readonly Element[], base: string): string | undefined {
  // RSS 1.0 puts the image beside the channel, which holds a reference to it.
  const images = [channel, ...holders].flatMap((holder) => childrenNamed(holder, 'image'));
  const urls = images.map((image) =>
    resolveUrl(firstText(image, 'url') ?? attributeOf(image, 'href'), image.base ?? base),
  );
  const podcast = attributeOf(childNamed(channel, 'itunes:image'), 'href');
  return urls.find((url) => url !== undefined) ?? resolveUrl(podcast, channel.base ?? base);
}

function readItem(item: Element, feedBase: string, format: FeedFormat): Entry {
  const base = item.base ?? feedBase;
  const about = attributeOf(item, 'rdf:about');
  const guidElement = childrenNamed(item, 'guid').find((guid) => textOf(guid) !== undefined);
  const guid = textOf(guidElement) ?? about ?? firstText(item, 'id', 'atom:id', 'dc:identifier');
  const url =
    itemLink(item, base) ?? permalink(guidElement, base) ?? (format === 'rdf' ? resolveUrl(about, base) : undefined);
  const { short, whole } = itemTexts(item);
  const summaryHtml = short?.html ?? mediaDescription(item) ?? mediaDescription(childNamed(item, 'media:group'));
  return compact<Entry>({
    guid,
    url,
    originalUrl: originalLink(item, base),
    title: firstTitle(item, 'title', 'dc:title', 'atom:title', 'itunes:title', 'media:title'),
    authors: itemAuthors(item, base),
    publishedAt: firstDate(
      item,
      'pubdate',
      'dc:date',
      'dcterms:issued',
      'atom:published',
      'dcterms:created',
      'published',
      'date',
    ),
    updatedAt: firstDate(item, 'atom:updated', 'dcterms:modified', 'updated', 'lastbuilddate', 'modified'),
    summaryHtml,
    contentHtml: whole?.html,
    contentBase: (whole ?? short)?.element.base ?? url ?? (base === '' ? undefined : base),
    language: languageTag(firstText(item, 'dc:language', 'language') ?? item.language),
    categories: itemCategories(item),
    enclosures: itemEnclosures(item, base),
    ...commentsOf(item, 'atom:link', base),
    source: itemSource(item, base),
  });
}

const CONTENTS = [
  'content:encoded',
  'encoded',
  'xhtml:body',
  'body',
  'xhtml:div',
  'fullitem',
  'atom:content',
  'content',
] as const;
const SUMMARIES = [
  'description',
  'itunes:summary',
  'atom:summary',
  'summary',
  'dcterms:abstract',
  'dc:description',
  'itunes:subtitle',
] as const;

interface Texts {
  readonly short: HtmlPart | undefined;
  readonly whole: HtmlPart | undefined;
}

function itemTexts(item: Element): Texts {
  const whole = firstHtmlPart(item, ...CONTENTS);
  const short = firstHtmlPart(item, ...SUMMARIES);
  if (whole !== undefined || short?.element.name !== 'description') return { short, whole };
  const other = firstHtmlPart(item, 'summary');
  if (!other) return { short, whole: showNotes(item, short) };
  // Both of RSS's own names and no content: which of them is the whole nobody says. The longer by far, else the later.
  const inOrder =
    item.children.indexOf(short.element) < item.children.indexOf(other.element) ? [short, other] : [other, short];
  const [first, second] = inOrder as [HtmlPart, HtmlPart];
  return first.html.length > 2 * second.html.length ? { short: second, whole: first } : { short: first, whole: second };
}

/**
 * Podcasts may describe an episode in a sentence and keep its notes for itunes:summary. A description with a picture
 * stays the body.
 */
function showNotes(item: Element, description: HtmlPart): HtmlPart | undefined {
  const notes = firstHtmlPart(item, 'itunes:summary');
  if (!notes || notes.html === description.html || /<img\s/i.test(description.html)) return undefined;
  return plainText(notes.html).length > 2 * plainText(description.html).length ? notes : undefined;
}

function itemLink(item: Element, base: string): string | undefined {
  for (const link of childrenNamed(item, 'link')) {
    const url = resolveUrl(
      textOf(link) ?? attributeOf(link, 'href') ?? attributeOf(link, 'rdf:resource'),
      link.base ?? base,
    );
    if (url !== undefined) return url;
  }
  const alternate = atomLink(item, 'alternate');
  return resolveUrl(attributeOf(alternate, 'href'), alternate?.base ?? base) ?? addressBesideLink(item);
}

/** Programs that take XML for HTML write `<link/>https://a.example/`, since HTML's link holds nothing. */
function addressBesideLink(item: Element): string | undefined {
  const text = childNamed(item, 'link') && textOf(item);
  return text !== undefined && /^https?:\/\/\S+$/i.test(text) ? resolveUrl(text, '') : undefined;
}

/**
 * RSS 2.0: a guid is the post's address unless isPermaLink says otherwise. Many that say nothing are none, and some that
 * say true by rote; so it must look like an address, or be a path that is said to be one.
 */
function permalink(guid: Element | undefined, base: string): string | undefined {
  const stated = attributeOf(guid, 'ispermalink')?.toLowerCase();
  const text = textOf(guid);
  if (stated === 'false' || text === undefined) return undefined;
  return /^https?:\/\//i.test(text) || (stated === 'true' && text.startsWith('/')) ? resolveUrl(text, base) : undefined;
}

function itemAuthors(item: Element, base: string): Author[] {
  const named = [
    ...childrenNamed(item, 'author').map((author) => readPersonElement(author, '', base)),
    ...childrenNamed(item, 'atom:author').map((author) => readPersonElement(author, 'atom:', base)),
    ...childrenNamed(item, 'dc:creator').map((creator) => readPersonElement(creator, '', base)),
  ];
  const authors = distinctAuthors(named);
  return authors.length > 0
    ? authors
    : distinctAuthors([readPerson(firstText(item, 'itunes:author', 'dc:author', 'dc:contributor'))]);
}

function itemCategories(item: Element): Category[] {
  const withTerm = (element: Element) => ({
    term: attributeOf(element, 'term') ?? textOf(element),
    label: attributeOf(element, 'label'),
  });
  // In no specification, but in feeds: <categories><category>, and <tags>one, two</tags>.
  const categories = [item, ...childrenNamed(item, 'categories')].flatMap((holder) =>
    childrenNamed(holder, 'category'),
  );
  return distinctCategories([
    ...childrenNamed(item, 'tags').flatMap((tags) => (textOf(tags) ?? '').split(',').map((term) => ({ term }))),
    ...categories.map((category) => ({ term: textOf(category) ?? attributeOf(category, 'term') })),
    ...childrenNamed(item, 'dc:subject').map((subject) => ({ term: textOf(subject) })),
    ...childrenNamed(item, 'atom:category').map(withTerm),
    ...childrenNamed(item, 'media:category').map(withTerm),
    ...childrenNamed(item, 'itunes:category').flatMap(itunesCategories),
  ]);
}

function itunesCategories(category: Element): { term: string | undefined }[] {
  const within = childrenNamed(category, 'itunes:category').flatMap(itunesCategories);
  return [{ term: attributeOf(category, 'text') }, ...within];
}

/** RSS 2.0 source: its text names the feed, its attribute gives the feed's address. */
function itemSource(item: Element, base: string): EntrySource | undefined {
  const source = childNamed(item, 'source');
  const title = titleText(textOf(source) ?? '') || undefined;
  const url = resolveUrl(attributeOf(source, 'url'), source?.base ?? base);
  return title === undefined && url === undefined ? undefined : compact<EntrySource>({ title, url });
}

function itemEnclosures(item: Element, base: string): Enclosure[] {
  const own = childrenNamed(item, 'enclosure').flatMap((enclosure) => readEnclosure(enclosure, 'url', base) ?? []);
  const linked = childrenNamed(item, 'atom:link')
    .filter((link) => attributeOf(link, 'rel')?.toLowerCase() === 'enclosure')
    .flatMap((link) => readEnclosure(link, 'href', base) ?? []);
  return distinctEnclosures([...own, ...linked, ...mediaEnclosures(item, base)]);
}
