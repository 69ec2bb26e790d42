import { useMemo, useState } from 'preact/hooks';
import { formatNumber, message, plural } from '../../browser/i18n.ts';
import { isoTime } from '../../model/relative-time.ts';
import type { Feed, Post } from '../../model/types.ts';
import { postAddress } from '../shared/addresses.ts';
import { Avatar } from '../shared/avatar.tsx';
import { withLanguages } from '../shared/code-text.ts';
import { feedName } from '../shared/feed-name.ts';
import { Icon } from '../shared/icon.tsx';
import { LeadPicture } from '../shared/lead-picture.tsx';
import { ageText, exactText } from '../shared/time-text.ts';

/** What a row's controls do. The same object for the popup's life. */
export interface PostActions {
  /** @param byKey the focus then follows into view; a pointer must find its row where it was */
  readonly toggle: (post: Post, byKey: boolean) => void;
  readonly read: (post: Post) => void;
  /** The link itself opens; this only records that it did. */
  readonly opened: (post: Post) => void;
  readonly save: (post: Post) => void;
  readonly mark: (post: Post) => void;
  /** Nothing where the post has none. */
  readonly copyLink: (post: Post) => void;
  readonly focused: (postId: string) => void;
}

interface PostRowProps {
  readonly id: string;
  /** Undefined until it is loaded: what stands for it then has its geometry. */
  readonly post: Post | undefined;
  readonly feed: Feed | undefined;
  readonly icon: string | undefined;
  readonly isOpen: boolean;
  /** Whether Tab comes to this row, of all rows. */
  readonly isStop: boolean;
  /** False where every post in view is of one blog. */
  readonly namesBlog: boolean;
  readonly position: number;
  /** -1 where unknown. */
  readonly setSize: number;
  /** Epoch ms. */
  readonly now: number;
  readonly actions: PostActions;
  /** False for the first frame, which need not draw what only a pointer or the focus brings into view. */
  readonly hasQuickActions: boolean;
}

export function PostRow(props: PostRowProps) {
  const { id, post, feed, icon, isOpen, isStop, namesBlog, position, setSize, now, actions, hasQuickActions } = props;
  const [isPointed, setPointed] = useState(false);
  // What only a pointer or the focus brings into view is drawn with these: without, a row is drawn in half the time.
  const isReached = hasQuickActions && (isStop || isPointed);
  // All rows in view are asked for with every key; the same element again costs nothing.
  return useMemo(() => {
    const titleId = `title-${id}`;
    const tabIndex = isStop ? 0 : -1;
    return (
      <article
        class={`item${post?.unread === 1 ? '' : ' read'}${isOpen ? ' open' : ''}`}
        data-post={id}
        tabIndex={tabIndex}
        aria-labelledby={titleId}
        aria-posinset={position}
        aria-setsize={setSize}
        aria-busy={post === undefined}
        onFocusCapture={() => actions.focused(id)}
        onPointerEnter={() => setPointed(true)}
        onPointerLeave={() => setPointed(false)}
      >
        {post ? (
          <PostContent {...{ post, feed, icon, isOpen, namesBlog, now, actions, isReached, titleId, tabIndex }} />
        ) : (
          <Bones titleId={titleId} />
        )}
      </article>
    );
  }, [id, post, feed, icon, isOpen, isStop, namesBlog, position, setSize, now, actions, isReached]);
}

/** Stands where a post will in a moment. */
function Bones({ titleId }: { readonly titleId: string }) {
  return (
    <div class="skel">
      <i class="sk-meta" />
      <i class="sk-title" />
      <i />
      <i class="sk-end" />
      <span class="sr" id={titleId}>
        {message('popup_loading')}
      </span>
    </div>
  );
}

interface PostContentProps extends Pick<PostRowProps, 'feed' | 'icon' | 'isOpen' | 'namesBlog' | 'now' | 'actions'> {
  readonly post: Post;
  /** By a pointer or the focus. */
  readonly isReached: boolean;
  readonly titleId: string;
  readonly tabIndex: number;
}

function PostContent(props: PostContentProps) {
  const { post, feed, icon, isOpen, namesBlog, now, actions, isReached, titleId, tabIndex } = props;
  const language = post.language ?? feed?.language;
  return (
    <>
      <PostMeta {...{ post, feed, icon, namesBlog, now, isReached }} />
      <h3 id={titleId} dir="auto" lang={language}>
        <button
          type="button"
          aria-expanded={isOpen}
          tabIndex={tabIndex}
          onClick={(event) => actions.toggle(post, event.detail === 0)}
        >
          <span class="title">{post.title}</span>
        </button>
      </h3>
      <p class="sum" dir="auto" lang={language}>
        {post.summary}
      </p>
      {isOpen ? (
        <OpenPost post={post} tabIndex={tabIndex} actions={actions} />
      ) : (
        isReached && (
          <div class="quick">
            <SaveButton post={post} tabIndex={tabIndex} actions={actions} />
            <MarkButton post={post} tabIndex={tabIndex} actions={actions} />
          </div>
        )
      )}
    </>
  );
}

function PostMeta({
  post,
  feed,
  icon,
  namesBlog,
  now,
  isReached,
}: Pick<PostContentProps, 'post' | 'feed' | 'icon' | 'namesBlog' | 'now' | 'isReached'>) {
  const { codeBlocks, minutes } = post.facts;
  return (
    <div class="meta">
      {post.unread === 1 && <span class="sr">{message('popup_unread_mark')}</span>}
      <Avatar name={feed ? feedName(feed) : ''} url={feed?.url ?? ''} icon={icon} />
      {namesBlog && feed && (
        <>
          <span class="src trunc" dir="auto">
            {feedName(feed)}
          </span>
          <span class="dot" />
        </>
      )}
      <time dateTime={isoTime(post.sortAt)} title={isReached ? exactText(post.sortAt) : undefined}>
        {ageText(post.sortAt, now)}
      </time>
      <span class="end">
        {post.savedAt !== undefined && (
          <span class="saved-mark" title={message('popup_saved_mark')}>
            <Icon name="bookmark" filled />
            <span class="sr">{message('popup_saved_mark')}</span>
          </span>
        )}
        {codeBlocks > 0 && (
          <span class="badge" title={plural('popup_code_blocks', codeBlocks)}>
            <Icon name="code" />
            {message('popup_code')}
          </span>
        )}
        {post.facts.words > 0 && (
          <span class="num" title={plural('popup_read_time', minutes)}>
            {message('ui_time_minutes', formatNumber(minutes))}
          </span>
        )}
      </span>
    </div>
  );
}

interface ControlProps {
  readonly post: Post;
  readonly tabIndex: number;
  readonly actions: PostActions;
}

function OpenPost({ post, tabIndex, actions }: ControlProps) {
  const { words, minutes, codeBlocks, languages, images, formulas, fullText } = post.facts;
  const url = postAddress(post);
  const prefersOriginal = !fullText && url !== undefined;
  return (
    <>
      <LeadPicture post={post} tabIndex={tabIndex} />
      <div class="facts">
        {words > 0 && <span>{plural('popup_words', words)}</span>}
        {words > 0 && <span>{plural('popup_read_time', minutes)}</span>}
        {codeBlocks > 0 && (
          <span>
            <Icon name="code" />
            {withLanguages(plural('popup_code_blocks', codeBlocks), languages)}
          </span>
        )}
        {formulas && <span>{message('ui_formulas')}</span>}
        {images > 0 && <span>{plural('ui_images', images)}</span>}
        <span>{message(fullText ? 'popup_full_text' : 'popup_summary_only')}</span>
      </div>
      <div class="acts">
        <button
          type="button"
          class={prefersOriginal ? 'btn sm' : 'btn sm primary'}
          tabIndex={tabIndex}
          title={message('popup_read_here_hint')}
          onClick={() => actions.read(post)}
        >
          <Icon name="book" />
          {message('popup_read_here')}
        </button>
        {url && (
          <a
            class={prefersOriginal ? 'btn sm primary' : 'btn sm'}
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            tabIndex={tabIndex}
            title={message('popup_open_original_hint')}
            onClick={() => actions.opened(post)}
            onAuxClick={(event) => {
              if (event.button === 1) actions.opened(post);
            }}
          >
            <Icon name="external" />
            {message('popup_open_original')}
          </a>
        )}
        <span class="gap" />
        {url && (
          <button
            type="button"
            class="ib sm"
            tabIndex={tabIndex}
            aria-label={message('ui_copy_link')}
            title={message('ui_copy_link_hint')}
            onClick={() => actions.copyLink(post)}
          >
            <Icon name="link" />
          </button>
        )}
        <SaveButton post={post} tabIndex={tabIndex} actions={actions} />
        <MarkButton post={post} tabIndex={tabIndex} actions={actions} />
      </div>
    </>
  );
}

function SaveButton({ post, tabIndex, actions }: ControlProps) {
  const isSaved = post.savedAt !== undefined;
  return (
    <button
      type="button"
      class="ib sm"
      tabIndex={tabIndex}
      aria-pressed={isSaved}
      aria-label={message('popup_save')}
      title={message(isSaved ? 'popup_unsave_hint' : 'popup_save_hint')}
      onClick={() => actions.save(post)}
    >
      <Icon name="bookmark" filled={isSaved} />
    </button>
  );
}

function MarkButton({ post, tabIndex, actions }: ControlProps) {
  // A saved post whose feed is no longer subscribed is neither.
  if (post.unread === undefined) return null;
  const isUnread = post.unread === 1;
  return (
    <button
      type="button"
      class="ib sm"
      tabIndex={tabIndex}
      aria-label={message(isUnread ? 'popup_mark_read' : 'popup_mark_unread')}
      title={message(isUnread ? 'popup_mark_read_hint' : 'popup_mark_unread_hint')}
      onClick={() => actions.mark(post)}
    >
      <Icon name={isUnread ? 'check' : 'unread'} />
    </button>
  );
}
