import { useCallback, useEffect, useState } from 'preact/hooks';
import { dismissSite, readDismissedSites } from '../../browser/dismissed-sites.ts';
import { readPending, watchPending } from '../../browser/pending.ts';
import { holdsHosts } from '../../browser/permissions.ts';
import { readRound, watchRound } from '../../browser/round.ts';
import { type CurrentPage, readCurrentPage } from '../../browser/tabs.ts';
import type { PendingSubscription, Round } from '../../model/types.ts';
import { hostOf } from '../shared/reason-text.ts';
import { feedsInPage } from './feeds-in-page.ts';
import type { FeedsReading } from './live.ts';

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

/** How far the round of checks has come; undefined when none runs. */
export function useRound(): Round | undefined {
  const [round, setRound] = useState<Round>();
  useEffect(() => {
    readRound().then(setRound, console.error);
    return watchRound(setRound);
  }, []);
  return round;
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

/** Feeds that the current tab names, where none of them is followed and the person has not said "Not now" there. */
export function usePageFeeds(painted: Promise<unknown>, feeds: FeedsReading | undefined): PageFeeds | undefined {
  const [page, setPage] = useState<CurrentPage>();
  const [isOffered, setOffered] = useState(false);
  useEffect(() => {
    const look = async () => {
      await painted;
      setPage(await readCurrentPage(feedsInPage));
    };
    look().catch(console.error);
  }, [painted]);

  // Asked again whenever the feeds have changed: subscribing takes the offer away, undoing brings it back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `feeds` stands for what the store says
  useEffect(() => {
    if (!page || page.feeds.length === 0) return;
    const decide = async () => {
      const { isAnyFollowed } = await import('./live.ts');
      const [followed, dismissed] = await Promise.all([isAnyFollowed(page.feeds), readDismissedSites()]);
      setOffered(!followed && !dismissed.includes(hostOf(page.url)));
    };
    decide().catch(console.error);
  }, [page, feeds]);

  const dismiss = useCallback(() => {
    setOffered(false);
    if (page) dismissSite(hostOf(page.url)).catch(console.error);
  }, [page]);
  return page && isOffered ? { page, dismiss } : undefined;
}
