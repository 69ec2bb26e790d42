import { type MessageKey, message, plural } from '../../browser/i18n.ts';
import { shortAddress } from './addresses.ts';
import { hostOf } from './reason-text.ts';

interface FeedChoiceProps {
  readonly feeds: readonly { readonly url: string; readonly title: string }[];
  readonly onSubscribe: (address: string, title?: string) => void;
  /** What the buttons say, and their names with the feed's; to subscribe where absent. */
  readonly words?: readonly [label: MessageKey, name: MessageKey];
}

/** Several feeds by their titles; each button asks for its own host. */
export function FeedChoice({ feeds, onSubscribe, words = ['ui_subscribe', 'ui_subscribe_to'] }: FeedChoiceProps) {
  const [label, name] = words;
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
              aria-label={message(name, feed.title || shortAddress(feed.url))}
              onClick={() => onSubscribe(feed.url, feed.title)}
            >
              {message(label)}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
