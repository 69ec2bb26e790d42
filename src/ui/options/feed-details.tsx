import { useId } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { formatNumber, message } from '../../browser/i18n.ts';
import { type Concern, concernOf } from '../../model/health.ts';
import { HOUR_MS } from '../../model/schedule.ts';
import { isInterval } from '../../model/settings.ts';
import type { Feed, Settings } from '../../model/types.ts';
import { webAddress } from '../shared/addresses.ts';
import { Icon } from '../shared/icon.tsx';
import { agoText } from '../shared/time-text.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import { pause, unsubscribe } from './feed-acts.ts';
import { checkNow, FeedAdvice } from './feed-advice.tsx';
import { Instant, Status } from './feed-cells.tsx';
import { statusSentences } from './feed-status.ts';
import { OlderPosts } from './older-posts.tsx';
import { RecentChecks } from './recent-checks.tsx';

interface FeedDetailsProps {
  readonly feed: Feed;
  readonly folders: readonly string[];
  readonly settings: Settings;
  readonly now: number;
  readonly toasts: Toasts;
  /** What to do about the feed stands elsewhere, above this. */
  readonly isAdvised: boolean;
}

export function FeedDetails(props: FeedDetailsProps) {
  return (
    <div class="detail-card">
      <Fields {...props} />
      <Facts {...props} />
      <RecentChecks feed={props.feed} now={props.now} />
      <Actions {...props} />
    </div>
  );
}

function Fields({ feed, folders, settings, toasts }: FeedDetailsProps) {
  const id = useId();
  const rename = (input: HTMLInputElement) => {
    const typed = input.value.trim();
    // The feed's own title is no name of the person's: it may change with the feed.
    const name = typed === feed.title ? '' : typed;
    if (name === '') input.value = feed.title;
    if (name !== (feed.name ?? '')) toasts.attempt(send('rename-feed', { feedId: feed.id, name }));
  };
  const move = (input: HTMLInputElement) => {
    const folder = input.value.trim();
    input.value = folder;
    if (folder !== feed.folder) toasts.attempt(send('move-feeds', { feedIds: [feed.id], folder }));
  };
  return (
    <div class="fields">
      <label for={`${id}-name`}>{message('options_detail_name')}</label>
      <input
        // A new name from elsewhere replaces what stands here; a check that ends meanwhile does not.
        key={`name ${feed.name ?? feed.title}`}
        class="input"
        id={`${id}-name`}
        dir="auto"
        autocomplete="off"
        maxLength={200}
        placeholder={feed.title}
        defaultValue={feed.name ?? feed.title}
        onChange={(event) => rename(event.currentTarget)}
      />
      <label for={`${id}-folder`}>{message('options_detail_folder')}</label>
      <input
        key={`folder ${feed.folder}`}
        class="input"
        id={`${id}-folder`}
        dir="auto"
        autocomplete="off"
        maxLength={200}
        placeholder={message('options_no_folder')}
        list={`${id}-folders`}
        defaultValue={feed.folder}
        onChange={(event) => move(event.currentTarget)}
      />
      <datalist id={`${id}-folders`}>
        {folders.map((folder) => (
          <option key={folder} value={folder} />
        ))}
      </datalist>
      <label for={`${id}-interval`}>{message('options_check_every')}</label>
      <IntervalSelect id={`${id}-interval`} feed={feed} settings={settings} toasts={toasts} />
      <label for={`${id}-text`}>{message('options_text')}</label>
      <TextSelect id={`${id}-text`} feed={feed} toasts={toasts} />
      <span>{message('options_detail_address')}</span>
      <span class="address">{feed.url}</span>
      {feed.finalUrl !== undefined && feed.finalUrl !== feed.url && (
        <>
          <span>{message('options_detail_moved')}</span>
          <span class="address">{feed.finalUrl}</span>
        </>
      )}
    </div>
  );
}

const INTERVALS = [1, 2, 4, 8, 24] as const satisfies readonly Settings['checkEveryHours'][];

interface IntervalSelectProps extends Pick<FeedDetailsProps, 'feed' | 'settings' | 'toasts'> {
  readonly id: string;
}

function IntervalSelect({ id, feed, settings, toasts }: IntervalSelectProps) {
  const choose = (value: string) => {
    const chosen = Number(value);
    const hours = isInterval(chosen) ? chosen : null;
    toasts.attempt(send('set-interval', { feedIds: [feed.id], hours }));
  };
  return (
    <select
      class="input"
      id={id}
      value={String(feed.checkEveryHours ?? '')}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{automaticText(feed, settings)}</option>
      {INTERVALS.map((hours) => (
        <option key={hours} value={String(hours)}>
          {everyText(hours)}
        </option>
      ))}
    </select>
  );
}

interface TextSelectProps extends Pick<FeedDetailsProps, 'feed' | 'toasts'> {
  readonly id: string;
}

/** Whose text its posts show: good feeds have all of it, others only summaries. */
function TextSelect({ id, feed, toasts }: TextSelectProps) {
  const choose = (source: 'feed' | 'page') => toasts.attempt(send('set-article-text', { feedIds: [feed.id], source }));
  return (
    <select
      class="input"
      id={id}
      value={feed.articleText ?? 'feed'}
      onChange={(event) => choose(event.currentTarget.value === 'page' ? 'page' : 'feed')}
    >
      <option value="feed">{message('options_text_of_feed')}</option>
      <option value="page">{message('options_text_of_page')}</option>
    </select>
  );
}

function everyText(hours: Settings['checkEveryHours']): string {
  if (hours === 1) return message('options_interval_hour');
  return hours === 24 ? message('options_interval_day') : message('options_interval_hours', formatNumber(hours));
}

/** What its own rhythm comes to, but not below what the person chose for all feeds. */
function automaticText({ rhythmMs }: Feed, { checkEveryHours }: Settings): string {
  if (rhythmMs === undefined) return message('options_check_auto');
  const hours = Math.max(Math.round(rhythmMs / HOUR_MS), checkEveryHours);
  if (hours <= 1) return message('options_check_auto_hour');
  return hours < 24 ? message('options_check_auto_hours', formatNumber(hours)) : message('options_check_auto_day');
}

function Facts({ feed, now, toasts, isAdvised }: FeedDetailsProps) {
  const concern = isAdvised ? undefined : adviceFor(feed, now);
  return (
    <div class="facts">
      <h2>{message('options_column_status')}</h2>
      <Status feed={feed} now={now} />
      {/* The advice on trouble begins with it, wherever that stands. */}
      {concernOf(feed, now) !== 'trouble' && <p>{statusSentences(feed, now).join(' ')}</p>}
      {concern && <FeedAdvice feed={feed} concern={concern} now={now} toasts={toasts} isBrief />}
      <dl>
        <dt>{message('options_detail_good')}</dt>
        <dd>
          {feed.lastGoodAt === undefined ? (
            message('options_never')
          ) : (
            <Instant at={feed.lastGoodAt} words={agoText(feed.lastGoodAt, now)} />
          )}
        </dd>
        <dt>{message('options_detail_posts')}</dt>
        <dd>{message('options_detail_posts_value', formatNumber(feed.postCount), formatNumber(feed.unreadCount))}</dd>
        <dt>{message('options_detail_since')}</dt>
        <dd>
          <Instant at={feed.subscribedAt} words={agoText(feed.subscribedAt, now)} />
        </dd>
      </dl>
    </div>
  );
}

/**
 * That a blog is silent is in its status already. A redirect to another spelling of the address is of no concern, but
 * whoever looks here may take it.
 */
function adviceFor(feed: Feed, now: number): Concern | undefined {
  const concern = concernOf(feed, now);
  if (concern === 'trouble' || concern === 'moved') return concern;
  return feed.finalUrl !== undefined && feed.finalUrl !== feed.url && feed.failure === undefined ? 'moved' : undefined;
}

function Actions({ feed, now, toasts }: FeedDetailsProps) {
  const site = webAddress(feed.siteUrl);
  const isBlocked = feed.blockedUntil > now;
  const isPaused = feed.paused === true;
  const copy = async () => {
    await navigator.clipboard.writeText(feed.url);
    toasts.show(message('options_copied'));
  };
  return (
    <div class="bottom">
      <button type="button" class="btn sm" aria-disabled={isBlocked} onClick={() => checkNow(feed, toasts)}>
        <Icon name="refresh" />
        {message('options_check_now')}
      </button>
      <OlderPosts feed={feed} toasts={toasts} />
      {site && (
        <a class="btn sm" href={site} target="_blank" rel="noopener noreferrer">
          <Icon name="external" />
          {message('options_open_site')}
        </a>
      )}
      <button type="button" class="btn sm" onClick={() => toasts.attempt(copy())}>
        <Icon name="copy" />
        {message('options_copy')}
      </button>
      <div class="last">
        <button type="button" class="btn sm" onClick={() => pause([feed], !isPaused, toasts)}>
          <Icon name={isPaused ? 'play' : 'pause'} />
          {message(isPaused ? 'options_resume' : 'options_pause')}
        </button>
        <button type="button" class="btn sm danger" onClick={() => unsubscribe([feed], toasts)}>
          {message('options_unsubscribe')}
        </button>
      </div>
    </div>
  );
}
