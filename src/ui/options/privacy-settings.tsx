import { message } from '../../browser/i18n.ts';
import { requestHosts } from '../../browser/permissions.ts';
import { DISCUSSION_ORIGINS } from '../../model/discussions.ts';
import type { ImageLoading } from '../../model/types.ts';
import { SelectRow, type SettingsProps, SwitchRow } from './setting-rows.tsx';

/** What posts may ask of others than the person's own blogs. */
export function PrivacySettings(props: SettingsProps) {
  const when: readonly { readonly value: ImageLoading; readonly label: string }[] = [
    { value: 'always', label: message('options_images_always') },
    { value: 'on-click', label: message('options_images_on_click') },
    { value: 'never', label: message('options_images_never') },
  ];
  return (
    <>
      <h2 class="section-head">{message('options_privacy_section')}</h2>
      <div class="card settings">
        <SelectRow
          {...props}
          name="imagesInArticles"
          label={message('options_images_articles')}
          hint={message('options_images_articles_hint')}
          options={when}
        />
        <SelectRow
          {...props}
          name="imagesInLists"
          label={message('options_images_lists')}
          hint={message('options_images_lists_hint')}
          options={when}
        />
        <SwitchRow
          {...props}
          name="lookUpDiscussions"
          label={message('options_discussions')}
          hint={message('options_discussions_hint')}
          ask={() => requestHosts(DISCUSSION_ORIGINS)}
        />
      </div>
    </>
  );
}
