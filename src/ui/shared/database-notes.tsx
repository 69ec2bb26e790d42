import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import { dismissRestored } from '../../browser/restored.ts';
import { Icon } from './icon.tsx';
import { restoredText, restoredTitle } from './restored-text.ts';
import { useRestored, useStorageFull } from './use-database-news.ts';
import type { Toasts } from './use-toasts.ts';

interface DatabaseNotesProps {
  /** How the page draws what stands above its content. */
  readonly look: 'banner warn' | 'notice';
  readonly toasts: Pick<Toasts, 'show' | 'attempt'>;
}

/** What a person must know of the database: that it was lost and came back, that there is no room for posts. */
export function DatabaseNotes({ look, toasts }: DatabaseNotesProps) {
  const restored = useRestored();
  const isFull = useStorageFull();
  const makeRoom = () =>
    toasts.attempt(send('free-space'), ({ removed, isEnough }) =>
      toasts.show(isEnough ? plural('ui_made_room', removed) : message('ui_still_full')),
    );
  return (
    <>
      {restored && (
        <section class={look} aria-label={message('ui_restored_name')}>
          <Icon name="alert" />
          <div class="tx">
            <b>{restoredTitle(restored)}</b>
            <small>{restoredText(restored)}</small>
          </div>
          <button type="button" class="btn" onClick={() => toasts.attempt(dismissRestored())}>
            {message('ui_got_it')}
          </button>
        </section>
      )}
      {isFull && (
        <section class={look} aria-label={message('ui_full_name')}>
          <Icon name="alert" />
          <div class="tx">
            <b>{message('ui_full')}</b>
            <small>{message('ui_full_text')}</small>
          </div>
          <button type="button" class="btn" onClick={makeRoom}>
            {message('ui_make_room')}
          </button>
        </section>
      )}
    </>
  );
}
