// biome-ignore-all lint/a11y/noRedundantRoles: narrow pages change `display`, and with it a table loses its roles
// biome-ignore-all lint/a11y/useSemanticElements: as above
import { formatNumber, message } from '../../browser/i18n.ts';
import type { Concern } from '../../model/health.ts';
import type { Feed, Settings } from '../../model/types.ts';
import { shortAddress } from '../shared/addresses.ts';
import { Avatar } from '../shared/avatar.tsx';
import { feedName } from '../shared/feed-name.ts';
import { Icon } from '../shared/icon.tsx';
import { agoText } from '../shared/time-text.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import { FeedAdvice } from './feed-advice.tsx';
import { Instant, Status } from './feed-cells.tsx';
import { FeedDetails } from './feed-details.tsx';
import { isScheduled, nextCheckText } from './feed-status.ts';

interface FeedRowsProps {
  readonly feed: Feed;
  readonly icon: string | undefined;
  readonly folders: readonly string[];
  readonly settings: Settings;
  readonly now: number;
  readonly toasts: Toasts;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  /** What to tell of it below its row, opened or not; undefined for nothing. */
  readonly concern: Concern | undefined;
}

export function disclosureId(feedId: number): string {
  return `open-${feedId}`;
}

/** A feed in the table, with its settings below it while open. */
export function FeedRows({ feed, icon, now, isOpen, onToggle, isSelected, onSelect, concern, ...rest }: FeedRowsProps) {
  const name = feedName(feed);
  const detailsId = `details-${feed.id}`;
  return (
    <>
      <tr role="row" class={rowClass(isOpen, concern)} data-feed={feed.id}>
        <td role="cell" class="c-select">
          <input
            type="checkbox"
            class="check"
            aria-label={message('options_select', name)}
            checked={isSelected}
            onChange={(event) => onSelect(event.currentTarget.checked)}
          />
        </td>
        <td role="cell" class="c-name">
          <div class="name">
            <Avatar name={name} url={feed.url} icon={icon} />
            <div>
              <b dir="auto" lang={feed.language}>
                {name}
              </b>
              <small class="trunc">{shortAddress(feed.url)}</small>
            </div>
          </div>
        </td>
        <td role="cell" class="c-folder">
          <span class="trunc" dir="auto">
            {feed.folder}
          </span>
        </td>
        <td role="cell" class="c-status">
          <Status feed={feed} now={now} />
        </td>
        <td role="cell" class={feed.unreadCount > 0 ? 'c-unread' : 'c-unread none'}>
          {formatNumber(feed.unreadCount)}
        </td>
        <td role="cell" class="c-checked">
          {feed.lastCheckedAt === undefined ? (
            message('options_never')
          ) : (
            <Instant at={feed.lastCheckedAt} words={agoText(feed.lastCheckedAt, now)} />
          )}
        </td>
        <td role="cell" class="c-next">
          {isScheduled(feed) ? (
            <Instant at={Math.max(feed.nextCheckAt, feed.blockedUntil)} words={nextCheckText(feed, now)} />
          ) : (
            message('options_none')
          )}
        </td>
        <td role="cell" class="c-open">
          <button
            type="button"
            class="ib"
            id={disclosureId(feed.id)}
            aria-label={message(isOpen ? 'options_feed_close' : 'options_feed_open', name)}
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            onClick={onToggle}
          >
            <Icon name="chevron-down" />
          </button>
        </td>
      </tr>
      {concern && (
        <tr role="row" class={isOpen ? 'advised open' : 'advised'} data-feed={feed.id}>
          <td role="cell" colSpan={8}>
            <FeedAdvice feed={feed} concern={concern} now={now} toasts={rest.toasts} />
          </td>
        </tr>
      )}
      {isOpen && (
        <tr role="row" class="details" id={detailsId} data-feed={feed.id}>
          <td role="cell" colSpan={8}>
            <FeedDetails {...rest} feed={feed} now={now} isAdvised={concern !== undefined} />
          </td>
        </tr>
      )}
    </>
  );
}

function rowClass(isOpen: boolean, concern: Concern | undefined): string {
  return ['feed', ...(isOpen ? ['open'] : []), ...(concern ? ['with-advice'] : [])].join(' ');
}
