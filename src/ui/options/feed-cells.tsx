import { isoTime } from '../../model/relative-time.ts';
import type { Feed } from '../../model/types.ts';
import { Icon } from '../shared/icon.tsx';
import { exactText } from '../shared/time-text.ts';
import { feedStatus } from './feed-status.ts';

export function Status({ feed, now }: { readonly feed: Feed; readonly now: number }) {
  const { label, icon, tone } = feedStatus(feed, now);
  const tint = { good: 'good', quiet: 'mut', warn: 'wn', bad: 'bad' }[tone];
  return (
    <span class={`st ${tint}`}>
      <Icon name={icon} />
      {label}
    </span>
  );
}

/** Words for an instant, with the instant itself for who wants to know. */
export function Instant({ at, words }: { readonly at: number; readonly words: string }) {
  return (
    <time dateTime={isoTime(at)} title={exactText(at)}>
      {words}
    </time>
  );
}
