import { useEffect, useRef } from 'preact/hooks';
import { formatNumber, message, plural } from '../../browser/i18n.ts';
import type { Round, Settings } from '../../model/types.ts';
import type { ListEntry } from '../../store/queries.ts';
import { GroupHeading } from '../shared/group-heading.tsx';
import { Icon, type IconName } from '../shared/icon.tsx';
import type { PostGroup } from '../shared/post-groups.ts';
import { PostList, type RowPosition } from '../shared/post-list.tsx';
import type { ListView } from '../shared/use-list-view.ts';
import { ListRow } from './list-row.tsx';
import type { ReadingList } from './use-reading-list.ts';
import { addressOf, type View } from './views.ts';

export interface ListPaneProps {
  readonly view: View;
  /** What the list is called. */
  readonly title: string;
  /** How many posts of it are unread; absent where that is not what it is about. */
  readonly count: number | undefined;
  readonly list: ReadingList;
  readonly rows: ListView;
  readonly groupBy: Settings['groupBy'];
  /** The post that is read; '' for none. */
  readonly currentId: string;
  /** The row with the focus, or to which Tab comes. */
  readonly stopId: string | undefined;
  readonly round: Round | undefined;
  readonly online: boolean;
  /** What is searched for; undefined where the search is closed. */
  readonly searched: string | undefined;
  /** Whether the list is all that the window has room for. */
  readonly isAlone: boolean;
  readonly canMarkAll: boolean;
  /** Epoch ms. */
  readonly now: number;
  readonly onFeeds: () => void;
  readonly onSearch: (words: string | undefined) => void;
  readonly onCheck: () => void;
  readonly onMarkAll: () => void;
  readonly onOpen: (postId: string) => void;
  readonly onFocused: (postId: string) => void;
  readonly onAdd: () => void;
}

export function ListPane(props: ListPaneProps) {
  const { title, count, list, rows, round, online, searched, isAlone, canMarkAll } = props;
  // The page's own heading is the post's.
  const Title = isAlone ? 'h1' : 'h2';
  return (
    <>
      <header class="list-head">
        {isAlone && <HeadButton icon="panes" name={message('popup_feeds')} onClick={props.onFeeds} />}
        <Title class="list-title">
          <span class="trunc" dir="auto">
            {title}
          </span>
          {count !== undefined && count > 0 && (
            <span class="pill">
              <span aria-hidden="true">{formatNumber(count)}</span>
              <span class="sr">{plural('popup_posts', count)}</span>
            </span>
          )}
        </Title>
        <HeadButton
          icon="search"
          name={message('popup_search')}
          hint={message('popup_search_hint')}
          onClick={() => props.onSearch(searched === undefined ? '' : undefined)}
        />
        <HeadButton
          icon={round ? 'close' : 'refresh'}
          name={message(round ? 'popup_stop' : 'popup_check')}
          hint={message(round ? 'popup_stop' : 'popup_check_hint')}
          disabled={!(round || online)}
          onClick={props.onCheck}
        />
        <HeadButton
          icon="check-all"
          name={message('popup_mark_all')}
          hint={message('popup_mark_all_hint')}
          disabled={!canMarkAll}
          onClick={props.onMarkAll}
        />
        {round && <Progress round={round} />}
      </header>
      {searched !== undefined && <SearchField words={searched} onSearch={props.onSearch} />}
      <div class="list-frame">
        {list.waiting > 0 && (
          <button
            type="button"
            class="btn primary sm show-new"
            onClick={() => {
              list.showNew();
              rows.toTop();
            }}
          >
            {message('popup_show_new')}
            <span class="num">{formatNumber(list.waiting)}</span>
          </button>
        )}
        <div class="list-scroller" ref={rows.scroller as never} tabIndex={-1} aria-busy={isAwaited(list)}>
          <Content {...props} />
        </div>
      </div>
    </>
  );
}

/** Whether it may yet turn out to hold posts. */
function isAwaited({ entries, isComplete }: ReadingList): boolean {
  return !entries || (entries.length === 0 && !isComplete);
}

function Content(props: ListPaneProps) {
  const { view, list, rows, groupBy, currentId, stopId, searched, now, onOpen, onFocused, onSearch, onAdd } = props;
  const { entries } = list;
  if (list.error !== undefined && !entries) return <p class="list-note">{message('ui_store_failed')}</p>;
  if (!entries) return null;
  if (isAwaited(list)) {
    return list.error === undefined ? <Bones /> : <p class="list-note">{message('ui_store_failed')}</p>;
  }
  if (entries.length === 0) {
    return <Empty view={view} hasFeeds={list.hasFeeds} searched={searched} onSearch={onSearch} onAdd={onAdd} />;
  }
  const namesBlog = view.kind !== 'feed' && groupBy === 'day';
  const row = ({ id, feedId }: ListEntry, { position, setSize }: RowPosition) => (
    <ListRow
      id={id}
      post={list.posts.get(id)}
      feed={list.feeds.get(feedId)}
      href={addressOf({ view, postId: id })}
      isCurrent={id === currentId}
      isStop={id === stopId}
      namesBlog={namesBlog}
      position={position}
      setSize={setSize}
      now={now}
      onOpen={onOpen}
      onFocused={onFocused}
    />
  );
  const heading = (group: PostGroup, headingId: string) => (
    <GroupHeading
      group={group}
      headingId={headingId}
      isSaved={view.kind === 'saved'}
      feed={list.feeds.get(group.feedId ?? 0)}
      icon={list.icons.get(group.feedId ?? 0)}
      now={now}
    />
  );
  return (
    <PostList
      key={list.key}
      groups={list.groups}
      groupBy={groupBy}
      view={rows}
      stopId={stopId}
      startId={currentId || stopId}
      renderRow={row}
      renderHeading={heading}
      onRange={list.onRange}
    />
  );
}

/** Stands for rows while it is not known whether there are any. */
function Bones() {
  return (
    <div class="skeleton">
      <p class="sr">{message('popup_loading')}</p>
      {[1, 2, 3].map((row) => (
        <div key={row} class="item read" aria-hidden="true">
          <div class="bones">
            <i class="short" />
            <i />
            <i />
          </div>
        </div>
      ))}
    </div>
  );
}

interface EmptyProps {
  readonly view: View;
  readonly hasFeeds: boolean;
  readonly searched: string | undefined;
  readonly onSearch: (words: string | undefined) => void;
  readonly onAdd: () => void;
}

function Empty({ view, hasFeeds, searched, onSearch, onAdd }: EmptyProps) {
  if (searched) {
    return (
      <div class="list-note">
        <p>{message('popup_no_match', searched)}</p>
        <button type="button" class="btn" onClick={() => onSearch(undefined)}>
          {message('popup_clear_search')}
        </button>
      </div>
    );
  }
  if (!hasFeeds && view.kind === 'unread') {
    return (
      <div class="list-note">
        <p>{message('reader_no_feeds')}</p>
        <button type="button" class="btn primary" onClick={onAdd}>
          {message('popup_add_feed')}
        </button>
      </div>
    );
  }
  return (
    <div class="list-note">
      <p>
        {view.kind === 'unread' && message('popup_caught_up')}
        {view.kind === 'saved' && message('popup_nothing_saved')}
        {view.kind !== 'unread' && view.kind !== 'saved' && message('reader_no_posts')}
      </p>
      {view.kind === 'saved' && <p>{message('popup_nothing_saved_text')}</p>}
    </div>
  );
}

interface SearchFieldProps {
  readonly words: string;
  readonly onSearch: (words: string | undefined) => void;
}

function SearchField({ words, onSearch }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <search class="list-search">
      <input
        ref={field}
        class="input"
        type="search"
        value={words}
        aria-label={message('popup_search')}
        onInput={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onSearch(undefined);
        }}
      />
      <button type="button" class="ib" aria-label={message('popup_search_close')} onClick={() => onSearch(undefined)}>
        <Icon name="close" />
      </button>
    </search>
  );
}

interface HeadButtonProps {
  readonly icon: IconName;
  readonly name: string;
  /** The name with its key. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function HeadButton({ icon, name, hint = name, disabled = false, onClick }: HeadButtonProps) {
  return (
    <button
      type="button"
      class="ib"
      aria-label={name}
      title={hint}
      // Stays focusable, so that the focus is not lost.
      aria-disabled={disabled}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

function Progress({ round }: { readonly round: Round }) {
  const share = round.total > 0 ? Math.min(1, round.checked / round.total) : 0;
  return (
    <div
      class="list-progress"
      role="progressbar"
      aria-label={message('popup_checking')}
      aria-valuemin={0}
      aria-valuemax={round.total}
      aria-valuenow={Math.min(round.checked, round.total)}
    >
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}
