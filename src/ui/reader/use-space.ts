import { useEffect, useRef } from 'preact/hooks';

/** What Space presses or types into, and what has pages of its own. */
const OWN_SPACE = 'a, button, input, textarea, select, summary, video, audio, dialog, [role="menu"], [contenteditable]';

/** At the end of the page Space goes on to the next post; before it, it is the browser's, which pages down. */
export function useSpaceAtEnd(onEnd: () => void, isWanted: boolean): void {
  const current = useRef(onEnd);
  current.current = onEnd;
  useEffect(() => {
    if (!isWanted) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.defaultPrevented || event.repeat || event.isComposing) return;
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest(OWN_SPACE)) return;
      if (document.querySelector('dialog[open]') || !isAtEnd()) return;
      event.preventDefault();
      current.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isWanted]);
}

function isAtEnd(): boolean {
  // A zoomed page has fractions of pixels.
  return scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
}
