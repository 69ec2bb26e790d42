import browser from 'webextension-polyfill';

/** White on this orange has a contrast of 5.4. */
const BACKGROUND = '#b5480a';

/** @param text '' for none */
export async function showBadge(text: string, title: string): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: BACKGROUND }),
    browser.action.setBadgeTextColor?.({ color: '#ffffff' }),
    browser.action.setTitle({ title }),
  ]);
}
