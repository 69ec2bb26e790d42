import { useCallback } from 'preact/hooks';
import { type PostPage, readPost } from '../../store/queries.ts';
import { useWatch } from '../shared/use-watch.ts';

export type LoadedPost =
  | { readonly kind: 'loading' }
  | { readonly kind: 'found'; readonly page: PostPage }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A post as it is stored, now and after every change. */
export function usePost(postId: string): LoadedPost {
  const query = useCallback(async () => ({ postId, page: postId ? await readPost(postId) : undefined }), [postId]);
  const watched = useWatch(query);
  if (watched.kind !== 'ready') return watched;
  // The last post's result stands while the next one loads.
  if (watched.value.postId !== postId) return { kind: 'loading' };
  return watched.value.page ? { kind: 'found', page: watched.value.page } : { kind: 'missing' };
}
