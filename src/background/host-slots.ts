import type { Environment, Limits } from './environment.ts';

interface Host {
  open: number;
  /** Epoch ms of the latest start. */
  startedAt: number;
}

/** The right to one request; to be given back. */
export interface Slot {
  /** The request begins only now. */
  readonly start: (now: number) => void;
  readonly release: () => void;
}

/**
 * Which host may be asked now: so many requests at once, in all and for one host, so far apart, whoever asks. Lives as
 * long as the worker.
 */
export class HostSlots {
  readonly #hosts = new Map<string, Host>();
  #open = 0;
  /** Of those who wait for a request to end, whichever. */
  #waiting: (() => void)[] = [];

  /** Whether a round may begin another request: what a person waits for goes first. */
  hasRoomForRound({ total }: Limits): boolean {
    return this.#open + this.#waiting.length < total;
  }

  hasRoom({ total }: Limits): boolean {
    return this.#open < total;
  }

  /** Resolves when a request has ended. */
  roomMade(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /**
   * From when on all of these hosts may be asked.
   *
   * @returns epoch ms; Infinity while the requests of one of them are all under way
   */
  freeAt(hosts: readonly string[], limits: Limits, now: number): number {
    return Math.max(...hosts.map((host) => this.#hostFreeAt(host, limits, now)));
  }

  #hostFreeAt(host: string, limits: Limits, now: number): number {
    const known = this.#hosts.get(host);
    if (!known) return 0;
    if (known.open >= limits.perHost) return Number.POSITIVE_INFINITY;
    // A start in the future was made before the clock was set back.
    return known.startedAt > now ? 0 : known.startedAt + limits.spacingMs;
  }

  /** Takes a slot of each host: of the one that is asked, and of the one that its redirects are known to lead to. */
  take(hosts: readonly string[], now: number): Slot {
    const taken = [...new Set(hosts)].map((name) => {
      const host = this.#hosts.get(name) ?? { open: 0, startedAt: now };
      this.#hosts.set(name, host);
      host.open += 1;
      host.startedAt = now;
      return host;
    });
    let isHeld = true;
    this.#open += 1;
    return {
      start: (at) => {
        for (const host of taken) host.startedAt = at;
      },
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#open -= 1;
        for (const host of taken) host.open -= 1;
        for (const wake of this.#waiting.splice(0)) wake();
      },
    };
  }
}

/**
 * Waits for a host's turn.
 *
 * @returns undefined where the signal ended the wait
 */
export async function takeSlot(
  environment: Environment,
  host: string,
  signal?: AbortSignal,
): Promise<Slot | undefined> {
  const { slots, limits } = environment;
  while (!signal?.aborted) {
    const now = environment.now();
    const freeAt = slots.freeAt([host], limits, now);
    if (freeAt > now) await environment.wait(untilTurn(freeAt - now, limits));
    else if (slots.hasRoom(limits)) return slots.take([host], now);
    else await slots.roomMade();
  }
  return undefined;
}

/** How long to wait for a turn: a host whose requests are all under way is looked at again when one could have ended. */
export function untilTurn(waitMs: number, { spacingMs }: Limits): number {
  return Math.min(Math.max(waitMs, 1), spacingMs || 10);
}
