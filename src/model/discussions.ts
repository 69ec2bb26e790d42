import { isPrivateHost } from './origins.ts';
import { withoutTracking } from './tracking.ts';
import type { Discussion, DiscussionSite } from './types.ts';

export const DISCUSSION_SITES: readonly DiscussionSite[] = ['hacker-news', 'lobsters'];

/** The match patterns whose permission looking up needs. */
export const DISCUSSION_ORIGINS: readonly string[] = ['*://hn.algolia.com/*', '*://lobste.rs/*'];

const MOST_TITLE = 300;

/**
 * What a site is told of a post when it is looked up there: its address, without what tells where its reader came from.
 *
 * @param address of the post
 * @returns undefined for what is nobody's business: addresses within the person's own network
 */
export function lookedUpAddress(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address) || !/^https?:/i.test(address)) return undefined;
  const { hostname, username, password } = new URL(address);
  if (isPrivateHost(hostname) || !hostname.includes('.') || username || password) return undefined;
  return withoutTracking(address).split('#', 1)[0];
}

/**
 * Where a site is asked (https://hn.algolia.com/api; lobste.rs has /stories/url/all since 2024).
 *
 * @param address as lookedUpAddress gives it
 */
export function lookUpUrl(site: DiscussionSite, address: string): string {
  if (site === 'lobsters') return `https://lobste.rs/stories/url/all.json?url=${encodeURIComponent(address)}`;
  const query = new URLSearchParams({
    query: bare(address),
    restrictSearchableAttributes: 'url',
    tags: 'story',
    hitsPerPage: '30',
  });
  return `https://hn.algolia.com/api/v1/search?${query}`;
}

/**
 * The talks about a post in a site's answer, which is untrusted and may list similar addresses too; the one with most
 * comments first.
 *
 * @returns undefined where the answer is none of the kind that the site gives
 */
export function discussionsIn(site: DiscussionSite, json: string, address: string): Discussion[] | undefined {
  const stories = storiesIn(site, json);
  return stories
    ?.flatMap((story) => discussionFrom(site, story, address) ?? [])
    .sort((one, other) => other.comments - one.comments)
    .slice(0, 10);
}

function storiesIn(site: DiscussionSite, json: string): readonly Record<string, unknown>[] | undefined {
  const answer = parsed(json);
  const stories = site === 'lobsters' ? answer : (answer as { hits?: unknown } | null)?.hits;
  if (!Array.isArray(stories)) return undefined;
  return stories.filter((story) => typeof story === 'object' && story !== null);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function discussionFrom(site: DiscussionSite, story: Record<string, unknown>, address: string): Discussion | undefined {
  const { title, url } = story;
  if (typeof title !== 'string' || typeof url !== 'string' || bare(url) !== bare(address)) return undefined;
  const talk = site === 'lobsters' ? lobstersTalk(story) : hackerNewsTalk(story);
  if (talk === undefined) return undefined;
  const [points, comments] =
    site === 'lobsters' ? [story['score'], story['comment_count']] : [story['points'], story['num_comments']];
  return { site, title: title.slice(0, MOST_TITLE), url: talk, points: countOf(points), comments: countOf(comments) };
}

function hackerNewsTalk({ objectID: id }: Record<string, unknown>): string | undefined {
  return typeof id === 'string' && /^\d{1,12}$/.test(id) ? `https://news.ycombinator.com/item?id=${id}` : undefined;
}

function lobstersTalk({ short_id: id }: Record<string, unknown>): string | undefined {
  return typeof id === 'string' && /^[a-z0-9]{1,12}$/i.test(id) ? `https://lobste.rs/s/${id}` : undefined;
}

function countOf(value: unknown): number {
  return Number.isSafeInteger(value) ? (value as number) : 0;
}

/** What is the same in all spellings of an address. */
function bare(address: string): string {
  return withoutTracking(address)
    .split('#', 1)
    .join('')
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/\/$/, '');
}
