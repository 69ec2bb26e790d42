import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { keepPosition, type ReadingPlace, readPosition } from '../../browser/positions.ts';
import type { PlacedBody } from './article-body.tsx';
import { bringIntoView, placeInView } from './reading-place.ts';
import type { Address } from './use-address.ts';

/** Scrolling has stopped for so long when the place is remembered. */
const STOPPED_MS = 300;

/** Brings a post back to where it was left, and remembers where it is left. */
export function usePosition(address: Address, placed: PlacedBody | undefined): void {
  useReturn(address, placed);
  useRemembering(placed);
}

/** Only who has done nothing yet is taken back: nothing moves under a person who reads already. */
function useReturn({ postId, followed }: Address, placed: PlacedBody | undefined): void {
  const [stored, setStored] = useState<{ readonly postId: string; readonly place: ReadingPlace | undefined }>();
  const isOver = useRef(false);
  useEffect(() => {
    isOver.current = location.hash !== '';
    // The key that led here may still be on its way through the page.
    const since = performance.now();
    const end = (event: Event) => {
      if (event.timeStamp > since) isOver.current = true;
    };
    const acts = ['wheel', 'touchmove', 'pointerdown', 'keydown'];
    for (const act of acts) addEventListener(act, end, { passive: true });
    if (postId) readPosition(postId).then((place) => setStored({ postId, place }), console.error);
    return () => {
      for (const act of acts) removeEventListener(act, end);
    };
  }, [postId]);
  useLayoutEffect(() => {
    if (!placed || placed.postId !== postId || stored?.postId !== postId) return;
    // A tab that is loaded again is scrolled by the browser; where the page went on by itself, that left it anywhere.
    if (!isOver.current && (followed || scrollY === 0)) {
      if (stored.place) bringIntoView(placed.element, stored.place);
      else scrollTo(0, 0);
    }
    isOver.current = true;
  }, [postId, followed, placed, stored]);
}

function useRemembering(placed: PlacedBody | undefined): void {
  // Over before the page goes on: a text that has left it is nowhere, which would look as if its end were in view.
  useLayoutEffect(() => {
    if (!placed) return undefined;
    const { postId, element } = placed;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unsaved: { readonly place: ReadingPlace | undefined } | undefined;
    const save = () => {
      clearTimeout(timer);
      if (unsaved) keepPosition(postId, unsaved.place).catch(console.error);
      unsaved = undefined;
    };
    const onScroll = () => {
      if (!element.isConnected) return;
      // Looked up at once: when it is saved, another post may stand here.
      unsaved = { place: placeInView(element) };
      clearTimeout(timer);
      timer = setTimeout(save, STOPPED_MS);
    };
    addEventListener('scroll', onScroll, { passive: true });
    // The last event that a page is sure to get.
    document.addEventListener('visibilitychange', save);
    return () => {
      removeEventListener('scroll', onScroll);
      document.removeEventListener('visibilitychange', save);
      save();
    };
  }, [placed]);
}
