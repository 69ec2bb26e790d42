import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import { Icon } from '../shared/icon.tsx';
import { listenForShortcuts, type Shortcuts } from '../shared/shortcuts.ts';
import { ShortcutsDialog } from '../shared/shortcuts-dialog.tsx';
import { StoreFailure } from '../shared/store-failure.tsx';
import { Toast } from '../shared/toast.tsx';
import { useSettings } from '../shared/use-settings.ts';
import { useToasts } from '../shared/use-toasts.ts';
import type { PlacedBody } from './article-body.tsx';
import { type ContentsEntry, contentsOf } from './contents.ts';
import { ContentsBeside } from './contents-list.tsx';
import { DiscussionsDialog } from './discussions.tsx';
import { goToHeading } from './headings-in-view.ts';
import { PostView, type PostViewProps, TITLE_ID } from './post-view.tsx';
import { Toolbar } from './toolbar.tsx';
import { useAddress } from './use-address.ts';
import { useDiscussions } from './use-discussions.ts';
import { useFullText } from './use-full-text.ts';
import { useMedia } from './use-media.ts';
import { useMoreActs } from './use-more-acts.ts';
import { useNeighbours } from './use-neighbours.ts';
import { useOnline } from './use-online.ts';
import { usePosition } from './use-position.ts';
import { type LoadedPost, usePost } from './use-post.ts';
import { useMarkReadOnOpening, usePostActions } from './use-post-actions.ts';
import { useSpaceAtEnd } from './use-space.ts';

/** From this width on, the contents list stands beside the article. */
const ROOM_FOR_CONTENTS = '(min-width: 1321px)';
const NO_CONTENTS: readonly ContentsEntry[] = [];

/** One post, whole, in a tab of its own. */
export function ReaderPage() {
  const [address, go] = useAddress();
  const loaded = usePost(address.postId);
  const page = loaded.kind === 'found' ? loaded.page : undefined;
  const post = page?.post;
  const language = post?.language ?? page?.feed?.language;
  const neighbours = useNeighbours(post);
  const { content, dismiss, toasts } = useToasts();
  const actions = usePostActions(post, toasts);
  const settings = useSettings();
  const online = useOnline();
  const fullText = useFullText(page, toasts);
  const discussions = useDiscussions(post, settings.lookUpDiscussions, toasts);
  const more = useMoreActs(page, { fullText, discussions, toasts });
  const runMore = (key: string) => more.find(({ hint }) => hint === key)?.run();
  const [helping, setHelping] = useState(false);
  const [focusMode, setFocusMode] = useState(false);
  const [placed, setPlaced] = useState<PlacedBody>();
  const contents = useMemo(() => (placed ? contentsOf(placed.element) : NO_CONTENTS), [placed]);
  const isWide = useMedia(ROOM_FOR_CONTENTS);
  const goNext = () => neighbours.next && go(neighbours.next.id);
  useMarkReadOnOpening(post);
  usePosition(address, placed);
  useSpaceAtEnd(goNext, settings.singleKeys);
  useShortcuts(
    {
      j: goNext,
      k: () => neighbours.previous && go(neighbours.previous.id),
      n: () => placed && goToHeading(placed.element, 1),
      p: () => placed && goToHeading(placed.element, -1),
      o: () => actions.openOriginal(false),
      O: () => actions.openOriginal(true),
      s: actions.toggleSaved,
      m: actions.toggleUnread,
      y: actions.copyLink,
      f: () => setFocusMode(!focusMode),
      t: () => runMore('t'),
      c: () => runMore('c'),
      d: () => runMore('d'),
      ...(focusMode && { Escape: () => setFocusMode(false) }),
      '?': () => setHelping(true),
    },
    settings.singleKeys,
  );
  return (
    <>
      <a class="skip" href={`#${TITLE_ID}`}>
        {message('reader_skip')}
      </a>
      <main aria-busy={loaded.kind === 'loading'}>
        {focusMode ? (
          <LeaveFocusMode onLeave={() => setFocusMode(false)} />
        ) : (
          <Toolbar
            post={post}
            actions={actions}
            neighbours={neighbours}
            onGo={go}
            settings={settings}
            toasts={toasts}
            more={more}
            onFocusMode={() => setFocusMode(true)}
            onShortcuts={() => setHelping(true)}
          />
        )}
        {!online && (
          <p class="offline" role="status">
            <Icon name="offline" />
            {message('reader_offline')}
          </p>
        )}
        <div class="column">
          <Loaded
            loaded={loaded}
            fullText={fullText}
            discussions={discussions}
            neighbours={neighbours}
            followed={address.followed}
            contents={isWide ? NO_CONTENTS : contents}
            onPlaced={setPlaced}
            onGo={go}
          />
          {isWide && !focusMode && contents.length > 0 && <ContentsBeside contents={contents} language={language} />}
        </div>
      </main>
      {discussions.isAsked && <DiscussionsDialog discussions={discussions} />}
      {helping && <Help singleKeys={settings.singleKeys} onClose={() => setHelping(false)} />}
      <Toast content={content} onGone={dismiss} />
    </>
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

interface LoadedProps extends Omit<PostViewProps, 'page'> {
  readonly loaded: LoadedPost;
}

function Loaded({ loaded, ...rest }: LoadedProps) {
  switch (loaded.kind) {
    case 'loading':
      return <Skeleton />;
    case 'found':
      return <PostView page={loaded.page} {...rest} />;
    case 'missing':
      return <Missing />;
    case 'failed':
      return <StoreFailure error={loaded.error} />;
    default:
      return loaded satisfies never;
  }
}

/** The geometry of a post; shown by the style sheet only when loading takes longer than it is noticed. */
function Skeleton() {
  return (
    <div class="skeleton">
      <p class="sr">{message('reader_loading')}</p>
      <div class="bone short" />
      <div class="bone title" />
      <div class="bone short" />
      <div class="bone" />
      <div class="bone" />
      <div class="bone" />
    </div>
  );
}

function Missing() {
  useEffect(() => {
    document.title = message('reader_missing_title');
  }, []);
  return (
    <div class="missing">
      <h1 id={TITLE_ID} tabIndex={-1}>
        {message('reader_missing_title')}
      </h1>
      <p>{message('reader_missing_text')}</p>
    </div>
  );
}

function Help({ singleKeys, onClose }: { readonly singleKeys: boolean; readonly onClose: () => void }) {
  const groups = [
    {
      title: message('reader_keys_move'),
      rows: [
        [message('reader_next_post'), 'j'],
        [message('reader_previous_post'), 'k'],
        [message('reader_next_heading'), 'n'],
        [message('reader_previous_heading'), 'p'],
        [message('reader_page_down'), message('reader_space')],
        [message('reader_focus'), 'f'],
        [message('reader_key_close'), 'Esc'],
        [message('ui_shortcuts'), '?'],
      ] as const,
    },
    {
      title: message('reader_keys_post'),
      rows: [
        [message('reader_open_original'), 'o'],
        [message('reader_open_background'), 'Shift', 'O'],
        [message('reader_save'), 's'],
        [message('reader_key_unread'), 'm'],
        [message('ui_copy_link'), 'y'],
        [message('reader_full_text_get'), 't'],
        [message('reader_copy_markdown'), 'c'],
        [message('reader_find_discussions'), 'd'],
      ] as const,
    },
  ];
  return <ShortcutsDialog groups={groups} singleKeys={singleKeys} onClose={onClose} />;
}

function useShortcuts(shortcuts: Shortcuts, singleKeys: boolean): void {
  const current = useRef({ shortcuts, singleKeys });
  current.current = { shortcuts, singleKeys };
  useEffect(
    () =>
      listenForShortcuts(
        () => current.current.shortcuts,
        () => current.current.singleKeys,
      ),
    [],
  );
}
