import { readSettings, watchSettings } from '../../browser/settings.ts';
import { settingsFrom } from '../../model/settings.ts';
import type { Settings } from '../../model/types.ts';

const COPY = 'look';

/**
 * Puts the chosen theme on <html> and keeps it there.
 *
 * Settings can only be read asynchronously, after the first frame would have shown the wrong colours, so a copy of how
 * pages look stands in localStorage. Call it first in a page's entry file.
 *
 * @param applyMore what else the page's looks depend on: the theme or the text of articles
 */
export function startTheme(applyMore: (settings: Settings) => void = () => undefined): void {
  const apply = (settings: Settings) => {
    applyTheme(settings.theme);
    applyMore(settings);
  };
  const follow = (settings: Settings) => {
    apply(settings);
    storeCopy(settings);
  };
  apply(copiedSettings());
  watchSettings(follow);
  // Not awaited: the copy serves until the truth arrives, and stays where extension storage fails.
  readSettings().then(follow, console.error);
}

/** The settings of how pages look, as the copy has them; the others have their defaults. */
export function copiedSettings(): Settings {
  return settingsFrom(storedCopy());
}

function storeCopy({ theme, groupBy, textFace, textSize, textMeasure }: Settings): void {
  try {
    localStorage.setItem(COPY, JSON.stringify({ theme, groupBy, textFace, textSize, textMeasure }));
  } catch {
    // Storage is full or forbidden: the next page starts in the system's theme and corrects itself.
  }
}

function storedCopy(): unknown {
  try {
    return JSON.parse(localStorage.getItem(COPY) ?? '{}');
  } catch {
    return undefined;
  }
}

function applyTheme(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
