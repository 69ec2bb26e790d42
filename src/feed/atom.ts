import { withoutControls } from './controls.ts';
import { withAbsoluteLinks } from './html-links.ts';
import { commentsOf, extentOf, hubUrlsOf, linksOf, pagesOf } from './link-relations.ts';
import { escapeText, holdsTags, htmlOf, paragraphs, textOfSource } from './markup.ts';
import {
  compact,
  distinctCategories,
  distinctEnclosures,
  firstDate,
  firstHtml,
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
import { decodeEntities, foldSpace } from './plain-text.ts';
import type { FeedContent } from './rss.ts';
import { isTitleHtml, looksLikeHtml, titleText } from './title.ts';
import type { Author, Entry, EntrySource } from './types.ts';
import { resolveUrl } from './urls.ts';
import { attributeOf, childNamed, childrenNamed, type Element, firstText, textOf } from './xml.ts';

/** Atom 1.0 (RFC 4287) and 0.3. */
export function readAtom(roots: readonly Element[], documentUrl: string): FeedContent {
  const feed = roots.find((root) => childNamed(root, 'title')) ?? roots.at(-1);
  if (!feed) return { format: 'atom', title: '', hints: {}, hubUrls: [], pages: {}, entries: [] };
  const selfUrl = resolveUrl(attributeOf(linkOf(feed, 'self'), 'href'), feed.base ?? documentUrl);
  const base = documentUrl || selfUrl || '';
  const entries = roots.flatMap((root) => (root.name === 'entry' ? [root] : childrenNamed(root, 'entry')));
  const icon = childNamed(feed, 'icon') ?? childNamed(feed, 'logo');
  const inherited = authorsOf(feed, base);
  const near = feed.base ?? base;
  return compact<FeedContent>({
    format: 'atom',
    title: titleOf(feed, 'title'),
    selfUrl,
    siteUrl: addressOf(feed, 'alternate', base),
    description: plainOrAbsent(bodyOf(feed, 'subtitle', 'tagline', 'info')?.html),
    language: languageTag(feed.language ?? firstText(feed, 'dc:language', 'rss:language')),
    iconUrl: icon && resolveUrl(textOf(icon), icon.base ?? base),
    hints: readHints(feed),
    hubUrls: hubUrlsOf(feed, 'link', near),
    pages: pagesOf(feed, 'link', near),
    extent: extentOf(feed),
    generator: generatorOf(feed),
    entries: entries.map((entry) => readEntry(entry, base, inherited)),
  });
}

function readEntry(entry: Element, base: string, inherited: readonly Author[]): Entry {
  const source = childNamed(entry, 'source');
  const own = authorsOf(entry, base);
  const ofSource = source ? authorsOf(source, base) : [];
  const content = bodyOf(entry, 'content');
  const summary = bodyOf(entry, 'summary');
  const src = childrenNamed(entry, 'content').find((element) => attributeOf(element, 'src') !== undefined);
  const url =
    addressOf(entry, 'alternate', base) ?? resolveUrl(attributeOf(src, 'src'), src?.base ?? entry.base ?? base);
  return compact<Entry>({
    guid: firstText(entry, 'id'),
    url,
    originalUrl: originalLink(entry, base),
    title: titleOf(entry, 'title', 'dc:title', 'media:title'),
    authors: [own, ofSource, inherited].find((authors) => authors.length > 0) ?? [],
    publishedAt: firstDate(
      entry,
      'published',
      'issued',
      'created',
      'dc:date',
      'dcterms:issued',
      'rss:pubdate',
      'pubdate',
    ),
    // RFC 4287 §4.2.15 allows one; where programs append another, the last counts.
    updatedAt: firstDate(
      { ...entry, children: entry.children.toReversed() },
      'updated',
      'modified',
      'dcterms:modified',
    ),
    summaryHtml:
      summary?.html ??
      firstHtml(entry, 'itunes:summary') ??
      mediaDescription(entry) ??
      firstHtml(entry, 'description') ??
      mediaDescription(childNamed(entry, 'media:group')),
    contentHtml: content?.html ?? firstHtml(entry, 'content:encoded', 'xhtml:body'),
    contentBase: (content ?? summary)?.element.base ?? entry.base ?? url ?? (base === '' ? undefined : base),
    language: languageTag(content?.element.language ?? entry.language),
    categories: distinctCategories([
      ...childrenNamed(entry, 'category').map((category) => ({
        term: attributeOf(category, 'term') ?? textOf(category),
        label: attributeOf(category, 'label'),
      })),
      ...childrenNamed(entry, 'dc:subject').map((subject) => ({ term: textOf(subject) })),
    ]),
    enclosures: distinctEnclosures([
      ...linksOf(entry, 'link', 'enclosure').flatMap((link) => readEnclosure(link, 'href', base) ?? []),
      // RSS's element: WordPress once wrote it into Atom, where it has no place.
      ...childrenNamed(entry, 'enclosure').flatMap((enclosure) => readEnclosure(enclosure, 'url', base) ?? []),
      ...mediaEnclosures(entry, base),
    ]),
    ...commentsOf(entry, 'link', base),
    source: source && sourceOf(source, base),
  });
}

function authorsOf(holder: Element, base: string): Author[] {
  const authors = childrenNamed(holder, 'author').map((author) => readPersonElement(author, '', base));
  const named = distinctAuthors(authors);
  return named.length > 0 ? named : distinctAuthors([readPerson(firstText(holder, 'dc:creator', 'itunes:author'))]);
}

function sourceOf(source: Element, base: string): EntrySource {
  return compact<EntrySource>({
    title: titleOf(source, 'title') || undefined,
    url: addressOf(source, 'alternate', base) ?? addressOf(source, 'self', base),
  });
}

/** Of several, the one to a page. */
function linkOf(holder: Element, rel: string): Element | undefined {
  const links = linksOf(holder, 'link', rel);
  return (
    links.find((link) => /^(?:text\/html|application\/xhtml)/i.test(attributeOf(link, 'type') ?? 'text/html')) ??
    links[0]
  );
}

function addressOf(holder: Element, rel: string, base: string): string | undefined {
  const link = linkOf(holder, rel);
  return resolveUrl(attributeOf(link, 'href') ?? textOf(link), link?.base ?? base);
}

/** A text construct (RFC 4287 §3.1): what its type attribute says, or Atom 0.3's type and mode. */
interface TextForm {
  readonly form: 'text' | 'html' | 'xhtml' | 'base64';
  /** Whether the document says so, or leaves it to the default. */
  readonly stated: boolean;
}

function formOf(element: Element): TextForm {
  const type = attributeOf(element, 'type')?.toLowerCase();
  const mode = attributeOf(element, 'mode')?.toLowerCase();
  if (mode === 'base64') return { form: 'base64', stated: true };
  if (type === undefined) return { form: 'text', stated: false };
  if (type === 'text' || type === 'text/plain') return { form: 'text', stated: true };
  if (type === 'html' || type === 'text/html') return { form: 'html', stated: true };
  // In Atom 0.3, mode tells how the content was packed, so that XHTML may come escaped too.
  if (type === 'xhtml' || /[/+]xml$/.test(type)) return { form: mode === 'escaped' ? 'html' : 'xhtml', stated: true };
  // RFC 4287 §4.1.3.3: any other type of medium comes in base64.
  return { form: type.includes('/') && !type.startsWith('text/') ? 'base64' : 'html', stated: true };
}

function titleOf(holder: Element, ...names: readonly string[]): string {
  for (const name of names) {
    for (const element of childrenNamed(holder, name)) {
      const title = readTitle(element);
      if (title !== '') return title;
    }
  }
  return '';
}

function readTitle(element: Element): string {
  const { form, stated } = formOf(element);
  if (form !== 'text' || holdsTags(element.source)) return titleText(htmlIn(element, form));
  const text = textOfSource(element.source, element.entities);
  return !stated && isTitleHtml(text) ? titleText(text) : foldSpace(text);
}

/** The first of these children that holds any text, as HTML. */
function bodyOf(holder: Element, ...names: readonly string[]): HtmlPart | undefined {
  for (const name of names) {
    for (const element of childrenNamed(holder, name)) {
      const html = readBody(element);
      if (html !== '') return { html, element };
    }
  }
  return undefined;
}

function readBody(element: Element): string {
  const { form, stated } = formOf(element);
  if (form !== 'text' || holdsTags(element.source)) return htmlIn(element, form).trim();
  const text = textOfSource(element.source, element.entities).trim();
  // Without a type, escaped HTML would be shown as source: many feeds forget to say it.
  return !stated && looksLikeHtml(text) ? text : paragraphs(text);
}

function htmlIn(element: Element, form: TextForm['form']): string {
  const html = htmlOf(element.source, element.entities);
  // Packed pictures and sounds (RFC 4287 §4.1.3.3) are no text.
  if (form === 'base64')
    return /^(?:image|audio|video)\//i.test(attributeOf(element, 'type') ?? '') ? '' : fromBase64(html);
  const holdsMarkup = holdsTags(element.source);
  // HTML parsers know no xml:base, so what lies within is resolved here.
  const based = holdsMarkup && html.includes('xml:base') ? withAbsoluteLinks(html, element.base ?? '') : html;
  // Escaped markup is no XHTML (RFC 4287 §3.1.1.3), but nobody wants to read its tags.
  if (form === 'xhtml') return holdsMarkup || looksLikeHtml(html) ? withoutOuterDiv(based) : escapeText(html);
  return form === 'html' && holdsMarkup ? withoutWrapper(based) : based;
}

/** TypePad wrapped escaped HTML into a div of XHTML and called the whole HTML. */
function withoutWrapper(html: string): string {
  const inner = withoutOuterDiv(html);
  if (inner === html || holdsTags(inner)) return html;
  const text = decodeEntities(inner);
  return looksLikeHtml(text) ? text : html;
}

/** RFC 4287 §3.1.1.3: the div that holds XHTML is no part of the content. */
function withoutOuterDiv(html: string): string {
  const inner = html.trim();
  const start = /^<div(?:\s[^<>]*)?>/i.exec(inner)?.[0];
  return start !== undefined && /<\/div\s*>$/i.test(inner) && inner.indexOf('<div', start.length) < 0
    ? inner.slice(start.length, inner.lastIndexOf('</'))
    : inner;
}

/** What is no base64 stays as it is, and so does what its padding makes none for some decoders: the padding is cut. */
function fromBase64(text: string): string {
  const packed = text.replace(/\s+/g, '').replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(packed) || packed.length % 4 === 1) return text;
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return withoutControls(new TextDecoder().decode(bytes));
}
