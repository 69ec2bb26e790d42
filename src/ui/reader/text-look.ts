import type { Settings } from '../../model/types.ts';

/**
 * The width of a line by the characters that fit in, about. In em and not in ch, which counts the digit 0: that is
 * about a quarter wider than a letter of prose.
 */
const MEASURES: Readonly<Record<Settings['textMeasure'], string>> = { 60: '31em', 70: '36em', 80: '41em' };

/** Puts the text settings on <html>, for the style sheet. */
export function applyTextLook({ textFace, textSize, textMeasure }: Settings): void {
  const { dataset, style } = document.documentElement;
  dataset['textFace'] = textFace;
  style.setProperty('--article-size', `${textSize}px`);
  style.setProperty('--article-measure', MEASURES[textMeasure]);
}
