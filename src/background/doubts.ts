import type { CheckRecord } from '../model/check.ts';
import { MINUTE_MS, type NextCheck } from '../model/schedule.ts';
import { postponeFeeds } from '../store/claims.ts';
import type { Environment } from './environment.ts';
import type { Recorder } from './recorder.ts';

/** When so many hosts cannot be reached and not one answers, it is our own network that fails. */
const HOSTS = 5;

/** How long until the next attempt then, in ms; twice as long at most, by chance. */
const AGAIN_MS = 10 * MINUTE_MS;

/**
 * Holds back that feeds could not be reached until any server has answered. A machine that has just woken has no network
 * yet, whatever the browser thinks: blamed for it, its feeds would wait for hours.
 */
export class Doubts {
  readonly #environment: Environment;
  readonly #recorder: Recorder;
  #held: CheckRecord[] = [];
  readonly #hosts = new Set<string>();
  #hasAnswer = false;

  constructor(environment: Environment, recorder: Recorder) {
    this.#environment = environment;
    this.#recorder = recorder;
  }

  /** @param host that of the feed */
  add(check: CheckRecord, host: string): void {
    if (this.#hasAnswer || check.failure?.reason !== 'unreachable') {
      this.#recorder.add(check);
    } else {
      this.#held.push(check);
      this.#hosts.add(host);
    }
  }

  /** A server has answered: who could not be reached is to blame. */
  answered(): void {
    this.#hasAnswer = true;
    for (const check of this.#held.splice(0)) this.#recorder.add(check);
  }

  /** The round is over. */
  async settle(): Promise<void> {
    if (this.#held.length === 0) return;
    if (this.#hosts.size < HOSTS) return this.answered();
    const { now, random } = this.#environment;
    const again = (): NextCheck => ({
      nextCheckAt: now() + Math.round(AGAIN_MS * (1 + random())),
      nextReason: 'failing',
    });
    await postponeFeeds(new Map(this.#held.splice(0).map(({ feedId }) => [feedId, again()])));
  }
}
