import type { ComponentChildren } from 'preact';
import { message } from '../../browser/i18n.ts';
import type { Post, Settings } from '../../model/types.ts';
import { Icon, type IconName } from '../shared/icon.tsx';
import { Menu, type MenuItem } from '../shared/menu.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
import type { Neighbours } from './neighbours.ts';
import { OriginalLink } from './original-link.tsx';
import { TextSettings } from './text-settings.tsx';
import type { PostActions } from './use-post-actions.ts';

interface ToolbarProps {
  /** The way to the pane that the window has no room for. */
  readonly leading: ComponentChildren;
  readonly post: Post | undefined;
  readonly actions: PostActions;
  readonly neighbours: Neighbours;
  readonly onGo: (postId: string) => void;
  readonly settings: Settings;
  readonly toasts: Toasts;
  /** What is done with a post more rarely: the beginning of the menu. */
  readonly more: readonly MenuItem[];
  readonly onFocusMode: () => void;
  readonly onShortcuts: () => void;
}

/** Stands from the start, so that nothing moves when the post is there. */
export function Toolbar(props: ToolbarProps) {
  const { leading, post, actions, neighbours, onGo, settings, toasts, more, onFocusMode, onShortcuts } = props;
  const { previous, next } = neighbours;
  const menu: MenuItem[] = [
    ...more,
    ...(post?.url
      ? [{ label: message('ui_copy_link'), icon: 'link', hint: 'y', isForNarrow: true, run: actions.copyLink } as const]
      : []),
    { label: message('reader_focus'), icon: 'focus', hint: 'f', run: onFocusMode },
    { label: message('ui_shortcuts'), icon: 'keyboard', hint: '?', isForNarrow: true, run: onShortcuts },
  ];
  return (
    <div class="toolbar" role="toolbar" aria-label={message('reader_toolbar')} onKeyDown={moveFocus}>
      {leading}
      {post && <OriginalLink post={post} small />}
      <span class="gap" />
      {post && (
        <>
          <button
            type="button"
            class="ib"
            aria-pressed={post.savedAt !== undefined}
            aria-label={message('reader_save')}
            title={message('reader_save_hint')}
            onClick={actions.toggleSaved}
          >
            <Icon name="bookmark" filled={post.savedAt !== undefined} />
          </button>
          {post.unread !== undefined && (
            <Tool
              icon={post.unread ? 'check' : 'unread'}
              name={message(post.unread ? 'reader_mark_read' : 'reader_mark_unread')}
              hint={message(post.unread ? 'reader_mark_read_hint' : 'reader_mark_unread_hint')}
              onClick={actions.toggleUnread}
            />
          )}
          {post.url && (
            <Tool
              icon="link"
              name={message('ui_copy_link')}
              hint={message('ui_copy_link_hint')}
              optional
              onClick={actions.copyLink}
            />
          )}
        </>
      )}
      <span class="separator" />
      <TextSettings settings={settings} toasts={toasts} />
      <Tool
        icon="keyboard"
        name={message('ui_shortcuts')}
        hint={message('reader_shortcuts_hint')}
        optional
        onClick={onShortcuts}
      />
      <Menu label={message('reader_more')} items={menu} />
      <span class="separator" />
      <Tool
        icon="chevron-left"
        name={message('reader_previous_post')}
        hint={message('reader_previous_hint')}
        disabled={!previous}
        onClick={() => previous && onGo(previous.id)}
      />
      <Tool
        icon="chevron-right"
        name={message('reader_next_post')}
        hint={message('reader_next_hint')}
        disabled={!next}
        onClick={() => next && onGo(next.id)}
      />
    </div>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly name: string;
  /** The name with its key. */
  readonly hint: string;
  readonly onClick: () => void;
  /** Gives way where the window is narrow: its key works on. */
  readonly optional?: boolean;
  readonly disabled?: boolean;
}

export function Tool({ icon, name, hint, onClick, optional = false, disabled = false }: ToolProps) {
  return (
    <button
      type="button"
      class={optional ? 'ib optional' : 'ib'}
      aria-label={name}
      title={hint}
      // Stays focusable: at the end of the list, the focus is not lost.
      aria-disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Arrows move along a toolbar (ARIA Authoring Practices, toolbar); Tab goes through it as well. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const bar = event.currentTarget as HTMLElement;
  if (!step) return;
  const tools = [...bar.querySelectorAll<HTMLElement>('a, button')].filter((tool) => tool.offsetParent !== null);
  const at = tools.indexOf(document.activeElement as HTMLElement);
  const towards = getComputedStyle(bar).direction === 'rtl' ? -step : step;
  tools[(at + towards + tools.length) % tools.length]?.focus();
  event.preventDefault();
}
