import { useState } from 'preact/hooks';
import { message, plural } from '../../browser/i18n.ts';
import { originsFor } from '../../model/origins.ts';
import type { Feed } from '../../model/types.ts';
import { shortAddress } from '../shared/addresses.ts';
import { Avatar } from '../shared/avatar.tsx';
import { FeedChoice } from '../shared/feed-choice.tsx';
import { Icon } from '../shared/icon.tsx';
import { hostOf } from '../shared/reason-text.ts';
import type { SubscribeState } from '../shared/subscribe-flow.ts';
import { OutcomeMessage, SubscribeMessage } from './subscribe-message.tsx';
import type { PageFeeds, Waiting } from './watches.ts';

export function OfflineBanner() {
  return (
    <section class="banner warn" aria-label={message('popup_offline_name')}>
      <Icon name="offline" />
      <div class="tx">
        <b>{message('popup_offline')}</b>
        <small>{message('popup_offline_text')}</small>
      </div>
    </section>
  );
}

interface FoundProps {
  readonly found: PageFeeds;
  /** State of an attempt that began here. */
  readonly state: SubscribeState;
  readonly onSubscribe: (address: string, title?: string) => void;
}

/** "This page has a feed", above a list. */
export function FoundBanner({ found, state, onSubscribe }: FoundProps) {
  const { page, dismiss } = found;
  const [isChoosing, setChoosing] = useState(false);
  const [feed] = page.feeds;
  if (!feed) return null;
  const isOne = page.feeds.length === 1;
  const name = feedTitle(found);
  return (
    <section class="banner" aria-label={message('popup_found_name')}>
      <Avatar name={name} url={feed.url} large />
      <div class="tx">
        <b class="trunc" dir="auto">
          {message('popup_follow', name)}
        </b>
        <small class="trunc">
          {isOne
            ? message('popup_found_detail', shortAddress(feed.url))
            : plural('popup_found_several', page.feeds.length)}
        </small>
      </div>
      {isOne ? (
        <button type="button" class="btn primary" onClick={() => onSubscribe(feed.url, name)}>
          {message('ui_subscribe')}
        </button>
      ) : (
        <button type="button" class="btn primary" aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
          {message('popup_choose_button')}
        </button>
      )}
      <button
        type="button"
        class="ib sm"
        aria-label={message('popup_not_now')}
        title={message('popup_not_now')}
        onClick={dismiss}
      >
        <Icon name="close" />
      </button>
      {isChoosing && <FeedChoice feeds={page.feeds} onSubscribe={onSubscribe} />}
      <SubscribeMessage state={state} onSubscribe={onSubscribe} />
    </section>
  );
}

/** What the only feed of a page is called; of several, the page. */
export function feedTitle({ page }: PageFeeds): string {
  const [feed] = page.feeds;
  const title = page.feeds.length === 1 ? feed?.title : '';
  return title || page.title || hostOf(page.url);
}

interface PendingProps {
  readonly waiting: Waiting;
  /** State of an attempt that began here. */
  readonly state: SubscribeState;
  readonly onSubscribe: (address: string, title?: string) => void;
  readonly onForget: (address: string) => void;
}

/** A subscription whose permission was asked for when the popup closed, or which then needed the person again. */
export function PendingBanner({ waiting, state, onSubscribe, onForget }: PendingProps) {
  const { pending, isAllowed } = waiting;
  const { address, title } = pending;
  const name = title || hostOf(address);
  const outcome = state.kind === 'idle' ? pending.outcome : undefined;
  const isSilent = state.kind === 'idle' && !outcome;
  const retry = retryLabel(waiting, state);
  return (
    <section class="banner" aria-label={message('popup_pending_name')}>
      <Avatar name={name} url={address} large />
      <div class="tx">
        <b class="trunc" dir="auto">
          {name}
        </b>
        <small>{isSilent ? pendingText(isAllowed, address) : shortAddress(address)}</small>
      </div>
      {retry && (
        <button
          type="button"
          class={retry === 'popup_allow' ? 'btn primary' : 'btn'}
          onClick={() => onSubscribe(address, title)}
        >
          {message(retry)}
        </button>
      )}
      <button type="button" class="btn quiet" onClick={() => onForget(address)}>
        {message('popup_forget')}
      </button>
      {outcome ? (
        <OutcomeMessage outcome={outcome} onSubscribe={onSubscribe} />
      ) : (
        <SubscribeMessage state={state} onSubscribe={onSubscribe} />
      )}
    </section>
  );
}

/** What the button says that begins it again; undefined where something else is to be done. */
function retryLabel(
  { pending, isAllowed }: Waiting,
  state: SubscribeState,
): 'popup_allow' | 'popup_try_again' | undefined {
  if (state.kind === 'broken') return 'popup_try_again';
  if (state.kind !== 'idle' && state.kind !== 'ended') return undefined;
  const outcome = state.kind === 'ended' ? state.outcome : pending.outcome;
  if (!outcome) return isAllowed ? 'popup_try_again' : 'popup_allow';
  return outcome.kind === 'failed' || outcome.kind === 'no-feed' ? 'popup_try_again' : undefined;
}

function pendingText(isAllowed: boolean, address: string): string {
  return isAllowed ? message('popup_looking', hostOf(address)) : message('popup_needs_permission', hostOf(address));
}

interface PermissionProps {
  readonly feeds: readonly Pick<Feed, 'url'>[];
  /** @param origins of all of them, for one prompt */
  readonly onAllow: (origins: readonly string[]) => void;
}

/** Feeds that are not fetched until the person allows their hosts. */
export function PermissionBanner({ feeds, onAllow }: PermissionProps) {
  const hosts = [...new Set(feeds.map((feed) => hostOf(feed.url)))];
  const [host = ''] = hosts;
  return (
    <section class="banner warn" aria-label={message('popup_permission_name')}>
      <Icon name="alert" />
      <div class="tx">
        <b>
          {hosts.length === 1
            ? message('popup_needs_permission', host)
            : plural('popup_needs_permissions', hosts.length)}
        </b>
      </div>
      <button
        type="button"
        class="btn"
        onClick={() => onAllow([...new Set(feeds.flatMap((feed) => originsOf(feed.url)))])}
      >
        {message('popup_allow')}
      </button>
    </section>
  );
}

function originsOf(url: string): string[] {
  return URL.canParse(url) ? originsFor(url) : [];
}
