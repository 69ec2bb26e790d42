import type { CommandName, Commands } from '../../src/commands.ts';
import type { Feed } from '../../src/model/types.ts';
import type { Random } from '../fuzz/random.ts';
import { Acknowledged, type State } from './acknowledged.ts';
import { type BlogSite, openBlog } from './blog-site.ts';
import type { Browser } from './browser.ts';
import { brokenPromises, type Content, letTimePass, type Published, readContent, type StoredPost } from './content.ts';
import { eventually } from './eventually.ts';
import { send } from './linefeed.ts';
import type { Publisher } from './publisher.ts';

/** How the background ends: by the browser's own hand, with its process, or with the whole browser. */
export type Kill = 'stop' | 'process' | 'browser';

const BLOGS = 24;
/** So many more are subscribed to on the way. */
const LATER_BLOGS = 12;
const FIRST_POSTS = 6;
const FORMATS = ['rss', 'atom', 'json', 'rdf'] as const;
const SLOWEST_REPLY_MS = 120;
/** Acts of different lanes go on at once; each lane has blogs of its own. */
const LANES = 3;
/** How much later than due the alarm may be set: feeds due soon are checked together. */
const ALARM_SLACK_MS = 5 * 60_000 + 5000;

export interface KillReport {
  /** One for each kill. */
  readonly kills: readonly Kill[];
  /** After how many of them the round had asked for some feeds, and not yet for all. */
  readonly amidRound: number;
  /** Acts whose acknowledgement the page had. */
  readonly acknowledged: number;
  readonly published: number;
  /** For each kill the ms from it until the popup, whose button was pressed at once, had painted posts. */
  readonly popupMs: readonly number[];
}

/**
 * Blogs publish, the reader checks them, a person acts, and in the middle of it the reader is killed; again and again.
 *
 * After each kill the database must keep every promise, and each acknowledged act must hold. Now and then, and at the
 * end, the reader is left alone, and must get every post that was published.
 *
 * @throws Error that says what is broken, and after which kill
 */
export async function killAgainAndAgain(
  browser: Browser,
  publisher: Publisher,
  kills: readonly Kill[],
  random: Random,
): Promise<KillReport> {
  const drill = new Drill(browser, publisher, random);
  await drill.begin();
  for (const kill of kills) await drill.survive(kill);
  await drill.recover();
  return drill.report();
}

/** A feed whose time comes so soon needs no push. */
const RECORD_SLACK_MS = 15 * 60_000;

/** A worker that starts just then sets the alarm anew: a minute from there, for what is overdue. */
const NEXT_ALARM_MS = 90_000;

interface Blog extends Published {
  readonly number: number;
  readonly site: BlogSite;
  readonly posts: string[];
  readonly versions: Map<string, number>;
}

class Drill {
  readonly #browser: Browser;
  readonly #publisher: Publisher;
  readonly #random: Random;
  readonly #blogs: readonly Blog[];
  readonly #acknowledged = new Acknowledged();
  readonly #kills: Kill[] = [];
  readonly #popupMs: number[] = [];
  #content: Content = { at: 0, feeds: [], posts: [], bodies: [], counts: undefined };
  /** How long a round takes that nobody kills. */
  #roundMs = 1000;
  #amidRound = 0;
  #acts = 0;
  #isKilled = false;

  constructor(browser: Browser, publisher: Publisher, random: Random) {
    this.#browser = browser;
    this.#publisher = publisher;
    this.#random = random;
    this.#blogs = Array.from({ length: BLOGS + LATER_BLOGS }, (_, index) => this.#openBlog(index));
  }

  report(): KillReport {
    return {
      kills: this.#kills,
      amidRound: this.#amidRound,
      acknowledged: this.#acts,
      published: this.#blogs.reduce((sum, { posts }) => sum + posts.length, 0),
      popupMs: this.#popupMs,
    };
  }

  #openBlog(number: number): Blog {
    const name = `blog-${number}`;
    const slugs = Array.from({ length: FIRST_POSTS }, (_, index) => `post-${index}`);
    const site = openBlog(this.#publisher, {
      name,
      title: `Blog ${number}`,
      description: 'It publishes all the time.',
      author: 'Robin Ashdown',
      format: FORMATS[number % FORMATS.length] ?? 'rss',
      colour: [76, 99, 16],
      posts: slugs.toReversed().map((slug, index) => ({ ...postOf(number, slug), hoursAgo: 2 + 3 * index })),
    });
    const posts = slugs.map((slug) => this.#addressOf(name, slug));
    const versions = new Map<string, number>();
    this.#publisher.serve(site.feedUrl, (request) => {
      const reply = site.answer(request);
      versions.set(reply.headers?.['etag'] ?? '', posts.length);
      return { ...reply, delayMs: this.#random.below(SLOWEST_REPLY_MS) };
    });
    return { number, site, feedUrl: site.feedUrl, posts, versions };
  }

  #publish({ number, site, posts }: Blog): void {
    const slug = `post-${posts.length}`;
    posts.push(this.#addressOf(`blog-${number}`, slug));
    site.publish(postOf(number, slug));
  }

  #addressOf(blog: string, slug: string): string {
    return this.#publisher.url(blog, `/posts/${slug}/`);
  }

  async begin(): Promise<void> {
    await this.#browser.grantHosts(['*://*.localhost/*']);
    const lines = this.#blogs.slice(0, BLOGS).map(({ feedUrl }) => `<outline type="rss" xmlUrl="${feedUrl}"/>`);
    const text = `<opml version="2.0"><body>${lines.join('')}</body></opml>`;
    await send(this.#browser, 'import-opml', { text });
    await this.recover();
  }

  async survive(kill: Kill): Promise<void> {
    this.#kills.push(kill);
    try {
      for (const blog of this.#blogs) if (this.#random.oneIn(3)) this.#publish(blog);
      const asked = this.#feedRequests();
      await this.#startRound();
      this.#isKilled = false;
      const acts = this.#random.oneIn(6) ? [this.#markAllRead()] : this.#lanes().map((lane) => this.#actIn(lane));
      await pause(this.#random.below(1.2 * this.#roundMs));
      const popupMs = await this.#kill(kill, asked);
      this.#popupMs.push(popupMs);
      await Promise.all(acts);
      await this.#check();
      this.#acknowledged.settle(this.#states);
      await this.#alarmStands();
      await this.#bringBack();
      if (this.#random.oneIn(4)) await this.recover();
    } catch (error) {
      throw new Error(`After kill ${this.#kills.length} (${kill}): ${String(error)}`, { cause: error });
    }
  }

  /** Nobody kills the reader: it must check every feed, and get all that was published before. */
  async recover(): Promise<void> {
    const published = new Map(this.#blogs.map(({ feedUrl, posts }) => [feedUrl, posts.length]));
    const startedAt = Date.now();
    await this.#startRound();
    await eventually(
      'every feed was checked, and has all its posts',
      async () => {
        await this.#read();
        const lacking = this.#subscribed().find(
          ({ url, lastGoodAt = 0, postCount }) => lastGoodAt < startedAt || postCount < (published.get(url) ?? 0),
        );
        if (!lacking) return this.#content.feeds.length > 0;
        const { nextCheckAt, leasedUntil } = lacking;
        // Unchanged feeds are recorded a second after their check: one that came just before this can still make the
        // feed wait for its next time after this let the time pass. A feed that is stuck stays due, or leased.
        if (nextCheckAt > Date.now() + RECORD_SLACK_MS && leasedUntil <= Date.now()) await this.#startRound();
        throw new Error(`not yet, since ${startedAt}: ${JSON.stringify(lacking)}`);
      },
      NEXT_ALARM_MS,
    );
    await this.#check();
    const lastRequest = this.#publisher.requests.at(-1)?.at ?? startedAt;
    this.#roundMs = (this.#roundMs + Math.max(lastRequest - startedAt, 200)) / 2;
  }

  async #startRound(): Promise<void> {
    await letTimePass(this.#browser);
    await this.#browser.wakeAlarm('check');
  }

  /** @returns the ms until the popup had painted posts again */
  async #kill(kill: Kill, askedBefore: number): Promise<number> {
    this.#isKilled = true;
    const killedAt = Date.now();
    if (kill === 'stop') await this.#browser.stopWorker();
    else if (kill === 'process') await this.#browser.killWorkerProcess();
    else await this.#browser.kill();
    const asked = this.#feedRequests() - askedBefore;
    if (asked > 0 && asked < this.#subscribed().length) this.#amidRound += 1;
    if (kill === 'browser') await this.#browser.restart();
    const popup = await this.#browser.openPopup();
    const paintedAt = await popup.waitFor(() => {
      const [mark] = performance.getEntriesByName('first-post');
      return mark && performance.timeOrigin + mark.startTime;
    });
    await popup.close();
    return paintedAt - killedAt;
  }

  #feedRequests(): number {
    return this.#publisher.requests.filter(({ url }) => /\/feed\.(?:xml|json)$/.test(url)).length;
  }

  async #read(): Promise<void> {
    this.#content = await readContent(this.#browser);
  }

  async #check(): Promise<void> {
    await this.#read();
    const broken = [...brokenPromises(this.#content, this.#blogs), ...this.#acknowledged.broken(this.#states)];
    if (broken.length > 0) throw new Error(`${broken.length} promises are broken: ${broken.slice(0, 5).join('; ')}`);
  }

  /** Whatever was killed, the next check will be woken. */
  async #alarmStands(): Promise<void> {
    await eventually('an alarm stands at the next check', async () => {
      const alarm = await this.#browser.evaluateInExtension(
        async () => (await (globalThis.browser ?? chrome).alarms.get('check'))?.scheduledTime,
      );
      await this.#read();
      const dueAt = Math.min(...this.#subscribed().map(({ nextCheckAt }) => nextCheckAt));
      return alarm !== undefined && alarm <= Math.max(dueAt, Date.now()) + ALARM_SLACK_MS;
    });
  }

  get #states(): ReadonlyMap<string, State> {
    return new Map(
      [...this.#content.posts.flatMap(statesOfPost), ...this.#content.feeds.flatMap(statesOfFeed)].map(
        ([subject, state]) => [subject, state],
      ),
    );
  }

  #subscribed(): Feed[] {
    return this.#content.feeds.filter(({ unsubscribedAt }) => unsubscribedAt === undefined);
  }

  #lanes(): number[] {
    return Array.from({ length: LANES }, (_, lane) => lane);
  }

  async #actIn(lane: number): Promise<void> {
    const blogs = this.#blogs.filter(({ number }) => number % LANES === lane);
    const feeds = this.#subscribed().filter(({ url }) => blogs.some(({ feedUrl }) => feedUrl === url));
    while (!this.#isKilled) await this.#actOn(feeds, blogs);
  }

  /** One act, chosen by chance. */
  async #actOn(feeds: readonly Feed[], blogs: readonly Blog[]): Promise<void> {
    const random = this.#random;
    const feed = random.pickAny(feeds);
    const post = random.pickAny(this.#content.posts.filter(({ feedId }) => feedId === feed?.id));
    if (!feed || !post) return;
    const yes = random.oneIn(2);
    const name = `Name ${random.below(1000)}`;
    switch (random.below(6)) {
      case 0:
      case 1:
        await this.#act([[`unread ${post.id}`, yes ? 0 : 1]], 'mark-read', { postIds: [post.id], read: yes });
        break;
      case 2:
        await this.#act([[`saved ${post.id}`, yes]], 'save-post', { postId: post.id, saved: yes });
        break;
      case 3:
        await this.#act([[`name ${feed.url}`, name]], 'rename-feed', { feedId: feed.id, name });
        break;
      case 4:
        await this.#act([[`folder ${feed.url}`, name]], 'move-feeds', { feedIds: [feed.id], folder: name });
        break;
      default:
        await (yes ? this.#leaveAndReturn(feed) : this.#subscribeToAny(blogs));
    }
  }

  async #leaveAndReturn(feed: Feed): Promise<void> {
    const subject = `subscribed ${feed.url}`;
    const left = await this.#act([[subject, false]], 'unsubscribe', { feedIds: [feed.id] });
    if (!left) return;
    if (this.#random.oneIn(2)) await this.#act([[subject, true]], 'undo', left.value);
    else await this.#act([[subject, true]], 'subscribe', { address: feed.url });
  }

  async #subscribeToAny(blogs: readonly Blog[]): Promise<void> {
    const known = new Set(this.#content.feeds.map(({ url }) => url));
    const next = blogs.find(({ feedUrl }) => !known.has(feedUrl));
    if (next) await this.#act([[`subscribed ${next.feedUrl}`, true]], 'subscribe', { address: next.feedUrl });
  }

  /** Marks all posts read, of all but the latest arrival; they are so all together, or none of them is. */
  async #markAllRead(): Promise<void> {
    await pause(this.#random.below(this.#roundMs));
    if (this.#isKilled) return;
    const unread = this.#content.posts.filter((post) => post.unread === 1);
    const arrival = Math.max(...unread.map((post) => post.arrival)) - 1;
    const meant = unread.filter((post) => post.arrival <= arrival);
    const changes = meant.map((post): Change => [`unread ${post.id}`, 0]);
    this.#together = meant.map(({ id }) => id);
    if (arrival > 0) await this.#act(changes, 'mark-all-read', { arrival });
  }

  #together: readonly string[] = [];

  /** What the acts took out of sight comes back, so that the next kill finds as much as this one. */
  async #bringBack(): Promise<void> {
    const together = this.#content.posts.filter(({ id }) => this.#together.includes(id));
    const read = together.filter((post) => post.unread === 0).length;
    if (read > 0 && read < together.length) throw new Error(`${read} of ${together.length} posts were marked read`);
    this.#isKilled = false;
    const unread = together.map(({ id }): Change => [`unread ${id}`, 1]);
    await this.#act(unread, 'mark-read', { postIds: this.#together, read: false });
    this.#together = [];
    for (const { url, unsubscribedAt } of this.#content.feeds) {
      if (unsubscribedAt !== undefined) await this.#act([[`subscribed ${url}`, true]], 'subscribe', { address: url });
    }
    await this.#check();
  }

  /**
   * Sends a command and keeps account of its promise.
   *
   * @returns what it gave; undefined where the reader was killed before it could tell
   */
  async #act<Name extends CommandName>(
    changes: readonly Change[],
    command: Name,
    args: Parameters<Commands[Name]>[0],
  ): Promise<{ readonly value: ReturnType<Commands[Name]> } | undefined> {
    const states = this.#states;
    const acknowledge = changes.map(([subject, wanted]) => {
      return this.#acknowledged.ask(subject, states.get(subject), wanted);
    });
    try {
      const value = await send(this.#browser, command, args);
      for (const happened of acknowledge) happened();
      this.#acts += 1;
      return { value };
    } catch (error) {
      if (!this.#isKilled) throw error;
      return undefined;
    }
  }
}

type Change = readonly [subject: string, wanted: State];

function statesOfPost({ id, unread, unreadBefore, savedAt }: StoredPost): Change[] {
  return [
    [`unread ${id}`, unread ?? unreadBefore],
    [`saved ${id}`, savedAt !== undefined],
  ];
}

function statesOfFeed({ url, name, folder, unsubscribedAt }: Feed): Change[] {
  return [
    [`name ${url}`, name],
    [`folder ${url}`, folder],
    [`subscribed ${url}`, unsubscribedAt === undefined],
  ];
}

function postOf(blog: number, slug: string) {
  return {
    slug,
    title: `The ${slug} of blog ${blog}`,
    html: `<p>This is ${slug} of blog ${blog}, with as many words as it takes to be told from all the others.</p>`,
  };
}

/** A moment of chance is what is tested here; there is no event to wait for. */
function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
