import { ask, type ClientReply, guidsIn } from './client.ts';
import type { Shelf } from './judge.ts';
import type { SimulatedPublisher } from './publisher.ts';

const MINUTE_MS = 60_000;
const STEP_MS = 50 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What gives readers a bad name, all in one: it exists to show that the judge sees each of it. */
export class RudeClient {
  readonly #publisher: SimulatedPublisher;
  readonly #urls: readonly string[];
  /** What was in the last document, once for each time that it came. */
  readonly #posts = new Map<string, string[]>();
  /** Any server's last validators go to all of them. */
  #validators: Record<string, string> = {};
  readonly #adopted = new Map<string, string>();
  #round = 0;

  constructor(publisher: SimulatedPublisher) {
    this.#publisher = publisher;
    const urls = publisher.log().subscribed.map(({ url }) => url);
    // The first is in two folders.
    this.#urls = [...urls, ...urls.slice(0, 1)];
  }

  async run(days: number): Promise<Shelf> {
    for (let ms = 0; ms < days * DAY_MS; ms += STEP_MS) {
      this.#round += 1;
      await Promise.all(this.#urls.map((url) => this.#check(url)));
      this.#publisher.advance(STEP_MS);
    }
    return { feeds: [...this.#posts].map(([subscribed, guids]) => ({ subscribed, guids })) };
  }

  async #check(subscribed: string): Promise<void> {
    const { origin } = new URL(subscribed);
    if (this.#round % 10 === 1) {
      for (const path of ['/', '/favicon.ico', '/rss.dtd', '/self.xml', '/2026.xml', '/feed?page=2', '/posts/1']) {
        await this.#ask(origin + path);
      }
      await this.#ask(`${subscribed}${subscribed.includes('?') ? '&' : '?'}t=${this.#round}`, 'HEAD');
    }
    const reply = await this.#follow(subscribed, this.#adopted.get(subscribed) ?? subscribed);
    // An error is no reason to wait.
    if (reply.status === 0 || reply.status > 400) await this.#ask(subscribed);
    const guids = guidsIn(reply.text);
    if (reply.status !== 304) this.#posts.set(subscribed, [...guids, ...guids]);
  }

  /** Follows redirects, and believes each of them for good. */
  async #follow(subscribed: string, first: string): Promise<ClientReply> {
    let reply = await this.#ask(first);
    for (let hops = 0; hops < 5; hops += 1) {
      const { location } = reply.headers;
      if (!location || !URL.canParse(location, first)) break;
      const target = new URL(location, first).href;
      this.#adopted.set(subscribed, target);
      reply = await this.#ask(target);
    }
    return reply;
  }

  async #ask(url: string, method = 'GET'): Promise<ClientReply> {
    if (!url.startsWith('http:')) return { status: 0, headers: {}, text: '' };
    const headers = { Cookie: 'seen=1', Authorization: 'Basic Og==', 'A-IM': 'feed', ...this.#validators };
    const reply = await ask(url, headers, method);
    const { etag, 'last-modified': date } = reply.headers;
    this.#validators = {
      ...this.#validators,
      ...(etag && { 'If-None-Match': etag.replace('W/', '') }),
      ...(date && { 'If-Modified-Since': new Date(date).toUTCString() }),
    };
    return reply;
  }
}
