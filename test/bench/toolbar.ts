import type { Browser, BrowserName } from '../browser/browser.ts';
import { eventually } from '../browser/eventually.ts';
import { EMPTY_PAGE, popupOn, withBenchExtension } from './bench-extension.ts';
import { type Figure, inMs, median } from './figures.ts';
import { fillDatabases } from './fill-databases.ts';
import { quiet } from './quiet.ts';

/** Ms that the popup of the toolbar may take beyond an empty one. */
const MOST_MS = { chromium: 50, firefox: 25 } as const;
const DATABASE = { name: 'bench-50000', posts: 50_000, unread: 5_000 } as const;
const WARM_UPS = 3;
const ROUNDS = 24;

/** From the call that opens the toolbar's popup to its first post painted, beyond the same for an empty popup. */
export async function toolbar(browserName: BrowserName): Promise<Figure[]> {
  return withBenchExtension(browserName, [DATABASE.name], async (browser) => {
    await fillDatabases(browser, [DATABASE]);
    const samples = [
      { path: EMPTY_PAGE, mark: 'first-contentful-paint', times: [] as number[] },
      { path: popupOn(DATABASE.name), mark: 'first-post', times: [] as number[] },
    ] as const;
    for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
      for (const { path, mark, times } of round % 2 ? samples.toReversed() : samples) {
        await quiet();
        const ms = await openingOf(browser, path, mark);
        if (round >= 0) times.push(ms);
      }
    }
    const [empty, posts] = samples.map(({ times }) => times);
    const beyond = (posts ?? []).map((ms, round) => ms - (empty?.[round] ?? Number.NaN));
    return [
      {
        name: `ms of the toolbar's popup beyond an empty one, over ${MOST_MS[browserName]}, ${browserName}`,
        ratio: median(beyond) / MOST_MS[browserName],
        goal: 1,
        detail: `${inMs(beyond)} beyond; ${inMs(posts ?? [])} against ${inMs(empty ?? [])}`,
      },
    ];
  });
}

/** Ms from the call that opens this page as the toolbar's popup to the later of its first paint and this mark. */
async function openingOf(browser: Browser, path: string, mark: string): Promise<number> {
  const calledAt = await browser.evaluateInExtension(async (popup) => {
    const { action } = globalThis.browser ?? chrome;
    await action.setPopup({ popup });
    const now = Date.now();
    await action.openPopup();
    return now;
  }, `/${path}`);
  const paintedAt = await eventually('the popup is painted', () =>
    browser.evaluateInExtension((name) => {
      const [popup] = chrome.extension.getViews({ type: 'popup' });
      const [painted] = popup?.performance.getEntriesByName('first-contentful-paint') ?? [];
      const [marked] = popup?.performance.getEntriesByName(name) ?? [];
      if (!popup || !painted || !marked) return undefined;
      return popup.performance.timeOrigin + Math.max(painted.startTime, marked.startTime);
    }, mark),
  );
  await browser.evaluateInExtension(() => {
    for (const popup of chrome.extension.getViews({ type: 'popup' })) popup.close();
  });
  await eventually('the popup is closed', () =>
    browser.evaluateInExtension(() => chrome.extension.getViews({ type: 'popup' }).length === 0),
  );
  return paintedAt - calledAt;
}
