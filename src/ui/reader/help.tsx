import { message } from '../../browser/i18n.ts';
import { ShortcutsDialog } from '../shared/shortcuts-dialog.tsx';

/** All keys of the page. */
export function Help({ singleKeys, onClose }: { readonly singleKeys: boolean; readonly onClose: () => void }) {
  const groups = [
    {
      title: message('reader_keys_move'),
      rows: [
        [message('reader_next_post'), 'j', 'PgDn'],
        [message('reader_previous_post'), 'k', 'PgUp'],
        [message('popup_key_first_last'), 'Home', 'End'],
        [message('reader_next_heading'), 'n'],
        [message('reader_previous_heading'), 'p'],
        [message('reader_page_down'), message('reader_space')],
        [message('reader_focus'), 'f'],
        [message('reader_key_close'), 'Esc'],
        [message('ui_shortcuts'), '?'],
      ] as const,
    },
    {
      title: message('reader_keys_post'),
      rows: [
        [message('reader_key_open'), 'Enter', 'v'],
        [message('reader_open_original'), 'o'],
        [message('reader_open_background'), 'Shift', 'O'],
        [message('reader_save'), 's'],
        [message('reader_key_unread'), 'm'],
        [message('ui_copy_link'), 'y'],
        [message('reader_full_text_get'), 't'],
        [message('reader_copy_markdown'), 'c'],
        [message('reader_find_discussions'), 'd'],
      ] as const,
    },
    {
      title: message('reader_keys_lists'),
      rows: [
        [message('popup_check_now'), 'r'],
        [message('popup_mark_all'), 'Shift', 'A'],
        [message('ui_undo'), 'z'],
        [message('popup_search'), '/'],
        [message('popup_add_feed'), 'a'],
      ] as const,
    },
    {
      title: message('reader_keys_go'),
      rows: [
        [message('popup_unread'), 'g', 'u'],
        [message('popup_saved'), 'g', 's'],
        [message('reader_all_posts'), 'g', 'a'],
        [message('popup_feeds'), 'g', 'f'],
        [message('popup_settings'), 'g', ','],
      ] as const,
    },
  ];
  return <ShortcutsDialog groups={groups} singleKeys={singleKeys} onClose={onClose} />;
}
