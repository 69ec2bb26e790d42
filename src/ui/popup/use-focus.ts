import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Puts the focus where a person begins, and back where it was lost.
 *
 * Chromium focuses a popup at once; Firefox may leave it without until Tab or a press, so it is done again at the
 * window's first focus. Once the person has done anything, the focus is theirs.
 *
 * @param start the place to begin: another value moves the focus there, as long as the person has done nothing
 * @param find the element of that place
 * @param fallback where the focus goes when what had it has left the page
 */
export function useFocus(
  start: string | undefined,
  find: () => HTMLElement | null | undefined,
  fallback: () => HTMLElement | null | undefined,
): void {
  const hasActed = useRef(false);
  const last = useRef<Element | undefined>(undefined);

  // Before the first paint: a press that comes right after it has to count.
  useLayoutEffect(() => {
    const onAct = () => {
      hasActed.current = true;
    };
    const onFocusIn = (event: FocusEvent) => {
      if (event.target instanceof Element) last.current = event.target;
    };
    addEventListener('keydown', onAct, { capture: true });
    addEventListener('pointerdown', onAct, { capture: true });
    document.addEventListener('focusin', onFocusIn);
    return () => {
      removeEventListener('keydown', onAct, { capture: true });
      removeEventListener('pointerdown', onAct, { capture: true });
      document.removeEventListener('focusin', onFocusIn);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the place decides, not the functions of this render
  useLayoutEffect(() => {
    if (start === undefined || hasActed.current) return undefined;
    const focus = () => find()?.focus({ preventScroll: true });
    focus();
    const again = () => {
      if (!hasActed.current && document.activeElement === document.body) focus();
    };
    addEventListener('focus', again, { once: true });
    return () => removeEventListener('focus', again);
  }, [start]);

  useLayoutEffect(() => {
    const isLost = document.activeElement === document.body && last.current?.isConnected === false;
    if (!isLost) return;
    last.current = undefined;
    fallback()?.focus({ preventScroll: true });
  });
}
