import { createHash } from 'node:crypto';

const HOUR_MS = 3_600_000;

/** Epoch ms at which the feeds are subscribed to. */
export const STARTED_AT = Date.UTC(2026, 10, 23, 12);

/** How a blog's server answers while the poll is under way that the sweep disturbs. */
type Manner =
  | 'conditional'
  | 'without validators'
  | 'redirecting'
  | 'not found'
  | 'broken'
  | 'unreachable'
  | 'busy'
  | 'cut'
  | 'gone';

export interface Blog {
  readonly url: string;
  /** What is in its feed when it is subscribed to, and what is published before the next poll. */
  readonly early: number;
  readonly late: number;
  /** A post's title is changed before the next poll. */
  readonly isEdited: boolean;
  readonly manner: Manner;
}

/** Twenty feeds of every kind that a poll may meet; two hosts have two of them. */
export const BLOGS: readonly Blog[] = [
  ...blogs('new', 4, { late: 2 }),
  ...['a', 'b'].map((name) => blog(`https://shared.example/${name}`, { late: 1 })),
  ...blogs('still', 3, {}),
  ...blogs('plain', 2, { manner: 'without validators' }),
  blog('https://edited.example/feed', { isEdited: true, late: 1 }),
  blog('https://moved.example/feed', { manner: 'redirecting', late: 1 }),
  blog('https://lost.example/feed', { manner: 'not found' }),
  blog('https://broken.example/feed', { manner: 'broken', late: 1 }),
  blog('https://away.example/feed', { manner: 'unreachable', late: 1 }),
  ...['a', 'b'].map((name) => blog(`https://busy.example/${name}`, { manner: 'busy', late: 1 })),
  blog('https://cut.example/feed', { manner: 'cut', late: 3 }),
  blog('https://gone.example/feed', { manner: 'gone' }),
];

function blog(url: string, traits: Partial<Blog>): Blog {
  return { url, early: 3, late: 0, isEdited: false, manner: 'conditional', ...traits };
}

function blogs(name: string, count: number, traits: Partial<Blog>): Blog[] {
  return Array.from({ length: count }, (_, index) => blog(`https://${name}${index}.example/feed`, traits));
}

/** One request. */
export interface Logged {
  readonly url: string;
  /** Epoch ms of its start. */
  readonly at: number;
}

/** All of the servers, before, during and after the poll. */
export class Servers {
  readonly log: Logged[] = [];
  /** Runs with each request, once it is in the log. */
  onAsked: () => void = () => {};
  phase: 'before' | 'poll' | 'after' = 'before';
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A request sets out; whether it arrives is another matter. */
  ask(url: string): void {
    this.log.push({ url, at: this.#now() });
    this.onAsked();
  }

  /** @throws TypeError where nobody answers */
  answer(url: string, headers: Headers): Response {
    const found = BLOGS.find((one) => one.url === url);
    if (!found) return new Response('', { status: 404 });
    const isLate = this.phase !== 'before';
    const body = documentOf(found, isLate);
    return isLate ? this.#late(found, body, headers) : whole(found, body, headers);
  }

  #late(found: Blog, body: string, headers: Headers): Response {
    const isPoll = this.phase === 'poll';
    switch (found.manner) {
      case 'not found':
        return new Response('', { status: 404 });
      case 'gone':
        return new Response('', { status: 410 });
      case 'broken':
        return isPoll ? new Response('', { status: 500 }) : whole(found, body, headers);
      case 'unreachable':
        if (isPoll) throw new TypeError('Failed to fetch');
        return whole(found, body, headers);
      case 'busy':
        return isPoll
          ? new Response('', { status: 429, headers: { 'retry-after': '7200' } })
          : whole(found, body, headers);
      case 'cut':
        return isPoll ? whole(found, body.slice(0, -200), headers) : whole(found, body, headers);
      case 'conditional':
      case 'without validators':
      case 'redirecting':
        return whole(found, body, headers);
      default:
        return found.manner satisfies never;
    }
  }
}

function whole(found: Blog, body: string, headers: Headers): Response {
  const etag = etagOf(body);
  const hasValidators = found.manner !== 'without validators';
  const isUnchanged = hasValidators && headers.get('if-none-match') === etag;
  const response = new Response(isUnchanged ? null : body, {
    status: isUnchanged ? 304 : 200,
    headers: { 'content-type': 'application/rss+xml', ...(hasValidators && { etag }) },
  });
  const url = found.manner === 'redirecting' ? 'https://elsewhere.example/feed' : found.url;
  Object.defineProperty(response, 'url', { value: url });
  return response;
}

/** Whether its latest document can be had once the poll is over. */
export function isServed({ manner }: Blog): boolean {
  return manner !== 'not found' && manner !== 'gone';
}

/** What validates a blog's latest document. */
export function latestEtag(found: Blog): string {
  return etagOf(documentOf(found, true));
}

function etagOf(body: string): string {
  return `"${createHash('sha1').update(body).digest('hex')}"`;
}

/** The guids of all that a blog has published by then, newest first. */
export function guidsOf(found: Blog): string[] {
  return Array.from({ length: found.early + found.late }, (_, index) => `${found.url}#${index}`).reverse();
}

function documentOf(found: Blog, isLate: boolean): string {
  const count = found.early + (isLate ? found.late : 0);
  const items = Array.from({ length: count }, (_, index) => {
    const isEdited = isLate && found.isEdited && index === 0;
    const at = index < found.early ? STARTED_AT - (found.early - index) * 24 * HOUR_MS : STARTED_AT + HOUR_MS + index;
    return (
      `<item><title>${isEdited ? 'Mended' : 'Post'} ${index}</title><link>${found.url}/${index}</link>` +
      `<guid isPermaLink="false">${found.url}#${index}</guid><pubDate>${new Date(at).toUTCString()}</pubDate>` +
      `<description>What post ${index} is about, in a sentence or two that nobody else would write.</description></item>`
    );
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${found.url}</title>${items.reverse().join('')}</channel></rss>`;
}
