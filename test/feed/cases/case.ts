import type { Entry, ParsedFeed, ParseFailure } from '../../../src/feed/types.ts';

/** Where the documents of the cases come from, unless one says otherwise. */
const DOCUMENT_URL = 'https://blog.example/feed.xml';

/** Only the fields that are named are compared; undefined: the field is absent. */
type Expected<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A small document that shows one trait, and what should be read in it. */
export interface Case {
  readonly behaviour: string;
  /** Bytes are decoded first. */
  readonly document: string | Uint8Array;
  readonly documentUrl: string;
  readonly fails?: ParseFailure;
  readonly feed?: Expected<Omit<ParsedFeed, 'entries'>>;
  /** All entries, in order. */
  readonly entries?: readonly Expected<Entry>[];
}

export function feedCase(
  behaviour: string,
  document: string | Uint8Array,
  feed: Expected<Omit<ParsedFeed, 'entries'>>,
  entries?: readonly Expected<Entry>[],
  documentUrl = DOCUMENT_URL,
): Case {
  return { behaviour, document, documentUrl, feed, ...(entries ? { entries } : {}) };
}

/** One item in an RSS 2.0 feed of https://blog.example/. */
export function itemCase(behaviour: string, parts: string, entry: Expected<Entry>): Case {
  return feedCase(behaviour, rss(`<item>${parts}</item>`), { format: 'rss', complete: true }, [entry]);
}

/** One entry in an Atom 1.0 feed. */
export function entryCase(behaviour: string, parts: string, entry: Expected<Entry>): Case {
  return feedCase(behaviour, atom(`<entry>${parts}</entry>`), { format: 'atom', complete: true }, [entry]);
}

export function failureCase(behaviour: string, document: string | Uint8Array, fails: ParseFailure): Case {
  return { behaviour, document, documentUrl: DOCUMENT_URL, fails };
}

export function rss(channel: string, attributes = ''): string {
  const link = '<link>https://blog.example/</link>';
  return `<rss version="2.0" ${attributes}><channel><title>Blog</title>${link}${channel}</channel></rss>`;
}

export function atom(parts: string, attributes = ''): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>Blog</title>${parts}</feed>`;
}

export function titled(...titles: readonly string[]): { readonly title: string }[] {
  return titles.map((title) => ({ title }));
}

/** Epoch ms of an instant in ISO 8601. */
export function at(instant: string): number {
  return Date.parse(instant);
}
