import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { ToastContent } from './toast.tsx';

export interface Toasts {
  /** Replaces the toast that stands. */
  readonly show: (text: string, action?: ToastContent['action']) => void;
  /**
   * Awaits what may fail for reasons outside us, and says so where it does; `otherwise` then takes back what was shown
   * in advance.
   */
  readonly attempt: <Result>(act: Promise<Result>, then?: (result: Result) => void, otherwise?: () => void) => void;
}

/** What a page tells a person in passing; `content` and `dismiss` are for its Toast, `toasts` stays the same object. */
export function useToasts(): {
  readonly content: ToastContent | undefined;
  readonly dismiss: () => void;
  readonly toasts: Toasts;
} {
  const [content, setContent] = useState<ToastContent>();
  const lastId = useRef(0);
  const dismiss = useCallback(() => setContent(undefined), []);
  const toasts = useMemo<Toasts>(() => {
    const show: Toasts['show'] = (text, action) => {
      lastId.current += 1;
      setContent({ id: lastId.current, text, ...(action && { action }) });
    };
    const attempt: Toasts['attempt'] = (act, then, otherwise) => {
      act.then(then, (error: unknown) => {
        console.error(error);
        otherwise?.();
        show(message('ui_failed'));
      });
    };
    return { show, attempt };
  }, []);
  return { content, dismiss, toasts };
}
