import { readPlace, rememberPlace } from '../browser/place.ts';
import { type Restored, readRestored, tellRestored } from '../browser/restored.ts';
import {
  type FormerDatabase,
  type Kept,
  readKept,
  readLostCopies,
  readSavedIds,
  removeLostCopy,
  setCopyAside,
  writeFormer,
} from '../browser/second-copy.ts';
import { FIRST_PLACE, isSamePlace, latestPlace, type Place, placesAfter } from '../model/place.ts';
import { DAY_MS } from '../model/schedule.ts';
import type { LostCopy, Sentinel } from '../model/second-copy.ts';
import {
  databaseLocation,
  existingPlaces,
  type Location,
  locate,
  setDatabaseLocation,
} from '../store/database-name.ts';
import { type Depth, examine } from '../store/examine.ts';
import { type DatabaseIdentity, identify } from '../store/identity.ts';
import { isUntouched, readCounts, readFeedRows } from '../store/queries.ts';
import { restoreFeeds, restoreSaved } from '../store/restore.ts';
import { deleteDatabase, salvage } from '../store/salvage.ts';
import type { Environment } from './environment.ts';
import { copyEverything } from './second-copy.ts';

type Outside = Pick<Environment, 'now' | 'random'>;

/**
 * Sees to it that there is a database and that it holds what it should: finds it, looks whether the browser has lost or
 * damaged it, makes a new one in its place where it has, and restores what its copy has. Comes before anything else
 * that reads or writes the database; what a dead worker left half-done, the next one ends.
 */
export async function settleDatabase(outside: Outside, depth: Depth): Promise<void> {
  const kept = await readKept().catch((error: unknown): Kept => {
    // Nothing can be told without it, and nothing restored; what there is can still be read.
    console.error(error);
    return { former: [], hasLost: false };
  });
  await goToDatabase(kept.sentinel);
  const condition = await examine(kept.sentinel, depth, readSavedIds);
  switch (condition) {
    case 'sound':
      break;
    case 'behind':
      await setCopyAside(outside.now(), emptySentinel(await identify()));
      break;
    case 'lost':
    case 'broken':
      console.error(`The database is ${condition}`);
      await beginAnew(outside.now());
      break;
    default:
      condition satisfies never;
  }
  // An earlier version left copies without a sign, so a start of the browser looks for them.
  if (condition !== 'sound' || kept.hasLost || depth !== 'identity') await restoreCopies(outside);
}

/** Goes to where the database lies. */
async function goToDatabase(sentinel: Sentinel | undefined): Promise<void> {
  const stored = await readPlace().catch(() => undefined);
  // Extension storage was emptied, or this is the first start of all.
  const latest = stored || sentinel ? undefined : latestPlace(await existingPlaces());
  await goTo(stored ?? latest ?? FIRST_PLACE);
  if (!latest) return;
  // One that was made and never used says nothing.
  if (await isUntouched()) await goTo(FIRST_PLACE);
  else await rememberPlace(latest).catch(console.error);
}

async function goTo(place: Place): Promise<void> {
  if (!isSamePlace(place, databaseLocation().place)) setDatabaseLocation(await locate(place));
}

/** Leaves the database as it is and makes a new one, whose place is known from the moment that the copy is set aside. */
async function beginAnew(now: number): Promise<void> {
  const from = databaseLocation();
  try {
    const { place, identity } = await makeDatabase(from);
    await setCopyAside(now, emptySentinel(identity), { from: await placesBeside(place, from.place), to: place });
  } catch (error) {
    setDatabaseLocation(from);
    throw error;
  }
}

/** All that may hold something: extension storage that lost its latest state may name one that has long been left. */
async function placesBeside(current: Place, left: Place): Promise<Place[]> {
  const others = (await existingPlaces()).filter((place) => !isSamePlace(place, left));
  return [left, ...others].filter((place) => !isSamePlace(place, current));
}

async function makeDatabase(from: Location): Promise<{ place: Place; identity: DatabaseIdentity }> {
  let failure: unknown;
  for (const place of placesAfter(from.place)) {
    try {
      setDatabaseLocation(await locate(place));
      if (await isUntouched()) return { place, identity: await identify() };
    } catch (error) {
      failure = error;
    }
  }
  throw new Error('The browser opens no new database', { cause: failure });
}

/** Of a database that holds nothing to be missed yet. */
function emptySentinel({ mark, edition }: DatabaseIdentity): Sentinel {
  return { name: databaseLocation().place.name, birthmark: mark, edition, feeds: 0, saved: 0, arrivals: 0 };
}

/** Restores all copies that were set aside, the oldest first, and tells the person. */
async function restoreCopies(outside: Outside): Promise<void> {
  const copies = await readLostCopies();
  for (const copy of copies) {
    await tell(await restoreCopy(copy, outside));
    // There is a copy of what was restored before the one that it came from goes.
    await copyEverything(outside.now());
    await removeLostCopy(copy.lostAt);
  }
}

async function restoreCopy({ lostAt, sentinel, ...copy }: LostCopy, outside: Outside): Promise<Restored> {
  const now = outside.now();
  const isPart = sentinel?.birthmark === (await identify()).mark;
  await restoreFeeds(copy.feeds, copy.known, { now, random: outside.random, isLater: isPart });
  const saved = await restoreSaved(copy.saved, now);
  const feeds = copy.feeds.filter(({ unsubscribedAt }) => unsubscribedAt === undefined).length;
  return {
    at: lostAt,
    isPart,
    feeds,
    saved,
    missingFeeds: Math.max(0, (sentinel?.feeds ?? 0) - feeds),
    missingSaved: Math.max(0, (sentinel?.saved ?? 0) - saved),
  };
}

/** Tells of a loss beside those that the person has not read of yet. */
async function tell(restored: Restored): Promise<void> {
  const { feeds, saved, missingFeeds, missingSaved } = restored;
  if (feeds + saved + missingFeeds + missingSaved === 0) return;
  const before = await readRestored();
  if (!before || before.at === restored.at) return tellRestored(restored);
  return tellRestored({
    at: restored.at,
    isPart: before.isPart && restored.isPart,
    feeds: before.feeds + feeds,
    saved: before.saved + saved,
    missingFeeds: before.missingFeeds + missingFeeds,
    missingSaved: before.missingSaved + missingSaved,
  });
}

/** How long a database that does not open is kept, in case it ever does again. */
const KEPT_MS = 30 * DAY_MS;

/** How often the progress of a salvage is noted, in ms. */
const NOTE_EVERY_MS = 1000;

/**
 * Takes over what databases that were left still hold, and removes them once that is done. Not awaited by what shows
 * posts, since it reads all of them; rounds wait for it, since what they fetched would come before what was read.
 *
 * @returns whether anything may have come of it
 */
export async function salvageFormer(outside: Outside): Promise<boolean> {
  const { former } = await readKept();
  if (former.length === 0) return false;
  let rest = former;
  let hasFound = false;
  for (const one of former) {
    const note = (changed: readonly FormerDatabase[]) => {
      rest = rest.flatMap((other) => (isSamePlace(other.place, one.place) ? changed : [other]));
      return writeFormer(rest);
    };
    if (!(await isDoneWith(one, outside, (doneFeedId) => note([{ ...one, doneFeedId }])))) continue;
    hasFound = true;
    await note([]);
  }
  if (!hasFound) return false;
  await copyEverything(outside.now());
  await tellWhatIsThere();
  return true;
}

async function isDoneWith(
  { place, lostAt, doneFeedId }: FormerDatabase,
  { now, random }: Outside,
  note: (doneFeedId: number) => Promise<void>,
): Promise<boolean> {
  const isOld = Math.abs(now() - lostAt) > KEPT_MS;
  const location = await locate(place).catch(() => undefined);
  if (!location) return isOld;
  let notedAt = now();
  const onFeed = async (feedId: number) => {
    if (Math.abs(now() - notedAt) < NOTE_EVERY_MS) return;
    notedAt = now();
    await note(feedId);
  };
  if (!(await salvage(location, { now: now(), random, doneFeedId, onFeed })) && !isOld) return false;
  await deleteDatabase(location);
  return true;
}

/** More may be back by now than the copy had. */
async function tellWhatIsThere(): Promise<void> {
  const told = await readRestored();
  if (!told || told.missingFeeds + told.missingSaved === 0) return;
  const [feeds, { saved }] = await Promise.all([readFeedRows(), readCounts()]);
  const moreFeeds = Math.min(told.missingFeeds, Math.max(0, feeds.length - told.feeds));
  const moreSaved = Math.min(told.missingSaved, Math.max(0, saved - told.saved));
  await tellRestored({
    ...told,
    feeds: told.feeds + moreFeeds,
    saved: told.saved + moreSaved,
    missingFeeds: told.missingFeeds - moreFeeds,
    missingSaved: told.missingSaved - moreSaved,
  });
}
