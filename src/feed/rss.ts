import { parseDate } from './dates.ts';
import {
  compact,
  distinctEnclosures,
  distinctTags,
  firstHtml,
  firstTitle,
  mediaEnclosures,
  plainOrAbsent,
  readEnclosure,
  readHints,
} from './parts.ts';
import { distinctAuthors, readPerson, readPersonElement } from './people.ts';
import type { Author, Enclosure, Entry, FeedFormat, ParsedFeed } from './types.ts';
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
  const channel = holders.find((holder) => childNamed(holder, 'title')) ?? holders.at(-1);
  const items = holders.flatMap((holder) => itemsOf(holder));
  if (!channel) return { format, title: '', hints: {}, entries: [] };
  const siteUrl = channelLink(channel, documentUrl);
  const base = siteUrl ?? documentUrl;
  return compact<FeedContent>({
    format,
    title: firstTitle(channel, 'title', 'dc:title', 'itunes:title'),
    selfUrl: resolveUrl(attributeOf(atomLink(channel, 'self'), 'href'), channel.base ?? documentUrl),
    siteUrl,
    description: plainOrAbsent(
      firstHtml(channel, 'description', 'itunes:summary', 'dc:description', 'itunes:subtitle'),
    ),
    language: firstText(channel, 'language', 'dc:language') ?? channel.language,
    iconUrl: channelIcon(channel, holders, base),
    hints: readHints(channel),
    entries: items.map((item) => readItem(item, base, format)),
  });
}

function itemsOf(holder: Element): Element[] {
  if (holder.name === 'item') return [holder];
  // RSS 0.90 and some generators of RSS 2.0 wrap them: <items><item>.
  const wrapped = childrenNamed(holder, 'items').flatMap((items) => childrenNamed(items, 'item'));
  return [...childrenNamed(holder, 'item'), ...wrapped];
}

function channelLink(channel: Element, documentUrl: string): string | undefined {
  const base = channel.base ?? documentUrl;
  const links = childrenNamed(channel, 'link').map((link) =>
    resolveUrl(textOf(link) ?? attributeOf(link, 'href'), link.base ?? base),
  );
  const stated = links.find((link) => link !== undefined);
  return stated ?? resolveUrl(attributeOf(atomLink(channel, 'alternate'), 'href'), base);
}

/** An Atom link within RSS: https://www.rssboard.org/rss-profile#namespace-elements-atom */
function atomLink(holder: Element, rel: string): Element | undefined {
  return childrenNamed(holder, 'atom:link').find(
    (link) => (attributeOf(link, 'rel') ?? 'alternate').toLowerCase() === rel,
  );
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
    itemLink(item, base) ?? permalink(guidElement) ?? (format === 'rdf' ? resolveUrl(about, base) : undefined);
  const group = childNamed(item, 'media:group');
  const content = contentElement(item);
  const summaryHtml =
    firstHtml(item, 'description', 'itunes:summary', 'atom:summary', 'summary', 'dcterms:abstract', 'dc:description') ??
    firstHtml(item, 'media:description', 'itunes:subtitle') ??
    (group && firstHtml(group, 'media:description'));
  return compact<Entry>({
    guid,
    url,
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
    contentHtml: content && firstHtml({ ...item, children: [content] }, content.name),
    contentBase: (content ?? childNamed(item, 'description'))?.base ?? url ?? (base === '' ? undefined : base),
    language: firstText(item, 'dc:language', 'language') ?? item.language,
    tags: distinctTags([
      ...childrenNamed(item, 'category').map((category) => textOf(category) ?? attributeOf(category, 'term')),
      ...childrenNamed(item, 'dc:subject').map(textOf),
      ...childrenNamed(item, 'atom:category').map(
        (category) => attributeOf(category, 'label') ?? attributeOf(category, 'term'),
      ),
      ...childrenNamed(item, 'media:category').map((category) => attributeOf(category, 'label') ?? textOf(category)),
      ...childrenNamed(item, 'itunes:category').flatMap(itunesCategories),
    ]),
    enclosures: itemEnclosures(item, base),
  });
}

const CONTENTS = ['content:encoded', 'xhtml:body', 'body', 'xhtml:div', 'fullitem', 'atom:content', 'content'] as const;

function contentElement(item: Element): Element | undefined {
  for (const name of CONTENTS) {
    const found = childrenNamed(item, name).find((child) => child.source.trim() !== '');
    if (found) return found;
  }
  return undefined;
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
  return resolveUrl(attributeOf(alternate, 'href'), alternate?.base ?? base);
}

/** RSS 2.0: a guid is the post's address unless isPermaLink says otherwise; many that say nothing are none. */
function permalink(guid: Element | undefined): string | undefined {
  if (attributeOf(guid, 'ispermalink')?.toLowerCase() === 'false') return undefined;
  const text = textOf(guid);
  return text !== undefined && /^https?:\/\//i.test(text) ? resolveUrl(text, '') : undefined;
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

function firstDate(item: Element, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    for (const element of childrenNamed(item, name)) {
      const at = parseDate(textOf(element) ?? '');
      if (at !== undefined) return at;
    }
  }
  return undefined;
}

function itunesCategories(category: Element): (string | undefined)[] {
  return [attributeOf(category, 'text'), ...childrenNamed(category, 'itunes:category').flatMap(itunesCategories)];
}

function itemEnclosures(item: Element, base: string): Enclosure[] {
  const own = childrenNamed(item, 'enclosure').flatMap((enclosure) => readEnclosure(enclosure, 'url', base) ?? []);
  const linked = childrenNamed(item, 'atom:link')
    .filter((link) => attributeOf(link, 'rel')?.toLowerCase() === 'enclosure')
    .flatMap((link) => readEnclosure(link, 'href', base) ?? []);
  return distinctEnclosures([...own, ...linked, ...mediaEnclosures(item, base)]);
}
