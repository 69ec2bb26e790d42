import { useEffect, useRef } from 'preact/hooks';
import { formatNumber, message, plural, uiLocale } from '../../browser/i18n.ts';
import { readerUrl } from '../../browser/tabs.ts';
import { isoTime } from '../../model/relative-time.ts';
import type { Body, Feed, Post, Facts as PostFacts, Settings } from '../../model/types.ts';
import type { PostPage } from '../../store/queries.ts';
import { webAddress } from '../shared/addresses.ts';
import { Avatar } from '../shared/avatar.tsx';
import { withLanguages } from '../shared/code-text.ts';
import { feedName } from '../shared/feed-name.ts';
import { Icon } from '../shared/icon.tsx';
import { exactText } from '../shared/time-text.ts';
import { useKnownSettings } from '../shared/use-settings.ts';
import { ArticleBody, type PlacedBody } from './article-body.tsx';
import type { ContentsEntry } from './contents.ts';
import { ContentsAbove } from './contents-list.tsx';
import { DiscussionsSection } from './discussions.tsx';
import { TextSource } from './full-text.tsx';
import type { Neighbours, PostLink } from './neighbours.ts';
import { OriginalLink } from './original-link.tsx';
import { Shortfall } from './shortfall.tsx';
import type { Discussions } from './use-discussions.ts';
import type { FullTextView } from './use-full-text.ts';

export const TITLE_ID = 'post-title';

export interface PostViewProps {
  readonly page: PostPage;
  readonly fullText: FullTextView;
  readonly discussions: Discussions;
  readonly neighbours: Neighbours;
  /** Whether the person came here from another post of this page: then the title takes the focus. */
  readonly followed: boolean;
  /** The headings to list above the text; none where they stand elsewhere. */
  readonly contents: readonly ContentsEntry[];
  readonly onPlaced: (placed: PlacedBody | undefined) => void;
  readonly onGo: (postId: string) => void;
}

export function PostView({
  page,
  fullText,
  discussions,
  neighbours,
  followed,
  contents,
  onPlaced,
  onGo,
}: PostViewProps) {
  const { post, body, feed, icon } = page;
  const language = post.language ?? feed?.language;
  const settings = useKnownSettings();
  const title = useRef<HTMLHeadingElement>(null);
  const pageText = fullText.shown === 'page' ? body?.fullText : undefined;
  const facts = pageText?.facts ?? post.facts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each post, whatever else changes
  useEffect(() => {
    document.title = post.title;
    if (followed) title.current?.focus({ preventScroll: true });
  }, [post.id]);
  return (
    <article class="post" aria-labelledby={TITLE_ID}>
      {feed && <Blog feed={feed} icon={icon} />}
      <h1 id={TITLE_ID} ref={title} tabIndex={-1} dir="auto" lang={language}>
        {post.title}
      </h1>
      <Facts post={post} facts={facts} />
      {body?.standfirst && !pageText && (
        <p class="abstract" dir="auto" lang={language}>
          {body.standfirst}
        </p>
      )}
      {contents.length > 0 && <ContentsAbove contents={contents} language={language} />}
      {/* Together, so that nothing moves from under a pointer. */}
      {settings && (
        <>
          <Content page={page} fullText={fullText} language={language} settings={settings} onPlaced={onPlaced} />
          <footer class="end">
            {facts.fullText && (pageText ?? body)?.html && <OriginalLink post={post} />}
            <DiscussionsSection discussions={discussions} />
            <MorePosts neighbours={neighbours} onGo={onGo} />
          </footer>
        </>
      )}
    </article>
  );
}

interface ContentProps extends Pick<PostViewProps, 'page' | 'fullText' | 'onPlaced'> {
  readonly language: string | undefined;
  readonly settings: Settings;
}

/** The text, or in words why there is none. */
function Content({ page: { post, body }, fullText, language, settings, onPlaced }: ContentProps) {
  const pageText = body?.fullText;
  const source = pageText && <TextSource key={post.id} fullText={fullText} base={pageText.base} />;
  if (pageText && fullText.shown === 'page') {
    return (
      <>
        {source}
        <ArticleBody
          key={`${post.id} page`}
          post={post}
          body={pageText}
          language={language}
          settings={settings}
          onPlaced={onPlaced}
        />
      </>
    );
  }
  const lack = lackOf(post, body);
  return (
    <>
      {source}
      {body?.html.trim() && (
        <ArticleBody
          key={post.id}
          post={post}
          body={body}
          language={language}
          settings={settings}
          onPlaced={onPlaced}
        />
      )}
      {lack && <Shortfall post={post} text={message(lack)} summary={!body} {...(!pageText && { fullText })} />}
      {!lack && fullText.state.kind !== 'idle' && (
        <Shortfall post={post} text={message('reader_full_text_asked')} fullText={fullText} />
      )}
    </>
  );
}

/** What the feed did not give. */
function lackOf({ facts }: Post, body: Body | undefined) {
  if (!body) return 'reader_body_gone';
  if (!body.html.trim()) return body.standfirst ? 'reader_summary_only' : 'reader_title_only';
  return facts.fullText ? undefined : 'reader_summary_only';
}

function Blog({ feed, icon }: { readonly feed: Feed; readonly icon: string | undefined }) {
  const name = feedName(feed);
  const site = webAddress(feed.siteUrl);
  return (
    <p class="blog">
      <Avatar name={name} url={feed.url} icon={icon} />
      {site ? (
        <a href={site} target="_blank" rel="noopener noreferrer" dir="auto">
          {name}
        </a>
      ) : (
        <span dir="auto">{name}</span>
      )}
    </p>
  );
}

/** Most names of authors that a line has room for. */
const MOST_AUTHORS = 4;

function Facts({ post, facts }: { readonly post: Post; readonly facts: PostFacts }) {
  const { words, minutes, codeBlocks, languages, images, formulas, fullText } = facts;
  const names = post.authors.map((author) => author.name).filter((name) => name !== '');
  return (
    <ul class="facts">
      <li>
        <PostTime post={post} />
      </li>
      {names.length > 0 && <li dir="auto">{listOf(names.slice(0, MOST_AUTHORS))}</li>}
      {words > 0 && fullText && (
        <li>
          <Icon name="clock" />
          {message('reader_minutes', formatNumber(minutes))}
        </li>
      )}
      {codeBlocks > 0 && (
        <li>
          <Icon name="code" />
          {withLanguages(plural('reader_code_blocks', codeBlocks), languages)}
        </li>
      )}
      {formulas && <li>{message('ui_formulas')}</li>}
      {images > 0 && <li>{plural('ui_images', images)}</li>}
      {words > 0 && <li>{plural('reader_words', words)}</li>}
      {!fullText && words > 0 && <li>{message('reader_summary_fact')}</li>}
    </ul>
  );
}

/** The day; the exact time is a hover away. A post without a date, or with one to come, has that of its arrival. */
function PostTime({ post }: { readonly post: Post }) {
  const iso = isoTime(post.sortAt);
  const text = exactText(post.sortAt);
  const isOwn = post.publishedAt !== undefined && post.publishedAt === post.sortAt;
  if (!iso) return null;
  return (
    <time dateTime={iso} title={isOwn ? text : message('reader_first_seen', text)}>
      {new Intl.DateTimeFormat(uiLocale(), { dateStyle: 'full' }).format(post.sortAt)}
    </time>
  );
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(uiLocale(), { type: 'conjunction' }).format(names);
}

function MorePosts({ neighbours: { previous, next }, onGo }: Pick<PostViewProps, 'neighbours' | 'onGo'>) {
  if (!previous && !next) return null;
  return (
    <nav class="more-posts" aria-label={message('reader_more_posts')}>
      {previous && <PostCard post={previous} rel="prev" onGo={onGo} />}
      {next && <PostCard post={next} rel="next" onGo={onGo} />}
    </nav>
  );
}

interface PostCardProps {
  readonly post: PostLink;
  readonly rel: 'prev' | 'next';
  readonly onGo: (postId: string) => void;
}

function PostCard({ post, rel, onGo }: PostCardProps) {
  const onClick = (event: MouseEvent) => {
    // Ctrl, Shift and Meta mean a tab or window of its own, which the address gives them.
    if (event.ctrlKey || event.shiftKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onGo(post.id);
  };
  return (
    <a class={rel} rel={rel} href={readerUrl(post.id)} onClick={onClick}>
      {rel === 'prev' && <Icon name="chevron-left" />}
      <span>
        <small>{message(rel === 'prev' ? 'reader_previous' : 'reader_next')}</small>
        <b dir="auto" lang={post.language}>
          {post.title}
        </b>
      </span>
      {rel === 'next' && <Icon name="chevron-right" />}
    </a>
  );
}
