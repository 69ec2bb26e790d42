import { message } from '../../browser/i18n.ts';
import { Icon } from '../shared/icon.tsx';

/** The heading of a card that opens above the table, with its visible way to close. */
export function CardHead({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  return (
    <div class="card-head">
      <h2>{title}</h2>
      <button type="button" class="ib sm" aria-label={message('ui_close')} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
