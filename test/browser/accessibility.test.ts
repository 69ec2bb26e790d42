import { beforeAll, describe, expect, test } from 'vitest';
import { originsFor } from '../../src/model/origins.ts';
import type { PendingSubscription } from '../../src/model/types.ts';
import type { Page } from './browser.ts';
import { eventually } from './eventually.ts';
import { forgetBody, letTheHourPass, send, storedFeeds, storedPosts, subscribe, unreadPosts } from './linefeed.ts';
import { BROWSERS, type Stage, setStage } from './stage.ts';

const POPUP = 'src/ui/popup/popup.html';
const OPTIONS = 'src/ui/options/options.html';
const READER = 'src/ui/reader/reader.html';

interface State {
  readonly state: string;
  readonly path: string;
  /** Name of the blog over whose page the popup is opened; absent where it stands in a tab of its own. */
  readonly over?: string;
  /** Brings the open page into the state, and waits for it. */
  readonly arrange: (page: Page, stage: Stage) => Promise<unknown>;
  /** Takes back what would show in other states. */
  readonly takeBack?: (page: Page) => Promise<unknown>;
}

/** The banners come after the posts and move them. */
async function rows(page: Page): Promise<void> {
  await page.text('[aria-label="Feed problems"]');
  await page.waitFor(() => document.querySelector('article'));
}

/** Colours pass from one to the other for a moment. */
async function coloursStand(): Promise<void> {
  const passing = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.all(passing.map((one) => one.finished.catch(() => undefined)));
}

/** Keeps the popup from opening as the one before was left. */
function forgetPopup(): void {
  localStorage.removeItem('popup');
  Storage.prototype.setItem = () => undefined;
}

const PENDING: PendingSubscription = {
  address: 'http://unasked.localhost/',
  origins: ['*://unasked.localhost/*'],
  title: 'Unasked',
  askedAt: 1,
};

/** The popup with something unfinished. */
function unfinished(what: string, outcome: PendingSubscription['outcome'], css: string): State {
  return {
    state: `popup, an unfinished subscription ${what}`,
    path: POPUP,
    arrange: async (page) => {
      await page.evaluate((pending) => (globalThis.browser ?? chrome).storage.local.set({ 'pending:0': pending }), {
        ...PENDING,
        ...(outcome && { outcome }),
      });
      await page.text(`[aria-label="Unfinished subscription"] ${css}`);
    },
    takeBack: (page) => page.evaluate(() => (globalThis.browser ?? chrome).storage.local.remove('pending:0')),
  };
}

const CHOICE = [
  { url: 'http://unasked.localhost/feed.xml', title: 'All posts' },
  { url: 'http://unasked.localhost/comments.xml', title: 'Comments' },
];

/** Opens the dialog for an address over the list, and types one. */
async function typeAddress(page: Page, address: string): Promise<void> {
  await rows(page);
  await page.press('a');
  await page.type('dialog input', address);
  await page.press('Enter');
}

/** Gives the import card of the settings a file. */
async function dropFile(page: Page, text: string): Promise<void> {
  await page.text('.open-card');
  await page.evaluate((content) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([content], 'feeds.opml', { type: 'text/x-opml' }));
    const card = document.querySelector('.open-card');
    card?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
  }, text);
}

/** Subscribes by address on the options page. */
async function addByAddress(page: Page, address: string): Promise<void> {
  await page.click({ css: 'button', text: 'Add feed' });
  await page.type('#add-address', address);
  await page.press('Enter');
}

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

const OPML = `<?xml version="1.0"?><opml version="2.0"><head/><body>
  <outline type="rss" text="Listed" xmlUrl="http://listed.localhost/feed.xml"/></body></opml>`;

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
    state: 'popup, by blog',
    path: POPUP,
    arrange: async (page) => {
      await rows(page);
      await page.choose('footer select', 'By blog');
      await page.text('h2.blog');
    },
    takeBack: async (page) => {
      await page.choose('footer select', 'By day');
      await page.waitFor(() => !document.querySelector('h2.blog'));
    },
  },
  {
    state: 'popup, a search',
    path: POPUP,
    arrange: async (page) => {
      await rows(page);
      await page.press('/');
      await page.type('input[type=search]', 'pleasant number 2');
      await page.waitFor(() => document.querySelectorAll('article h3').length === 1);
    },
  },
  {
    state: 'popup, a search that finds nothing',
    path: POPUP,
    arrange: async (page) => {
      await rows(page);
      await page.press('/');
      await page.type('input[type=search]', 'frob');
      await page.text({ css: 'h2', text: 'No posts match' });
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
  unfinished('that needs its permission', undefined, '.btn.primary'),
  unfinished('of several feeds', { kind: 'choose', candidates: CHOICE }, '.feed-choice'),
  unfinished(
    'that failed',
    { kind: 'failed', failure: { reason: 'timeout' }, address: PENDING.address },
    '[role=alert]',
  ),
  {
    state: 'popup, a feed on the page',
    path: POPUP,
    over: 'unfollowed',
    arrange: (page) => page.text('[aria-label="Feed found on this page"]'),
  },
  {
    state: 'popup, several feeds on the page',
    path: POPUP,
    over: 'several',
    arrange: async (page) => {
      await page.click({ css: '[aria-label="Feed found on this page"] button', text: 'Choose' });
      await page.text('.feed-choice');
    },
  },
  {
    state: 'popup, several feeds at an address',
    path: POPUP,
    arrange: async (page, { publisher }) => {
      await typeAddress(page, publisher.url('several'));
      await page.text('dialog .feed-choice');
    },
    takeBack: (page) => page.click('dialog [aria-label="Close"]'),
  },
  {
    state: 'popup, an address whose permission was refused',
    path: POPUP,
    arrange: async (page, { browser }) => {
      await browser.refuseNextPermission(page);
      await typeAddress(page, 'refused.localhost');
      await page.text({ css: 'dialog button', text: 'Ask again' });
    },
  },
  {
    state: 'popup, a feed that is there already',
    path: POPUP,
    arrange: async (page, { publisher }) => {
      await typeAddress(page, publisher.url('pleasant', '/feed.xml'));
      await page.text({ css: 'dialog button', text: 'Show it' });
    },
  },
  {
    state: 'popup, checking',
    path: POPUP,
    arrange: async (page) => {
      // Told again where a worker that just starts takes it for the round of one that died.
      await eventually('a round is told of', async () => {
        await page.evaluate((round) => (globalThis.browser ?? chrome).storage.session.set({ round }), {
          startedAt: 0,
          checked: 14,
          total: 38,
          newPosts: 3,
        });
        return page.evaluate(() => document.querySelector('footer')?.textContent?.includes('Checking 14 of 38 feeds'));
      });
    },
    takeBack: (page) => page.evaluate(() => (globalThis.browser ?? chrome).storage.session.remove('round')),
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
      await page.text({ css: '.checks tbody', text: 'New posts' });
    },
  },
  {
    state: 'options, feeds that need attention, one of them looked for in vain',
    path: OPTIONS,
    arrange: async (page) => {
      await page.click({ css: '.seg button', text: 'Attention' });
      await page.click({ css: '.advice button', text: 'Find the feed again' });
      await page.text({ css: '.outcome', text: 'No other feed was found' });
    },
  },
  {
    state: 'options, selected feeds',
    path: OPTIONS,
    arrange: async (page) => {
      await page.click({ css: 'input[type=checkbox]', text: 'Select The pleasant blog' });
      await page.text({ css: '.selection', text: '1 feed selected' });
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
  {
    state: 'options, nothing at an address',
    path: OPTIONS,
    arrange: async (page, { publisher }) => {
      await addByAddress(page, publisher.url('missing'));
      await page.text({ css: '.outcome', text: 'nothing at this address' });
    },
  },
  {
    state: 'options, several feeds at an address',
    path: OPTIONS,
    arrange: async (page, { publisher }) => {
      await addByAddress(page, publisher.url('several'));
      await page.text('.feed-choice');
    },
    takeBack: (page) => page.click('.open-card [aria-label="Close"]'),
  },
  {
    state: 'options, a feed that is there already',
    path: OPTIONS,
    arrange: async (page, { publisher }) => {
      await addByAddress(page, publisher.url('pleasant', '/feed.xml'));
      await page.text({ css: '.outcome', text: 'You already subscribe' });
    },
  },
  {
    state: 'options, unsubscribed, with undo',
    path: OPTIONS,
    arrange: async (page) => {
      await page.click({ css: 'button', text: 'Show settings for The pleasant blog' });
      await page.click({ css: '.detail-card button', text: 'Unsubscribe' });
      await page.text('.toast button');
    },
    takeBack: async (page) => {
      await page.click('.toast button');
      await page.text({ css: 'tr.feed', text: 'The pleasant blog' });
    },
  },
  {
    state: 'options, what an import would bring',
    path: `${OPTIONS}#import`,
    arrange: async (page) => {
      await dropFile(page, OPML);
      await page.text({ css: 'button', text: 'Add 1 feed' });
    },
  },
  {
    state: 'options, a file that is no feed list',
    path: `${OPTIONS}#import`,
    arrange: async (page) => {
      await dropFile(page, 'Dear diary');
      await page.text({ css: '.outcome', text: 'is not an OPML file' });
    },
  },
  { state: 'options, importing', path: `${OPTIONS}#import`, arrange: (page) => page.text('.open-card') },
  { state: 'options, reading', path: `${OPTIONS}#reading`, arrange: (page) => page.text('select') },
  { state: 'options, notifications', path: `${OPTIONS}#notifications`, arrange: (page) => page.text('select') },
  {
    state: 'options, about',
    path: `${OPTIONS}#about`,
    arrange: async (page) => {
      await page.click('.diagnostics summary');
      await page.text({ css: '.diagnostics pre', text: 'feed: ' });
    },
  },
];

const CAUGHT_UP: State = {
  state: 'popup, all caught up',
  path: POPUP,
  arrange: (page) => page.text({ css: 'h2', text: 'You are all caught up' }),
};

const NOTHING_SAVED: State = {
  state: 'popup, nothing saved',
  path: POPUP,
  arrange: async (page) => {
    await page.click('#tab-saved');
    await page.text({ css: 'h2', text: 'Nothing saved yet' });
  },
};

const ASKING: State = {
  state: 'popup, while the browser asks',
  path: POPUP,
  arrange: async (page) => {
    await page.click({ css: 'button', text: 'More' });
    await page.click({ css: '[role=menuitem]', text: 'Add feed' });
    await page.type('dialog input', 'unanswered.localhost');
    await page.press('Enter');
    await page.text({ css: 'dialog [role=status]', text: 'Waiting for your permission' });
  },
};

describe.each(BROWSERS)('axe in %s', (name) => {
  const stage = setStage(name, { shared: true });

  async function open({ path, over }: State): Promise<Page> {
    const { browser, publisher } = stage;
    if (over !== undefined) {
      await browser.newTab(publisher.url(over));
      return browser.openPopup();
    }
    const page = await browser.openPage(path);
    if (path === POPUP) await page.resize(440, 600);
    return page;
  }

  /** What axe finds in a state, light and dark. */
  async function violations(state: State): Promise<string[]> {
    const found: string[] = [];
    const page = await open(state);
    await page.evaluate(forgetPopup);
    await state.arrange(page, stage);
    for (const scheme of ['light', 'dark'] as const) {
      await page.prefer(scheme);
      await page.evaluate(coloursStand);
      found.push(...(await page.axe()).map((violation) => `${scheme}: ${violation}`));
    }
    await state.takeBack?.(page);
    await page.close();
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
      stage.openBlog('unfollowed');
      const several = publisher.url('several');
      const links = ['feed', 'comments'].map(
        (file) => `<link rel="alternate" type="application/rss+xml" title="All ${file}" href="/${file}.xml">`,
      );
      publisher.serve(several, { body: `<!doctype html><title>Several</title>${links.join('')}<p>Hello.</p>` });
      await browser.grantHosts([...originsFor(several), ...originsFor(publisher.url('missing'))]);
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

    async function reading(state: string, arrange: State['arrange'], takeBack?: State['takeBack']): Promise<State> {
      const [newest] = await unreadPosts(stage.browser);
      const path = `${READER}?post=${encodeURIComponent(newest?.id ?? '')}`;
      return { state, path, arrange, ...(takeBack && { takeBack }) };
    }
    const postStands = (page: Page) => page.text({ css: 'h1', text: 'Post number' });

    test('the reading page', async () => {
      expect(await violations(await reading('a post', postStands))).toEqual([]);
    });

    test('the reading page, shortcuts', async () => {
      const arrange = async (page: Page) => {
        await postStands(page);
        await page.press('?');
        await page.text('dialog');
      };
      expect(await violations(await reading('shortcuts', arrange))).toEqual([]);
    });

    test('the reading page, offline', async () => {
      const arrange = async (page: Page) => {
        await postStands(page);
        await page.goOffline(true);
        await page.text('.offline');
      };
      expect(await violations(await reading('offline', arrange, (page) => page.goOffline(false)))).toEqual([]);
    });

    test('the reading page, a post whose text is not stored any more', async () => {
      const [newest] = await unreadPosts(stage.browser);
      await forgetBody(stage.browser, newest?.id ?? '');
      const arrange = (page: Page) => page.text({ css: '.shortfall', text: 'not stored any more' });
      const path = `${READER}?post=${encodeURIComponent(newest?.id ?? '')}`;
      expect(await violations({ state: 'no body', path, arrange })).toEqual([]);
    });

    test(CAUGHT_UP.state, async () => {
      await send(stage.browser, 'mark-all-read', { arrival: Number.MAX_SAFE_INTEGER });
      expect(await violations(CAUGHT_UP)).toEqual([]);
    });

    test(NOTHING_SAVED.state, async () => {
      for (const post of await storedPosts(stage.browser)) {
        if (post.savedAt) await send(stage.browser, 'save-post', { postId: post.id, saved: false });
      }
      expect(await violations(NOTHING_SAVED)).toEqual([]);
    });

    // The last, since from then on nobody answers what a browser asks.
    test(ASKING.state, async () => {
      await stage.browser.leavePromptsOpen();
      expect(await violations(ASKING)).toEqual([]);
    });
  });
});
