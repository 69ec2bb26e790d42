import { keepAwake, onWake, wakeAt, wakeNever } from '../browser/alarms.ts';
import { showBadge } from '../browser/badge.ts';
import { listen } from '../browser/commands.ts';
import { message, plural } from '../browser/i18n.ts';
import { agentName, isFirstOfSession, onStart } from '../browser/lifecycle.ts';
import { readPending } from '../browser/pending.ts';
import { holdsHosts, onHostsAllowed } from '../browser/permissions.ts';
import { showRound } from '../browser/round.ts';
import { readSettings, watchSettings } from '../browser/settings.ts';
import { isStorageFull } from '../browser/storage-full.ts';
import type { CommandName } from '../commands.ts';
import { HOUR_MS, LATEST_CHECK_MS, MINUTE_MS } from '../model/schedule.ts';
import { DEFAULT_SETTINGS } from '../model/settings.ts';
import { SUMMARY_MESSAGES, type SummaryWords } from '../model/summary.ts';
import type { Settings } from '../model/types.ts';
import { unreadLabel } from '../model/unread-label.ts';
import { bringForward, mendTimes, purgeUnsubscribed, rescheduleFeeds } from '../store/changes.ts';
import type { Depth } from '../store/examine.ts';
import { isDamage } from '../store/failures.ts';
import { readCounts, readNextCheckAt } from '../store/queries.ts';
import { GUARDS } from './command-guards.ts';
import { Desk } from './desk.ts';
import type { Environment } from './environment.ts';
import { handlersFor, settle } from './handlers.ts';
import { HostSlots } from './host-slots.ts';
import { outside } from './outside.ts';
import { recountSome } from './recount.ts';
import { salvageFormer, settleDatabase } from './restore.ts';
import { isRoomForPosts, noteWantOfRoom } from './room.ts';
import { Rounds } from './rounds.ts';
import { copyEverything, copyFeeds } from './second-copy.ts';

const environment: Environment = {
  ...outside,
  setAlarm,
  holdsHosts,
  words: summaryWords,
  agent: agentName,
  slots: new HostSlots(),
  desk: new Desk(),
  onStoreError,
};

/** Ends what keeps the worker awake while a round runs. */
let mayRest = () => {};
/** When the round last got on, in epoch ms. No check takes as long as it may stand still. */
let gotOnAt = 0;
const STANDSTILL_MS = 5 * MINUTE_MS;

const rounds = new Rounds(environment, {
  settings: settingsInForce,
  onBegin: async () => {
    gotOnAt = environment.now();
    mayRest = keepAwake(environment.now, () => Math.abs(environment.now() - gotOnAt) < STANDSTILL_MS);
    await salvaged;
    await setAlarm();
  },
  hasRoom: isRoomForPosts,
  show: (round) => {
    gotOnAt = environment.now();
    return showRound(round);
  },
  onNewPosts: refreshBadge,
  onEnd: afterRounds,
});

// Every listener is registered in the first turn of the event loop, or the event that woke the worker is lost.
onStart(() => void onceSettled(afterBrowserStart));
onWake(() => void onceSettled(() => rounds.start()));
onHostsAllowed(() => void onceSettled(afterPermission));
watchSettings((settings, before) => void onceSettled(() => afterSettings(settings, before)));
listen(handlersFor(environment, rounds, examineDatabase), GUARDS, {
  before: () => settled,
  after: afterCommand,
  onFailure: onStoreError,
});

/** Nothing reads or writes the database before it is known to be there and whole. It never rejects. */
let settled = attempt(async () => settleDatabase(environment, await depthOfStart()));
/** Nothing is fetched that a damaged database may still hold. */
let salvaged = settled.then(() => attempt(salvage));
void settled.then(start);

/** Files are damaged while the browser is not running, as a rule. */
async function depthOfStart(): Promise<Depth> {
  return (await isFirstOfSession().catch(() => true)) ? 'sample' : 'identity';
}

async function onceSettled(step: () => Promise<void>): Promise<void> {
  await settled;
  await attempt(step);
}

async function afterBrowserStart(): Promise<void> {
  await attempt(() => copyEverything(environment.now()));
  await salvaged;
  await attempt(() => recountSome(environment, true));
}

async function salvage(): Promise<void> {
  if (await salvageFormer(environment)) await Promise.all([refreshBadge(), setAlarm()]);
}

/** When the database was last looked through because it had failed; epoch ms. */
let lookedAt = 0;

async function onStoreError(error: unknown): Promise<boolean> {
  try {
    if (await noteWantOfRoom(error)) return true;
  } catch (otherError) {
    console.error(otherError);
  }
  // Not awaited: it waits for whatever is under way, and that may be what failed.
  if (isDamage(error)) void examineDatabase();
  return false;
}

/** Looks through all of a database that says it is damaged, or is another one all at once, and mends what it can. */
async function examineDatabase(): Promise<void> {
  if (Math.abs(environment.now() - lookedAt) < MINUTE_MS) return settled;
  lookedAt = environment.now();
  settled = settled.then(() => attempt(() => settleDatabase(environment, 'all')));
  salvaged = settled.then(() => attempt(salvage));
  void settled.then(start);
  return settled;
}

/**
 * What every start of the worker sees to, whatever woke it: alarms are lost at restart and update, the badge is not
 * kept either, and a round that was shown died with the worker before. The alarm does not wait for what takes longer.
 */
async function start(): Promise<void> {
  await Promise.all([attempt(setAlarm), attempt(refreshBadge), attempt(() => showRound(undefined))]);
  await attempt(async () => {
    const mended = await mendTimes(environment.now(), environment.now() + LATEST_CHECK_MS);
    if (mended > 0) await setAlarm();
  });
  // First, or what is purged would look lost to the next start.
  await attempt(copyAllFeeds);
  await attempt(() => purgeUnsubscribed(environment.now()));
  // A worker or a popup that died in the middle left these behind.
  await attempt(finishPending);
}

/** One of several steps that have nothing to do with each other: its failure is no reason to leave out the rest. */
async function attempt(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    console.error(error);
    await onStoreError(error);
  }
}

/** Commands that change which feeds there are, when they are due, or what they are called. */
const ABOUT_FEEDS: ReadonlySet<CommandName> = new Set([
  'subscribe',
  'unsubscribe',
  'undo',
  'rename-feed',
  'move-feeds',
  'set-interval',
  'pause-feeds',
  'adopt-address',
  'find-feed-again',
  'import-opml',
]);

async function afterCommand(command: CommandName): Promise<void> {
  const isAboutFeeds = ABOUT_FEEDS.has(command);
  await Promise.all([attempt(refreshBadge), isAboutFeeds && attempt(setAlarm), isAboutFeeds && attempt(copyAllFeeds)]);
}

async function afterRounds(): Promise<void> {
  mayRest();
  await Promise.all([attempt(refreshBadge), attempt(setAlarm), attempt(copyAllFeeds)]);
  // Not awaited: it may take longer than all checks, and pages show until the end of this that they go on.
  void attempt(() => recountSome(environment, false));
}

function copyAllFeeds(): Promise<void> {
  return copyFeeds(environment.now());
}

async function afterSettings(settings: Settings, before: Settings): Promise<void> {
  if (settings.checkEveryHours !== before.checkEveryHours) {
    await rescheduleFeeds(settings.checkEveryHours * HOUR_MS, environment.now(), environment.random);
    await setAlarm();
  }
  await refreshBadge();
}

/** The person allowed hosts: what waited for them goes on. */
async function afterPermission(): Promise<void> {
  await attempt(finishPending);
  await bringForward((feed) => feed.failure?.reason === 'no-permission', environment.now());
  await rounds.start();
}

function summaryWords(): SummaryWords {
  // The rule fills in `{}` itself, when it knows what.
  const words = Object.entries(SUMMARY_MESSAGES).map(([word, key]) => [word, message(key, '{}')]);
  return Object.fromEntries(words) as Record<keyof SummaryWords, string>;
}

/** Goes on with the subscriptions whose permission is there; those with an outcome wait for the person. */
async function finishPending(): Promise<void> {
  for (const pending of await readPending()) {
    if (pending.outcome || !(await holdsHosts(pending.origins))) continue;
    try {
      await settle(environment, pending);
    } catch (error) {
      console.error(pending.address, error);
    }
    await afterCommand('subscribe');
  }
}

/** Checks go on, and the badge tells, also where extension storage cannot be read. */
function settingsInForce(): Promise<Settings> {
  return readSettings().catch((error: unknown) => {
    console.error(error);
    return DEFAULT_SETTINGS;
  });
}

/** How often it is tried whether there is room for posts again, in ms. */
const TRY_ROOM_MS = 15 * MINUTE_MS;

/** Feeds that are due this soon are checked together: a thousand would else wake the worker each minute, all day. */
const GATHER_MS = 5 * MINUTE_MS;

/** One alarm, at the earliest check; a minute off at least, so that a check that cannot end is no busy loop. */
async function setAlarm(): Promise<void> {
  const [dueAt, isFull] = await Promise.all([readNextCheckAt(), isStorageFull()]);
  if (dueAt === undefined) return wakeNever();
  const now = environment.now();
  const restMs = isFull ? TRY_ROOM_MS : dueAt > now ? GATHER_MS : MINUTE_MS;
  await wakeAt(Math.max(dueAt, now + restMs));
}

async function refreshBadge(): Promise<void> {
  const [counts, { badge }] = await Promise.all([readCounts(), settingsInForce()]);
  const shown = { new: counts.fresh, unread: counts.unread, off: 0 }[badge];
  const title = counts.unread > 0 ? plural('ui_unread_title', counts.unread) : message('extension_name');
  await showBadge(unreadLabel(shown), title);
}
