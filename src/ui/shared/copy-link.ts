import { message } from '../../browser/i18n.ts';
import type { Toasts } from './use-toasts.ts';

/** Copies an address, and says that it did; where the browser does not let us, the toast has the address itself. */
export function copyLink(url: string, show: Toasts['show']): void {
  navigator.clipboard.writeText(url).then(
    () => show(message('ui_link_copied')),
    () => show(message('ui_link_not_copied', url)),
  );
}
