import { rename } from './elements.ts';
import { keepFormulas } from './formula-markup.ts';
import { keepCode } from './keep-code.ts';
import { keepSidenotes } from './sidenote-markup.ts';

/** What stands where something cannot be shown: the sanitiser lets it pass, embeds.ts makes a card of it. */
export type EmbedKind = 'frame' | 'drawing' | 'formula';

/**
 * Says in harmless elements what the sanitiser would otherwise drop without a word.
 *
 * Runs on raw, untrusted trees without forms, before the sanitiser, and adds nothing that would have to be trusted.
 * What it moves stays in the tree's own document: in the page's, pictures would begin to load.
 */
export function preserve(body: HTMLElement): void {
  for (const marked of body.querySelectorAll('[data-embed]')) marked.removeAttribute('data-embed');
  // This attribute cannot be taken off again, so the sanitiser would drop what carries it, with its text.
  for (const built of body.querySelectorAll('[is]')) rename(built, built.localName);
  keepFormulas(body);
  keepSidenotes(body);
  keepPreformatted(body);
  keepCode(body);
  keepFallbackImages(body);
  dropHiddenImages(body);
  keepForms(body);
  markEmbeds(body);
  for (const box of body.querySelectorAll(BOXES)) rename(box, 'div');
}

/** Boxes that would be landmarks, but whose text must not run together with its neighbours'. */
const BOXES =
  'section, article, header, footer, main, nav, aside, address, hgroup, search, center, fieldset, legend, dialog';

/** Elements of old HTML which the parser reads as raw text. */
function keepPreformatted(body: HTMLElement): void {
  for (const old of body.querySelectorAll('xmp, listing, plaintext')) {
    const pre = document.createElement('pre');
    pre.textContent = old.textContent;
    old.replaceWith(pre);
  }
}

/**
 * Pictures that a script was to load stand in <noscript>, often beside an element that names the same one; words
 * there only ask for scripts.
 */
export function keepFallbackImages(body: HTMLElement): void {
  for (const fallback of body.querySelectorAll('noscript')) {
    const isNamedBefore = fallback.previousElementSibling?.matches(LAZY_IMAGE) ?? false;
    const images = fallback.ownerDocument.createDocumentFragment();
    if (!isNamedBefore) for (const image of fallback.querySelectorAll('img')) images.append(image);
    fallback.replaceWith(images);
  }
}

/** Counters that only their style hides, which the sanitiser takes away. What a script was to show is none. */
function dropHiddenImages(body: HTMLElement): void {
  for (const image of body.querySelectorAll('img[style]')) {
    if (!image.matches(LAZY_IMAGE) && isInvisible(image)) image.remove();
  }
}

const LAZY_IMAGE = 'img:is([data-src], [data-srcset], [data-lazy-src], [data-original])';

function keepForms(body: HTMLElement): void {
  // The check boxes of a task list say which tasks are done.
  for (const box of body.querySelectorAll('li input[type="checkbox" i]')) {
    box.replaceWith(box.hasAttribute('checked') ? '\u2611' : '\u2610');
  }
  for (const control of body.querySelectorAll('input, select, textarea, output, datalist, meter, progress')) {
    control.remove();
  }
  // What Discourse writes over a picture while the pointer is there.
  for (const hint of body.querySelectorAll('a.lightbox > div.meta')) hint.remove();
  // A button with a picture enlarges it; one with words (Copy, Share) needs the scripts of its page.
  for (const button of body.querySelectorAll('button')) {
    if (!button.querySelector('img')) button.remove();
  }
}

function markEmbeds(body: HTMLElement): void {
  for (const frame of body.querySelectorAll('iframe, embed')) {
    const address = frame.getAttribute('src') || frame.getAttribute('data-src') || '';
    if (isInvisible(frame)) frame.remove();
    else frame.replaceWith(marker('frame', frame.getAttribute('title') ?? '', address));
  }
  for (const object of body.querySelectorAll('object')) {
    // What an object holds is what it shows where it cannot be shown itself.
    const hasFallback = object.querySelector('img, a') !== null || (object.textContent ?? '').trim() !== '';
    if (!hasFallback)
      object.append(marker('frame', object.getAttribute('title') ?? '', object.getAttribute('data') ?? ''));
  }
  for (const script of body.querySelectorAll('script[src*="//gist.github.com/"]')) {
    const address = (script.getAttribute('src') ?? '').replace(/\.js(?=$|\?)/, '');
    script.replaceWith(marker('frame', '', address));
  }
  for (const drawing of body.querySelectorAll('svg, canvas')) {
    if (isDecoration(drawing)) drawing.remove();
    else drawing.replaceWith(marker('drawing', nameOf(drawing), ''));
  }
}

function marker(kind: EmbedKind, name: string, address: string): HTMLElement {
  const link = document.createElement('a');
  link.setAttribute('data-embed', kind);
  if (address) link.setAttribute('href', address);
  link.textContent = name.trim().slice(0, 200);
  return link;
}

/** Frames of counters and tag managers. */
function isInvisible(element: Element): boolean {
  const sides = [element.getAttribute('width'), element.getAttribute('height')];
  const isTiny = sides.every((side) => side !== null && Number.parseFloat(side) <= 1);
  const style = element.getAttribute('style') ?? '';
  return isTiny || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style) || isTinyByStyle(style);
}

function isTinyByStyle(style: string): boolean {
  const sides = style.matchAll(/(?<![\w-])(?:width|height)\s*:\s*([\d.]+)(?:px)?(?![\w.%])/gi);
  const sizes = [...sides].map(([, size]) => Number(size));
  return sizes.length > 1 && sizes.every((size) => size <= 1);
}

/** Icons of buttons and links, and whatever its author hides from screen readers. */
function isDecoration(drawing: Element): boolean {
  const width = Number.parseFloat(
    drawing.getAttribute('width') ?? drawing.getAttribute('viewBox')?.split(/[\s,]+/)[2] ?? '',
  );
  return (
    width <= 32 ||
    isInvisible(drawing) ||
    drawing.getAttribute('aria-hidden') === 'true' ||
    drawing.closest('a, button, summary, pre, svg svg, .MathJax') !== null
  );
}

function nameOf(drawing: Element): string {
  return drawing.getAttribute('aria-label') ?? drawing.querySelector('title')?.textContent ?? '';
}
