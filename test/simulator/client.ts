import { type IncomingHttpHeaders, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { Shelf } from './judge.ts';

/** What a small client gets of a reply: no more than it needs to be polite or rude. */
export interface ClientReply {
  /** 0 for none. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A body larger than any blog's. */
const MOST_BYTES = 2 * 1024 * 1024;
/** A publisher on loopback that is silent for so long stays silent. */
const PATIENCE_MS = 400;

/** One request, as it is told; no redirect is followed. Every `*.localhost` is this machine. */
export function ask(url: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<ClientReply> {
  return new Promise((resolve) => {
    const { port, host } = new URL(url);
    const path = url.slice(`http://${host}`.length);
    const none: ClientReply = { status: 0, headers: {}, text: '' };
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { Host: host, ...headers }, agent: false });
    const patience = setTimeout(() => asked.destroy(), PATIENCE_MS);
    const end = (reply: ClientReply): void => {
      clearTimeout(patience);
      resolve(reply);
    };
    asked.on('error', () => end(none));
    asked.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > MOST_BYTES) asked.destroy();
      });
      response.on('error', () => end(none));
      response.on('end', () => {
        const { statusCode: status = 0, headers: replied } = response;
        end({ status, headers: replied, text: unpacked(Buffer.concat(chunks), replied['content-encoding']) });
      });
    });
    asked.end();
  });
}

function unpacked(bytes: Buffer, encoding: string | undefined): string {
  if (encoding !== 'gzip') return bytes.toString();
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString();
  } catch {
    return '';
  }
}

/** Guids of a document, the oldest first. */
export function guidsIn(text: string): string[] {
  return [...text.matchAll(/<guid[^>]*>([^<]*)<\/guid>/g)].map((match) => match[1] ?? '').reverse();
}

export function isWholeFeed({ status, text }: ClientReply): boolean {
  return status === 200 && text.includes('<rss') && text.endsWith('</rss>');
}

/** What a client of one feed keeps. */
export class Posts {
  readonly #guids = new Map<string, string[]>();

  add(subscribed: string, guids: readonly string[]): void {
    const kept = this.#guids.get(subscribed) ?? [];
    this.#guids.set(subscribed, [...kept, ...guids.filter((guid) => !kept.includes(guid))]);
  }

  shelf(): Shelf {
    return { feeds: [...this.#guids].map(([subscribed, guids]) => ({ subscribed, guids })) };
  }
}
