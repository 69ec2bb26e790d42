import browser from 'webextension-polyfill';
import { hashText } from '../model/hash.ts';
import { turns } from './in-turn.ts';

/** How far a post was read: a block of its text, in the order of the text, and the share of it that was above the view. */
export interface ReadingPlace {
  readonly block: number;
  /** 0 to 1. */
  readonly into: number;
}

/** Posts lie in this many keys by a hash of their ids, so that each stop of reading writes little. */
const KEYS = 16;
/** Of the posts of one key, the latest; about 500 in all. */
const MOST = 32;

type Row = readonly [postId: string, block: number, into: number];

export async function readPosition(postId: string): Promise<ReadingPlace | undefined> {
  const key = keyOf(postId);
  const rows = rowsFrom((await browser.storage.local.get(key))[key]);
  const row = rows.find(([id]) => id === postId);
  return row && { block: row[1], into: row[2] };
}

/**
 * Remembers how far a post was read; absent, there is nothing to come back to. Of two pages that write at the same
 * moment, one may win: only a place is lost.
 */
export function keepPosition(postId: string, place: ReadingPlace | undefined): Promise<void> {
  return inTurn(async () => {
    const key = keyOf(postId);
    const rows = rowsFrom((await browser.storage.local.get(key))[key]);
    const others = rows.filter(([id]) => id !== postId);
    if (!place && others.length === rows.length) return;
    const kept = place ? [...others, [postId, place.block, place.into] as const] : others;
    await browser.storage.local.set({ [key]: kept.slice(-MOST) });
  });
}

const inTurn = turns();

function keyOf(postId: string): string {
  return `positions:${hashText(postId).charCodeAt(0) % KEYS}`;
}

function rowsFrom(stored: unknown): Row[] {
  return Array.isArray(stored) ? stored.filter(isRow) : [];
}

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value)) return false;
  const [postId, block, into] = value as unknown[];
  return (
    typeof postId === 'string' && Number.isSafeInteger(block) && typeof into === 'number' && into >= 0 && into <= 1
  );
}
