import type { RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PopupMemory } from './popup-memory.ts';

/** How close to its end a list loads more, in heights of the view. */
const AHEAD = 2;

export interface ListView {
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rowElement: (postId: string) => HTMLElement | undefined;
  /** Keeps a row at its height on the screen over the next change of the page. */
  readonly hold: (postId: string, thenReveal: boolean) => void;
  readonly focusRow: (postId: string) => void;
  /** What is in view, to come back to; undefined at the top. */
  readonly anchor: () => PopupMemory['anchor'];
  readonly placeAt: (anchor: PopupMemory['anchor']) => void;
  readonly toTop: () => void;
}

export function useListView(onNearEnd: () => void): ListView {
  const scroller = useRef<HTMLElement>(null);
  const held = useRef<{ postId: string; top: number; thenReveal: boolean } | undefined>(undefined);

  const rows = useCallback(() => [...(scroller.current?.querySelectorAll<HTMLElement>('[data-post]') ?? [])], []);
  const rowElement = useCallback((postId: string) => rows().find((row) => row.dataset['post'] === postId), [rows]);

  const hold = useCallback(
    (postId: string, thenReveal: boolean) => {
      const top = rowElement(postId)?.getBoundingClientRect().top;
      if (top !== undefined) held.current = { postId, top, thenReveal };
    },
    [rowElement],
  );

  const keeper = useKeptPlace(scroller);
  useLayoutEffect(() => {
    const before = held.current;
    held.current = undefined;
    const row = before && rowElement(before.postId);
    if (!row || !scroller.current) return;
    scroller.current.scrollTop += row.getBoundingClientRect().top - before.top;
    keeper.current = scroller.current.offsetTop;
    if (before.thenReveal) row.scrollIntoView({ block: 'nearest' });
  });

  const focusRow = useCallback(
    (postId: string) => {
      const row = rowElement(postId);
      row?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: 'nearest' });
    },
    [rowElement],
  );

  const anchor = useCallback((): PopupMemory['anchor'] => {
    // At the top it stays at the top, whatever arrived.
    if (!scroller.current?.scrollTop) return undefined;
    const viewTop = scroller.current.getBoundingClientRect().top;
    const first = rows().find((row) => row.getBoundingClientRect().bottom > viewTop);
    const id = first?.dataset['post'];
    return first && id !== undefined ? { id, top: first.getBoundingClientRect().top - viewTop } : undefined;
  }, [rows]);

  const placeAt = useCallback(
    (anchor: PopupMemory['anchor']) => {
      const row = anchor && rowElement(anchor.id);
      const element = scroller.current;
      if (!row || !element) return;
      element.scrollTop += row.getBoundingClientRect().top - element.getBoundingClientRect().top - anchor.top;
    },
    [rowElement],
  );

  const toTop = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    element.style.paddingBottom = '';
    element.scrollTop = 0;
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onScroll = () => {
      const left = element.scrollHeight - element.scrollTop - element.clientHeight;
      if (left < AHEAD * element.clientHeight) onNearEnd();
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [onNearEnd]);

  return { scroller, rowElement, hold, focusRow, anchor, placeAt, toTop };
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
