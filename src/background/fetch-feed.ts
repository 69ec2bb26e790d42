import type { Validators } from '../model/check.ts';
import type { Failure } from '../model/types.ts';
import type { Environment } from './environment.ts';
import { fetchBytes, type Received } from './fetch-bytes.ts';
import type { Slot } from './host-slots.ts';
import { freshForMs, retryAfterMs } from './response-headers.ts';

/** How long the server would like us to wait. */
export interface Wishes {
  /** By max-age or Expires, in ms; absent where it does not speak of it. */
  readonly freshForMs?: number;
  /** In ms; 0 for no wish. */
  readonly retryAfterMs: number;
}

/** What came of a request, and how long it took from its start to the end of its body, in ms. */
export type FetchOutcome = Reply & { readonly durationMs: number };

type Reply =
  | ({
      readonly kind: 'fetched';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly contentType: string;
      readonly finalUrl: string;
      readonly validators: Validators;
    } & Wishes)
  /** Not changed since the validators were given; `validators` are those that the reply itself bears. */
  | ({ readonly kind: 'unchanged'; readonly validators: Validators; readonly finalUrl: string } & Wishes)
  /** 429 or 503; `retryAfterMs` 0 where it does not say for how long. */
  | {
      readonly kind: 'rate-limited';
      readonly status: number;
      readonly retryAfterMs: number;
      readonly finalUrl: string;
    }
  | { readonly kind: 'gone'; readonly finalUrl: string }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly retryAfterMs: number;
      /** Undefined where nobody answered. */
      readonly finalUrl: string | undefined;
    };

/** Formats we read, best first; the rest so that sites that answer by type still answer. */
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, ' +
  'application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1';

export interface FeedRequest {
  readonly url: string;
  /** Those that came from this very address; sent back byte for byte. */
  readonly validators?: Validators;
  readonly signal?: AbortSignal;
  readonly slot?: Slot;
  /** What is wanted in a feed's place, as an Accept header says it. */
  readonly accept?: string;
  /** As in Request. */
  readonly mostBytes?: number;
}

/** Asks for a feed, conditionally where validators are known. */
export async function fetchFeed(environment: Environment, request: FeedRequest): Promise<FetchOutcome> {
  const { url, validators = {}, signal, slot, accept = ACCEPT, mostBytes } = request;
  const startedAt = environment.now();
  const result = await fetchBytes(environment, {
    url,
    headers: {
      Accept: accept,
      ...(validators.etag !== undefined && { 'If-None-Match': validators.etag }),
      ...(validators.lastModified !== undefined && { 'If-Modified-Since': validators.lastModified }),
    },
    ...(signal && { signal }),
    ...(slot && { slot }),
    ...(mostBytes !== undefined && { mostBytes }),
  });
  const now = environment.now();
  const reply =
    result.kind === 'failed' ? { ...result, finalUrl: result.finalUrl, retryAfterMs: 0 } : replyFrom(result, now);
  // The clock may have been set back meanwhile.
  return { ...reply, durationMs: Math.max(0, now - startedAt) };
}

function replyFrom(reply: Received, now: number): Reply {
  const { status, headers, bytes, finalUrl } = reply;
  const freshFor = freshForMs(headers, now);
  const wishes = { ...(freshFor !== undefined && { freshForMs: freshFor }), retryAfterMs: retryAfterMs(headers, now) };
  const validators = validatorsIn(headers);
  if (status === 304) return { kind: 'unchanged', finalUrl, validators, ...wishes };
  if (status >= 200 && status < 300) {
    return { kind: 'fetched', bytes, contentType: headers.get('content-type') ?? '', finalUrl, validators, ...wishes };
  }
  const { retryAfterMs: waitMs } = wishes;
  if (status === 429 || status === 503) return { kind: 'rate-limited', status, finalUrl, retryAfterMs: waitMs };
  if (status === 410) return { kind: 'gone', finalUrl };
  return { kind: 'failed', failure: { reason: reasonFor(status), status }, finalUrl, retryAfterMs: waitMs };
}

/** A feed's pair as sent; an empty header is no validator. */
function validatorsIn(headers: Headers): Validators {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  return { ...(etag && { etag }), ...(lastModified && { lastModified }) };
}

function reasonFor(status: number): Failure['reason'] {
  if (status === 401 || status === 403 || status === 407) return 'unauthorised';
  if (status === 404) return 'not-found';
  return status >= 500 ? 'server-error' : 'http-error';
}
