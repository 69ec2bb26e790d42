import type { ReadingPlace } from '../../browser/positions.ts';

/** What a text consists of. Their upper edges come in the order of the text, or nearly so. */
const BLOCKS = 'p, h2, h3, h4, h5, h6, pre, li, dt, dd, blockquote, figure, tr, hr';

/** Px from the top of the window under which text is in view: the toolbar is above. */
const VIEW_TOP = 56;

/**
 * Where the view stands in a text.
 *
 * @returns undefined before its first block has gone above the view, and when its end is in view
 */
export function placeInView(body: HTMLElement): ReadingPlace | undefined {
  if (body.getBoundingClientRect().bottom <= innerHeight) return undefined;
  const blocks = body.querySelectorAll(BLOCKS);
  const block = lastAbove(blocks, VIEW_TOP);
  if (block < 0) return undefined;
  const { top, height } = boxOf(blocks, block);
  return { block, into: height > 0 ? Math.min(1, (VIEW_TOP - top) / height) : 0 };
}

/** Brings a place of a text back to where it was in view; the text may have changed, or be laid out otherwise. */
export function bringIntoView(body: HTMLElement, { block, into }: ReadingPlace): void {
  const blocks = body.querySelectorAll(BLOCKS);
  if (block >= blocks.length) return;
  const { top, height } = boxOf(blocks, block);
  scrollTo({ top: scrollY + top + into * height - VIEW_TOP, behavior: 'instant' });
}

/**
 * The last of some elements, in the order of the page, whose upper edge is at a height of the window or above.
 *
 * @returns its index; -1 for none
 */
export function lastAbove(elements: ArrayLike<Element>, height: number): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxOf(elements, middle).top <= height) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function boxOf(elements: ArrayLike<Element>, index: number): DOMRect {
  return elements[index]?.getBoundingClientRect() ?? new DOMRect();
}
