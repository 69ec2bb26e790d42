import type { ComponentChildren } from 'preact';
import { message, plural } from '../../browser/i18n.ts';
import { openOptions } from '../../browser/tabs.ts';
import type { SubscribeOutcome } from '../../commands.ts';
import { FeedChoice } from '../shared/feed-choice.tsx';
import { feedHash } from '../shared/feed-hash.ts';
import { hostOf, reasonText } from '../shared/reason-text.ts';
import type { SubscribeState } from '../shared/subscribe-flow.ts';
import { clockText } from '../shared/time-text.ts';

interface SubscribeMessageProps {
  readonly state: SubscribeState;
  readonly onSubscribe: (address: string, title?: string) => void;
}

/** Where an attempt to subscribe stands, in words, with what the person can do about it. */
export function SubscribeMessage({ state, onSubscribe }: SubscribeMessageProps) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'asking':
      return <Note text={message('popup_asking', hostOf(state.address))} />;
    case 'looking':
      return <Note text={message('popup_looking', hostOf(state.address))} />;
    case 'bad-address':
      return <Problem text={message('popup_bad_address')} />;
    case 'refused':
      return (
        <Problem
          text={message('popup_refused', hostOf(state.address))}
          action={message('popup_ask_again')}
          onAction={() => onSubscribe(state.address, state.title)}
        />
      );
    case 'ended':
      return <OutcomeMessage outcome={state.outcome} onSubscribe={onSubscribe} />;
    case 'broken':
      return <Problem text={message('popup_broken')} />;
    default:
      return state satisfies never;
  }
}

interface OutcomeMessageProps {
  readonly outcome: SubscribeOutcome;
  readonly onSubscribe: (address: string, title?: string) => void;
}

/** What came of it; what succeeded is said by a toast. */
export function OutcomeMessage({ outcome, onSubscribe }: OutcomeMessageProps) {
  switch (outcome.kind) {
    case 'subscribed':
    case 'waiting':
      return null;
    case 'already':
      return (
        <Note text={message('popup_already', outcome.title)}>
          <button type="button" class="btn sm" onClick={() => showFeed(outcome.feedId)}>
            {message('popup_show_it')}
          </button>
        </Note>
      );
    case 'choose':
      return <FeedChoice feeds={outcome.candidates} onSubscribe={onSubscribe} />;
    case 'needs-permission':
      return (
        <Problem
          text={message('popup_needs_permission', hostOf(outcome.feed.url))}
          action={message('popup_allow')}
          onAction={() => onSubscribe(outcome.feed.url, outcome.feed.title)}
        />
      );
    case 'no-feed':
      return <Problem text={message('popup_no_feed', hostOf(outcome.address))} />;
    case 'failed':
      return <Problem text={reasonText(outcome.failure, outcome.address)} />;
    default:
      return outcome satisfies never;
  }
}

/** What a toast says of a success; undefined for what is none. @param now epoch ms */
export function successText(outcome: SubscribeOutcome, now: number): string | undefined {
  if (outcome.kind === 'waiting') return message('popup_subscribed_waiting', clockText(outcome.nextCheckAt, now));
  if (outcome.kind !== 'subscribed') return undefined;
  if (outcome.unread === 0) return message('popup_subscribed', outcome.title);
  return plural('popup_subscribed_posts', outcome.unread, outcome.title);
}

/** Opens the settings of a feed. */
export function showFeed(feedId: number): void {
  openOptions(feedHash(feedId)).catch(console.error);
}

function Note({ text, children }: { readonly text: string; readonly children?: ComponentChildren }) {
  return (
    <div class="note">
      <p role="status">{text}</p>
      {children}
    </div>
  );
}

interface ProblemProps {
  readonly text: string;
  readonly action?: string;
  readonly onAction?: () => void;
}

function Problem({ text, action, onAction }: ProblemProps) {
  return (
    <div class="note problem">
      <p role="alert">{text}</p>
      {action && (
        <button type="button" class="btn sm" onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  );
}
