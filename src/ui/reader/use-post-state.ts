import { useState } from 'preact/hooks';

/** A state that is about one post, since the page goes on to others: of another it is as at the start. */
export function usePostState<Value>(
  postId: string | undefined,
  initial: Value,
): [value: Value, set: (postId: string, value: Value) => void] {
  const [of, setOf] = useState<{ readonly postId: string; readonly value: Value }>();
  const value = of && of.postId === postId ? of.value : initial;
  return [value, (ofPost, next) => setOf({ postId: ofPost, value: next })];
}
