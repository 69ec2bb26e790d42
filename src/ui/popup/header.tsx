import type { ComponentChildren } from 'preact';
import { formatNumber, message } from '../../browser/i18n.ts';
import type { Counts, Round } from '../../model/types.ts';
import type { ListName } from '../../store/queries.ts';
import { Icon, type IconName, Logo } from '../shared/icon.tsx';
import { Menu, type MenuItem } from '../shared/menu.tsx';

interface HeaderProps {
  readonly list: ListName;
  readonly counts: Counts | undefined;
  readonly round: Round | undefined;
  readonly isOnline: boolean;
  readonly canMarkAll: boolean;
  readonly canRead: boolean;
  /** Stands in place of the tabs while a search is open. */
  readonly search: ComponentChildren;
  readonly menu: readonly MenuItem[];
  readonly onList: (list: ListName) => void;
  readonly onCheck: () => void;
  readonly onMarkAll: () => void;
  readonly onReader: () => void;
  readonly onSearch: () => void;
}

export function Header(props: HeaderProps) {
  const { round, isOnline } = props;
  return (
    <header class="hd">
      <Logo size={20} />
      <h1 class="sr">{message('extension_name')}</h1>
      {props.search || (
        <>
          <ListTabs list={props.list} counts={props.counts} onList={props.onList} />
          <span class="gap" />
          <span class="for-wide">
            <HeaderButton
              icon="search"
              label={message('popup_search')}
              hint={message('popup_search_hint')}
              onPress={props.onSearch}
            />
          </span>
        </>
      )}
      {round ? (
        <HeaderButton icon="close" label={message('popup_stop')} hint={message('popup_stop')} onPress={props.onCheck} />
      ) : (
        <HeaderButton
          icon="refresh"
          label={message('popup_check')}
          hint={message('popup_check_hint')}
          isDisabled={!isOnline}
          onPress={props.onCheck}
        />
      )}
      <span class="for-wide">
        <HeaderButton
          icon="check-all"
          label={message('popup_mark_all')}
          hint={message('popup_mark_all_hint')}
          isDisabled={!props.canMarkAll}
          onPress={props.onMarkAll}
        />
        <HeaderButton
          icon="panes"
          label={message('popup_open_reader')}
          hint={message('popup_open_reader_hint')}
          isDisabled={!props.canRead}
          onPress={props.onReader}
        />
      </span>
      <Menu label={message('popup_more')} items={props.menu} />
      {round && <Progress round={round} />}
    </header>
  );
}

/** The header before the first subscription. */
export function FirstHeader({ onSettings }: { readonly onSettings: () => void }) {
  return (
    <header class="hd">
      <Logo size={20} />
      <h1>{message('extension_name')}</h1>
      <HeaderButton
        icon="settings"
        label={message('popup_settings')}
        hint={message('popup_settings_hint')}
        onPress={onSettings}
      />
    </header>
  );
}

interface HeaderButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly hint: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

/** Disabled, it can still be focused, so that a keyboard does not lose its place. */
function HeaderButton({ icon, label, hint, isDisabled = false, onPress }: HeaderButtonProps) {
  return (
    <button
      type="button"
      class="ib"
      aria-label={label}
      title={hint}
      aria-disabled={isDisabled}
      onClick={() => {
        if (!isDisabled) onPress();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}

function ListTabs({ list, counts, onList }: Pick<HeaderProps, 'list' | 'counts' | 'onList'>) {
  // The read list has a tab for as long as it is open: it is reached from elsewhere.
  const lists: readonly ListName[] = list === 'read' ? ['unread', 'saved', 'read'] : ['unread', 'saved'];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = lists[(lists.indexOf(list) + step + lists.length) % lists.length];
    if (next) onList(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="seg" role="tablist" aria-label={message('popup_lists')} tabIndex={-1} onKeyDown={onKeyDown}>
      <ListTab name="unread" current={list} count={counts?.unread} onList={onList}>
        {message('popup_unread')}
      </ListTab>
      <ListTab name="saved" current={list} count={counts?.saved} onList={onList}>
        {message('popup_saved')}
      </ListTab>
      {list === 'read' && (
        <ListTab name="read" current={list} count={undefined} onList={onList}>
          {message('popup_read')}
        </ListTab>
      )}
    </div>
  );
}

interface ListTabProps {
  readonly name: ListName;
  readonly current: ListName;
  readonly count: number | undefined;
  readonly onList: (list: ListName) => void;
  readonly children: ComponentChildren;
}

function ListTab({ name, current, count, onList, children }: ListTabProps) {
  const isSelected = name === current;
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${name}`}
      aria-selected={isSelected}
      aria-controls="list"
      tabIndex={isSelected ? 0 : -1}
      onClick={() => onList(name)}
    >
      {children}
      {count !== undefined && count > 0 && <span class="cnt num">{formatNumber(count)}</span>}
    </button>
  );
}

function Progress({ round }: { readonly round: Round }) {
  const share = round.total > 0 ? Math.min(1, round.checked / round.total) : 0;
  return (
    <div
      class="bar"
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
