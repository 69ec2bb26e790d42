import { Desk } from '../../src/background/desk.ts';
import type { Environment, Limits } from '../../src/background/environment.ts';
import { HostSlots } from '../../src/background/host-slots.ts';
import { ENGLISH_SUMMARY_WORDS } from '../../src/model/summary.ts';

export type Reply = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream;
  /** Where redirects led. */
  readonly url?: string;
};

/** What a server does with a request: a reply, or a network error where it throws. */
export type Script = (request: Asked) => Reply | Promise<Reply>;

export interface Asked {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Headers;
}

/** An environment whose servers are scripted by address; any other address cannot be reached. */
export function scripted(scripts: Record<string, Script | Reply>, given: Partial<Environment> = {}) {
  const asked: Asked[] = [];
  let now = Date.UTC(2026, 10, 23, 12);
  const environment: Environment = {
    now: () => now,
    random: () => 0,
    fetch: async (input, init = {}) => {
      const request = { url: String(input), init, headers: new Headers(init.headers) };
      asked.push(request);
      const script = scripts[request.url];
      if (!script) throw new TypeError('Failed to fetch');
      const answer = typeof script === 'function' ? script(request) : script;
      const reply = await Promise.race([answer, abortOf(init.signal)]);
      return response(request.url, reply);
    },
    online: () => true,
    wait: async (ms) => {
      // Whatever can go on without the clock goes on first, as it would in the seconds that this stands for.
      for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next));
      now += ms;
    },
    setAlarm: async () => {},
    onStoreError: async () => false,
    holdsHosts: async () => true,
    words: () => ENGLISH_SUMMARY_WORDS,
    agent: () => 'Browser/1.0 Linefeed/1.0',
    limits: LIMITS,
    slots: new HostSlots(),
    desk: new Desk(),
    ...given,
  };
  return {
    environment,
    asked,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

export const LIMITS: Limits = { total: 6, perHost: 2, spacingMs: 1000, timeoutMs: 25_000, mostBytes: 1024 * 1024 };

function response(url: string, { status = 200, headers = {}, body = '', url: finalUrl = url }: Reply): Response {
  const hasNoBody = [204, 304].includes(status);
  const made = new Response(hasNoBody ? null : body, { status, headers });
  Object.defineProperty(made, 'url', { value: finalUrl });
  return made;
}

function abortOf(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, fail) => {
    if (signal?.aborted) fail(signal.reason);
    signal?.addEventListener('abort', () => fail(signal.reason));
  });
}

/** An RSS feed of these titles. */
export function rss(titles: readonly string[], channel = ''): string {
  const items = titles.map(
    (title, index) =>
      `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><link>https://blog.example/${index}</link>` +
      `<pubDate>Mon, 23 Nov 2026 ${String(11 - index).padStart(2, '0')}:00:00 +0000</pubDate>` +
      `<description>&lt;p&gt;About ${title}.&lt;/p&gt;</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title><link>https://blog.example/</link>${channel}${items.join('')}</channel></rss>`;
}
