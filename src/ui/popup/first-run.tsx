import type { RefObject } from 'preact';
import { message, plural } from '../../browser/i18n.ts';
import { Avatar } from '../shared/avatar.tsx';
import { FeedChoice } from '../shared/feed-choice.tsx';
import { Icon } from '../shared/icon.tsx';
import type { SubscribeState } from '../shared/subscribe-flow.ts';
import { AddFeed } from './add-feed.tsx';
import { feedTitle } from './banners.tsx';
import { SubscribeMessage } from './subscribe-message.tsx';
import type { PageFeeds } from './watches.ts';

interface FirstRunProps {
  readonly found: PageFeeds | undefined;
  /** State of an attempt that began at the page's feed. */
  readonly foundState: SubscribeState;
  /** State of an attempt that began at the address field. */
  readonly typedState: SubscribeState;
  readonly typed: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly subscribeButton: RefObject<HTMLButtonElement | null>;
  readonly onTyped: (text: string) => void;
  readonly onSubscribeFound: (address: string, title?: string) => void;
  readonly onSubscribeTyped: (address: string, title?: string) => void;
  readonly onImport: () => void;
}

/** The popup before the first subscription. */
export function FirstRun(props: FirstRunProps) {
  const { found, foundState, onSubscribeFound } = props;
  return (
    <div class="first">
      <h2>{message('popup_first_title')}</h2>
      <p>{message('popup_first_text')}</p>
      {found && (
        <FoundCard
          found={found}
          state={foundState}
          subscribeButton={props.subscribeButton}
          onSubscribe={onSubscribeFound}
        />
      )}
      <AddFeed
        typed={props.typed}
        state={props.typedState}
        field={props.field}
        onTyped={props.onTyped}
        onSubscribe={props.onSubscribeTyped}
      />
      <div class="sect">
        <h3 class="import-title">{message('popup_import_title')}</h3>
        <button type="button" class="btn sm quiet" onClick={props.onImport}>
          <Icon name="import" />
          {message('popup_import')}
        </button>
      </div>
      <p>{message('popup_import_text')}</p>
    </div>
  );
}

interface FoundCardProps {
  readonly found: PageFeeds;
  readonly state: SubscribeState;
  readonly subscribeButton: RefObject<HTMLButtonElement | null>;
  readonly onSubscribe: (address: string, title?: string) => void;
}

function FoundCard({ found, state, subscribeButton, onSubscribe }: FoundCardProps) {
  const { feeds } = found.page;
  const [feed] = feeds;
  if (!feed) return null;
  const name = feedTitle(found);
  return (
    <section class="card found" aria-label={message('popup_found_name')}>
      <Avatar name={name} url={feed.url} large />
      <div class="tx">
        <b class="trunc" dir="auto">
          {name}
        </b>
        <small class="trunc">
          {feeds.length === 1 ? message('popup_found_viewing') : plural('popup_found_several', feeds.length)}
        </small>
      </div>
      {feeds.length === 1 && (
        <button ref={subscribeButton} type="button" class="btn primary" onClick={() => onSubscribe(feed.url, name)}>
          {message('ui_subscribe')}
        </button>
      )}
      {feeds.length > 1 && <FeedChoice feeds={feeds} onSubscribe={onSubscribe} />}
      <SubscribeMessage state={state} onSubscribe={onSubscribe} />
    </section>
  );
}
