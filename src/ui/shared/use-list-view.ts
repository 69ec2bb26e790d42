import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';

/** A row, and its px from the upper edge of the view. A scroll position alone would lie once the list has changed. */
export interface RowAnchor {
  readonly id: string;
  readonly top: number;
}

/** What a list that is drawn only in part does for its view. */
export interface DrawnList {
  /** Where a row lies in what scrolls, in px, as far as that is known; undefined where the list has no such row. */
  readonly placeOf: (postId: string) => { readonly top: number; readonly height: number } | undefined;
  /** Draws what has come into view. */
  readonly update: () => void;
}

/** The view of a PostList: where it is scrolled, and which row has the focus. The same object for a page's life. */
export interface ListView {
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** Undefined also for a row that is too far from the view to be in the page. */
  readonly rowElement: (postId: string) => HTMLElement | undefined;
  /** Keeps a row at its height on the screen over the next change of the page. */
  readonly hold: (postId: string, thenReveal: boolean) => void;
  /** Focuses a row and brings it into view, wherever it is. */
  readonly focusRow: (postId: string) => void;
  /** What is in view, to come back to; undefined at the top. */
  readonly anchor: () => RowAnchor | undefined;
  readonly placeAt: (anchor: RowAnchor | undefined) => void;
  readonly toTop: () => void;
  /** Goes on by nearly a screen. @returns false where the end was in view */
  readonly pageDown: () => boolean;
  /** For PostList: it is there now. @returns it is there no more */
  readonly attach: (list: DrawnList) => () => void;
  /** For PostList: after each change, what was held is put where it was, else what was in view before. */
  readonly settle: (before: RowAnchor | undefined) => void;
}

/** Room for a heading that sticks to the view's upper edge. */
const HEADING_PX = 40;

interface Held {
  readonly postId: string;
  /** Px from the top of the screen; absent for a row that need only come into view. */
  readonly top?: number;
  readonly after?: (row: HTMLElement) => void;
}

export function useListView(): ListView {
  const scroller = useRef<HTMLElement>(null);
  const keeper = useKeptPlace(scroller);
  return useMemo(() => viewOf(scroller, keeper), [keeper]);
}

function viewOf(scroller: RefObject<HTMLElement | null>, keeper: RefObject<number>): ListView {
  let list: DrawnList | undefined;
  let held: Held | undefined;

  const rows = () => [...(scroller.current?.querySelectorAll<HTMLElement>('[data-post]') ?? [])];
  const rowElement = (postId: string) => rows().find((row) => row.dataset['post'] === postId);

  const scrollTo = (row: HTMLElement, top: number) => {
    if (scroller.current) scroller.current.scrollTop += row.getBoundingClientRect().top - top;
  };
  /** @param top where it should come to lie; absent for the nearest edge */
  const bringIntoPage = (postId: string, top?: number): boolean => {
    const place = list?.placeOf(postId);
    const element = scroller.current;
    if (!place || !element) return false;
    const isAbove = place.top < element.scrollTop;
    const wanted = top ?? (isAbove ? HEADING_PX : element.clientHeight - place.height);
    element.scrollTop = place.top - wanted;
    list?.update();
    return true;
  };
  const focusAndReveal = (row: HTMLElement) => {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  };

  const view: ListView = {
    scroller,
    rowElement,
    hold: (postId, thenReveal) => {
      const top = rowElement(postId)?.getBoundingClientRect().top;
      if (top === undefined) return;
      held = { postId, top, ...(thenReveal && { after: (row) => row.scrollIntoView({ block: 'nearest' }) }) };
    },
    focusRow: (postId) => {
      const row = rowElement(postId);
      if (row) focusAndReveal(row);
      else if (bringIntoPage(postId)) held = { postId, after: focusAndReveal };
    },
    anchor: () => {
      // At the top it stays at the top, whatever arrived.
      if (!scroller.current?.scrollTop) return undefined;
      const viewTop = scroller.current.getBoundingClientRect().top;
      const first = rows().find((row) => row.getBoundingClientRect().bottom > viewTop);
      const id = first?.dataset['post'];
      return first && id !== undefined ? { id, top: first.getBoundingClientRect().top - viewTop } : undefined;
    },
    placeAt: (anchor) => {
      const element = scroller.current;
      if (!anchor || !element) return;
      const top = element.getBoundingClientRect().top + anchor.top;
      const row = rowElement(anchor.id);
      if (row) scrollTo(row, top);
      else if (bringIntoPage(anchor.id, anchor.top)) held = { postId: anchor.id, top };
    },
    toTop: () => {
      held = undefined;
      if (!scroller.current) return;
      scroller.current.style.paddingBottom = '';
      scroller.current.scrollTop = 0;
    },
    pageDown: () => {
      const element = scroller.current;
      // A zoomed page has fractions of pixels.
      if (!element || element.scrollTop + element.clientHeight >= element.scrollHeight - 2) return false;
      element.scrollBy(0, 0.875 * element.clientHeight);
      return true;
    },
    attach: (drawn) => {
      list = drawn;
      return () => {
        if (list === drawn) list = undefined;
      };
    },
    settle: (before) => {
      const wanted = held;
      const row = wanted && rowElement(wanted.postId);
      if (wanted && row && scroller.current) {
        held = undefined;
        if (wanted.top !== undefined) scrollTo(row, wanted.top);
        keeper.current = scroller.current.offsetTop;
        wanted.after?.(row);
        return;
      }
      if (wanted && !list?.placeOf(wanted.postId)) held = undefined;
      const first = before && rowElement(before.id);
      if (before && first && scroller.current)
        scrollTo(first, scroller.current.getBoundingClientRect().top + before.top);
    },
  };
  return view;
}

const ACTS = ['pointermove', 'pointerdown', 'wheel', 'keydown'] as const;

/**
 * Keeps the rows where they are on the screen while banners come and go above them, once the person has done anything
 * that could aim at a row. Before that, a list at its top stays at its top.
 *
 * @returns the height of the list's upper edge that has been reckoned with, in px
 */
function useKeptPlace(scroller: RefObject<HTMLElement | null>): RefObject<number> {
  const edge = useRef(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let hasActed = false;
    const onAct = () => {
      hasActed = true;
    };
    for (const act of ACTS) addEventListener(act, onAct, { capture: true, passive: true, once: true });
    edge.current = element.offsetTop;
    // It hears of a change after layout and before paint, so nobody sees the rows elsewhere.
    const observer = new ResizeObserver(() => {
      const moved = element.offsetTop - edge.current;
      edge.current = element.offsetTop;
      if (moved === 0 || (!hasActed && element.scrollTop === 0)) return;
      if (element.querySelector('[data-post]')) scrollBy(element, moved);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      for (const act of ACTS) removeEventListener(act, onAct, { capture: true });
    };
  }, [scroller]);
  return edge;
}

/** Scrolls so far, past the end where the list is too short for that. */
function scrollBy(element: HTMLElement, px: number): void {
  const wanted = element.scrollTop + px;
  element.style.paddingBottom = '';
  const missing = wanted - (element.scrollHeight - element.clientHeight);
  if (missing > 0) element.style.paddingBottom = `${missing}px`;
  element.scrollTop = wanted;
}
