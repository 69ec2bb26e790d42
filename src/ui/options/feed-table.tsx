// biome-ignore-all lint/a11y/noRedundantRoles: narrow pages change `display`, and with it a table loses its roles
// biome-ignore-all lint/a11y/useSemanticElements: as above
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type MessageKey, message, plural } from '../../browser/i18n.ts';
import { CONCERNS, type Concern, concernOf } from '../../model/health.ts';
import type { Feed, Settings } from '../../model/types.ts';
import { Icon } from '../shared/icon.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
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
import { FeedToolbar } from './feed-toolbar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

interface FeedTableProps {
  readonly feeds: readonly Feed[];
  readonly icons: ReadonlyMap<number, string>;
  readonly now: number;
  readonly settings: Settings;
  readonly toasts: Toasts;
  /** The feed whose row is open. */
  readonly openId: number | undefined;
  readonly onOpen: (feedId: number | undefined) => void;
}

/** Rows drawn at first: the table of somebody with thousands of feeds must open as fast as any other. */
const STEP = 200;

const ALL: Chosen = { text: '', folder: undefined, view: 'all' };
const NONE: ReadonlySet<number> = new Set();
const SELECT_ALL_ID = 'select-all';

export function FeedTable({ feeds, icons, now, settings, toasts, openId, onOpen }: FeedTableProps) {
  const [choice, setChoice] = useState(ALL);
  const [order, setOrder] = useState<Order>({ column: 'name', descending: false });
  const [limit, setLimit] = useState(STEP);
  const [selectedIds, setSelectedIds] = useState(NONE);
  const place = useRef<HTMLDivElement>(null);
  const folders = useMemo(() => folderNames(feeds), [feeds]);
  const chosen = useMemo(
    () => byConcern(sortFeeds(chooseFeeds(feeds, choice, now), order, now), choice, now),
    [feeds, choice, order, now],
  );
  const shown = chosen.slice(0, limit);
  const selected = chosen.filter((feed) => selectedIds.has(feed.id));
  const keeper = useKeptFocus(
    place,
    shown.map((feed) => feed.id),
  );

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

  const select = (feed: Feed, isSelected: boolean) => {
    const ids = new Set(selectedIds);
    if (isSelected) ids.add(feed.id);
    else ids.delete(feed.id);
    setSelectedIds(ids);
  };
  const endSelection = () => {
    setSelectedIds(NONE);
    // The bar goes away with whatever had the focus.
    document.getElementById(SELECT_ALL_ID)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape gives up the selection wherever the focus is in here
    <div
      class="card"
      ref={place}
      {...keeper}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && selected.length > 0) endSelection();
      }}
    >
      <div class={selected.length > 0 ? 'tools selecting' : 'tools'}>
        <FeedToolbar
          feeds={feeds}
          folders={folders}
          now={now}
          choice={choice}
          onChoose={setChoice}
          isAway={selected.length > 0}
        />
        <SelectionBar feeds={selected} folders={folders} toasts={toasts} onDone={endSelection} />
      </div>
      <p class="sr" role="status">
        {selected.length > 0 && plural('options_selected', selected.length)}
      </p>
      {chosen.length === 0 ? (
        <div class="empty">
          <p>{message(choice.view === 'attention' && !choice.text ? 'options_all_fine' : 'options_no_match')}</p>
          <button type="button" class="btn" onClick={() => setChoice(ALL)}>
            {message('options_clear_filters')}
          </button>
        </div>
      ) : (
        <table role="table" class="feeds">
          <caption class="sr">{message('options_table')}</caption>
          <HeadRow
            order={order}
            onOrder={(column) => setOrder(orderBy(column, order))}
            selection={selected.length === 0 ? 'none' : selected.length === chosen.length ? 'all' : 'some'}
            onSelectAll={(isSelected) => setSelectedIds(isSelected ? new Set(chosen.map((feed) => feed.id)) : NONE)}
          />
          {groupsOf(shown, choice, now).map(({ concern, members }) => (
            <tbody key={concern ?? 'all'} role="rowgroup">
              {concern && <GroupRow concern={concern} />}
              {members.map((feed) => (
                <FeedRows
                  key={feed.id}
                  feed={feed}
                  icon={icons.get(feed.id)}
                  folders={folders}
                  settings={settings}
                  now={now}
                  toasts={toasts}
                  isOpen={feed.id === openId}
                  onToggle={() => onOpen(feed.id === openId ? undefined : feed.id)}
                  isSelected={selectedIds.has(feed.id)}
                  onSelect={(isSelected) => select(feed, isSelected)}
                  concern={concern}
                />
              ))}
            </tbody>
          ))}
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

/** Where only feeds with a concern are shown, they stand by it; else as they were. */
function byConcern(feeds: readonly Feed[], { view }: Chosen, now: number): readonly Feed[] {
  return view === 'attention' ? CONCERNS.flatMap((concern) => withConcern(feeds, concern, now)) : feeds;
}

function withConcern(feeds: readonly Feed[], concern: Concern, now: number): Feed[] {
  return feeds.filter((feed) => concernOf(feed, now) === concern);
}

interface Group {
  readonly concern: Concern | undefined;
  readonly members: readonly Feed[];
}

function groupsOf(feeds: readonly Feed[], { view }: Chosen, now: number): readonly Group[] {
  if (view !== 'attention') return [{ concern: undefined, members: feeds }];
  return CONCERNS.map((concern) => ({ concern, members: withConcern(feeds, concern, now) })).filter(
    ({ members }) => members.length > 0,
  );
}

const GROUP_WORDS = {
  trouble: ['options_group_trouble', 'options_group_trouble_text'],
  moved: ['options_group_moved', 'options_group_moved_text'],
  silent: ['options_group_silent', 'options_group_silent_text'],
} as const satisfies Record<Concern, readonly MessageKey[]>;

function GroupRow({ concern }: { readonly concern: Concern }) {
  const [title, text] = GROUP_WORDS[concern];
  return (
    <tr role="row" class="group">
      <th role="rowheader" scope="rowgroup" colSpan={8}>
        <b>{message(title)}</b> <small>{message(text)}</small>
      </th>
    </tr>
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

interface HeadRowProps {
  readonly order: Order;
  readonly onOrder: (column: Column) => void;
  readonly selection: 'none' | 'some' | 'all';
  readonly onSelectAll: (isSelected: boolean) => void;
}

function HeadRow({ order, onOrder, selection, onSelectAll }: HeadRowProps) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" class="c-select">
          <input
            type="checkbox"
            class="check"
            id={SELECT_ALL_ID}
            aria-label={message('options_select_all')}
            checked={selection === 'all'}
            indeterminate={selection === 'some'}
            onChange={(event) => onSelectAll(event.currentTarget.checked)}
          />
        </th>
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
