import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { madeUpFeeds } from './feed-corpus.ts';

/** What was asked for since the counting began. */
interface Asked {
  /** Feeds, with the ETag that they have. */
  readonly conditional: number;
  /** Feeds, without a validator. */
  readonly unconditional: number;
  /** Anything else, such as icons. */
  readonly other: number;
}

/** Many blogs on loopback, each on a host of its own, whose feeds never change. */
export interface FeedServer {
  readonly port: number;
  /** What was asked for since `begin`. */
  readonly asked: Asked;
  /** Epoch ms of the last answer to each feed since `begin`. */
  readonly answeredAt: ReadonlyMap<number, number>;
  feed(number: number): { readonly url: string; readonly etag: string };
  /** Counts anew. */
  begin(): void;
  /** These feeds are not answered from now on; none where nothing is given. */
  hang(numbers?: Iterable<number>): void;
  /** Bytes of a feed's document. */
  sizeOf(number: number): number;
  close(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const { documents } = madeUpFeeds();
  const documentOf = (number: number) => documents[number % documents.length] ?? new Uint8Array();
  const etagOf = (number: number) => `"unchanged-${number}"`;
  let asked = { conditional: 0, unconditional: 0, other: 0 };
  let hanging = new Set<number>();
  const held = new Set<ServerResponse>();
  const answeredAt = new Map<number, number>();

  const server = createServer((request, response) => {
    const number = Number(/^feed-(\d+)\./.exec(request.headers.host ?? '')?.[1]);
    if (request.url !== '/feed.xml' || Number.isNaN(number)) {
      asked.other += 1;
      response.writeHead(404).end();
      return;
    }
    const isConditional = request.headers['if-none-match'] === etagOf(number);
    asked[isConditional ? 'conditional' : 'unconditional'] += 1;
    if (hanging.has(number)) {
      held.add(response);
      response.once('close', () => held.delete(response));
      return;
    }
    answeredAt.set(number, Date.now());
    const headers = { etag: etagOf(number), 'cache-control': 'max-age=0' };
    if (isConditional) {
      response.writeHead(304, headers).end();
      return;
    }
    const body = documentOf(number);
    response.writeHead(200, { ...headers, 'content-type': 'application/xml', 'content-length': body.byteLength });
    response.end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get asked() {
      return asked;
    },
    answeredAt,
    feed: (number) => ({ url: `http://feed-${number}.localhost:${port}/feed.xml`, etag: etagOf(number) }),
    begin: () => {
      asked = { conditional: 0, unconditional: 0, other: 0 };
      answeredAt.clear();
    },
    hang: (numbers = []) => {
      hanging = new Set(numbers);
      for (const response of held) response.destroy();
    },
    sizeOf: (number) => documentOf(number).byteLength,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
