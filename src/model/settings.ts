import type { ImageLoading, Settings } from './types.ts';

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  badge: 'new',
  unreadOnSubscribe: 5,
  checkEveryHours: 1,
  singleKeys: true,
  markReadOnOpen: true,
  groupBy: 'day',
  textFace: 'sans',
  textSize: 17,
  textMeasure: 70,
  wrapCode: false,
  imagesInArticles: 'always',
  imagesInLists: 'never',
  lookUpDiscussions: false,
};

const IMAGE_LOADING: readonly ImageLoading[] = ['always', 'on-click', 'never'];

const CHOICES: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  theme: ['system', 'light', 'sepia', 'dark', 'black'],
  badge: ['new', 'unread', 'off'],
  unreadOnSubscribe: [0, 5, 10, 'all'],
  checkEveryHours: [1, 2, 4, 8, 24],
  singleKeys: [true, false],
  markReadOnOpen: [true, false],
  groupBy: ['day', 'blog'],
  textFace: ['sans', 'serif'],
  textSize: [15, 16, 17, 18, 19, 20, 21, 22],
  textMeasure: [60, 70, 80],
  wrapCode: [true, false],
  imagesInArticles: IMAGE_LOADING,
  imagesInLists: IMAGE_LOADING,
  lookUpDiscussions: [true, false],
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
