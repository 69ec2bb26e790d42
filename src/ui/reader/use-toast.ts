import { useCallback, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { ToastContent } from '../shared/toast.tsx';

export interface ToastControl {
  readonly content: ToastContent | undefined;
  readonly dismiss: () => void;
  readonly say: (text: string) => void;
  /** Says `done` when it is, or that it did not work. */
  readonly attempt: (act: Promise<unknown>, done: string) => void;
}

export function useToast(): ToastControl {
  const [content, setContent] = useState<ToastContent>();
  const dismiss = useCallback(() => setContent(undefined), []);
  const say = useCallback((text: string) => setContent((last) => ({ id: (last?.id ?? 0) + 1, text })), []);
  const attempt = useCallback(
    (act: Promise<unknown>, done: string) => {
      act.then(
        () => say(done),
        (error: unknown) => {
          console.error(error);
          say(message('ui_failed'));
        },
      );
    },
    [say],
  );
  return { content, dismiss, say, attempt };
}
