import { useMemo } from 'preact/hooks';
import { formatNumber, message, plural } from '../../browser/i18n.ts';
import { isoTime } from '../../model/relative-time.ts';
import type { Feed, Post } from '../../model/types.ts';
import { feedName } from '../shared/feed-name.ts';
import { Icon } from '../shared/icon.tsx';
import { ageText, exactText } from '../shared/time-text.ts';

interface ListRowProps {
  readonly id: string;
  /** Undefined until it is loaded: what stands for it then has its geometry. */
  readonly post: Post | undefined;
  readonly feed: Feed | undefined;
  /** The address of the post beside this list. */
  readonly href: string;
  /** Whether this post is the one that is read. */
  readonly isCurrent: boolean;
  /** Whether Tab comes to this row, of all rows. */
  readonly isStop: boolean;
  /** False where every post in view is of one blog. */
  readonly namesBlog: boolean;
  readonly position: number;
  /** -1 where unknown. */
  readonly setSize: number;
  /** Epoch ms. */
  readonly now: number;
  readonly onOpen: (postId: string) => void;
  readonly onFocused: (postId: string) => void;
}

export function ListRow(props: ListRowProps) {
  const { id, post, feed, href, isCurrent, isStop, namesBlog, position, setSize, now, onOpen, onFocused } = props;
  // All rows in view are asked for with every key; the same element again costs nothing.
  return useMemo(() => {
    const titleId = `title-${id}`;
    const onClick = (event: MouseEvent) => {
      // Ctrl, Shift and Meta mean a tab or window of its own, which the address gives them.
      if (event.ctrlKey || event.shiftKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onOpen(id);
    };
    return (
      <article
        class={post?.unread === 1 ? 'item' : 'item read'}
        data-post={id}
        tabIndex={isStop ? 0 : -1}
        aria-current={isCurrent ? 'true' : undefined}
        aria-labelledby={titleId}
        aria-posinset={position}
        aria-setsize={setSize}
        aria-busy={post === undefined}
        onFocusCapture={() => onFocused(id)}
      >
        {post ? (
          <>
            <Meta post={post} feed={feed} namesBlog={namesBlog} now={now} />
            <h3 id={titleId} dir="auto" lang={post.language ?? feed?.language}>
              <a href={href} tabIndex={-1} onClick={onClick}>
                {post.title}
              </a>
            </h3>
            <p dir="auto" lang={post.language ?? feed?.language}>
              {post.summary}
            </p>
          </>
        ) : (
          <div class="bones">
            <i class="short" />
            <i />
            <i />
            <span class="sr" id={titleId}>
              {message('popup_loading')}
            </span>
          </div>
        )}
      </article>
    );
  }, [id, post, feed, href, isCurrent, isStop, namesBlog, position, setSize, now, onOpen, onFocused]);
}

function Meta({
  post,
  feed,
  namesBlog,
  now,
}: Pick<ListRowProps, 'feed' | 'namesBlog' | 'now'> & { readonly post: Post }) {
  const { codeBlocks, minutes, words } = post.facts;
  return (
    <div class="meta">
      {post.unread === 1 && <span class="sr">{message('popup_unread_mark')}</span>}
      {namesBlog && feed && (
        <>
          <span class="src trunc" dir="auto">
            {feedName(feed)}
          </span>
          <span class="dot" />
        </>
      )}
      <time dateTime={isoTime(post.sortAt)} title={exactText(post.sortAt)}>
        {ageText(post.sortAt, now)}
      </time>
      <span class="marks">
        {post.savedAt !== undefined && (
          <span class="saved-mark" title={message('popup_saved_mark')}>
            <Icon name="bookmark" filled />
            <span class="sr">{message('popup_saved_mark')}</span>
          </span>
        )}
        {codeBlocks > 0 && (
          <span title={plural('popup_code_blocks', codeBlocks)}>
            <Icon name="code" />
            <span class="sr">{plural('popup_code_blocks', codeBlocks)}</span>
          </span>
        )}
        {words > 0 && (
          <span class="num" title={plural('popup_read_time', minutes)}>
            {message('ui_time_minutes', formatNumber(minutes))}
          </span>
        )}
      </span>
    </div>
  );
}
