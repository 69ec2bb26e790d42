import { message, plural } from '../../browser/i18n.ts';
import { shortAddress } from './addresses.ts';
import { hostOf } from './reason-text.ts';

interface FeedChoiceProps {
  readonly feeds: readonly { readonly url: string; readonly title: string }[];
  readonly onSubscribe: (address: string, title?: string) => void;
}

/** Several feeds by their titles; each button asks for its own host. */
export function FeedChoice({ feeds, onSubscribe }: FeedChoiceProps) {
  return (
    <fieldset class="feed-choice">
      <legend>{plural('ui_choose_feed', feeds.length)}</legend>
      <ul class="card">
        {feeds.map((feed) => (
          <li key={feed.url}>
            <span class="tx">
              <b class="trunc" dir="auto">
                {feed.title || hostOf(feed.url)}
              </b>
              <small class="trunc">{shortAddress(feed.url)}</small>
            </span>
            <button
              type="button"
              class="btn sm"
              aria-label={message('ui_subscribe_to', feed.title || shortAddress(feed.url))}
              onClick={() => onSubscribe(feed.url, feed.title)}
            >
              {message('ui_subscribe')}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
