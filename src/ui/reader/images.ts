import { isSameDocument, leadsToCounter, mediaAddress, type Origin } from './addresses.ts';
import { isBlankText, unwrap } from './elements.ts';
import type { Pass } from './pass.ts';
import { resolveSrcset } from './srcset.ts';

/** Where scripts of pages keep the address of a picture that they load later; preserve.ts knows them too. */
const LATER = ['data-src', 'data-lazy-src', 'data-original'];

/** The width that an article gives a picture: its measure of 36em at 17 px. */
const SIZES = 'min(100vw, 612px)';

/**
 * Pictures load when they come near, without a referrer, and only from resolved addresses; counters are dropped,
 * and what cannot be loaded at all gives way to its description.
 */
export const resolveImages: Pass = (content, { origin, labels }) => {
  for (const image of content.querySelectorAll('img')) {
    const address = addressOf(image, origin);
    if (isCounter(image, origin)) {
      remove(image);
      continue;
    }
    if (address === undefined && !image.hasAttribute('srcset') && !image.closest('picture')) {
      image.replaceWith(missingImage(labels.imageMissing, image.getAttribute('alt') ?? ''));
      continue;
    }
    prepare(image, address, origin);
    nameLink(image, address, origin, labels.linkedImage);
  }
  for (const source of content.querySelectorAll('picture > source')) resolveSource(source, origin);
};

/**
 * What stands for a picture that cannot be shown.
 *
 * @param alt the author's description; '' for none
 */
export function missingImage(label: string, alt: string): HTMLElement {
  const box = document.createElement('span');
  box.className = 'image-missing';
  const words = document.createElement('span');
  words.textContent = label;
  box.append(words);
  if (alt.trim()) {
    const description = document.createElement('span');
    description.dir = 'auto';
    description.textContent = alt.trim();
    box.append(' ', description);
  }
  return box;
}

function addressOf(image: Element, origin: Origin): string | undefined {
  const later = LATER.map((name) => mediaAddress(image.getAttribute(name), origin)).find((address) => address);
  const src = image.getAttribute('src');
  // The sanitiser leaves data: addresses of raster pictures only. Beside a later address they are placeholders.
  if (src?.trimStart().startsWith('data:')) return later ?? src.trim();
  return withoutFragment(later ?? mediaAddress(src, origin));
}

/** Blogs leave words for their style sheets in fragments: `#floatright`. */
function withoutFragment(address: string | undefined): string | undefined {
  return address?.split('#', 1)[0];
}

function prepare(image: Element, address: string | undefined, origin: Origin): void {
  const srcset = resolveSrcset(image.getAttribute('data-srcset') ?? image.getAttribute('srcset') ?? '', origin);
  for (const name of ['src', 'srcset', 'data-srcset', ...LATER]) image.removeAttribute(name);
  image.setAttribute('loading', 'lazy');
  image.setAttribute('decoding', 'async');
  image.setAttribute('referrerpolicy', 'no-referrer');
  if (!image.hasAttribute('alt')) image.setAttribute('alt', '');
  keepSize(image);
  setSrcset(image, srcset);
  if (address !== undefined) image.setAttribute('src', address);
}

/** Width and height together tell the shape before the picture is there, so that nothing moves when it comes. */
function keepSize(image: Element): void {
  const sides = ['width', 'height'].map((name) => image.getAttribute(name) ?? '');
  if (sides.every((side) => /^[1-9]\d{0,4}$/.test(side))) return;
  image.removeAttribute('width');
  image.removeAttribute('height');
}

function resolveSource(source: Element, origin: Origin): void {
  const srcset = resolveSrcset(source.getAttribute('data-srcset') ?? source.getAttribute('srcset') ?? '', origin);
  for (const name of ['src', 'srcset', 'data-srcset']) source.removeAttribute(name);
  if (srcset) setSrcset(source, srcset);
  else source.remove();
}

function setSrcset(element: Element, srcset: string): void {
  if (!srcset) return;
  // Widths are worth nothing without sizes, and the author's are those of another layout.
  if (/ \d+w(?:,|$)/.test(srcset)) element.setAttribute('sizes', SIZES);
  element.setAttribute('srcset', srcset);
}

/** Pictures that count readers: of one pixel, or from an address known for nothing else. */
function isCounter(image: Element, origin: Origin): boolean {
  const sides = ['width', 'height'].map((name) => Number.parseFloat(image.getAttribute(name) ?? ''));
  const known = sides.filter((side) => !Number.isNaN(side));
  if (known.length > 0 && known.every((side) => side <= 1)) return true;
  return ['src', 'srcset', 'data-srcset', ...LATER].some((name) => {
    // Of candidates, the first is enough.
    const [first] = (image.getAttribute(name) ?? '').trim().split(/\s/, 1);
    return leadsToCounter(first, origin);
  });
}

/** The picture goes, and the link or frame that held nothing else. */
function remove(image: Element): void {
  const holder = image.closest('picture') ?? image;
  const link = holder.parentElement;
  if (link?.localName === 'a' && link.firstChild === link.lastChild) link.remove();
  else holder.remove();
}

/** A link around nothing but a picture: to the picture itself it says nothing; else it needs a name to be read by. */
function nameLink(image: Element, address: string | undefined, origin: Origin, name: string): void {
  let box: Element = image;
  while (box.parentElement?.matches('picture, div, span') && isAllOf(box, box.parentElement)) box = box.parentElement;
  const link = box.parentElement;
  if (link?.localName !== 'a' || !isAllOf(box, link)) return;
  const target = link.getAttribute('href') ?? undefined;
  const isToItself = address !== undefined && isSameDocument(address, target);
  const larger = !isToItself && isPicture(target) ? mediaAddress(target, origin) : undefined;
  if (link.id || !(isToItself || larger)) {
    if (!image.getAttribute('alt')?.trim()) image.setAttribute('alt', name);
    return;
  }
  // Where it is looked at by itself, the larger one is shown.
  if (larger) image.setAttribute('data-full', larger);
  unwrap(link);
}

function isAllOf(box: Element, parent: Element): boolean {
  // Looks from the box outwards, no further than the next one: a box may hold thousands of pictures.
  for (let at = box.previousSibling; at; at = at.previousSibling) if (isOther(at)) return false;
  for (let at = box.nextSibling; at; at = at.nextSibling) if (isOther(at)) return false;
  return box.parentNode === parent;
}

function isOther(node: Node): boolean {
  return node instanceof Element ? node.localName !== 'source' : !isBlankText(node);
}

/** By its name alone; those of wikis and repositories name the page about a picture. */
function isPicture(address: string | undefined): boolean {
  if (!address || !URL.canParse(address)) return false;
  const { pathname } = new URL(address);
  return /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(pathname) && !/\/(?:wiki|blob)\//.test(pathname);
}
