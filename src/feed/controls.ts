import { WINDOWS_1252 } from './plain-text.ts';

/**
 * XML knows no control characters but tab and line ends, nor U+FFFE and U+FFFF; generators copy them from anywhere.
 * Those from U+0080 on were bytes of windows-1252 that somebody took for Latin-1. Halves of characters, which JSON can
 * hold, cannot be stored or sent as UTF-8.
 */
const UNFIT = /[^\t\n\r -~\xa0-\ufffd]/g;

/** Text without what no text should hold. Linear; the text itself where there is nothing to do. */
export function withoutControls(text: string): string {
  const fit = text.replace(UNFIT, (char) => {
    const code = char.charCodeAt(0);
    return code >= 0x80 && code <= 0x9f ? String.fromCharCode(WINDOWS_1252[code - 0x80] || 0x20) : '';
  });
  return fit.isWellFormed() ? fit : fit.toWellFormed();
}
