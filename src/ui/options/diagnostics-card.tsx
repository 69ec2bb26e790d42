import { useCallback, useEffect, useState } from 'preact/hooks';
import { message, uiLocale } from '../../browser/i18n.ts';
import { extensionVersion } from '../../browser/lifecycle.ts';
import { concernOf } from '../../model/health.ts';
import type { Settings } from '../../model/types.ts';
import { readChecks, readCounts, readFeedRows } from '../../store/queries.ts';
import { Icon } from '../shared/icon.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
import { useWatch } from '../shared/use-watch.ts';
import { diagnosticsText } from './diagnostics.ts';

interface DiagnosticsCardProps {
  readonly settings: Settings;
  readonly toasts: Toasts;
}

/** Lines for a bug report: to read first, and to copy. They are gathered only while they are in sight. */
export function DiagnosticsCard({ settings, toasts }: DiagnosticsCardProps) {
  const stored = useStored();
  const gather = useCallback(async () => {
    const now = Date.now();
    const feeds = await readFeedRows();
    const troubled = feeds.filter((feed) => concernOf(feed, now) === 'trouble');
    const checks = await Promise.all(troubled.map(async ({ id }) => [id, await readChecks(id)] as const));
    return diagnosticsText({
      now,
      version: extensionVersion(),
      userAgent: navigator.userAgent,
      language: uiLocale(),
      settings,
      counts: await readCounts(),
      stored,
      feeds,
      checks: new Map(checks),
    });
  }, [settings, stored]);
  const watched = useWatch(gather);
  const text = watched.kind === 'ready' ? watched.value : '';
  const copy = async () => {
    try {
      // Who is quicker than the database waits for it, and what is shown is what is copied.
      await navigator.clipboard.writeText(text || (await gather()));
      toasts.show(message('options_diagnostics_copied'));
    } catch {
      toasts.show(message('options_diagnostics_not_copied'));
    }
  };
  return (
    <div class="card pad diagnostics">
      <p class="note">{message('options_diagnostics_text')}</p>
      <button type="button" class="btn" onClick={() => void copy()}>
        <Icon name="copy" />
        {message('options_diagnostics_copy')}
      </button>
      <details>
        <summary>{message('options_diagnostics_show')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <pre tabIndex={0}>{text}</pre>
      </details>
    </div>
  );
}

/** Bytes that the extension has stored; undefined until the browser says, or where it does not. */
function useStored(): number | undefined {
  const [stored, setStored] = useState<number>();
  useEffect(() => {
    navigator.storage?.estimate?.().then(({ usage }) => setStored(usage), console.error);
  }, []);
  return stored;
}
