import { compact } from './parts.ts';
import type { Entry, FeedPages } from './types.ts';
import { resolveUrl } from './urls.ts';
import { attributeOf, childNamed, childrenNamed, type Element, firstText, textOf } from './xml.ts';

const COMMENTS_TYPE = /^application\/(?:atom|rss)\+xml/i;

/**
 * The links of a relation: Atom's, and those that RSS borrows (https://www.rssboard.org/rss-profile#namespace-elements-atom).
 *
 * A link without rel is an alternate, and a registered relation may be written as its address (RFC 4287 §4.2.7.2).
 *
 * @param name 'link' in Atom, 'atom:link' in RSS
 */
export function linksOf(holder: Element, name: string, relation: string): Element[] {
  return childrenNamed(holder, name).filter((link) => {
    const stated = (attributeOf(link, 'rel') ?? 'alternate').toLowerCase();
    return stated.slice(stated.lastIndexOf('/') + 1) === relation;
  });
}

function addressesOf(holder: Element, name: string, relation: string, base: string): string[] {
  return linksOf(holder, name, relation).flatMap(
    (link) => resolveUrl(attributeOf(link, 'href') ?? textOf(link), link.base ?? base) ?? [],
  );
}

/** WebSub hubs (https://www.w3.org/TR/websub/#discovery), each once. */
export function hubUrlsOf(feed: Element, name: string, base: string): string[] {
  return [...new Set(addressesOf(feed, name, 'hub', base))];
}

/** Where older and newer entries are: RFC 5005 §3 and §4. */
export function pagesOf(feed: Element, name: string, base: string): FeedPages {
  if (!childNamed(feed, name)) return {};
  const page = (...relations: readonly string[]): string | undefined =>
    relations.flatMap((relation) => addressesOf(feed, name, relation, base))[0];
  return compact<FeedPages>({
    first: page('first'),
    last: page('last'),
    previous: page('previous', 'prev'),
    next: page('next'),
    prevArchive: page('prev-archive'),
    nextArchive: page('next-archive'),
    current: page('current'),
  });
}

/** RFC 5005 §2 and §4. */
export function extentOf(feed: Element): 'complete' | 'archive' | undefined {
  if (childNamed(feed, 'fh:complete')) return 'complete';
  return childNamed(feed, 'fh:archive') ? 'archive' : undefined;
}

type Comments = Pick<Entry, 'commentsUrl' | 'commentsFeedUrl' | 'commentCount'>;

/**
 * Where an entry's comments are and how many: RSS 2.0 comments, wfw:commentRss, slash:comments, and Atom's rel=replies
 * with thr:count and thr:total (RFC 4685 §4 and §5).
 */
export function commentsOf(entry: Element, name: string, base: string): Partial<Comments> {
  const replies = linksOf(entry, name, 'replies');
  const isFeed = (link: Element): boolean => COMMENTS_TYPE.test(attributeOf(link, 'type') ?? '');
  const addressIn = (links: readonly Element[]): string | undefined =>
    links.flatMap((link) => resolveUrl(attributeOf(link, 'href') ?? textOf(link), link.base ?? base) ?? [])[0];
  const counts = [
    firstText(entry, 'slash:comments', 'thr:total'),
    ...replies.map((link) => attributeOf(link, 'thr:count')),
  ];
  const count = counts.find((text) => text !== undefined && /^\d{1,7}$/.test(text));
  return compact<Partial<Comments>>({
    commentsUrl: addressIn([
      ...childrenNamed(entry, 'comments'),
      ...childrenNamed(entry, 'rss:comments'),
      ...replies.filter((link) => !isFeed(link)),
    ]),
    commentsFeedUrl: addressIn([...childrenNamed(entry, 'wfw:commentrss'), ...replies.filter(isFeed)]),
    commentCount: count === undefined ? undefined : Number(count),
  });
}
