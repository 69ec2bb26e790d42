import { message } from '../../browser/i18n.ts';
import { PanelHead } from './panel-head.tsx';
import { SelectRow, type SettingsProps } from './setting-rows.tsx';

export function NotificationsPanel(props: SettingsProps) {
  return (
    <>
      <PanelHead title={message('options_tab_notifications')} text={message('options_notifications_text')} />
      <div class="card settings">
        <SelectRow
          {...props}
          name="badge"
          label={message('options_badge')}
          hint={message('options_badge_hint')}
          options={[
            { value: 'new', label: message('options_badge_new') },
            { value: 'unread', label: message('options_badge_unread') },
            { value: 'off', label: message('options_badge_off') },
          ]}
        />
      </div>
    </>
  );
}
