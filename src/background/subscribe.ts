import type { SubscribeOutcome } from '../commands.ts';
import { decodeDocument } from '../feed/decode.ts';
import { usualPaths } from '../feed/discover.ts';
import type { FeedLink } from '../feed/types.ts';
import type { CheckRecord } from '../model/check.ts';
import { addressFrom, originOf, originsFor } from '../model/origins.ts';
import { feedFinder } from '../model/same-feed.ts';
import type { Feed, Settings } from '../model/types.ts';
import { addFeeds, hostBlocks, recordChecks } from '../store/changes.ts';
import { readFeed, readFeedRows } from '../store/queries.ts';
import { recordOutcome } from './check-feed.ts';
import type { Environment } from './environment.ts';
import type { FetchOutcome } from './fetch-feed.ts';
import { fetchPage, type PageOutcome } from './fetch-page.ts';
import { namedFeeds } from './named-feeds.ts';
import { LEASE_MS } from './poll.ts';
import { leaveHostAlone } from './rate-limits.ts';
import { parseReply, receiveFeed } from './receive-feed.ts';

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

  const reply = await ask(environment, url);
  if (reply.kind === 'failed') return { kind: 'failed', failure: reply.failure, address };
  const outcome = await subscribeTo(environment, settings, { url, title }, reply);
  return isPage(outcome) && reply.kind === 'fetched' ? subscribeFromPage(environment, settings, url, reply) : outcome;
}

/** What can be said without a request. */
async function settledAlready(environment: Environment, feed: FeedLink): Promise<SubscribeOutcome | undefined> {
  const known = await findKnown(environment, feed.url);
  if (known) return already(known);
  // The wish for the www host must not hold up who already allowed this one.
  if (await environment.holdsHosts([originOf(feed.url)])) return undefined;
  return { kind: 'needs-permission', feed, origins: originsFor(feed.url) };
}

/** The subscribed feed that an address stands for. */
async function findKnown(environment: Environment, address: string): Promise<Feed | undefined> {
  return feedFinder(await readFeedRows(), environment.now())(address);
}

/** Asks for an address, unless its host asked to be left alone. */
export async function ask(environment: Environment, url: string): Promise<PageOutcome> {
  const blocks = await hostBlocks(environment.now());
  if (blocks.has(new URL(url).host)) return { kind: 'failed', failure: { reason: 'slow-down', status: 429 } };
  return fetchPage(environment, url);
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
  link: FeedLink,
  reply: Exclude<PageOutcome, { kind: 'failed' }>,
): Promise<SubscribeOutcome> {
  if (reply.kind === 'rate-limited') return keepWaiting(environment, settings, link, reply);
  const parsed = parseReply(reply);
  if (!parsed.ok) return { kind: 'failed', failure: { reason: parsed.reason }, address: link.url };
  // Redirects may have led to a feed that is there under its own address.
  const known = await findKnown(environment, reply.finalUrl);
  if (known) return already(known);
  return keep(environment, link, async (feed) => {
    const unread = await receiveFeed(environment, settings, feed, { reply, document: parsed.feed });
    const stored = (await readFeed(feed.id)) ?? feed;
    return { kind: 'subscribed', feedId: feed.id, title: stored.name ?? (stored.title || stored.url), unread };
  });
}

/** The first request was one too many: the subscription stands, and is read when the server allows it. */
async function keepWaiting(
  environment: Environment,
  settings: Settings,
  link: FeedLink,
  reply: Extract<PageOutcome, { kind: 'rate-limited' }>,
): Promise<SubscribeOutcome> {
  return keep(environment, link, async (feed) => {
    const checks: CheckRecord[] = [];
    await recordOutcome(environment, settings, { add: (check) => checks.push(check) }, feed, reply);
    await recordChecks(checks);
    const { nextCheckAt } = (await readFeed(feed.id)) ?? feed;
    return { kind: 'waiting', feedId: feed.id, nextCheckAt };
  });
}

/** @param store stores what its first request brought; until then no round takes the feed, unless this worker dies */
async function keep(
  environment: Environment,
  { url, title }: FeedLink,
  store: (feed: Feed) => Promise<SubscribeOutcome>,
): Promise<SubscribeOutcome> {
  const now = environment.now();
  const { added, already: known } = await addFeeds([{ url, title }], now, now + LEASE_MS);
  const [feed] = added;
  if (!feed) return known[0] ? already(known[0]) : { kind: 'no-feed', address: url };
  await environment.setAlarm();
  return store(feed);
}

async function subscribeFromPage(
  environment: Environment,
  settings: Settings,
  address: string,
  page: Extract<FetchOutcome, { kind: 'fetched' }>,
): Promise<SubscribeOutcome> {
  const html = decodeDocument(page.bytes, page.contentType);
  const candidates = namedFeeds(html, page.finalUrl);
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
  const reply = await ask(environment, only.url);
  if (reply.kind === 'failed') return { kind: 'failed', failure: reply.failure, address: only.url };
  const outcome = await subscribeTo(environment, settings, only, reply);
  if (!mayList || !isPage(outcome) || reply.kind !== 'fetched') return outcome;

  const listed = namedFeeds(decodeDocument(reply.bytes, reply.contentType), reply.finalUrl);
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
    const reply = await ask(environment, url);
    if (reply.kind === 'rate-limited') return leaveAlone(environment, reply, address);
    if (reply.kind === 'failed' && reply.failure.reason === 'slow-down') {
      return { kind: 'failed', failure: reply.failure, address };
    }
    if (reply.kind === 'failed') continue;
    const outcome = await subscribeTo(environment, settings, { url, title: '' }, reply);
    if (outcome.kind !== 'failed') return outcome;
  }
  return { kind: 'no-feed', address };
}

/** A guess is nothing to subscribe to; but who asks us to slow down is not asked again, by anybody (RFC 6585 §4). */
export async function leaveAlone(
  environment: Environment,
  reply: Extract<PageOutcome, { kind: 'rate-limited' }>,
  address: string,
): Promise<Extract<SubscribeOutcome, { kind: 'failed' }>> {
  const { status } = reply;
  if (status === 429) await leaveHostAlone(environment, reply);
  return { kind: 'failed', failure: { reason: 'slow-down', status }, address };
}
