import type { FindOutcome } from '../commands.ts';
import { decodeDocument } from '../feed/decode.ts';
import type { ParsedFeed } from '../feed/types.ts';
import { feedAddress } from '../feed/urls.ts';
import { mayLeadTo, originOf, originsFor } from '../model/origins.ts';
import { feedFinder } from '../model/same-feed.ts';
import type { Feed, Settings } from '../model/types.ts';
import { readFeed, readFeedRows } from '../store/queries.ts';
import { moveFeedTo } from '../store/timing.ts';
import type { Environment } from './environment.ts';
import type { PageOutcome } from './fetch-page.ts';
import { namedFeeds } from './named-feeds.ts';
import { LEASE_MS } from './poll.ts';
import { parseReply, receiveFeed } from './receive-feed.ts';
import { ask, leaveAlone } from './subscribe.ts';

interface Search {
  readonly environment: Environment;
  readonly settings: Settings;
  readonly feed: Feed;
  /** Addresses that were asked for, and where they led: none is asked for twice. */
  readonly seen: Set<string>;
}

/**
 * Finds where a feed lives that its address no longer gives, and lets the feed live there: its id, its posts and what
 * was read of them stay.
 *
 * Looks at the page that the feed's address has turned into, for the feeds that it names, else at the feed's site; an
 * address that was missing or gone at the last check is not asked again. Three requests at most, a second apart.
 * Nothing is asked of a host whose permission is not held.
 *
 * @param wanted.address goes on from an earlier outcome: the feed that the person chose, or the page that a permission
 *   was missing for
 */
export async function findFeedAgain(
  environment: Environment,
  settings: Settings,
  wanted: { readonly feedId: number; readonly address?: string },
): Promise<FindOutcome> {
  const feed = await readFeed(wanted.feedId);
  if (!feed || feed.unsubscribedAt !== undefined) return { kind: 'no-feed', address: wanted.address ?? '' };
  const search: Search = { environment, settings, feed, seen: new Set() };
  if (wanted.address !== undefined) return lookAt(search, wanted.address);

  const site = siteOf(feed);
  const isPage = feed.failure?.reason === 'html';
  const first = await lookAt(search, isPage ? feed.url : site);
  const isFruitless = first.kind === 'no-feed' || first.kind === 'failed';
  return isPage && isFruitless && !search.seen.has(site) ? lookAt(search, site) : first;
}

/** The page that a feed says it belongs to, else the front page of its host. */
function siteOf(feed: Feed): string {
  const { siteUrl } = feed;
  const isUsable = siteUrl !== undefined && feedAddress(siteUrl) !== undefined && mayLeadTo(feed.url, siteUrl);
  return isUsable ? siteUrl : new URL('/', feed.url).href;
}

/** @param mayName whether what is there may be a page that names the feed */
async function lookAt(search: Search, address: string, mayName = true): Promise<FindOutcome> {
  const { environment, feed, seen } = search;
  if (feedAddress(address) === undefined || !mayLeadTo(feed.url, address)) {
    return { kind: 'failed', failure: { reason: 'bad-address' }, address };
  }
  if (!(await environment.holdsHosts([originOf(address)]))) {
    return { kind: 'needs-permission', address, origins: originsFor(address) };
  }
  if (address === feed.url && feed.blockedUntil > environment.now()) {
    return { kind: 'failed', failure: { reason: 'slow-down' }, address };
  }
  // What was asked for just now was most likely asked of this host.
  if (seen.size > 0) await environment.wait(environment.limits.spacingMs);
  seen.add(address);
  const reply = await ask(environment, address);
  if (reply.kind === 'failed') return { kind: 'failed', failure: reply.failure, address };
  if (reply.kind === 'rate-limited') return leaveAlone(environment, reply, address);
  seen.add(reply.finalUrl);

  const parsed = parseReply(reply);
  if (parsed.ok) return settleAt(search, address, reply, parsed.feed);
  if (parsed.reason !== 'html' || !mayName) return { kind: 'failed', failure: { reason: parsed.reason }, address };
  return lookAtNamed(search, address, reply);
}

type Fetched = Extract<PageOutcome, { kind: 'fetched' }>;

async function lookAtNamed(search: Search, address: string, page: Fetched): Promise<FindOutcome> {
  const { feed, seen } = search;
  const named = namedFeeds(decodeDocument(page.bytes, page.contentType), page.finalUrl);
  // A page that still names the address that is broken knows no better.
  const candidates = named.filter(({ url }) => !seen.has(url) && url !== feed.url);
  const [only, another] = candidates;
  if (!only) return { kind: 'no-feed', address };
  return another ? { kind: 'choose', candidates } : lookAt(search, only.url, false);
}

/** A feed stands at this address: the one that was looked for, unless it is subscribed to already. */
async function settleAt(
  { environment, settings, feed }: Search,
  address: string,
  reply: Fetched,
  document: ParsedFeed,
): Promise<FindOutcome> {
  const now = environment.now();
  if (address === feed.url) {
    await receiveFeed(environment, settings, feed, { reply, document });
    return { kind: 'works' };
  }
  const others = (await readFeedRows()).filter(({ id }) => id !== feed.id);
  const find = feedFinder(others, now);
  const known = find(address) ?? find(reply.finalUrl);
  if (known) return { kind: 'already', feedId: known.id, title: known.name ?? (known.title || known.url) };
  const moved = await moveFeedTo(feed.id, address, { now, leasedUntil: now + LEASE_MS });
  if (!moved) return { kind: 'no-feed', address };
  await receiveFeed(environment, settings, moved, { reply, document });
  return { kind: 'found', url: address };
}
