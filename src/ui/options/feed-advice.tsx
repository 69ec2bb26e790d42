import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import { type Concern, mayBeElsewhere } from '../../model/health.ts';
import { lacksPermission } from '../../model/trouble.ts';
import type { Feed } from '../../model/types.ts';
import { shortAddress, webAddress } from '../shared/addresses.ts';
import { nothingCheckedText } from '../shared/check-text.ts';
import { FeedChoice } from '../shared/feed-choice.tsx';
import { feedName } from '../shared/feed-name.ts';
import { hostOf, reasonText } from '../shared/reason-text.ts';
import { dateText } from '../shared/time-text.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import { unsubscribe } from './feed-acts.ts';
import { statusSentences } from './feed-status.ts';
import { allow } from './permission-note.tsx';
import { type FindAgain, type Finding, useFindAgain } from './use-find-again.ts';
import { Words } from './words.tsx';

interface FeedAdviceProps {
  readonly feed: Feed;
  readonly concern: Concern;
  readonly now: number;
  readonly toasts: Toasts;
  /** It stands among a feed's details, whose other buttons check it and end it. */
  readonly isBrief?: boolean;
}

/** What is the matter with a feed, and what the person can do about it. */
export function FeedAdvice(props: FeedAdviceProps) {
  switch (props.concern) {
    case 'trouble':
      return <TroubleAdvice {...props} />;
    case 'moved':
      return <MovedAdvice {...props} />;
    case 'silent':
      return <SilentAdvice {...props} />;
    default:
      return props.concern satisfies never;
  }
}

function TroubleAdvice({ feed, now, toasts, isBrief = false }: FeedAdviceProps) {
  const search = useFindAgain(feed, toasts);
  const site = webAddress(feed.siteUrl ?? feed.url);
  return (
    <div class="advice">
      <p>{statusSentences(feed, now).join(' ')}</p>
      <div class="acts">
        {lacksPermission(feed) && (
          <Act primary feed={feed} label={message('options_allow')} onClick={() => toasts.attempt(allow([feed]))} />
        )}
        {mayBeElsewhere(feed) && (
          <Act
            primary
            feed={feed}
            label={message('ui_find_again')}
            isDisabled={search.isLooking}
            onClick={search.find}
          />
        )}
        {feed.failure?.reason === 'unauthorised' && <OpenSite feed={feed} site={site} />}
        {!isBrief && !lacksPermission(feed) && (
          <Act
            feed={feed}
            label={message('options_try_again')}
            isDisabled={feed.blockedUntil > now}
            onClick={() => checkNow(feed, toasts)}
          />
        )}
        {!isBrief && <Unsubscribe feed={feed} toasts={toasts} />}
      </div>
      <div class="outcome" role="status">
        <SearchOutcome search={search} />
      </div>
    </div>
  );
}

function MovedAdvice({ feed, now, toasts }: FeedAdviceProps) {
  const { finalUrl, formerUrl, movedAt } = feed;
  if (finalUrl === undefined) {
    if (formerUrl === undefined || movedAt === undefined) return null;
    const addresses = [shortAddress(formerUrl), shortAddress(feed.url)];
    return (
      <div class="advice">
        <p>{message('options_moved_done', ...addresses, dateText(movedAt, now))}</p>
      </div>
    );
  }
  const adopt = () =>
    toasts.attempt(send('adopt-address', { feedId: feed.id }), (isAdopted) =>
      toasts.show(
        isAdopted
          ? message('options_adopted', feedName(feed), shortAddress(finalUrl))
          : message('options_adopt_failed', feedName(feed)),
      ),
    );
  return (
    <div class="advice">
      <p>{message('options_moved_redirect', shortAddress(finalUrl))}</p>
      <div class="acts">
        <Act feed={feed} label={message('options_adopt')} onClick={adopt} />
      </div>
    </div>
  );
}

function SilentAdvice({ feed, now, toasts }: FeedAdviceProps) {
  return (
    <div class="advice">
      <p>{message('options_silent_since', dateText(feed.lastPostAt ?? feed.subscribedAt, now))}</p>
      <div class="acts">
        <OpenSite feed={feed} site={webAddress(feed.siteUrl)} />
        <Unsubscribe feed={feed} toasts={toasts} />
      </div>
    </div>
  );
}

function SearchOutcome({ search }: { readonly search: FindAgain }) {
  if (search.isLooking) return <p>{message('options_find_looking')}</p>;
  return search.finding ? <FindingText finding={search.finding} goOn={search.goOn} /> : null;
}

function FindingText({ finding, goOn }: { readonly finding: Finding; readonly goOn: (address: string) => void }) {
  switch (finding.kind) {
    case 'needs-permission':
      return (
        <Words text={message('options_find_permission', hostOf(finding.address))}>
          <button type="button" class="btn sm primary" onClick={() => goOn(finding.address)}>
            {message('options_allow')}
          </button>
        </Words>
      );
    case 'choose':
      return (
        <FeedChoice
          feeds={finding.candidates}
          onSubscribe={(address) => goOn(address)}
          words={['options_use_feed', 'options_use_feed_named']}
        />
      );
    case 'already':
      return <p>{message('options_find_already', finding.title)}</p>;
    case 'no-feed':
      return <p class="bad">{message('options_find_none', hostOf(finding.address))}</p>;
    case 'failed':
      return <p class="bad">{reasonText(finding.failure, finding.address)}</p>;
    default:
      return finding satisfies never;
  }
}

interface ActProps {
  readonly feed: Feed;
  readonly label: string;
  readonly onClick: () => void;
  readonly primary?: boolean;
  readonly isDisabled?: boolean;
}

/** A button whose name also says which feed it is for. */
function Act({ feed, label, onClick, primary = false, isDisabled = false }: ActProps) {
  return (
    <button
      type="button"
      class={primary ? 'btn sm primary' : 'btn sm'}
      aria-label={message('ui_for_feed', label, feedName(feed))}
      aria-disabled={isDisabled}
      onClick={() => {
        if (!isDisabled) onClick();
      }}
    >
      {label}
    </button>
  );
}

function Unsubscribe({ feed, toasts }: { readonly feed: Feed; readonly toasts: Toasts }) {
  return <Act feed={feed} label={message('options_unsubscribe')} onClick={() => unsubscribe([feed], toasts)} />;
}

function OpenSite({ feed, site }: { readonly feed: Feed; readonly site: string | undefined }) {
  if (!site) return null;
  const label = message('options_open_site');
  return (
    <a
      class="btn sm"
      href={site}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={message('ui_for_feed', label, feedName(feed))}
    >
      {label}
    </a>
  );
}

/** Has one feed checked, and says why where it cannot be. */
export function checkNow(feed: Feed, toasts: Toasts): void {
  toasts.attempt(send('check-now', { feedIds: [feed.id] }), (count) =>
    toasts.show(count > 0 ? message('options_check_started', feedName(feed)) : nothingCheckedText([feed], Date.now())),
  );
}
