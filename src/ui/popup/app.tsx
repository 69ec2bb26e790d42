import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import { requestHosts } from '../../browser/permissions.ts';
import { changeSettings } from '../../browser/settings.ts';
import { openAllPosts, openOptions } from '../../browser/tabs.ts';
import { isInTrouble } from '../../model/trouble.ts';
import type { Feed, Settings } from '../../model/types.ts';
import type { FirstScreen } from '../../store/first-screen.ts';
import type { ListEntry, ListName } from '../../store/queries.ts';
import { nothingCheckedText } from '../shared/check-text.ts';
import { DatabaseNotes } from '../shared/database-notes.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { feedName } from '../shared/feed-name.ts';
import { GroupHeading } from '../shared/group-heading.tsx';
import type { MenuItem } from '../shared/menu.tsx';
import type { PostGroup } from '../shared/post-groups.ts';
import { PostList, type RowPosition } from '../shared/post-list.tsx';
import { ShortcutsDialog } from '../shared/shortcuts-dialog.tsx';
import { StoreFailure } from '../shared/store-failure.tsx';
import { isPending } from '../shared/subscribe-flow.ts';
import { Toast } from '../shared/toast.tsx';
import { useListView } from '../shared/use-list-view.ts';
import { useNow } from '../shared/use-now.ts';
import { useRound, useRoundNotices } from '../shared/use-round.ts';
import { useKnownSettings } from '../shared/use-settings.ts';
import { AddFeed } from './add-feed.tsx';
import { FoundBanner, OfflineBanner, PendingBanner, PermissionBanner } from './banners.tsx';
import { FirstRun } from './first-run.tsx';
import { Footer } from './footer.tsx';
import { FirstHeader, Header } from './header.tsx';
import type { PageOffer } from './page-offer.ts';
import { FIRST_ROWS, type PopupMemory } from './popup-memory.ts';
import { PostRow } from './post-row.tsx';
import { SearchField } from './search-field.tsx';
import { shortcutGroups } from './shortcut-groups.ts';
import { CaughtUp, NoMatch, NothingHere, Skeleton } from './states.tsx';
import { TroubleBanner, TroubleList } from './troubles.tsx';
import { useAttention } from './use-attention.ts';
import { useFocus } from './use-focus.ts';
import { useList } from './use-list.ts';
import { useNotices } from './use-notices.ts';
import { usePopupShortcuts } from './use-popup-shortcuts.ts';
import { usePostActions } from './use-post-actions.ts';
import { useRemembering } from './use-remembering.ts';
import { useSearchNotice, useShownReport } from './use-reports.ts';
import { bannerOf, useSubscribing } from './use-subscribing.ts';
import { useFeeds, useOnline, usePageFeeds, usePending } from './watches.ts';

interface AppProps {
  readonly memory: PopupMemory;
  /** The settings as far as a copy of them tells, until they are read. */
  readonly copied: Settings;
  readonly first: Promise<FirstScreen | undefined>;
  readonly known: FirstScreen | undefined;
  /** When the first posts stand, or there are none that could. */
  readonly painted: Promise<unknown>;
  readonly offered: Promise<PageOffer | undefined>;
}

export function App({ memory, copied, first, known, painted, offered }: AppProps) {
  const now = useNow();
  const settings = useKnownSettings() ?? copied;
  const isOnline = useOnline();
  const round = useRound();
  const feeds = useFeeds(painted);
  const found = usePageFeeds(offered, feeds);
  const pending = usePending();
  const [openId, setOpenId] = useState(memory.openId);
  const [focusedId, setFocusedId] = useState(memory.focusedId);
  const others = useMemo(() => [openId, focusedId].filter((id) => id !== undefined), [openId, focusedId]);
  const [words, setWords] = useState(memory.search);
  const { groupBy } = settings;
  const list = useList(memory, first, known, painted, { others, groupBy, words });
  const { tell, shown, counts, ids, posts: loaded } = list;
  const notices = useNotices();

  const [hasPainted, setPainted] = useState(false);
  useEffect(() => {
    // It never rejects.
    void painted.then(() => setPainted(true));
  }, [painted]);
  const [typed, setTyped] = useState(memory.typed);
  const [dialog, setDialog] = useState<'add' | 'shortcuts' | undefined>(memory.adding ? 'add' : undefined);
  const [areTroublesShown, setTroublesShown] = useState(false);

  const stopId = focusedId !== undefined && ids.includes(focusedId) ? focusedId : ids[0];
  // Blogs that are named above their posts, or of which there is only one, are not named in each row.
  const hasSeveralBlogs = useMemo(
    () => new Set(shown?.entries.map((entry) => entry.feedId)).size > 1,
    [shown?.entries],
  );
  const namesBlogs = groupBy === 'day' && hasSeveralBlogs;
  const isFirstRun = list.reading !== undefined && !list.reading.hasFeeds;
  const isSearched = list.search !== undefined;
  const canMarkAll =
    ids.length > 0 &&
    (shown?.list === 'unread' && !isSearched
      ? (counts?.unread ?? 0) > 0
      : [...loaded.values()].some((post) => post.unread === 1));
  const troubled = feeds?.feeds.filter((feed) => isInTrouble(feed, now)) ?? [];
  const { troubled: troubles, total, unpermitted } = useAttention(feeds, now);

  const view = useListView();
  const field = useRef<HTMLInputElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const actions = usePostActions({
    list,
    view,
    notices,
    markReadOnOpen: settings.markReadOnOpen,
    openId,
    setOpenId,
    setFocusedId,
  });
  const afterSuccess = useCallback(() => {
    setTyped('');
    setDialog(undefined);
  }, []);
  const subscribing = useSubscribing(notices, afterSuccess);
  const { subscribeAt } = subscribing;

  const turnTo = (name: ListName) => {
    tell({ kind: 'open', list: name });
    setOpenId(undefined);
    setWords(undefined);
    view.toTop();
  };
  const openSearch = () => {
    if (isFirstRun) return;
    setWords(words ?? '');
    searchField.current?.select();
    searchField.current?.focus();
  };
  const search = (text: string | undefined) => {
    setWords(text);
    setOpenId(undefined);
    view.toTop();
  };
  const closeSearch = () => {
    // Where the focus is goes with the field.
    if (document.activeElement === searchField.current) view.focusRow(stopId ?? '');
    search(undefined);
  };
  const checkNow = () => {
    if (round) notices.attempt(send('stop-checking'));
    else if (isOnline) check(feeds?.feeds.filter((feed) => !feed.stopped));
  };
  const check = (wanted: readonly Feed[] | undefined, feedIds?: readonly number[]) =>
    notices.attempt(send('check-now', feedIds ? { feedIds } : {}), (count) => {
      if (count === 0) notices.show(nothingCheckedText(wanted, Date.now()));
    });
  const takeBack = (undoId: number) => send('undo', { undoId });
  const tellMarked = ({ count }: { readonly count: number }) => plural('popup_marked_all', count);
  const markAll = () => {
    if (!canMarkAll || !shown) return;
    setOpenId(undefined);
    if (shown.list === 'unread' && !isSearched) {
      tell({ kind: 'emptied' });
      notices.attemptUndoable({
        act: send('mark-all-read', { arrival: shown.arrival }),
        text: tellMarked,
        takeBack: async ({ undoId }) => {
          const undone = await takeBack(undoId);
          if (undone) tell({ kind: 'restored' });
          return undone;
        },
        otherwise: () => turnTo('unread'),
      });
    } else {
      // What was found stays, as read: an empty list would say that nothing was.
      notices.attemptUndoable({
        act: send('mark-shown-read', { postIds: ids }),
        text: tellMarked,
        takeBack: ({ undoId }) => takeBack(undoId),
      });
    }
  };
  const allow = (origins: readonly string[]) => {
    const feedIds = unpermitted.map((feed) => feed.id);
    // Where the popup dies of the prompt, the worker does the same on hearing of the permission.
    notices.attempt(
      requestHosts(origins).then(async (allowed) => {
        if (allowed) await send('check-now', { feedIds });
      }),
    );
  };
  const unsubscribe = (feed: Feed) =>
    notices.attemptUndoable({
      act: send('unsubscribe', { feedIds: [feed.id] }),
      text: () => message('popup_unsubscribed', feedName(feed)),
      takeBack: ({ undoId }) => takeBack(undoId),
    });
  const openReading = () => {
    const post = loaded.get(stopId ?? '');
    if (post) actions.read(post);
  };
  const openSettings = () => notices.attempt(openOptions());
  const openFeeds = () => notices.attempt(openOptions('#feeds'));
  const closeDialog = () => {
    setDialog(undefined);
    if (subscribing.stateAt('typed').kind !== 'idle') subscribing.reset();
  };

  usePopupShortcuts({
    ids,
    postOf: (id) => loaded.get(id),
    stopId,
    openId,
    singleKeys: settings.singleKeys,
    view,
    actions,
    closeRow: () => setOpenId(undefined),
    turnTo,
    checkNow,
    markAll,
    undo: notices.undo,
    search: openSearch,
    closeSearch: words === undefined ? undefined : closeSearch,
    addFeed: () => (isFirstRun ? field.current?.focus() : setDialog('add')),
    openReading,
    openAllPosts: () => notices.attempt(openAllPosts()),
    openFeeds,
    openSettings,
    showShortcuts: () => setDialog('shortcuts'),
  });
  useShownReport(shown);
  useRoundNotices(round, notices.say);
  // The next popup shows it as a pending subscription, or its posts: the field would only stand before them.
  const isTaken = isPending(subscribing.stateAt('typed'));
  useRemembering(isTaken, () => {
    const anchor = view.anchor();
    return {
      list: list.list,
      limit: anchor ? ids.indexOf(anchor.id) + FIRST_ROWS : FIRST_ROWS,
      ...(words !== undefined && { search: words }),
      typed: isTaken ? '' : typed,
      adding: dialog === 'add' && !isTaken,
      ...(openId !== undefined && { openId }),
      ...(stopId !== undefined && { focusedId: stopId }),
      ...(anchor && { anchor }),
    };
  });

  const subscribeButton = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const firstRow = () => (stopId === undefined ? undefined : view.rowElement(stopId));
  useFocus(
    ids.length > 0 ? 'row' : isFirstRun ? (found ? 'subscribe' : 'field') : undefined,
    () => firstRow() ?? subscribeButton.current ?? field.current,
    () => firstRow() ?? heading.current ?? field.current,
  );
  // Opened anew by the person, it has the focus; a popup that is taken up again has it in the list.
  const isSearchOpen = words !== undefined;
  const wasSearchOpen = useRef(isSearchOpen);
  useLayoutEffect(() => {
    if (isSearchOpen && !wasSearchOpen.current) searchField.current?.focus();
    wasSearchOpen.current = isSearchOpen;
  }, [isSearchOpen]);
  useSearchNotice(list.search, notices.say);
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    if (isPlaced.current || ids.length === 0) return;
    isPlaced.current = true;
    view.placeAt(memory.anchor);
  });
  // A list that was not on the screen before begins at its top.
  const listBefore = useRef(shown?.list);
  useLayoutEffect(() => {
    if (listBefore.current !== undefined && shown?.list !== listBefore.current) view.toTop();
    listBefore.current = shown?.list;
  }, [shown?.list, view.toTop]);

  const unfinished = bannerOf(pending, subscribing);
  const menu: MenuItem[] = [
    { label: message('popup_add_feed'), icon: 'plus', hint: 'a', run: () => setDialog('add') },
    { label: message('popup_search'), icon: 'search', hint: '/', isForNarrow: true, run: openSearch },
    {
      label: message('popup_mark_all'),
      icon: 'check-all',
      hint: 'Shift A',
      isForNarrow: true,
      isDisabled: !canMarkAll,
      run: markAll,
    },
    {
      label: message('popup_open_reader'),
      icon: 'panes',
      hint: 'f',
      isForNarrow: true,
      isDisabled: stopId === undefined,
      run: openReading,
    },
    { label: message('popup_show_read'), icon: 'feeds', run: () => turnTo('read') },
    { label: message('popup_shortcuts'), icon: 'keyboard', hint: '?', run: () => setDialog('shortcuts') },
    { label: message('popup_settings'), icon: 'settings', hint: 'g ,', run: openSettings },
  ];

  return (
    <div class="popup">
      {isFirstRun && !counts?.saved ? (
        <FirstHeader onSettings={openSettings} />
      ) : (
        <Header
          list={list.list}
          counts={counts}
          round={round}
          isOnline={isOnline}
          canMarkAll={canMarkAll}
          canRead={stopId !== undefined}
          menu={menu}
          onList={turnTo}
          onCheck={checkNow}
          onMarkAll={markAll}
          onReader={openReading}
          onSearch={openSearch}
          search={
            words !== undefined && (
              <SearchField
                words={words}
                field={searchField}
                onWords={search}
                onClose={closeSearch}
                onLeave={() => stopId !== undefined && view.focusRow(stopId)}
              />
            )
          }
        />
      )}
      <DatabaseNotes look="banner warn" toasts={notices} />
      {!isOnline && <OfflineBanner />}
      {unfinished && (
        <PendingBanner
          key={unfinished.waiting.pending.address}
          {...unfinished}
          onSubscribe={(address, title) => subscribeAt('pending', address, title, unfinished.waiting.pending.address)}
          onForget={(address) => {
            if (unfinished.state.kind !== 'idle') subscribing.reset();
            notices.attempt(send('forget-pending', { address }));
          }}
        />
      )}
      {found && !isFirstRun && (
        <FoundBanner
          found={found}
          state={subscribing.stateAt('found')}
          onSubscribe={(address, title) => subscribeAt('found', address, title)}
        />
      )}
      {unpermitted.length > 0 && isOnline && <PermissionBanner feeds={unpermitted} onAllow={allow} />}
      {troubles > 0 && isOnline && (
        <TroubleBanner
          troubled={troubles}
          total={total}
          isOpen={areTroublesShown}
          onToggle={() => setTroublesShown(!areTroublesShown)}
        />
      )}
      <main class="scroll" ref={view.scroller} tabIndex={-1} aria-busy={shown === undefined}>
        {areTroublesShown && troubled.length > 0 && isOnline && (
          <TroubleList
            feeds={troubled}
            icons={list.icons}
            now={now}
            isOnline={isOnline}
            onCheck={(feed) => check([feed], [feed.id])}
            onUnsubscribe={unsubscribe}
          />
        )}
        {content()}
      </main>
      {!isFirstRun && (
        <Footer
          feeds={feeds}
          round={round}
          waiting={list.waiting}
          isLoading={shown === undefined && list.error === undefined}
          now={now}
          groupBy={groupBy}
          onGroupBy={(chosen) => notices.attempt(changeSettings({ groupBy: chosen }))}
          onShowNew={() => {
            tell({ kind: 'show-new' });
            view.toTop();
          }}
        />
      )}
      <p class="sr" role="status">
        {notices.said}
      </p>
      <Toast content={notices.toast} onGone={notices.dismiss} />
      {dialog === 'add' && (
        <Dialog title={message('popup_add_feed')} onClose={closeDialog}>
          <AddFeed
            typed={typed}
            state={subscribing.stateAt('typed')}
            onTyped={setTyped}
            onSubscribe={(address, title) => subscribeAt('typed', address, title)}
          />
        </Dialog>
      )}
      {dialog === 'shortcuts' && (
        <ShortcutsDialog groups={shortcutGroups()} singleKeys={settings.singleKeys} onClose={closeDialog} />
      )}
    </div>
  );

  function content() {
    if (!shown) return list.error === undefined ? <Skeleton /> : <StoreFailure error={list.error} />;
    if (isFirstRun && (list.list === 'unread' || !counts?.saved)) {
      return (
        <FirstRun
          found={found}
          foundState={subscribing.stateAt('found')}
          typedState={subscribing.stateAt('typed')}
          typed={typed}
          field={field}
          subscribeButton={subscribeButton}
          onTyped={setTyped}
          onSubscribeFound={(address, title) => subscribeAt('found', address, title)}
          onSubscribeTyped={(address, title) => subscribeAt('typed', address, title)}
          onImport={() => notices.attempt(openOptions('#import'))}
        />
      );
    }
    return (
      <div
        id="list"
        role="tabpanel"
        // The tabs have given way to the field while a search is open.
        {...(isSearchOpen ? { 'aria-label': message('popup_search') } : { 'aria-labelledby': `tab-${list.list}` })}
      >
        {posts(shown)}
      </div>
    );
  }

  function row({ id, feedId }: ListEntry, { position, setSize }: RowPosition) {
    return (
      <PostRow
        id={id}
        post={loaded.get(id)}
        feed={list.feeds.get(feedId)}
        icon={list.icons.get(feedId)}
        isOpen={id === openId}
        isStop={id === stopId}
        namesBlog={namesBlogs}
        position={position}
        setSize={setSize}
        now={now}
        actions={actions}
        hasQuickActions={hasPainted}
      />
    );
  }

  function groupHeading(group: PostGroup, headingId: string) {
    return (
      <GroupHeading
        group={group}
        headingId={headingId}
        isSaved={shown?.list === 'saved'}
        feed={list.feeds.get(group.feedId ?? 0)}
        icon={list.icons.get(group.feedId ?? 0)}
        now={now}
      />
    );
  }

  function posts(current: NonNullable<typeof shown>) {
    if (ids.length > 0) {
      return (
        <PostList
          key={`${current.list} ${groupBy} ${isSearched}`}
          groups={list.groups}
          groupBy={groupBy}
          view={view}
          stopId={stopId}
          startId={memory.anchor?.id}
          renderRow={row}
          renderHeading={groupHeading}
          onRange={list.onRange}
        />
      );
    }
    if (list.search && current.entries.length > 0) {
      if (!list.search.isComplete) return <Skeleton />;
      return <NoMatch heading={heading} words={words ?? ''} onClear={() => search('')} />;
    }
    switch (current.list) {
      case 'unread':
        return (
          <CaughtUp
            heading={heading}
            feeds={feeds}
            saved={counts?.saved ?? 0}
            now={now}
            onSaved={() => turnTo('saved')}
            onRead={() => turnTo('read')}
          />
        );
      case 'saved':
        return (
          <NothingHere
            heading={heading}
            title={message('popup_nothing_saved')}
            text={message('popup_nothing_saved_text')}
          />
        );
      case 'read':
        return (
          <NothingHere
            heading={heading}
            title={message('popup_nothing_read')}
            text={message('popup_nothing_read_text')}
          />
        );
      default:
        return current.list satisfies never;
    }
  }
}
