import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { disclosureId } from './feed-rows.tsx';

/**
 * Keeps the focus in a table whose rows and buttons come and go with what happens to the feeds: where what had it is
 * gone, it goes to the disclosure of the same feed, else of the next, else of the one before, else to the heading above.
 *
 * @param shown ids of the feeds whose rows are shown, in their order; a row's element names its feed (`data-feed`)
 * @returns listeners for the element around the table
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>, shown: readonly number[]) {
  const last = useRef<{ readonly element: HTMLElement; readonly at: number; readonly feedId: number } | undefined>(
    undefined,
  );
  // With the change itself: a key that is pressed just then must not go to the page.
  useLayoutEffect(() => {
    const had = last.current;
    if (!had || had.element.isConnected || document.activeElement !== document.body) return;
    last.current = undefined;
    const heirs = [had.feedId, shown[had.at], shown[had.at - 1]].filter((id) => id !== undefined);
    const heir = heirs.map((id) => document.getElementById(disclosureId(id))).find((element) => element !== null);
    (heir ?? place.current?.closest('section')?.querySelector('h1'))?.focus({ preventScroll: true });
  });
  return {
    onFocusIn: (event: FocusEvent) => {
      const element = event.target;
      if (!(element instanceof HTMLElement)) return;
      const feedId = Number(element.closest<HTMLElement>('[data-feed]')?.dataset['feed'] ?? Number.NaN);
      last.current = Number.isNaN(feedId) ? undefined : { element, at: shown.indexOf(feedId), feedId };
    },
    onFocusOut: ({ target }: FocusEvent) => {
      // What is taken out of the page loses its focus too, in some browsers with an event.
      setTimeout(() => {
        const isLeft = target instanceof HTMLElement && target.isConnected && document.activeElement !== target;
        if (isLeft && last.current?.element === target) last.current = undefined;
      });
    },
  };
}
