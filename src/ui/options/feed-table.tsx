// biome-ignore-all lint/a11y/noRedundantRoles: narrow pages change `display`, and with it a table loses its roles
// biome-ignore-all lint/a11y/useSemanticElements: as above
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { formatNumber, message, plural } from '../../browser/i18n.ts';
import { needsAttention } from '../../model/trouble.ts';
import type { Feed } from '../../model/types.ts';
import { Icon } from '../shared/icon.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
import { Choice } from './choice.tsx';
import {
  type Choice as Chosen,
  type Column,
  chooseFeeds,
  folderNames,
  type Order,
  orderBy,
  sortFeeds,
} from './feed-order.ts';
import { disclosureId, FeedRows } from './feed-rows.tsx';

interface FeedTableProps {
  readonly feeds: readonly Feed[];
  readonly icons: ReadonlyMap<number, string>;
  readonly now: number;
  readonly toasts: Toasts;
  /** The feed whose row is open. */
  readonly openId: number | undefined;
  readonly onOpen: (feedId: number | undefined) => void;
}

/** Rows drawn at first: the table of somebody with thousands of feeds must open as fast as any other. */
const STEP = 200;

const ALL: Chosen = { text: '', folder: undefined, attention: false };

export function FeedTable({ feeds, icons, now, toasts, openId, onOpen }: FeedTableProps) {
  const [choice, setChoice] = useState(ALL);
  const [order, setOrder] = useState<Order>({ column: 'name', descending: false });
  const [limit, setLimit] = useState(STEP);
  const place = useRef<HTMLDivElement>(null);
  const folders = useMemo(() => folderNames(feeds), [feeds]);
  const chosen = useMemo(() => sortFeeds(chooseFeeds(feeds, choice, now), order, now), [feeds, choice, order, now]);
  const shown = chosen.slice(0, limit);

  // What was opened from elsewhere has to be seen, whatever is filtered and however long the table is.
  const revealed = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (openId === undefined) revealed.current = undefined;
    if (openId === revealed.current || !feeds.some((feed) => feed.id === openId)) return;
    if (shown.some((feed) => feed.id === openId)) {
      revealed.current = openId;
      document.getElementById(disclosureId(openId ?? 0))?.focus();
    } else {
      setChoice(ALL);
      setLimit(Math.max(limit, feeds.length));
    }
  });

  /** A row that goes away hands the focus to its neighbour, else to the heading above the table. */
  const leave = (feed: Feed) => {
    const at = shown.indexOf(feed);
    const neighbour = shown[at + 1] ?? shown[at - 1];
    const heir = neighbour
      ? document.getElementById(disclosureId(neighbour.id))
      : place.current?.closest('section')?.querySelector('h1');
    heir?.focus();
  };

  return (
    <div class="card" ref={place}>
      <Toolbar feeds={feeds} folders={folders} now={now} choice={choice} onChoose={setChoice} />
      {chosen.length === 0 ? (
        <div class="empty">
          <p>{message(choice.attention && !choice.text ? 'options_all_fine' : 'options_no_match')}</p>
          <button type="button" class="btn" onClick={() => setChoice(ALL)}>
            {message('options_clear_filters')}
          </button>
        </div>
      ) : (
        <table role="table">
          <caption class="sr">{message('options_table')}</caption>
          <HeadRow order={order} onOrder={(column) => setOrder(orderBy(column, order))} />
          <tbody role="rowgroup">
            {shown.map((feed) => (
              <FeedRows
                key={feed.id}
                feed={feed}
                icon={icons.get(feed.id)}
                folders={folders}
                now={now}
                toasts={toasts}
                isOpen={feed.id === openId}
                onToggle={() => onOpen(feed.id === openId ? undefined : feed.id)}
                onLeave={() => leave(feed)}
              />
            ))}
          </tbody>
        </table>
      )}
      {chosen.length > limit && (
        <div class="more">
          <button type="button" class="btn" onClick={() => setLimit(chosen.length)}>
            {plural('options_more', chosen.length - limit)}
          </button>
        </div>
      )}
    </div>
  );
}

interface ToolbarProps {
  readonly feeds: readonly Feed[];
  readonly folders: readonly string[];
  readonly now: number;
  readonly choice: Chosen;
  readonly onChoose: (choice: Chosen) => void;
}

function Toolbar({ feeds, folders, now, choice, onChoose }: ToolbarProps) {
  const attention = feeds.filter((feed) => needsAttention(feed, now)).length;
  return (
    <div class="toolbar">
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
        value={choice.attention ? 'attention' : 'all'}
        onChoose={(value) => onChoose({ ...choice, attention: value === 'attention' })}
        options={[
          { value: 'all', label: <Counted label={message('options_filter_all')} count={feeds.length} /> },
          { value: 'attention', label: <Counted label={message('options_filter_attention')} count={attention} bad /> },
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
      {label} <span class={bad && count > 0 ? 'count bad' : 'count'}>{formatNumber(count)}</span>
    </>
  );
}

const COLUMNS = [
  { column: 'name', label: 'options_column_name' },
  { column: 'folder', label: 'options_column_folder' },
  { column: 'status', label: 'options_column_status' },
  { column: 'unread', label: 'options_column_unread' },
  { column: 'checked', label: 'options_column_checked' },
  { column: 'next', label: 'options_column_next' },
] as const;

function HeadRow({ order, onOrder }: { readonly order: Order; readonly onOrder: (column: Column) => void }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {COLUMNS.map(({ column, label }) => {
          const isSorted = column === order.column;
          return (
            <th
              key={column}
              role="columnheader"
              class={`c-${column}`}
              aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : undefined}
            >
              <button type="button" onClick={() => onOrder(column)}>
                {message(label)}
                {isSorted && (
                  <span class={order.descending ? 'turned' : ''}>
                    <Icon name="chevron-down" />
                  </span>
                )}
              </button>
            </th>
          );
        })}
        <th role="columnheader" class="c-open">
          <span class="sr">{message('options_column_settings')}</span>
        </th>
      </tr>
    </thead>
  );
}
