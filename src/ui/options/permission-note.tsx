import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import { requestHosts } from '../../browser/permissions.ts';
import { originsFor } from '../../model/origins.ts';
import { lacksPermission } from '../../model/trouble.ts';
import type { Feed } from '../../model/types.ts';
import { Icon } from '../shared/icon.tsx';
import { hostOf } from '../shared/reason-text.ts';
import type { Toasts } from '../shared/use-toasts.ts';

interface PermissionNoteProps {
  readonly feeds: readonly Feed[];
  readonly toasts: Toasts;
}

/** One press for all feeds whose hosts the person has not allowed, or no longer allows. */
export function PermissionNote({ feeds, toasts }: PermissionNoteProps) {
  const waiting = feeds.filter(lacksPermission);
  if (waiting.length === 0) return null;
  const sites = new Set(waiting.map((feed) => hostOf(feed.url))).size;
  return (
    <section class="notice" aria-label={message('reason_no_permission')}>
      <Icon name="alert" />
      <p>
        <b>{plural('options_permission', waiting.length)}</b>
        <small>{plural('options_permission_hint', sites)}</small>
      </p>
      <button type="button" class="btn" onClick={() => toasts.attempt(allow(waiting))}>
        {waiting.length === 1 ? message('options_allow') : message('options_permission_all')}
      </button>
    </section>
  );
}

/** Asks for the hosts of these feeds and checks them; a refusal changes nothing. Call it in the tick of a press. */
export async function allow(feeds: readonly Feed[]): Promise<void> {
  const allowed = await requestHosts([...new Set(feeds.flatMap((feed) => originsFor(feed.url)))]);
  if (allowed) await send('check-now', { feedIds: feeds.map((feed) => feed.id) });
}
