import type { SubscribeOutcome } from '../commands.ts';
import { decodeDocument } from '../feed/decode.ts';
import { discoverFeeds, usualPaths } from '../feed/discover.ts';
import type { FeedLink } from '../feed/types.ts';
import { addressFrom, originOf, originsFor } from '../model/origins.ts';
import type { Feed, Settings } from '../model/types.ts';
import { addFeeds, hostBlocks } from '../store/changes.ts';
import { findFeed, readFeed } from '../store/queries.ts';
import type { Environment } from './environment.ts';
import type { FetchOutcome } from './fetch-feed.ts';
import { fetchPage, type PageOutcome } from './fetch-page.ts';
import { parseReply, Recorder, recordOutcome } from './poll.ts';

export interface Subscription {
  /** What the person typed, or the page named. */
  readonly address: string;
  /** What the page calls it, until the feed itself says. */
  readonly title?: string;
}

/**
 * Subscribes to a feed, or to the feed of a site.
 *
 * It costs the page and then one feed. Only where what the page names is a page itself, its feed is asked for too; the
 * usual paths are tried only where the page names none, one after another.
 * Nothing is asked of a host whose permission is not held, and a refusal leaves nothing half-done.
 */
export async function subscribe(
  environment: Environment,
  settings: Settings,
  { address, title = '' }: Subscription,
): Promise<SubscribeOutcome> {
  const url = addressFrom(address);
  if (!url) return { kind: 'failed', failure: { reason: 'bad-address' }, address };
  const early = await settledAlready(environment, { url, title });
  if (early) return early;

  if ((await hostBlocks(environment.now())).has(new URL(url).host)) {
    return { kind: 'failed', failure: { reason: 'slow-down', status: 429 }, address };
  }
  const reply = await fetchPage(environment, url);
  if (reply.kind === 'failed') return { kind: 'failed', failure: reply.failure, address };
  const outcome = await subscribeTo(environment, settings, { url, title }, reply);
  return isPage(outcome) && reply.kind === 'fetched' ? subscribeFromPage(environment, settings, url, reply) : outcome;
}

/** What can be said without a request. */
async function settledAlready(environment: Environment, feed: FeedLink): Promise<SubscribeOutcome | undefined> {
  const known = await findFeed(feed.url);
  if (known && known.unsubscribedAt === undefined) return already(known);
  // The wish for the www host must not hold up who already allowed this one.
  if (await environment.holdsHosts([originOf(feed.url)])) return undefined;
  return { kind: 'needs-permission', feed, origins: originsFor(feed.url) };
}

function isPage(outcome: SubscribeOutcome): boolean {
  return outcome.kind === 'failed' && outcome.failure.reason === 'html';
}

function already(feed: Feed): SubscribeOutcome {
  return { kind: 'already', feedId: feed.id, title: feed.name ?? (feed.title || feed.url) };
}

/** Stores the feed that a reply holds; 'failed' where it holds none. */
async function subscribeTo(
  environment: Environment,
  settings: Settings,
  feed: FeedLink,
  reply: Exclude<PageOutcome, { kind: 'failed' }>,
): Promise<SubscribeOutcome> {
  if (reply.kind === 'fetched') {
    const parsed = parseReply(reply);
    if (!parsed.ok) return { kind: 'failed', failure: { reason: parsed.reason }, address: feed.url };
  }
  return keep(environment, settings, feed, reply);
}

async function keep(
  environment: Environment,
  settings: Settings,
  { url, title }: FeedLink,
  reply: FetchOutcome,
): Promise<SubscribeOutcome> {
  const { added, already: known } = await addFeeds([{ url, title }], environment.now());
  const [feed] = added;
  if (!feed) return known[0] ? already(known[0]) : { kind: 'no-feed', address: url };
  const recorder = new Recorder(environment);
  const unread = await recordOutcome(environment, settings, recorder, feed, reply);
  await recorder.write();
  const stored = (await readFeed(feed.id)) ?? feed;
  return reply.kind === 'rate-limited'
    ? { kind: 'waiting', feedId: feed.id, nextCheckAt: stored.nextCheckAt }
    : { kind: 'subscribed', feedId: feed.id, title: stored.name ?? (stored.title || url), unread };
}

async function subscribeFromPage(
  environment: Environment,
  settings: Settings,
  address: string,
  page: Extract<FetchOutcome, { kind: 'fetched' }>,
): Promise<SubscribeOutcome> {
  const html = decodeDocument(page.bytes, page.contentType);
  const candidates = discoverFeeds(html, page.finalUrl);
  return candidates.length === 0
    ? tryPaths(environment, settings, address, usualPaths(html, page.finalUrl))
    : subscribeToNamed(environment, settings, candidates, true);
}

/** @param mayList whether what is named may be a page that lists the feeds, as anchors called "RSS" often lead to */
async function subscribeToNamed(
  environment: Environment,
  settings: Settings,
  candidates: FeedLink[],
  mayList: boolean,
): Promise<SubscribeOutcome> {
  const [only, another] = candidates;
  if (!only || another) return { kind: 'choose', candidates };
  const early = await settledAlready(environment, only);
  if (early) return early;
  const reply = await fetchPage(environment, only.url);
  if (reply.kind === 'failed') return { kind: 'failed', failure: reply.failure, address: only.url };
  const outcome = await subscribeTo(environment, settings, only, reply);
  if (!mayList || !isPage(outcome) || reply.kind !== 'fetched') return outcome;

  const listed = discoverFeeds(decodeDocument(reply.bytes, reply.contentType), reply.finalUrl);
  const unasked = listed.filter(({ url }) => url !== only.url && url !== reply.finalUrl);
  if (unasked.length === 0) return outcome;
  await environment.wait(environment.limits.spacingMs);
  return subscribeToNamed(environment, settings, unasked, false);
}

async function tryPaths(
  environment: Environment,
  settings: Settings,
  address: string,
  paths: readonly string[],
): Promise<SubscribeOutcome> {
  for (const url of paths) {
    const early = await settledAlready(environment, { url, title: '' });
    if (early) return early.kind === 'already' ? early : { kind: 'no-feed', address };
    await environment.wait(environment.limits.spacingMs);
    const reply = await fetchPage(environment, url);
    // A host that asks us to slow down is not asked again.
    if (reply.kind === 'rate-limited') break;
    if (reply.kind === 'failed') continue;
    const outcome = await subscribeTo(environment, settings, { url, title: '' }, reply);
    if (outcome.kind !== 'failed') return outcome;
  }
  return { kind: 'no-feed', address };
}
