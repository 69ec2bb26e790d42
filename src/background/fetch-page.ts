import type { Failure } from '../model/types.ts';
import type { Environment } from './environment.ts';
import { type FeedRequest, type FetchOutcome, fetchFeed } from './fetch-feed.ts';

export type PageOutcome =
  | Extract<FetchOutcome, { kind: 'fetched' | 'rate-limited' }>
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Asks once, unconditionally, for an address that may be a feed or a page that names one.
 *
 * @param wanted what else than that the address is to answer with, and how large it may be
 */
export async function fetchPage(
  environment: Environment,
  url: string,
  wanted: Pick<FeedRequest, 'accept' | 'mostBytes'> = {},
): Promise<PageOutcome> {
  const outcome = await fetchFeed(environment, { url, ...wanted });
  switch (outcome.kind) {
    case 'fetched':
    case 'rate-limited':
      return outcome;
    case 'failed':
      return { kind: 'failed', failure: outcome.failure };
    case 'gone':
      return { kind: 'failed', failure: { reason: 'gone', status: 410 } };
    case 'unchanged':
      // Nothing was asked conditionally, so this server is confused.
      return { kind: 'failed', failure: { reason: 'http-error', status: 304 } };
    default:
      return outcome satisfies never;
  }
}
