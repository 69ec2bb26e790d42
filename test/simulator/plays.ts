import { type DocumentHints, rss } from './blog.ts';
import type { Answer, Asked, Ending, Play } from './publisher.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Headers = Readonly<Record<string, string | readonly string[]>>;
type Part<T> = T | ((asked: Asked) => T);

interface FeedServer {
  /** Absent headers are not sent; a version is what the document holds. */
  readonly etag?: Part<string | undefined>;
  readonly lastModified?: Part<string | undefined>;
  readonly headers?: Part<Headers>;
  readonly hints?: DocumentHints;
  readonly channel?: string;
  readonly prolog?: string;
  readonly isGzipped?: boolean;
  readonly ending?: Ending;
  /** Says what a document is, where that is not its newest post. */
  readonly version?: (asked: Asked) => string;
}

const newest = ({ posts }: Asked) => posts[0]?.guid ?? 'none';
const etagOf = (asked: Asked) => `"${newest(asked)}"`;
const dateOf = ({ posts, startedAt }: Asked) => new Date(startedAt + (posts[0]?.at ?? 0)).toUTCString();

/** A decent server of a feed, but for what is said of it: validators, and 304 where they are sent back. */
function feed(server: FeedServer = {}): (asked: Asked) => Answer {
  const { etag = etagOf, lastModified = dateOf, hints, channel, prolog, isGzipped, ending } = server;
  const of = <T>(part: Part<T>, asked: Asked): T =>
    typeof part === 'function' ? (part as (a: Asked) => T)(asked) : part;
  return (asked) => {
    const [tag, date] = [of(etag, asked), of(lastModified, asked)];
    const headers = {
      ...(tag && { ETag: tag }),
      ...(date && { 'Last-Modified': date }),
      ...of(server.headers ?? {}, asked),
    };
    const tagMatches = tag !== undefined && asked.headers['if-none-match'] === tag;
    const dateMatches = tag === undefined && date !== undefined && asked.headers['if-modified-since'] === date;
    if (tagMatches || dateMatches) return { status: 304, headers };
    const text = server.version?.(asked) ?? newest(asked);
    const newestAt = asked.posts[0]?.at;
    return {
      headers,
      body: rss({
        title: `Blog ${text}`,
        posts: asked.posts,
        startedAt: asked.startedAt,
        ...(hints && { hints }),
        ...(channel && { channel }),
        ...(prolog && { prolog }),
      }),
      ...(isGzipped && { isGzipped }),
      ...(ending && { ending }),
      document: { kind: 'feed', text, ...(hints && { hints }), ...(newestAt !== undefined && { newestAt }) },
    };
  };
}

const decent = feed();

/** Between these days one answer, else the other. */
function during(from: number, until: number, special: (asked: Asked) => Answer, otherwise = decent) {
  return (asked: Asked) => (asked.day >= from && asked.day < until ? special(asked) : otherwise(asked));
}

const status =
  (code: number, headers: Headers = {}) =>
  (): Answer => ({
    status: code,
    headers,
    body: 'Not now.',
    document: { kind: 'other' },
  });

/** For so many requests from a day on, then decent again. */
function times(count: number, from: number, special: (asked: Asked) => Answer, otherwise = decent) {
  let given = 0;
  return (asked: Asked) => {
    if (asked.day < from || given >= count) return otherwise(asked);
    given += 1;
    return special(asked);
  };
}

/** By path; anything else is not there. */
function paths(answers: Readonly<Record<string, (asked: Asked) => Answer>>) {
  return (asked: Asked) => (answers[asked.path] ?? status(404))(asked);
}

const page =
  (headers: Headers = {}, body = '<p>Please log in.</p>') =>
  (): Answer => ({
    headers: {
      'Content-Type': 'text/html',
      ETag: '"page"',
      'Last-Modified': 'Mon, 04 Jan 2027 00:00:00 GMT',
      ...headers,
    },
    body: `<!doctype html><html><head><title>A page</title></head><body>${body}</body></html>`,
    document: { kind: 'page' },
  });

const redirect =
  (code: number, to: (asked: Asked) => string) =>
  (asked: Asked): Answer => ({
    status: code,
    headers: { Location: to(asked), 'Set-Cookie': 'seen=1' },
  });

const toPlay =
  (play: string, path = '/feed') =>
  (asked: Asked) =>
    asked.url(play, path);

/** Once in a while the feed, with validators of its own, ends in some other way. */
const broken = (ending: Ending, more: FeedServer = {}) =>
  feed({ etag: '"broken"', lastModified: 'Sat, 02 Jan 2027 00:00:00 GMT', ending, ...more });

const HOURLY = { everyHours: 3 };
const OFTEN = { everyHours: 12 };
const SOMETIMES = { everyHours: 24 };
const onSite = (answers: Parameters<typeof paths>[0]) => paths({ '/feed': decent, ...answers });

const html = '<link rel="alternate" type="application/rss+xml" href="/feed">';

/** A year in seconds. */
const YEAR = 31_536_000;

/** Every row of the checklist, most of them in more than one way. A play takes part in the rows that it is about. */
export function makePlays(): readonly Play[] {
  return [
    // The decent ones: first requests, agent, method, exact address, icons.
    { name: 'decent', rows: [1, 6, 8, 9, 48, 49, 58], answer: onSite({}) },
    { name: 'busy', rows: [1, 13], schedule: HOURLY, answer: decent },
    { name: 'gzipped', rows: [48], answer: feed({ isGzipped: true }) },
    { name: 'site', rows: [1, 9], subscribed: ['/'], answer: paths({ '/': page({}, html), '/feed': decent }) },

    // Validators.
    { name: 'date-only', rows: [2], answer: feed({ etag: undefinedPart }) },
    {
      name: 'date-rfc850',
      rows: [2],
      answer: feed({ etag: undefinedPart, lastModified: odd('Monday, 04-Jan-27 00:00:## GMT') }),
    },
    {
      name: 'date-asctime',
      rows: [2],
      answer: feed({ etag: undefinedPart, lastModified: odd('Mon Jan  4 00:00:## 2027') }),
    },
    {
      name: 'date-nonsense',
      rows: [2],
      answer: feed({ etag: undefinedPart, lastModified: odd('yesterday,  around noon (##)') }),
    },
    {
      name: 'date-2038',
      rows: [2],
      answer: feed({ etag: undefinedPart, lastModified: odd('Tue, 19 Jan 2038 03:14:## GMT') }),
    },
    { name: 'tag-weak', rows: [3], answer: feed({ etag: (asked) => `W/${etagOf(asked)}` }) },
    { name: 'tag-unquoted', rows: [3], answer: feed({ etag: newest, lastModified: undefinedPart }) },
    { name: 'tag-odd', rows: [3], answer: feed({ etag: (asked) => `"${newest(asked)}, W/'\\x; é==:gzip"` }) },
    { name: 'tag-long', rows: [3], answer: feed({ etag: (asked) => `"${newest(asked)}${'0123456789'.repeat(120)}"` }) },
    { name: 'pair-changes', rows: [4], schedule: { everyHours: 10 }, answer: changingPair() },
    { name: 'tag-renewed', rows: [5], answer: renewedTag() },
    {
      name: 'none-offered',
      rows: [7],
      schedule: { everyHours: 150 },
      answer: feed({ etag: undefinedPart, lastModified: undefinedPart }),
    },
    {
      name: 'cookies',
      rows: [8],
      answer: feed({ headers: { 'Set-Cookie': ['id=7; Path=/', 'theme=dark; Max-Age=99999999'] } }),
    },

    // Hints.
    { name: 'max-age', rows: [10], schedule: OFTEN, answer: feed({ headers: { 'Cache-Control': 'max-age=10800' } }) },
    {
      name: 'max-age-odd',
      rows: [10],
      schedule: OFTEN,
      answer: feed({ headers: { 'Cache-Control': 'public,MAX-AGE="7200", stale-while-revalidate=99' } }),
    },
    { name: 'max-age-304', rows: [10], schedule: SOMETIMES, answer: only304({ 'Cache-Control': 'max-age=14400' }) },
    { name: 'expires', rows: [11], schedule: OFTEN, answer: feed({ headers: expiresIn(5 * HOUR_MS) }) },
    {
      name: 'expires-skewed',
      rows: [11],
      schedule: OFTEN,
      skewMs: -3 * DAY_MS,
      answer: feed({ headers: expiresIn(4 * HOUR_MS) }),
    },
    {
      name: 'max-age-years',
      rows: [10, 12],
      schedule: OFTEN,
      answer: feed({ headers: { 'Cache-Control': `max-age=${10 * YEAR}` } }),
    },
    { name: 'expires-years', rows: [12], answer: feed({ headers: expiresIn(3 * 365 * DAY_MS) }) },
    {
      name: 'no-store',
      rows: [13],
      schedule: HOURLY,
      answer: feed({ headers: { 'Cache-Control': 'no-store, no-cache, must-revalidate', Pragma: 'no-cache' } }),
    },
    {
      name: 'max-age-zero',
      rows: [13],
      schedule: HOURLY,
      answer: feed({ headers: { 'Cache-Control': 'max-age=0', Expires: '0' } }),
    },
    { name: 'ttl', rows: [14], schedule: OFTEN, answer: feed({ hints: { ttlMinutes: 240 } }) },
    { name: 'sy', rows: [15], schedule: OFTEN, answer: feed({ hints: { updateMs: 6 * HOUR_MS } }) },
    {
      name: 'skip-hours',
      rows: [16],
      schedule: OFTEN,
      answer: feed({ hints: { skipHours: [0, 1, 2, 3, 4, 5, 22, 23] } }),
    },
    { name: 'skip-days', rows: [16], schedule: OFTEN, answer: feed({ hints: { skipDays: [2, 3] } }) },
    {
      name: 'skip-both',
      rows: [16, 18],
      schedule: OFTEN,
      answer: feed({
        hints: { skipHours: [7, 8, 9], skipDays: [5], ttlMinutes: 180 },
        headers: { 'Cache-Control': 'max-age=3600' },
      }),
    },
    { name: 'silent', rows: [17], schedule: { everyHours: 400, fromHours: 150, silentDays: 60 }, answer: decent },
    {
      name: 'hints-age',
      rows: [18],
      schedule: OFTEN,
      answer: feed({ hints: { ttlMinutes: 90, updateMs: 2 * HOUR_MS }, headers: { 'Cache-Control': 'max-age=21600' } }),
    },
    {
      name: 'hints-ttl',
      rows: [18],
      schedule: OFTEN,
      answer: feed({
        hints: { ttlMinutes: 420 },
        headers: (asked) => ({ 'Cache-Control': 'max-age=3600', ...expiresIn(9 * HOUR_MS)(asked) }),
      }),
    },
    {
      name: 'hints-retry',
      rows: [18, 26],
      schedule: OFTEN,
      answer: feed({
        hints: { updateMs: 2 * HOUR_MS },
        headers: { 'Cache-Control': 'max-age=60', 'Retry-After': '18000' },
      }),
    },

    // Asked to wait.
    {
      name: 'wait-429',
      rows: [20],
      subscribed: ['/feed', '/other', '/third'],
      schedule: OFTEN,
      answer: times(2, 2.3, status(429, { 'Retry-After': '43200' })),
    },
    {
      name: 'wait-503',
      rows: [20, 30],
      schedule: OFTEN,
      answer: times(3, 1.4, status(503, { 'Retry-After': '9000', ETag: '"busy"' })),
    },
    {
      name: 'wait-date',
      rows: [21],
      schedule: OFTEN,
      answer: times(2, 1.6, (asked) => status(429, { 'Retry-After': dateIn(asked, 11 * HOUR_MS) })(), decent),
    },
    {
      name: 'wait-date-ahead',
      rows: [21],
      schedule: OFTEN,
      skewMs: 2 * DAY_MS,
      answer: times(2, 3.1, (asked) => status(503, { 'Retry-After': dateIn(asked, 8 * HOUR_MS) })()),
    },
    {
      name: 'wait-date-behind',
      rows: [21],
      schedule: OFTEN,
      skewMs: -2 * DAY_MS,
      answer: times(2, 4.2, (asked) => status(429, { 'Retry-After': dateIn(asked, 9 * HOUR_MS) })()),
    },
    { name: 'first-429', rows: [22], answer: times(1, 0, status(429, { 'Retry-After': '14400' })) },
    { name: 'first-429-bare', rows: [22, 23], answer: times(2, 0, status(429)) },
    { name: 'bare-429', rows: [23], schedule: SOMETIMES, answer: times(7, 1.2, status(429)) },
    { name: 'bare-503', rows: [23, 30], schedule: SOMETIMES, answer: times(6, 2.2, status(503)) },
    { name: 'wait-garbage', rows: [24], schedule: OFTEN, answer: nonsense(503) },
    { name: 'wait-garbage-429', rows: [24], schedule: OFTEN, answer: nonsense(429) },
    {
      name: 'wait-years',
      rows: [25],
      answer: times(1, 1, status(503, { 'Retry-After': String(10 * YEAR) })),
      mayMiss: true,
    },
    { name: 'wait-good', rows: [26], schedule: OFTEN, answer: feed({ headers: { 'Retry-After': '12600' } }) },
    { name: 'wait-304', rows: [26], schedule: SOMETIMES, answer: only304({ 'Retry-After': '16000' }) },

    // Errors.
    { name: 'down-500', rows: [27, 30], schedule: OFTEN, answer: during(2, 4.1, status(500, { ETag: '"error"' })) },
    { name: 'down-reset', rows: [27, 30], schedule: OFTEN, answer: during(3, 3.8, () => ({ ending: 'reset' })) },
    {
      name: 'down-mixed',
      rows: [27, 30],
      schedule: OFTEN,
      answer: during(5, 6.5, (asked) =>
        asked.nth % 3 === 0 ? { ending: 'reset' } : status(asked.nth % 2 ? 502 : 504)(),
      ),
    },
    { name: 'missing', rows: [28, 30], schedule: SOMETIMES, answer: during(1, 8, status(404)) },
    { name: 'forbidden', rows: [28], mayMiss: true, answer: during(2, 99, status(403)) },
    { name: 'gone', rows: [29], mayMiss: true, answer: during(3, 99, status(410)) },
    { name: 'gone-once', rows: [29], answer: times(1, 2, status(410)) },
    { name: 'private', rows: [31], mayMiss: true, answer: status(401, { 'WWW-Authenticate': 'Basic realm="Blog"' }) },
    {
      name: 'private-later',
      rows: [31],
      mayMiss: true,
      answer: during(4, 99, status(401, { 'WWW-Authenticate': 'Digest realm="Blog"' })),
    },

    // Redirects.
    {
      name: 'moved',
      rows: [32],
      schedule: SOMETIMES,
      answer: paths({
        '/feed': during(4, 99, status(404), redirect(301, toPlay('moved', '/new.xml'))),
        '/new.xml': decent,
      }),
    },
    {
      name: 'moved-308',
      rows: [32],
      answer: paths({ '/feed': redirect(308, () => '/there/feed.xml'), '/there/feed.xml': decent }),
    },
    {
      name: 'for-now-302',
      rows: [33],
      answer: paths({ '/feed': redirect(302, () => 'elsewhere'), '/elsewhere': decent }),
    },
    {
      name: 'for-now-303',
      rows: [33],
      answer: paths({ '/feed': redirect(303, toPlay('for-now-303', '/other?x=1')), '/other?x=1': decent }),
    },
    {
      name: 'for-now-307',
      rows: [33, 36],
      schedule: SOMETIMES,
      answer: paths({
        '/feed': during(
          3,
          6,
          redirect(307, () => '/backup'),
          decent,
        ),
        '/backup': feed({ etag: (asked) => `"backup-${newest(asked)}"` }),
      }),
    },
    {
      name: 'captive',
      rows: [34],
      schedule: SOMETIMES,
      answer: paths({
        '/feed': during(
          2,
          3,
          redirect(302, () => '/login'),
          decent,
        ),
        '/login': page(),
      }),
    },
    {
      name: 'captive-301',
      rows: [34],
      schedule: SOMETIMES,
      answer: paths({
        '/feed': during(
          5,
          5.6,
          redirect(301, () => '/hello'),
        ),
        '/hello': page(),
      }),
    },
    {
      name: 'chain',
      rows: [35],
      answer: paths({
        '/feed': redirect(301, () => '/one'),
        '/one': redirect(302, () => '/two'),
        '/two': redirect(308, () => '/three'),
        '/three': decent,
      }),
    },
    { name: 'target-changes', rows: [36], schedule: SOMETIMES, answer: changingTarget() },
    {
      name: 'loop',
      rows: [37],
      answer: paths({
        '/feed': during(
          2,
          4,
          redirect(302, () => '/round'),
        ),
        '/round': redirect(302, () => '/feed'),
      }),
    },
    {
      name: 'loop-endless',
      rows: [37],
      answer: (asked) =>
        asked.path === '/feed' && (asked.day < 3 || asked.day > 4.5)
          ? decent(asked)
          : redirect(301, () => `/next/${asked.nth}${asked.path.length}`)(asked),
    },
    {
      name: 'schemes',
      rows: [38],
      answer: during(1, 3.5, (asked) => redirect(302, () => SCHEMES[asked.nth % SCHEMES.length] ?? '')(asked)),
    },
    {
      name: 'self-elsewhere',
      rows: [39],
      answer: paths({
        '/feed': feed({ channel: '<atom:link rel="self" href="/self.xml"/><link>/home</link>' }),
        '/self.xml': decent,
        '/home': page(),
      }),
    },

    // Documents that are none.
    { name: 'page-instead', rows: [40], schedule: SOMETIMES, answer: during(2, 3.2, page()) },
    {
      name: 'json-instead',
      rows: [40],
      schedule: SOMETIMES,
      answer: during(3, 4, () => ({
        headers: { ETag: '"json"', 'Content-Type': 'application/json' },
        body: '{"error":"down"}',
        document: { kind: 'other' },
      })),
    },
    {
      name: 'empty',
      rows: [41],
      schedule: SOMETIMES,
      answer: during(2, 3.2, () => ({ headers: { ETag: '"empty"' }, body: '', document: { kind: 'nothing' } })),
    },
    { name: 'short', rows: [42], schedule: SOMETIMES, answer: during(2, 3, broken('short')) },
    { name: 'chunks', rows: [42], schedule: SOMETIMES, answer: during(3, 4, broken('unfinished chunks')) },
    { name: 'cut-gzip', rows: [43], schedule: SOMETIMES, answer: during(2, 3.5, broken('cut', { isGzipped: true })) },
    { name: 'cut-plain', rows: [43], schedule: SOMETIMES, answer: during(4, 5, broken('cut')) },
    { name: 'silent-head', rows: [44], answer: times(1, 2, broken('silent head')) },
    { name: 'silent-body', rows: [44], answer: times(1, 3, broken('silent body')) },
    { name: 'drip', rows: [44], answer: times(1, 4, broken('drip')) },
    { name: 'endless', rows: [45], answer: times(1, 2, broken('endless')) },
    { name: 'bomb', rows: [46], answer: times(1, 2.5, broken('bomb')) },
    {
      name: 'entities',
      rows: [47],
      answer: feed({ prolog: '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY who "the author">]>' }),
    },
    {
      name: 'external-dtd',
      rows: [47],
      answer: paths({
        '/feed': feed({ prolog: '<!DOCTYPE rss SYSTEM "/rss.dtd" [<!ENTITY more SYSTEM "/more.xml">]>' }),
      }),
    },
    {
      name: 'entity-bomb',
      rows: [47],
      mayMiss: true,
      answer: during(2, 4, feed({ prolog: BOMB, channel: '<category>&i;</category>', etag: '"bomb"' })),
    },

    // Hosts, copies, archives, addresses.
    {
      name: 'many',
      rows: [50, 51],
      subscribed: Array.from({ length: 6 }, (_, index) => `/blog/${index}/feed`),
      schedule: SOMETIMES,
      answer: decent,
    },
    {
      name: 'mirrors',
      rows: [52],
      schedule: SOMETIMES,
      answer: feed({
        etag: (asked) => `"mirror-${asked.nth % 3}-${newest(asked)}"`,
        headers: ({ nth }) => ({ 'X-Mirror': String(nth % 3) }),
      }),
    },
    {
      name: 'archives',
      rows: [53, 54],
      answer: paths({
        '/feed': feed({
          channel: '<atom:link rel="prev-archive" href="/2026.xml"/><atom:link rel="next" href="/feed?page=2"/>',
        }),
        '/2026.xml': feed({ channel: '<fh:archive/><atom:link rel="prev-archive" href="/2026.xml"/>' }),
        '/feed?page=2': feed({ channel: '<atom:link rel="next" href="/feed?page=2"/>' }),
      }),
    },
    {
      name: 'deltas',
      rows: [55],
      answer: (asked) =>
        asked.headers['a-im'] === undefined
          ? decent(asked)
          : { ...decent({ ...asked, posts: asked.posts.slice(0, 1) }), status: 226, headers: { IM: 'feed' } },
    },
    {
      name: 'leaving',
      rows: [56],
      schedule: { everyHours: 8, before: 6, window: 4 },
      answer: feed({ headers: { 'Cache-Control': 'max-age=7200' } }),
    },
    {
      name: 'exact',
      rows: [57],
      subscribed: ['/Feed.XML?b=2&a=%c3%a9;x&empty=&&q=a+b%20c', "/a//b/;v=1/'rss'?"],
      answer: decent,
    },
  ];
}

const undefinedPart = () => undefined;

/** A date in a form of its own, which changes with the document all the same: ## is its version. */
function odd(date: string) {
  return (asked: Asked) => date.replace('##', String(numberOf(asked)).padStart(2, '0'));
}

function numberOf({ posts }: Asked): number {
  return Number(posts[0]?.guid.split('-').at(-1) ?? 0);
}

function expiresIn(ms: number) {
  return ({ clock }: Asked) => ({ Expires: new Date(clock + ms).toUTCString() });
}

function dateIn({ clock }: Asked, ms: number): string {
  return new Date(clock + ms).toUTCString();
}

/** Both, then one, then the other, then none, as the document changes. */
function changingPair() {
  const phase = (asked: Asked) => numberOf(asked) % 4;
  return feed({
    etag: (asked) => (phase(asked) < 2 ? etagOf(asked) : undefined),
    lastModified: (asked) => (phase(asked) === 0 || phase(asked) === 2 ? dateOf(asked) : undefined),
  });
}

/** Each 304 brings another tag; only the latest one is known. */
function renewedTag() {
  let latest = '';
  return (asked: Asked): Answer => {
    const isKnown = latest !== '' && asked.headers['if-none-match'] === latest && latest.includes(`"${newest(asked)}/`);
    latest = `"${newest(asked)}/${asked.nth}"`;
    if (isKnown) return { status: 304, headers: { ETag: latest } };
    return feed({ etag: latest, lastModified: undefinedPart })({ ...asked, headers: {} });
  };
}

/** Headers that only a 304 has. */
function only304(headers: Headers) {
  return (asked: Asked): Answer => {
    const answer = decent(asked);
    return answer.status === 304 ? { ...answer, headers: { ...answer.headers, ...headers } } : answer;
  };
}

const NONSENSE = ['soon', '-5', '1e3', 'Thu, 01 Jan 1970 00:00:00 GMT', '12 parsecs', ''];

function nonsense(code: number) {
  return times(4, 2, (asked) => status(code, { 'Retry-After': NONSENSE[asked.nth % NONSENSE.length] ?? '' })());
}

const SCHEMES = [
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:application/rss+xml,<rss/>',
  'ftp://127.0.0.1/feed',
  'chrome://version',
];

/** The same tag stands for other documents at the two targets. */
function changingTarget() {
  const behind = (by: number) => feed({ etag: (asked) => `"${numberOf(asked) - by}"`, lastModified: undefinedPart });
  return paths({
    '/feed': during(
      5,
      99,
      redirect(302, () => '/second'),
      redirect(302, () => '/first'),
    ),
    '/first': behind(0),
    '/second': behind(1),
  });
}

const LEVELS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const BOMB = `<!DOCTYPE rss [${LEVELS.map((name, index) => `<!ENTITY ${name} "${(index === 0 ? 'lol' : `&${LEVELS[index - 1]};`).repeat(10)}">`).join('')}]>`;
