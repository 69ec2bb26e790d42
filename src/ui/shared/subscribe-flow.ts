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
   * @param pending address of the pending subscription that this goes on with. The new one takes its place, and then
   *   stands, with what came of it, until the subscription succeeds or the person forgets it
   */
  readonly subscribe: (address: string, title?: string, pending?: string) => void;
  /** Back to the start; what was begun here and not yet done is forgotten. */
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
  const latest = useRef<Attempt | undefined>(undefined);

  const subscribe = useCallback((typed: string, title = '', pending?: string) => {
    const address = addressFrom(typed);
    if (!address) {
      setState({ kind: 'bad-address', typed });
      return;
    }
    const replaced = pending ?? ownPending(latest.current);
    const attempt: Attempt = { address, title, goesOn: pending !== undefined };
    latest.current = attempt;
    const show = (next: SubscribeState) => {
      if (latest.current === attempt) setState(next);
    };
    show({ kind: 'asking', address });
    void settle(attempt, replaced, show);
  }, []);

  const reset = useCallback(() => {
    const address = ownPending(latest.current);
    if (address !== undefined) void forgetPending(address).catch(console.error);
    latest.current = undefined;
    setState({ kind: 'idle' });
  }, []);

  return { state, subscribe, reset };
}

interface Attempt {
  readonly address: string;
  readonly title: string;
  /** It goes on with a pending subscription, which stands by itself: this page's end of it is not its end. */
  readonly goesOn: boolean;
}

/** What is pending only because this page has begun it. */
function ownPending(attempt: Attempt | undefined): string | undefined {
  return attempt && !attempt.goesOn ? attempt.address : undefined;
}

async function settle(
  { address, title, goesOn }: Attempt,
  replaced: string | undefined,
  show: (state: SubscribeState) => void,
): Promise<void> {
  const origins = originsFor(address);
  try {
    // Both begin before the first await.
    const stored = storePending({ address, origins, title, askedAt: Date.now() }, replaced);
    const answer = requestHosts(origins);
    const [allowed] = await Promise.all([answer, stored]);
    if (!allowed) {
      if (!goesOn) await forgetPending(address);
      show({ kind: 'refused', address, title });
      return;
    }
    show({ kind: 'looking', address });
    const outcome = await send('subscribe', title ? { address, title } : { address });
    if (!goesOn && !needsPerson(outcome)) await forgetPending(address);
    show({ kind: 'ended', outcome });
  } catch (error) {
    console.error(error);
    show({ kind: 'broken', error });
  }
}

/** Whether an attempt stands on its own as a pending subscription: a popup that opens after this page shows it. */
export function isPending(state: SubscribeState): boolean {
  if (state.kind === 'ended') return needsPerson(state.outcome);
  return state.kind === 'asking' || state.kind === 'looking';
}

/** Whether the person has to do something yet: the popup offers it again if this page is closed before that. */
function needsPerson({ kind }: SubscribeOutcome): boolean {
  return kind === 'choose' || kind === 'needs-permission';
}
