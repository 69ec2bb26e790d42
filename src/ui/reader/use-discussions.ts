import { useEffect, useRef } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { requestHosts } from '../../browser/permissions.ts';
import type { DiscussionOutcome } from '../../commands.ts';
import { DISCUSSION_ORIGINS } from '../../model/discussions.ts';
import type { Post } from '../../model/types.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import { usePostState } from './use-post-state.ts';

export type DiscussionState = { readonly kind: 'idle' } | { readonly kind: 'looking' } | DiscussionOutcome;

/** Where a post is talked about, once the person has asked for it. */
export interface Discussions {
  readonly state: DiscussionState;
  /** Whether they asked for this post, and not for all. */
  readonly isAsked: boolean;
  /** Call it in the tick of the press, since it has to ask for permissions. */
  readonly find: () => void;
  readonly close: () => void;
}

const IDLE: DiscussionState = { kind: 'idle' };

/** @param always whether the person wants every post that is opened looked up; undefined until that is known */
export function useDiscussions(post: Post | undefined, always: boolean | undefined, toasts: Toasts): Discussions {
  const [state, setState] = usePostState<DiscussionState>(post?.id, IDLE);
  const [isAsked, setAsked] = usePostState(post?.id, false);
  const lookUp = async (postId: string) => {
    setState(postId, { kind: 'looking' });
    try {
      setState(postId, await send('find-discussions', { postId }));
    } catch (error) {
      setState(postId, IDLE);
      throw error;
    }
  };
  const ask = async (postId: string) => {
    const answer = requestHosts(DISCUSSION_ORIGINS);
    setAsked(postId, true);
    if (await answer) await lookUp(postId);
    else setState(postId, { kind: 'needs-permission' });
  };
  const tried = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each post that is opened
  useEffect(() => {
    if (!post?.url || !always || tried.current === post.id) return;
    tried.current = post.id;
    lookUp(post.id).catch(console.error);
  }, [post?.id, always]);
  return {
    state,
    isAsked,
    find: () => post && toasts.attempt(ask(post.id), undefined, () => setAsked(post.id, false)),
    close: () => post && setAsked(post.id, false),
  };
}
