import type { PageText } from '../commands.ts';
import { decodeDocument } from '../feed/decode.ts';
import { pageBase } from '../feed/discover.ts';
import { htmlBlocks } from '../feed/html-blocks.ts';
import { withAbsoluteLinks } from '../feed/html-links.ts';
import { feedAddress } from '../feed/urls.ts';
import { factsOf } from '../model/facts.ts';
import { mayLeadTo, originOf, originsFor } from '../model/origins.ts';
import type { Failure, FullText } from '../model/types.ts';
import { hostBlocks } from '../store/changes.ts';
import { readFeed, readPosts } from '../store/queries.ts';
import type { Environment } from './environment.ts';
import { fetchPage, type PageOutcome } from './fetch-page.ts';
import { leaveHostAlone } from './rate-limits.ts';

const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1';

/** No article comes near it, and the page that reads it must not stand still for long. */
const MOST_BYTES = 5 * 1024 * 1024;

/**
 * Fetches the page of a post, because somebody wants to read it now. Nothing is asked of a host whose permission is not
 * held, that asked to be left alone, or in the person's own network where the feed is a public one.
 */
export async function fetchFullText(environment: Environment, postId: string): Promise<PageText> {
  const [post] = await readPosts([postId]);
  const address = post?.url ?? '';
  const failed = (failure: Failure): PageText => ({ kind: 'failed', failure, address });
  if (!post || feedAddress(address) === undefined) return failed({ reason: 'bad-address' });
  const feed = await readFeed(post.feedId);
  if (feed && !mayLeadTo(feed.url, address)) return failed({ reason: 'bad-address' });
  if (!environment.online()) return failed({ reason: 'offline' });
  if (!(await environment.holdsHosts([originOf(address)]))) {
    return { kind: 'needs-permission', origins: originsFor(address) };
  }
  const blocked = await hostBlocks(environment.now());
  if (blocked.has(new URL(address).host)) return failed({ reason: 'slow-down' });
  const reply = await fetchPage(environment, address, { accept: ACCEPT, mostBytes: MOST_BYTES });
  if (reply.kind === 'failed') return failed(reply.failure);
  if (reply.kind === 'rate-limited') {
    if (reply.status === 429) await leaveHostAlone(environment, reply);
    return failed({ reason: 'slow-down', status: reply.status });
  }
  return pageText(reply) ?? failed({ reason: 'binary' });
}

function pageText({ bytes, contentType, finalUrl }: Extract<PageOutcome, { kind: 'fetched' }>): PageText | undefined {
  if (!/^\s*(?:$|text\/html|application\/xhtml\+xml)/i.test(contentType)) return undefined;
  const html = decodeDocument(bytes, contentType);
  const base = pageBase(html, finalUrl);
  return { kind: 'page', html: withAbsoluteLinks(html, base), base };
}

/** @param now epoch ms */
export function fullTextOf(html: string, base: string, now: number): FullText {
  const facts = factsOf({ document: htmlBlocks(html), isContent: true, isCut: false });
  return { html, base, facts, fetchedAt: now };
}
