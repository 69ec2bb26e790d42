import { ask, type ClientReply, guidsIn, isWholeFeed, Posts } from './client.ts';
import type { Shelf } from './judge.ts';
import type { SimulatedPublisher } from './publisher.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Looked at so often where nothing asks for more. */
const USUAL_MS = 4 * HOUR_MS;

interface Followed {
  readonly subscribed: string;
  url: string;
  /** ms since the start; Infinity for never. */
  dueAt: number;
  failures: number;
  /** Since when it fails. */
  failingSince?: number;
  /** Where redirects led when it last worked. */
  finalUrl: string;
  isGone?: boolean;
  isStopped?: boolean;
  validators: Readonly<Record<string, string>>;
  /** Of the last document. */
  text: string;
  newestAt?: number;
}

/**
 * A reader as server owners wish for, of the fewest lines: it exists to show that the judge has nothing to say to it.
 */
export class PoliteClient {
  readonly #publisher: SimulatedPublisher;
  readonly #feeds: Followed[];
  readonly #posts = new Posts();
  readonly #blockedUntil = new Map<string, number>();
  readonly #startedAt: number;
  #now = 0;

  constructor(publisher: SimulatedPublisher) {
    this.#publisher = publisher;
    const { subscribed, startedAt } = publisher.log();
    this.#startedAt = startedAt;
    this.#feeds = [...new Set(subscribed.map(({ url }) => url))].map((url) => ({
      subscribed: url,
      url,
      dueAt: 0,
      failures: 0,
      finalUrl: url,
      validators: {},
      text: '',
    }));
  }

  async run(days: number): Promise<Shelf> {
    for (;;) {
      const feed = this.#feeds.toSorted((a, b) => this.#dueAt(a) - this.#dueAt(b))[0];
      if (!feed || this.#dueAt(feed) > days * DAY_MS) break;
      // A second between two requests, whomever they go to.
      this.#pass(Math.max(1000, this.#dueAt(feed) - this.#now));
      await this.#check(feed);
    }
    this.#pass(Math.max(0, days * DAY_MS - this.#now));
    return this.#posts.shelf();
  }

  #pass(ms: number): void {
    this.#now += ms;
    this.#publisher.advance(ms);
  }

  #dueAt({ url, dueAt }: Followed): number {
    return Math.max(dueAt, this.#blockedUntil.get(new URL(url).host) ?? 0);
  }

  async #check(feed: Followed): Promise<void> {
    const { reply, url } = await this.#follow(feed.url, feed.validators);
    const isMoved = url !== feed.finalUrl;
    if (reply.status === 304) this.#renew(feed, reply, isMoved);
    else if (isWholeFeed(reply)) this.#receive(feed, reply);
    else if (await this.#isPageOfFeed(feed, reply)) return;
    else return this.#fail(feed, reply);
    feed.finalUrl = url;
    feed.failures = 0;
    delete feed.isGone;
    delete feed.failingSince;
    feed.dueAt = this.#afterSkipped(feed, this.#now + this.#waitMs(feed, reply));
  }

  async #follow(
    first: string,
    validators: Readonly<Record<string, string>>,
  ): Promise<{ reply: ClientReply; url: string }> {
    let url = first;
    for (let hops = 0; hops < 20; hops += 1) {
      const reply = await ask(url, { 'User-Agent': 'Polite/1.0', 'Accept-Encoding': 'gzip', ...validators });
      const { location } = reply.headers;
      if (reply.status < 300 || reply.status > 399 || reply.status === 304 || !location) return { reply, url };
      const target = new URL(location, url);
      if (target.protocol !== 'http:') break;
      url = target.href;
    }
    return { reply: { status: 0, headers: {}, text: '' }, url };
  }

  #renew(feed: Followed, reply: ClientReply, isMoved: boolean): void {
    if (isMoved) feed.validators = {};
    else if (reply.headers.etag !== undefined) feed.validators = validatorsIn(reply);
  }

  #receive(feed: Followed, reply: ClientReply): void {
    const dates = [...reply.text.matchAll(/<pubDate>([^<]*)</g)].map((match) => Date.parse(match[1] ?? ''));
    if (dates.length > 0) feed.newestAt = Math.max(...dates) - this.#startedAt;
    feed.validators = validatorsIn(reply);
    feed.text = reply.text;
    this.#posts.add(feed.subscribed, guidsIn(reply.text));
  }

  /** A site's address that was subscribed to stands for the feed that it names. */
  async #isPageOfFeed(feed: Followed, reply: ClientReply): Promise<boolean> {
    const href = /<link rel="alternate"[^>]*href="([^"]+)"/.exec(reply.text)?.[1];
    if (!href || feed.text !== '') return false;
    feed.url = new URL(href, feed.url).href;
    feed.finalUrl = feed.url;
    this.#pass(2000);
    await this.#check(feed);
    return true;
  }

  async #fail(feed: Followed, reply: ClientReply): Promise<void> {
    if (reply.status === 410) {
      feed.isStopped = feed.isGone === true;
      feed.isGone = true;
    }
    feed.failures += 1;
    feed.failingSince ??= this.#now;
    const grown = Math.min(HOUR_MS * 2 ** (feed.failures - 1), DAY_MS);
    const asked = retryAfterMs(reply);
    const least = reply.status === 401 ? DAY_MS : grown;
    if (reply.status === 429)
      this.#blockedUntil.set(new URL(feed.url).host, this.#now + Math.min(asked ?? least, WEEK_MS));
    feed.dueAt = feed.isStopped ? Number.POSITIVE_INFINITY : this.#now + Math.max(least, Math.min(asked ?? 0, WEEK_MS));
    const isDead = feed.failures > 3 && this.#now - feed.failingSince > DAY_MS;
    if (isDead && feed.finalUrl !== feed.url) await this.#adopt(feed);
  }

  async #adopt(feed: Followed): Promise<void> {
    this.#pass(1000);
    const { reply } = await this.#follow(feed.finalUrl, {});
    if (!isWholeFeed(reply)) return;
    feed.url = feed.finalUrl;
    feed.failures = 0;
    this.#receive(feed, reply);
    feed.dueAt = this.#now + USUAL_MS;
  }

  /** The longest wish wins, a day at most; Retry-After counts for a week. */
  #waitMs(feed: Followed, reply: ClientReply): number {
    const isSilent = feed.newestAt !== undefined && this.#now - feed.newestAt > 30 * DAY_MS;
    const hints = [isSilent ? DAY_MS : USUAL_MS, maxAgeMs(reply), ttlMs(feed.text), updateMs(feed.text)];
    return Math.max(Math.min(DAY_MS, Math.max(...hints)), Math.min(retryAfterMs(reply) ?? 0, WEEK_MS));
  }

  #afterSkipped({ text }: Followed, dueAt: number): number {
    const hours = [...text.matchAll(/<hour>(\d+)</g)].map((match) => Number(match[1]));
    const days = [...text.matchAll(/<day>(\w+)</g)].map((match) => match[1]);
    let at = dueAt;
    const isSkipped = () => {
      const date = new Date(this.#startedAt + at);
      const day = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
      return hours.includes(date.getUTCHours()) || days.includes(day);
    };
    while (isSkipped()) at += 20 * MINUTE_MS;
    return at;
  }
}

function validatorsIn({ headers }: ClientReply): Record<string, string> {
  const { etag, 'last-modified': date } = headers;
  return { ...(etag && { 'If-None-Match': etag }), ...(date && { 'If-Modified-Since': date }) };
}

function maxAgeMs({ headers }: ClientReply): number {
  const seconds = /max-age\s*=\s*"?(\d+)/i.exec(headers['cache-control'] ?? '')?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  return Math.max(0, Date.parse(headers.expires ?? '') - Date.parse(headers.date ?? '')) || 0;
}

function ttlMs(text: string): number {
  return Number(/<ttl>(\d+)</.exec(text)?.[1] ?? 0) * MINUTE_MS;
}

function updateMs(text: string): number {
  const frequency = /<sy:updateFrequency>(\d+)</.exec(text)?.[1];
  return frequency === undefined ? 0 : DAY_MS / Number(frequency);
}

function retryAfterMs({ headers }: ClientReply): number | undefined {
  const value = headers['retry-after'] ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const ms = value.endsWith('GMT') ? Date.parse(value) - Date.parse(headers.date ?? '') : 0;
  return ms > 0 ? ms : undefined;
}
