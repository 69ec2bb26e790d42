import { headingsOf } from './contents.ts';
import { lastAbove } from './reading-place.ts';

/** Where a link or a key brings a heading, in px from the top of the window; `scroll-padding-top` of the style sheet. */
const LANDING_PX = 72;

/** Brings the next or previous heading of an article to the top of the view, and the focus there, to be read out. */
export function goToHeading(body: HTMLElement, step: 1 | -1): void {
  const headings = headingsOf(body);
  // One that stands where it was brought counts as reached; a zoomed page has fractions of pixels.
  const reached = lastAbove(headings, LANDING_PX + (step > 0 ? 2 : -2));
  const heading = headings[step > 0 ? reached + 1 : reached];
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
}
