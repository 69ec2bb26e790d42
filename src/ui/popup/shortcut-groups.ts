import { message } from '../../browser/i18n.ts';
import type { ShortcutGroup } from '../shared/shortcuts-dialog.tsx';

/** The keys that work in the popup, for the dialog that lists them. */
export function shortcutGroups(): ShortcutGroup[] {
  return [
    {
      title: message('popup_keys_move'),
      rows: [
        [message('popup_key_next'), 'j', 'PgDn'],
        [message('popup_key_previous'), 'k', 'PgUp'],
        [message('reader_page_down'), message('reader_space')],
        [message('popup_key_first_last'), 'Home', 'End'],
        [message('popup_key_close'), 'Esc'],
      ],
    },
    {
      title: message('popup_keys_post'),
      rows: [
        [message('popup_key_open'), 'Enter'],
        [message('popup_read_here'), 'v'],
        [message('popup_open_original'), 'o'],
        [message('popup_key_background'), 'Shift', 'O'],
        [message('popup_save'), 's'],
        [message('popup_key_mark'), 'm'],
        [message('ui_copy_link'), 'y'],
      ],
    },
    {
      title: message('popup_keys_lists'),
      rows: [
        [message('popup_check_now'), 'r'],
        [message('popup_mark_all'), 'Shift', 'A'],
        [message('ui_undo'), 'z'],
        [message('popup_search'), '/'],
        [message('popup_add_feed'), 'a'],
        [message('popup_open_reader'), 'f'],
      ],
    },
    {
      title: message('popup_keys_go'),
      rows: [
        [message('popup_unread'), 'g', 'u'],
        [message('popup_saved'), 'g', 's'],
        [message('popup_all_posts'), 'g', 'a'],
        [message('popup_feeds'), 'g', 'f'],
        [message('popup_settings'), 'g', ','],
        [message('popup_shortcuts'), '?'],
      ],
    },
  ];
}
