import { useEffect, useRef, useState } from 'preact/hooks';
import { message, plural } from '../../browser/i18n.ts';
import { readRound, watchRound } from '../../browser/round.ts';
import type { Round } from '../../model/types.ts';

/** How far the round of checks has come; undefined when none runs. */
export function useRound(): Round | undefined {
  const [round, setRound] = useState<Round>();
  useEffect(() => {
    readRound().then(setRound, console.error);
    return watchRound(setRound);
  }, []);
  return round;
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
