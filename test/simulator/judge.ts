import {
  addressOf,
  type Check,
  checksIn,
  expiresOf,
  failureRow,
  isAskedToWait,
  isGood,
  maxAgeOf,
  retryAfterOf,
  targetOf,
} from './checks.ts';
import type { Document, Log, LoggedRequest } from './publisher.ts';
import { validatorRules } from './validator-rules.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Clocks are read by the second in Date headers. */
const TOLERANCE_MS = 2 * SECOND_MS;

/** The rows that are manners rather than duties; 53 to 55 are duties for who uses them. */
const SHOULD: ReadonlySet<number> = new Set([5, 6, 7, 11, 12, 14, 15, 16, 17, 25, 26]);

const ROWS = Array.from({ length: 58 }, (_, index) => index + 1);

/** What happened to the reader's machine meanwhile; ms since the publisher's start. */
export interface Disturbance {
  readonly at: number;
  readonly kind: 'restart' | 'sleep' | 'clock set back';
}

/** What the reader has in the end. */
export interface Shelf {
  readonly feeds: readonly { readonly subscribed: string; readonly guids: readonly string[] }[];
}

export interface Verdict {
  readonly row: number;
  readonly level: 'must' | 'should';
  readonly result: 'pass' | 'failed' | 'not played';
  /** How often it was put to the test. */
  readonly seen: number;
  readonly offences: readonly string[];
}

export interface Judgement {
  readonly rows: readonly Verdict[];
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
}

/** One thing that a row had to say about the log; `offence` where it was broken. */
export interface Finding {
  readonly row: number;
  readonly offence?: string | false | undefined;
}

export interface Evidence {
  readonly log: Log;
  readonly disturbances: readonly Disturbance[];
  readonly checks: readonly Check[];
  /** Addresses that persons subscribed to. */
  readonly subscribed: ReadonlySet<string>;
  /** Checks of those. */
  readonly feedChecks: readonly Check[];
  /** Addresses that gave a feed at least once. */
  readonly feeds: ReadonlySet<string>;
}

type Rule = (evidence: Evidence) => Iterable<Finding>;

/** Judges a reader by what a publisher logged of it, and by the posts that it has in the end. */
export function judge(log: Log, disturbances: readonly Disturbance[], shelf?: Shelf): Judgement {
  const checks = checksIn(log);
  const subscribed = new Set(log.subscribed.map(({ url }) => url.slice('http://'.length)));
  const feedChecks = checks.filter(({ address }) => subscribed.has(address));
  const feeds = new Set(checks.filter((check) => check.last.document?.kind === 'feed').map(({ address }) => address));
  const evidence: Evidence = { log, disturbances, checks, subscribed, feedChecks, feeds };
  const { missing, doubled, findings: postFindings } = judgePosts(log, shelf);
  const findings = [...RULES.flatMap((rule) => [...rule(evidence)]), ...postFindings];
  const rows = ROWS.map((row): Verdict => {
    const own = findings.filter((finding) => finding.row === row);
    const offences = own.flatMap(({ offence }) => (offence ? [offence] : []));
    const passed = own.length === 0 ? 'not played' : 'pass';
    return {
      row,
      level: SHOULD.has(row) ? 'should' : 'must',
      result: offences.length > 0 ? 'failed' : passed,
      seen: own.length,
      offences,
    };
  });
  return { rows, missing, doubled };
}

/** The rows that were broken, in words. */
export function complaints({ rows, missing, doubled }: Judgement, level?: Verdict['level']): string[] {
  const failed = rows.filter(({ result, level: its }) => result === 'failed' && (level === undefined || level === its));
  return [
    ...failed.map(({ row, level: its, offences }) => {
      const others = offences.length > 3 ? ` and ${offences.length - 3} more` : '';
      return `row ${row} (${its}): ${offences.slice(0, 3).join('; ')}${others}`;
    }),
    ...(level === 'should' ? [] : missing.map((post) => `missing: ${post}`)),
    ...(level === 'should' ? [] : doubled.map((post) => `doubled: ${post}`)),
  ];
}

function judgePosts(log: Log, shelf: Shelf | undefined) {
  const found: { missing: string[]; doubled: string[]; findings: Finding[] } = {
    missing: [],
    doubled: [],
    findings: [],
  };
  if (!shelf) return found;
  for (const { url, guids } of log.published) {
    const has = shelf.feeds.find((feed) => feed.subscribed === url)?.guids ?? [];
    const missing = guids.filter((guid) => !has.includes(guid));
    const doubled = has.filter((guid, index) => has.indexOf(guid) !== index);
    found.missing.push(...missing);
    found.doubled.push(...doubled);
    const rows = log.subscribed.find((feed) => feed.url === url)?.rows ?? [];
    for (const row of rows.filter((its) => [30, 52, 55, 56].includes(its))) {
      const wrong = row === 52 ? doubled : missing;
      found.findings.push({ row, offence: wrong.length > 0 && `${url}: ${wrong.join(', ')}` });
    }
  }
  return found;
}

function when(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  return `day ${days} ${new Date(ms).toISOString().slice(11, 19)}`;
}

function lasting(ms: number): string {
  return `${(ms / HOUR_MS).toFixed(2)} h`;
}

function places(check: Check): string {
  return `${check.play} ${check.first.path.slice(0, 40)} ${when(check.at)}`;
}

/** A rule about the time between a check and the next one of its address. */
function waits(
  row: number,
  leastMs: (check: Check, evidence: Evidence) => number | undefined,
  isMeant: (check: Check, evidence: Evidence) => boolean = () => true,
): Rule {
  return function* (evidence) {
    for (const check of evidence.feedChecks) {
      const least = check.next && isMeant(check, evidence) ? leastMs(check, evidence) : undefined;
      if (least === undefined || !check.next || isForgiven(check, evidence)) continue;
      const waited = check.next.at - check.at;
      const isShort = waited < least - TOLERANCE_MS;
      yield {
        row,
        offence: isShort && `${places(check)}: asked again after ${lasting(waited)}, not ${lasting(least)}`,
      };
    }
  };
}

/** Whose clock was set back cannot know how long it has waited: one check may come early. */
function isForgiven({ at, next }: Check, { disturbances }: Evidence): boolean {
  return disturbances.some(
    ({ kind, at: setAt }) => kind === 'clock set back' && setAt >= at && next && setAt <= next.at,
  );
}

/** Who slept, or whose clock was set back, meanwhile could not ask in time. */
function isLateWithReason({ at, next }: Check, { disturbances }: Evidence): boolean {
  return disturbances.some(
    ({ kind, at: endedAt }) => kind !== 'restart' && endedAt >= at && next && endedAt <= next.at,
  );
}

/** What the last document of this address said, since a 304 repeats none. */
function documentAt(check: Check): Document | undefined {
  for (let at: Check | undefined = check; at; at = at.previous) {
    if (at.last.status === 200 && at.last.document?.kind === 'feed') return at.last.document;
  }
  return undefined;
}

const HINTS: Readonly<Record<number, (check: Check) => number | undefined>> = {
  // Who caps what is asked for may cap it at five hours.
  10: ({ last }) => capped(maxAgeOf(last)),
  11: ({ last }) => capped(expiresOf(last)),
  14: (check) => capped((documentAt(check)?.hints?.ttlMinutes ?? 0) * MINUTE_MS || undefined),
  15: (check) => capped(documentAt(check)?.hints?.updateMs),
  26: ({ last }) => retryAfterOf(last),
};

function capped(ms: number | undefined): number | undefined {
  if (ms === undefined || ms === 0) return undefined;
  return ms > DAY_MS ? 5 * HOUR_MS : ms;
}

function* hintRules(evidence: Evidence): Iterable<Finding> {
  for (const [row, hint] of Object.entries(HINTS)) yield* waits(Number(row), hint, isGood)(evidence);
}

const longestHint = waits(
  18,
  (check) => {
    const hints = Object.values(HINTS).flatMap((hint) => hint(check) ?? []);
    return hints.length > 1 ? Math.max(...hints) : undefined;
  },
  isGood,
);

const floor = waits(13, () => HOUR_MS, isGood);

/** By hand or not, nothing is asked for twice within a minute. */
function* notWithinMinute({ feedChecks }: Evidence): Iterable<Finding> {
  for (const check of feedChecks) {
    if (!check.next) continue;
    const waited = check.next.at - check.at;
    yield { row: 19, offence: waited < MINUTE_MS && `${places(check)}: asked again after ${waited / 1000} s` };
  }
}

/** How many checks of this address failed in a row, this one included; or were asked to wait, where `isMeant` says so. */
function streakOf(check: Check, isMeant: (check: Check) => boolean): number {
  let streak = 0;
  for (let at: Check | undefined = check; at && isMeant(at); at = at.previous) streak += 1;
  return streak;
}

/** An hour, doubled with each failure, a day at most; a tenth off for jitter. */
function grownMs(streak: number): number {
  return 0.9 * Math.min(HOUR_MS * 2 ** (streak - 1), DAY_MS);
}

const isFailed = (check: Check) => !isGood(check);

/** Failures wait longer and longer, each in the name of the row that says it is one; nobody is given up. */
function* growth(evidence: Evidence): Iterable<Finding> {
  for (const check of evidence.feedChecks) {
    const row = failureRow(check);
    if (row === undefined || row === 29) continue;
    yield* waits(
      row,
      () => leastAfter(row, check),
      (its) => its === check,
    )({ ...evidence, feedChecks: [check] });
    yield* notGivenUp(row, check, evidence);
  }
}

function leastAfter(row: number, check: Check): number {
  if (row === 31) return DAY_MS * 0.95;
  return grownMs(streakOf(check, isFailed));
}

function* notGivenUp(row: number, check: Check, evidence: Evidence): Iterable<Finding> {
  const { log, checks, feeds, subscribed, disturbances } = evidence;
  const until = check.next?.at ?? log.endedAt;
  // Whose clock was set back may begin its wait anew.
  const anew = disturbances.filter(({ at }) => at > check.at && at < until).length;
  if (until - check.at < (30 + anew * 26) * HOUR_MS) return;
  // Left for where its feed is now.
  const isLeft = checks.some(
    ({ play, at, address }) => play === check.play && at > check.at && feeds.has(address) && !subscribed.has(address),
  );
  if (isLeft) return;
  yield { row, offence: `${places(check)}: not asked again for ${lasting(until - check.at)}` };
}

/** 429 speaks for the host, 503 for the address. */
function* askedToWait(evidence: Evidence): Iterable<Finding> {
  for (const check of evidence.checks.filter(isAskedToWait)) {
    const { last } = check;
    const asked = retryAfterOf(last);
    if (asked === undefined) continue;
    const row = /^\d+$/.test(last.replied['retry-after'] ?? '') ? 20 : 21;
    const until = check.at + Math.min(asked, 5 * DAY_MS) - TOLERANCE_MS;
    const speaksFor = (other: Check) =>
      last.status === 429 ? other.first.host === last.host : other.address === check.address;
    const early = evidence.checks.filter(
      (other) =>
        other.at > check.at && other.at < until && speaksFor(other) && !isForgivenSince(check.at, other, evidence),
    );
    const offence =
      early[0] && `${places(early[0])}: ${lasting(early[0].at - check.at)} after it was told to wait ${lasting(asked)}`;
    yield { row, offence };
    if (!check.previous) yield { row: 22, offence: offence ?? (await22(check, until, evidence) || undefined) };
  }
}

function isForgivenSince(at: number, other: Check, { disturbances }: Evidence): boolean {
  return disturbances.some((one) => one.kind === 'clock set back' && one.at >= at && one.at <= other.at);
}

function await22(check: Check, until: number, { log }: Evidence): string | false {
  return !check.next && log.endedAt > until + 30 * HOUR_MS && `${places(check)}: never asked again`;
}

/** Without a time, or with a senseless one, it is doubled from an hour on. */
function* askedWithoutTime(evidence: Evidence): Iterable<Finding> {
  for (const check of evidence.feedChecks.filter((one) => isAskedToWait(one) && retryAfterOf(one.last) === undefined)) {
    const row = 'retry-after' in check.last.replied ? 24 : 23;
    const least = () => grownMs(streakOf(check, isFailed));
    for (const its of check.previous ? [row] : [row, 22]) {
      yield* waits(its, least)({ ...evidence, feedChecks: [check] });
      yield* notGivenUp(its, check, evidence);
    }
  }
}

/** What asks for years is asked again after a week. */
function* cappedWaits({ feedChecks, log }: Evidence): Iterable<Finding> {
  for (const check of feedChecks) {
    const age = Math.max(maxAgeOf(check.last) ?? 0, expiresOf(check.last) ?? 0);
    const wait = retryAfterOf(check.last) ?? 0;
    const row = wait > 7 * DAY_MS ? 25 : 12;
    if (Math.max(age, wait) <= 7 * DAY_MS) continue;
    const until = check.next?.at ?? log.endedAt;
    const isLong = until - check.at > 8 * DAY_MS;
    if (check.next || isLong) yield { row, offence: isLong && `${places(check)}: waits ${lasting(until - check.at)}` };
  }
}

function* manners({ log }: Evidence): Iterable<Finding> {
  for (const request of log.requests) {
    const { headers, method } = request;
    const at = `${request.play} ${when(request.at)}`;
    const agent = headers['user-agent'] ?? '';
    const isNamed = agent !== '' && !/^(?:node|undici|axios|curl|python|java|go-http)/i.test(agent);
    yield { row: 6, offence: !isNamed && `${at}: agent "${agent}"` };
    yield { row: 8, offence: headers['cookie'] !== undefined && `${at}: cookie ${headers['cookie']}` };
    yield { row: 48, offence: !/\bgzip\b/.test(headers['accept-encoding'] ?? '') && `${at}: takes no gzip` };
    yield { row: 58, offence: method !== 'GET' && `${at}: ${method}` };
    yield { row: 31, offence: headers['authorization'] !== undefined && `${at}: invents credentials` };
  }
}

/** The first check is unconditional, and the only one for a while. */
function* firstChecks({ feedChecks, log }: Evidence): Iterable<Finding> {
  const twice = log.subscribed[0]?.url.slice('http://'.length);
  for (const check of feedChecks) {
    if (check.previous) continue;
    const { headers } = check.first;
    const isConditional = headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
    const isBurst = check.next !== undefined && check.next.at - check.at < 30 * MINUTE_MS;
    const what = isConditional ? 'conditional' : 'asked twice';
    const offence = (isConditional || isBurst) && `${places(check)}: ${what}`;
    yield { row: 1, offence };
    if (check.address === twice) yield { row: 49, offence: isBurst && offence };
  }
}

/** Pages, icons and guesses, which nobody subscribed to: once a day at most, and no post at all. */
function* uninvited({ checks, subscribed, log, feeds }: Evidence): Iterable<Finding> {
  const rowsOf = new Map(log.subscribed.map(({ play, rows }) => [play, rows]));
  const ledTo = new Set(log.requests.flatMap((request) => targetOf(request) ?? []));
  for (const check of checks) {
    const { address, previous, first } = check;
    if (subscribed.has(address) || ledTo.has(address)) continue;
    const rows = rowsOf.get(check.play) ?? [];
    const isFeed = feeds.has(address);
    const isAgain = previous !== undefined && check.at - previous.at < 0.95 * DAY_MS;
    if (!isFeed) yield { row: 9, offence: (isAgain || first.path.startsWith('/posts/')) && `${places(check)}` };
    for (const row of [39, 47].filter((its) => rows.includes(its))) {
      yield { row, offence: first.path !== '/favicon.ico' && `${places(check)}` };
    }
    for (const row of [53, 54].filter((its) => rows.includes(its) && isFeed)) {
      yield { row, offence: previous !== undefined && `${places(check)}: read again` };
    }
  }
}

/** Rows whose breach is a request that is not there: they were put to the test by what was served. */
function* temptations({ feedChecks, log, checks }: Evidence): Iterable<Finding> {
  const rowsOf = new Map(log.subscribed.map(({ play, rows }) => [play, rows]));
  for (const check of feedChecks.filter(isGood)) {
    for (const row of [9, 39, 47, 53, 54, 55].filter((its) => rowsOf.get(check.play)?.includes(its))) yield { row };
  }
  const asked = log.subscribed.map(({ url }) => url.slice('http://'.length));
  const known = new Set(asked);
  const plain = new Map(asked.map((address) => [plainly(address), address]));
  for (const { address, play } of checks) {
    const meant = plain.get(plainly(address));
    if (meant !== undefined)
      yield { row: 57, offence: !known.has(address) && `${play}: ${address} instead of ${meant}` };
  }
}

function plainly(address: string): string {
  return decodeURI(address.split('?')[0] ?? '').toLowerCase();
}

/** No server is asked too much at once. */
function* hostManners({ log, checks }: Evidence): Iterable<Finding> {
  const startedAt = new Map<string, number>();
  for (const check of checks) {
    const before = startedAt.get(check.first.host);
    const isClose = before !== undefined && check.at - before < SECOND_MS - 1;
    yield { row: 50, offence: isClose && `${places(check)}: ${check.at - (before ?? 0)} ms after another of its host` };
    startedAt.set(check.first.host, check.at);
  }
  for (const { open, play, at } of log.requests) {
    const isMuch = open.host > 2 || open.all > 6;
    yield { row: 50, offence: isMuch && `${play} ${when(at)}: ${open.host} at once, ${open.all} in all` };
  }
}

/** In hours and on days that a document names nothing is asked for. */
function* skipped({ feedChecks, log }: Evidence): Iterable<Finding> {
  for (const check of feedChecks) {
    const hints = check.previous && documentAt(check.previous)?.hints;
    if (!hints?.skipHours && !hints?.skipDays) continue;
    const date = new Date(log.startedAt + check.at);
    const isSkipped = hints.skipHours?.includes(date.getUTCHours()) || hints.skipDays?.includes(date.getUTCDay());
    yield { row: 16, offence: isSkipped && `${places(check)}: ${date.toUTCString()}` };
  }
}

/** Who is silent is looked at daily, and often again after a post. */
function* silence(evidence: Evidence): Iterable<Finding> {
  const isSilent = (check: Check | undefined) =>
    check !== undefined && check.at - (documentAt(check)?.newestAt ?? check.at) > 30 * DAY_MS;
  for (const check of evidence.feedChecks) {
    if (!check.next || !isGood(check)) continue;
    const waited = check.next.at - check.at;
    if (isSilent(check))
      yield { row: 17, offence: waited < 20 * HOUR_MS && `${places(check)}: after ${lasting(waited)}` };
    else if (isSilent(check.previous) && !isLateWithReason(check, evidence)) {
      yield { row: 17, offence: waited > 12 * HOUR_MS && `${places(check)}: only after ${lasting(waited)}` };
    }
  }
}

/** What offers no validators and does not change is asked for more rarely. */
function* withoutValidators({ feedChecks }: Evidence): Iterable<Finding> {
  const isSame = (check: Check): boolean =>
    check.last.status === 200 &&
    check.last.replied['etag'] === undefined &&
    check.last.replied['last-modified'] === undefined &&
    check.last.document?.text !== undefined &&
    check.last.document.text === check.previous?.last.document?.text;
  for (const check of feedChecks) {
    const streak = streakOf(check, isSame);
    if (streak < 4 || !check.next) continue;
    const waited = check.next.at - check.at;
    yield { row: 7, offence: waited < 4 * HOUR_MS && `${places(check)}: the same again after ${lasting(waited)}` };
  }
}

/** The first good check after failures ends their wait. */
function* recovery(evidence: Evidence): Iterable<Finding> {
  for (const check of evidence.feedChecks) {
    if (!isGood(check) || !check.next || !check.previous || isGood(check.previous)) continue;
    if (isLateWithReason(check, evidence)) continue;
    const healthy = healthyWaits(check.previous);
    if (healthy.length === 0) continue;
    const usual = Math.max(...healthy);
    const waited = check.next.at - check.at;
    const isLong = waited > Math.max(1.5 * usual, 2 * HOUR_MS);
    yield {
      row: 30,
      offence: isLong && `${places(check)}: ${lasting(waited)} after its recovery, ${lasting(usual)} before`,
    };
  }
}

function healthyWaits(failed: Check): number[] {
  let at: Check | undefined = failed;
  while (at && !isGood(at)) at = at.previous;
  const waits: number[] = [];
  for (; at?.previous && isGood(at.previous) && waits.length < 6; at = at.previous) waits.push(at.at - at.previous.at);
  return waits;
}

/** One more request may confirm that it is gone. */
function* gone({ feedChecks }: Evidence): Iterable<Finding> {
  for (const check of feedChecks) {
    if (check.last.status !== 410) continue;
    const isConfirmed = check.previous?.last.status === 410;
    yield { row: 29, offence: isConfirmed && check.next && `${places(check.next)}: asked again though it is gone` };
    const waited = (check.next?.at ?? Number.POSITIVE_INFINITY) - check.at;
    yield { row: 29, offence: waited < 0.9 * HOUR_MS && `${places(check)}: confirmed after ${lasting(waited)}` };
  }
}

/** Missing and refused feeds are asked daily in the end. */
const missing = waits(
  28,
  (check) => (streakOf(check, (one) => [403, 404].includes(one.last.status)) > 6 ? 0.9 * DAY_MS : undefined),
  (check) => [403, 404].includes(check.last.status),
);

/** What redirects lead to is asked for by way of the original, until that has failed for good. */
function* redirects({ checks, feedChecks, subscribed, log }: Evidence): Iterable<Finding> {
  const sources = new Map<string, Check[]>();
  for (const check of feedChecks) {
    if (check.requests.length < 2) continue;
    const row = redirectRow(check);
    yield { row };
    const target = addressOf(check.last);
    sources.set(target, [...(sources.get(target) ?? []), check]);
  }
  for (const check of checks) {
    const led = sources
      .get(check.address)
      ?.filter(({ at }) => at < check.at)
      .at(-1);
    if (!led || subscribed.has(check.address)) continue;
    const failures = feedChecks.filter(
      (one) => one.address === led.address && one.at < check.at && one.at > led.at && !isGood(one),
    );
    const isDead = failures.length >= 3 && check.at - (failures[0]?.at ?? check.at) >= 0.95 * DAY_MS;
    yield { row: redirectRow(led), offence: !isDead && `${places(check)}: asked directly while ${led.address} works` };
  }
  yield* adoption({ feedChecks, checks, log });
}

function redirectRow(check: Check): number {
  if (check.last.document?.kind === 'page') return 34;
  if (check.requests.length > 2) return 35;
  return [301, 308].includes(check.first.status) ? 32 : 33;
}

/** An original that has failed for days while its target works is left for that. */
function* adoption({ feedChecks, checks, log }: Pick<Evidence, 'feedChecks' | 'checks' | 'log'>): Iterable<Finding> {
  for (const check of feedChecks) {
    if (check.next || isGood(check)) continue;
    let moved: Check | undefined = check;
    while (moved && moved.requests.length < 2) moved = moved.previous;
    if (!moved || !isGood(moved) || redirectRow(moved) !== 32) continue;
    const target = addressOf(moved.last);
    const isAdopted = checks.some((one) => one.address === target && log.endedAt - one.at < 30 * HOUR_MS);
    yield { row: 32, offence: !isAdopted && `${places(check)}: ${target} was not adopted` };
  }
}

/** What never ends is ended in time, and on one connection. */
function* limits({ log }: Evidence): Iterable<Finding> {
  for (const request of log.requests) {
    const row = LIMIT_ROWS[request.ending];
    if (row === undefined) continue;
    const { bytes, closedAfterMs = Number.POSITIVE_INFINITY } = request.outcome;
    const isLong = closedAfterMs > 26 * SECOND_MS || bytes > 24 * 1024 * 1024;
    const beside = log.requests.filter((other) => isBeside(request, other));
    const what = isLong ? `${bytes} bytes, open for ${Math.round(closedAfterMs)} ms` : 'asked again meanwhile';
    yield { row, offence: (isLong || beside.length > 0) && `${request.play} ${when(request.at)}: ${what}` };
  }
}

const LIMIT_ROWS: Readonly<Record<string, number>> = {
  'silent head': 44,
  'silent body': 44,
  drip: 44,
  endless: 45,
  bomb: 46,
};

function isBeside(request: LoggedRequest, other: LoggedRequest): boolean {
  return other !== request && other.at === request.at && addressOf(other) === addressOf(request);
}

/** After sleep, restart and clocks set wrong: one request for a feed, and none is forgotten. */
function* disturbed({ feedChecks, disturbances, subscribed, log }: Evidence): Iterable<Finding> {
  for (const { at, kind } of disturbances) {
    for (const address of subscribed) {
      const own = feedChecks.filter((check) => check.address === address);
      const soon = own.filter((check) => check.at > at && check.at < at + 55 * MINUTE_MS);
      yield { row: 51, offence: soon.length > 1 && `${address}: ${soon.length} times after ${kind} on ${when(at)}` };
      const before = own.filter((check) => check.at <= at && check.at > at - DAY_MS && isGood(check));
      const skipsDays = before.some((check) => documentAt(check)?.hints?.skipDays);
      if (kind !== 'clock set back' || skipsDays || before.length < 4 || log.endedAt < at + 26 * HOUR_MS) continue;
      const after = own.filter((check) => check.at > at && check.at < at + 26 * HOUR_MS);
      yield { row: 51, offence: after.length === 0 && `${address}: frozen after ${kind} on ${when(at)}` };
    }
  }
}

/** Mirrors whose tags flap were played at all; whether posts were doubled is told by what the reader has. */
const RULES: readonly Rule[] = [
  manners,
  firstChecks,
  validatorRules,
  hintRules,
  longestHint,
  floor,
  notWithinMinute,
  askedToWait,
  askedWithoutTime,
  cappedWaits,
  growth,
  recovery,
  gone,
  missing,
  redirects,
  limits,
  skipped,
  silence,
  withoutValidators,
  uninvited,
  temptations,
  hostManners,
  disturbed,
];
