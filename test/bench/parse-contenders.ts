// Bundled as it ships, so that Node and the browsers' workers measure the same code.
import { XMLParser } from 'fast-xml-parser';
import { parseFeed as parseByFeedsmith } from 'feedsmith';
import { parseDocument } from '../../src/feed/parse.ts';

export type Contender = 'linefeed' | 'feedsmith' | 'tokeniser';

/** The bare tokeniser's fastest way to keep what a feed says: in order, with attributes, nothing decoded or coerced. */
const tokeniser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/**
 * From bytes to what each makes of them. The others are given UTF-8 without a look at what the document says of its
 * encoding, which is less work than any reader can do with.
 *
 * They return how many entries were read: 0 where the document is refused, and by the tokeniser, which knows none.
 */
const contenders: Readonly<Record<Contender, (bytes: Uint8Array) => number>> = {
  linefeed: (bytes) => {
    const result = parseDocument(bytes, undefined, 'https://blog.example/feed.xml');
    return result.ok ? result.feed.entries.length : 0;
  },
  feedsmith: (bytes) => {
    const text = new TextDecoder().decode(bytes);
    try {
      const { feed } = parseByFeedsmith(text) as { feed: { entries?: unknown[]; items?: unknown[] } };
      return (feed.entries ?? feed.items ?? []).length;
    } catch {
      return 0;
    }
  },
  tokeniser: (bytes) => {
    tokeniser.parse(new TextDecoder().decode(bytes));
    return 0;
  },
};

export function readAll(contender: Contender, documents: readonly Uint8Array[]): number {
  const read = contenders[contender];
  return documents.reduce((entries, bytes) => entries + read(bytes), 0);
}

/** What reading every document of a set once took. */
export interface Sample {
  /** Processor time of all where the platform tells it (Node), else the time that passed, batch by batch. */
  readonly costMs: readonly number[];
  readonly wallMs: number;
  readonly entries: number;
}
