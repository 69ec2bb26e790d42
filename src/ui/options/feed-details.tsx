import { useId } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { formatNumber, message } from '../../browser/i18n.ts';
import { lacksPermission } from '../../model/trouble.ts';
import type { Feed } from '../../model/types.ts';
import { webAddress } from '../shared/addresses.ts';
import { nothingCheckedText } from '../shared/check-text.ts';
import { feedName } from '../shared/feed-name.ts';
import { Icon } from '../shared/icon.tsx';
import { agoText } from '../shared/time-text.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import { Instant, Status } from './feed-cells.tsx';
import { statusSentences } from './feed-status.ts';
import { OlderPosts } from './older-posts.tsx';
import { allow } from './permission-note.tsx';

interface FeedDetailsProps {
  readonly feed: Feed;
  readonly folders: readonly string[];
  readonly now: number;
  readonly toasts: Toasts;
  readonly onLeave: () => void;
}

export function FeedDetails(props: FeedDetailsProps) {
  return (
    <div class="detail-card">
      <Fields {...props} />
      <Facts {...props} />
      <Actions {...props} />
    </div>
  );
}

function Fields({ feed, folders, toasts }: FeedDetailsProps) {
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

function Facts({ feed, now, toasts }: FeedDetailsProps) {
  return (
    <div class="facts">
      <h2>{message('options_column_status')}</h2>
      <Status feed={feed} now={now} />
      <p>{statusSentences(feed, now).join(' ')}</p>
      {lacksPermission(feed) && (
        <button type="button" class="btn sm primary" onClick={() => toasts.attempt(allow([feed]))}>
          {message('options_allow')}
        </button>
      )}
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

function Actions({ feed, now, toasts, onLeave }: FeedDetailsProps) {
  const name = feedName(feed);
  const site = webAddress(feed.siteUrl);
  const isBlocked = feed.blockedUntil > now;
  const check = () =>
    toasts.attempt(send('check-now', { feedIds: [feed.id] }), (count) =>
      toasts.show(count > 0 ? message('options_check_started', name) : nothingCheckedText([feed], Date.now())),
    );
  const copy = async () => {
    await navigator.clipboard.writeText(feed.url);
    toasts.show(message('options_copied'));
  };
  return (
    <div class="bottom">
      <button type="button" class="btn sm" aria-disabled={isBlocked} onClick={check}>
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
      <button type="button" class="btn sm danger" onClick={() => toasts.attempt(unsubscribe(feed, toasts, onLeave))}>
        {message('options_unsubscribe')}
      </button>
    </div>
  );
}

async function unsubscribe(feed: Feed, toasts: Toasts, onLeave: () => void): Promise<void> {
  const { undoId } = await send('unsubscribe', { feedIds: [feed.id] });
  const name = feedName(feed);
  onLeave();
  toasts.show(message('options_unsubscribed', name), {
    label: message('ui_undo'),
    run: () =>
      toasts.attempt(send('undo', { undoId }), (isUndone) =>
        toasts.show(isUndone ? message('options_undone', name) : message('options_undo_late')),
      ),
  });
}
