import { useState } from 'preact/hooks';

/** A state that each post has for itself, since the page goes on to others while an answer is awaited. */
export function usePostState<Value>(
  postId: string | undefined,
  initial: Value,
): [value: Value, set: (postId: string, value: Value) => void] {
  const [values, setValues] = useState<ReadonlyMap<string, Value>>(new Map());
  const value = postId !== undefined && values.has(postId) ? (values.get(postId) as Value) : initial;
  return [value, (ofPost, next) => setValues((before) => new Map(before).set(ofPost, next))];
}
