import type { ParsedFeed } from '../feed/types.ts';
import { hashText } from './hash.ts';
import { mayLeadTo } from './origins.ts';
import type { Failure, Feed, OlderPosts } from './types.ts';

/** Of one feed, in all, redirects counted: two decades of monthly archives. Their marks weigh 5 kB in the feed's row. */
const MOST_ADDRESSES = 240;

/**
 * Where a document says that older posts are: the archive before it (RFC 5005 §4), the next page (§3, JSON Feed's
 * next_url), or WordPress's next page, which WordPress serves but does not name.
 *
 * @param documentUrl absolute address that the document came from
 * @returns absolute address; undefined where the document names none, or holds all that there is (RFC 5005 §2)
 */
export function olderDocumentOf(document: ParsedFeed, documentUrl: string): string | undefined {
  if (document.extent === 'complete') return undefined;
  const { prevArchive, next } = document.pages;
  const url = prevArchive ?? next ?? (isWordPress(document.generator) ? nextPaged(documentUrl) : undefined);
  // A public feed may not have us look around in the person's own network.
  return url !== undefined && mayLeadTo(documentUrl, url) ? url : undefined;
}

/** RSS and RDF: "https://wordpress.org/?v=6.4"; Atom: "WordPress". */
function isWordPress(generator = ''): boolean {
  return /^(?:https?:\/\/(?:www\.)?wordpress\.(?:org|com)\/|wordpress\b)/i.test(generator);
}

/** https://developer.wordpress.org/advanced-administration/wordpress/feeds/: pages are counted from one. */
function nextPaged(documentUrl: string): string | undefined {
  const url = new URL(documentUrl);
  const page = pageNumber(url);
  if (page === undefined) return undefined;
  url.searchParams.set('paged', String(page + 1));
  return url.href;
}

function pageNumber(url: URL): number | undefined {
  const written = url.searchParams.get('paged') ?? '1';
  return /^[1-9]\d{0,5}$/.test(written) ? Number(written) : undefined;
}

/** Past WordPress's last page there is nothing, which it says with 404, or its home page: the end, and no failure. */
export function isPastLastPage(url: string, { reason }: Failure): boolean {
  return ['not-found', 'gone', 'html'].includes(reason) && new URL(url).searchParams.has('paged');
}

/**
 * The document to read next: where the last reading stopped, else what the feed names by now. Undefined at the end, when
 * it was read before, and where as many were read as ever are.
 */
export function nextOlderDocument(feed: Feed): string | undefined {
  const seen = feed.older?.seen ?? [];
  if (seen.length >= MOST_ADDRESSES) return undefined;
  return [feed.older?.nextUrl, feed.olderUrl].find((url) => url !== undefined && !wasRead(feed, url));
}

/** Whether an address is that of a document which was read for older posts, or the feed's own. */
export function wasRead(feed: Pick<Feed, 'url' | 'finalUrl' | 'older'>, url: string): boolean {
  const isSame = (other: string | undefined) => other !== undefined && withoutFragment(other) === withoutFragment(url);
  return isSame(feed.url) || isSame(feed.finalUrl) || (feed.older?.seen ?? []).includes(markOf(url));
}

/** Nothing of a fragment is sent: what differs by it alone is one document. */
function withoutFragment(url: string): string {
  const whole = new URL(url);
  whole.hash = '';
  return whole.href;
}

function markOf(url: string): string {
  // 96 bits are plenty to tell some hundred addresses of one feed apart, and they lie in its row.
  return hashText(withoutFragment(url)).slice(0, 16);
}

export interface ReadDocument {
  /** The address that was asked for, and where redirects led. */
  readonly url: string;
  readonly finalUrl: string;
  /** Where the posts before its own are. */
  readonly olderUrl?: string;
  /** It broke off. */
  readonly isCut: boolean;
}

/**
 * How far the older posts are read, once a document's are stored. One that broke off is read once more by a later press,
 * but not a third time: some never show their end, and what lies behind them would stay out of reach.
 */
export function afterDocument(
  older: OlderPosts | undefined,
  { url, finalUrl, olderUrl, isCut }: ReadDocument,
): OlderPosts {
  const seen = older?.seen ?? [];
  if (isCut && older?.cutMark !== markOf(url)) return { seen, nextUrl: url, cutMark: markOf(url) };
  const marks = new Set([...seen, markOf(url), markOf(finalUrl)]);
  return { seen: [...marks], ...(olderUrl !== undefined && { nextUrl: olderUrl }) };
}

/** There is nothing behind this address; the feed's own document may name another one day. */
export function afterTheEnd(older: OlderPosts | undefined, url: string): OlderPosts {
  return { seen: [...new Set([...(older?.seen ?? []), markOf(url)])] };
}
