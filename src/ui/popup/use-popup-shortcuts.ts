import { useEffect, useRef } from 'preact/hooks';
import type { Post } from '../../model/types.ts';
import type { ListName } from '../../store/queries.ts';
import { listenForShortcuts, type Shortcuts } from '../shared/shortcuts.ts';
import type { ListView } from '../shared/use-list-view.ts';
import type { AllPostActions } from './use-post-actions.ts';

interface Context {
  /** Of the rows, in the order in which they stand. */
  readonly ids: readonly string[];
  readonly postOf: (id: string) => Post | undefined;
  readonly stopId: string | undefined;
  readonly openId: string | undefined;
  readonly singleKeys: boolean;
  readonly view: ListView;
  readonly actions: AllPostActions;
  readonly closeRow: () => void;
  readonly turnTo: (list: ListName) => void;
  readonly checkNow: () => void;
  readonly markAll: () => void;
  readonly undo: () => void;
  readonly search: () => void;
  /** Undefined where no search is open. */
  readonly closeSearch: (() => void) | undefined;
  readonly addFeed: () => void;
  readonly openReading: () => void;
  readonly openAllPosts: () => void;
  readonly openFeeds: () => void;
  readonly openSettings: () => void;
  readonly showShortcuts: () => void;
}

export function usePopupShortcuts(context: Context): void {
  const latest = useRef(context);
  latest.current = context;
  useEffect(
    () =>
      listenForShortcuts(
        () => shortcutsIn(latest.current),
        () => latest.current.singleKeys,
      ),
    [],
  );
}

function shortcutsIn(context: Context): Shortcuts {
  const { ids, postOf, stopId, openId, view, actions } = context;
  const focused = document.activeElement?.closest<HTMLElement>('[data-post]');
  const focusedId = focused?.dataset['post'];
  const goTo = (index: number) => {
    const id = ids[Math.max(0, Math.min(index, ids.length - 1))];
    if (id !== undefined) view.focusRow(id);
  };
  const at = ids.indexOf(focusedId ?? stopId ?? '');
  // From outside the list, the first press only enters it.
  const next = () => goTo(focusedId === undefined ? at : at + 1);
  const previous = () => goTo(focusedId === undefined ? at : at - 1);
  const onPost = (act: (post: Post) => void) => () => {
    const post = postOf(focusedId ?? openId ?? '');
    if (post) act(post);
  };
  return {
    j: next,
    k: previous,
    v: onPost(actions.read),
    o: onPost((post) => actions.openOriginal(post, false)),
    O: onPost((post) => actions.openOriginal(post, true)),
    s: onPost(actions.save),
    m: onPost(actions.mark),
    y: onPost(actions.copyLink),
    r: context.checkNow,
    A: context.markAll,
    z: context.undo,
    '/': context.search,
    a: context.addFeed,
    f: context.openReading,
    'g u': () => context.turnTo('unread'),
    'g s': () => context.turnTo('saved'),
    'g a': context.openAllPosts,
    'g f': context.openFeeds,
    'g ,': context.openSettings,
    '?': context.showShortcuts,
    ...(focused && {
      ArrowDown: next,
      ArrowUp: previous,
      PageDown: next,
      PageUp: previous,
      Home: () => goTo(0),
      End: () => goTo(ids.length - 1),
    }),
    // On a button or link within the row, Enter and Space press that.
    ...(focused &&
      document.activeElement === focused && {
        Enter: onPost((post) => actions.toggle(post, true)),
        ' ': () => view.pageDown() || next(),
      }),
    ...(context.closeSearch && { Escape: context.closeSearch }),
    // The innermost layer first.
    ...(openId !== undefined && {
      Escape: () => {
        view.hold(openId, false);
        context.closeRow();
        view.focusRow(openId);
      },
    }),
  };
}
