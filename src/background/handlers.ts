import type { Handlers } from '../browser/commands.ts';
import { message } from '../browser/i18n.ts';
import { forgetPending, readPending, storePending } from '../browser/pending.ts';
import { readSettings } from '../browser/settings.ts';
import type { ImportOutcome, OpmlPreview, SubscribeOutcome } from '../commands.ts';
import { type OpmlFeed, readOpml, writeOpml } from '../feed/opml.ts';
import { originsFor } from '../model/origins.ts';
import { feedFinder } from '../model/same-feed.ts';
import {
  addFeeds,
  markAllRead,
  markPosts,
  markShownRead,
  moveFeeds,
  recordShown,
  renameFeed,
  savePost,
  undo,
  unsubscribe,
} from '../store/changes.ts';
import { keepFullText, setArticleText } from '../store/full-text.ts';
import { readFeedRows, readFeeds } from '../store/queries.ts';
import { adoptAddress, pauseFeeds, setInterval, type Timing } from '../store/timing.ts';
import { findDiscussions } from './discussions.ts';
import type { Environment } from './environment.ts';
import { fetchIcon } from './fetch-icon.ts';
import { findFeedAgain } from './find-feed-again.ts';
import { fetchFullText, fullTextOf } from './full-text.ts';
import { loadOlder } from './older-posts.ts';
import { countCheckable, keepIcon } from './poll.ts';
import { freeSpace, isRoomForPosts } from './room.ts';
import type { Rounds } from './rounds.ts';
import { copySavedPost } from './second-copy.ts';
import { type Subscription, subscribe } from './subscribe.ts';

/** One function for each command. The badge is refreshed after each of them, in index.ts. */
export function handlersFor(environment: Environment, rounds: Rounds, examineDatabase: () => Promise<void>): Handlers {
  const { now } = environment;
  return {
    'posts-shown': ({ arrival }) => recordShown(arrival),
    'mark-read': ({ postIds, read }) => markPosts(postIds, read),
    'mark-all-read': ({ arrival }) => markAllRead(arrival, now()),
    'mark-shown-read': ({ postIds }) => markShownRead(postIds, now()),
    'save-post': async ({ postId, saved, savedAt }) => {
      await savePost(postId, saved, Math.min(savedAt ?? now(), now()));
      // Saved it is, whatever becomes of its copy: the next start of the browser makes that good.
      await copySavedPost(postId, now()).catch(async (error: unknown) => {
        console.error(error);
        await environment.onStoreError(error);
      });
    },
    undo: ({ undoId }) => undo(undoId, now()),

    'check-now': async ({ feedIds }) => {
      const manual = feedIds ? { feedIds } : {};
      if (!(await isRoomForPosts())) return 0;
      const count = await countCheckable(environment, manual);
      // The round tells of itself in session storage; the page does not wait for its end.
      void rounds.start(manual).catch(console.error);
      return count;
    },
    'stop-checking': () => rounds.stop(),

    subscribe: (wanted) => settle(environment, wanted),
    'forget-pending': ({ address }) => forgetPending(address),
    unsubscribe: ({ feedIds }) => unsubscribe(feedIds, now()),
    'rename-feed': ({ feedId, name }) => renameFeed(feedId, name.trim()),
    'move-feeds': ({ feedIds, folder }) => moveFeeds(feedIds, folder.trim()),
    'set-interval': async ({ feedIds, hours }) => setInterval(feedIds, hours, await timingOf(environment)),
    'pause-feeds': async ({ feedIds, paused }) => pauseFeeds(feedIds, paused, await timingOf(environment)),
    'adopt-address': ({ feedId }) => adoptAddress(feedId, now()),
    'find-feed-again': async (wanted) => findFeedAgain(environment, await readSettings(), wanted),

    'fetch-full-text': ({ postId }) => fetchFullText(environment, postId),
    'keep-full-text': ({ postId, html, base }) => keepFullText(postId, fullTextOf(html, base, now())),
    'find-discussions': ({ postId }) => findDiscussions(environment, postId),
    'set-article-text': ({ feedIds, source }) => setArticleText(feedIds, source),

    'load-older': ({ feedId }) => loadOlder(environment, feedId),

    'read-opml': ({ text }) => previewOpml(text, now()),
    'import-opml': async ({ text }) => {
      const outcome = await importOpml(text, now());
      if (outcome.ok && outcome.added > 0) void rounds.start().catch(console.error);
      return outcome;
    },
    'export-opml': exportOpml,

    'examine-database': () => examineDatabase(),
    'free-space': async () => {
      const freed = await freeSpace(environment);
      if (freed.isEnough) void rounds.start().catch(console.error);
      return freed;
    },
  };
}

async function timingOf(environment: Environment): Promise<Timing> {
  const { checkEveryHours } = await readSettings();
  return { now: environment.now(), checkEveryHours, jitter: environment.random };
}

const underWay = new Map<string, Promise<SubscribeOutcome>>();

/**
 * Subscribes, and settles what was pending for that address: done with, or kept with what it still needs.
 *
 * The popup and the arrival of the permission may both ask for it at once; they share one attempt.
 */
export function settle(environment: Environment, wanted: Subscription): Promise<SubscribeOutcome> {
  const before = underWay.get(wanted.address);
  if (before) return before;
  const attempt = attemptToSettle(environment, wanted).finally(() => underWay.delete(wanted.address));
  underWay.set(wanted.address, attempt);
  return attempt;
}

async function attemptToSettle(environment: Environment, wanted: Subscription): Promise<SubscribeOutcome> {
  const outcome = await subscribe(environment, await readSettings(), wanted);
  const pending = (await readPending()).find(({ address }) => address === wanted.address);
  switch (outcome.kind) {
    case 'subscribed':
      // A letter on its colour stands in until the icon is there.
      void keepIcon(outcome.feedId, (url) => fetchIcon(environment, url)).catch(console.error);
      await forgetPending(wanted.address);
      break;
    case 'waiting':
    case 'already':
      await forgetPending(wanted.address);
      break;
    case 'choose':
    case 'needs-permission':
    case 'no-feed':
    case 'failed':
      if (pending) await storePending({ ...pending, outcome });
      break;
    default:
      outcome satisfies never;
  }
  return outcome;
}

async function previewOpml(text: string, now: number): Promise<OpmlPreview> {
  const opml = readOpml(text);
  if (!opml.ok) return opml;
  const wanted = await unknownOf(opml.feeds, now);
  return {
    ok: true,
    feeds: wanted.length,
    already: opml.feeds.length - wanted.length,
    unreadable: opml.unreadable,
    origins: [...new Set(wanted.flatMap((feed) => originsFor(feed.url)))],
  };
}

async function importOpml(text: string, now: number): Promise<ImportOutcome> {
  const opml = readOpml(text);
  if (!opml.ok) return opml;
  const wanted = await unknownOf(opml.feeds, now);
  const rows = wanted.map(({ url, title, folder }) => ({ url, name: title, folder }));
  const { added } = await addFeeds(rows, now);
  return { ok: true, added: added.length, already: opml.feeds.length - added.length, unreadable: opml.unreadable };
}

/** Those that are not subscribed to, under this address or another. */
async function unknownOf(feeds: readonly OpmlFeed[], now: number): Promise<OpmlFeed[]> {
  const find = feedFinder(await readFeedRows(), now);
  return feeds.filter((feed) => find(feed.url) === undefined);
}

async function exportOpml(): Promise<string> {
  const { feeds } = await readFeeds();
  return writeOpml(
    feeds.map(({ url, siteUrl, name, title, folder }) => ({
      url,
      title: name ?? (title || url),
      folder,
      ...(siteUrl !== undefined && { siteUrl }),
    })),
    { title: message('extension_name') },
  );
}
