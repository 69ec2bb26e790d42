// Runs in the background beside the extension's own code, so that bare work is done where the extension does its own.
import { LIMITS } from '../../src/background/environment.ts';

/** One conditional GET for each feed, and nothing else. */
export interface BareFetches {
  readonly bench: 'fetch';
  readonly feeds: readonly { readonly url: string; readonly etag: string }[];
}

export interface Timed {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** `true` begins to listen to the background's pulse; `false` ends it, and gives how late each late beat was. */
export interface Pulse {
  readonly bench: 'pulse';
  readonly on: boolean;
}

const BEAT_MS = 5;
/** Timers are this late on an idle machine too. */
const USUAL_MS = 5;

chrome.runtime.onMessage.addListener((request: unknown, _sender, reply: (value: unknown) => void) => {
  if (!isHook(request)) return undefined;
  if (request.bench === 'fetch') void fetchBare(request).then(reply);
  else reply(request.on ? startPulse() : stopPulse());
  return true;
});

function isHook(request: unknown): request is BareFetches | Pulse {
  return typeof request === 'object' && request !== null && 'bench' in request;
}

/** Each feed has a host of its own here, so that of all limits only the one over all of them holds anything back. */
async function fetchBare({ feeds }: BareFetches): Promise<Timed> {
  const startedAt = Date.now();
  const waiting = [...feeds];
  const lane = async () => {
    for (let feed = waiting.shift(); feed; feed = waiting.shift()) {
      const response = await fetch(feed.url, {
        headers: { 'If-None-Match': feed.etag },
        cache: 'no-store',
        credentials: 'omit',
      });
      if (response.status !== 304) throw new Error(`${feed.url} answered ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: LIMITS.total }, lane));
  return { startedAt, endedAt: Date.now() };
}

let late: number[] = [];
let beating: ReturnType<typeof setTimeout> | undefined;

function startPulse(): void {
  late = [];
  let expectedAt = performance.now() + BEAT_MS;
  const beat = () => {
    const now = performance.now();
    if (now - expectedAt > USUAL_MS) late.push(now - expectedAt);
    expectedAt = performance.now() + BEAT_MS;
    beating = setTimeout(beat, BEAT_MS);
  };
  beating = setTimeout(beat, BEAT_MS);
}

function stopPulse(): number[] {
  clearTimeout(beating);
  return late;
}
