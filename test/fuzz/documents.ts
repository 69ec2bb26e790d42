import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDocument } from '../../src/feed/decode.ts';
import { parseFeed } from '../../src/feed/parse.ts';
import type { FeedFormat } from '../../src/feed/types.ts';

/** A stretch of a document. All pieces in a row are the document. */
export interface Piece {
  readonly text: string;
  /** Which of the undamaged document's entries this is, whole and unchanged; absent for all else. */
  readonly entry?: number;
}

/** A feed that stands in pieces, so that it is known what a wound has touched. */
export interface Document {
  readonly name: string;
  readonly format: FeedFormat;
  /** What stands before the first entry, the entries and what parts them, what stands behind the last. */
  readonly pieces: readonly Piece[];
}

export const DOCUMENT_URL = 'https://blog.example/feed.xml';

export function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

const BOUNDARY = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<(\/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>/])[^>]*>/gi;

/**
 * Takes a feed of others apart; one piece is left of what cannot be taken apart surely: JSON, feeds that are broken,
 * and those whose entries depend on each other, since the address that their links resolve against stands in one of them.
 *
 * @returns undefined for what is no feed
 */
function takenApart(name: string, text: string): Document | undefined {
  const result = parseFeed(text, DOCUMENT_URL);
  if (!result.ok) return undefined;
  const { format } = result.feed;
  const inOnePiece: Document = { name, format, pieces: [{ text }] };
  if (format === 'json' || !result.feed.complete) return inOnePiece;
  const pieces: Piece[] = [];
  let done = 0;
  let start = -1;
  let count = 0;
  for (const found of text.matchAll(BOUNDARY)) {
    if (found[1] === undefined) continue;
    const end = found.index + found[0].length;
    if (found[1] === '' && start < 0 && !found[0].endsWith('/>')) {
      start = found.index;
    } else if (found[1] === '/' && start >= 0) {
      pieces.push({ text: text.slice(done, start) }, { text: text.slice(start, end), entry: count++ });
      done = end;
      start = -1;
    }
  }
  pieces.push({ text: text.slice(done) });
  const frame = parseFeed(textOfPieces(pieces.filter(({ entry }) => entry === undefined)), DOCUMENT_URL);
  const isSure =
    count > 0 &&
    count === result.feed.entries.length &&
    frame.ok &&
    frame.feed.siteUrl === result.feed.siteUrl &&
    frame.feed.title === result.feed.title;
  return isSure ? { name, format, pieces } : inOnePiece;
}

/** Feeds that somebody wrote, in the order of their names. */
export interface Collection {
  readonly documents: readonly Document[];
  readonly folder: string;
  readonly isThere: boolean;
}

/** @param longest characters of the longest that is taken */
function collection(folder: string, longest: number): Collection {
  if (!existsSync(folder)) return { documents: [], folder, isThere: false };
  const documents = readdirSync(folder)
    .filter((file) => /\.(?:xml|rss|atom|rdf|json)$/.test(file) && !file.endsWith('.expected.json'))
    .sort()
    .flatMap((file) => {
      const text = decodeDocument(readFileSync(join(folder, file)));
      return text.length > longest ? [] : (takenApart(file, text) ?? []);
    });
  return { documents, folder, isThere: true };
}

/** The project's own fixtures. */
export function fixtures(root: string): Collection {
  return collection(join(root, 'test/fixtures/feeds'), 40_000);
}

/** Feeds of real blogs lie beside the project, in ../shared of its root: they belong to their authors. */
export function realFeeds(root: string): Collection {
  return collection(join(root, '../shared/feeds/real'), 16_000);
}
