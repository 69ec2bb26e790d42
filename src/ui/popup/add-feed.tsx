import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { SubscribeState } from '../shared/subscribe-flow.ts';
import { SubscribeMessage } from './subscribe-message.tsx';

interface AddFeedProps {
  readonly typed: string;
  /** State of an attempt that began here. */
  readonly state: SubscribeState;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly onTyped: (text: string) => void;
  readonly onSubscribe: (address: string, title?: string) => void;
}

/** The address of a site or of a feed. What was typed stays until it succeeded. */
export function AddFeed({ typed, state, field, onTyped, onSubscribe }: AddFeedProps) {
  const fieldId = useId();
  const messageId = useId();
  const isBusy = state.kind === 'asking' || state.kind === 'looking';
  return (
    <form
      class="add-feed"
      // No type=url: "example.com" is what people type, and the browser would refuse it.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && typed.trim()) onSubscribe(typed);
      }}
    >
      <label class="lbl" for={fieldId}>
        {message('popup_address')}
      </label>
      <div class="frow">
        <input
          ref={field ?? null}
          class="input"
          id={fieldId}
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellcheck={false}
          placeholder={message('popup_address_example')}
          value={typed}
          aria-describedby={messageId}
          aria-invalid={state.kind === 'bad-address'}
          onInput={(event) => onTyped(event.currentTarget.value)}
        />
        <button type="submit" class="btn" aria-disabled={isBusy || !typed.trim()}>
          {message('popup_add')}
        </button>
      </div>
      <div id={messageId}>
        <SubscribeMessage state={state} onSubscribe={onSubscribe} />
      </div>
    </form>
  );
}
