import { useEffect, useState } from 'preact/hooks';
import { readSettings, watchSettings } from '../../browser/settings.ts';
import { DEFAULT_SETTINGS } from '../../model/settings.ts';
import type { Settings } from '../../model/types.ts';

/** The person's settings, as they are and as they change; the defaults until they are read. */
export function useSettings(): Settings {
  const [settings, setSettings] = useState(DEFAULT_SETTINGS);
  useEffect(() => {
    readSettings().then(setSettings, console.error);
    return watchSettings(setSettings);
  }, []);
  return settings;
}
