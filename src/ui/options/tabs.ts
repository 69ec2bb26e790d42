import type { MessageKey } from '../../browser/i18n.ts';
import type { IconName } from '../shared/icon.tsx';

export type Tab = 'feeds' | 'reading' | 'notifications' | 'about';

export const TABS: readonly { readonly id: Tab; readonly label: MessageKey; readonly icon: IconName }[] = [
  { id: 'feeds', label: 'options_tab_feeds', icon: 'feeds' },
  { id: 'reading', label: 'options_tab_reading', icon: 'text' },
  { id: 'notifications', label: 'options_tab_notifications', icon: 'bell' },
  { id: 'about', label: 'options_tab_about', icon: 'info' },
];

/** The tab that an address names; Feeds for what it does not know, and for `#import`, which opens a card there. */
export function tabOf(hash: string): Tab {
  return TABS.find(({ id }) => `#${id}` === hash)?.id ?? 'feeds';
}

/** Where a key of the vertical tab list leads; undefined for keys that mean nothing there. */
export function tabAfterKey(key: string, current: Tab): Tab | undefined {
  const at = TABS.findIndex(({ id }) => id === current);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: TABS.length - 1 }[key];
  return to === undefined ? undefined : TABS[(to + TABS.length) % TABS.length]?.id;
}
