import { mayRedirectTo } from '../model/origins.ts';
import type { Failure } from '../model/types.ts';
import type { Environment } from './environment.ts';
import { type Slot, takeSlot } from './host-slots.ts';

/** The browser's own, bound to the worker. */
export const networkFetch: typeof fetch = (input, init) => fetch(input, init);

export interface Received {
  readonly kind: 'received';
  readonly status: number;
  readonly headers: Headers;
  /** Empty for any status but 2xx. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where redirects led; the address itself where there were none. */
  readonly finalUrl: string;
}

export type FetchResult =
  | Received
  /** `finalUrl` where it was reached: what failed then came from there. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly finalUrl?: string };

export interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request early, as when the person stops a round. */
  readonly signal?: AbortSignal;
  /** Bytes; the environment's limit where absent. */
  readonly mostBytes?: number;
  /** The right to ask this host now; waited for where absent. Given back here in any case. */
  readonly slot?: Slot;
}

/**
 * One GET that tells a server nothing about the person: no cookies, no referrer, no cache of the browser's.
 *
 * Both browsers send a site's cookies with a default extension fetch, and answer from the HTTP cache by heuristic
 * freshness where no-store is missing. The caller has checked that the host's permission is held: without it the
 * request would still reach the server, with an Origin that names this installation.
 */
export async function fetchBytes(environment: Environment, request: Request): Promise<FetchResult> {
  const slot = request.slot ?? (await takeSlot(environment, new URL(request.url).host, request.signal));
  // The caller ended it and knows.
  if (!slot) return failed('unreachable');
  try {
    slot.start(environment.now());
    return await ask(environment, request);
  } finally {
    slot.release();
  }
}

async function ask(environment: Environment, request: Request): Promise<FetchResult> {
  const { limits } = environment;
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  const agent = environment.agent();
  try {
    const response = await environment.fetch(request.url, {
      method: 'GET',
      headers: { ...request.headers, ...(agent && { 'User-Agent': agent }) },
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'follow',
      signal,
    });
    return await receive(response, request, request.mostBytes ?? limits.mostBytes);
  } catch {
    // fetch tells apart no more than this: DNS, TLS, refused, cut and CORS are all one TypeError.
    if (timeout.aborted) return failed('timeout');
    return failed(environment.online() ? 'unreachable' : 'offline');
  }
}

async function receive(response: Response, { url }: Request, mostBytes: number): Promise<FetchResult> {
  const finalUrl = response.url || url;
  if (!mayRedirectTo(url, finalUrl)) {
    await response.body?.cancel();
    return failed('forbidden-redirect');
  }
  const { status, headers } = response;
  if (!response.ok) {
    await response.body?.cancel();
    return { kind: 'received', status, headers, bytes: new Uint8Array(), finalUrl };
  }
  const bytes = await readUpTo(response, mostBytes);
  if (!bytes) return { ...failed('too-large'), finalUrl };
  return { kind: 'received', status, headers, bytes, finalUrl };
}

/** The whole body, or undefined where it is larger; counts what arrives after decompression. */
async function readUpTo(response: Response, mostBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const reader = response.body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > mostBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
    freeBytes(chunk);
  }
  return bytes;
}

/**
 * Gives the memory of bytes that nobody needs any more back at once; they are empty from then on.
 *
 * Left to the garbage collector, what an import of 200 MB has read takes Firefox 70 MB more at its height. Bytes that
 * share their memory with others are left alone, and Node 20, which cannot do it, is too.
 */
export function freeBytes(bytes: Uint8Array<ArrayBuffer>): void {
  if (bytes.byteLength === bytes.buffer.byteLength) bytes.buffer.transfer?.(0);
}

function failed(reason: Failure['reason']): FetchResult {
  return { kind: 'failed', failure: { reason } };
}
