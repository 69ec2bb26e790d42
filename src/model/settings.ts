import type { Settings } from './types.ts';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  badge: 'new',
  unreadOnSubscribe: 5,
  checkEveryHours: 1,
  singleKeys: true,
  markReadOnOpen: true,
};

const CHOICES: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  theme: ['system', 'light', 'dark'],
  badge: ['new', 'unread', 'off'],
  unreadOnSubscribe: [0, 5, 10, 'all'],
  checkEveryHours: [1, 2, 4, 8, 24],
  singleKeys: [true, false],
  markReadOnOpen: [true, false],
};

/** The settings that a stored value holds; whatever it lacks or holds wrongly has its default. */
export function settingsFrom(stored: unknown): Settings {
  const given: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const known = Object.entries(CHOICES).filter(([key, values]) => (values as readonly unknown[]).includes(given[key]));
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known.map(([key]) => [key, given[key]])) };
}

/** Whether a value is one of the intervals that a person can choose, in hours. */
export function isInterval(value: unknown): value is Settings['checkEveryHours'] {
  return (CHOICES.checkEveryHours as readonly unknown[]).includes(value);
}
