import { readSettings, watchSettings } from '../../browser/settings.ts';
import { settingsFrom } from '../../model/settings.ts';
import type { Settings } from '../../model/types.ts';

const COPY = 'theme';

/**
 * Puts the chosen theme on <html> and keeps it there.
 *
 * Settings can only be read asynchronously, after the first frame would have shown the wrong colours, so a copy
 * stands in localStorage. Call it first in a page's entry file.
 */
export function startTheme(): void {
  apply(settingsFrom({ theme: storedCopy() }).theme);
  watchSettings((settings) => remember(settings.theme));
  // Not awaited: the copy serves until the truth arrives, and stays where extension storage fails.
  readSettings().then((settings) => remember(settings.theme), console.error);
}

function remember(theme: Settings['theme']): void {
  apply(theme);
  try {
    localStorage.setItem(COPY, theme);
  } catch {
    // Storage is full or forbidden: the next page starts in the system's theme and corrects itself.
  }
}

function storedCopy(): string | null {
  try {
    return localStorage.getItem(COPY);
  } catch {
    return null;
  }
}

function apply(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
