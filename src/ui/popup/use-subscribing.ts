import { useCallback, useEffect, useState } from 'preact/hooks';
import { addressFrom } from '../../model/origins.ts';
import { type SubscribeState, useSubscribeFlow } from '../shared/subscribe-flow.ts';
import { successText } from './subscribe-message.tsx';
import type { Notices } from './use-notices.ts';

/** Where in the popup an attempt to subscribe began: it speaks there. */
export type SubscribePlace = 'found' | 'typed' | 'pending';

export interface Subscribing {
  /** The attempt that began at a place; idle where the latest began elsewhere. */
  readonly stateAt: (place: SubscribePlace) => SubscribeState;
  /** What the latest attempt is about; undefined before the first. */
  readonly address: string | undefined;
  /** In the tick of the press, see useSubscribeFlow. */
  readonly subscribeAt: (place: SubscribePlace, address: string, title?: string) => void;
  readonly reset: () => void;
}

const IDLE: SubscribeState = { kind: 'idle' };

/** @param onSuccess the same function from render to render */
export function useSubscribing(notices: Notices, onSuccess: () => void): Subscribing {
  const { state, subscribe, reset } = useSubscribeFlow();
  const [latest, setLatest] = useState<{ readonly place: SubscribePlace; readonly address: string | undefined }>();
  const { show } = notices;

  const subscribeAt = useCallback(
    (place: SubscribePlace, address: string, title?: string) => {
      subscribe(address, title);
      setLatest({ place, address: addressFrom(address) });
    },
    [subscribe],
  );

  useEffect(() => {
    const text = state.kind === 'ended' ? successText(state.outcome, Date.now()) : undefined;
    if (text === undefined) return;
    show(text);
    reset();
    onSuccess();
  }, [state, show, reset, onSuccess]);

  return {
    stateAt: (place) => (latest?.place === place ? state : IDLE),
    address: state.kind === 'idle' ? undefined : latest?.address,
    subscribeAt,
    reset,
  };
}
