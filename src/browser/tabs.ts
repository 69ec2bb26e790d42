import browser from 'webextension-polyfill';
import { addressFrom, mayLeadTo } from '../model/origins.ts';

/** What the current tab shows, as far as the click on the toolbar lets us see it. */
export interface CurrentPage {
  /** http(s) address. */
  readonly url: string;
  readonly title: string;
  /** Feeds that the page names in its head, absolute; or the page itself where it is a feed. */
  readonly feeds: readonly { readonly url: string; readonly title: string }[];
}

/**
 * Looks for feeds in the tab from which the popup was opened, by activeTab and without any request.
 *
 * @param findFeeds runs in the page, so it may use nothing from outside itself; gives [{ url, title }]
 * @returns undefined where the browser does not let us look (its own pages, stores, no activeTab)
 */
export async function readCurrentPage(findFeeds: () => unknown): Promise<CurrentPage | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || !tab.url?.startsWith('http')) return undefined;
  try {
    const [injected] = await browser.scripting.executeScript({ target: { tabId: tab.id }, func: findFeeds });
    const feeds = pageFeeds(injected?.result, tab.url);
    return { url: tab.url, title: tab.title ?? '', feeds };
  } catch {
    // The browser protects this page; there is nothing to offer.
    return undefined;
  }
}

/** A page is untrusted: it may name any number, of any address. */
const MOST_FEEDS = 30;

function pageFeeds(result: unknown, pageUrl: string): { url: string; title: string }[] {
  if (!Array.isArray(result)) return [];
  const seen = new Set<string>();
  return result.slice(0, MOST_FEEDS).flatMap((feed: unknown) => {
    const { url, title } = feed as Record<string, unknown>;
    if (
      typeof url !== 'string' ||
      typeof title !== 'string' ||
      addressFrom(url) !== url ||
      !mayLeadTo(pageUrl, url) ||
      url.length > 2048 ||
      seen.has(url)
    ) {
      return [];
    }
    seen.add(url);
    return [{ url, title: title.slice(0, 200) }];
  });
}

export async function openTab(url: string, background = false): Promise<void> {
  await browser.tabs.create({ url, active: !background });
}

export async function openReader(postId: string): Promise<void> {
  await openTab(readerUrl(postId));
}

/** Opens the reading page on the list of all posts. */
export async function openAllPosts(): Promise<void> {
  await openTab(`${browser.runtime.getURL('src/ui/reader/reader.html')}?list=all`);
}

/** The address of a post on the reading page. */
export function readerUrl(postId: string): string {
  return `${browser.runtime.getURL('src/ui/reader/reader.html')}?post=${encodeURIComponent(postId)}`;
}

export async function openOptions(hash = ''): Promise<void> {
  if (!hash) return browser.runtime.openOptionsPage();
  await openTab(`${browser.runtime.getURL('src/ui/options/options.html')}${hash}`);
}
