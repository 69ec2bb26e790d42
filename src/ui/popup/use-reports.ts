import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import type { Round } from '../../model/types.ts';
import { afterFrame } from './after-paint.ts';
import type { Shown } from './shown-posts.ts';

/** Tells the worker what has been shown, so that it leaves the badge, and the benchmarks when the first post stood. */
export function useShownReport(shown: Shown | undefined): void {
  const reported = useRef(-1);
  const isMarked = useRef(false);
  const hasRows = shown !== undefined && shown.entries.length > 0;

  useLayoutEffect(() => {
    if (!hasRows || isMarked.current) return;
    isMarked.current = true;
    // When it stood on the screen, only the browser's own entry of the first paint can tell.
    void afterFrame().then(() => performance.mark('first-post'));
  }, [hasRows]);

  useEffect(() => {
    if (!shown || shown.arrival <= reported.current) return;
    // Opening the popup counts on any list; later only the list of unread posts shows what arrived.
    if (reported.current >= 0 && shown.list !== 'unread') return;
    reported.current = shown.arrival;
    // Not shown to the person: the badge is right again at the next opening.
    send('posts-shown', { arrival: shown.arrival }).catch(console.error);
  }, [shown]);
}

/** Says when a round of checks begins and what it brought; how far it is can be seen. */
export function useRoundNotices(round: Round | undefined, say: (text: string) => void): void {
  const before = useRef<Round | undefined>(undefined);
  useEffect(() => {
    const last = before.current;
    before.current = round;
    if (round && !last) say(plural('popup_checking_feeds', round.total));
    if (!round && last)
      say(last.newPosts > 0 ? plural('popup_new_posts', last.newPosts) : message('popup_no_new_posts'));
  }, [round, say]);
}
