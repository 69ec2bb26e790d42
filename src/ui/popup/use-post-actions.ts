import { useMemo, useRef } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import { openReader, openTab } from '../../browser/tabs.ts';
import type { Post } from '../../model/types.ts';
import { postAddress } from '../shared/addresses.ts';
import { copyLink } from '../shared/copy-link.ts';
import type { ListView } from '../shared/use-list-view.ts';
import type { PostActions } from './post-row.tsx';
import type { ListModel } from './use-list.ts';

import type { Notices } from './use-notices.ts';

interface Context {
  readonly list: ListModel;
  readonly view: ListView;
  readonly notices: Notices;
  readonly markReadOnOpen: boolean;
  readonly openId: string | undefined;
  readonly setOpenId: (postId: string | undefined) => void;
  readonly setFocusedId: (postId: string) => void;
}

export interface AllPostActions extends PostActions {
  readonly openOriginal: (post: Post, background: boolean) => void;
}

/** What can be done with a post. Each act shows at once, and is taken back where the worker could not do it. */
export function usePostActions(context: Context): AllPostActions {
  const latest = useRef(context);
  latest.current = context;
  return useMemo(() => actionsIn(() => latest.current), []);
}

function actionsIn(context: () => Context): AllPostActions {
  /** @param words what a toast says of it; absent where the press says enough */
  const change = (before: Post, after: Post, words?: string) => {
    const { list, notices } = context();
    const make = (from: Post, to: Post) => {
      list.put({ posts: [to] });
      return sendChange(from, to);
    };
    notices.attemptUndoable({
      act: make(before, after),
      ...(words !== undefined && { text: () => words }),
      takeBack: () => make(after, before).then(() => true),
      otherwise: () => list.put({ posts: [before] }),
    });
  };
  const markRead = (post: Post) => {
    if (post.unread === 1) change(post, { ...post, unread: 0 });
  };
  return {
    toggle: (post, byKey) => {
      const { openId, setOpenId, view, markReadOnOpen } = context();
      view.hold(post.id, byKey);
      setOpenId(openId === post.id ? undefined : post.id);
      if (openId !== post.id && markReadOnOpen) markRead(post);
    },
    read: (post) => {
      markRead(post);
      context().notices.attempt(openReader(post.id));
    },
    opened: markRead,
    openOriginal: (post, background) => {
      const url = postAddress(post);
      if (!url) return;
      markRead(post);
      context().notices.attempt(openTab(url, background));
    },
    save: (post) => {
      const { savedAt, ...unsaved } = post;
      const saved = savedAt === undefined;
      change(
        post,
        saved ? { ...post, savedAt: Date.now() } : unsaved,
        message(saved ? 'popup_announce_saved' : 'popup_announce_unsaved'),
      );
    },
    mark: (post) => {
      if (post.unread === undefined) return;
      const read = post.unread === 1;
      change(post, { ...post, unread: read ? 0 : 1 }, message(read ? 'popup_announce_read' : 'popup_announce_unread'));
    },
    copyLink: (post) => {
      const url = postAddress(post);
      if (url) copyLink(url, context().notices.show);
    },
    focused: (postId) => context().setFocusedId(postId),
  };
}

/** Has the store follow a post from one state to another; they differ in being read, or in being saved. */
function sendChange(from: Post, { id, unread, savedAt }: Post): Promise<void> {
  if (from.unread !== unread) return send('mark-read', { postIds: [id], read: unread === 0 });
  return send('save-post', { postId: id, saved: savedAt !== undefined, ...(savedAt !== undefined && { savedAt }) });
}
