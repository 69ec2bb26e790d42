// Brings Dexie along: for what is loaded after a page's first paint.
import { readRows } from '../../store/queries.ts';
import { readOnce, watch } from '../../store/watch.ts';
import type { WatchRows } from './use-loaded-posts.ts';
import type { ReadInPieces } from './use-search.ts';

export function watchRows(onError: (error: unknown) => void): WatchRows {
  return (ids, onRows) => watch(() => readRows(ids), onRows, onError);
}

/** Posts are read so many at a time for a search, so that typing goes on meanwhile. */
const PIECE = 250;

/** Reads these posts once, piece by piece. */
export function readInPieces(onError: (error: unknown) => void): ReadInPieces {
  return (ids, onRows) => {
    let isOver = false;
    const read = async () => {
      for (let at = 0; at < ids.length && !isOver; at += PIECE) {
        const piece = ids.slice(at, at + PIECE);
        const rows = await readOnce(() => readRows(piece));
        if (!isOver) onRows(rows, piece);
      }
    };
    read().catch(onError);
    return () => {
      isOver = true;
    };
  };
}
