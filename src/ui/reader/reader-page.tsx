import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import { openOptions } from '../../browser/tabs.ts';
import { DEFAULT_SETTINGS } from '../../model/settings.ts';
import { Icon } from '../shared/icon.tsx';
import { Toast } from '../shared/toast.tsx';
import { useNow } from '../shared/use-now.ts';
import { useKnownSettings } from '../shared/use-settings.ts';
import { useToasts } from '../shared/use-toasts.ts';
import { useUndo } from '../shared/use-undo.ts';
import type { PlacedBody } from './article-body.tsx';
import { type ContentsEntry, contentsOf } from './contents.ts';
import { ContentsBeside } from './contents-list.tsx';
import { DiscussionsDialog } from './discussions.tsx';
import { Drawer } from './drawer.tsx';
import { FeedsPane, type FeedsPaneProps } from './feeds-pane.tsx';
import { goToHeading } from './headings-in-view.ts';
import { Help } from './help.tsx';
import { ListPane } from './list-pane.tsx';
import { LoadedPost, NoPost } from './loaded-post.tsx';
import { TITLE_ID } from './post-view.tsx';
import { Tool, Toolbar } from './toolbar.tsx';
import { useAddress } from './use-address.ts';
import { useDiscussions } from './use-discussions.ts';
import { useFullText } from './use-full-text.ts';
import { useLayout } from './use-layout.ts';
import { useMedia } from './use-media.ts';
import { useMoreActs } from './use-more-acts.ts';
import { useOnline } from './use-online.ts';
import { listShortcuts, postShortcuts, useShortcuts } from './use-page-keys.ts';
import { type Panes, usePanes } from './use-panes.ts';
import { usePosition } from './use-position.ts';
import { usePost } from './use-post.ts';
import { postActions, useMarkReadOnOpening, usePostActions } from './use-post-actions.ts';
import { useSpaceAtEnd } from './use-space.ts';
import { useStood } from './use-stood.ts';
import type { View } from './views.ts';

/** From this width on, the contents list stands beside the article. */
const ROOM_FOR_CONTENTS = '(min-width: 1321px)';
const NO_CONTENTS: readonly ContentsEntry[] = [];

/** Feeds, a list of posts, and a post: as many of them beside each other as the window has room for. */
export function ReaderPage() {
  const [address, ways] = useAddress();
  const { view, postId } = address;
  const loaded = usePost(postId);
  const page = loaded.kind === 'found' ? loaded.page : undefined;
  const post = page?.post;
  const language = post?.language ?? page?.feed?.language;
  const { content, dismiss, toasts } = useToasts();
  const [said, setSaid] = useState('');
  const undoing = useUndo(toasts, dismiss, setSaid);
  const known = useKnownSettings();
  const settings = known ?? DEFAULT_SETTINGS;
  const online = useOnline();
  const now = useNow();
  // The post is what the page was opened for: the panes come when it stands.
  const hasStood = useStood(!postId || loaded.kind !== 'loading');
  const panes = usePanes(address, { post, settings, toasts, undoing, say: setSaid, isReady: hasStood });
  const { list, neighbours, stopId } = panes;
  const actions = usePostActions(post, toasts, undoing);
  const fullText = useFullText(page, toasts);
  const discussions = useDiscussions(post, settings.lookUpDiscussions, toasts);
  const more = useMoreActs(page, { fullText, discussions, toasts });
  const runMore = (key: string) => more.find(({ hint }) => hint === key)?.run();
  const [open, setOpen] = useState<'help' | 'feeds'>();
  const [focusMode, setFocusMode] = useState(false);
  const [placed, setPlaced] = useState<PlacedBody>();
  const contents = useMemo(() => (placed ? contentsOf(placed.element) : NO_CONTENTS), [placed]);
  const isWide = useMedia(ROOM_FOR_CONTENTS);
  const layout = useLayout();
  const isAlone = layout === 'one';
  const isListAlone = isAlone && postId === '';
  const hasDrawer = layout !== 'three';
  const close = () => setOpen(undefined);

  const add = () => toasts.attempt(openOptions('#feeds'));
  const openSettings = () => toasts.attempt(openOptions());
  const showFeeds = () => {
    if (hasDrawer) setOpen('feeds');
    else document.querySelector<HTMLElement>('.feeds [tabindex="0"]')?.focus();
  };
  const toView = (wanted: View) => {
    close();
    list.reopen();
    ways.toView(wanted);
  };
  const leave = () => {
    if (focusMode) setFocusMode(false);
    else if (panes.searched !== undefined) panes.search(undefined);
    else if (isAlone && postId) ways.toList();
    else if (stopId !== undefined) panes.rows.focusRow(stopId);
  };
  useEffect(() => {
    if (!postId) document.title = panes.title || message('extension_name');
  }, [postId, panes.title]);
  useMarkReadOnOpening(post, known?.markReadOnOpen, undoing);
  useFocusOnReturn(isListAlone && address.followed, panes);
  usePosition(address, placed);
  useSpaceAtEnd(() => neighbours.next && ways.toPost(neighbours.next.id), settings.singleKeys);
  useShortcuts(
    () => ({
      ...listShortcuts(panes, { ...ways, toView }, postId !== '', showFeeds),
      ...postShortcuts(actions, (id) => postActions(list.posts.get(id), toasts, undoing)),
      n: () => placed && goToHeading(placed.element, 1),
      p: () => placed && goToHeading(placed.element, -1),
      z: undoing.undo,
      f: () => setFocusMode(!focusMode),
      t: () => runMore('t'),
      c: () => runMore('c'),
      d: () => runMore('d'),
      a: add,
      'g ,': openSettings,
      '?': () => setOpen('help'),
      Escape: leave,
    }),
    settings.singleKeys,
  );

  const feedsPane: FeedsPaneProps = {
    feeds: panes.feeds,
    icons: panes.icons,
    counts: panes.counts,
    view,
    now,
    onView: toView,
    onAdd: add,
    onSettings: openSettings,
  };
  const leading = (
    <>
      {isAlone && (
        <Tool
          icon="chevron-left"
          name={message('reader_back')}
          hint={message('reader_back_hint')}
          onClick={ways.toList}
        />
      )}
      {layout === 'two' && (
        <Tool icon="panes" name={message('popup_feeds')} hint={message('popup_feeds')} onClick={showFeeds} />
      )}
    </>
  );
  const posts = (
    <section class="posts" aria-label={message('reader_posts')}>
      {hasStood && (
        <ListPane
          view={view}
          title={panes.title}
          count={panes.count}
          list={list}
          rows={panes.rows}
          groupBy={panes.groupBy}
          currentId={postId}
          stopId={stopId}
          round={panes.round}
          online={online}
          searched={panes.searched}
          isAlone={isAlone}
          canMarkAll={panes.canMarkAll}
          now={now}
          onFeeds={showFeeds}
          onSearch={panes.search}
          onCheck={panes.checkNow}
          onMarkAll={panes.markAll}
          onOpen={ways.toPost}
          onFocused={panes.setFocusedId}
          onAdd={add}
        />
      )}
    </section>
  );
  return (
    <div class={focusMode ? 'shell focus-mode' : 'shell'}>
      {!isListAlone && (
        <a class="skip" href={`#${TITLE_ID}`}>
          {message('reader_skip')}
        </a>
      )}
      {layout === 'three' && !focusMode && (
        <nav class="feeds" aria-label={message('popup_feeds')}>
          {hasStood && <FeedsPane {...feedsPane} />}
        </nav>
      )}
      {!(focusMode || (isAlone && postId)) && (isListAlone ? <main class="list-alone">{posts}</main> : posts)}
      {!isListAlone && (
        <main aria-busy={postId !== '' && loaded.kind === 'loading'}>
          {focusMode ? (
            <LeaveFocusMode onLeave={() => setFocusMode(false)} />
          ) : (
            <Toolbar
              leading={leading}
              post={post}
              actions={actions}
              neighbours={neighbours}
              onGo={ways.toPost}
              settings={settings}
              toasts={toasts}
              more={more}
              onFocusMode={() => setFocusMode(true)}
              onShortcuts={() => setOpen('help')}
            />
          )}
          {!online && (
            <p class="offline" role="status">
              <Icon name="offline" />
              {message('reader_offline')}
            </p>
          )}
          <div class="column">
            {postId ? (
              <LoadedPost
                loaded={loaded}
                fullText={fullText}
                discussions={discussions}
                neighbours={neighbours}
                followed={address.followed}
                contents={isWide ? NO_CONTENTS : contents}
                onPlaced={setPlaced}
                onGo={ways.toPost}
              />
            ) : (
              <NoPost />
            )}
            {isWide && !focusMode && contents.length > 0 && <ContentsBeside contents={contents} language={language} />}
          </div>
        </main>
      )}
      {hasDrawer && open === 'feeds' && (
        <Drawer label={message('popup_feeds')} onClose={close}>
          <nav class="feeds" aria-label={message('popup_feeds')}>
            <FeedsPane {...feedsPane} />
          </nav>
        </Drawer>
      )}
      {discussions.isAsked && <DiscussionsDialog discussions={discussions} />}
      {open === 'help' && <Help singleKeys={settings.singleKeys} onClose={close} />}
      <p class="sr" role="status">
        {said}
      </p>
      <Toast content={content} onGone={dismiss} />
    </div>
  );
}

/** All that stands beside the article in focus mode, so that whoever has no key to press finds the way back. */
function LeaveFocusMode({ onLeave }: { readonly onLeave: () => void }) {
  return (
    <button
      type="button"
      class="ib leave-focus"
      aria-label={message('reader_focus_leave')}
      title={message('reader_focus_leave')}
      onClick={onLeave}
    >
      <Icon name="close" />
    </button>
  );
}

/** Who comes back to the list, where it takes the place of the post, is at the row of that post. */
function useFocusOnReturn(isBack: boolean, { rows, stopId }: Panes): void {
  const isDone = useRef(true);
  if (!isBack) isDone.current = false;
  useEffect(() => {
    if (isDone.current || !isBack || stopId === undefined) return;
    isDone.current = true;
    rows.focusRow(stopId);
  }, [isBack, rows, stopId]);
}
