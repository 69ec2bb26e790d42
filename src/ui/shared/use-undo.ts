import { useCallback, useMemo, useRef } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { Toasts } from './use-toasts.ts';

/** What a person did, which may still be on its way to the store. */
export interface UndoableAct<Result> {
  readonly act: Promise<Result>;
  /** What a toast says once it is done, with a way to undo it; absent where what is seen says enough. */
  readonly text?: (result: Result) => string;
  /** False where that is no longer possible. */
  readonly takeBack: (result: Result) => Promise<boolean>;
  /** Takes back what was shown in advance of an act that failed. */
  readonly otherwise?: () => void;
}

type TakeBack = () => Promise<boolean>;

/** So many acts can be undone one after another. */
const MOST_KEPT = 50;

export interface Undoing {
  /** As `attempt`; from the moment of the press on, `undo` takes it back, even where its end is still awaited. */
  readonly attemptUndoable: <Result>(undoable: UndoableAct<Result>) => void;
  /** Undoes the last act, then the one before. */
  readonly undo: () => void;
}

/**
 * How a person takes back what they did.
 *
 * @param say tells it to a screen reader; what is seen says it to others
 * @returns the same object while the arguments are the same
 */
export function useUndo({ show, attempt }: Toasts, dismiss: () => void, say: (text: string) => void): Undoing {
  const acts = useRef<readonly TakeBack[]>([]);
  const attemptUndo = useCallback(
    (takeBack: TakeBack | undefined) => {
      if (!takeBack) {
        show(message('popup_announce_nothing_to_undo'));
        return;
      }
      acts.current = acts.current.filter((act) => act !== takeBack);
      dismiss();
      attempt(takeBack(), (undone) =>
        say(message(undone ? 'popup_announce_undone' : 'popup_announce_nothing_to_undo')),
      );
    },
    [show, attempt, dismiss, say],
  );
  const undo = useCallback(() => attemptUndo(acts.current.at(-1)), [attemptUndo]);
  const attemptUndoable = useCallback(
    <Result>({ act, text, takeBack, otherwise }: UndoableAct<Result>) => {
      const takeActBack = async () => takeBack(await act);
      const isKept = () => acts.current.includes(takeActBack);
      acts.current = [...acts.current, takeActBack].slice(-MOST_KEPT);
      const done = (result: Result) => {
        if (!text || !isKept()) return;
        // The toast's own button undoes what it tells of, whatever was done since.
        const run = () => attemptUndo(isKept() ? takeActBack : undefined);
        show(text(result), { label: message('ui_undo'), run });
      };
      const failed = () => {
        acts.current = acts.current.filter((kept) => kept !== takeActBack);
        otherwise?.();
      };
      attempt(act, done, failed);
    },
    [show, attempt, attemptUndo],
  );
  return useMemo(() => ({ attemptUndoable, undo }), [attemptUndoable, undo]);
}
