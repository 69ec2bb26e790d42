// @vitest-environment happy-dom
import '../fake-extension.ts';

import { afterEach, describe, expect, test } from 'vitest';
import { send } from '../../../src/browser/commands.ts';
import { readFeeds } from '../../../src/store/queries.ts';
import { rss } from '../../background/given.ts';
import { extension } from '../fake-extension.ts';
import { allowLater, freshProfile, type Servers } from '../given-worker.ts';
import { eventually, found, press, typeAddress } from '../page-acts.ts';
import { closePopup, openPopup } from './given-popup.tsx';

const SITE = 'https://site.example/';
const FEEDS = {
  'https://site.example/feed.xml': { body: rss(['Newest', 'Older']) },
  'https://site.example/comments.xml': { body: rss(['A comment']) },
  'https://elsewhere.example/feed.xml': { body: rss(['From elsewhere']) },
};

const TWO_FEEDS = page('/feed.xml', '/comments.xml');
const FEED_ELSEWHERE = page('https://elsewhere.example/feed.xml');
const SITE_HOSTS = ['*://site.example/*', '*://www.site.example/*'];
const ELSEWHERE_HOSTS = ['*://elsewhere.example/*', '*://www.elsewhere.example/*'];

function page(...feeds: readonly string[]): { readonly body: string; readonly headers: Record<string, string> } {
  const links = feeds.map(
    (url) => `<link rel="alternate" type="application/rss+xml" title="Feed ${url}" href="${url}">`,
  );
  return {
    headers: { 'content-type': 'text/html' },
    body: `<!doctype html><html><head><title>Site</title>${links.join('')}</head><body><p>Hello.</p></body></html>`,
  };
}

/** Addresses of the pending subscriptions, with what came of each. */
function pending(): { address: string; outcome: string | undefined }[] {
  return [...extension.local.stored].flatMap(([key, value]) => {
    if (!key.startsWith('pending:') || value === null) return [];
    const { address, outcome } = value as { address: string; outcome?: { kind: string } };
    return [{ address, outcome: outcome?.kind }];
  });
}

async function subscribed(): Promise<string[]> {
  return (await readFeeds()).feeds.map((feed) => feed.url);
}

/** As in Chromium: the prompt closes the popup, the person allows, and the worker finds that it needs the person again. */
async function typeAndAllow(address: string): Promise<void> {
  extension.prompts = 'left open';
  openPopup();
  await typeAddress(address);
  await eventually(() => expect(pending()).toHaveLength(1));
  closePopup();
  await allowLater(SITE_HOSTS);
  openPopup();
}

const BANNER = '[aria-label="Unfinished subscription"]';

async function bannerIsGone(): Promise<void> {
  await eventually(() => expect(document.querySelector(BANNER)).toBeNull());
}

afterEach(closePopup);

describe('the next popup', () => {
  test('offers the feeds of the site; the chosen one is all that comes of it', async () => {
    await freshProfile({ [SITE]: TWO_FEEDS, ...FEEDS });
    await typeAndAllow(SITE);

    await press('Subscribe to Feed /feed.xml');

    await eventually(async () => expect(await subscribed()).toEqual(['https://site.example/feed.xml']));
    await bannerIsGone();
    expect(pending()).toEqual([]);
  });

  test('asks for the host that the feed is on; when that closes it too, nothing of the site is left', async () => {
    await freshProfile({ [SITE]: FEED_ELSEWHERE, ...FEEDS });
    await typeAndAllow(SITE);

    await press('Allow');
    await eventually(() =>
      expect(pending().map(({ address }) => address)).toEqual(['https://elsewhere.example/feed.xml']),
    );
    closePopup();
    await allowLater(ELSEWHERE_HOSTS);

    expect(await subscribed()).toEqual(['https://elsewhere.example/feed.xml']);
    expect(pending()).toEqual([]);
  });

  test('keeps one unfinished subscription when that host is refused, says so, and offers it again when reopened', async () => {
    await freshProfile({ [SITE]: FEED_ELSEWHERE, ...FEEDS });
    await typeAndAllow(SITE);

    extension.prompts = 'refuse';
    await press('Allow');
    await found(`${BANNER} [role=alert]`, 'Without your permission');
    expect(pending()).toEqual([{ address: 'https://elsewhere.example/feed.xml', outcome: undefined }]);

    closePopup();
    openPopup();
    extension.prompts = 'allow';
    await press('Allow');
    await eventually(async () => expect(await subscribed()).toHaveLength(1));
    await bannerIsGone();
    expect(pending()).toEqual([]);
  });

  test('keeps one unfinished subscription when the chosen feed fails, says why, and tries again', async () => {
    const servers: Servers = { [SITE]: TWO_FEEDS, ...FEEDS };
    let status = 404;
    servers['https://site.example/feed.xml'] = () => ({ ...FEEDS['https://site.example/feed.xml'], status });
    await freshProfile(servers);
    await typeAndAllow(SITE);

    await press('Subscribe to Feed /feed.xml');
    await found(`${BANNER} [role=alert]`, 'nothing at this address');
    expect(pending()).toEqual([{ address: 'https://site.example/feed.xml', outcome: 'failed' }]);

    closePopup();
    openPopup();
    await found(`${BANNER} [role=alert]`, 'nothing at this address');
    status = 200;
    await press('Try again');
    await eventually(async () => expect(await subscribed()).toHaveLength(1));
    await bannerIsGone();
    expect(pending()).toEqual([]);
  });

  test('offers to try again where the site had no feed', async () => {
    let site = page();
    await freshProfile({ [SITE]: () => site, ...FEEDS, 'https://site.example/feed.xml': { status: 404 } });
    await typeAndAllow(SITE);
    await found(`${BANNER} [role=alert]`, 'No feed found at site.example');

    site = page('/comments.xml');
    await press('Try again');
    await eventually(async () => expect(await subscribed()).toEqual(['https://site.example/comments.xml']));
    await bannerIsGone();
  });

  test('forgets what the person wants forgotten', async () => {
    await freshProfile({ [SITE]: TWO_FEEDS, ...FEEDS });
    await typeAndAllow(SITE);
    await press('Forget');
    await bannerIsGone();
    expect(pending()).toEqual([]);
    expect(await subscribed()).toEqual([]);
  });

  test('opens on the posts, without the dialog in which the address was typed', async () => {
    await freshProfile(FEEDS);
    await typeAndAllow('https://site.example/comments.xml');
    await eventually(() => expect(document.querySelectorAll('article')).toHaveLength(1));
    await press('More');
    await press('Add feed');
    await typeAddress('https://elsewhere.example/feed.xml');
    await eventually(() => expect(pending()).toHaveLength(1));
    closePopup();
    openPopup();

    await found(BANNER, 'elsewhere.example');
    expect(document.querySelector('dialog')).toBeNull();
    await press('More');
    await press('Add feed');
    expect(((await found('input[inputmode=url]')) as HTMLInputElement).value).toBe('');
  });

  test('still has what was typed and could not be used', async () => {
    await freshProfile(FEEDS);
    await typeAndAllow('https://site.example/comments.xml');
    await eventually(() => expect(document.querySelectorAll('article')).toHaveLength(1));
    await press('More');
    await press('Add feed');
    await typeAddress('not an address');
    await found('dialog [role=alert]', 'not the address');
    closePopup();
    openPopup();

    expect(((await found('dialog input[inputmode=url]')) as HTMLInputElement).value).toBe('not an address');
  });

  test('says where a feed is that is there already, and shows it', async () => {
    await freshProfile(FEEDS);
    await typeAndAllow('https://site.example/comments.xml');
    await eventually(() => expect(document.querySelectorAll('article')).toHaveLength(1));
    await press('More');
    await press('Add feed');
    await typeAddress('https://site.example/comments.xml');
    await found('dialog [role=status]', 'You already subscribe to');
    await press('Show it');

    const [feed] = (await readFeeds()).feeds;
    expect(extension.openedTabs).toEqual([expect.stringMatching(`options.html#feed-${feed?.id}$`)]);
  });

  test('says so too where a pending subscription has become superfluous', async () => {
    await freshProfile({ [SITE]: TWO_FEEDS, ...FEEDS });
    await typeAndAllow(SITE);
    await send('subscribe', { address: 'https://site.example/comments.xml' });
    await press('Subscribe to Feed /comments.xml');

    await found('.toast', 'You already subscribe to');
    await bannerIsGone();
    expect(pending()).toEqual([]);
    await press('Show it');
    expect(extension.openedTabs).toHaveLength(1);
  });
});
