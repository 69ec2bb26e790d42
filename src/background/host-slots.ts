import type { Limits } from './environment.ts';

interface Host {
  open: number;
  /** Epoch ms of the latest start. */
  startedAt: number;
}

/** Who may start a request now: so many for one host, so far apart. Lives as long as a round. */
export class HostSlots {
  readonly #hosts = new Map<string, Host>();
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Epoch ms from which this host may be asked; Infinity while its requests are all under way. */
  freeAt(host: string): number {
    const known = this.#hosts.get(host);
    if (!known) return 0;
    return known.open >= this.#limits.perHost ? Number.POSITIVE_INFINITY : known.startedAt + this.#limits.spacingMs;
  }

  take(host: string, now: number): void {
    const known = this.#hosts.get(host);
    this.#hosts.set(host, { open: (known?.open ?? 0) + 1, startedAt: now });
  }

  release(host: string): void {
    const known = this.#hosts.get(host);
    if (known) known.open -= 1;
  }
}
