import type { Author, Enclosure, FeedDefect, PollingHints } from '../feed/types.ts';

/** What a list may say of a post without loading its body. */
export interface Facts {
  readonly words: number;
  readonly minutes: number;
  readonly codeBlocks: number;
  /**
   * Names of the languages that the blocks of code are marked with, the same in all human languages, the most frequent
   * first, at most three; absent where none is, and in rows of earlier versions.
   */
  readonly languages?: readonly string[];
  readonly images: number;
  /** Present where there are formulas; absent in rows of earlier versions. */
  readonly formulas?: true;
  /** Whether the feed carries the whole text, not only a summary. */
  readonly fullText: boolean;
}

/** An entry after the reader's rules, before it is stored. Made by model/normalise.ts. */
export interface PostDraft {
  /** Stable within its feed; 22 characters of [0-9A-Za-z_-] that hash what identifies the entry. */
  readonly identity: string;
  readonly guid?: string;
  /** Absolute http(s) address; absent where the feed gives none that is safe. */
  readonly url?: string;
  /** Plain text; never empty (falls back to the summary's opening, then to the address). */
  readonly title: string;
  readonly authors: readonly Author[];
  /** Epoch ms. */
  readonly publishedAt?: number;
  /** Epoch ms. */
  readonly updatedAt?: number;
  /** Plain text, 160 to 300 characters, or a named fallback; '' never. */
  readonly summary: string;
  readonly facts: Facts;
  /** Absolute http(s) address of a picture that lists may show; absent in rows of earlier versions too. */
  readonly leadImage?: string;
  readonly language?: string;
  readonly tags: readonly string[];
  readonly enclosures: readonly Enclosure[];
  readonly body: Body;
  /**
   * What the identity would be if the document had let it be read the other way: a guid that was shared by two links
   * and no longer is, or the reverse. A stored post of that identity, with the same address and title, is this one.
   */
  readonly otherIdentity?: string;
  /** Changes when anything that a reader sees changes: an edited post is then updated in place. */
  readonly fingerprint: string;
}

/** What the reading page shows; raw and untrusted, sanitised when rendered. */
export interface Body {
  /** HTML source; '' where the feed gives no text at all. */
  readonly html: string;
  /** The author's abstract where it differs from the opening of `html`: plain text. */
  readonly standfirst?: string;
  /** Absolute address against which relative links resolve. */
  readonly base?: string;
}

/** A stored entry, as lists show it. Its body lies apart (StoredBody). */
export interface Post extends Omit<PostDraft, 'body' | 'otherIdentity'> {
  /** `${feedId}.${identity}`. */
  readonly id: string;
  readonly feedId: number;
  /** Epoch ms. */
  readonly firstSeenAt: number;
  /** Epoch ms: min(publishedAt, firstSeenAt); firstSeenAt where undated. Lists are ordered by it. */
  readonly sortAt: number;
  /** 1 or 0, since booleans are no IndexedDB keys. Absent while its feed is unsubscribed: in no list but Saved. */
  readonly unread?: 0 | 1;
  /** `unread` as it was when its feed was unsubscribed, for undo. */
  readonly unreadBefore?: 0 | 1;
  /** Epoch ms; absent where not saved. */
  readonly savedAt?: number;
  /** The number of the arrival that brought it (Counts.arrivals); 0 for posts that arrived as read. */
  readonly arrival: number;
}

export interface StoredBody extends Body {
  readonly postId: string;
  /** The text of the post's own page, where it was fetched; an edit of the feed's text leaves it alone. */
  readonly fullText?: FullText;
}

/** The article that a page was found to hold; raw and untrusted, sanitised when rendered. */
export interface FullText {
  readonly html: string;
  /** Where the page was in the end: what is relative in it is relative to that. */
  readonly base: string;
  readonly facts: Facts;
  /** Epoch ms. */
  readonly fetchedAt: number;
}

/** How the last check ended, and what a failing feed is in words elsewhere (ui/shared/reason-text.ts). */
export type CheckOutcome = 'never' | 'new-posts' | 'unchanged' | 'failed' | 'rate-limited' | 'gone';

/** Why a check failed: stable codes, worded in one place. */
export type FailureReason =
  | 'no-permission'
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'forbidden-redirect'
  | 'bad-address'
  | 'unauthorised'
  | 'not-found'
  | 'gone'
  | 'slow-down'
  | 'http-error'
  | 'server-error'
  | 'not-a-feed'
  | 'html'
  | 'json'
  | 'empty'
  | 'binary'
  | 'doctype'
  | 'broken'
  | 'storage';

/** Why a feed's next check is when it is; worded in the interface. */
export type NextReason =
  /** What the person chose, for all feeds or for this one. */
  | 'interval'
  /** The blog publishes more rarely than the person would have us look. */
  | 'rhythm'
  /** No post for a month or more. */
  | 'silent'
  /** The reply or the document may be kept so long (max-age, Expires, ttl, sy:updatePeriod). */
  | 'hint'
  /** The server asked to be left alone (Retry-After, 429, 503). */
  | 'asked-to-wait'
  /** The document names hours or days in which it wants no check. */
  | 'skipped'
  /** The last check failed. */
  | 'failing'
  /** The document never shows its end, so that no request for it can be conditional. */
  | 'cut'
  /** The server offers no validators, and the same document came again. */
  | 'no-validators'
  /** Many feeds were due at once, as after sleep. */
  | 'spread';

/** A subscribed document. */
export interface Feed {
  readonly id: number;
  /** The address exactly as it was subscribed to. Unique. */
  readonly url: string;
  /** What the feed calls itself; '' before the first good check. */
  readonly title: string;
  /** What the person calls it; absent where they did not rename it. */
  readonly name?: string;
  readonly siteUrl?: string;
  readonly description?: string;
  /** A well-formed tag. */
  readonly language?: string;
  /** The picture that the feed names; the icon itself lies apart (Icon). */
  readonly iconUrl?: string;
  /** What the document asks of a poller, kept for the checks that bring no document. */
  readonly hints?: PollingHints;
  /** '' for none. */
  readonly folder: string;
  readonly subscribedAt: number;
  /** Epoch ms; present while it is unsubscribed but kept, for undo or for its saved posts. */
  readonly unsubscribedAt?: number;
  /** `nextCheckAt` as it was when the feed was unsubscribed, for undo. */
  readonly nextCheckBefore?: number;
  /** Kept, never counted: changed in the transaction that changes the posts. */
  readonly unreadCount: number;
  readonly postCount: number;

  /** Byte for byte as the server sent them; belong to `url` and to the stored posts. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** Epoch ms; Infinity is not used: a stopped feed has `stopped`. */
  readonly nextCheckAt: number;
  /** Epoch ms until which a running check owns this feed; 0 for none. */
  readonly leasedUntil: number;
  /** Epoch ms before which no automatic check asks, since the reply may be kept until then (max-age, ttl); 0 for none. */
  readonly freshUntil: number;
  /** Epoch ms before which not even a manual check asks (Retry-After); 0 for none. */
  readonly blockedUntil: number;
  /** No automatic check any more (410). */
  readonly stopped?: true;
  readonly lastCheckedAt?: number;
  /** Epoch ms of the last check that read the feed or found it unchanged. */
  readonly lastGoodAt?: number;
  readonly lastOutcome: CheckOutcome;
  readonly failure?: Failure;
  /** A document that showed its end was read once: what is new from then on is new to the person too. */
  readonly hasBeenWhole?: true;
  /**
   * Epoch ms; of a feed that was restored from its copy: what was published until then had been fetched before the
   * database was lost, and comes back as read.
   */
  readonly knownUntil?: number;
  /** What was wrong with the last document that could be read all the same. */
  readonly defect?: FeedDefect;
  /** Checks failed in a row. */
  readonly failures: number;
  /** Epoch ms of the first of them. */
  readonly failingSince?: number;
  /** Where redirects led on the last good check, when that is not `url`. */
  readonly finalUrl?: string;
  /** Where its latest document says that older posts are; absolute. */
  readonly olderUrl?: string;
  /** How far its past was read, where the person asked for older posts. */
  readonly older?: OlderPosts;
  /** `url` as it was before the feed moved, and when it moved (epoch ms); posts, ids and read state stayed. */
  readonly formerUrl?: string;
  readonly movedAt?: number;
  /** Of the last body that showed its end: the same again is not read again. */
  readonly bodyHash?: string;
  /** How long the last document may be kept by its headers, in ms: a 304 that says nothing of it leaves it so. */
  readonly freshForMs?: number;
  /** Claims in a row whose check was never recorded: a feed whose document kills the worker is left alone for longer. */
  readonly lostClaims?: number;

  /** Hours between checks that the person chose for this feed; absent where the feed's own rhythm counts. */
  readonly checkEveryHours?: Settings['checkEveryHours'];
  /** How long the blog may be left alone by its own history, in ms: an hour to a day; absent before anything is known. */
  readonly rhythmMs?: number;
  /** Epoch ms of its newest post, as far as known: the longer ago, the longer it may be left alone. */
  readonly lastPostAt?: number;
  /** No automatic check while the person wants none; the posts stay. */
  readonly paused?: true;
  /** Posts show the text of their own page, which is fetched when they are opened; absent where the feed's text counts. */
  readonly articleText?: 'page';
  readonly nextReason?: NextReason;
  /** How many checks were logged (StoredCheck); absent for none. */
  readonly checkCount?: number;
}

/** One of a feed's last checks. */
export interface StoredCheck {
  readonly feedId: number;
  /** Its place in the feed's ring of checks: the number of the check modulo the ring's size. */
  readonly slot: number;
  /** Epoch ms of its end. */
  readonly at: number;
  readonly outcome: Exclude<CheckOutcome, 'never'>;
  readonly failure?: Failure;
  /** Of the decoded body; 0 where there was none. */
  readonly bytes: number;
  /** Posts that had not been stored, unread or not. */
  readonly newPosts: number;
  readonly durationMs: number;
}

/** How far a feed's past was read (model/older-posts.ts). */
export interface OlderPosts {
  /** Marks of the addresses that were read. */
  readonly seen: readonly string[];
  /** The document to read next; absent at the end. */
  readonly nextUrl?: string;
  /** Mark of the document that broke off when it was read, and is to be read once more. */
  readonly cutMark?: string;
  /** A document that is left alone until then (epoch ms), and why. */
  readonly held?: { readonly url: string; readonly failure: Failure; readonly until: number };
}

export interface Failure {
  readonly reason: FailureReason;
  /** HTTP status, where one was received. */
  readonly status?: number;
}

/** The one row that badge and list headings read, kept in the transactions that change posts. */
export interface Counts {
  readonly id: 'all';
  readonly unread: number;
  readonly saved: number;
  /** Unread posts whose arrival is later than `shownArrival`: what the badge tells. */
  readonly fresh: number;
  /** Grows by one with each transaction that brought unread posts. */
  readonly arrivals: number;
  /** The latest arrival that an open popup has shown. */
  readonly shownArrival: number;
}

/** Site icon as data; never fetched again by a list. */
export interface Icon {
  readonly feedId: number;
  /** data: address of a PNG, JPEG, GIF, WebP or ICO. */
  readonly dataUrl: string;
}

/** What a marking or unsubscribing act changed, so that it can be undone. */
export type Undo = { readonly id?: number; readonly at: number } & (
  | { readonly kind: 'read'; readonly postIds: readonly string[] }
  | { readonly kind: 'unsubscribe'; readonly feedIds: readonly number[] }
);

export interface Settings {
  readonly theme: 'system' | 'light' | 'sepia' | 'dark' | 'black';
  readonly badge: 'new' | 'unread' | 'off';
  /** How many of a new subscription's newest posts arrive unread. */
  readonly unreadOnSubscribe: 0 | 5 | 10 | 'all';
  /** Hours between checks of a feed; one at least. */
  readonly checkEveryHours: 1 | 2 | 4 | 8 | 24;
  /** Single-letter shortcuts; arrows, Enter and Tab always work. */
  readonly singleKeys: boolean;
  /** Whether opening a row marks its post read. */
  readonly markReadOnOpen: boolean;
  readonly groupBy: 'day' | 'blog';
  /** The face of an article's text. */
  readonly textFace: 'sans' | 'serif';
  /** CSS px. */
  readonly textSize: 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22;
  /** Characters of a line, about. */
  readonly textMeasure: 60 | 70 | 80;
  /** Whether code that is too wide goes on in the next line. */
  readonly wrapCode: boolean;
  readonly imagesInArticles: ImageLoading;
  readonly imagesInLists: ImageLoading;
  /** Whether every post that is opened is looked up where it may be talked about; else only on request. */
  readonly lookUpDiscussions: boolean;
}

/** When pictures of posts are asked for at their hosts. */
export type ImageLoading = 'always' | 'on-click' | 'never';

/** Where posts of technical blogs are talked about. */
export type DiscussionSite = 'hacker-news' | 'lobsters';

/** A talk about a post somewhere else. */
export interface Discussion {
  readonly site: DiscussionSite;
  readonly title: string;
  /** Of the talk; absolute https address. */
  readonly url: string;
  readonly points: number;
  readonly comments: number;
}

/** A subscription for which the browser was asked for permission; kept in extension storage. */
export interface PendingSubscription {
  /** What the person typed or the page named. */
  readonly address: string;
  /** Match patterns that were asked for. */
  readonly origins: readonly string[];
  /** Plain text, for the popup; '' where unknown. */
  readonly title: string;
  readonly askedAt: number;
  /** What came of it once the permission was there, where it needs the person again. */
  readonly outcome?: import('../commands.ts').SubscribeOutcome;
}

/** How far a round of checks has come; in session storage, watched by pages. */
export interface Round {
  readonly startedAt: number;
  readonly checked: number;
  readonly total: number;
  readonly newPosts: number;
}
