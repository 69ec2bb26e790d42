import { formatNumber, message } from '../../browser/i18n.ts';
import { needsAttention } from '../../model/trouble.ts';
import type { Feed } from '../../model/types.ts';
import { Choice } from '../shared/choice.tsx';
import { Icon } from '../shared/icon.tsx';
import { type Choice as Chosen, isInView, type View } from './feed-order.ts';

interface ToolbarProps {
  readonly feeds: readonly Feed[];
  readonly folders: readonly string[];
  readonly now: number;
  readonly choice: Chosen;
  readonly onChoose: (choice: Chosen) => void;
  /** Out of sight while feeds are selected, but it keeps its room. */
  readonly isAway: boolean;
}

/** What narrows the table down. */
export function FeedToolbar({ feeds, folders, now, choice, onChoose, isAway }: ToolbarProps) {
  const count = (view: View) => feeds.filter((feed) => isInView(feed, view, now)).length;
  const isBad = feeds.some((feed) => needsAttention(feed, now));
  return (
    <div class={isAway ? 'toolbar away' : 'toolbar'}>
      <div class="find">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          placeholder={message('options_find')}
          aria-label={message('options_find')}
          value={choice.text}
          onInput={(event) => onChoose({ ...choice, text: event.currentTarget.value })}
        />
      </div>
      {folders.length > 0 && (
        <select
          class="input folder-filter"
          aria-label={message('options_folder_filter')}
          // What follows the first is told by position: a folder may have any name.
          value={String(
            choice.folder === undefined ? 0 : choice.folder === '' ? 1 : folders.indexOf(choice.folder) + 2,
          )}
          onChange={(event) =>
            onChoose({ ...choice, folder: [undefined, '', ...folders][event.currentTarget.selectedIndex] })
          }
        >
          {[message('options_all_folders'), message('options_no_folder'), ...folders].map((name, index) => (
            <option key={index} value={String(index)}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Choice
        label={message('options_filter_status')}
        value={choice.view}
        onChoose={(view) => onChoose({ ...choice, view })}
        options={[
          { value: 'all', label: <Counted label={message('options_filter_all')} count={feeds.length} /> },
          {
            value: 'attention',
            label: <Counted label={message('options_filter_attention')} count={count('attention')} bad={isBad} />,
          },
          { value: 'paused', label: <Counted label={message('options_filter_paused')} count={count('paused')} /> },
        ]}
      />
    </div>
  );
}

function Counted({
  label,
  count,
  bad = false,
}: {
  readonly label: string;
  readonly count: number;
  readonly bad?: boolean;
}) {
  return (
    <>
      {label} <span class={bad ? 'count bad' : 'count'}>{formatNumber(count)}</span>
    </>
  );
}
