import { useEffect, useState } from 'preact/hooks';

/** Whether what a page was opened for has stood on the screen: the rest comes after it. */
export function useStood(isThere: boolean): boolean {
  const [hasStood, setStood] = useState(false);
  useEffect(() => {
    if (!isThere || hasStood) return undefined;
    // Only the frame after the one that shows it begins once it is painted. A hidden tab draws none.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setStood(true));
    });
    const timer = setTimeout(() => setStood(true), 500);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [isThere, hasStood]);
  return hasStood;
}
