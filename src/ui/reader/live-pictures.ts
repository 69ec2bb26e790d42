import { message } from '../../browser/i18n.ts';
import { missingImage } from './images.ts';

/** Smaller ones, such as emoji and badges, have nothing to show beyond what is seen. */
const LEAST_ENLARGED = 120;

/** A picture that can be looked at by itself. */
export const ENLARGED = 'img[role="button"]';

/**
 * Pictures that do not load give way to their description, none is shown larger than it is, those that may be drawn
 * on nothing get a ground that they can be seen on, and those with something to show can be enlarged.
 *
 * @returns stops it
 */
export function tendPictures(place: HTMLElement): () => void {
  const onError = ({ target }: Event) => {
    if (!(target instanceof HTMLImageElement)) return;
    (target.closest('picture') ?? target).replaceWith(missingImage(message('reader_image_missing'), target.alt));
  };
  const onLoad = ({ target }: Event) => {
    if (!(target instanceof HTMLImageElement) || target.naturalWidth === 0) return;
    if (target.width > target.naturalWidth) {
      target.removeAttribute('width');
      target.removeAttribute('height');
    }
    giveGround(target);
    offerEnlarging(target);
  };
  // Neither event bubbles, so they are caught on their way down.
  place.addEventListener('error', onError, true);
  place.addEventListener('load', onLoad, true);
  return () => {
    place.removeEventListener('error', onError, true);
    place.removeEventListener('load', onLoad, true);
  };
}

/**
 * Diagrams are often black lines on nothing. Whether a picture has transparent parts cannot be read from another site's
 * pixels, but under one without them the ground is never seen. Photographs have none (JPEG), and emoji stay as they are.
 */
function giveGround(image: HTMLImageElement): void {
  const type = /\.(\w{3,4})(?:[?#]|$)/.exec(image.currentSrc.slice(0, 2000))?.[1]?.toLowerCase() ?? '';
  if (image.naturalWidth < 48 || /^jpe?g$/.test(type)) return;
  image.dataset['ground'] = type === 'svg' ? 'wide' : '';
}

function offerEnlarging(image: HTMLImageElement): void {
  if (Math.max(image.naturalWidth, image.naturalHeight) < LEAST_ENLARGED) return;
  if (image.closest('a[href], button, summary')) return;
  image.setAttribute('role', 'button');
  image.tabIndex = 0;
  // A button has a name.
  if (!image.alt.trim()) image.alt = message('reader_picture_unnamed');
  image.title ||= message('reader_enlarge');
}
