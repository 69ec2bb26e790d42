import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { addressOf, keyOf, type Place, placeIn, type View } from './views.ts';

export interface Address extends Place {
  /** Whether this page went there itself, so that the focus is its to move; false for the tab's first place. */
  readonly followed: boolean;
}

/** Ways to other places, each of which Back undoes. */
export interface Ways {
  readonly toPost: (postId: string) => void;
  readonly toView: (view: View) => void;
  /** From a post to its list. */
  readonly toList: () => void;
}

/** Stands in the history's entry of a post that was opened from its list: Back leads there. */
const FROM_LIST = 'from list';

/** What the page's address names, and ways to change it. */
export function useAddress(): [Address, Ways] {
  const [address, setAddress] = useState<Address>(() => ({ ...placeIn(location.search), followed: false }));
  useEffect(() => {
    const onPopState = () => {
      const place = placeIn(location.search);
      // Also fired for a link to a heading of the post, which changes nothing here.
      setAddress((before) => (addressOf(before) === addressOf(place) ? before : { ...place, followed: true }));
    };
    addEventListener('popstate', onPopState);
    return () => removeEventListener('popstate', onPopState);
  }, []);
  const { view, postId } = address;
  const key = keyOf(view);
  const go = useCallback((place: Place, state: string | null) => {
    history.pushState(state, '', addressOf(place));
    scrollTo(0, 0);
    setAddress({ ...place, followed: true });
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the view
  const ways = useMemo<Ways>(
    () => ({
      toPost: (id) => go({ view, postId: id }, postId ? null : FROM_LIST),
      toView: (wanted) => go({ view: wanted, postId: '' }, null),
      toList: () => {
        if (history.state === FROM_LIST) history.back();
        else go({ view, postId: '' }, null);
      },
    }),
    [key, postId, go],
  );
  return [address, ways];
}
