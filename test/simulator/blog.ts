const HOUR_MS = 3_600_000;

/** What a document asks of a poller. */
export interface DocumentHints {
  readonly ttlMinutes?: number;
  /** sy:updatePeriod over sy:updateFrequency, in ms. */
  readonly updateMs?: number;
  readonly skipHours?: readonly number[];
  /** 0 for Sunday. */
  readonly skipDays?: readonly number[];
}

/** When a blog publishes; hours count from the publisher's start. */
export interface Schedule {
  readonly everyHours: number;
  /** The first of the regular posts. */
  readonly fromHours?: number;
  /** How many posts there are before that, and how old the newest of them is. */
  readonly before?: number;
  readonly silentDays?: number;
  /** How many a document holds. */
  readonly window?: number;
}

export interface BlogPost {
  readonly guid: string;
  /** ms since the publisher's start; negative before it. */
  readonly at: number;
}

/** A blog that publishes on a schedule, so that a missed or doubled post can be told. */
export class Blog {
  readonly #name: string;
  readonly #schedule: Required<Schedule>;

  constructor(name: string, schedule: Schedule) {
    this.#name = name;
    this.#schedule = { fromHours: schedule.everyHours, before: 4, silentDays: 0, window: 20, ...schedule };
  }

  /** All posts until then, the oldest first. */
  published(at: number): BlogPost[] {
    const { everyHours, fromHours, before, silentDays } = this.#schedule;
    const old = Array.from(
      { length: before },
      (_, index) => -((before - index - 1) * everyHours + silentDays * 24 + 1) * HOUR_MS,
    );
    const count = Math.max(0, Math.floor((at / HOUR_MS - fromHours) / everyHours) + 1);
    const regular = Array.from({ length: count }, (_, index) => (fromHours + index * everyHours) * HOUR_MS);
    return [...old, ...regular].map((postAt, index) => ({ guid: `${this.#name}-${index}`, at: postAt }));
  }

  /** Those of them that were still in a document when the publisher started, or came later. */
  attainable(at: number): BlogPost[] {
    return this.published(at).slice(Math.max(0, this.#schedule.before - this.#schedule.window));
  }

  /** What a document holds then, the newest first. */
  shown(at: number): BlogPost[] {
    return this.published(at).slice(-this.#schedule.window).reverse();
  }
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export interface FeedText {
  readonly title: string;
  readonly posts: readonly BlogPost[];
  readonly hints?: DocumentHints;
  /** Goes before the root element. */
  readonly prolog?: string;
  /** Goes into the channel. */
  readonly channel?: string;
  /** Epoch ms of the publisher's start. */
  readonly startedAt: number;
}

/** An RSS document. */
export function rss({ title, posts, hints = {}, prolog = '', channel = '', startedAt }: FeedText): string {
  const items = posts.map(
    ({ guid, at }) =>
      `<item><title>On ${guid}</title><guid isPermaLink="false">${guid}</guid><link>/posts/${guid}</link>` +
      `<pubDate>${new Date(startedAt + at).toUTCString()}</pubDate>` +
      `<description>&lt;p&gt;What there is to say of ${guid}, in a sentence or two.&lt;/p&gt;</description></item>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>${prolog}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" ` +
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:fh="http://purl.org/syndication/history/1.0">' +
    `<channel><title>${title}</title><link>/</link><description>A blog</description>${hintText(hints)}${channel}` +
    `${items.join('')}</channel></rss>`
  );
}

function hintText({ ttlMinutes, updateMs, skipHours, skipDays }: DocumentHints): string {
  return [
    ttlMinutes === undefined ? '' : `<ttl>${ttlMinutes}</ttl>`,
    updateMs === undefined
      ? ''
      : `<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>${(24 * HOUR_MS) / updateMs}</sy:updateFrequency>`,
    skipHours && `<skipHours>${skipHours.map((hour) => `<hour>${hour}</hour>`).join('')}</skipHours>`,
    skipDays && `<skipDays>${skipDays.map((day) => `<day>${DAYS[day]}</day>`).join('')}</skipDays>`,
  ].join('');
}
