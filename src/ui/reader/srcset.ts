import { mediaAddress, type Origin } from './addresses.ts';

/** More candidates than any page has a use for. */
const MOST = 30;

/**
 * A srcset with absolute http(s) addresses; '' where none is left.
 *
 * Reads candidates as HTML does ("parse a srcset attribute"): an address ends at white space, so it may hold commas
 * itself, and commas at its end close the candidate.
 */
export function resolveSrcset(srcset: string, origin: Origin): string {
  const candidates: string[] = [];
  let at = 0;
  while (at < srcset.length && candidates.length < MOST) {
    while (/[\s,]/.test(srcset.charAt(at))) at++;
    const start = at;
    while (at < srcset.length && !/\s/.test(srcset.charAt(at))) at++;
    let address = srcset.slice(start, at);
    let descriptor = '';
    if (address.endsWith(',')) {
      while (address.endsWith(',')) address = address.slice(0, -1);
    } else {
      const comma = srcset.indexOf(',', at);
      const end = comma < 0 ? srcset.length : comma;
      descriptor = srcset.slice(at, end).trim();
      at = end;
    }
    const resolved = mediaAddress(address, origin);
    if (resolved && isDescriptor(descriptor)) candidates.push(descriptor ? `${resolved} ${descriptor}` : resolved);
  }
  return candidates.join(', ');
}

function isDescriptor(text: string): boolean {
  return text === '' || /^\d{1,6}w$|^\d{1,3}(?:\.\d{1,4})?x$/.test(text);
}
