import { useEffect, useState } from 'preact/hooks';
import { readSettings, watchSettings } from '../../browser/settings.ts';
import { DEFAULT_SETTINGS } from '../../model/settings.ts';
import type { Settings } from '../../model/types.ts';

/** For settings that cannot be read: no site hears of anybody who may have wanted that. */
const UNREADABLE: Settings = { ...DEFAULT_SETTINGS, imagesInArticles: 'on-click' };

/** The person's settings, as they are and as they change; the defaults until they are read. */
export function useSettings(): Settings {
  return useKnownSettings() ?? DEFAULT_SETTINGS;
}

/** As useSettings, but undefined until they are read: for what must not happen before it is known to be wanted. */
export function useKnownSettings(): Settings | undefined {
  const [settings, setSettings] = useState<Settings>();
  useEffect(() => {
    readSettings().then(setSettings, (error: unknown) => {
      console.error(error);
      setSettings(UNREADABLE);
    });
    return watchSettings(setSettings);
  }, []);
  return settings;
}
