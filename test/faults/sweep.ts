import { NEVER } from '../../src/model/check.ts';
import type { Feed, Post } from '../../src/model/types.ts';
import type { Database } from '../../src/store/database.ts';
import type { Fault, Plan, Step } from './faults.ts';
import { type Disk, Machine } from './machine.ts';
import { BLOGS, guidsOf, isServed, type Logged, latestEtag } from './servers.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** No check lies further off, whatever a server wishes. */
const CAP_MS = 8 * 24 * HOUR_MS;

/** For so long at most a feed is left to workers that died, however many did. */
const LONGEST_LEASE_MS = HOUR_MS;

/** Time enough for a poll, for what a dead worker had leased, and for the alarm that comes by itself: within an interval. */
const POLL_MS = 45 * MINUTE_MS;

/** The machine a moment before the poll: all feeds were read once, some posts are read, one is saved, and all are due. */
export async function beforePoll(): Promise<Disk> {
  const machine = await Machine.make();
  machine.openBrowser();
  await machine.pass(1000);
  const outlines = BLOGS.map(({ url }) => `<outline type="rss" xmlUrl="${url}"/>`);
  await answered(machine, 'import-opml', { text: `<opml version="2.0"><body>${outlines.join('')}</body></opml>` });
  await machine.pass(5 * MINUTE_MS);
  const posts = await machine.read((db) => db.posts.toArray());
  const oldest = posts.filter(({ guid }) => guid?.endsWith('#0')).map(({ id }) => id);
  await answered(machine, 'mark-read', { postIds: oldest, read: true });
  await answered(machine, 'save-post', { postId: oldest[0], saved: true });
  machine.sleep(27 * HOUR_MS);
  return machine.image();
}

async function answered(machine: Machine, command: string, args: object): Promise<void> {
  const reply = machine.send(command, args);
  await machine.pass(MINUTE_MS);
  await reply;
}

export interface Run {
  readonly steps: readonly Step[];
  /** What does not hold, in words. */
  readonly broken: readonly string[];
}

/**
 * Polls once for each of these steps, each time from the same state and with another step that goes wrong.
 *
 * @returns what did not hold: the step, and the promise that was broken
 */
export async function sweep(disk: Disk, fault: Fault, steps: readonly number[]): Promise<string[]> {
  const broken: string[] = [];
  for (const at of steps) {
    const run = await pollOnce(disk, { at, fault });
    const failed = run.steps.at(-1);
    broken.push(...run.broken.map((what) => `${fault} at ${at}, ${failed?.kind} ${failed?.what}: ${what}`));
  }
  return broken;
}

/** One poll of all feeds, in which one step goes as planned, and all that follows from it. */
export async function pollOnce(disk: Disk, plan?: Plan): Promise<Run> {
  const machine = await Machine.make(disk);
  const before = await machine.read((db) => db.posts.toArray());
  const acts = new Acts(machine, before);
  const broken: string[] = [];
  const look = async (when: string) => {
    const state = await machine.read(stateOf);
    broken.push(...brokenIn(state, before, acts).map((what) => `${when}: ${what}`));
    return state;
  };

  machine.servers.phase = 'poll';
  machine.faults.begin(plan);
  if (!(await machine.pass(POLL_MS))) {
    await look('at the kill');
    if (machine.nextAlarmMs === Number.POSITIVE_INFINITY) broken.push('at the kill: nothing wakes the worker again');
    await machine.pass(POLL_MS);
  }
  const steps = machine.faults.end();
  const polled = await look('after the poll');
  broken.push(...brokenTimes(polled, machine), ...brokenRequests(machine.servers.log));

  machine.servers.phase = 'after';
  machine.sleep(27 * HOUR_MS);
  await machine.pass(5 * MINUTE_MS);
  const recovered = await look('in the end');
  broken.push(...brokenEnd(recovered));
  machine.kill();
  return { steps, broken };
}

/** What a person does in a page while the poll is under way. */
class Acts {
  readonly #machine: Machine;
  /** Posts that a page was told are marked read, and saved. */
  readonly read = new Set<string>();
  readonly saved = new Set<string>();

  constructor(machine: Machine, posts: readonly Post[]) {
    this.#machine = machine;
    const unread = posts.filter((post) => post.unread === 1).map(({ id }) => id);
    const [first = '', second = ''] = unread;
    machine.servers.onAsked = () => {
      const { length } = machine.servers.log;
      if (length === 4) this.#send('check-now', {}, () => {});
      if (length === 8) this.#send('mark-read', { postIds: [first], read: true }, () => this.read.add(first));
      if (length === 12) this.#send('save-post', { postId: second, saved: true }, () => this.saved.add(second));
    };
  }

  #send(command: string, args: object, then: () => void): void {
    // What fails, the page says; the person then knows that it was not done.
    this.#machine.send(command, args).then(then, () => {});
  }
}

interface State {
  readonly feeds: readonly Feed[];
  readonly posts: readonly Post[];
  readonly bodies: ReadonlySet<string>;
  readonly counts: {
    readonly unread: number;
    readonly saved: number;
    readonly fresh: number;
    readonly shownArrival: number;
  };
}

function stateOf(db: Database): Promise<State> {
  return db.transaction('r', db.tables, async () => {
    const [feeds, posts, bodies, counts] = await Promise.all([
      db.feeds.toArray(),
      db.posts.toArray(),
      db.bodies.toCollection().primaryKeys(),
      db.counts.get('all'),
    ]);
    if (!counts) throw new Error('The counts are gone');
    return { feeds, posts, bodies: new Set(bodies), counts };
  });
}

/** What holds at every moment, also that of a kill. */
function brokenIn(state: State, before: readonly Post[], acts: Acts): string[] {
  const { feeds, posts, bodies, counts } = state;
  const broken: string[] = [];
  const claim = (holds: boolean, otherwise: string) => {
    if (!holds) broken.push(otherwise);
  };
  const byId = new Map(posts.map((post) => [post.id, post]));
  claim(feeds.length === BLOGS.length, `${feeds.length} feeds`);
  claim(new Set(posts.map(({ feedId, guid }) => `${feedId} ${guid}`)).size === posts.length, 'a post is there twice');
  claim(posts.every(({ id }) => bodies.has(id)) && bodies.size === posts.length, 'posts and bodies differ');
  const unread = posts.filter((post) => post.unread === 1);
  claim(counts.unread === unread.length, `${counts.unread} counted unread, ${unread.length} are`);
  const saved = posts.filter((post) => post.savedAt !== undefined).length;
  claim(counts.saved === saved, `${counts.saved} counted saved, ${saved} are`);
  const fresh = unread.filter((post) => post.arrival > counts.shownArrival).length;
  claim(counts.fresh === fresh, `${counts.fresh} counted new, ${fresh} are`);

  for (const post of before) {
    const now = byId.get(post.id);
    claim(now !== undefined, `${post.guid} is lost`);
    const isReadNow = acts.read.has(post.id);
    if (post.unread === 0 || isReadNow) claim(now?.unread === 0, `${post.guid} was read`);
    if (post.savedAt !== undefined || acts.saved.has(post.id))
      claim(now?.savedAt !== undefined, `${post.guid} was saved`);
  }
  for (const feed of feeds) {
    const own = posts.filter(({ feedId }) => feedId === feed.id);
    const ownUnread = own.filter((post) => post.unread === 1).length;
    claim(feed.postCount === own.length, `${feed.url}: ${feed.postCount} posts counted, ${own.length} are`);
    claim(feed.unreadCount === ownUnread, `${feed.url}: ${feed.unreadCount} counted unread, ${ownUnread} are`);
    // Validators may be behind the posts, never ahead of them: a 304 would hide what is missing.
    const blog = BLOGS.find(({ url }) => url === feed.url);
    const isLatest = blog !== undefined && feed.etag === latestEtag(blog);
    claim(!isLatest || blog.late === 0 || own.length === guidsOf(blog).length, `${feed.url}: validators without posts`);
  }
  return broken;
}

/** Once nothing is under way any more: no feed is stuck. */
function brokenTimes({ feeds }: State, machine: Machine): string[] {
  const broken: string[] = [];
  const now = machine.clock.now();
  for (const feed of feeds) {
    const { url, nextCheckAt, leasedUntil } = feed;
    const isStopped = nextCheckAt === NEVER && feed.stopped === true && url.includes('gone');
    if (nextCheckAt > now + CAP_MS && !isStopped) broken.push(`${url} is not due within its cap`);
    if (leasedUntil > now + LONGEST_LEASE_MS) broken.push(`${url} is leased for too long`);
    if (nextCheckAt <= now) broken.push(`${url} is due and nobody asks for it`);
  }
  const dueAt = Math.min(...feeds.map(({ nextCheckAt }) => nextCheckAt));
  const wakesAt = now + machine.nextAlarmMs - machine.clock.elapsedMs;
  if (wakesAt > Math.max(dueAt, now + MINUTE_MS)) broken.push('nothing wakes the worker when a feed is due');
  return broken;
}

/** However the poll went, no server is asked for the same feed in short order. */
function brokenRequests(log: readonly Logged[]): string[] {
  const broken: string[] = [];
  for (const { url, manner } of BLOGS) {
    const times = log.filter((one) => one.url === url).map(({ at }) => at);
    const [first = 0, second = Number.POSITIVE_INFINITY] = times;
    // Where one feed of a host was told to wait, the other waits too.
    if (times.length === 0 && manner !== 'busy') broken.push(`${url} was not asked for`);
    if (times.length > 2) broken.push(`${url} was asked for ${times.length} times`);
    if (second - first < MINUTE_MS) broken.push(`${url} was asked for twice in ${second - first} ms`);
  }
  return broken;
}

/** Hours later, all is as if nothing had been. */
function brokenEnd({ feeds, posts }: State): string[] {
  return BLOGS.flatMap((blog) => {
    const feed = feeds.find(({ url }) => url === blog.url);
    const guids = posts.filter(({ feedId }) => feedId === feed?.id).map(({ guid }) => guid ?? '');
    const missing = isServed(blog) ? guidsOf(blog).filter((guid) => !guids.includes(guid)) : [];
    const late = posts.filter(
      ({ feedId, guid = '' }) => feedId === feed?.id && guidsOf(blog).slice(0, blog.late).includes(guid),
    );
    return [
      ...(missing.length > 0 ? [`${blog.url} lacks ${missing.length} posts`] : []),
      ...(late.some((post) => post.unread !== 1) ? [`${blog.url}: a new post came as read`] : []),
    ];
  });
}
