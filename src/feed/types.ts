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

/** One `<item>` or `<entry>`, as its document says it; the reader's rules come later (model/normalise.ts). */
export interface Entry {
  /** The publisher's own identifier: RSS guid, Atom id, RDF about, JSON Feed id; exactly as written, trimmed. */
  readonly guid?: string;
  /** Absolute http(s) address of the post. */
  readonly url?: string;
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
  /** BCP 47, as written. */
  readonly language?: string;
  readonly tags: readonly string[];
  readonly enclosures: readonly Enclosure[];
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
  /** BCP 47, as written. */
  readonly language?: string;
  /** Absolute http(s) address of a small square picture. */
  readonly iconUrl?: string;
  readonly hints: PollingHints;
  /** In the document's order. */
  readonly entries: readonly Entry[];
  /**
   * Whether the root's end was seen (for JSON: whether it parsed). Both browsers hand over a gzip body
   * that was cut in half as if it were whole, so without this no validator may be stored.
   */
  readonly complete: boolean;
  /** Something was wrong and was forgiven, such as a cut document: a stable code. */
  readonly defect?: FeedDefect;
}

/** 'cut': the document breaks off; what came before could be read. */
export type FeedDefect = 'cut';

/** Why a document is no feed: stable codes, worded in the pages. */
export type ParseFailure = 'empty' | 'binary' | 'html' | 'json' | 'not-a-feed' | 'doctype' | 'too-deep' | 'broken';

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
