import { formatNumber, message, plural } from '../../browser/i18n.ts';
import type { Feed } from '../../model/types.ts';
import { Avatar } from './avatar.tsx';
import { feedName } from './feed-name.ts';
import type { PostGroup } from './post-groups.ts';
import { dayText } from './time-text.ts';

interface GroupHeadingProps {
  readonly group: PostGroup;
  readonly headingId: string;
  /** The day is that of saving. */
  readonly isSaved: boolean;
  /** Of a group that is one blog; undefined until it is known. */
  readonly feed: Feed | undefined;
  readonly icon: string | undefined;
  /** Epoch ms. */
  readonly now: number;
}

/** What stands above the posts of a day or of a blog, and stays in view with them. */
export function GroupHeading({ group, headingId, isSaved, feed, icon, now }: GroupHeadingProps) {
  const { feedId, at, total } = group;
  const day = () => (isSaved ? message('popup_saved_day', dayText(at, now).heading) : dayText(at, now).heading);
  return (
    <h2 class={feedId === undefined ? 'day' : 'day blog'}>
      {feedId !== undefined && <Avatar name={feed ? feedName(feed) : ''} url={feed?.url ?? ''} icon={icon} />}
      <span class="trunc" id={headingId} dir="auto">
        {feedId === undefined ? day() : feed ? feedName(feed) : ''}
      </span>
      {total !== undefined && (
        <span class="num">
          <span aria-hidden="true">{formatNumber(total)}</span>
          <span class="sr">{plural('popup_posts', total)}</span>
        </span>
      )}
    </h2>
  );
}
