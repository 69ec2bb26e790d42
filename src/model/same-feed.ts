import { isInTrouble } from './trouble.ts';
import type { Feed } from './types.ts';

type Known = Pick<Feed, 'url' | 'finalUrl' | 'failure' | 'failures' | 'failingSince' | 'stopped'>;

/**
 * Finds the feed that an address stands for: subscribed to twice, every post of it would come twice.
 *
 * That is the feed of that very address, else one whose redirects lead there, or whose address differs only in what
 * servers treat alike: http or https, with `www.` or without, `/feed` or `/feed/`. A feed in trouble stands for no
 * address but its own, so that the person can subscribe to where it lives now.
 *
 * @param feeds those subscribed to
 * @param now epoch ms
 * @returns takes an absolute http(s) address: as typed, as a page names it, or where its redirects led
 */
export function feedFinder<Row extends Known>(
  feeds: readonly Row[],
  now: number,
): (address: string) => Row | undefined {
  const byUrl = new Map(feeds.map((feed) => [feed.url, feed]));
  const bySpelling = new Map<string, Row>();
  for (const feed of feeds) {
    if (isInTrouble(feed, now)) continue;
    for (const url of [feed.url, feed.finalUrl ?? feed.url]) bySpelling.set(spelling(url), feed);
  }
  return (address) => byUrl.get(address) ?? bySpelling.get(spelling(address));
}

/** Whether a feed's redirects lead to another address than its own, and not only to another spelling of it. */
export function leadsElsewhere({ url, finalUrl }: Pick<Feed, 'url' | 'finalUrl'>): boolean {
  return finalUrl !== undefined && spelling(finalUrl) !== spelling(url);
}

function spelling(address: string): string {
  const { host, pathname, search } = new URL(address);
  return host.replace(/^www\./, '') + pathname.replace(/\/$/, '') + search;
}
