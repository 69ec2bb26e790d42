import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import { concernOf } from '../../model/health.ts';
import type { Feed, Settings } from '../../model/types.ts';
import { Icon } from '../shared/icon.tsx';
import { StoreFailure } from '../shared/store-failure.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
import type { Watched } from '../shared/use-watch.ts';
import { AddCard } from './add-card.tsx';
import { download } from './download.ts';
import { folderNames } from './feed-order.ts';
import { FeedTable } from './feed-table.tsx';
import { ImportCard } from './import-card.tsx';
import { PanelHead } from './panel-head.tsx';
import { PermissionNote } from './permission-note.tsx';

interface Subscribed {
  readonly feeds: readonly Feed[];
  readonly icons: ReadonlyMap<number, string>;
}

interface FeedsPanelProps {
  readonly subscribed: Watched<Subscribed>;
  readonly now: number;
  readonly settings: Settings;
  readonly toasts: Toasts;
  /** Whether the address asks for the import card. */
  readonly wantsImport: boolean;
  /** The feed whose row the address asks for. */
  readonly wantedId: number | undefined;
}

type OpenCard = 'add' | 'import' | undefined;

export function FeedsPanel({ subscribed, now, settings, toasts, wantsImport, wantedId }: FeedsPanelProps) {
  const [card, setCard] = useState<OpenCard>(wantsImport ? 'import' : undefined);
  const [openId, setOpenId] = useState(wantedId);
  const addButton = useRef<HTMLButtonElement>(null);
  const importButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wantsImport) setCard('import');
  }, [wantsImport]);
  useEffect(() => {
    if (wantedId !== undefined) setOpenId(wantedId);
  }, [wantedId]);

  const toggle = (which: OpenCard) => setCard(card === which ? undefined : which);
  const close = () => {
    (card === 'add' ? addButton : importButton).current?.focus();
    setCard(undefined);
  };
  const feeds = subscribed.kind === 'ready' ? subscribed.value.feeds : [];
  const feedsBefore = useRef(0);
  useLayoutEffect(() => {
    // With the last feed its table goes, and with that whatever had the focus.
    const isEmptied = feedsBefore.current > 0 && feeds.length === 0;
    if (isEmptied && document.activeElement === document.body) {
      document.querySelector<HTMLElement>('#panel-feeds h1')?.focus();
    }
    feedsBefore.current = feeds.length;
  }, [feeds.length]);
  return (
    <>
      <PanelHead title={message('options_tab_feeds')} text={summaryText(subscribed, now)}>
        {feeds.length > 0 && (
          <button type="button" class="btn" onClick={() => toasts.attempt(exportFeeds(toasts))}>
            <Icon name="export" />
            {message('options_export')}
          </button>
        )}
        <button
          type="button"
          class="btn"
          ref={importButton}
          aria-expanded={card === 'import'}
          onClick={() => toggle('import')}
        >
          <Icon name="import" />
          {message('options_import')}
        </button>
        <button
          type="button"
          class="btn primary"
          ref={addButton}
          aria-expanded={card === 'add'}
          onClick={() => toggle('add')}
        >
          <Icon name="plus" />
          {message('options_add')}
        </button>
      </PanelHead>
      {card === 'add' && <AddCard now={now} onClose={close} onShow={setOpenId} />}
      {card === 'import' && <ImportCard toasts={toasts} onClose={close} />}
      <PermissionNote feeds={feeds} toasts={toasts} />
      <Feeds subscribed={subscribed} now={now} settings={settings} toasts={toasts} openId={openId} onOpen={setOpenId} />
    </>
  );
}

interface FeedsProps {
  readonly subscribed: Watched<Subscribed>;
  readonly now: number;
  readonly settings: Settings;
  readonly toasts: Toasts;
  readonly openId: number | undefined;
  readonly onOpen: (feedId: number | undefined) => void;
}

function Feeds({ subscribed, ...rest }: FeedsProps) {
  switch (subscribed.kind) {
    case 'loading':
      return <div class="card pad" aria-busy="true" />;
    case 'failed':
      return (
        <div class="card">
          <StoreFailure error={subscribed.error} />
        </div>
      );
    case 'ready':
      if (subscribed.value.feeds.length === 0) return <NoFeeds />;
      return <FeedTable {...subscribed.value} {...rest} />;
    default:
      return subscribed satisfies never;
  }
}

function NoFeeds() {
  return (
    <div class="card empty">
      <h2>{message('options_empty_title')}</h2>
      <p>{message('options_empty_text')}</p>
    </div>
  );
}

function summaryText(subscribed: Watched<Subscribed>, now: number): string {
  if (subscribed.kind === 'loading') return message('options_loading');
  if (subscribed.kind === 'failed') return '';
  const { feeds } = subscribed.value;
  const folders = folderNames(feeds).length;
  const concerns = feeds.map((feed) => concernOf(feed, now));
  const attention = concerns.filter((concern) => concern === 'trouble').length;
  const noted = concerns.filter((concern) => concern === 'moved' || concern === 'silent').length;
  const count = plural('options_feed_count', feeds.length);
  const sentences = [
    folders > 0
      ? message('options_feeds_in_folders', count, plural('options_folder_count', folders))
      : message('options_feeds_summary', count),
    ...(attention > 0 ? [plural('options_attention', attention)] : []),
    ...(noted > 0 ? [plural('options_noted', noted)] : []),
  ];
  return sentences.join(' ');
}

async function exportFeeds(toasts: Toasts): Promise<void> {
  download(await send('export-opml'), 'text/x-opml', message('options_export_file'));
  toasts.show(message('options_exported'));
}
