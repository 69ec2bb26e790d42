import { concernOf } from '../../model/health.ts';
import type { Counts, Feed, Settings, StoredCheck } from '../../model/types.ts';

export interface Diagnosed {
  /** Epoch ms. */
  readonly now: number;
  readonly version: string;
  /** As the browser calls itself. */
  readonly userAgent: string;
  readonly language: string;
  readonly settings: Settings;
  readonly counts: Counts;
  /** Bytes, as far as the browser says. */
  readonly stored: number | undefined;
  readonly feeds: readonly Feed[];
  /** The last checks of those feeds that are in trouble, newest first. */
  readonly checks: ReadonlyMap<number, readonly StoredCheck[]>;
}

/**
 * What helps to find a mistake, as text for a bug report.
 *
 * Its words are those of the sources in every language, since who reads it works with them. Other feeds than those in
 * trouble are only counted. Nothing tells what the person reads or what they call a feed, and the values in an address's
 * query are left out, since private feeds keep their keys there.
 */
export function diagnosticsText(diagnosed: Diagnosed): string {
  const { now, feeds, counts, checks } = diagnosed;
  const troubled = feeds.filter((feed) => concernOf(feed, now) === 'trouble');
  return [
    `Linefeed ${diagnosed.version}`,
    `browser: ${diagnosed.userAgent}`,
    `language: ${diagnosed.language}`,
    `time: ${iso(now)}`,
    `settings: ${JSON.stringify(diagnosed.settings)}`,
    `posts: ${sum(feeds, (feed) => feed.postCount)} kept, ${counts.unread} unread, ${counts.saved} saved`,
    `storage: ${diagnosed.stored === undefined ? 'unknown' : `${Math.round(diagnosed.stored / 1e5) / 10} MB`}`,
    `feeds: ${feeds.length}; ${statesText(feeds, now)}`,
    ...troubled.flatMap((feed) => ['', ...feedLines(feed, checks.get(feed.id) ?? [])]),
    '',
  ].join('\n');
}

function statesText(feeds: readonly Feed[], now: number): string {
  const count = (name: string, isMeant: (feed: Feed) => boolean) => `${feeds.filter(isMeant).length} ${name}`;
  return [
    count('failing', (feed) => feed.failure !== undefined),
    count('in trouble', (feed) => concernOf(feed, now) === 'trouble'),
    count('moved', (feed) => concernOf(feed, now) === 'moved'),
    count('silent', (feed) => concernOf(feed, now) === 'silent'),
    count('paused', (feed) => feed.paused === true),
    count('stopped', (feed) => feed.stopped === true),
    count('never read', (feed) => feed.lastGoodAt === undefined),
    count('overdue', (feed) => feed.nextCheckAt < now && feed.leasedUntil <= now),
    count('leased', (feed) => feed.leasedUntil > now),
  ].join(', ');
}

function feedLines(feed: Feed, checks: readonly StoredCheck[]): string[] {
  const { failure } = feed;
  const state = [
    ...(failure ? [failureText(failure), `${feed.failures} in a row`] : []),
    ...(feed.failingSince === undefined ? [] : [`since ${iso(feed.failingSince)}`]),
    ...(feed.stopped ? ['stopped'] : []),
  ];
  return [
    `feed: ${withoutKeys(feed.url)}`,
    ...(feed.finalUrl === undefined ? [] : [`  redirects to: ${withoutKeys(feed.finalUrl)}`]),
    ...(feed.formerUrl === undefined ? [] : [`  moved from: ${withoutKeys(feed.formerUrl)}`]),
    `  state: ${state.join(', ')}`,
    `  last read: ${feed.lastGoodAt === undefined ? 'never' : iso(feed.lastGoodAt)}`,
    ...(feed.lastPostAt === undefined ? [] : [`  newest post: ${iso(feed.lastPostAt)}`]),
    `  next check: ${nextText(feed)}`,
    ...checks.map((check) => `  check: ${checkText(check)}`),
  ];
}

function nextText({ nextCheckAt, nextReason, blockedUntil }: Feed): string {
  const next = nextCheckAt < Number.MAX_SAFE_INTEGER ? iso(nextCheckAt) : 'none';
  return [next, nextReason ?? '', ...(blockedUntil > 0 ? [`asked to wait until ${iso(blockedUntil)}`] : [])]
    .filter(Boolean)
    .join(', ');
}

function checkText({ at, outcome, failure, bytes, newPosts, durationMs }: StoredCheck): string {
  const what = failure ? failureText(failure) : outcome;
  return `${iso(at)}, ${what}, ${bytes} bytes, ${newPosts} new, ${Math.round(durationMs)} ms`;
}

function failureText({ reason, status }: NonNullable<Feed['failure']>): string {
  return status === undefined ? reason : `${reason} ${status}`;
}

/** An address without the values of its query and without a name and password. */
function withoutKeys(address: string): string {
  if (!URL.canParse(address)) return 'unreadable';
  const url = new URL(address);
  const query = [...url.searchParams.keys()].map((key) => `${key}=…`).join('&');
  return `${url.origin}${url.pathname}${query && `?${query}`}`;
}

function iso(at: number): string {
  // Beyond what Date can hold (ECMA-262 §21.4.1.1), as a damaged row may have it.
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}

function sum(feeds: readonly Feed[], value: (feed: Feed) => number): number {
  return feeds.reduce((total, feed) => total + value(feed), 0);
}
