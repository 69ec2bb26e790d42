import { useEffect, useRef } from 'preact/hooks';

/** What Space presses or types into, and what has pages of its own. */
const OWN_SPACE = 'button, input, textarea, select, summary, video, audio, dialog, [role="menu"], [contenteditable]';

/**
 * Space pages down the article, also from the list beside it, and at its end goes on to the next post. Within the
 * article, paging is the browser's.
 */
export function useSpaceAtEnd(onEnd: () => void, isWanted: boolean): void {
  const current = useRef(onEnd);
  current.current = onEnd;
  useEffect(() => {
    if (!isWanted) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== ' ' || event.defaultPrevented || event.repeat || event.isComposing) return;
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest(OWN_SPACE)) return;
      if (document.querySelector('dialog[open]')) return;
      const isInList = event.target instanceof Element && event.target.closest('[data-post]') !== null;
      if (!(isAtEnd() || isInList)) return;
      event.preventDefault();
      if (isAtEnd()) current.current();
      else scrollBy(0, 0.875 * innerHeight);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isWanted]);
}

function isAtEnd(): boolean {
  // A zoomed page has fractions of pixels.
  return scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
}
