import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { ToastContent } from '../shared/toast.tsx';

export interface Toasts {
  /** Replaces the toast that stands. */
  readonly show: (text: string, action?: ToastContent['action']) => void;
  /** Runs something that may fail for reasons outside us, and says so where it does. */
  readonly attempt: (act: () => Promise<unknown>) => void;
}

export function useToasts(): { content: ToastContent | undefined; dismiss: () => void; toasts: Toasts } {
  const [content, setContent] = useState<ToastContent>();
  const lastId = useRef(0);
  const dismiss = useCallback(() => setContent(undefined), []);
  const toasts = useMemo<Toasts>(() => {
    const show: Toasts['show'] = (text, action) => {
      lastId.current += 1;
      setContent({ id: lastId.current, text, ...(action && { action }) });
    };
    const attempt: Toasts['attempt'] = (act) => {
      act().catch((error: unknown) => {
        console.error(error);
        show(message('ui_failed'));
      });
    };
    return { show, attempt };
  }, []);
  return { content, dismiss, toasts };
}
