import { lookup as systemLookup } from 'node:dns';
import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** https://fetch.spec.whatwg.org/#http-redirect-fetch: a 21st redirect is a network error. */
const MOST_REDIRECTS = 20;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** What a page's code cannot set, as far as it ever tries (https://fetch.spec.whatwg.org/#forbidden-request-header). */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

export const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

/**
 * A browser has six connections for a host, and keeps those that have done their work for the next request. It tries
 * again where the server has just closed one, which would look like an impatient reader here: so none is kept for long.
 */
const CONNECTIONS = { keepAlive: true, maxSockets: 6, timeout: 1000 };
const plainAgent = new PlainAgent(CONNECTIONS);
const secureAgent = new SecureAgent(CONNECTIONS);

/** Where the connections that are kept would keep the process from ending. */
export function closeConnections(): void {
  plainAgent.destroy();
  secureAgent.destroy();
}

/**
 * A browser's fetch for an extension that holds the permission for every host, as far as a check of a feed can tell:
 * no cookies, no cache, redirects followed without a word about their status, half of a gzip body taken for a whole
 * one, `*.localhost` this machine. Node's own fetch resolves no such names on all systems, and sends less.
 *
 * @param begin called when a request begins; what it gives is called when its body was read, cancelled or lost
 */
export function browserFetch(begin: () => () => void): typeof fetch {
  return async (input, init = {}) => {
    const end = begin();
    try {
      return await follow(new URL(input instanceof Request ? input.url : input), init, end);
    } catch (error) {
      end();
      if (init.signal?.aborted) throw init.signal.reason;
      throw error instanceof TypeError ? error : new TypeError('Failed to fetch', { cause: error });
    }
  };
}

async function follow(first: URL, init: RequestInit, end: () => void): Promise<Response> {
  if (first.username || first.password)
    throw new TypeError('Request cannot be constructed from a URL with credentials');
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const message = await replyTo(send(url, init));
    const { location } = message.headers;
    if (!REDIRECTS.has(message.statusCode ?? 0) || location === undefined) return respond(message, url, init, end);
    message.destroy();
    url = redirectTarget(url, location);
  }
  throw new TypeError('Too many redirects');
}

/** @throws TypeError where a browser's fetch ends with a network error */
function redirectTarget(from: URL, location: string): URL {
  // Node reads headers byte by byte; what a server writes there is UTF-8 where it is not ASCII.
  const target = new URL(Buffer.from(location, 'latin1').toString('utf8'), from);
  if (!/^https?:$/.test(target.protocol)) throw new TypeError(`Not allowed to lead to ${target.protocol}`);
  if (target.username || target.password) throw new TypeError('Not allowed to lead to an address with credentials');
  if (!target.hash) target.hash = from.hash;
  return target;
}

function send(url: URL, { method = 'GET', headers, cache, signal }: RequestInit): ClientRequest {
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') throw new TypeError(`Not allowed to ask ${url.protocol}`);
  const sent: Record<string, string> = {
    'User-Agent': AGENT,
    Accept: '*/*',
    'Accept-Language': 'en-US,en;q=0.5',
    'Accept-Encoding': 'gzip, deflate, br',
    'Sec-Fetch-Dest': 'empty',
    'Sec-Fetch-Mode': 'cors',
    'Sec-Fetch-Site': 'same-origin',
    ...(cache === 'no-store' && { Pragma: 'no-cache', 'Cache-Control': 'no-cache' }),
  };
  for (const [name, value] of new Headers(headers)) {
    if (FORBIDDEN.has(name) || /^(?:proxy|sec)-/.test(name)) continue;
    const known = Object.keys(sent).find((own) => own.toLowerCase() === name) ?? name;
    sent[known] = value;
  }
  return (isSecure ? secureRequest : plainRequest)(url, {
    method,
    // Node drops a question mark with nothing behind it.
    path: withoutHash(url).slice(url.origin.length),
    headers: sent,
    agent: isSecure ? secureAgent : plainAgent,
    lookup,
    ...(signal && { signal }),
  }).end();
}

function replyTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays, since a request that is aborted later tells of it once more.
    request.on('error', reject);
  });
}

/** RFC 6761 §6.3: names under localhost are this machine, whatever the system's resolver thinks. */
const lookup: LookupFunction = (host, options, found) => {
  if (host.endsWith('.localhost')) systemLookup('localhost', options, found);
  else systemLookup(host, options, found);
};

function respond(message: IncomingMessage, url: URL, { signal }: RequestInit, end: () => void): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  const { rawHeaders } = message;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  const hasBody = !WITHOUT_BODY.has(status);
  if (!hasBody) {
    message.resume();
    end();
  }
  const body = hasBody ? streamOf(message, decoded(message, headers.get('content-encoding')), signal, end) : null;
  // Response takes none but real codes, and browsers take what they get.
  const isCode = status >= 200 && status <= 599;
  const response = new Response(body, { status: isCode ? status : 200, headers });
  Object.defineProperties(response, {
    url: { value: withoutHash(url) },
    ...(!isCode && { status: { value: status }, ok: { value: false } }),
  });
  return response;
}

function withoutHash(url: URL): string {
  const bare = new URL(url);
  bare.hash = '';
  return bare.href;
}

/** The body as a page's code reads it. A body that ends before its Content-Length, or between two chunks, is an error. */
function streamOf(
  message: IncomingMessage,
  source: Readable,
  signal: AbortSignal | null | undefined,
  end: () => void,
): ReadableStream<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (!done) {
          controller.enqueue(new Uint8Array(value));
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(signal?.aborted ? signal.reason : new TypeError('Failed to fetch', { cause: error }));
      }
      end();
    },
    cancel() {
      message.destroy();
      end();
    },
  });
}

/** Both browsers take what could be decoded of a body that was cut, where nothing else tells that it was. */
const LENIENT = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const LENIENT_BROTLI = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };

function decoded(message: IncomingMessage, encodings: string | null): Readable {
  const codings = (encodings ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  const decoders = codings.reverse().flatMap((coding) => {
    const decoder = decoderFor(coding);
    return decoder ? [decoder] : [];
  });
  const last = decoders.at(-1);
  if (!last) return message;
  // An error anywhere reaches the last of them, which is the one that is read.
  pipeline([message, ...decoders], () => {});
  return last;
}

function decoderFor(coding: string): Transform | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(LENIENT);
    case 'deflate':
      return createInflate(LENIENT);
    case 'br':
      return createBrotliDecompress(LENIENT_BROTLI);
    default:
      return undefined;
  }
}
