import { formatNumber, message, plural } from '../../browser/i18n.ts';
import type { Round, Settings } from '../../model/types.ts';
import { agoText } from '../shared/time-text.ts';
import type { FeedsReading } from './live.ts';
import { lastCheckedAt } from './states.tsx';

interface FooterProps {
  readonly feeds: FeedsReading | undefined;
  readonly round: Round | undefined;
  /** Posts that came while the list was open. */
  readonly waiting: number;
  readonly isLoading: boolean;
  /** Epoch ms. */
  readonly now: number;
  readonly onShowNew: () => void;
  readonly groupBy: Settings['groupBy'];
  readonly onGroupBy: (groupBy: Settings['groupBy']) => void;
}

export function Footer({ waiting, onShowNew, groupBy, onGroupBy, ...status }: FooterProps) {
  return (
    <footer class="ft">
      <span class="trunc num">{statusText(status, waiting)}</span>
      <span class="gap" />
      {waiting > 0 && (
        <button type="button" class="btn sm quiet show-new" onClick={onShowNew}>
          {message('popup_show_new')}
        </button>
      )}
      <select
        class="input by"
        aria-label={message('popup_group_by')}
        value={groupBy}
        onChange={(event) => onGroupBy(event.currentTarget.value === 'blog' ? 'blog' : 'day')}
      >
        <option value="day">{message('popup_by_day')}</option>
        <option value="blog">{message('popup_by_blog')}</option>
      </select>
    </footer>
  );
}

function statusText(
  { feeds, round, isLoading, now }: Pick<FooterProps, 'feeds' | 'round' | 'isLoading' | 'now'>,
  waiting: number,
): string {
  const newPosts = waiting > 0 ? plural('popup_new_posts', waiting) : '';
  if (round) {
    const progress = plural('popup_progress', round.total, formatNumber(Math.min(round.checked, round.total)));
    return newPosts ? `${progress} · ${newPosts}` : progress;
  }
  if (newPosts) return newPosts;
  if (isLoading) return message('popup_loading');
  if (!feeds) return '';
  const last = lastCheckedAt(feeds.feeds);
  return last === undefined ? message('popup_not_checked') : message('popup_checked', agoText(last, now));
}
