import { useCallback, useEffect, useState } from 'preact/hooks';

export interface Address {
  /** The post that the page's address names; '' where it names none. */
  readonly postId: string;
  /** Whether this page went there itself, so that the focus is its to move; false for the tab's first post. */
  readonly followed: boolean;
}

/** The post in the page's address, and a way to go to another one, which Back undoes. */
export function useAddress(): [Address, (postId: string) => void] {
  const [address, setAddress] = useState<Address>(() => ({ postId: postIdIn(location.search), followed: false }));
  useEffect(() => {
    // Also fired for a link to a place in the post, which changes nothing here.
    const onPopState = () => {
      const postId = postIdIn(location.search);
      setAddress((before) => (before.postId === postId ? before : { postId, followed: true }));
    };
    addEventListener('popstate', onPopState);
    return () => removeEventListener('popstate', onPopState);
  }, []);
  const go = useCallback((postId: string) => {
    history.pushState(null, '', `?post=${encodeURIComponent(postId)}`);
    scrollTo(0, 0);
    setAddress({ postId, followed: true });
  }, []);
  return [address, go];
}

function postIdIn(search: string): string {
  return new URLSearchParams(search).get('post') ?? '';
}
