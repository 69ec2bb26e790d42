import { useMedia } from './use-media.ts';

/** Feeds, list and article; list and article; or one of these at a time. */
export type Layout = 'three' | 'two' | 'one';

/** How many panes the window has room for; the style sheet knows the same widths. */
export function useLayout(): Layout {
  const hasThree = useMedia('(min-width: 1081px)');
  const hasTwo = useMedia('(min-width: 721px)');
  return hasThree ? 'three' : hasTwo ? 'two' : 'one';
}
