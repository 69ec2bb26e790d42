import type { SummaryWords } from '../model/summary.ts';
import type { Desk } from './desk.ts';
import type { HostSlots } from './host-slots.ts';

/** The outside world of a check, so that tests can script it. Only what checks and fetches feeds receives it. */
export interface Environment {
  /** Epoch ms. */
  readonly now: () => number;
  /** 0..1. */
  readonly random: () => number;
  readonly fetch: typeof fetch;
  readonly online: () => boolean;
  readonly wait: (ms: number) => Promise<void>;
  /** Has the worker started again for what is due in the database by now, should it die before that is done. */
  readonly setAlarm: () => Promise<void>;
  /** Has the worker look into an error of the store; true where there is no room for anything more. */
  readonly onStoreError: (error: unknown) => Promise<boolean>;
  readonly holdsHosts: (origins: readonly string[]) => Promise<boolean>;
  /** In the browser's language: what a summary says where a post's own words do not do. */
  readonly words: () => SummaryWords;
  /** What servers read as User-Agent, where the browser lets us say it (Chromium does not); '' for the browser's own. */
  readonly agent: () => string;
  readonly limits: Limits;
  /** One for all that fetches: two requests of different kinds are two requests to their host. */
  readonly slots: HostSlots;
  /** One for all that reads documents. */
  readonly desk: Desk;
}

export interface Limits {
  /** Requests open at once, in all and for one host. */
  readonly total: number;
  readonly perHost: number;
  /** Between the starts of two requests to one host, in ms. */
  readonly spacingMs: number;
  /**
   * From the start of a request to the end of its body, in ms. Chromium ends a worker 30 s after its event, silently,
   * even while a fetch is pending.
   */
  readonly timeoutMs: number;
  /** Decoded bytes of a body: a compression bomb is cut off while it unfolds. */
  readonly mostBytes: number;
}

export const LIMITS: Limits = {
  total: 6,
  perHost: 2,
  spacingMs: 1000,
  timeoutMs: 25_000,
  mostBytes: 10 * 1024 * 1024,
};
