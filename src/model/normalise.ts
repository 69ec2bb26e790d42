import type { Author, Enclosure, Entry, ParsedFeed } from '../feed/types.ts';
import { MOST_URL_LENGTH, resolveUrl } from '../feed/urls.ts';
import { isCounterAddress } from './counters.ts';
import { factsOf } from './facts.ts';
import { hashText } from './hash.ts';
import { identitiesOf } from './identity.ts';
import { cutAtWord, ENGLISH_SUMMARY_WORDS, type Summary, type SummaryWords, summarise } from './summary.ts';
import type { Body, PostDraft } from './types.ts';

/** No post of a person comes near these; without them one entry could fill every list and the disk. */
const MOST = {
  title: 500,
  titleFromText: 100,
  guid: 2000,
  url: MOST_URL_LENGTH,
  authors: 20,
  name: 200,
  tags: 50,
  tag: 100,
  enclosures: 50,
  mediaType: 100,
} as const;

/**
 * A feed's entries as posts, in the document's order, each once.
 *
 * Of entries with one identity, the one updated last stands for all, at the place of the first (RFC 4287 §4.1.1 lets
 * a reader show the latest only). What is not safe is left out, never repaired: addresses that are no http or https,
 * dates that are none.
 *
 * @param documentUrl absolute address of the feed, for what stays relative and as the last base of its HTML
 * @param words what summaries say where a post's own words do not do
 */
export function normaliseFeed(
  feed: ParsedFeed,
  documentUrl: string,
  words: SummaryWords = ENGLISH_SUMMARY_WORDS,
): PostDraft[] {
  return [...draftsFrom(feed, documentUrl, words)];
}

/** normaliseFeed one post after another, for who must not be kept from other work by a long document. */
export function* draftsFrom(feed: ParsedFeed, documentUrl: string, words: SummaryWords): Generator<PostDraft> {
  const latest = new Map<string, Entry>();
  const others = new Map<string, string>();
  for (const [i, { identity, other }] of identitiesOf(feed.entries).entries()) {
    if (other !== undefined) others.set(identity, other);
    const entry = feed.entries[i];
    const known = latest.get(identity);
    if (entry && (!known || writtenAt(entry) > writtenAt(known))) latest.set(identity, entry);
  }
  for (const [identity, entry] of latest) {
    yield {
      ...draftOf(identity, entry, { feed, documentUrl, words }),
      ...present({ otherIdentity: others.get(identity) }),
    };
  }
}

interface Context {
  readonly feed: ParsedFeed;
  readonly documentUrl: string;
  readonly words: SummaryWords;
}

function writtenAt(entry: Entry): number {
  return instant(entry.updatedAt) ?? instant(entry.publishedAt) ?? Number.NEGATIVE_INFINITY;
}

function draftOf(identity: string, entry: Entry, { feed, documentUrl, words }: Context): PostDraft {
  const title = entry.title.trim();
  const language = wellFormedTag(entry.language) ?? wellFormedTag(feed.language);
  const summary = summarise(
    {
      title,
      ...present({ shortHtml: entry.summaryHtml, fullHtml: entry.contentHtml, language }),
    },
    words,
  );
  const url = httpUrl(entry.originalUrl ?? entry.url, documentUrl);
  const enclosures = enclosuresOf(entry, documentUrl);
  const base = httpUrl(entry.contentBase, documentUrl) ?? url ?? feed.siteUrl ?? documentUrl;
  const shown = {
    title: title === '' ? titleFor(summary, url ?? enclosures[0]?.url, feed) : cutAtWord(title, MOST.title),
    authors: authorsOf(entry),
    tags: tagsOf(entry),
    enclosures,
    summary: summary.summary,
    body: bodyOf(summary, base),
    ...present({ url, publishedAt: instant(entry.publishedAt), language }),
    facts: factsOf({
      document: summary.document,
      standfirst: summary.standfirst,
      isContent: summary.isContent,
      isCut: summary.cut,
    }),
  };
  return {
    identity,
    ...shown,
    ...present({
      guid: entry.guid !== undefined && entry.guid.length <= MOST.guid ? entry.guid : undefined,
      updatedAt: instant(entry.updatedAt),
      // No part of what the fingerprint is of, from which it follows.
      leadImage: leadImageOf(summary, enclosures, base),
    }),
    // Without updatedAt: systems set it when nothing that is shown has changed.
    fingerprint: hashText(JSON.stringify(shown)),
  };
}

function bodyOf(summary: Summary, base: string): Body {
  return { html: summary.html, base, ...present({ standfirst: summary.standfirst }) };
}

/** The first picture in the text, else the first beside it. */
function leadImageOf(summary: Summary, enclosures: readonly Enclosure[], base: string): string | undefined {
  const inText = httpUrl(summary.document.firstImage, base);
  if (inText !== undefined && !isCounterAddress(inText)) return inText;
  return enclosures.find(({ type, url }) => type?.startsWith('image/') && !isCounterAddress(url))?.url;
}

/** A title for an entry that has none: its opening, then its address, then the feed's name. */
function titleFor(summary: Summary, url: string | undefined, feed: ParsedFeed): string {
  const isOwnText = summary.fallback === undefined || summary.fallback === 'covers';
  if (isOwnText) return cutAtWord(summary.summary, MOST.titleFromText);
  if (url !== undefined) return cutAtWord(url.replace(/^https?:\/\/(?:www\.)?/, ''), MOST.titleFromText);
  return cutAtWord(feed.title.trim(), MOST.title) || summary.summary;
}

function authorsOf(entry: Entry): Author[] {
  return entry.authors
    .map(({ name, url }) => ({
      name: cutAtWord(name.trim(), MOST.name),
      ...present({ url: url?.startsWith('mailto:') && url.length <= MOST.url ? url : httpUrl(url) }),
    }))
    .filter(({ name }) => name !== '')
    .slice(0, MOST.authors);
}

function tagsOf(entry: Entry): string[] {
  const tags = entry.categories
    .map(({ term, label }) => cutAtWord((label ?? term).trim(), MOST.tag))
    .filter((tag) => tag !== '');
  return [...new Set(tags)].slice(0, MOST.tags);
}

function enclosuresOf(entry: Entry, documentUrl: string): Enclosure[] {
  const byUrl = new Map<string, Enclosure>();
  for (const { url, type, length } of entry.enclosures) {
    const safe = httpUrl(url, documentUrl);
    if (safe === undefined || byUrl.has(safe)) continue;
    byUrl.set(safe, {
      url: safe,
      ...present({
        type: type?.trim().slice(0, MOST.mediaType) || undefined,
        length: length !== undefined && Number.isSafeInteger(length) && length > 0 ? length : undefined,
      }),
    });
    if (byUrl.size >= MOST.enclosures) break;
  }
  return [...byUrl.values()];
}

/** Absolute http or https; undefined else. */
function httpUrl(address: string | undefined, base = ''): string | undefined {
  return resolveUrl(address, base);
}

/** Epoch ms that Date can hold (ECMA-262 §21.4.1.1); undefined else. */
function instant(at: number | undefined): number | undefined {
  return at !== undefined && Math.abs(at) <= 8.64e15 ? at : undefined;
}

/** A language tag whose form is right (RFC 5646 §2.1), as `lang` and Intl take it; undefined for all else. */
export function wellFormedTag(tag = ''): string | undefined {
  return tag.length <= 35 && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : undefined;
}

/** The fields that are there: optional ones are absent, never undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
