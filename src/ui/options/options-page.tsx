import { useCallback, useEffect, useState } from 'preact/hooks';
import { formatNumber, message, plural } from '../../browser/i18n.ts';
import { needsAttention } from '../../model/trouble.ts';
import { readFeeds } from '../../store/queries.ts';
import { DatabaseNotes } from '../shared/database-notes.tsx';
import { feedIdFrom } from '../shared/feed-hash.ts';
import { Icon, Logo } from '../shared/icon.tsx';
import { Toast } from '../shared/toast.tsx';
import { useNow } from '../shared/use-now.ts';
import { useSettings } from '../shared/use-settings.ts';
import { useToasts } from '../shared/use-toasts.ts';
import { useWatch } from '../shared/use-watch.ts';
import { AboutPanel } from './about-panel.tsx';
import { FeedsPanel } from './feeds-panel.tsx';
import { NotificationsPanel } from './notifications-panel.tsx';
import { ReadingPanel } from './reading-panel.tsx';
import { TABS, type Tab, tabAfterKey, tabOf } from './tabs.ts';

export function OptionsPage() {
  const hash = useHash();
  const tab = tabOf(hash);
  const now = useNow();
  const settings = useSettings();
  const subscribed = useWatch(readFeeds);
  const { content, dismiss, toasts } = useToasts();
  const endToast = useCallback(() => {
    // Its button takes the focus with it; where the feed that it spoke of stands now, the table knows best.
    if (document.activeElement?.closest('.toast')) {
      document.querySelector<HTMLElement>('[role=tabpanel]:not([hidden]) h1')?.focus();
    }
    dismiss();
  }, [dismiss]);
  const attention =
    subscribed.kind === 'ready' ? subscribed.value.feeds.filter((feed) => needsAttention(feed, now)).length : 0;
  const change = { settings, toasts };
  // All panels stay, so that a filter or a half-typed name outlives a look at another tab.
  const panels = {
    feeds: (
      <FeedsPanel
        subscribed={subscribed}
        now={now}
        settings={settings}
        toasts={toasts}
        wantsImport={hash === '#import'}
        wantedId={feedIdFrom(hash)}
      />
    ),
    reading: <ReadingPanel {...change} />,
    notifications: <NotificationsPanel {...change} />,
    about: <AboutPanel {...change} isShown={tab === 'about'} />,
  } satisfies Record<Tab, unknown>;
  return (
    <div class="app">
      <nav class="side" aria-label={message('options_nav')}>
        <div class="brand">
          <Logo size={24} />
          <span class="label">{message('extension_name')}</span>
        </div>
        <TabList selected={tab} attention={attention} />
      </nav>
      <main class="main">
        <DatabaseNotes look="notice" toasts={toasts} />
        {TABS.map(({ id }) => (
          <section key={id} id={`panel-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} hidden={id !== tab}>
            {panels[id]}
          </section>
        ))}
      </main>
      <Toast content={content} onGone={endToast} />
    </div>
  );
}

function TabList({ selected, attention }: { readonly selected: Tab; readonly attention: number }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabAfterKey(event.key, selected);
    if (!next) return;
    event.preventDefault();
    location.hash = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" aria-orientation="vertical" aria-label={message('options_nav')}>
      {TABS.map(({ id, label, icon }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-controls={`panel-${id}`}
          aria-selected={id === selected}
          tabIndex={id === selected ? 0 : -1}
          title={message(label)}
          onClick={() => {
            location.hash = id;
          }}
          onKeyDown={onKeyDown}
        >
          <Icon name={icon} />
          <span class="label">{message(label)}</span>
          {id === 'feeds' && attention > 0 && (
            <span class="badge num">
              <span aria-hidden="true">{formatNumber(attention)}</span>
              <span class="sr">{plural('options_attention', attention)}</span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return hash;
}
