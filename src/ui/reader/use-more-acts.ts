import type { PostPage } from '../../store/queries.ts';
import type { MenuItem } from '../shared/menu.tsx';
import type { Toasts } from '../shared/use-toasts.ts';

/** What is done with a post more rarely than reading, saving and marking it: the beginning of the toolbar's menu. */
export function useMoreActs(_page: PostPage | undefined, _toasts: Toasts): readonly MenuItem[] {
  return [];
}
