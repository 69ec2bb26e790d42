import { useCallback, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { forgetPending, storePending } from '../../browser/pending.ts';
import { requestHosts } from '../../browser/permissions.ts';
import type { SubscribeOutcome } from '../../commands.ts';
import { addressFrom, originsFor } from '../../model/origins.ts';

/** Where an attempt to subscribe stands, from the press to its end. */
export type SubscribeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'bad-address'; readonly typed: string }
  /** The browser's prompt is open. */
  | { readonly kind: 'asking'; readonly address: string }
  | { readonly kind: 'refused'; readonly address: string; readonly title: string }
  | { readonly kind: 'looking'; readonly address: string }
  | { readonly kind: 'ended'; readonly outcome: SubscribeOutcome }
  | { readonly kind: 'broken'; readonly error: unknown };

export interface SubscribeFlow {
  readonly state: SubscribeState;
  /**
   * Asks for the host and subscribes. Call it in the tick of the press: what is awaited before a request for
   * permission makes both browsers refuse it.
   *
   * @param address of a site or a feed, as typed or as a page names it
   * @param title what the page calls the feed; '' where nothing is known
   */
  readonly subscribe: (address: string, title?: string) => void;
  /** Back to the start; what was pending is forgotten. */
  readonly reset: () => void;
}

/**
 * One attempt at a time to subscribe from a page.
 *
 * The pending subscription is stored beside the request, since Chromium closes a popup that asks: the worker then
 * finishes it. A page that lives on learns the outcome here, and what it has shown need not be shown again.
 */
export function useSubscribeFlow(): SubscribeFlow {
  const [state, setState] = useState<SubscribeState>({ kind: 'idle' });
  // Only the latest attempt may speak; a slow one before it has been overtaken.
  const latest = useRef<{ readonly address: string } | undefined>(undefined);

  const forgetLatest = useCallback(() => {
    if (latest.current) void forgetPending(latest.current.address).catch(console.error);
    latest.current = undefined;
  }, []);

  const subscribe = useCallback(
    (typed: string, title = '') => {
      const address = addressFrom(typed);
      if (!address) {
        setState({ kind: 'bad-address', typed });
        return;
      }
      if (latest.current?.address !== address) forgetLatest();
      const attempt = { address };
      latest.current = attempt;
      const show = (next: SubscribeState) => {
        if (latest.current === attempt) setState(next);
      };
      show({ kind: 'asking', address });
      void settle(address, title, show);
    },
    [forgetLatest],
  );

  const reset = useCallback(() => {
    forgetLatest();
    setState({ kind: 'idle' });
  }, [forgetLatest]);

  return { state, subscribe, reset };
}

async function settle(address: string, title: string, show: (state: SubscribeState) => void): Promise<void> {
  const origins = originsFor(address);
  try {
    // Both begin before the first await.
    const stored = storePending({ address, origins, title, askedAt: Date.now() });
    const answer = requestHosts(origins);
    const [allowed] = await Promise.all([answer, stored]);
    if (!allowed) {
      await forgetPending(address);
      show({ kind: 'refused', address, title });
      return;
    }
    show({ kind: 'looking', address });
    const outcome = await send('subscribe', title ? { address, title } : { address });
    // These two still need the person: the popup offers them again if this page is closed before that.
    if (outcome.kind !== 'choose' && outcome.kind !== 'needs-permission') await forgetPending(address);
    show({ kind: 'ended', outcome });
  } catch (error) {
    console.error(error);
    show({ kind: 'broken', error });
  }
}
