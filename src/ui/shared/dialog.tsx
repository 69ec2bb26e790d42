import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import { Icon } from './icon.tsx';

interface DialogProps {
  readonly title: string;
  /** Closed by Escape, by the visible Close, or by a press outside; the focus is back where it was. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog that is open for as long as it is rendered. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    const opener = document.activeElement;
    shown?.showModal();
    // The first control is Close; who is asked for text begins there.
    shown?.querySelector('input')?.focus();
    return () => {
      shown?.close();
      // Taken out of the tree while open, an element gives its focus to nobody.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, natively
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {/* Fills the dialog, so that a press on the dialog itself is one on its backdrop. */}
      <div class="dialog-body">
        <header>
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="ib" aria-label={message('ui_close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
