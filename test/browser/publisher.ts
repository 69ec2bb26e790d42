import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoggedRequest {
  /** Epoch ms. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** What the publisher answers; everything absent is as a decent server has it. */
export interface Reply {
  /** 200 where absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Ends the body after so many bytes as if that were all of it, without a Content-Length that would tell. */
  readonly cutAfter?: number;
  /** Falls silent before the head, or after half of the body, until `release`. */
  readonly stall?: 'head' | 'body';
  /** Answers with a head so much later. */
  readonly delayMs?: number;
}

export type Responder = (request: LoggedRequest) => Reply;

/**
 * A web server on loopback that plays every blog of a test, each under a host name of its own: browsers
 * resolve all of `*.localhost` to this machine without asking anybody.
 */
export interface Publisher {
  readonly port: number;
  /** All requests, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** The address of a path of the blog with this name. */
  url(blog: string, path?: string): string;
  /** Says what this address answers from now on; all others are 404. */
  serve(url: string, answer: Reply | Responder): void;
  /** Resolves with the next request for this address that comes after the call. */
  nextRequest(url: string): Promise<LoggedRequest>;
  requestsOf(url: string): LoggedRequest[];
  /** Lets all stalled answers go on. */
  release(): void;
  close(): Promise<void>;
}

export async function startPublisher(): Promise<Publisher> {
  const answers = new Map<string, Reply | Responder>();
  const requests: LoggedRequest[] = [];
  const awaited = new Map<string, ((request: LoggedRequest) => void)[]>();
  const stalled = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();

  const server = createServer((request, response) => {
    const logged: LoggedRequest = {
      at: Date.now(),
      method: request.method ?? '',
      url: `http://${request.headers.host}${request.url}`,
      headers: request.headers,
    };
    requests.push(logged);
    const answer = answers.get(logged.url) ?? { status: 404, body: 'Nothing here.' };
    const reply = typeof answer === 'function' ? answer(logged) : answer;
    const timer = setTimeout(() => {
      timers.delete(timer);
      send(response, reply, (goOn) => stalled.add(goOn));
    }, reply.delayMs ?? 0);
    timers.add(timer);
    for (const resolve of awaited.get(logged.url) ?? []) resolve(logged);
    awaited.delete(logged.url);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  const release = () => {
    for (const goOn of stalled) goOn();
    stalled.clear();
  };
  return {
    port,
    requests,
    url: (blog, path = '/') => `http://${blog}.localhost:${port}${path}`,
    serve: (url, answer) => {
      answers.set(url, answer);
    },
    nextRequest: (url) =>
      new Promise((resolve) => {
        awaited.set(url, [...(awaited.get(url) ?? []), resolve]);
      }),
    requestsOf: (url) => requests.filter((request) => request.url === url),
    release,
    close: () => {
      release();
      for (const timer of timers) clearTimeout(timer);
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function send(response: ServerResponse, reply: Reply, stall: (goOn: () => void) => void): void {
  if (reply.stall === 'head') {
    const { stall: _ended, ...whole } = reply;
    stall(() => send(response, whole, stall));
    return;
  }
  const body = Buffer.from(reply.body ?? '');
  const hasBody = reply.status !== 304 && reply.status !== 204;
  const isWhole = reply.cutAfter === undefined && reply.stall === undefined && hasBody;
  response.writeHead(reply.status ?? 200, {
    ...(reply.body === undefined ? {} : { 'content-type': 'text/html; charset=utf-8' }),
    ...(isWhole ? { 'content-length': String(body.byteLength) } : {}),
    ...reply.headers,
  });
  if (!hasBody) {
    response.end();
  } else if (reply.stall === 'body') {
    const half = Math.floor(body.byteLength / 2);
    response.write(body.subarray(0, half));
    stall(() => response.end(body.subarray(half)));
  } else {
    response.end(body.subarray(0, reply.cutAfter));
  }
}
