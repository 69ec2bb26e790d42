import browser from 'webextension-polyfill';

const NAME = 'check';

/** How long nothing is checked where a worker died after the alarm went off and before it had set the next one. */
const AGAIN_MINUTES = 30;

/** Sets the one alarm anew; both browsers may have lost it at a restart or update. */
export async function wakeAt(when: number): Promise<void> {
  await browser.alarms.create(NAME, { when, periodInMinutes: AGAIN_MINUTES });
}

export async function wakeNever(): Promise<void> {
  await browser.alarms.clear(NAME);
}

export function onWake(then: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === NAME) then();
  });
}

/** Both browsers end a worker that has had nothing to do for 30 s, whatever it waits for. */
const BEAT_MS = 20_000;

/** How soon a round is taken up again whose worker died all the same. */
const TAKEN_UP_MS = 30_000;

/**
 * Keeps the worker at work until the returned function is called; only for as long as a round runs.
 *
 * Chromium counts the 30 s from the last call of an extension API, and Firefox from the last event: a call that brings an
 * event about is both. Where that does not do, as when the browser itself is in trouble, the alarm hands the round over.
 *
 * @param now gives epoch ms
 * @param isGoingOn whether there is still something to stay awake for: what hangs would hang for ever, while the next
 *   worker can go on
 */
export function keepAwake(now: () => number, isGoingOn: () => boolean): () => void {
  const wake = (ms: number) => void wakeAt(now() + ms).catch(console.error);
  let later: ReturnType<typeof setTimeout> | undefined;
  const timer = setInterval(() => {
    if (!isGoingOn()) return;
    wake(BEAT_MS / 20);
    later = setTimeout(() => wake(TAKEN_UP_MS), BEAT_MS / 10);
  }, BEAT_MS);
  return () => {
    clearInterval(timer);
    clearTimeout(later);
  };
}
