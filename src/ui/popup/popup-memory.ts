import type { ListName } from '../../store/queries.ts';
import type { RowAnchor } from '../shared/use-list-view.ts';

/** How long a popup that closed is taken up again where it was left. */
const KEPT_MS = 5 * 60_000;
const KEY = 'popup';

/** More posts would keep the first frame waiting: who was further down begins at the top. */
const MOST_LOADED = 1000;

/** Four fit; what is left over is there for the first turn of the wheel. Each costs the first paint some ms. */
export const FIRST_ROWS = 6;

/** Where a person left the popup, which dies with the first click outside it. */
export interface PopupMemory {
  readonly list: ListName;
  /** How many posts have to be loaded for the view to stand where it stood. */
  readonly limit: number;
  readonly openId?: string;
  readonly focusedId?: string;
  /** The first row in view; absent at the top. */
  readonly anchor?: RowAnchor;
  /** What is searched for, where the search is open. */
  readonly search?: string;
  /** What stands in the address field. */
  readonly typed: string;
  /** Whether the dialog that adds a feed is open. */
  readonly adding: boolean;
}

const NOTHING_REMEMBERED: PopupMemory = { list: 'unread', limit: FIRST_ROWS, typed: '', adding: false };

/**
 * The memory is in localStorage since only that is there in time for the first frame.
 *
 * @param now epoch ms
 */
export function recallPopup(now: number): PopupMemory {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return memoryFrom(stored, now);
  } catch {
    return NOTHING_REMEMBERED;
  }
}

export function rememberPopup(memory: PopupMemory, now: number): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...memory, at: now }));
  } catch {
    // Storage is full or forbidden: the next popup opens at the top.
  }
}

function memoryFrom(stored: unknown, now: number): PopupMemory {
  if (typeof stored !== 'object' || stored === null) return NOTHING_REMEMBERED;
  const { at, list, limit, openId, focusedId, anchor, search, typed, adding } = stored as Record<string, unknown>;
  if (typeof at !== 'number' || at > now || now - at > KEPT_MS) return NOTHING_REMEMBERED;
  return {
    list: list === 'saved' || list === 'read' ? list : 'unread',
    limit: typeof limit === 'number' && limit > FIRST_ROWS ? Math.min(Math.ceil(limit), MOST_LOADED) : FIRST_ROWS,
    ...(typeof openId === 'string' && { openId }),
    ...(typeof focusedId === 'string' && { focusedId }),
    ...(isAnchor(anchor) && { anchor }),
    ...(typeof search === 'string' && { search: search.slice(0, 200) }),
    typed: typeof typed === 'string' ? typed.slice(0, 2000) : '',
    adding: adding === true,
  };
}

function isAnchor(value: unknown): value is RowAnchor {
  if (typeof value !== 'object' || value === null) return false;
  const { id, top } = value as Record<string, unknown>;
  return typeof id === 'string' && Number.isFinite(top);
}
