/** The dialects that the engine reads; each names the family, not the version. */
export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'json';

export interface Author {
  readonly name: string;
  /** Absolute http(s) or mailto address. */
  readonly url?: string;
}

/** A file that an entry carries: RSS enclosure, Atom link rel=enclosure, JSON Feed attachment. */
export interface Enclosure {
  /** Absolute http(s) address. */
  readonly url: string;
  readonly type?: string;
  /** Bytes, as the feed claims. */
  readonly length?: number;
}

/** What an entry is about, as its publisher sorts it: RSS category, Atom category, dc:subject, JSON Feed tag. */
export interface Category {
  /** Plain text: Atom's term, what others give as text. */
  readonly term: string;
  /** Atom's label for people; absent where it says nothing else than the term. */
  readonly label?: string;
}

/** The feed that an aggregator took an entry from: RSS source, Atom source. */
export interface EntrySource {
  /** Plain text. */
  readonly title?: string;
  /** Absolute http(s) address: RSS gives the feed's, Atom the site's. */
  readonly url?: string;
}

/** One `<item>` or `<entry>`, as its document says it; the reader's rules come later (model/normalise.ts). */
export interface Entry {
  /** The publisher's own identifier: RSS guid, Atom id, RDF about, JSON Feed id; exactly as written, trimmed. */
  readonly guid?: string;
  /** Absolute http(s) address of the post. */
  readonly url?: string;
  /** What FeedBurner's `url` leads to: the post's own address, without being counted on the way. Absolute http(s). */
  readonly originalUrl?: string;
  /** Plain text, entities decoded once, white space folded; '' where the entry has none. */
  readonly title: string;
  readonly authors: readonly Author[];
  /** Epoch ms. */
  readonly publishedAt?: number;
  /** Epoch ms. */
  readonly updatedAt?: number;
  /** RSS description, Atom summary, JSON Feed summary: HTML source, raw and untrusted. */
  readonly summaryHtml?: string;
  /** content:encoded, Atom content, content_html: HTML source, raw and untrusted. */
  readonly contentHtml?: string;
  /** Absolute address against which the HTML's relative links resolve. */
  readonly contentBase?: string;
  /** BCP 47 as written, but for hyphens in place of underscores. */
  readonly language?: string;
  readonly categories: readonly Category[];
  readonly enclosures: readonly Enclosure[];
  /** Absolute http(s) address of the page where people comment: RSS comments, Atom link rel=replies. */
  readonly commentsUrl?: string;
  /** Absolute http(s) address of the comments' own feed: wfw:commentRss, Atom link rel=replies of a feed's type. */
  readonly commentsFeedUrl?: string;
  /** slash:comments, thr:total. */
  readonly commentCount?: number;
  readonly source?: EntrySource;
}

/** Where more of a feed is (RFC 5005, JSON Feed next_url): absolute http(s) addresses. */
export interface FeedPages {
  readonly first?: string;
  readonly last?: string;
  readonly previous?: string;
  /** Older entries, in a feed that is cut into pages. */
  readonly next?: string;
  /** Older entries, in documents that never change again. */
  readonly prevArchive?: string;
  readonly nextArchive?: string;
  /** Of an archive: the document with the newest entries. */
  readonly current?: string;
}

/** What the document asks of a poller; absent values were not said. */
export interface PollingHints {
  /** RSS ttl and sy:updatePeriod / sy:updateFrequency: the longer, in ms. */
  readonly minIntervalMs?: number;
  /** RSS skipHours: hours of the day, GMT, 0 to 23. */
  readonly skipHours?: readonly number[];
  /** RSS skipDays: days of the week, GMT, 0 (Sunday) to 6. */
  readonly skipDays?: readonly number[];
}

export interface ParsedFeed {
  readonly format: FeedFormat;
  /** Plain text; '' where the feed has none. */
  readonly title: string;
  /** The feed's own address as it states it (atom:link rel=self, feed_url): absolute; informative only. */
  readonly selfUrl?: string;
  /** Absolute http(s) address of the site. */
  readonly siteUrl?: string;
  /** Plain text. */
  readonly description?: string;
  /** BCP 47 as written, but for hyphens in place of underscores. */
  readonly language?: string;
  /** Absolute http(s) address of a small square picture. */
  readonly iconUrl?: string;
  readonly hints: PollingHints;
  /** WebSub hubs that announce this feed (https://www.w3.org/TR/websub/#discovery): absolute, in order. */
  readonly hubUrls: readonly string[];
  readonly pages: FeedPages;
  /** RFC 5005: 'complete' feeds hold all entries that there are, an 'archive' never changes again; absent for others. */
  readonly extent?: 'complete' | 'archive';
  /** The program that wrote the document, as it names itself. */
  readonly generator?: string;
  /** In the document's order. */
  readonly entries: readonly Entry[];
  /**
   * Whether the root's end was seen; for JSON, that of the outermost value. Both browsers hand over a gzip body
   * that was cut in half as if it were whole, so without this no validator may be stored.
   */
  readonly complete: boolean;
  /** Something was wrong and was forgiven, such as a cut document: a stable code. */
  readonly defect?: FeedDefect;
}

/** 'cut': the document breaks off; the entries that were whole by then could be read. */
export type FeedDefect = 'cut';

/**
 * Why a document is no feed: stable codes, worded in the pages.
 *
 * - 'empty': nothing, or white space alone
 * - 'binary': an archive, a picture, a sound: no text
 * - 'html': a page, or a piece of one
 * - 'json': JSON that is no JSON Feed, such as the error of an interface
 * - 'not-a-feed': any other text or XML
 * - 'doctype': a DOCTYPE that never ends, so that nothing behind it can be found
 * - 'broken': it names JSON Feed's version but is no JSON, even mended; or reading it failed, which is a bug
 */
export type ParseFailure = 'empty' | 'binary' | 'html' | 'json' | 'not-a-feed' | 'doctype' | 'broken';

export type ParseResult =
  | { readonly ok: true; readonly feed: ParsedFeed }
  | { readonly ok: false; readonly reason: ParseFailure };

/** A feed that a page names. */
export interface FeedLink {
  /** Absolute http(s) address. */
  readonly url: string;
  /** Plain text as the page gives it; '' where it gives none. */
  readonly title: string;
}
