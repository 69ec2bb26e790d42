import { formatNumber, message } from '../../browser/i18n.ts';
import { faceOptions, measureOptions, TEXT_SIZES, themeOptions } from '../shared/look-choices.ts';
import { PanelHead } from './panel-head.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { SegmentRow, SelectRow, type SettingsProps, SwitchRow } from './setting-rows.tsx';

export function ReadingPanel(props: SettingsProps) {
  return (
    <>
      <PanelHead title={message('options_tab_reading')} text={message('options_reading_text')} />
      <div class="card settings">
        <SegmentRow {...props} name="theme" label={message('ui_theme')} options={themeOptions()} />
        <SegmentRow {...props} name="textFace" label={message('ui_face')} options={faceOptions()} />
        <SelectRow
          {...props}
          name="textSize"
          label={message('ui_text_size')}
          options={TEXT_SIZES.map((value) => ({ value, label: message('ui_pixels', formatNumber(value)) }))}
        />
        <SegmentRow
          {...props}
          name="textMeasure"
          label={message('ui_measure')}
          hint={message('options_measure_hint')}
          options={measureOptions()}
        />
        <SwitchRow
          {...props}
          name="wrapCode"
          label={message('options_wrap_code')}
          hint={message('options_wrap_code_hint')}
        />
        <SwitchRow
          {...props}
          name="markReadOnOpen"
          label={message('options_mark_read')}
          hint={message('options_mark_read_hint')}
        />
        <SwitchRow {...props} name="singleKeys" label={message('options_keys')} hint={message('options_keys_hint')} />
      </div>
      <PrivacySettings {...props} />
      <h2 class="section-head">{message('options_feeds_section')}</h2>
      <div class="card settings">
        <SelectRow
          {...props}
          name="unreadOnSubscribe"
          label={message('options_unread_on_subscribe')}
          hint={message('options_unread_on_subscribe_hint')}
          options={[
            { value: 0, label: message('options_unread_none') },
            { value: 5, label: message('options_unread_newest', formatNumber(5)) },
            { value: 10, label: message('options_unread_newest', formatNumber(10)) },
            { value: 'all', label: message('options_unread_all') },
          ]}
        />
        <SelectRow
          {...props}
          name="checkEveryHours"
          label={message('options_interval')}
          hint={message('options_interval_hint')}
          options={[
            { value: 1, label: message('options_interval_hour') },
            { value: 2, label: message('options_interval_hours', formatNumber(2)) },
            { value: 4, label: message('options_interval_hours', formatNumber(4)) },
            { value: 8, label: message('options_interval_hours', formatNumber(8)) },
            { value: 24, label: message('options_interval_day') },
          ]}
        />
      </div>
    </>
  );
}
