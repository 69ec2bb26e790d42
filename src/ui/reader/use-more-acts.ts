import { message } from '../../browser/i18n.ts';
import type { PostPage } from '../../store/queries.ts';
import type { MenuItem } from '../shared/menu.tsx';
import type { FullTextView } from './use-full-text.ts';

/** What is done with a post more rarely than reading, saving and marking it: the beginning of the toolbar's menu. */
export function useMoreActs(page: PostPage | undefined, fullText: FullTextView): readonly MenuItem[] {
  if (!page || !fullText.get) return [];
  const { get, isKept, shown, show } = fullText;
  return [
    isKept
      ? {
          label: message(shown === 'page' ? 'reader_show_feed_text' : 'reader_show_page_text'),
          icon: 'book',
          hint: 't',
          run: () => show(shown === 'page' ? 'feed' : 'page'),
        }
      : { label: message('reader_full_text_get'), icon: 'book', hint: 't', run: get },
  ];
}
