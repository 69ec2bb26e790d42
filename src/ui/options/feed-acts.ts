import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import type { Feed } from '../../model/types.ts';
import { feedName } from '../shared/feed-name.ts';
import type { ToastContent } from '../shared/toast.tsx';
import type { Toasts } from '../shared/use-toasts.ts';

// What can be done to one feed or to several. Each act is told of once it is done, with a way back.

export function unsubscribe(feeds: readonly Feed[], toasts: Toasts): void {
  const what = nameOf(feeds);
  toasts.attempt(send('unsubscribe', { feedIds: idsOf(feeds) }), ({ undoId }) =>
    toasts.show(
      message('options_unsubscribed', what),
      undo(toasts, async () =>
        (await send('undo', { undoId })) ? message('options_undone', what) : message('options_undo_late'),
      ),
    ),
  );
}

/** Ends or resumes the automatic checks; the way back leaves alone what was so before. */
export function pause(feeds: readonly Feed[], paused: boolean, toasts: Toasts): void {
  const changed = feeds.filter((feed) => (feed.paused === true) !== paused);
  const feedIds = idsOf(changed);
  const doneText = (isPaused: boolean) =>
    message(isPaused ? 'options_pause_done' : 'options_resume_done', nameOf(changed));
  toasts.attempt(send('pause-feeds', { feedIds, paused }), () =>
    toasts.show(
      doneText(paused),
      undo(toasts, async () => {
        await send('pause-feeds', { feedIds, paused: !paused });
        return doneText(!paused);
      }),
    ),
  );
}

/** @param folder '' for none */
export function move(feeds: readonly Feed[], folder: string, toasts: Toasts): void {
  const what = nameOf(feeds);
  toasts.attempt(send('move-feeds', { feedIds: idsOf(feeds), folder }), () =>
    toasts.show(
      folder ? message('options_move_done', what, folder) : message('options_move_out_done', what),
      undo(toasts, async () => {
        for (const before of new Set(feeds.map((feed) => feed.folder))) {
          const feedIds = idsOf(feeds.filter((feed) => feed.folder === before));
          await send('move-feeds', { feedIds, folder: before });
        }
        return message('options_move_undone', what);
      }),
    ),
  );
}

function undo(toasts: Toasts, act: () => Promise<string>): NonNullable<ToastContent['action']> {
  return { label: message('ui_undo'), run: () => toasts.attempt(act(), (done) => toasts.show(done)) };
}

function idsOf(feeds: readonly Feed[]): number[] {
  return feeds.map((feed) => feed.id);
}

/** One feed by its name, several by their number. */
function nameOf(feeds: readonly Feed[]): string {
  const [only] = feeds;
  return only && feeds.length === 1 ? feedName(only) : plural('options_feed_count', feeds.length);
}
