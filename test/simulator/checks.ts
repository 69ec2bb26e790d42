import type { Log, LoggedRequest } from './publisher.ts';

/** A hop follows its redirect at once; the publisher's time stands still meanwhile. */
const HOP_MS = 2000;

/** One look at an address: the request and where its redirects led. */
export interface Check {
  /** Host and path of its first request. */
  readonly address: string;
  /** ms since the publisher's start. */
  readonly at: number;
  readonly play: string;
  /** The first request, and those that redirects led to. */
  readonly requests: readonly LoggedRequest[];
  readonly first: LoggedRequest;
  /** What the redirects led to in the end. */
  last: LoggedRequest;
  /** The check of the same address before and after it. */
  previous?: Check;
  next?: Check;
}

export function addressOf({ host, path }: Pick<LoggedRequest, 'host' | 'path'>): string {
  return host + path;
}

/** Where a reply leads; undefined where it leads nowhere, or to another scheme. */
export function targetOf(request: LoggedRequest): string | undefined {
  const location = request.status >= 300 && request.status < 400 ? request.replied['location'] : undefined;
  if (location === undefined || !URL.canParse(location, `http://${addressOf(request)}`)) return undefined;
  const url = new URL(location, `http://${addressOf(request)}`);
  return url.protocol === 'http:' ? url.host + url.pathname + url.search : undefined;
}

/** All checks in the order of their beginning. */
export function checksIn(log: Log): Check[] {
  const checks: Check[] = [];
  const latest = new Map<string, Check>();
  let led: { to: string; at: number; check: Check }[] = [];
  for (const request of log.requests) {
    const address = addressOf(request);
    led = led.filter(({ at }) => request.at - at <= HOP_MS);
    const redirect = led.find(({ to }) => to === address);
    led = led.filter((other) => other !== redirect);
    const check = redirect?.check ?? begin(request, address, latest.get(address));
    if (redirect) {
      (check.requests as LoggedRequest[]).push(request);
      check.last = request;
    } else {
      checks.push(check);
      latest.set(address, check);
    }
    const to = targetOf(request);
    if (to !== undefined) led.push({ to, at: request.at, check });
  }
  return checks;
}

function begin(request: LoggedRequest, address: string, previous: Check | undefined): Check {
  const check: Check = {
    address,
    at: request.at,
    play: request.play,
    requests: [request],
    first: request,
    last: request,
    ...(previous && { previous }),
  };
  if (previous) previous.next = check;
  return check;
}

/** What a reply asks for, in ms; undefined for nothing. */
export function maxAgeOf({ replied }: LoggedRequest): number | undefined {
  const seconds = /max-age\s*=\s*"?(\d+)/i.exec(replied['cache-control'] ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

export function expiresOf(request: LoggedRequest): number | undefined {
  if (maxAgeOf(request) !== undefined) return undefined;
  return untilDate(request, request.replied['expires']);
}

/** By its number of seconds or by its date; undefined where it is absent or nonsense. */
export function retryAfterOf(request: LoggedRequest): number | undefined {
  const value = request.replied['retry-after'] ?? '';
  return /^\d+$/.test(value) ? Number(value) * 1000 : untilDate(request, value);
}

/** By the server's own clock. */
function untilDate({ replied }: LoggedRequest, date = ''): number | undefined {
  if (!date.endsWith(' GMT')) return undefined;
  const ms = Date.parse(date) - Date.parse(replied['date'] ?? '');
  return ms > 0 ? ms : undefined;
}

/** Whether a check gave the feed, or that it is unchanged. */
export function isGood({ last }: Check): boolean {
  return (
    last.status === 304 ||
    ([200, 226].includes(last.status) && last.ending === 'whole' && last.document?.kind === 'feed')
  );
}

/** The row of the checklist that says what a failed check means; undefined for a good one, or one to wait after. */
export function failureRow(check: Check): number | undefined {
  const { last, requests } = check;
  if (isGood(check) || isAskedToWait(check)) return undefined;
  if (last.status >= 300 && last.status < 400) return targetOf(last) === undefined ? 38 : 37;
  const byStatus = STATUS_ROWS[last.status];
  if (byStatus !== undefined) return byStatus;
  if (last.status === 0 || last.status >= 500) return 27;
  if (last.ending !== 'whole') return ENDING_ROWS[last.ending];
  if (last.document?.kind === 'nothing') return 41;
  return last.document?.kind === 'page' && requests.length > 1 ? 34 : 40;
}

export function isAskedToWait({ last }: Check): boolean {
  return last.status === 429 || last.status === 503;
}

const STATUS_ROWS: Readonly<Record<number, number>> = { 401: 31, 403: 28, 404: 28, 410: 29 };

const ENDING_ROWS: Readonly<Record<string, number>> = {
  cut: 43,
  short: 42,
  'unfinished chunks': 42,
  'silent head': 44,
  'silent body': 44,
  drip: 44,
  endless: 45,
  bomb: 46,
};
