import { useEffect, useMemo, useRef } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import { openTab } from '../../browser/tabs.ts';
import type { Post } from '../../model/types.ts';
import { postAddress } from '../shared/addresses.ts';
import { copyLink } from '../shared/copy-link.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import type { UndoableAct, Undoing } from '../shared/use-undo.ts';

/** What can be done with the post on the page; does nothing where there is none. */
export interface PostActions {
  readonly openOriginal: (inBackground: boolean) => void;
  readonly toggleSaved: () => void;
  readonly toggleUnread: () => void;
  readonly copyLink: () => void;
}

export function usePostActions(post: Post | undefined, toasts: Toasts, undoing: Undoing): PostActions {
  return useMemo(() => postActions(post, toasts, undoing), [post, toasts, undoing]);
}

export function postActions(post: Post | undefined, { show }: Toasts, { attemptUndoable }: Undoing): PostActions {
  const url = post && originalOf(post);
  return {
    openOriginal: (inBackground) => {
      if (url) openTab(url, inBackground).catch(console.error);
    },
    toggleSaved: () => {
      if (!post) return;
      const { id: postId, savedAt } = post;
      const saved = savedAt === undefined;
      attemptUndoable({
        act: send('save-post', { postId, saved }),
        text: () => message(saved ? 'reader_saved' : 'reader_not_saved'),
        takeBack: () =>
          send('save-post', { postId, saved: !saved, ...(savedAt !== undefined && { savedAt }) }).then(() => true),
      });
    },
    toggleUnread: () => {
      if (post?.unread === undefined) return;
      const read = post.unread === 1;
      attemptUndoable({
        ...marking(post, read),
        text: () => message(read ? 'reader_marked_read' : 'reader_marked_unread'),
      });
    },
    copyLink: () => {
      if (url) copyLink(url, show);
    },
  };
}

/** The post's own page; undefined where an old row names none that a link may lead to. */
export function originalOf(post: Post): string | undefined {
  return postAddress(post);
}

/**
 * Marks a post read when it is opened, once: who marks it unread again means it.
 *
 * @param isWanted whether the person wants that; undefined until it is known
 */
export function useMarkReadOnOpening(
  post: Post | undefined,
  isWanted: boolean | undefined,
  { attemptUndoable }: Undoing,
): void {
  const opened = useRef<string>(undefined);
  useEffect(() => {
    if (!post || isWanted === undefined || opened.current === post.id) return;
    opened.current = post.id;
    if (isWanted && post.unread === 1) attemptUndoable(marking(post, true));
  }, [post, isWanted, attemptUndoable]);
}

function marking({ id }: Post, read: boolean): UndoableAct<void> {
  const mark = (asRead: boolean) => send('mark-read', { postIds: [id], read: asRead });
  return { act: mark(read), takeBack: () => mark(!read).then(() => true) };
}
