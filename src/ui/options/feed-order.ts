import { uiLocale } from '../../browser/i18n.ts';
import { concernOf } from '../../model/health.ts';
import type { Feed } from '../../model/types.ts';
import { feedName } from '../shared/feed-name.ts';
import { feedStatus, isScheduled } from './feed-status.ts';

export type Column = 'name' | 'folder' | 'status' | 'unread' | 'checked' | 'next';

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

export interface Choice {
  /** Parts of the name or address, in any case; '' for all. */
  readonly text: string;
  /** '' is the feeds without a folder; undefined is all. */
  readonly folder: string | undefined;
  readonly view: View;
}

/** All feeds; those that something is to be told of; those that the person paused. */
export type View = 'all' | 'attention' | 'paused';

/** Another press on a column turns it round; numbers and times start with the largest. */
export function orderBy(column: Column, current: Order): Order {
  if (column === current.column) return { column, descending: !current.descending };
  return { column, descending: column === 'unread' || column === 'checked' };
}

/** The feeds that the person chose to see. */
export function chooseFeeds(feeds: readonly Feed[], choice: Choice, now: number): Feed[] {
  const words = choice.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return feeds.filter((feed) => {
    if (choice.folder !== undefined && feed.folder !== choice.folder) return false;
    if (!isInView(feed, choice.view, now)) return false;
    const about = `${feedName(feed)} ${feed.title} ${feed.url}`.toLocaleLowerCase();
    return words.every((word) => about.includes(word));
  });
}

export function isInView(feed: Feed, view: View, now: number): boolean {
  if (view === 'paused') return feed.paused === true;
  return view === 'all' || concernOf(feed, now) !== undefined;
}

const SEVERITY = { bad: 0, warn: 1, quiet: 2, good: 3 } as const;

/** In the order of a column; equals by name, so that a table does not shuffle when it is drawn again. */
export function sortFeeds(feeds: readonly Feed[], order: Order, now: number): Feed[] {
  const { compare } = new Intl.Collator(uiLocale(), { numeric: true, sensitivity: 'base' });
  const direction = order.descending ? -1 : 1;
  const byName = (a: Feed, b: Feed) => compare(feedName(a), feedName(b)) || a.id - b.id;
  const byColumn: Record<Column, (a: Feed, b: Feed) => number> = {
    name: byName,
    folder: (a, b) => compare(a.folder, b.folder),
    status: (a, b) => SEVERITY[feedStatus(a, now).tone] - SEVERITY[feedStatus(b, now).tone],
    unread: (a, b) => a.unreadCount - b.unreadCount,
    checked: (a, b) => (a.lastCheckedAt ?? 0) - (b.lastCheckedAt ?? 0),
    next: (a, b) => nextOf(a) - nextOf(b),
  };
  return feeds.toSorted((a, b) => direction * byColumn[order.column](a, b) || byName(a, b));
}

function nextOf(feed: Feed): number {
  return isScheduled(feed) ? feed.nextCheckAt : Number.MAX_SAFE_INTEGER;
}

/** The folders in use, without '', in the language's order. */
export function folderNames(feeds: readonly Feed[]): string[] {
  const names = new Set(feeds.map((feed) => feed.folder).filter(Boolean));
  return [...names].sort(new Intl.Collator(uiLocale(), { numeric: true }).compare);
}
