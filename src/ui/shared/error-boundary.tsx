import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';

/** The last border of a page: a bug in drawing it leaves words and a way on instead of a blank. */
export function ErrorBoundary({ children }: { readonly children: ComponentChildren }) {
  const [error] = useErrorBoundary((thrown) => console.error(thrown));
  if (error === undefined) return children;
  return <Breakdown error={error} />;
}

interface BreakdownProps {
  readonly error: unknown;
  readonly title?: string;
  readonly text?: string;
}

export function Breakdown({
  error,
  title = message('ui_broken_title'),
  text = message('ui_broken_text'),
}: BreakdownProps) {
  return (
    <div class="breakdown" role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      <p class="detail">{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</p>
      <button type="button" class="btn" onClick={() => location.reload()}>
        {message('ui_reload')}
      </button>
    </div>
  );
}
