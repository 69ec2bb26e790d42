import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type PopupMemory, rememberPopup } from './popup-memory.ts';

const REST_MS = 300;

/**
 * Keeps the popup's state for the next one: a while after each change and each scroll, and when the page goes.
 *
 * @param urgent its changes are kept at once: Chromium may close the popup before it rests
 * @param state makes what to remember; it may measure the page
 */
export function useRemembering(urgent: boolean, state: () => PopupMemory): void {
  const latest = useRef(state);
  latest.current = state;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const rememberSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(remember, REST_MS);
  };
  const remember = () => rememberPopup(latest.current(), Date.now());

  useEffect(rememberSoon);
  const remembered = useRef(urgent);
  useLayoutEffect(() => {
    if (remembered.current !== urgent) remember();
    remembered.current = urgent;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: both read only what is latest
  useEffect(() => {
    const onHide = () => {
      if (document.hidden) remember();
    };
    addEventListener('pagehide', remember);
    document.addEventListener('visibilitychange', onHide);
    document.addEventListener('scroll', rememberSoon, { capture: true, passive: true });
    return () => {
      clearTimeout(timer.current);
      removeEventListener('pagehide', remember);
      document.removeEventListener('visibilitychange', onHide);
      document.removeEventListener('scroll', rememberSoon, { capture: true });
    };
  }, []);
}
