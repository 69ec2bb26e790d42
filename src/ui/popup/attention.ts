import { isInTrouble, lacksPermission } from '../../model/trouble.ts';
import type { Feed } from '../../model/types.ts';

const KEY = 'popup-attention';

/** What the banners above the list say of the feeds. */
export interface Attention {
  /** Feeds that fail so that only the person can mend them. */
  readonly troubled: number;
  /** All feeds. */
  readonly total: number;
  readonly unpermitted: readonly Pick<Feed, 'id' | 'url'>[];
}

const NO_ATTENTION: Attention = { troubled: 0, total: 0, unpermitted: [] };

/** @param now epoch ms */
export function attentionTo(feeds: readonly Feed[], now: number): Attention {
  return {
    troubled: feeds.filter((feed) => isInTrouble(feed, now)).length,
    total: feeds.length,
    unpermitted: feeds.filter(lacksPermission).map(({ id, url }) => ({ id, url })),
  };
}

/**
 * What the banners said last. All feeds are read only after the first paint, and a banner that came then would push the
 * posts from under the pointer; so the last one's banners stand at once, until the feeds are there.
 */
export function recallAttention(): Attention {
  try {
    return attentionFrom(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return NO_ATTENTION;
  }
}

export function rememberAttention(attention: Attention): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(attention));
  } catch {
    // Storage is full or forbidden: the next popup's banners come after its posts.
  }
}

function attentionFrom(stored: unknown): Attention {
  if (typeof stored !== 'object' || stored === null) return NO_ATTENTION;
  const { troubled, total, unpermitted } = stored as Record<string, unknown>;
  if (!isCount(troubled) || !isCount(total) || !Array.isArray(unpermitted)) return NO_ATTENTION;
  return { troubled, total, unpermitted: unpermitted.filter(isFeed).map(({ id, url }) => ({ id, url })) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isFeed(value: unknown): value is Pick<Feed, 'id' | 'url'> {
  if (typeof value !== 'object' || value === null) return false;
  const { id, url } = value as Record<string, unknown>;
  return isCount(id) && typeof url === 'string';
}
