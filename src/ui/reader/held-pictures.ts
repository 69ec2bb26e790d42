import { isBlank } from './elements.ts';
import type { Labels, Pass } from './pass.ts';

/** Stands for a picture that is asked for on a press; holds the picture in a template, where nothing loads. */
const HELD = 'button.picture-held';

/**
 * Keeps pictures from being asked for, where the person wants that: on a press, a button stands for each; never, its
 * description does, with a link. What stands in the post itself (data:) asks nobody and is shown.
 *
 * Runs last, so that the passes before see pictures, and a picture comes back as they left it.
 */
export const holdPictures: Pass = (content, { pictures, labels }) => {
  if (pictures === 'always') return;
  const holdings = new Map<Element, Holdings>();
  // A film's still is a picture; the film loads when it is played.
  for (const player of content.querySelectorAll('video[poster]')) player.removeAttribute('poster');
  for (const image of content.querySelectorAll('img')) {
    const picture = image.closest('picture') ?? image;
    const address = addressOf(image);
    if (address === undefined) continue;
    if (pictures === 'never') replaceByLink(picture, image, address, labels);
    else hold(picture, image, holdings, labels);
  }
};

/** How many pictures wait in there to be asked for. */
export function countHeld(place: ParentNode): number {
  return place.querySelectorAll(HELD).length;
}

/** Shows the picture that was pressed, if one was. */
export function showPressed(pressed: EventTarget | null): boolean {
  const button = pressed instanceof Element ? pressed.closest<HTMLElement>(HELD) : null;
  if (!button) return false;
  const hadFocus = button === document.activeElement;
  const image = show(button);
  if (hadFocus && image) {
    // The button took the focus with it.
    image.tabIndex = -1;
    image.focus({ preventScroll: true });
  }
  return true;
}

export function showAll(place: ParentNode): void {
  for (const button of place.querySelectorAll<HTMLElement>(HELD)) show(button);
}

function show(button: HTMLElement): HTMLElement | null {
  const held = button.querySelector('template')?.content;
  const image = held?.querySelector('img') ?? null;
  if (held) button.replaceWith(held);
  return image;
}

/** What a browser would ask a host for; undefined where it would ask none. */
function addressOf(image: Element): string | undefined {
  const src = image.getAttribute('src');
  if (src !== null && !src.startsWith('data:')) return src;
  const srcset = image.getAttribute('srcset') ?? srcsetBefore(image);
  // Of resolved candidates, an address ends at a space or at the comma that closes its candidate.
  return srcset?.split(' ', 1)[0]?.replace(/,$/, '');
}

/** Browsers choose among what stands before the image in its <picture>. */
function srcsetBefore(image: Element): string | undefined {
  if (image.parentElement?.localName !== 'picture') return undefined;
  let first: string | undefined;
  for (let at = image.previousElementSibling; at && at.localName !== 'img'; at = at.previousElementSibling) {
    if (at.localName === 'source') first = at.getAttribute('srcset') ?? first;
  }
  return first;
}

function hold(picture: Element, image: Element, holdings: Map<Element, Holdings>, labels: Labels): void {
  const alt = image.getAttribute('alt')?.trim() ?? '';
  const [width, height] = [image.getAttribute('width'), image.getAttribute('height')];
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'picture-held';
  button.append(line('b', labels.showPicture));
  if (alt) button.append(line('span', alt));
  if (width && height) {
    button.append(line('small', `${width} × ${height}`));
    // Takes the picture's room before it is there, so that nothing moves when it comes.
    button.style.width = `${width}px`;
    button.style.aspectRatio = `${width} / ${height}`;
  }
  const template = document.createElement('template');
  button.append(template);
  const around = pressableAround(picture);
  // No control may stand in another: a link that is nothing but the picture is held with it.
  const held = around && isLastOf(around, holdings) ? around : picture;
  if (around && held !== around) around.after(button);
  else held.replaceWith(button);
  template.content.append(held);
}

/** What a link or button holds: looked through once, however many pictures are held out of it. */
interface Holdings {
  pictures: number;
  readonly hasWords: boolean;
}

/** Whether a link holds nothing but the picture that is now taken out of it. */
function isLastOf(around: Element, holdings: Map<Element, Holdings>): boolean {
  const held = holdings.get(around) ?? {
    pictures: around.querySelectorAll('img').length,
    hasWords: !isBlank(around.textContent ?? ''),
  };
  holdings.set(around, held);
  held.pictures -= 1;
  return held.pictures === 0 && !held.hasWords;
}

function replaceByLink(picture: Element, image: Element, address: string, labels: Labels): void {
  const alt = image.getAttribute('alt')?.trim() ?? '';
  const words = line('span', alt === '' || alt === labels.linkedImage ? labels.pictureUnnamed : labels.picture(alt));
  words.className = 'picture-named';
  if (pressableAround(picture)) {
    picture.replaceWith(words);
    return;
  }
  const link = document.createElement('a');
  link.className = 'picture-named';
  link.setAttribute('href', address);
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
  link.textContent = words.textContent;
  picture.replaceWith(link);
}

function pressableAround(picture: Element): Element | null {
  return picture.parentElement?.closest('a[href], button') ?? null;
}

function line(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.dir = 'auto';
  element.textContent = text;
  return element;
}
