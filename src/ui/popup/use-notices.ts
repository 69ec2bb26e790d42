import { useCallback, useRef, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { ToastContent } from '../shared/toast.tsx';
import { type Toasts, useToasts } from '../shared/use-toasts.ts';

/** Takes an act back; false where that is no longer possible. */
export type TakeBack = () => Promise<boolean>;

/** So many acts can be undone one after another. */
const MOST_KEPT = 50;

export interface Notices extends Toasts {
  readonly toast: ToastContent | undefined;
  /** What the status line says to a screen reader. */
  readonly said: string;
  readonly say: (text: string) => void;
  /** Shows a toast that offers to undo what it tells of. */
  readonly showUndoable: (text: string, takeBack: TakeBack) => void;
  /** Keeps a way to undo what needs no telling. */
  readonly keepUndoable: (takeBack: TakeBack) => void;
  readonly dismiss: () => void;
  /** Undoes the last act, then the one before. */
  readonly undo: () => void;
}

/** What the popup tells a person in passing, and how they take back what they did. */
export function useNotices(): Notices {
  const { content, dismiss, toasts } = useToasts();
  const [said, setSaid] = useState('');
  const acts = useRef<TakeBack[]>([]);

  const keepUndoable = useCallback((takeBack: TakeBack) => {
    acts.current = [...acts.current, takeBack].slice(-MOST_KEPT);
  }, []);
  const undo = useCallback(() => {
    const takeBack = acts.current.pop();
    if (!takeBack) {
      toasts.show(message('popup_announce_nothing_to_undo'));
      return;
    }
    dismiss();
    toasts.attempt(takeBack(), (undone) =>
      setSaid(message(undone ? 'popup_announce_undone' : 'popup_announce_nothing_to_undo')),
    );
  }, [toasts, dismiss]);
  const showUndoable = useCallback(
    (text: string, takeBack: TakeBack) => {
      keepUndoable(takeBack);
      // The toast's own button undoes what it tells of, whatever was done since.
      const run = () => {
        acts.current = acts.current.filter((act) => act !== takeBack);
        keepUndoable(takeBack);
        undo();
      };
      toasts.show(text, { label: message('ui_undo'), run });
    },
    [toasts, keepUndoable, undo],
  );
  const { show, attempt } = toasts;
  return { toast: content, said, say: setSaid, show, showUndoable, keepUndoable, dismiss, undo, attempt };
}
