import { useEffect, useState } from 'preact/hooks';
import type { ContentsEntry } from './contents.ts';
import { lastAbove } from './reading-place.ts';

/** The id of the heading under which the reader is: the last that has passed the upper third of the window. */
export function useCurrentHeading(contents: readonly ContentsEntry[]): string | undefined {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const headings = contents.map((entry) => entry.heading);
    let frame = 0;
    const look = () => {
      frame = 0;
      setCurrent(contents[Math.max(0, lastAbove(headings, innerHeight / 3))]?.id);
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener('scroll', onScroll, { passive: true });
    addEventListener('resize', onScroll);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', onScroll);
      removeEventListener('resize', onScroll);
    };
  }, [contents]);
  return current;
}
