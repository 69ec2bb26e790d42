import { mayLeadTo } from '../model/origins.ts';
import { LATEST_CHECK_MS, MINUTE_MS } from '../model/schedule.ts';
import type { Round, Settings } from '../model/types.ts';
import { forgiveHost, hostPatience, mendTimes, storeIcon } from '../store/changes.ts';
import { readClaimable } from '../store/claims.ts';
import { readFeed } from '../store/queries.ts';
import { type Checked, type Checking, checkFeed } from './check-feed.ts';
import { failedCheck } from './check-records.ts';
import { Doubts } from './doubts.ts';
import type { Environment } from './environment.ts';
import { fetchIcon } from './fetch-icon.ts';
import { Recorder } from './recorder.ts';
import { RoundQueue, type Turn } from './round-queue.ts';

/** How long a feed waits whose worker died. A round has no feed twice, so its own slow checks need no longer lease. */
export const LEASE_MS = 90_000;

export interface RoundRequest {
  /** These feeds, or all, now; due feeds only where absent. */
  readonly manual?: { readonly feedIds?: readonly number[] };
  readonly settings: Settings;
  /** Stops the round: what is under way is given back unchecked. */
  readonly signal: AbortSignal;
  /** Whether the round is to end after what is under way, and leave the rest to another. */
  readonly isAwaited?: () => boolean;
  readonly onProgress: (round: Round) => void;
}

/** How many feeds a manual round would check that began now; 0 where there is no network. */
export async function countCheckable(
  environment: Environment,
  manual: NonNullable<RoundRequest['manual']>,
): Promise<number> {
  if (!environment.online()) return 0;
  const now = environment.now();
  return (await readClaimable({ ...claimFor(manual, now), now })).length;
}

/** By hand, no site is asked twice within a minute. */
function claimFor(manual: RoundRequest['manual'], startedAt: number) {
  return {
    leaseMs: LEASE_MS,
    ...(manual && { manual: { ...manual, notCheckedSince: startedAt - MINUTE_MS } }),
  };
}

/**
 * Checks the feeds that are due, a few together: claim → fetch → parse → store → schedule.
 *
 * A feed's own trouble is recorded with that feed and never stops the round. A worker that dies on the way loses
 * nothing: what it had claimed is free again when the lease runs out.
 */
export async function runRound(environment: Environment, request: RoundRequest): Promise<void> {
  if (!environment.online()) return;
  const startedAt = environment.now();
  await mendTimes(startedAt, startedAt + LATEST_CHECK_MS);
  const queue = new RoundQueue(environment, claimFor(request.manual, startedAt));
  const total = await queue.plan();
  if (total === 0) return;

  const recorder = new Recorder();
  const doubts = new Doubts(environment, recorder);
  const patience = new Map(await hostPatience(startedAt));
  /** What ends one lane by an exception ends them all: the round is over for whoever waits for it. */
  const broken = new AbortController();
  const signal = AbortSignal.any([request.signal, broken.signal]);
  const shared = { environment, settings: request.settings, signal };
  let progress: Round = { startedAt, checked: 0, total, newPosts: 0 };
  request.onProgress(progress);

  const icons = new Map<string, Promise<string | undefined>>();
  /** An icon's address is asked once in a round. */
  const askIcon = (url: string): Promise<string | undefined> => {
    const asked = icons.get(url) ?? fetchIcon(environment, url, signal);
    icons.set(url, asked);
    return asked;
  };

  const afterCheck = async ({ host, isHostBlocked, newPosts }: Checked) => {
    if (host !== undefined) doubts.answered();
    if (host !== undefined && isHostBlocked) await queue.giveBack((hosts) => hosts.includes(host));
    if (host !== undefined && !isHostBlocked && patience.delete(host)) await forgiveHost(host, environment.now());
    const checked = progress.checked + 1;
    const planned = Math.max(total - queue.dropped, checked);
    progress = { ...progress, checked, total: planned, newPosts: progress.newPosts + newPosts };
    request.onProgress(progress);
  };

  /** Feeds read for the first time. Their hosts were asked just now: no lane idles until one may be asked for its icon. */
  const iconless: { readonly feedId: number; readonly host: string }[] = [];
  const keepNextIcon = async (isTurn: (host: string) => boolean) => {
    const index = iconless.findIndex(({ host }) => isTurn(host));
    const [next] = index < 0 ? [] : iconless.splice(index, 1);
    // Without its icon a feed has a letter on its colour.
    if (next) await keepIcon(next.feedId, askIcon).catch(console.error);
  };
  const isFree = (host: string) => {
    const now = environment.now();
    return environment.slots.freeAt([host], environment.limits, now) <= now;
  };

  const lane = async () => {
    for (let turn = await next(); turn; turn = await next()) {
      const { host } = turn;
      const checking: Checking = { ...shared, record: (check) => doubts.add(check, host) };
      const checked = await checkSafely(checking, turn).finally(turn.end);
      await afterCheck(checked);
      if (checked.isFirst) iconless.push({ feedId: turn.feed.id, host });
      await keepNextIcon(isFree);
    }
    while (iconless.length > 0 && !signal.aborted) await keepNextIcon(() => true);
  };
  const next = async () => (request.isAwaited?.() ? undefined : queue.next(signal));

  const lanes = Array.from({ length: environment.limits.total }, () =>
    lane().catch((error: unknown) => {
      broken.abort();
      throw error;
    }),
  );
  try {
    await Promise.allSettled(lanes);
    await Promise.all(lanes);
  } finally {
    await doubts
      .settle()
      .finally(() => recorder.write())
      .finally(() => queue.giveBack(() => true));
  }
}

/** One feed's exception is recorded against it and never stops the round. */
async function checkSafely(checking: Checking, turn: Turn): Promise<Checked> {
  const { environment, settings, record } = checking;
  try {
    return await checkFeed(checking, turn);
  } catch (error) {
    console.error(turn.feed.url, error);
    // Nothing that is asked for now could be stored: the round is over.
    if (await environment.onStoreError(error)) throw error;
    // Left as it was, the feed would be due at once and asked for again and again.
    record(failedCheck(environment, settings, turn.feed, { reason: 'storage' }));
    return { newPosts: 0 };
  }
}

/**
 * Keeps a site's icon after its feed's first good check: the one that the feed names, else the usual one; neither from
 * the person's own network where the feed is a public one.
 *
 * @param ask gives the icon at an address as data, or undefined
 */
export async function keepIcon(feedId: number, ask: (url: string) => Promise<string | undefined>): Promise<void> {
  const feed = await readFeed(feedId);
  if (!feed?.lastGoodAt) return;
  const usual = new URL('/favicon.ico', feed.siteUrl ?? feed.url).href;
  const askAllowed = async (url: string) => (mayLeadTo(feed.url, url) ? ask(url) : undefined);
  const icon = (feed.iconUrl && (await askAllowed(feed.iconUrl))) || (await askAllowed(usual));
  if (icon) await storeIcon(feedId, icon);
}
