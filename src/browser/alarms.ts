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
