import { useCallback, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import type { ToastContent } from '../shared/toast.tsx';
import { type Toasts, useToasts } from '../shared/use-toasts.ts';

export interface Notices extends Toasts {
  readonly toast: ToastContent | undefined;
  /** What the status line says to a screen reader. */
  readonly said: string;
  readonly say: (text: string) => void;
  /** Shows a toast that offers to undo what it tells of. */
  readonly showUndoable: (text: string, undoId: number) => void;
  readonly dismiss: () => void;
  /** Undoes what the toast tells of, where it still stands. */
  readonly undo: () => void;
}

/**
 * What the popup tells a person in passing.
 *
 * @param onUndone the same function from render to render
 */
export function useNotices(onUndone: () => void): Notices {
  const { content, dismiss: dismissToast, toasts } = useToasts();
  const [said, setSaid] = useState('');
  const undoId = useRef<number | undefined>(undefined);

  const dismiss = useCallback(() => {
    undoId.current = undefined;
    dismissToast();
  }, [dismissToast]);
  const show = useCallback<Toasts['show']>(
    (text, action) => {
      undoId.current = undefined;
      toasts.show(text, action);
    },
    [toasts],
  );
  const undo = useCallback(() => {
    const id = undoId.current;
    if (id === undefined) {
      toasts.show(message('popup_announce_nothing_to_undo'));
      return;
    }
    dismiss();
    toasts.attempt(send('undo', { undoId: id }), (undone) => {
      setSaid(message(undone ? 'popup_announce_undone' : 'popup_announce_nothing_to_undo'));
      if (undone) onUndone();
    });
  }, [toasts, dismiss, onUndone]);
  const showUndoable = useCallback(
    (text: string, id: number) => {
      undoId.current = id;
      toasts.show(text, { label: message('ui_undo'), run: undo });
    },
    [toasts, undo],
  );
  return { toast: content, said, say: setSaid, show, showUndoable, dismiss, undo, attempt: toasts.attempt };
}
