import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Blog, type BlogPost, type DocumentHints, type Schedule } from './blog.ts';

/** Monday; far from the machine's own date, so that who mixes the two is seen. */
const STARTED_AT = Date.UTC(2027, 0, 4);

/** How a reply ends. Whatever is not whole counts as an error to who asked. */
export type Ending =
  | 'whole'
  /** Half of it, then the end, without a word that there was more. */
  | 'cut'
  /** Half of it, then the connection breaks: Content-Length or chunks tell. */
  | 'short'
  | 'unfinished chunks'
  /** No reply at all. */
  | 'reset'
  | 'silent head'
  | 'silent body'
  | 'drip'
  | 'endless'
  /** Little that unpacks to more and more. */
  | 'bomb';

export interface Answer {
  /** 200 where absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
  readonly isGzipped?: boolean;
  readonly ending?: Ending;
  /** What the body is, for the judge; absent for no body. */
  readonly document?: Document;
}

export interface Document {
  readonly kind: 'feed' | 'page' | 'other' | 'nothing';
  readonly hints?: DocumentHints;
  /** ms since the publisher's start of its newest post. */
  readonly newestAt?: number;
  /** What it holds, to tell whether it changed. */
  readonly text?: string;
}

export interface Asked {
  /** ms since the publisher's start. */
  readonly at: number;
  readonly day: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How often this path was asked for, this time included. */
  readonly nth: number;
  readonly blog: Blog;
  readonly posts: readonly BlogPost[];
  /** Epoch ms that this server's clock shows. */
  readonly clock: number;
  readonly startedAt: number;
  /** The address of a path of a play. */
  readonly url: (play: string, path: string) => string;
}

/** One blog with what is special about its server; it has a host of its own. */
export interface Play {
  /** Label of its host. */
  readonly name: string;
  /** The rows of the checklist that it plays. */
  readonly rows: readonly number[];
  /** Paths that a person subscribes to; /feed where absent. */
  readonly subscribed?: readonly string[];
  readonly schedule?: Schedule;
  /** How far its clock is off, in ms. */
  readonly skewMs?: number;
  /** Whether posts may be missed: it never gives them all. */
  readonly mayMiss?: true;
  readonly answer: (asked: Asked) => Answer;
}

export interface LoggedRequest {
  /** ms since the publisher's start. */
  readonly at: number;
  readonly play: string;
  readonly method: string;
  readonly host: string;
  /** As it came, byte for byte. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Requests under way when it came, itself included. */
  readonly open: { readonly host: number; readonly all: number };
  readonly status: number;
  readonly replied: Readonly<Record<string, string>>;
  readonly ending: Ending;
  readonly document?: Document;
  /** What was written of the body, in bytes, and when the client closed the connection, in real ms; of endings only. */
  readonly outcome: { bytes: number; closedAfterMs?: number };
}

/** Everything that a judge may know. */
export interface Log {
  readonly startedAt: number;
  /** ms since then at which the log was taken. */
  readonly endedAt: number;
  readonly requests: readonly LoggedRequest[];
  /** What persons subscribed to: addresses as in the OPML document. */
  readonly subscribed: readonly { readonly url: string; readonly play: string; readonly rows: readonly number[] }[];
  readonly published: readonly { readonly url: string; readonly guids: readonly string[] }[];
}

export interface SimulatedPublisher {
  readonly opmlUrl: string;
  readonly advanceUrl: string;
  readonly opml: string;
  advance(ms: number): void;
  log(): Log;
  close(): Promise<void>;
}

/** Posts of the last hours before the end may still be on their way to a reader that looks daily. */
const ON_THEIR_WAY_MS = 30 * 3_600_000;

/** Plays blogs on loopback, each under `NAME.localhost`, in a time that passes only when it is told so. */
export async function startPublisher(plays: readonly Play[]): Promise<SimulatedPublisher> {
  let now = 0;
  let openInAll = 0;
  const requests: LoggedRequest[] = [];
  const counts = new Map<string, number>();
  const openOnHost = new Map<string, number>();
  const stages = new Map(
    plays.map((play) => [play.name, { play, blog: new Blog(play.name, play.schedule ?? RARELY) }]),
  );

  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const host = request.headers.host ?? '';
    const stage = stages.get(host.split('.')[0] ?? '');
    response.sendDate = false;
    response.setHeader('Date', new Date(STARTED_AT + now + (stage?.play.skewMs ?? 0)).toUTCString());
    if (!stage) {
      answerHarness(path, response);
      return;
    }
    const asked = askedOf(request, path, host, stage.blog, stage.play);
    const answer = stage.play.answer(asked);
    openInAll += 1;
    openOnHost.set(host, (openOnHost.get(host) ?? 0) + 1);
    const outcome: LoggedRequest['outcome'] = { bytes: 0 };
    requests.push({
      at: now,
      play: stage.play.name,
      method: request.method ?? '',
      host,
      path,
      headers: asked.headers,
      open: { host: openOnHost.get(host) ?? 0, all: openInAll },
      status: answer.ending === 'reset' ? 0 : (answer.status ?? 200),
      replied: Object.fromEntries(
        Object.entries({ date: response.getHeader('Date'), ...answer.headers }).map(([k, v]) => [
          k.toLowerCase(),
          String(v),
        ]),
      ),
      ending: answer.ending ?? 'whole',
      ...(answer.document && { document: answer.document }),
      outcome,
    });
    // The client may have all of it, and ask on, before the connection is seen to be free.
    let isOpen = true;
    const ended = (): void => {
      if (!isOpen) return;
      isOpen = false;
      openInAll -= 1;
      openOnHost.set(host, (openOnHost.get(host) ?? 1) - 1);
    };
    response.once('finish', ended).once('close', ended);
    give(response, answer, outcome);
  });

  const askedOf = (request: IncomingMessage, path: string, host: string, blog: Blog, play: Play): Asked => {
    const nth = (counts.get(host + path) ?? 0) + 1;
    counts.set(host + path, nth);
    return {
      at: now,
      day: now / DAY_MS,
      path,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      nth,
      blog,
      posts: blog.shown(now),
      clock: STARTED_AT + now + (play.skewMs ?? 0),
      startedAt: STARTED_AT,
      url,
    };
  };

  const answerHarness = (path: string, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(path, 'http://publisher');
    const ms = Number(searchParams.get('ms') ?? 'none');
    if (pathname === '/opml') response.end(opml);
    else if (pathname === '/advance' && Number.isFinite(ms) && ms >= 0) {
      now += ms;
      response.end();
    } else response.writeHead(404).end();
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = (play: string, path: string) => `http://${play}.localhost:${port}${path}`;
  const subscribed = plays.flatMap(({ name, rows, subscribed: paths = ['/feed'] }) =>
    paths.map((path) => ({ url: url(name, path), play: name, rows })),
  );
  const opml = opmlOf(subscribed.map((feed) => feed.url));

  return {
    opmlUrl: `http://127.0.0.1:${port}/opml`,
    advanceUrl: `http://127.0.0.1:${port}/advance`,
    opml,
    advance: (ms) => {
      now += ms;
    },
    log: () => ({
      startedAt: STARTED_AT,
      endedAt: now,
      requests,
      subscribed,
      published: subscribed.flatMap((feed) => {
        const stage = stages.get(feed.play);
        if (!stage || stage.play.mayMiss) return [];
        return [{ url: feed.url, guids: stage.blog.attainable(now - ON_THEIR_WAY_MS).map(({ guid }) => guid) }];
      }),
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const DAY_MS = 24 * 3_600_000;
const RARELY: Schedule = { everyHours: 60 };

/** Nested, and the first feed in two folders. */
function opmlOf(urls: readonly string[]): string {
  const outline = (url: string) =>
    `<outline type="rss" text="A blog" xmlUrl="${url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"/>`;
  const half = urls.length >> 1;
  return (
    '<?xml version="1.0"?><opml version="2.0"><head><title>Blogs</title></head><body>' +
    `<outline text="One">${urls.slice(0, half).map(outline).join('')}` +
    `<outline text="Two">${urls.slice(half).map(outline).join('')}</outline></outline>` +
    `${urls.slice(0, 1).map(outline).join('')}</body></opml>`
  );
}

function give(response: ServerResponse, answer: Answer, outcome: LoggedRequest['outcome']): void {
  const { status = 200, headers = {}, body = '', isGzipped = false, ending = 'whole' } = answer;
  if (ending === 'reset') {
    response.destroy();
    return;
  }
  const startedAt = performance.now();
  if (ending !== 'whole') {
    response.once('close', () => {
      outcome.closedAfterMs = performance.now() - startedAt;
    });
  }
  if (ending === 'silent head') return;
  const hasBody = status !== 304;
  const bytes = isGzipped ? gzipSync(body) : Buffer.from(body);
  const length = ending === 'whole' || ending === 'short' ? { 'Content-Length': String(bytes.length) } : {};
  // Without chunks nothing but the end of the connection ends the body.
  if (ending === 'cut') response.useChunkedEncodingByDefault = false;
  response.writeHead(status, {
    ...(hasBody && { 'Content-Type': 'application/rss+xml', ...length }),
    ...(isGzipped && hasBody && { 'Content-Encoding': 'gzip' }),
    ...(ending === 'cut' && { Connection: 'close' }),
    ...(ending === 'bomb' && { 'Content-Encoding': 'gzip' }),
    ...(headers as Record<string, string | string[]>),
  });
  const half = bytes.subarray(0, bytes.length >> 1);
  const end = ENDINGS[ending];
  if (!hasBody || ending === 'whole') response.end(hasBody ? bytes : undefined);
  else end?.(response, half, outcome);
}

type End = (response: ServerResponse, half: Buffer, outcome: LoggedRequest['outcome']) => void;

const ENDINGS: Readonly<Partial<Record<Ending, End>>> = {
  cut: (response, half) => response.end(half),
  short: (response, half) => response.write(half, () => response.destroy()),
  'unfinished chunks': (response, half) => response.write(half, () => response.destroy()),
  'silent body': (response, half) => {
    response.write(half);
  },
  drip: (response, half) => {
    let at = 0;
    const drops = setInterval(() => response.write(half.subarray(at, ++at)), 200);
    response.once('close', () => clearInterval(drops));
  },
  endless: (response, _half, outcome) => pour(response, Buffer.alloc(256 * 1024, '<item/> '), outcome),
  bomb: (response, _half, outcome) => pour(response, gzipSync(Buffer.alloc(8 * 1024 * 1024)), outcome),
};

/** More and more of the same, as fast as it is taken. */
function pour(response: ServerResponse, part: Buffer, outcome: LoggedRequest['outcome']): void {
  const more = (): void => {
    while (!response.destroyed) {
      outcome.bytes += part.length;
      if (!response.write(part)) break;
    }
  };
  response.on('drain', more);
  more();
}
