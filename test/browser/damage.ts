import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Post, StoredBody } from '../../src/model/types.ts';
import type { Browser, BrowserName } from './browser.ts';
import { eventually } from './eventually.ts';
import { databasePlace, send, storedBodies, storedFeeds, storedPosts, subscribe } from './linefeed.ts';
import type { Stage } from './stage.ts';

/** Ways in which files of the database come back damaged, as a power cut, a bad disk or a cleaning tool leaves them. */
export const DAMAGES: Readonly<Record<BrowserName, Readonly<Record<string, (profileDir: string) => void>>>> = {
  chromium: {
    'the newest log is cut in half': (profile) => cutInHalf(newestLog(profile)),
    'bytes of the newest log are flipped': (profile) => flip(newestLog(profile), 64),
    'bytes of the largest table are flipped': (profile) => flip(largestTable(profile), 64),
    'the largest table is gone': (profile) => rmSync(largestTable(profile)),
    'bytes of the manifest are flipped': (profile) => flip(levelDbFile(profile, /^MANIFEST-/), 64),
    'the manifest is gone': (profile) => rmSync(levelDbFile(profile, /^MANIFEST-/)),
    'CURRENT is empty': (profile) => truncateSync(levelDbFile(profile, /^CURRENT$/)),
    'CURRENT is gone': (profile) => rmSync(levelDbFile(profile, /^CURRENT$/)),
  },
  firefox: {
    'the header is flipped': (profile) => flip(sqliteFile(profile), 100, 0),
    'the file is cut in half': (profile) => cutInHalf(sqliteFile(profile)),
    'the file is empty': (profile) => truncateSync(sqliteFile(profile)),
    'the file is gone': (profile) => rmSync(sqliteFile(profile)),
    'bytes in the middle are flipped': (profile) => flip(sqliteFile(profile), 64),
    '64 KiB in the middle are flipped': (profile) => flip(sqliteFile(profile), 64 * 1024),
  },
};

function levelDbFiles(profile: string, name: RegExp): string[] {
  const databases = join(profile, 'Default/IndexedDB');
  const folder = readdirSync(databases).find(
    (entry) => entry.startsWith('chrome-extension_') && entry.endsWith('.leveldb'),
  );
  if (folder === undefined) throw new Error('Chromium keeps no database of the extension.');
  const files = readdirSync(join(databases, folder)).filter((entry) => name.test(entry));
  if (files.length === 0) throw new Error(`No file of the database is called ${name}.`);
  return files.sort().map((file) => join(databases, folder, file));
}

function levelDbFile(profile: string, name: RegExp): string {
  return levelDbFiles(profile, name).at(-1) ?? '';
}

function newestLog(profile: string): string {
  return levelDbFile(profile, /\.log$/);
}

function largestTable(profile: string): string {
  const [largest = ''] = levelDbFiles(profile, /\.ldb$/).sort(
    (one, other) => statSync(other).size - statSync(one).size,
  );
  return largest;
}

/** Extension storage lies in a folder of its own, of a container that no person sees. */
function sqliteFile(profile: string): string {
  const storage = join(profile, 'storage/default');
  const folder = readdirSync(storage).find((entry) => entry.startsWith('moz-extension') && !entry.includes('^'));
  const files = folder === undefined ? [] : readdirSync(join(storage, folder, 'idb'));
  const file = files.find((entry) => entry.endsWith('.sqlite'));
  if (folder === undefined || file === undefined) throw new Error('Firefox keeps no database of the extension.');
  return join(storage, folder, 'idb', file);
}

function cutInHalf(file: string): void {
  truncateSync(file, Math.floor(statSync(file).size / 2));
}

/** @param at of the first byte; in the middle where absent */
function flip(file: string, count: number, at?: number): void {
  const bytes = readFileSync(file);
  const from = at ?? Math.max(0, Math.floor(bytes.length / 2 - count / 2));
  for (let index = from; index < Math.min(bytes.length, from + count); index += 1)
    bytes[index] = (bytes[index] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}

/** What a person must find again. */
interface Reader {
  readonly feeds: readonly { url: string; name: string | undefined; folder: string; checkEveryHours: unknown }[];
  readonly saved: readonly { url: string | undefined; title: string }[];
  readonly settings: unknown;
}

async function readReader(browser: Browser): Promise<Reader> {
  const [feeds, posts, { settings }] = [
    await storedFeeds(browser),
    await storedPosts(browser),
    await browser.evaluateInExtension(() => (globalThis.browser ?? chrome).storage.local.get('settings')),
  ];
  const subscribed = feeds.filter((feed) => feed.unsubscribedAt === undefined);
  return {
    feeds: subscribed
      .map(({ url, name, folder, checkEveryHours }) => ({ url, name, folder, checkEveryHours }))
      .sort((one, other) => one.url.localeCompare(other.url)),
    saved: savedOf(posts),
    settings,
  };
}

function savedOf(posts: readonly Post[]): Reader['saved'] {
  const saved = posts.filter((post) => post.savedAt !== undefined);
  return saved
    .map(({ url, title }) => ({ url, title }))
    .sort((one, other) => one.title.localeCompare(other.title) || (one.url ?? '').localeCompare(other.url ?? ''));
}

/** Long enough that the database is more than one file in Chromium, and many pages in Firefox. */
const LONG_TEXT = Array.from(
  { length: 1200 },
  (_, index) => `<p>Paragraph ${index} of a long post says little.</p>`,
).join('');

/**
 * A person reads; the browser ends; its files are damaged; it starts again.
 *
 * @throws where anything that the person subscribed to, arranged, set or saved is not there again, where the person is
 *   not told of a loss, or where the unread list is flooded by posts that were there before
 */
export async function surviveDamage(stage: Stage, damage: (profileDir: string) => void): Promise<void> {
  const { browser } = stage;
  const sites = ['one', 'two', 'three'].map((name) => stage.openBlog(name, { postCount: 30, html: LONG_TEXT }));
  for (const site of sites) await subscribe(browser, site.siteUrl);
  await arrange(browser);
  // Then what came before lies in other files than what comes after.
  await browser.restart();
  await eventually('the reader runs again', async () => (await storedFeeds(browser)).length === 3);
  const late = (await storedPosts(browser)).find((post) => post.savedAt === undefined);
  await send(browser, 'save-post', { postId: late?.id ?? '', saved: true });
  const [first] = await storedFeeds(browser);
  await send(browser, 'rename-feed', { feedId: first?.id ?? 0, name: 'Renamed late' });
  const before = await readReader(browser);
  expect(before.saved).toHaveLength(4);
  const posts = await storedPosts(browser);

  await browser.restart(damage);

  await eventually(
    'subscriptions, folders and saved posts are there again',
    async () => JSON.stringify(await readReader(browser)) === JSON.stringify(before),
  );
  // Damage of texts shows only when these are read: the database may still be replaced, and is empty of posts meanwhile.
  await eventually('each feed was checked again, and all posts and texts are there', async () => {
    if (await isAllThere(browser, posts)) return true;
    // None where all were checked just now, or are being checked.
    await send(browser, 'check-now', {});
    return false;
  });
  expect(await readReader(browser)).toEqual(before);
  const after = await storedPosts(browser);
  const unread = (all: readonly Post[]) => all.filter((post) => post.unread === 1).length;
  expect(unread(after)).toBeLessThanOrEqual(unread(posts));
  await expectTold(browser, posts, after);
}

async function isAllThere(browser: Browser, before: readonly Post[]): Promise<boolean> {
  const [feeds, posts] = [await storedFeeds(browser), await storedPosts(browser)];
  const bodies = new Map((await storedBodies(browser)).map((body: StoredBody) => [body.postId, body.html]));
  const idsOf = (all: readonly Post[]) => JSON.stringify(all.map(({ id }) => id).sort());
  const saved = posts.filter(({ savedAt }) => savedAt !== undefined);
  return (
    feeds.every(isGood) &&
    idsOf(posts) === idsOf(before) &&
    saved.every(({ id }) => bodies.get(id)?.includes(LONG_TEXT) === true)
  );
}

function isGood({ lastGoodAt, lastOutcome }: { lastGoodAt?: number; lastOutcome: string }): boolean {
  return lastGoodAt !== undefined && lastOutcome !== 'failed';
}

async function arrange(browser: Browser): Promise<void> {
  const [one, two] = await storedFeeds(browser);
  await send(browser, 'rename-feed', { feedId: one?.id ?? 0, name: 'My first' });
  await send(browser, 'move-feeds', { feedIds: [one?.id ?? 0, two?.id ?? 0], folder: 'Work / Databases' });
  await send(browser, 'set-interval', { feedIds: [two?.id ?? 0], hours: 8 });
  for (const { id } of (await storedPosts(browser)).slice(0, 3))
    await send(browser, 'save-post', { postId: id, saved: true });
  await browser.evaluateInExtension(() =>
    (globalThis.browser ?? chrome).storage.local.set({ settings: { theme: 'dark', checkEveryHours: 4 } }),
  );
}

/** Who lost anything is told in the popup and in the settings, until they have read it. */
async function expectTold(browser: Browser, before: readonly Post[], after: readonly Post[]): Promise<void> {
  const isMoved = (await databasePlace(browser)).name !== 'linefeed-1';
  const unread = (posts: readonly Post[]) => posts.filter((post) => post.unread === 1).map(({ id }) => id);
  const isLost = isMoved || JSON.stringify(unread(before)) !== JSON.stringify(unread(after));
  const popup = await browser.openPopup();
  if (!isLost) {
    expect(await popup.evaluate(() => document.querySelector('[aria-label="Database restored"]'))).toBeNull();
    await popup.close();
    return;
  }
  expect(await popup.text('[aria-label="Database restored"]')).toMatch(/3 feeds and [34] saved posts/);
  await popup.close();
  const options = await browser.openPage('src/ui/options/options.html');
  await options.click({ css: '[aria-label="Database restored"] button', text: 'Got it' });
  await options.waitFor(() => document.querySelector('[aria-label="Database restored"]') === null);
  await options.close();
}
