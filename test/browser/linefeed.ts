import type { CommandName, Commands } from '../../src/commands.ts';
import { originsFor } from '../../src/model/origins.ts';
import { FIRST_PLACE, type Place, placeFrom } from '../../src/model/place.ts';
import type { Feed, Icon, Post, StoredBody } from '../../src/model/types.ts';
import type { Browser } from './browser.ts';
import { eventually } from './eventually.ts';

/** Sends one of the pages' commands, from outside of every page. */
export async function send<Name extends CommandName>(
  browser: Browser,
  command: Name,
  args: Parameters<Commands[Name]>[0],
): Promise<ReturnType<Commands[Name]>> {
  const reply = await browser.evaluateInExtension(
    async (name, argument): Promise<{ value?: unknown; error?: string }> => {
      const { runtime } = globalThis.browser ?? chrome;
      return runtime.sendMessage({ command: name, args: [argument] });
    },
    command,
    args,
  );
  if (reply.error !== undefined) throw new Error(reply.error);
  return reply.value as ReturnType<Commands[Name]>;
}

/**
 * Subscribes to a site or feed, with the permission granted beforehand; where its feed lives on another
 * host, that host is granted too.
 *
 * @returns how it ended; of several feeds that a site offers, none is chosen
 */
export async function subscribe(browser: Browser, address: string): Promise<ReturnType<Commands['subscribe']>> {
  await browser.grantHosts(originsFor(address));
  const outcome = await send(browser, 'subscribe', { address });
  if (outcome.kind !== 'needs-permission') return outcome;
  await browser.grantHosts(outcome.origins);
  return send(browser, 'subscribe', { address: outcome.feed.url, title: outcome.feed.title });
}

/** Makes all feeds due and lets the alarm fire, as if the hour had passed. */
export async function letTheHourPass(browser: Browser): Promise<void> {
  await theRoundIsOver(browser);
  const place = await databasePlace(browser);
  await browser.evaluateInExtension(async ({ name, bucket }) => {
    const { storageBuckets } = navigator as unknown as { storageBuckets: Buckets };
    const factory = bucket ? (await storageBuckets.open(name)).indexedDB : indexedDB;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction('feeds', 'readwrite');
    const feeds = transaction.objectStore('feeds');
    feeds.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
      if (cursor === null) return;
      cursor.update({ ...cursor.value, nextCheckAt: 0, leasedUntil: 0, blockedUntil: 0 });
      cursor.continue();
    };
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    database.close();
  }, place);
  await browser.wakeAlarm('check');
}

/**
 * A round that ends sets the alarm, also one that was brought forward meanwhile. One that a killed worker left behind
 * is only cleared by the next worker, so there is an end to waiting.
 */
async function theRoundIsOver(browser: Browser): Promise<void> {
  const isOver = () =>
    browser.evaluateInExtension(async () => {
      const { storage } = globalThis.browser ?? chrome;
      return !('round' in (await storage.session.get('round')));
    });
  await eventually('no round runs', isOver, 5000).catch(() => undefined);
}

/** All stored posts, newest first. */
export async function storedPosts(browser: Browser): Promise<Post[]> {
  const posts = await readAll<Post>(browser, 'posts');
  return posts.sort((one, other) => other.sortAt - one.sortAt);
}

/** Unread posts, newest first. */
export async function unreadPosts(browser: Browser): Promise<Post[]> {
  return (await storedPosts(browser)).filter((post) => post.unread === 1);
}

/** Every stored feed, also those that are unsubscribed but kept. */
export function storedFeeds(browser: Browser): Promise<Feed[]> {
  return readAll<Feed>(browser, 'feeds');
}

export function storedBodies(browser: Browser): Promise<StoredBody[]> {
  return readAll<StoredBody>(browser, 'bodies');
}

export function storedIcons(browser: Browser): Promise<Icon[]> {
  return readAll<Icon>(browser, 'icons');
}

/** Gives a feed traits as if time had passed: pages that are open do not learn of it. */
export function changeFeed(browser: Browser, feedId: number, traits: Partial<Feed>): Promise<void> {
  return browser.evaluateInExtension(
    (name, id, changed) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction('feeds', 'readwrite');
          const feeds = transaction.objectStore('feeds');
          const request = feeds.get(id);
          request.onsuccess = () => feeds.put({ ...request.result, ...changed });
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    FIRST_PLACE.name,
    feedId,
    traits,
  );
}

/** As retention leaves a post: its text is gone. */
export function forgetBody(browser: Browser, postId: string): Promise<void> {
  return browser.evaluateInExtension(
    (name, id) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const transaction = database.transaction('bodies', 'readwrite');
          transaction.objectStore('bodies').delete(id);
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    FIRST_PLACE.name,
    postId,
  );
}

async function readAll<Row>(browser: Browser, table: string): Promise<Row[]> {
  const rows = await browser.evaluateInExtension(
    async ({ name, bucket }, store) => {
      const { storageBuckets } = navigator as unknown as { storageBuckets: Buckets };
      const factory = bucket ? (await storageBuckets.open(name)).indexedDB : indexedDB;
      return new Promise<unknown[]>((resolve, reject) => {
        const opening = factory.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
          request.transaction?.addEventListener('complete', () => database.close());
        };
      });
    },
    await databasePlace(browser),
    table,
  );
  return rows as Row[];
}

/** What Chromium has beside the types that a browser's pages are known to have. */
interface Buckets {
  open(name: string): Promise<{ readonly indexedDB: IDBFactory }>;
}

/** Where the database lies by now. */
export async function databasePlace(browser: Browser): Promise<Place> {
  const { database } = await browser.evaluateInExtension(() =>
    (globalThis.browser ?? chrome).storage.local.get('database'),
  );
  return placeFrom(database) ?? FIRST_PLACE;
}
