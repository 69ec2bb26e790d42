import { isInTrouble } from './trouble.ts';
import type { Feed } from './types.ts';

type Known = Pick<Feed, 'url' | 'finalUrl' | 'failure' | 'failures' | 'failingSince' | 'stopped'>;

/**
 * The feed among those known that an address stands for: subscribed to twice, every post of it would come twice.
 *
 * That is the feed of that very address, else one whose redirects lead there, or whose address differs only in what
 * servers treat alike: http or https, with `www.` or without, `/feed` or `/feed/`. A feed in trouble stands for no
 * address but its own, so that the person can subscribe to where it lives now.
 *
 * @param address absolute http(s) address: as typed, as a page names it, or where its redirects led
 * @param now epoch ms
 */
export function feedOf<Row extends Known>(feeds: readonly Row[], address: string, now: number): Row | undefined {
  const wanted = spelling(address);
  const isTwin = (feed: Row) => spelling(feed.url) === wanted || spelling(feed.finalUrl ?? feed.url) === wanted;
  return feeds.find((feed) => feed.url === address) ?? feeds.find((feed) => isTwin(feed) && !isInTrouble(feed, now));
}

function spelling(address: string): string {
  const { host, pathname, search } = new URL(address);
  return host.replace(/^www\./, '') + pathname.replace(/\/$/, '') + search;
}
