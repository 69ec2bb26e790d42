import { formatNumber, message } from '../../browser/i18n.ts';
import type { Settings } from '../../model/types.ts';

interface Option<Value> {
  readonly value: Value;
  readonly label: string;
}

/** How pages and articles may look, in words: for the settings and for the reading page. */
export function themeOptions(): readonly Option<Settings['theme']>[] {
  return [
    { value: 'system', label: message('ui_theme_system') },
    { value: 'light', label: message('ui_theme_light') },
    { value: 'sepia', label: message('ui_theme_sepia') },
    { value: 'dark', label: message('ui_theme_dark') },
    { value: 'black', label: message('ui_theme_black') },
  ];
}

export function faceOptions(): readonly Option<Settings['textFace']>[] {
  return [
    { value: 'sans', label: message('ui_face_sans') },
    { value: 'serif', label: message('ui_face_serif') },
  ];
}

/** CSS px, smallest first. */
export const TEXT_SIZES: readonly Settings['textSize'][] = [15, 16, 17, 18, 19, 20, 21, 22];

export function measureOptions(): readonly Option<Settings['textMeasure']>[] {
  return ([60, 70, 80] as const).map((value) => ({ value, label: formatNumber(value) }));
}
