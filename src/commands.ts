import type { FeedLink } from './feed/types.ts';
import type { Discussion, DiscussionSite, Failure, Settings } from './model/types.ts';

/** Every request that a page may send the worker: argument → result, all JSON-safe. */
export interface Commands {
  /** The popup has shown posts up to this arrival (Counts.arrivals): they leave the badge. */
  'posts-shown': (args: { arrival: number }) => void;
  'mark-read': (args: { postIds: readonly string[]; read: boolean }) => void;
  /** Marks every unread post up to this arrival read: what the list showed, not what came since. */
  'mark-all-read': (args: { arrival: number }) => { undoId: number; count: number };
  /** Marks those of these posts read that are not: what a list shows of a search, a feed, a folder. */
  'mark-shown-read': (args: { postIds: readonly string[] }) => { undoId: number; count: number };
  /** `savedAt` (epoch ms) gives a post that is saved again its place back. */
  'save-post': (args: { postId: string; saved: boolean; savedAt?: number }) => void;
  /** False where there was nothing left to undo. */
  undo: (args: { undoId: number }) => boolean;

  /**
   * Has these feeds checked, or all; the round tells of itself in session storage. Gives how many can be: not those
   * checked within the last minute or being checked, nor those whose site asked to wait.
   */
  'check-now': (args: { feedIds?: readonly number[] }) => number;
  'stop-checking': () => void;

  /**
   * Subscribes to a site or feed whose permission is held. Also settles a pending subscription of the
   * same address.
   */
  subscribe: (args: { address: string; title?: string }) => SubscribeOutcome;
  'forget-pending': (args: { address: string }) => void;
  unsubscribe: (args: { feedIds: readonly number[] }) => { undoId: number };
  /** An empty name gives the feed its own title back. */
  'rename-feed': (args: { feedId: number; name: string }) => void;
  /** Puts these feeds into a folder; '' takes them out of theirs. */
  'move-feeds': (args: { feedIds: readonly number[]; folder: string }) => void;
  /** These feeds are checked so often whatever their rhythm; null gives them their rhythm back. */
  'set-interval': (args: { feedIds: readonly number[]; hours: Settings['checkEveryHours'] | null }) => void;
  /** Ends or resumes the automatic checks of these feeds. */
  'pause-feeds': (args: { feedIds: readonly number[]; paused: boolean }) => void;
  /**
   * Takes the address that a feed's redirects lead to for its own; false where they lead nowhere else, or to a feed that
   * is there already.
   */
  'adopt-address': (args: { feedId: number }) => boolean;
  /**
   * Looks for a feed that its address no longer gives. `address` goes on from an outcome: the candidate that the person
   * chose, or the page that a permission was missing for and no longer is.
   */
  'find-feed-again': (args: { feedId: number; address?: string }) => FindOutcome;

  /** Fetches the page of a post, whose permission is held, for the text that it holds. */
  'fetch-full-text': (args: { postId: string }) => PageText;
  /** Keeps with a post the article that its page was found to hold. */
  'keep-full-text': (args: { postId: string; html: string; base: string }) => void;
  /** Looks up where a post is talked about, with permissions that are held: each site is told the post's address. */
  'find-discussions': (args: { postId: string }) => DiscussionOutcome;
  /** Whose text the posts of these feeds show. */
  'set-article-text': (args: { feedIds: readonly number[]; source: 'feed' | 'page' }) => void;

  /** Reads on in a feed's past, some documents for a request; what comes arrives as read. */
  'load-older': (args: { feedId: number }) => OlderOutcome;

  /** Reads an OPML document without changing anything. */
  'read-opml': (args: { text: string }) => OpmlPreview;
  /** Adds what the document lists; each feed is checked when its permission is there. */
  'import-opml': (args: { text: string }) => ImportOutcome;
  'export-opml': () => string;

  /** Has the worker look through a database that a page could not read; it mends what it can before it replies. */
  'examine-database': () => void;
  /**
   * Removes the texts of old read posts where the browser has no room for new ones, and lets checks go on if that is
   * enough.
   */
  'free-space': () => { removed: number; isEnough: boolean };
}

export type CommandName = keyof Commands;

export type SubscribeOutcome =
  | { kind: 'subscribed'; feedId: number; title: string; unread: number }
  /** The server asked to wait (429, 503): subscribed, and read at `nextCheckAt` (epoch ms). */
  | { kind: 'waiting'; feedId: number; nextCheckAt: number }
  | { kind: 'already'; feedId: number; title: string }
  | { kind: 'choose'; candidates: FeedLink[] }
  /** The feed lives where no permission is held: ask for `origins`, then subscribe to `feed.url`. */
  | { kind: 'needs-permission'; feed: FeedLink; origins: string[] }
  | { kind: 'no-feed'; address: string }
  | { kind: 'failed'; failure: Failure; address: string };

export type OlderOutcome =
  /** `more`: there are documents that were not read yet. */
  | { added: number; more: boolean }
  /** Nothing came, since the document at `address` could not be read. */
  | { failure: Failure; address: string };

export type PageText =
  /** The page's source; its addresses are absolute by `base`, where it was in the end. */
  | { kind: 'page'; html: string; base: string }
  | { kind: 'needs-permission'; origins: string[] }
  | { kind: 'failed'; failure: Failure; address: string };

export type DiscussionOutcome =
  /** What was found, and why a site gave no answer. */
  | { kind: 'asked'; discussions: Discussion[]; failures: { site: DiscussionSite; failure: Failure }[] }
  | { kind: 'needs-permission' }
  /** The post has no address that others could know. */
  | { kind: 'not-public' };

export type FindOutcome =
  /** The feed lives at `url` from now on, with its posts and what was read of them. */
  | { kind: 'found'; url: string }
  /** Its own address gives the feed again. */
  | { kind: 'works' }
  /** What may be there must not be asked for yet: ask for `origins`, then look at `address`. */
  | { kind: 'needs-permission'; address: string; origins: string[] }
  /** Another feed that is subscribed to; or several to choose from; or none; or what kept us from looking. */
  | Extract<SubscribeOutcome, { kind: 'already' | 'choose' | 'no-feed' | 'failed' }>;

export type OpmlPreview =
  | {
      ok: true;
      feeds: number;
      already: number;
      /** Lines that name no usable address. */
      unreadable: number;
      /** Match patterns of all hosts, for one prompt. */
      origins: string[];
    }
  | { ok: false; reason: 'not-opml' | 'too-large' };

export type ImportOutcome =
  | { ok: true; added: number; already: number; unreadable: number }
  | { ok: false; reason: 'not-opml' | 'too-large' };
