import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatNumber, message, plural } from '../../browser/i18n.ts';
import { Icon } from '../shared/icon.tsx';
import { agoText, untilText } from '../shared/time-text.ts';
import type { FeedsReading } from './live.ts';

/** Stored posts are there at once as a rule: a skeleton that flashes would only be noise. */
const PATIENCE_MS = 150;

export function Skeleton() {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isDue) return null;
  return (
    <div class="skeleton" aria-hidden="true">
      <div class="day" />
      {[1, 2, 3, 4].map((row) => (
        <div key={row} class="item skel">
          <i class="sk-meta" />
          <i class="sk-title" />
          <i />
          <i class="sk-end" />
        </div>
      ))}
    </div>
  );
}

interface EmptyProps {
  /** Takes the focus when the last row has gone. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

interface CaughtUpProps extends EmptyProps {
  readonly feeds: FeedsReading | undefined;
  readonly saved: number;
  /** Epoch ms. */
  readonly now: number;
  readonly onSaved: () => void;
  readonly onRead: () => void;
}

export function CaughtUp({ heading, feeds, saved, now, onSaved, onRead }: CaughtUpProps) {
  return (
    <div class="empty">
      <AllRead />
      <h2 ref={heading} tabIndex={-1}>
        {message('popup_caught_up')}
      </h2>
      <p>{feeds && checksText(feeds, now)}</p>
      <div class="row">
        {saved > 0 && (
          <button type="button" class="btn" onClick={onSaved}>
            <Icon name="bookmark" />
            {message('popup_show_saved', formatNumber(saved))}
          </button>
        )}
        <button type="button" class="btn" onClick={onRead}>
          {message('popup_show_read')}
        </button>
      </div>
    </div>
  );
}

/** "38 feeds checked 4 min ago. The next check is in 26 min." */
function checksText({ feeds, nextCheckAt }: FeedsReading, now: number): string {
  const last = lastCheckedAt(feeds);
  const checked = last === undefined ? '' : plural('popup_feeds_checked', feeds.length, agoText(last, now));
  const next = nextCheckAt === undefined ? '' : message('popup_next_check', untilText(nextCheckAt, now));
  return `${checked} ${next}`.trim();
}

/** Epoch ms; undefined before the first check. */
export function lastCheckedAt(feeds: FeedsReading['feeds']): number | undefined {
  const times = feeds.flatMap((feed) => feed.lastCheckedAt ?? []);
  return times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : undefined;
}

interface NothingHereProps extends EmptyProps {
  readonly title: string;
  readonly text: string;
}

export function NothingHere({ heading, title, text }: NothingHereProps) {
  return (
    <div class="empty">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>{text}</p>
    </div>
  );
}

interface NoMatchProps extends EmptyProps {
  readonly words: string;
  readonly onClear: () => void;
}

export function NoMatch({ heading, words, onClear }: NoMatchProps) {
  return (
    <div class="empty">
      <h2 ref={heading} tabIndex={-1}>
        {message('popup_no_match', words.trim())}
      </h2>
      <p>{message('popup_no_match_text')}</p>
      <div class="row">
        <button type="button" class="btn" onClick={onClear}>
          {message('popup_clear_search')}
        </button>
      </div>
    </div>
  );
}

function AllRead() {
  return (
    <svg class="all-read" width="112" height="72" viewBox="0 0 112 72" aria-hidden="true">
      <rect class="page" x="16" y="6" width="80" height="60" rx="8" />
      <path class="lines" d="M28 20h40M28 30h56M28 40h30" />
      <circle class="seal" cx="86" cy="54" r="15" />
      <path class="tick" d="m79.5 54.5 4.5 4.5 8.5-9.5" />
    </svg>
  );
}
