import { FIRST_PLACE } from '../../src/model/place.ts';
import type { Settings, StoredBody } from '../../src/model/types.ts';
import type { Browser, Page } from './browser.ts';

/** The address of a post on the reading page, within the extension. */
export function readerPath(postId: string): string {
  return `src/ui/reader/reader.html?post=${encodeURIComponent(postId)}`;
}

/** Past the worker, as if the feed had brought them: a feed's own rules would refuse some of it before. */
export async function storeBodies(browser: Browser, bodies: readonly StoredBody[]): Promise<void> {
  await browser.evaluateInExtension(
    async (database, rows) => {
      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = opened.transaction('bodies', 'readwrite');
      for (const row of rows) transaction.objectStore('bodies').put(row);
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      opened.close();
    },
    FIRST_PLACE.name,
    bodies,
  );
}

/** As if the person had chosen it in the settings, which show in pages at once. */
export function set(browser: Browser, change: Partial<Settings>): Promise<void> {
  return browser.evaluateInExtension(async (changed) => {
    const { local } = (globalThis.browser ?? chrome).storage;
    const { settings } = await local.get('settings');
    await local.set({ settings: { ...(settings as Partial<Settings>), ...changed } });
  }, change);
}

/** Resolves when the article stands in the page, its formulas are set, and two frames have passed in which it could act. */
export async function articleIsShown(page: Page): Promise<void> {
  await page.waitFor(() => document.querySelector('.body:not(:empty), .shortfall'));
  await page.waitFor(() => document.querySelector('.body [data-formula]') === null);
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  });
}

/**
 * What is wrong with the article's layout: pieces that reach over its edges without a way to scroll to them, and
 * panes that scroll sideways.
 *
 * Uses nothing from outside: it runs in the page.
 */
export function layoutFaults(): string[] {
  const body = document.querySelector('.body');
  if (!body) return [];
  const faults: string[] = [];
  for (let pane: Element | null = body.parentElement; pane; pane = pane.parentElement) {
    if (
      pane.scrollWidth > pane.clientWidth + 1 &&
      pane.clientWidth > 0 &&
      getComputedStyle(pane).overflowX !== 'visible'
    ) {
      faults.push(`${pane.localName}.${pane.className} is ${pane.scrollWidth - pane.clientWidth} px too wide`);
    }
  }
  const root = document.scrollingElement;
  if (root && root.scrollWidth > root.clientWidth + 1)
    faults.push(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
  const edges = body.getBoundingClientRect();
  const isOut = (element: Element) => {
    // Firefox measures what a closed box hides as it was in a wider window.
    if (element.closest('details:not([open]) > :not(summary)')) return false;
    const box = element.getBoundingClientRect();
    // The clip leaves a margin for rings around the focus.
    return box.width > 0 && box.height > 0 && (box.right > edges.right + 9 || box.left < edges.left - 9);
  };
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_ELEMENT, (node) => {
    if (node === body) return NodeFilter.FILTER_ACCEPT;
    const { overflowX } = getComputedStyle(node as Element);
    if (isOut(node as Element)) faults.push(`${(node as Element).outerHTML.slice(0, 120)} reaches over the edge`);
    return overflowX === 'visible' ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
  });
  while (walker.nextNode() && faults.length < 5);
  return faults;
}

/** Addresses outside the extension that the page has asked for, also in vain. Runs in the page. */
export function requestsOutside(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((address) => /^(?:https?|wss?|ftp):/.test(address));
}

/**
 * Goes to a post on a reading page that is open, as its own links do. Runs in the page.
 *
 * @returns whether it is shown, with its formulas set
 */
export async function showPost(id: string): Promise<boolean> {
  const deadline = performance.now() + 20_000;
  const shown = () => document.querySelector('.body, .shortfall');
  const isHere = () => new URLSearchParams(location.search).get('post') === id;
  const before = isHere() ? null : shown();
  // Both browsers take two hundred such calls in ten seconds: one throws beyond, the other does nothing.
  while (!isHere() && performance.now() < deadline) {
    try {
      history.pushState(null, '', `?post=${encodeURIComponent(id)}`);
    } catch {
      // Asked again below.
    }
    if (!isHere()) await new Promise((done) => setTimeout(done, 200));
  }
  dispatchEvent(new PopStateEvent('popstate'));
  const isThere = () => {
    const now = shown();
    if (now === null || now === before) return false;
    return !now.matches('.body:empty') && document.querySelector('.body [data-formula]') === null;
  };
  while (!isThere() && performance.now() < deadline) await new Promise((done) => setTimeout(done, 5));
  return isThere();
}
