import type { Case } from './cases.ts';
import { type Check, failuresOf, type Reader, reader } from './checks.ts';
import type { Document, Piece } from './documents.ts';

/** What remains of a case when all that it does not need to fail is taken away. */
export interface Reduced {
  readonly before: readonly Piece[];
  readonly after: readonly Piece[];
}

/**
 * Takes away piece by piece, then stretch by stretch, what the case fails without; entries that stand in both documents
 * go from both. Bytes that are no text are left as they are.
 *
 * @param longestMs when it stops, done or not
 */
export function reduced(given: Case, check: Check, longestMs: number, read: Reader = reader): Reduced {
  let best: Reduced = { before: given.document.pieces, after: given.pieces };
  if (given.bytes) return best;
  const endsAt = performance.now() + longestMs;
  const stillFails = (trial: Reduced): boolean => {
    const document: Document = { ...given.document, pieces: trial.before };
    return failuresOf({ ...given, document, pieces: trial.after }, read).some((failure) => failure.check === check);
  };
  const keep = (trial: Reduced): boolean => {
    if (performance.now() > endsAt || !stillFails(trial)) return false;
    best = trial;
    return true;
  };
  // What is not text of its own, but made by a rule, cannot be cut.
  if (given.grown) return best;
  for (const { entry } of best.before) if (entry !== undefined) keep(withoutEntry(best, entry));
  for (let place = 0; place < best.after.length; place++) {
    let stretch = Math.ceil((best.after[place]?.text.length ?? 0) / 2);
    while (stretch > 0 && performance.now() < endsAt) {
      for (let at = 0; at < (best.after[place]?.text.length ?? 0); ) {
        if (!keep(withoutStretch(best, place, at, stretch))) at += stretch;
      }
      stretch = Math.floor(stretch / 2);
    }
  }
  return best;
}

/** Entries are named by their places, so the later ones move up. */
function withoutEntry({ before, after }: Reduced, gone: number): Reduced {
  const renamed = (pieces: readonly Piece[]): Piece[] =>
    pieces
      .filter(({ entry }) => entry !== gone)
      .map((piece) => (piece.entry !== undefined && piece.entry > gone ? { ...piece, entry: piece.entry - 1 } : piece));
  return { before: renamed(before), after: renamed(after) };
}

/** From a piece that both documents have, from both. */
function withoutStretch({ before, after }: Reduced, place: number, at: number, length: number): Reduced {
  const piece = after[place] ?? { text: '' };
  const cut = (text: string): string => text.slice(0, at) + text.slice(at + length);
  const shortened = (pieces: readonly Piece[]): Piece[] =>
    pieces.map((other) =>
      other.text === piece.text && other.entry === piece.entry ? { ...other, text: cut(other.text) } : other,
    );
  return { before: shortened(before), after: shortened(after) };
}
