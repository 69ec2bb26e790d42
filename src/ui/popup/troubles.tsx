import { formatNumber, message, plural } from '../../browser/i18n.ts';
import { mayBeElsewhere } from '../../model/health.ts';
import { DAY_MS } from '../../model/schedule.ts';
import type { Failure, Feed } from '../../model/types.ts';
import { webAddress } from '../shared/addresses.ts';
import { Avatar } from '../shared/avatar.tsx';
import { feedName } from '../shared/feed-name.ts';
import { Icon } from '../shared/icon.tsx';
import { reasonLabel, reasonText } from '../shared/reason-text.ts';
import { clockText } from '../shared/time-text.ts';
import { showFeed } from './subscribe-message.tsx';

interface TroubleBannerProps {
  readonly troubled: number;
  readonly total: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** Counts the feeds that only the person can mend; what they are stands above the list, never instead of it. */
export function TroubleBanner({ troubled, total, isOpen, onToggle }: TroubleBannerProps) {
  return (
    <section class="banner danger" aria-label={message('popup_trouble_name')}>
      <Icon name="alert" />
      <div class="tx">
        <b>{plural('popup_trouble', troubled, formatNumber(total))}</b>
      </div>
      <button
        type="button"
        class="btn sm quiet"
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'troubles' : undefined}
        onClick={onToggle}
      >
        {message(isOpen ? 'popup_hide' : 'popup_show')}
      </button>
    </section>
  );
}

interface TroubleListProps {
  readonly feeds: readonly Feed[];
  readonly icons: ReadonlyMap<number, string>;
  /** Epoch ms. */
  readonly now: number;
  readonly isOnline: boolean;
  readonly onCheck: (feed: Feed) => void;
  readonly onUnsubscribe: (feed: Feed) => void;
}

export function TroubleList({ feeds, icons, now, isOnline, onCheck, onUnsubscribe }: TroubleListProps) {
  return (
    <ul id="troubles">
      {feeds.map((feed) => {
        const failure = failureOf(feed);
        const site = webAddress(feed.siteUrl ?? feed.url);
        return (
          <li key={feed.id} class="err">
            <div class="top">
              <Avatar name={feedName(feed)} url={feed.url} icon={icons.get(feed.id)} />
              <b class="trunc" dir="auto">
                {feedName(feed)}
              </b>
              <span class="st bad">
                <Icon name="alert" />
                {reasonLabel(failure)}
              </span>
            </div>
            <p>
              {causeText(feed, failure, now)} {nextText(feed, now)}
            </p>
            <div class="row">
              {failure.reason === 'unauthorised' && site && (
                <a class="btn sm" href={site} target="_blank" rel="noopener noreferrer">
                  {message('popup_open_site')}
                </a>
              )}
              {isToBeFound(feed) ? (
                <button
                  type="button"
                  class="btn sm"
                  aria-label={message('ui_for_feed', message('ui_find_again'), feedName(feed))}
                  onClick={() => showFeed(feed.id)}
                >
                  {message('ui_find_again')}
                </button>
              ) : (
                <button
                  type="button"
                  class="btn sm"
                  aria-disabled={!isOnline}
                  aria-label={message('popup_check_feed', feedName(feed))}
                  onClick={() => {
                    if (isOnline) onCheck(feed);
                  }}
                >
                  {message('popup_check_now')}
                </button>
              )}
              {failure.reason !== 'unauthorised' && (
                <button
                  type="button"
                  class="btn sm quiet"
                  aria-label={message('popup_unsubscribe_from', feedName(feed))}
                  onClick={() => onUnsubscribe(feed)}
                >
                  {message('popup_unsubscribe')}
                </button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** A site that cannot be reached is more likely to come back than to have a feed elsewhere. */
function isToBeFound(feed: Feed): boolean {
  return mayBeElsewhere(feed) && feed.failure?.reason !== 'unreachable';
}

function failureOf(feed: Feed): Failure {
  return feed.failure ?? { reason: 'gone' };
}

function causeText(feed: Feed, failure: Failure, now: number): string {
  const days = feed.failingSince === undefined ? 0 : Math.floor((now - feed.failingSince) / DAY_MS);
  if (failure.reason === 'not-found' && days > 0) return plural('popup_missing', days);
  return reasonText(failure, feed.url);
}

function nextText(feed: Feed, now: number): string {
  if (feed.stopped) return message('popup_stopped');
  if (feed.nextCheckAt <= now) return '';
  return message('popup_next_try', clockText(feed.nextCheckAt, now));
}
