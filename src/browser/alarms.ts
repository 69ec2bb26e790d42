import browser from 'webextension-polyfill';

const NAME = 'check';

/** Sets the one alarm anew; both browsers may have lost it at a restart or update. */
export async function wakeAt(when: number): Promise<void> {
  await browser.alarms.create(NAME, { when });
}

export function onWake(then: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === NAME) then();
  });
}
