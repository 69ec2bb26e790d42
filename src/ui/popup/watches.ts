import { useCallback, useEffect, useState } from 'preact/hooks';
import { dismissSite } from '../../browser/dismissed-sites.ts';
import { readPending, watchPending } from '../../browser/pending.ts';
import { holdsHosts } from '../../browser/permissions.ts';
import type { CurrentPage } from '../../browser/tabs.ts';
import type { PendingSubscription } from '../../model/types.ts';
import { hostOf } from '../shared/reason-text.ts';
import type { FeedsReading } from './live.ts';
import type { PageOffer } from './page-offer.ts';

export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    addEventListener('online', update);
    addEventListener('offline', update);
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
    };
  }, []);
  return online;
}

/** What all feeds are like; undefined until the first posts stand and Dexie is there. */
export function useFeeds(painted: Promise<unknown>): FeedsReading | undefined {
  const [reading, setReading] = useState<FeedsReading>();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isOver = false;
    const start = async () => {
      await painted;
      const { watchFeeds } = await import('./live.ts');
      if (!isOver) stop = watchFeeds(setReading);
    };
    start().catch(console.error);
    return () => {
      isOver = true;
      stop?.();
    };
  }, [painted]);
  return reading;
}

export interface Waiting {
  readonly pending: PendingSubscription;
  /** The permission is there: the worker is at it. */
  readonly isAllowed: boolean;
}

export function usePending(): readonly Waiting[] {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  useEffect(() => {
    const update = async (all: readonly PendingSubscription[]) => {
      const allowed = await Promise.all(all.map((pending) => holdsHosts(pending.origins).catch(() => false)));
      setWaiting(all.map((pending, index) => ({ pending, isAllowed: allowed[index] ?? false })));
    };
    readPending().then(update).catch(console.error);
    return watchPending((all) => void update(all).catch(console.error));
  }, []);
  return waiting;
}

export interface PageFeeds {
  readonly page: CurrentPage;
  readonly dismiss: () => void;
}

/**
 * Feeds that the current tab names, where none of them is followed and the person has not said "Not now" there.
 *
 * @param feeds decides once it is there: subscribing takes the offer away, undoing brings it back
 */
export function usePageFeeds(
  offered: Promise<PageOffer | undefined>,
  feeds: FeedsReading | undefined,
): PageFeeds | undefined {
  const [offer, setOffer] = useState<PageOffer>();
  useEffect(() => {
    // It never rejects.
    void offered.then(setOffer);
  }, [offered]);

  const dismiss = useCallback(() => {
    setOffer((last) => last && { ...last, isDismissed: true });
    if (offer) dismissSite(hostOf(offer.page.url)).catch(console.error);
  }, [offer]);
  if (!offer || offer.isDismissed) return undefined;
  const { page } = offer;
  const isFollowed = feeds ? page.feeds.some(({ url }) => isAmong(feeds, url)) : (offer.isFollowed ?? true);
  return isFollowed ? undefined : { page, dismiss };
}

function isAmong({ feeds }: FeedsReading, url: string): boolean {
  return feeds.some((feed) => feed.url === url);
}
