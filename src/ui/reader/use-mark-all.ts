import { useCallback, useRef } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import { readOrder } from '../../store/queries.ts';
import { readOnce } from '../../store/watch.ts';
import type { Toasts } from '../shared/use-toasts.ts';

interface MarkAll {
  /** Marks what is unread among these posts read, and offers to undo it. */
  readonly markAll: (postIds: readonly string[]) => void;
  /** Undoes the last of it. */
  readonly undo: () => void;
}

export function useMarkAll({ show, attempt }: Toasts): MarkAll {
  const marked = useRef<readonly string[]>([]);
  const undo = useCallback(() => {
    const postIds = marked.current;
    marked.current = [];
    if (postIds.length === 0) show(message('popup_announce_nothing_to_undo'));
    else attempt(send('mark-read', { postIds, read: false }), () => show(message('popup_announce_undone')));
  }, [show, attempt]);
  const markAll = useCallback(
    (wanted: readonly string[]) => {
      const act = async () => {
        const unread = await readOnce(() => readOrder('unread', Number.MAX_SAFE_INTEGER));
        const listed = new Set(wanted);
        const postIds = unread.entries.map(({ id }) => id).filter((id) => listed.has(id));
        await send('mark-read', { postIds, read: true });
        return postIds;
      };
      attempt(act(), (postIds) => {
        marked.current = postIds;
        show(plural('popup_marked_all', postIds.length), { label: message('ui_undo'), run: undo });
      });
    },
    [show, attempt, undo],
  );
  return { markAll, undo };
}
