import { useId } from 'preact/hooks';
import { message, plural } from '../../browser/i18n.ts';
import type { DiscussionOutcome } from '../../commands.ts';
import type { Discussion, DiscussionSite } from '../../model/types.ts';
import { Dialog } from '../shared/dialog.tsx';
import { reasonLabel } from '../shared/reason-text.ts';
import type { Discussions } from './use-discussions.ts';

interface DiscussionsProps {
  readonly discussions: Discussions;
}

/** What the person asked for about one post. */
export function DiscussionsDialog({ discussions }: DiscussionsProps) {
  return (
    <Dialog title={message('reader_discussions')} onClose={discussions.close}>
      <div class="discussions" role="status">
        <Results discussions={discussions} />
      </div>
      {discussions.state.kind !== 'not-public' && <p class="discussions-told">{message('reader_discussions_told')}</p>}
    </Dialog>
  );
}

/** At the end of a post where every post is looked up; nothing where nobody talks about it. */
export function DiscussionsSection({ discussions }: DiscussionsProps) {
  const id = useId();
  const { state } = discussions;
  const isShown =
    state.kind === 'needs-permission' ||
    (state.kind === 'asked' && state.discussions.length + state.failures.length > 0);
  if (!isShown || discussions.isAsked) return null;
  return (
    <section class="discussions" aria-labelledby={id}>
      <h2 id={id}>{message('reader_discussions')}</h2>
      <Results discussions={discussions} />
    </section>
  );
}

function Results({ discussions: { state, find } }: DiscussionsProps) {
  switch (state.kind) {
    case 'idle':
    case 'looking':
      return <p>{message('reader_discussions_looking')}</p>;
    case 'needs-permission':
      return (
        <>
          <p>{message('reader_discussions_permission')}</p>
          <button type="button" class="btn sm" onClick={find}>
            {message('reader_allow')}
          </button>
        </>
      );
    case 'not-public':
      return <p>{message('reader_discussions_not_public')}</p>;
    case 'asked':
      return <Found outcome={state} />;
    default:
      return state satisfies never;
  }
}

function Found({
  outcome: { discussions, failures },
}: {
  readonly outcome: Extract<DiscussionOutcome, { kind: 'asked' }>;
}) {
  return (
    <>
      {discussions.length > 0 && (
        <ul>
          {discussions.map((discussion) => (
            <Talk key={discussion.url} discussion={discussion} />
          ))}
        </ul>
      )}
      {/* Of a site that gave no answer nobody knows. */}
      {discussions.length === 0 && failures.length === 0 && <p>{message('reader_discussions_none')}</p>}
      {failures.map(({ site, failure }) => (
        <p key={site}>{message('reader_discussions_failed', NAMES[site], reasonLabel(failure))}</p>
      ))}
    </>
  );
}

function Talk({ discussion: { site, title, url, points, comments } }: { readonly discussion: Discussion }) {
  return (
    <li>
      <a href={url} target="_blank" rel="noopener noreferrer" dir="auto">
        {title}
      </a>
      <small>{[NAMES[site], plural('reader_points', points), plural('reader_comments', comments)].join(' · ')}</small>
    </li>
  );
}

/** Names are not translated. */
const NAMES = { 'hacker-news': 'Hacker News', lobsters: 'Lobsters' } satisfies Record<DiscussionSite, string>;
