import { beforeAll, describe, expect, test } from 'vitest';
import { originsFor } from '../../src/model/origins.ts';
import type { Page } from './browser.ts';
import { eventually } from './eventually.ts';
import { letTheHourPass, send, storedFeeds, subscribe, unreadPosts } from './linefeed.ts';
import { BROWSERS, setStage } from './stage.ts';

const POPUP = 'src/ui/popup/popup.html';
const OPTIONS = 'src/ui/options/options.html';
const READER = 'src/ui/reader/reader.html';

interface State {
  readonly state: string;
  readonly path: string;
  /** Brings the open page into the state, and waits for it. */
  readonly arrange: (page: Page) => Promise<unknown>;
  /** Takes back what would show in other states. */
  readonly takeBack?: (page: Page) => Promise<unknown>;
}

/** The banners come after the posts and move them. */
async function rows(page: Page): Promise<void> {
  await page.text('[aria-label="Feed problems"]');
  await page.waitFor(() => document.querySelector('article'));
}

/** Keeps the popup from opening as the one before was left. */
function forgetPopup(): void {
  localStorage.removeItem('popup');
  Storage.prototype.setItem = () => undefined;
}

const PENDING = {
  'pending:0': {
    address: 'http://unasked.localhost/',
    origins: ['*://unasked.localhost/*'],
    title: 'Unasked',
    askedAt: 1,
  },
};

const FIRST_STATES: readonly State[] = [
  { state: 'popup, first run', path: POPUP, arrange: (page) => page.text('.first h2') },
  {
    state: 'popup, an address that is none',
    path: POPUP,
    arrange: async (page) => {
      await page.type('input[inputmode=url]', 'not an address');
      await page.press('Enter');
      await page.text('[role=alert]');
    },
  },
  { state: 'options, no feeds', path: OPTIONS, arrange: (page) => page.text({ css: 'main', text: 'No feeds yet' }) },
  { state: 'reading page, no such post', path: `${READER}?post=1.none`, arrange: (page) => page.text('h1') },
];

const STATES: readonly State[] = [
  { state: 'popup, unread posts', path: POPUP, arrange: rows },
  {
    state: 'popup, an open post',
    path: POPUP,
    arrange: async (page) => {
      await rows(page);
      await page.click('article h3 button');
      await page.text('article.open .acts');
    },
  },
  {
    state: 'popup, feed problems',
    path: POPUP,
    arrange: async (page) => {
      await page.click({ css: '[aria-label="Feed problems"] button', text: 'Show' });
      await page.text('#troubles');
    },
  },
  {
    state: 'popup, menu',
    path: POPUP,
    arrange: async (page) => {
      await page.click({ css: 'button', text: 'More' });
      await page.text('[role=menu]');
    },
  },
  {
    state: 'popup, adding a feed',
    path: POPUP,
    arrange: async (page) => {
      await page.click({ css: 'button', text: 'More' });
      await page.click({ css: '[role=menuitem]', text: 'Add feed' });
      await page.text('dialog');
    },
  },
  {
    state: 'popup, shortcuts',
    path: POPUP,
    arrange: async (page) => {
      await rows(page);
      await page.press('?');
      await page.text('dialog');
    },
  },
  {
    state: 'popup, saved posts',
    path: POPUP,
    arrange: async (page) => {
      await page.click('#tab-saved');
      await page.text({ css: 'h2', text: 'Saved' });
    },
  },
  {
    state: 'popup, read posts',
    path: POPUP,
    arrange: async (page) => {
      await page.click({ css: 'button', text: 'More' });
      await page.click({ css: '[role=menuitem]', text: 'Show read posts' });
      await page.text('#tab-read');
      await rows(page);
    },
  },
  {
    state: 'popup, a feed whose permission is missing',
    path: POPUP,
    arrange: (page) => page.text('[aria-label="Permission missing"]'),
  },
  {
    state: 'popup, an unfinished subscription',
    path: POPUP,
    arrange: async (page) => {
      await page.evaluate((pending) => (globalThis.browser ?? chrome).storage.local.set(pending), PENDING);
      await page.text('[aria-label="Unfinished subscription"]');
    },
    takeBack: (page) => page.evaluate(() => (globalThis.browser ?? chrome).storage.local.remove('pending:0')),
  },
  {
    state: 'popup, offline',
    path: POPUP,
    arrange: async (page) => {
      await page.goOffline(true);
      await page.text('[aria-label="Offline"]');
    },
    takeBack: (page) => page.goOffline(false),
  },
  {
    state: 'popup, all marked read, with undo',
    path: POPUP,
    arrange: async (page) => {
      await rows(page);
      await page.click({ css: 'button', text: 'Mark all read' });
      await page.text('.toast button');
    },
    takeBack: async (page) => {
      await page.click('.toast button');
      await rows(page);
    },
  },
  { state: 'options, feeds', path: OPTIONS, arrange: (page) => page.text('tr.feed') },
  {
    state: 'options, one feed',
    path: OPTIONS,
    arrange: async (page) => {
      await page.click({ css: 'button', text: 'Show settings for The pleasant blog' });
      await page.text('.detail-card');
    },
  },
  {
    state: 'options, adding a feed',
    path: OPTIONS,
    arrange: async (page) => {
      await page.click({ css: 'button', text: 'Add feed' });
      await page.text('.open-card');
    },
  },
  { state: 'options, importing', path: `${OPTIONS}#import`, arrange: (page) => page.text('.open-card') },
  { state: 'options, reading', path: `${OPTIONS}#reading`, arrange: (page) => page.text('select') },
  { state: 'options, notifications', path: `${OPTIONS}#notifications`, arrange: (page) => page.text('select') },
  {
    state: 'options, about',
    path: `${OPTIONS}#about`,
    arrange: (page) => page.text({ css: 'main', text: 'Your data' }),
  },
];

const CAUGHT_UP: State = {
  state: 'popup, all caught up',
  path: POPUP,
  arrange: (page) => page.text({ css: 'h2', text: 'You are all caught up' }),
};

describe.each(BROWSERS)('axe in %s', (name) => {
  const stage = setStage(name, { shared: true });

  /** What axe finds in a state, light and dark, each with a page of its own. */
  async function violations({ path, arrange, takeBack }: State): Promise<string[]> {
    const found: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      const page = await stage.browser.openPage(path);
      await page.prefer(scheme);
      if (path === POPUP) await page.resize(440, 600);
      await page.evaluate(forgetPopup);
      await arrange(page);
      found.push(...(await page.axe()).map((violation) => `${scheme}: ${violation}`));
      await takeBack?.(page);
      await page.close();
    }
    return found;
  }

  describe('before the first subscription', () => {
    test.each(FIRST_STATES)('$state', async (state) => {
      expect(await violations(state)).toEqual([]);
    });
  });

  describe('with feeds', () => {
    beforeAll(async () => {
      const { browser, publisher } = stage;
      await subscribe(browser, stage.openBlog('pleasant').siteUrl);
      const gone = stage.openBlog('vanished');
      await subscribe(browser, gone.siteUrl);
      publisher.serve(gone.feedUrl, { status: 410, body: 'Gone.' });
      const unpermitted = stage.openBlog('unpermitted');
      await subscribe(browser, unpermitted.siteUrl);
      await browser.evaluateInExtension(
        (origins) => (globalThis.browser ?? chrome).permissions.remove({ origins }),
        originsFor(unpermitted.siteUrl),
      );
      const [newest] = await unreadPosts(browser);
      await send(browser, 'save-post', { postId: newest?.id ?? '', saved: true });
      // The second time confirms that a feed is gone for good.
      for (const failures of [1, 2]) {
        await letTheHourPass(browser);
        await eventually(`the feed was gone ${failures} times`, async () =>
          (await storedFeeds(browser)).some((feed) => feed.lastOutcome === 'gone' && feed.failures >= failures),
        );
      }
    });

    test.each(STATES)('$state', async (state) => {
      expect(await violations(state)).toEqual([]);
    });

    test('the reading page', async () => {
      const [newest] = await unreadPosts(stage.browser);
      const path = `${READER}?post=${encodeURIComponent(newest?.id ?? '')}`;
      const arrange = (page: Page) => page.text({ css: 'h1', text: 'Post number' });
      expect(await violations({ state: '', path, arrange })).toEqual([]);
    });

    test(CAUGHT_UP.state, async () => {
      await send(stage.browser, 'mark-all-read', { arrival: Number.MAX_SAFE_INTEGER });
      expect(await violations(CAUGHT_UP)).toEqual([]);
    });
  });
});
