import { useCallback, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import type { ToastContent } from '../shared/toast.tsx';

export interface Notices {
  readonly toast: ToastContent | undefined;
  /** What the status line says to a screen reader. */
  readonly said: string;
  readonly say: (text: string) => void;
  /** Shows a toast; with the number of an undo, one that offers it. */
  readonly show: (text: string, undoId?: number) => void;
  readonly dismiss: () => void;
  /** Undoes what the toast tells of, where it still stands. */
  readonly undo: () => void;
  /** Runs a command whose failure the person should hear of; `otherwise` takes back what was shown in advance. */
  readonly attempt: <Result>(command: Promise<Result>, then?: (result: Result) => void, otherwise?: () => void) => void;
}

/**
 * What the popup tells a person in passing.
 *
 * @param onUndone the same function from render to render
 */
export function useNotices(onUndone: () => void): Notices {
  const [toast, setToast] = useState<ToastContent>();
  const [said, setSaid] = useState('');
  const undoId = useRef<number | undefined>(undefined);
  const count = useRef(0);

  const dismiss = useCallback(() => {
    undoId.current = undefined;
    setToast(undefined);
  }, []);
  const attempt = useCallback<Notices['attempt']>((command, then, otherwise) => {
    command.then(then, (error: unknown) => {
      console.error(error);
      otherwise?.();
      count.current += 1;
      setToast({ id: count.current, text: message('popup_failed') });
    });
  }, []);
  const undo = useCallback(() => {
    const id = undoId.current;
    if (id === undefined) return;
    dismiss();
    attempt(send('undo', { undoId: id }), (undone) => {
      setSaid(message(undone ? 'popup_announce_undone' : 'popup_announce_nothing_to_undo'));
      if (undone) onUndone();
    });
  }, [attempt, dismiss, onUndone]);
  const show = useCallback(
    (text: string, id?: number) => {
      count.current += 1;
      undoId.current = id;
      setToast({
        id: count.current,
        text,
        ...(id !== undefined && { action: { label: message('ui_undo'), run: undo } }),
      });
    },
    [undo],
  );
  return { toast, said, say: setSaid, show, dismiss, undo, attempt };
}
