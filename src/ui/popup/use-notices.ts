import { useState } from 'preact/hooks';
import type { ToastContent } from '../shared/toast.tsx';
import { type Toasts, useToasts } from '../shared/use-toasts.ts';
import { type Undoing, useUndo } from '../shared/use-undo.ts';

export interface Notices extends Toasts, Undoing {
  readonly toast: ToastContent | undefined;
  /** What the status line says to a screen reader. */
  readonly said: string;
  readonly say: (text: string) => void;
  readonly dismiss: () => void;
}

/** What the popup tells a person in passing, and how they take back what they did. */
export function useNotices(): Notices {
  const { content, dismiss, toasts } = useToasts();
  const [said, setSaid] = useState('');
  const undoing = useUndo(toasts, dismiss, setSaid);
  return { toast: content, said, say: setSaid, dismiss, ...toasts, ...undoing };
}
