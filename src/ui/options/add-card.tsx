import { useEffect, useRef } from 'preact/hooks';
import { message, plural } from '../../browser/i18n.ts';
import type { SubscribeOutcome } from '../../commands.ts';
import { FeedChoice } from '../shared/feed-choice.tsx';
import { hostOf, reasonText } from '../shared/reason-text.ts';
import { type SubscribeFlow, useSubscribeFlow } from '../shared/subscribe-flow.ts';
import { untilText } from '../shared/time-text.ts';
import { CardHead } from './card-head.tsx';
import { Words } from './words.tsx';

interface AddCardProps {
  readonly now: number;
  readonly onClose: () => void;
  /** Opens the row of a feed. */
  readonly onShow: (feedId: number) => void;
}

/** Subscribing by address. */
export function AddCard({ now, onClose, onShow }: AddCardProps) {
  const flow = useSubscribeFlow();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const isBusy = flow.state.kind === 'asking' || flow.state.kind === 'looking';
  return (
    <section class="card pad open-card" aria-label={message('options_add_title')}>
      <CardHead
        title={message('options_add_title')}
        onClose={() => {
          flow.reset();
          onClose();
        }}
      />
      <form
        class="address-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && field.current) flow.subscribe(field.current.value);
        }}
      >
        <label for="add-address">{message('options_add_label')}</label>
        <input
          class="input"
          id="add-address"
          ref={field}
          type="text"
          inputMode="url"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          required
          placeholder={message('options_add_placeholder')}
        />
        <button type="submit" class="btn primary" aria-disabled={isBusy}>
          {message('ui_subscribe')}
        </button>
      </form>
      <div class="outcome" role="status">
        <Progress flow={flow} now={now} onShow={onShow} />
      </div>
    </section>
  );
}

interface ProgressProps {
  readonly flow: SubscribeFlow;
  readonly now: number;
  readonly onShow: (feedId: number) => void;
}

function Progress({ flow, now, onShow }: ProgressProps) {
  const { state } = flow;
  switch (state.kind) {
    case 'idle':
      return null;
    case 'bad-address':
      return <p class="bad">{message('options_add_bad_address')}</p>;
    case 'asking':
      return <p>{message('options_add_asking')}</p>;
    case 'looking':
      return <p>{message('options_add_looking', hostOf(state.address))}</p>;
    case 'refused':
      return (
        <Words text={message('options_add_refused', hostOf(state.address))}>
          <button type="button" class="btn sm" onClick={() => flow.subscribe(state.address, state.title)}>
            {message('options_allow')}
          </button>
        </Words>
      );
    case 'broken':
      return <p class="bad">{message('options_add_broken')}</p>;
    case 'ended':
      return <Outcome outcome={state.outcome} flow={flow} now={now} onShow={onShow} />;
    default:
      return state satisfies never;
  }
}

function Outcome({ outcome, flow, now, onShow }: ProgressProps & { readonly outcome: SubscribeOutcome }) {
  switch (outcome.kind) {
    case 'subscribed':
      return (
        <Words text={plural('options_add_subscribed', outcome.unread, outcome.title)}>
          <ShowButton onClick={() => onShow(outcome.feedId)} />
        </Words>
      );
    case 'waiting':
      return (
        <Words text={message('options_add_waiting', untilText(outcome.nextCheckAt, now))}>
          <ShowButton onClick={() => onShow(outcome.feedId)} />
        </Words>
      );
    case 'already':
      return (
        <Words text={message('options_add_already', outcome.title)}>
          <ShowButton onClick={() => onShow(outcome.feedId)} />
        </Words>
      );
    case 'needs-permission':
      return (
        <Words text={message('options_add_needs_permission', hostOf(outcome.feed.url))}>
          <button
            type="button"
            class="btn sm primary"
            onClick={() => flow.subscribe(outcome.feed.url, outcome.feed.title)}
          >
            {message('options_allow')}
          </button>
        </Words>
      );
    case 'choose':
      return <FeedChoice feeds={outcome.candidates} onSubscribe={(url, title) => flow.subscribe(url, title)} />;
    case 'no-feed':
      return <p class="bad">{message('options_add_none', hostOf(outcome.address))}</p>;
    case 'failed':
      return <p class="bad">{reasonText(outcome.failure, outcome.address)}</p>;
    default:
      return outcome satisfies never;
  }
}

function ShowButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" class="btn sm" onClick={onClick}>
      {message('options_show')}
    </button>
  );
}
