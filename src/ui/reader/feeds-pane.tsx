import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { formatNumber, message, plural, uiLocale } from '../../browser/i18n.ts';
import { needsAttention } from '../../model/trouble.ts';
import type { Counts, Feed } from '../../model/types.ts';
import { Avatar } from '../shared/avatar.tsx';
import { feedName } from '../shared/feed-name.ts';
import { Icon, type IconName, Logo } from '../shared/icon.tsx';
import { useCollapsed } from './collapsed-folders.ts';
import { type Folder, feedTree } from './feed-tree.ts';
import { addressOf, keyOf, type View } from './views.ts';

export interface FeedsPaneProps {
  readonly feeds: readonly Feed[];
  readonly icons: ReadonlyMap<number, string>;
  readonly counts: Counts | undefined;
  readonly view: View;
  /** Epoch ms. */
  readonly now: number;
  readonly onView: (view: View) => void;
  readonly onAdd: () => void;
  readonly onSettings: () => void;
}

/** All lists there are: unread, saved, all; folders and feeds. One tab stop; arrows move (WAI-ARIA, tree view). */
export function FeedsPane({ feeds, icons, counts, view, now, onView, onAdd, onSettings }: FeedsPaneProps) {
  const tree = useMemo(() => feedTree(feeds, uiLocale()), [feeds]);
  const [collapsed, toggle] = useCollapsed();
  const current = keyOf(view);
  const [focused, setFocused] = useState<string>();
  const root = useRef<HTMLDivElement>(null);
  const keys = keysOf(tree.folders, tree.feeds, collapsed);
  const stop = [focused, current].find((key) => key !== undefined && keys.includes(key)) ?? keys[0];
  const item = (wanted: View) => {
    const key = keyOf(wanted);
    return {
      href: addressOf({ view: wanted, postId: '' }),
      isCurrent: key === current,
      isStop: key === stop,
      onFocus: () => setFocused(key),
      onChoose: () => onView(wanted),
    };
  };
  const feedItem = (feed: Feed, level: number) => (
    <FeedItem
      key={feed.id}
      {...item({ kind: 'feed', feedId: feed.id })}
      level={level}
      feed={feed}
      icon={icons.get(feed.id)}
      now={now}
    />
  );
  return (
    <>
      <div class="brand">
        <Logo size={24} />
        <span>{message('extension_name')}</span>
        <button
          type="button"
          class="ib"
          aria-label={message('popup_add_feed')}
          title={message('reader_add_hint')}
          onClick={onAdd}
        >
          <Icon name="plus" />
        </button>
      </div>
      <div
        ref={root}
        class="feed-tree"
        role="tree"
        aria-label={message('popup_feeds')}
        onKeyDown={(event) => root.current && onTreeKey(event, root.current, toggle)}
      >
        <Item {...item({ kind: 'unread' })} level={1} icon="inbox" count={counts?.unread}>
          {message('popup_unread')}
        </Item>
        <Item {...item({ kind: 'saved' })} level={1} icon="bookmark" count={counts?.saved}>
          {message('popup_saved')}
        </Item>
        <Item {...item({ kind: 'all' })} level={1} icon="feeds">
          {message('reader_all_posts')}
        </Item>
        {tree.folders.map((folder) => (
          <FolderItem
            key={folder.name}
            {...item({ kind: 'folder', folder: folder.name })}
            folder={folder}
            isExpanded={!collapsed.has(folder.name)}
            onToggle={() => toggle(folder.name)}
          >
            {folder.feeds.map((feed) => feedItem(feed, 2))}
          </FolderItem>
        ))}
        {tree.feeds.map((feed) => feedItem(feed, 1))}
      </div>
      <div class="below">
        <button type="button" class="btn quiet" title={message('popup_settings_hint')} onClick={onSettings}>
          <Icon name="settings" />
          {message('popup_settings')}
        </button>
      </div>
    </>
  );
}

function keysOf(folders: readonly Folder[], loose: readonly Feed[], collapsed: ReadonlySet<string>): string[] {
  const views: View[] = [{ kind: 'unread' }, { kind: 'saved' }, { kind: 'all' }];
  for (const { name, feeds } of folders) {
    views.push({ kind: 'folder', folder: name });
    if (!collapsed.has(name)) views.push(...feeds.map(({ id }) => ({ kind: 'feed', feedId: id }) as const));
  }
  views.push(...loose.map(({ id }) => ({ kind: 'feed', feedId: id }) as const));
  return views.map(keyOf);
}

interface ItemProps {
  readonly href: string;
  readonly isCurrent: boolean;
  /** Whether Tab comes here, of all items. */
  readonly isStop: boolean;
  readonly onFocus: () => void;
  readonly onChoose: () => void;
  readonly level: number;
}

interface PlainItemProps extends ItemProps {
  readonly icon: IconName;
  readonly count?: number | undefined;
  readonly children: ComponentChildren;
}

function Item({ icon, count, children, ...props }: PlainItemProps) {
  return (
    <div role="none">
      <ItemLink {...props}>
        <Icon name={icon} />
        <span class="trunc">{children}</span>
        <Count count={count} />
      </ItemLink>
    </div>
  );
}

interface FeedItemProps extends ItemProps {
  readonly feed: Feed;
  readonly icon: string | undefined;
  readonly now: number;
}

function FeedItem({ feed, icon, now, ...props }: FeedItemProps) {
  const isTroubled = needsAttention(feed, now);
  return (
    <div role="none">
      <ItemLink {...props}>
        <Avatar name={feedName(feed)} url={feed.url} icon={icon} />
        <span class={feed.unreadCount > 0 ? 'trunc has' : 'trunc'} dir="auto" title={feedName(feed)}>
          {feedName(feed)}
        </span>
        {isTroubled ? (
          <span class="trouble" title={message('reader_needs_attention')}>
            <Icon name="alert" />
            <span class="sr">{message('reader_needs_attention')}</span>
          </span>
        ) : (
          <Count count={feed.unreadCount} />
        )}
      </ItemLink>
    </div>
  );
}

interface FolderItemProps extends Omit<ItemProps, 'level'> {
  readonly folder: Folder;
  readonly isExpanded: boolean;
  readonly onToggle: () => void;
  readonly children: ComponentChildren;
}

function FolderItem({ folder, isExpanded, onToggle, children, ...props }: FolderItemProps) {
  return (
    <div role="none" class="folder">
      <ItemLink {...props} level={1} folder={folder.name} isExpanded={isExpanded}>
        <span class="trunc" dir="auto">
          {folder.name}
        </span>
        <Count count={folder.unread} />
      </ItemLink>
      {/* For the pointer; by key, arrows do it. */}
      <button type="button" class="fold" tabIndex={-1} aria-hidden="true" onClick={onToggle}>
        <Icon name={isExpanded ? 'chevron-down' : 'chevron-right'} />
      </button>
      {isExpanded && <div role="group">{children}</div>}
    </div>
  );
}

interface ItemLinkProps extends ItemProps {
  readonly folder?: string;
  readonly isExpanded?: boolean;
  readonly children: ComponentChildren;
}

function ItemLink({ href, isCurrent, isStop, onFocus, onChoose, level, folder, isExpanded, children }: ItemLinkProps) {
  return (
    <a
      role="treeitem"
      href={href}
      aria-level={level}
      aria-current={isCurrent ? 'page' : undefined}
      aria-selected={isCurrent}
      aria-expanded={isExpanded}
      data-folder={folder}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      onClick={(event) => {
        // Ctrl, Shift and Meta mean a tab or window of its own, which the address gives them.
        if (event.ctrlKey || event.shiftKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onChoose();
      }}
    >
      {children}
    </a>
  );
}

function Count({ count }: { readonly count: number | undefined }) {
  if (!count) return null;
  return (
    <span class="num">
      <span aria-hidden="true">{formatNumber(count)}</span>
      <span class="sr">{plural('popup_posts', count)}</span>
    </span>
  );
}

function onTreeKey(event: KeyboardEvent, tree: HTMLElement, toggle: (folder: string) => void): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const items = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const item = document.activeElement as HTMLElement;
  const at = items.indexOf(item);
  if (at < 0) return;
  const { folder } = item.dataset;
  const isExpanded = item.getAttribute('aria-expanded') === 'true';
  const isRightToLeft = getComputedStyle(tree).direction === 'rtl';
  const [inward, outward] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: items.length - 1,
  };
  let to = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
  if (event.key === inward && folder !== undefined) {
    if (isExpanded) to = at + 1;
    else toggle(folder);
  } else if (event.key === outward) {
    if (folder !== undefined && isExpanded) toggle(folder);
    else if (levelOf(item) === 2) to = items.findLastIndex((other, index) => index < at && levelOf(other) === 1);
  } else if (to === undefined) return;
  if (to !== undefined) items[to]?.focus();
  event.preventDefault();
}

function levelOf(item: Element): number {
  return Number(item.getAttribute('aria-level'));
}
