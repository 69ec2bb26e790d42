import { parseDate } from './dates.ts';
import { paragraphs } from './markup.ts';
import { compact, distinctCategories, distinctEnclosures, languageTag, plainOrAbsent } from './parts.ts';
import { distinctAuthors } from './people.ts';
import { decodeEntities, foldSpace } from './plain-text.ts';
import type { FeedContent } from './rss.ts';
import type { Author, Enclosure, Entry, FeedPages } from './types.ts';
import { resolveUrl } from './urls.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/
 *
 * Values of a wrong type count as absent, but for numbers where text is meant: generators write what looks like one as
 * one. A document that states its version may lack `items`, since some libraries leave empty lists out; one that
 * states none needs them and a title.
 *
 * @param value what JSON.parse gave
 * @returns undefined where that is something else
 */
export function readJsonFeed(value: unknown, documentUrl: string): FeedContent | undefined {
  const feed = fieldsOf(value);
  if (!feed) return undefined;
  const isStated = /jsonfeed\.org\/version/.test(textAt(feed, 'version') ?? '');
  if (!isStated && !(Array.isArray(feed['items']) && textAt(feed, 'title') !== undefined)) return undefined;
  const siteUrl = resolveUrl(textAt(feed, 'home_page_url'), documentUrl);
  const selfUrl = resolveUrl(textAt(feed, 'feed_url'), documentUrl);
  const base = documentUrl || selfUrl || siteUrl || '';
  const inherited = authorsOf(feed, base);
  const language = languageTag(textAt(feed, 'language'));
  return compact<FeedContent>({
    format: 'json',
    title: titleOf(feed),
    selfUrl,
    siteUrl,
    description: plainOrAbsent(textAt(feed, 'description')),
    language,
    iconUrl: resolveUrl(textAt(feed, 'icon') ?? textAt(feed, 'favicon'), base),
    hints: {},
    hubUrls: listAt(feed, 'hubs').flatMap((hub) => resolveUrl(textAt(fieldsOf(hub), 'url'), base) ?? []),
    pages: compact<FeedPages>({ next: resolveUrl(textAt(feed, 'next_url'), base) }),
    entries: listAt(feed, 'items').flatMap((item) => {
      const fields = fieldsOf(item);
      return fields ? [readItem(fields, base, inherited, language)] : [];
    }),
  });
}

function readItem(item: Fields, base: string, inherited: readonly Author[], language: string | undefined): Entry {
  const url = resolveUrl(textAt(item, 'url') ?? textAt(item, 'external_url'), base);
  const own = authorsOf(item, base);
  const text = textAt(item, 'content_text');
  const summary = textAt(item, 'summary');
  return compact<Entry>({
    guid: idOf(item),
    url,
    title: titleOf(item),
    authors: own.length > 0 ? own : inherited,
    publishedAt: parseDate(textAt(item, 'date_published') ?? ''),
    updatedAt: parseDate(textAt(item, 'date_modified') ?? ''),
    summaryHtml: summary === undefined ? undefined : paragraphs(summary) || undefined,
    contentHtml: textAt(item, 'content_html') ?? (text === undefined ? undefined : paragraphs(text)),
    contentBase: url ?? (base === '' ? undefined : base),
    language: languageTag(textAt(item, 'language')) ?? language,
    categories: distinctCategories(listAt(item, 'tags').map((tag) => ({ term: wordOf(tag) }))),
    enclosures: distinctEnclosures(
      listAt(item, 'attachments').flatMap((attachment) => readAttachment(attachment, base) ?? []),
    ),
  });
}

/** References that writers of plain text do not mean: what programs that know only HTML put for quotes and ampersands. */
const ESCAPED = /&(?:amp|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi;

/** By the specification plain text; WordPress and others escape it as for HTML all the same. Tags stay text. */
function titleOf(holder: Fields): string {
  return foldSpace((wordOf(holder['title']) ?? '').replace(ESCAPED, (reference) => decodeEntities(reference)));
}

/** `authors` of 1.1, `author` of 1.0. */
function authorsOf(holder: Fields, base: string): Author[] {
  const listed = [...listAt(holder, 'authors'), holder['author']].map((author) => {
    const fields = fieldsOf(author);
    const url = fields && resolveUrl(textAt(fields, 'url'), base);
    const name = foldSpace((fields && textAt(fields, 'name')) ?? '') || url;
    return name === undefined ? undefined : compact<Author>({ name, url });
  });
  return distinctAuthors(listed);
}

function readAttachment(value: unknown, base: string): Enclosure | undefined {
  const fields = fieldsOf(value);
  const url = fields && resolveUrl(textAt(fields, 'url'), base);
  if (!fields || url === undefined) return undefined;
  const length = fields['size_in_bytes'];
  return compact<Enclosure>({
    url,
    type: textAt(fields, 'mime_type'),
    length: typeof length === 'number' && length > 0 ? length : undefined,
  });
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/**
 * JSON Feed 1.1 asks readers to take numbers too, since some publishers number their posts. Numbers that are too long
 * for JavaScript lose their last digits, and then several posts would be one.
 */
function idOf(item: Fields): string | undefined {
  const id = item['id'];
  if (typeof id === 'number') return Number.isInteger(id) && !Number.isSafeInteger(id) ? undefined : String(id);
  return textAt(item, 'id')?.trim();
}

/** A text or number: a post may be called 2024, and a tag too. */
function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A text that is not empty. */
function textAt(fields: Fields | undefined, key: string): string | undefined {
  const value = fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function listAt(fields: Fields, key: string): readonly unknown[] {
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return Array.isArray(value) ? value : [];
}
