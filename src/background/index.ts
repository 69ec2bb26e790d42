import { onWake, wakeAt } from '../browser/alarms.ts';
import { showBadge } from '../browser/badge.ts';
import { listen } from '../browser/commands.ts';
import { message, plural } from '../browser/i18n.ts';
import { onStart } from '../browser/lifecycle.ts';
import { readPending } from '../browser/pending.ts';
import { holdsHosts, onHostsAllowed } from '../browser/permissions.ts';
import { showRound } from '../browser/round.ts';
import { readSettings, watchSettings } from '../browser/settings.ts';
import type { CommandName } from '../commands.ts';
import { LATEST_CHECK_MS, MINUTE_MS } from '../model/schedule.ts';
import { unreadLabel } from '../model/unread-label.ts';
import { bringForward, clampNextChecks, purgeUnsubscribed } from '../store/changes.ts';
import { readCounts, readNextCheckAt } from '../store/queries.ts';
import { GUARDS } from './command-guards.ts';
import { type Environment, LIMITS } from './environment.ts';
import { networkFetch } from './fetch-bytes.ts';
import { handlersFor, settle } from './handlers.ts';
import { Rounds } from './rounds.ts';
import { renewSecondCopy } from './second-copy.ts';

const environment: Environment = {
  now: Date.now,
  random: Math.random,
  fetch: networkFetch,
  online: () => navigator.onLine,
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  holdsHosts,
  limits: LIMITS,
};

const rounds = new Rounds(environment, {
  settings: readSettings,
  onBegin: setAlarm,
  show: showRound,
  onNewPosts: refreshBadge,
  onEnd: afterRounds,
});

// Every listener is registered in the first turn of the event loop, or the event that woke the worker is lost.
onStart(() => void start());
onWake(() => void rounds.start());
onHostsAllowed(() => void afterPermission());
watchSettings(() => void refreshBadge());
listen(handlersFor(environment, rounds), GUARDS, afterCommand);
void start();

/**
 * What every start of the worker sees to, whatever woke it: alarms are lost at restart and update, the badge is not
 * kept either, and a round that was shown died with the worker before.
 */
async function start(): Promise<void> {
  await showRound(undefined);
  await clampNextChecks(environment.now() + LATEST_CHECK_MS);
  await purgeUnsubscribed(environment.now());
  await Promise.all([refreshBadge(), setAlarm(), renewSecondCopy()]);
}

/** Commands that change what the second copy keeps. */
const COPIED: ReadonlySet<CommandName> = new Set([
  'subscribe',
  'unsubscribe',
  'undo',
  'rename-feed',
  'move-feed',
  'import-opml',
  'save-post',
]);

async function afterCommand(command: CommandName): Promise<void> {
  await refreshBadge();
  if (!COPIED.has(command)) return;
  await Promise.all([setAlarm(), renewSecondCopy()]);
}

async function afterRounds(): Promise<void> {
  await Promise.all([refreshBadge(), setAlarm(), renewSecondCopy()]);
}

/** The person allowed hosts: what waited for them goes on. */
async function afterPermission(): Promise<void> {
  for (const pending of await readPending()) {
    if (await holdsHosts(pending.origins)) await settle(environment, pending);
  }
  await bringForward((feed) => feed.failure?.reason === 'no-permission', environment.now());
  await rounds.start();
}

/** One alarm, at the earliest check; a minute off at least, so that a check that cannot end is no busy loop. */
async function setAlarm(): Promise<void> {
  const dueAt = await readNextCheckAt();
  if (dueAt !== undefined) await wakeAt(Math.max(dueAt, environment.now() + MINUTE_MS));
}

async function refreshBadge(): Promise<void> {
  const [counts, { badge }] = await Promise.all([readCounts(), readSettings()]);
  const shown = { new: counts.fresh, unread: counts.unread, off: 0 }[badge];
  const title = counts.unread > 0 ? plural('ui_unread_title', counts.unread) : message('extension_name');
  await showBadge(unreadLabel(shown), title);
}
