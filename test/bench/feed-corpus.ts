import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/steps.ts';
import { madeUpDraft } from './made-up-posts.ts';

// Stands beside the project, since the texts of others are not ours to keep.
const REAL_FEEDS = join(root, '../shared/feeds/real');

const FEEDS_OF_A_KIND = 12;
const ENTRIES = 32;
const NOW = Date.UTC(2026, 0, 1);
/** So long that 8 MB hold fewer entries than are kept of one document (parse.ts). */
const EQUAL_BODY = 3600;

/** Documents that one sample reads in a row. */
export interface FeedSet {
  readonly name: string;
  readonly documents: readonly Uint8Array[];
  /** How many entries stand in them; absent where nobody counted. */
  readonly entries?: number;
}

/** The collected feeds of real blogs; none where the collection is absent. */
export function realFeeds(): readonly Uint8Array[] {
  if (!existsSync(REAL_FEEDS)) return [];
  const files = readdirSync(REAL_FEEDS).filter((file) => !file.endsWith('.tsv'));
  return files.map((file) => new Uint8Array(readFileSync(join(REAL_FEEDS, file))));
}

/** Whether a document is JSON Feed, which the tokeniser cannot read. */
export function isJson(document: Uint8Array): boolean {
  return /^\ufeff?\s*[{[]/.test(new TextDecoder().decode(document.subarray(0, 100)));
}

const KINDS = ['rss with escaped text', 'rss with CDATA', 'atom with escaped text'] as const;

/** Feeds as blogs publish them: 32 posts of 6,000 characters. */
export function madeUpFeeds(): FeedSet {
  const documents = KINDS.flatMap((kind, index) =>
    Array.from({ length: FEEDS_OF_A_KIND }, (_, feed) => bytesOf(documentOf(kind, index * FEEDS_OF_A_KIND + feed))),
  );
  return { name: 'made-up', documents, entries: documents.length * ENTRIES };
}

/**
 * Feeds of one size and the same mixture, half of the posts escaped and half in CDATA.
 *
 * @param size characters of each document, about
 * @param total characters of all documents together, about
 */
export function madeUpFeedsOfSize(size: number, total: number): FeedSet {
  let entries = 0;
  const documents = Array.from({ length: Math.round(total / size) }, (_, feed) => {
    const items: string[] = [];
    for (let length = 0; length < size; entries += 1) {
      const item = itemOf(feed, items.length, items.length % 2 === 0, EQUAL_BODY);
      items.push(item);
      length += item.length;
    }
    return bytesOf(rssOf(feed, items));
  });
  return { name: nameOfSize(size), documents, entries };
}

export function nameOfSize(size: number): string {
  return `feeds of ${size / 1000} kB`;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function documentOf(kind: (typeof KINDS)[number], feed: number): string {
  const numbers = Array.from({ length: ENTRIES }, (_, number) => number);
  if (kind !== 'atom with escaped text') {
    return rssOf(
      feed,
      numbers.map((number) => itemOf(feed, number, kind === 'rss with escaped text')),
    );
  }
  const entries = numbers.map((number) => {
    const { guid, url, title, publishedAt = 0, body } = madeUpDraft(feed, number, NOW);
    return (
      `<entry><id>${guid}</id><title>${escaped(title)}</title><link rel="alternate" href="${url}"/>` +
      `<updated>${new Date(publishedAt).toISOString()}</updated><author><name>Ada Example</name></author>` +
      `<content type="html">${escaped(body.html)}</content></entry>`
    );
  });
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:blog:${feed}</id><title>Blog</title>${entries.join('\n')}</feed>`;
}

function rssOf(feed: number, items: readonly string[]): string {
  return (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>' +
    `<title>Blog</title><link>https://blog-${feed}.example/</link>${items.join('\n')}</channel></rss>`
  );
}

/** @param length characters of the body; as long as it comes where absent */
function itemOf(feed: number, number: number, isEscaped: boolean, length?: number): string {
  const { guid, url, title, publishedAt = 0, summary, body } = madeUpDraft(feed, number, NOW);
  const html = length === undefined ? body.html : body.html.padEnd(length, body.html).slice(0, length);
  return (
    `<item><guid isPermaLink="false">${guid}</guid><title>${escaped(title)}</title><link>${url}</link>` +
    `<pubDate>${new Date(publishedAt).toUTCString()}</pubDate><description>${escaped(summary)}</description>` +
    `<content:encoded>${isEscaped ? escaped(html) : `<![CDATA[${html}]]>`}</content:encoded></item>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
