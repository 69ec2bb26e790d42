import { useCallback, useEffect, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import { addressFrom } from '../../model/origins.ts';
import { type SubscribeState, useSubscribeFlow } from '../shared/subscribe-flow.ts';
import { showFeed, successText } from './subscribe-message.tsx';
import type { Notices } from './use-notices.ts';
import type { Waiting } from './watches.ts';

/** Where in the popup an attempt to subscribe began: it speaks there. */
export type SubscribePlace = 'found' | 'typed' | 'pending';

export interface Subscribing {
  /** The attempt that began at a place; idle where the latest began elsewhere. */
  readonly stateAt: (place: SubscribePlace) => SubscribeState;
  /** What the latest attempt is about; undefined before the first. */
  readonly address: string | undefined;
  /** In the tick of the press, see useSubscribeFlow. */
  readonly subscribeAt: (place: SubscribePlace, address: string, title?: string, pending?: string) => void;
  readonly reset: () => void;
}

const IDLE: SubscribeState = { kind: 'idle' };

/** @param onSuccess the same function from render to render */
export function useSubscribing(notices: Notices, onSuccess: () => void): Subscribing {
  const { state, subscribe, reset } = useSubscribeFlow();
  const [latest, setLatest] = useState<{ readonly place: SubscribePlace; readonly address: string | undefined }>();
  const { show } = notices;
  const place = latest?.place;

  const subscribeAt = useCallback(
    (place: SubscribePlace, address: string, title?: string, pending?: string) => {
      subscribe(address, title, pending);
      setLatest({ place, address: addressFrom(address) });
    },
    [subscribe],
  );

  useEffect(() => {
    if (state.kind !== 'ended') return;
    const { outcome } = state;
    const text = successText(outcome, Date.now());
    if (text !== undefined) {
      show(text);
      reset();
      onSuccess();
    } else if (outcome.kind === 'already' && place === 'pending') {
      // Its banner has gone with it.
      const { feedId, title } = outcome;
      show(message('popup_already', title), { label: message('popup_show_it'), run: () => showFeed(feedId) });
      reset();
    }
  }, [state, place, show, reset, onSuccess]);

  return {
    stateAt: (place) => (latest?.place === place ? state : IDLE),
    address: state.kind === 'idle' ? undefined : latest?.address,
    subscribeAt,
    reset,
  };
}

/**
 * The pending subscription that has the banner: the one that the person has just gone on with, else the oldest. What
 * was begun elsewhere in this popup speaks there.
 */
export function bannerOf(
  all: readonly Waiting[],
  { address, stateAt }: Subscribing,
): { readonly waiting: Waiting; readonly state: SubscribeState } | undefined {
  const latest = all.find(({ pending }) => pending.address === address);
  const state = stateAt('pending');
  if (latest && state.kind !== 'idle') return { waiting: latest, state };
  const waiting = all.find((one) => one !== latest);
  return waiting && { waiting, state: IDLE };
}
