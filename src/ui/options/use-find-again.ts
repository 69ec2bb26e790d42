import { useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import { requestHosts } from '../../browser/permissions.ts';
import type { FindOutcome } from '../../commands.ts';
import { originsFor } from '../../model/origins.ts';
import type { Feed } from '../../model/types.ts';
import { shortAddress } from '../shared/addresses.ts';
import { feedName } from '../shared/feed-name.ts';
import type { Toasts } from '../shared/use-toasts.ts';

/** What is left to the person after a search. */
export type Finding = Exclude<FindOutcome, { kind: 'found' | 'works' }>;

export interface FindAgain {
  readonly isLooking: boolean;
  readonly finding: Finding | undefined;
  readonly find: () => void;
  /** Goes on at this address, whose host is asked for first: call it in the tick of a press. */
  readonly goOn: (address: string) => void;
}

/** Looks for a feed that its address no longer gives; that it was found is told in a toast, since its row changes. */
export function useFindAgain(feed: Feed, toasts: Toasts): FindAgain {
  const [isLooking, setLooking] = useState(false);
  const [finding, setFinding] = useState<Finding>();
  const look = (search: Promise<FindOutcome | undefined>) => {
    setLooking(true);
    setFinding(undefined);
    toasts.attempt(
      search.finally(() => setLooking(false)),
      (outcome) => tell(outcome),
    );
  };
  const tell = (outcome: FindOutcome | undefined) => {
    if (outcome?.kind === 'found') {
      toasts.show(message('options_find_found', feedName(feed), shortAddress(outcome.url)));
    } else if (outcome?.kind === 'works') {
      toasts.show(message('options_find_works', feedName(feed)));
    } else setFinding(outcome);
  };
  const permitted = async (address: string): Promise<FindOutcome | undefined> => {
    const before = finding;
    const isAllowed = await requestHosts(originsFor(address));
    // A refusal leaves what stood there: the person may think again.
    return isAllowed ? send('find-feed-again', { feedId: feed.id, address }) : before;
  };
  return {
    isLooking,
    finding,
    find: () => look(send('find-feed-again', { feedId: feed.id })),
    goOn: (address) => look(permitted(address)),
  };
}
