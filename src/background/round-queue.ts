import { originOf } from '../model/origins.ts';
import { afterSkipped, MINUTE_MS, type NextCheck } from '../model/schedule.ts';
import type { Feed } from '../model/types.ts';
import { type Claim, claimFeeds, postponeFeeds, readClaimable, releaseFeeds } from '../store/claims.ts';
import type { Environment } from './environment.ts';
import { type Slot, untilTurn } from './host-slots.ts';

/** Feeds claimed at once: what lanes begin within about a second, so that a killed worker strands few. */
const FEWEST_CLAIMED = 12;
const MOST_CLAIMED = 192;
/** Claims that follow each other faster than this grow: unchanged feeds of fast servers take a millisecond each. */
const FAST_MS = 250;
/** Those that follow more slowly than this begin small again. */
const SLOW_MS = 1000;

/** Of feeds that timed out last time, so many are asked at once, after all others. */
const SLOW_AT_ONCE = 2;

/** So many feeds that are overdue are what a browser that was closed or asleep finds; they are begun one each second. */
const MANY = 60;
const OVERDUE_MS = 5 * MINUTE_MS;
const SPREAD_MS = 1000;

/** What a round knows of a feed before it claims it. */
interface Planned {
  readonly id: number;
  readonly hosts: readonly string[];
  readonly isSlow: boolean;
}

interface Claimed extends Planned {
  readonly feed: Feed;
  readonly isAllowed: boolean;
}

/** A feed whose turn has come. */
export interface Turn {
  readonly feed: Feed;
  /** That of its address; '' for none. */
  readonly host: string;
  /** The right to ask its host now. */
  readonly slot: Slot;
  /** Whether the permission for its host is held. */
  readonly isAllowed: boolean;
  /** To be called when its check has ended. */
  readonly end: () => void;
}

/**
 * The feeds of a round in the order in which they may be asked: those due the longest first, those that timed out last
 * time after all others, each when its host's turn has come. Every feed comes once.
 */
export class RoundQueue {
  readonly #environment: Environment;
  readonly #claim: Omit<Claim, 'now'>;
  /** In order; those that are slow last. */
  #planned: Planned[] = [];
  #claimed: Claimed[] = [];
  readonly #had = new Set<number>();
  #slowUnderWay = 0;
  #claiming: Promise<boolean> | undefined;
  #most = FEWEST_CLAIMED;
  #claimedAt = Number.NEGATIVE_INFINITY;
  #dropped = 0;

  constructor(environment: Environment, claim: Omit<Claim, 'now'>) {
    this.#environment = environment;
    this.#claim = claim;
  }

  /** Feeds that were planned and need no check any more, such as those of a host that asked to be left alone. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Reads what is to be checked and was not planned before, and gives how many feeds that are. */
  async plan(): Promise<number> {
    const now = this.#environment.now();
    const found = (await readClaimable({ ...this.#claim, now })).filter(({ id }) => !this.#had.has(id));
    const wanted = this.#claim.manual ? found : await this.#postpone(found, now);
    for (const { id } of wanted) this.#had.add(id);
    const planned = [...this.#planned, ...wanted.map(plannedFrom)];
    this.#planned = [...planned.filter(({ isSlow }) => !isSlow), ...planned.filter(({ isSlow }) => isSlow)];
    return wanted.length;
  }

  /** Puts off what is due in an hour that its document skips, and spreads what piled up while nobody looked. */
  async #postpone(due: readonly Feed[], now: number): Promise<Feed[]> {
    const { random } = this.#environment;
    const postponed = new Map<number, NextCheck>();
    for (const { id, hints } of due) {
      const allowedAt = afterSkipped(now, hints?.skipHours, hints?.skipDays);
      if (allowedAt > now) postponed.set(id, { nextCheckAt: allowedAt, nextReason: 'skipped' });
    }
    const overdue = due.filter(
      ({ id, nextCheckAt, lastCheckedAt }) =>
        !postponed.has(id) && lastCheckedAt !== undefined && nextCheckAt < now - OVERDUE_MS,
    );
    for (const { id } of overdue.length > MANY ? overdue : []) {
      const laterMs = Math.floor(random() * overdue.length * SPREAD_MS);
      if (laterMs > MINUTE_MS) postponed.set(id, { nextCheckAt: now + laterMs, nextReason: 'spread' });
    }
    if (postponed.size > 0) await postponeFeeds(postponed);
    return due.filter(({ id }) => !postponed.has(id));
  }

  /**
   * The next feed whose host may be asked; waits for one.
   *
   * @returns undefined when all have had their turn, or nothing may be asked any more
   */
  async next(signal: AbortSignal): Promise<Turn | undefined> {
    const { limits, online, wait } = this.#environment;
    while (!signal.aborted && online()) {
      const turn = this.#begin();
      if (turn) {
        this.#claimAhead();
        return turn;
      }
      if (await this.#claimMore()) continue;
      if (this.#planned.length + this.#claimed.length === 0) {
        // What has become due while the round went on.
        if (this.#claim.manual || (await this.plan()) === 0) return undefined;
      } else await wait(untilTurn(this.#untilFreeMs(), limits));
    }
    return undefined;
  }

  #begin(): Turn | undefined {
    const { slots, limits, now } = this.#environment;
    if (!slots.hasRoomForRound(limits)) return undefined;
    const at = now();
    const index = this.#claimed.findIndex(
      ({ hosts, isSlow }) => slots.freeAt(hosts, limits, at) <= at && !(isSlow && this.#slowUnderWay >= SLOW_AT_ONCE),
    );
    const [claimed] = index < 0 ? [] : this.#claimed.splice(index, 1);
    if (!claimed) return undefined;
    const { feed, hosts, isSlow, isAllowed } = claimed;
    if (isSlow) this.#slowUnderWay += 1;
    const slot = slots.take(hosts, at);
    const end = () => {
      slot.release();
      if (isSlow) this.#slowUnderWay -= 1;
    };
    return { feed, host: hostOf(feed.url), slot, isAllowed, end };
  }

  /** Claims while the last half of those claimed before is asked, since a claim takes as long as many unchanged feeds. */
  #claimAhead(): void {
    if (this.#claimed.length >= Math.max(this.#environment.limits.total, this.#most / 2)) return;
    // What fails here fails again where a lane waits for it.
    this.#claimMore().catch(() => {});
  }

  /** One claim for all lanes that ask meanwhile; whether it got any feed. */
  #claimMore(): Promise<boolean> {
    this.#claiming ??= this.#claimNow().finally(() => {
      this.#claiming = undefined;
    });
    return this.#claiming;
  }

  async #claimNow(): Promise<boolean> {
    const now = this.#environment.now();
    const wanted = this.#claimableNow(now);
    if (wanted.length === 0) return false;
    const sinceMs = now - this.#claimedAt;
    if (sinceMs < FAST_MS) this.#most = Math.min(2 * this.#most, MOST_CLAIMED);
    else if (sinceMs >= SLOW_MS) this.#most = FEWEST_CLAIMED;
    this.#claimedAt = now;
    const ids = new Set(wanted.map(({ id }) => id));
    const feeds = await claimFeeds([...ids], { ...this.#claim, now });
    this.#planned = this.#planned.filter(({ id }) => !ids.has(id));
    this.#dropped += wanted.length - feeds.length;
    const areAllowed = await this.#areAllowed(feeds);
    for (const feed of feeds) {
      this.#claimed.push({ ...plannedFrom(feed), feed, isAllowed: areAllowed || (await this.#areAllowed([feed])) });
    }
    return true;
  }

  /** What could begin within the time between two requests to a host, as far as lanes and hosts go. */
  #claimableNow(now: number): Planned[] {
    const { slots, limits } = this.#environment;
    const perHost = new Map<string, number>();
    for (const { hosts } of this.#claimed) for (const host of hosts) perHost.set(host, (perHost.get(host) ?? 0) + 1);
    const isSlowsTurn = this.#isSlowLeft();
    let slow = this.#slowUnderWay + this.#claimed.filter(({ isSlow }) => isSlow).length;
    const wanted: Planned[] = [];
    for (const planned of this.#planned) {
      const { hosts, isSlow } = planned;
      if (wanted.length === this.#most || (isSlow && (!isSlowsTurn || slow >= SLOW_AT_ONCE))) break;
      const isHostsTurn =
        hosts.every((host) => (perHost.get(host) ?? 0) < limits.perHost) &&
        slots.freeAt(hosts, limits, now) <= now + limits.spacingMs;
      if (!isHostsTurn) continue;
      for (const host of hosts) perHost.set(host, (perHost.get(host) ?? 0) + 1);
      if (isSlow) slow += 1;
      wanted.push(planned);
    }
    return wanted;
  }

  #isSlowLeft(): boolean {
    const isSlow = (feed: Planned) => feed.isSlow;
    return (
      this.#planned.length + this.#claimed.length > 0 && this.#planned.every(isSlow) && this.#claimed.every(isSlow)
    );
  }

  /** One question to the browser for many hosts: each takes as long as an unchanged feed. */
  async #areAllowed(feeds: readonly Feed[]): Promise<boolean> {
    try {
      return await this.#environment.holdsHosts([...new Set(feeds.map(({ url }) => originOf(url)))]);
    } catch (error) {
      console.error(error);
      return false;
    }
  }

  #untilFreeMs(): number {
    const { slots, limits, now } = this.#environment;
    const at = now();
    const waits = [...this.#claimed, ...this.#planned]
      .map(({ hosts }) => slots.freeAt(hosts, limits, at) - at)
      .filter((ms) => ms > 0);
    return Math.min(...waits);
  }

  /** Gives claimed feeds back that have not begun, and forgets planned ones. */
  async giveBack(isMeant: (hosts: readonly string[]) => boolean): Promise<void> {
    await this.#claiming?.catch(() => {});
    const given = this.#claimed.filter(({ hosts }) => isMeant(hosts));
    this.#claimed = this.#claimed.filter(({ hosts }) => !isMeant(hosts));
    const planned = this.#planned.filter(({ hosts }) => !isMeant(hosts));
    this.#dropped += given.length + this.#planned.length - planned.length;
    this.#planned = planned;
    if (given.length > 0) await releaseFeeds(given.map(({ id }) => id));
  }
}

function plannedFrom({ id, url, finalUrl = url, failure }: Feed): Planned {
  return { id, hosts: [...new Set([hostOf(url), hostOf(finalUrl)])], isSlow: failure?.reason === 'timeout' };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
