import { useEffect, useRef } from 'preact/hooks';
import { listenForShortcuts, type Shortcuts } from '../shared/shortcuts.ts';
import type { ListView } from '../shared/use-list-view.ts';
import type { Ways } from './use-address.ts';
import type { Panes } from './use-panes.ts';
import type { PostActions } from './use-post-actions.ts';

/**
 * Runs shortcuts for as long as the page stands.
 *
 * @param shortcuts asked for with each key, since some depend on where the focus is
 */
export function useShortcuts(shortcuts: () => Shortcuts, singleKeys: boolean): void {
  const current = useRef({ shortcuts, singleKeys });
  current.current = { shortcuts, singleKeys };
  useEffect(
    () =>
      listenForShortcuts(
        () => current.current.shortcuts(),
        () => current.current.singleKeys,
      ),
    [],
  );
}

/** The id of the post whose row has the focus. */
function focusedRow(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset['post'];
}

/** Keys for the lists: to move in the one in view, and to turn to another. */
export function listShortcuts(panes: Panes, ways: Ways, hasPost: boolean, showFeeds: () => void): Shortcuts {
  const { list, rows, neighbourIds } = panes;
  const focused = focusedRow();
  const open = () => focused !== undefined && ways.toPost(focused);
  const to = (index: number) => focusAt(rows, list.ids, index);
  const at = focused === undefined ? -1 : list.ids.indexOf(focused);
  const step = (by: 1 | -1, neighbour: string | undefined) => () => {
    if (focused !== undefined) to(at + by);
    else if (neighbour !== undefined) ways.toPost(neighbour);
  };
  // Where no post is read yet, the next one is the first.
  const next = step(1, hasPost ? neighbourIds.next : list.ids[0]);
  const previous = step(-1, neighbourIds.previous);
  return {
    j: next,
    k: previous,
    r: panes.checkNow,
    A: panes.markAll,
    '/': () => panes.search(panes.searched ?? ''),
    'g u': () => ways.toView({ kind: 'unread' }),
    'g s': () => ways.toView({ kind: 'saved' }),
    'g a': () => ways.toView({ kind: 'all' }),
    'g f': showFeeds,
    ...(focused !== undefined && {
      v: open,
      ArrowDown: next,
      ArrowUp: previous,
      PageDown: next,
      PageUp: previous,
      Home: () => to(0),
      End: () => to(list.ids.length - 1),
      // On the link within the row, Enter follows that.
      ...(document.activeElement?.matches('[data-post]') && { Enter: open }),
    }),
  };
}

function focusAt(rows: ListView, ids: readonly string[], index: number): void {
  const id = ids[Math.max(0, Math.min(index, ids.length - 1))];
  if (id !== undefined) rows.focusRow(id);
}

/** Keys for a post: the one whose row has the focus, else the one that is read. */
export function postShortcuts(post: PostActions, ofRow: (postId: string) => PostActions): Shortcuts {
  const row = focusedRow();
  const acts = row === undefined ? post : ofRow(row);
  return {
    o: () => acts.openOriginal(false),
    O: () => acts.openOriginal(true),
    s: () => acts.toggleSaved(),
    m: () => acts.toggleUnread(),
    y: () => acts.copyLink(),
  };
}
