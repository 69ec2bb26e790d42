import { isSameDocument, linkAddress, type Origin } from './addresses.ts';
import { unwrap } from './elements.ts';
import type { Pass } from './pass.ts';
import { ID_PREFIX } from './sanitise.ts';

/**
 * Makes every link absolute and open in a tab of its own, without a way back to this page. A link to a place in the
 * post stays on the page where that place exists. What leads nowhere is text.
 */
export const resolveLinks: Pass = (content, { origin }) => {
  const places = placesIn(content);
  for (const link of content.querySelectorAll('a')) {
    const href = link.getAttribute('href');
    const place = href === null ? undefined : placeOf(href, origin, places);
    const address = place ?? (isNowhere(href) ? undefined : linkAddress(href, origin));
    if (address === undefined) release(link);
    else lead(link, address, place !== undefined);
  }
};

function placesIn(content: DocumentFragment): ReadonlySet<string> {
  const places = new Set<string>();
  for (const named of content.querySelectorAll('a[name]')) {
    // Browsers scroll to a[name] too, but one attribute is enough to keep.
    if (!named.id) named.id = named.getAttribute('name') ?? '';
    named.removeAttribute('name');
  }
  for (const target of content.querySelectorAll('[id]')) places.add(target.id);
  return places;
}

/** @returns '#id' where the link leads to a place in this post */
function placeOf(href: string, origin: Origin, places: ReadonlySet<string>): string | undefined {
  const hash = href.indexOf('#');
  if (hash < 0) return undefined;
  const name = decoded(href.slice(hash + 1));
  const id = name.startsWith(ID_PREFIX) ? name : ID_PREFIX + name;
  if (!name || !places.has(id)) return undefined;
  const address = linkAddress(href, origin);
  const isHere =
    hash === 0 ||
    (address !== undefined && (isSameDocument(address, origin.postUrl) || isSameDocument(address, origin.base)));
  return isHere ? `#${encodeURIComponent(id)}` : undefined;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Empty, or the '#' that buttons of scripts carry. */
function isNowhere(href: string | null): boolean {
  return href === null || /^\s*#?\s*$/.test(href);
}

/** A link without an address may still be a place that others lead to. */
function release(link: Element): void {
  if (link.id) link.removeAttribute('href');
  else unwrap(link);
}

function lead(link: Element, address: string, isHere: boolean): void {
  link.setAttribute('href', address);
  if (isHere) return;
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
}
