import { useId } from 'preact/hooks';
import { formatNumber, message, plural } from '../../browser/i18n.ts';
import type { Feed } from '../../model/types.ts';
import { dayText } from '../shared/time-text.ts';
import { type DayGroup, groupByDay } from './day-groups.ts';
import { type PostActions, PostRow } from './post-row.tsx';
import type { Shown } from './shown-posts.ts';

interface PostListProps {
  readonly shown: Shown;
  readonly feeds: ReadonlyMap<number, Feed>;
  readonly icons: ReadonlyMap<number, string>;
  readonly openId: string | undefined;
  /** The row that Tab comes to. */
  readonly stopId: string | undefined;
  /** Whether the list has more posts than these. */
  readonly hasMore: boolean;
  /** Epoch ms. */
  readonly now: number;
  readonly actions: PostActions;
  readonly hasQuickActions: boolean;
}

export function PostList({ shown, now, hasMore, ...rest }: PostListProps) {
  const groups = groupByDay(shown.rows, !hasMore, (at) => dayText(at, now));
  const blogs = new Set(shown.rows.map((row) => row.post.feedId));
  return (
    <>
      {groups.map((group) => (
        <Day
          key={group.key}
          group={group}
          isSaved={shown.list === 'saved'}
          namesBlog={blogs.size > 1}
          now={now}
          {...rest}
        />
      ))}
      {hasMore && (
        <p class="loading-more" aria-hidden="true">
          {message('popup_loading_more')}
        </p>
      )}
    </>
  );
}

interface DayProps extends Omit<PostListProps, 'shown' | 'hasMore'> {
  readonly group: DayGroup;
  readonly isSaved: boolean;
  readonly namesBlog: boolean;
}

function Day({ group, isSaved, namesBlog, feeds, icons, openId, stopId, now, actions, hasQuickActions }: DayProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <h2 class="day">
        <span id={headingId}>{isSaved ? message('popup_saved_day', group.heading) : group.heading}</span>
        {group.total !== undefined && (
          <span class="num">
            <span aria-hidden="true">{formatNumber(group.total)}</span>
            <span class="sr">{plural('popup_posts', group.total)}</span>
          </span>
        )}
      </h2>
      <div role="feed" aria-labelledby={headingId}>
        {group.rows.map(({ post }, index) => (
          <PostRow
            key={post.id}
            post={post}
            feed={feeds.get(post.feedId)}
            icon={icons.get(post.feedId)}
            isOpen={post.id === openId}
            isStop={post.id === stopId}
            namesBlog={namesBlog}
            position={index + 1}
            setSize={group.total ?? -1}
            now={now}
            actions={actions}
            hasQuickActions={hasQuickActions}
          />
        ))}
      </div>
    </section>
  );
}
