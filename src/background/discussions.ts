import type { DiscussionOutcome } from '../commands.ts';
import { decodeDocument } from '../feed/decode.ts';
import {
  DISCUSSION_ORIGINS,
  DISCUSSION_SITES,
  discussionsIn,
  lookedUpAddress,
  lookUpUrl,
} from '../model/discussions.ts';
import type { Discussion, DiscussionSite, Failure } from '../model/types.ts';
import { hostBlocks } from '../store/changes.ts';
import { readPosts } from '../store/queries.ts';
import type { Environment } from './environment.ts';
import { fetchPage } from './fetch-page.ts';
import { leaveHostAlone } from './rate-limits.ts';

const MOST_BYTES = 1024 * 1024;

/** Looks up where a post is talked about, because the person wants to know: each site is told the post's address. */
export async function findDiscussions(environment: Environment, postId: string): Promise<DiscussionOutcome> {
  const [post] = await readPosts([postId]);
  const address = lookedUpAddress(post?.url);
  if (address === undefined) return { kind: 'not-public' };
  if (!(await environment.holdsHosts(DISCUSSION_ORIGINS))) return { kind: 'needs-permission' };
  const answers = await Promise.all(DISCUSSION_SITES.map((site) => ask(environment, site, address)));
  return {
    kind: 'asked',
    discussions: answers.flatMap(({ found }) => found ?? []),
    failures: answers.flatMap(({ site, failure }) => (failure ? [{ site, failure }] : [])),
  };
}

interface Answer {
  readonly site: DiscussionSite;
  readonly found?: Discussion[];
  readonly failure?: Failure;
}

async function ask(environment: Environment, site: DiscussionSite, address: string): Promise<Answer> {
  const url = lookUpUrl(site, address);
  if (!environment.online()) return { site, failure: { reason: 'offline' } };
  const blocked = await hostBlocks(environment.now());
  if (blocked.has(new URL(url).host)) return { site, failure: { reason: 'slow-down' } };
  const reply = await fetchPage(environment, url, { accept: 'application/json', mostBytes: MOST_BYTES });
  if (reply.kind === 'failed') return { site, failure: reply.failure };
  if (reply.kind === 'rate-limited') {
    if (reply.status === 429) await leaveHostAlone(environment, reply);
    return { site, failure: { reason: 'slow-down', status: reply.status } };
  }
  const found = discussionsIn(site, decodeDocument(reply.bytes, reply.contentType), address);
  return found ? { site, found } : { site, failure: { reason: 'broken' } };
}
