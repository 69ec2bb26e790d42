import { useEffect, useRef, useState } from 'preact/hooks';

/** How long a way to undo stands, not counting the time it is hovered or focused. */
export const TOAST_MS = 10_000;

export interface ToastContent {
  /** A new number for each toast: it starts the time anew. */
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface ToastProps {
  readonly content: ToastContent | undefined;
  /** Time is up, or the action was taken. */
  readonly onGone: () => void;
}

/** A short message at the bottom of a page. The live region stands from the start, or it would announce nothing. */
export function Toast({ content, onGone }: ToastProps) {
  const [held, setHeld] = useState(false);
  useExpiry(content?.id, held, onGone);
  const action = content?.action;
  return (
    <div class="toast-place" role="status">
      {content && (
        <div
          class="toast"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocusCapture={() => setHeld(true)}
          onBlurCapture={() => setHeld(false)}
        >
          <span>{content.text}</span>
          {action && (
            <button
              type="button"
              class="btn sm"
              onClick={() => {
                setHeld(false);
                // What the action says stands after it.
                onGone();
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function useExpiry(id: number | undefined, held: boolean, onGone: () => void) {
  const leftMs = useRef(TOAST_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another toast has the whole time again
  useEffect(() => {
    leftMs.current = TOAST_MS;
  }, [id]);
  useEffect(() => {
    if (id === undefined || held) return undefined;
    const startedAt = performance.now();
    const timer = setTimeout(onGone, leftMs.current);
    return () => {
      clearTimeout(timer);
      leftMs.current -= performance.now() - startedAt;
    };
  }, [id, held, onGone]);
}
