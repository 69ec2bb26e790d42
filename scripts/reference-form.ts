import { withAbsoluteLinks } from '../src/feed/html-links.ts';
import type { Entry, ParsedFeed } from '../src/feed/types.ts';

/**
 * The engine's own reading, before the reader's rules, in the form in which parsers are compared with feedparser's.
 *
 * It is the same reading, written by that parser's conventions where two writings mean the same: links within HTML and
 * relative ids are absolute, the elements of an SVG drawing do not close themselves, and the angle brackets of &lang; and
 * &rang; are HTML 4's code points (https://www.w3.org/TR/html401/sgml/entities.html) in place of today's.
 *
 * @param documentUrl '' where it is not known
 */
export function referenceForm(feed: ParsedFeed, documentUrl: string): object {
  return {
    format: feed.format,
    title: angled(feed.title),
    link: feed.siteUrl,
    description: feed.description,
    language: feed.language,
    entries: feed.entries.map((entry) => entryForm(entry, documentUrl)),
  };
}

function entryForm(entry: Entry, documentUrl: string): object {
  const base = entry.contentBase ?? documentUrl;
  return {
    id: absoluteId(entry.guid, base),
    title: angled(entry.title),
    link: entry.url,
    author: entry.authors.map((author) => author.name).join(', ') || undefined,
    published: isoTime(entry.publishedAt),
    updated: isoTime(entry.updatedAt),
    summary: htmlForm(entry.summaryHtml, base),
    content: htmlForm(entry.contentHtml, base),
    categories: entry.categories.map(({ term }) => term),
    enclosures: entry.enclosures,
  };
}

export function isoTime(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function absoluteId(id: string | undefined, base: string): string | undefined {
  return id?.startsWith('/') && URL.canParse(id, base) ? new URL(id, base).href : id;
}

function htmlForm(html: string | undefined, base: string): string | undefined {
  return html === undefined ? undefined : withoutSlashes(withAbsoluteLinks(html, base));
}

/** A slash that closes an element means nothing to HTML parsers of old, to which no SVG was known. */
function withoutSlashes(html: string): string {
  return html.includes('<svg') ? html.replaceAll('/>', '>') : html;
}

function angled(text: string): string {
  return text.replaceAll('\u27e8', '\u2329').replaceAll('\u27e9', '\u232a');
}
