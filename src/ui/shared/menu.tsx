import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export interface MenuItem {
  readonly label: string;
  readonly icon: IconName;
  /** The key that does the same, as a person reads it. */
  readonly hint?: string;
  readonly isDisabled?: boolean;
  /** Only where the header is too narrow for the button that does the same. */
  readonly isForNarrow?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** A button with a menu below it (ARIA Authoring Practices, menu button). */
export function Menu({ label, items }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu-place">
      <button
        ref={button}
        type="button"
        class="ib"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && <MenuList id={menuId} label={label} items={items} onClose={close} onLeave={() => setOpen(false)} />}
    </div>
  );
}

interface MenuListProps extends MenuProps {
  readonly id: string;
  /** Back to the button. */
  readonly onClose: () => void;
  /** The focus has gone elsewhere. */
  readonly onLeave: () => void;
}

function MenuList({ id, label, items, onClose, onLeave }: MenuListProps) {
  const menu = useRef<HTMLDivElement>(null);
  const visibleItems = () =>
    [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])].filter((item) => item.offsetParent);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => visibleItems()[0]?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = visibleItems();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[to % all.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (event.key === 'Enter' || event.key === ' ') return;
    // Letters are no shortcuts here.
    event.stopPropagation();
    event.preventDefault();
  };
  return (
    <div
      ref={menu}
      id={id}
      class="menu"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        // A press on the button closes by itself; the window that loses the focus closes nothing.
        const to = event.relatedTarget as Node | null;
        if (to && !menu.current?.parentElement?.contains(to)) onLeave();
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          class={item.isForNarrow ? 'for-narrow' : undefined}
          tabIndex={-1}
          aria-disabled={item.isDisabled ?? false}
          onClick={() => {
            if (item.isDisabled) return;
            onClose();
            item.run();
          }}
        >
          <Icon name={item.icon} />
          {item.label}
          {item.hint && (
            <span class="hint" aria-hidden="true">
              {item.hint}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
