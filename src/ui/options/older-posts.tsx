import { useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import { requestHosts } from '../../browser/permissions.ts';
import type { OlderOutcome } from '../../commands.ts';
import { originsFor } from '../../model/origins.ts';
import type { Feed } from '../../model/types.ts';
import { feedName } from '../shared/feed-name.ts';
import { Icon } from '../shared/icon.tsx';
import { reasonText } from '../shared/reason-text.ts';
import type { Toasts } from '../shared/use-toasts.ts';

interface OlderPostsProps {
  readonly feed: Feed;
  readonly toasts: Toasts;
}

/** Reads on in a feed's past, some documents for a press, and says what came of it. */
export function OlderPosts({ feed, toasts }: OlderPostsProps) {
  const [isLoading, setLoading] = useState(false);
  const load = () => {
    if (isLoading) return;
    setLoading(true);
    toasts.show(message('options_older_loading', feedName(feed)));
    toasts.attempt(
      send('load-older', { feedId: feed.id }).finally(() => setLoading(false)),
      tell,
    );
  };
  const tell = (outcome: OlderOutcome) => {
    if ('failure' in outcome) tellFailure(outcome);
    else toasts.show(outcomeText(outcome, feed));
  };
  const tellFailure = ({ failure, address }: Extract<OlderOutcome, { failure: unknown }>) => {
    const allow = async () => {
      if (await requestHosts(originsFor(address))) load();
    };
    toasts.show(
      message('options_older_failed', reasonText(failure, address)),
      failure.reason === 'no-permission'
        ? { label: message('options_allow'), run: () => toasts.attempt(allow()) }
        : undefined,
    );
  };
  return (
    <button type="button" class="btn sm" aria-disabled={isLoading} onClick={load}>
      <Icon name="clock" />
      {message('options_older')}
    </button>
  );
}

function outcomeText({ added, more }: Extract<OlderOutcome, { added: number }>, feed: Feed): string {
  if (added === 0) return message(more ? 'options_older_known' : 'options_older_none', feedName(feed));
  const came = plural('options_older_added', added, feedName(feed));
  return more ? came : message('options_older_last', came);
}
