// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Feed, StoredCheck } from '../../../src/model/types.ts';
import { database } from '../../../src/store/database.ts';
import { OptionsPage } from '../../../src/ui/options/options-page.tsx';
import { RecentChecks } from '../../../src/ui/options/recent-checks.tsx';
import { rss } from '../../background/given.ts';
import { extension } from '../fake-extension.ts';
import { freshProfile, type Servers } from '../given-worker.ts';
import { eventually, found, press, pressKeys } from '../page-acts.ts';
import { failing, feed } from './given-feed.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let place: HTMLElement;

beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, place);
  place.remove();
  location.hash = '';
});

/** The options page over these feeds. Their times are of now, since the page's clock is. */
async function givenPage(
  feeds: readonly Feed[],
  { servers = {}, hash = '' }: { servers?: Servers; hash?: string } = {},
) {
  const { asked } = await freshProfile(servers);
  await database().feeds.bulkPut(feeds.map(today));
  location.hash = hash;
  render(<OptionsPage />, place);
  if (feeds.length > 0) await found('tr.feed');
  return asked;
}

function today(given: Feed): Feed {
  const now = Date.now();
  const failingMs = (given.lastCheckedAt ?? 0) - (given.failingSince ?? 0);
  return {
    ...given,
    lastCheckedAt: now - 60_000,
    nextCheckAt: now + HOUR,
    ...(given.failingSince !== undefined && { failingSince: now - 60_000 - failingMs }),
  };
}

function stored(feedId: number): Promise<Feed | undefined> {
  return database().feeds.get(feedId);
}

function texts(css: string): string[] {
  return [...document.querySelectorAll(css)].map((element) => element.textContent ?? '');
}

test('an open feed shows its last checks, newest first, and each new one as it is made', async () => {
  const check: StoredCheck = {
    feedId: 1,
    slot: 0,
    at: Date.now() - HOUR,
    outcome: 'new-posts',
    bytes: 41_200,
    newPosts: 3,
    durationMs: 640,
  };
  await givenPage([feed({ id: 1, checkCount: 2 })], { hash: '#feed-1' });
  await database().checks.bulkPut([
    check,
    { ...check, slot: 1, outcome: 'failed', failure: { reason: 'server-error', status: 502 }, bytes: 0, newPosts: 0 },
  ]);
  await found('.checks tbody tr', 'Server error (502)');
  expect(texts('.checks thead th')).toEqual(['When', 'Outcome', 'New posts', 'Size', 'Took']);
  const cells = [...document.querySelectorAll('.checks tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].slice(1).map((cell) => cell.textContent),
  );
  expect(cells).toEqual([
    ['Server error (502)', '0', '0 kB', '640 ms'],
    ['New posts', '3', '41 kB', '640 ms'],
  ]);

  await database().transaction('rw', [database().feeds, database().checks], async () => {
    await database().feeds.update(1, { checkCount: 3 });
    await database().checks.put({ ...check, slot: 2, outcome: 'unchanged', bytes: 0, newPosts: 0, durationMs: 1440 });
  });
  await eventually(() => expect(texts('.checks tbody .k-outcome')[0]).toBe('Unchanged'));
  expect(texts('.checks tbody .k-took')[0]).toBe('1.4 sec');
});

test('the room of the checks is there before they are read', async () => {
  await freshProfile({});
  render(<RecentChecks feed={feed({ id: 1, checkCount: 50 })} now={Date.now()} />, place);
  expect(document.querySelectorAll('.checks tbody tr')).toHaveLength(20);
});

test('a feed is paused and resumed, each with a way back', async () => {
  await givenPage([feed({ id: 1, title: 'Blog' })], { hash: '#feed-1' });
  await found('.detail-card');
  (await found('.detail-card button', 'Pause')).click();
  await found('.toast', 'Paused Blog.');
  await found('tr.feed .c-status', 'Paused');
  expect(await stored(1)).toMatchObject({ paused: true });
  await found('.facts', 'You have paused it');

  (await found('.toast button', 'Undo')).click();
  await found('.toast', 'Blog: checked again from now on.');
  expect(await stored(1)).not.toHaveProperty('paused');
});

test('an interval of its own is chosen and given up', async () => {
  await givenPage([feed({ id: 1, rhythmMs: 3 * HOUR })], { hash: '#feed-1' });
  const select = (await found('.fields select')) as HTMLSelectElement;
  expect(select.options[select.selectedIndex]?.textContent).toBe('Automatic, about every 3 hours');
  const choose = (value: string) => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };
  choose('8');
  await eventually(async () => expect(await stored(1)).toMatchObject({ checkEveryHours: 8 }));
  choose('');
  await eventually(async () => expect(await stored(1)).not.toHaveProperty('checkEveryHours'));
});

test('attention gathers failing, moved and silent feeds, each with what to do', async () => {
  await givenPage([
    feed({ id: 1, title: 'Well' }),
    failing({ reason: 'html' }, 80, { id: 2, title: 'Page' }),
    failing({ reason: 'timeout' }, 80, { id: 3, title: 'Slow' }),
    feed({ id: 4, title: 'Away', finalUrl: 'https://new.example/feed' }),
    feed({ id: 5, title: 'Ended', lastPostAt: Date.now() - 500 * DAY }),
    feed({ id: 6, title: 'Resting', paused: true }),
    feed({ id: 7, title: 'Cut', defect: 'cut' }),
  ]);
  expect(await found('.panel-head', '2 need attention.')).toBeTruthy();
  expect(document.querySelector('.panel-head')?.textContent).toContain('2 have moved or fallen silent.');
  const filter = await found('.seg button', 'Attention');
  expect(filter.textContent).toBe('Attention 4');
  filter.click();
  await found('tr.group', 'Silent');

  expect(texts('tr.group b')).toEqual(['Needs attention', 'Moved', 'Silent']);
  expect(texts('tr.feed b')).toEqual(['Page', 'Slow', 'Away', 'Ended']);
  const acts = [...document.querySelectorAll('tr.advised')].map((row) =>
    [...row.querySelectorAll('button, a')].map((act) => act.textContent),
  );
  expect(acts).toEqual([
    ['Find the feed again', 'Try again', 'Unsubscribe'],
    ['Try again', 'Unsubscribe'],
    ['Use the new address'],
    ['Unsubscribe'],
  ]);
  (await found('.seg button', 'Paused')).click();
  await eventually(() => expect(texts('tr.feed b')).toEqual(['Resting']));
});

test('the new address of a feed that redirects is taken', async () => {
  await givenPage([
    feed({ id: 1, title: 'Away', url: 'https://old.example/feed', finalUrl: 'https://new.example/feed' }),
  ]);
  (await found('.seg button', 'Attention')).click();
  const button = await found('.advice button', 'Use the new address');
  button.focus();
  button.click();
  await found('.toast', 'Away is read at new.example/feed from now on.');
  expect(await stored(1)).toMatchObject({ url: 'https://new.example/feed', formerUrl: 'https://old.example/feed' });
  await found('.advice', 'It moved from old.example/feed to new.example/feed');
  // The button is gone, and the focus is where its feed is.
  await eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Show settings for Away'));
});

const PAGE = {
  body: '<!doctype html><title>Blog</title><link rel="alternate" type="application/rss+xml" href="/new.xml">',
  headers: { 'content-type': 'text/html' },
};

test('a feed that turned into a page is found again, and the focus goes to its neighbour', async () => {
  await givenPage(
    [
      failing({ reason: 'html' }, 80, { id: 1, title: 'Blog', url: 'https://blog.example/old.xml' }),
      failing({ reason: 'timeout' }, 80, { id: 2, title: 'Slow' }),
    ],
    { servers: { 'https://blog.example/old.xml': PAGE, 'https://blog.example/new.xml': { body: rss(['a']) } } },
  );
  for (const origin of ['*://blog.example/*', '*://www.blog.example/*']) extension.granted.add(origin);
  (await found('.seg button', 'Attention')).click();
  const button = await found('button', 'Find the feed again: Blog');
  button.focus();
  button.click();
  await found('.toast', 'Blog was found again, at blog.example/new.xml.');
  // It has moved just now, so it stays in view.
  await found('.advice', 'It moved from blog.example/old.xml');
  await eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Show settings for Blog'));
});

test('a host that is not allowed is asked for with a press, and the search goes on there', async () => {
  const asked = await givenPage(
    [failing({ reason: 'not-found', status: 404 }, 80, { id: 1, title: 'Blog', url: 'https://blog.example/old.xml' })],
    {
      servers: { 'https://blog.example/': PAGE, 'https://blog.example/new.xml': { body: rss(['a']) } },
      hash: '#feed-1',
    },
  );
  (await found('.detail-card button', 'Find the feed again')).click();
  await found('.outcome', 'Linefeed needs your permission to look at blog.example.');
  expect(asked).toEqual([]);
  extension.prompts = 'refuse';
  (await found('.outcome button', 'Allow')).click();
  await found('.outcome', 'Linefeed needs your permission to look at blog.example.');
  extension.prompts = 'allow';
  (await found('.outcome button', 'Allow')).click();
  await found('.toast', 'Blog was found again');
});

test('of several feeds one is chosen, and what finds none says so', async () => {
  const several = {
    ...PAGE,
    body: `${PAGE.body}<link rel="alternate" type="application/rss+xml" title="Two" href="/2.xml">`,
  };
  await givenPage(
    [
      failing({ reason: 'html' }, 80, { id: 1, title: 'Blog', url: 'https://blog.example/old.xml' }),
      failing({ reason: 'gone', status: 410 }, 80, {
        id: 2,
        title: 'Lost',
        url: 'https://lost.example/x',
        stopped: true,
      }),
    ],
    {
      servers: {
        'https://blog.example/old.xml': several,
        'https://blog.example/2.xml': { body: rss(['a']) },
        'https://lost.example/': { ...PAGE, body: '<!doctype html><p>Nothing' },
      },
    },
  );
  for (const host of ['blog', 'lost']) {
    extension.granted.add(`*://${host}.example/*`);
    extension.granted.add(`*://www.${host}.example/*`);
  }
  (await found('.seg button', 'Attention')).click();
  (await found('button', 'Find the feed again: Lost')).click();
  await found('.outcome', 'No other feed was found at lost.example.');
  (await found('button', 'Find the feed again: Blog')).click();
  (await found('button', 'Use Two')).click();
  await found('.toast', 'Blog was found again, at blog.example/2.xml.');
});

test('selected feeds are moved, paused and unsubscribed together, each with a way back', async () => {
  await givenPage([
    feed({ id: 1, title: 'One', folder: 'A' }),
    feed({ id: 2, title: 'Two' }),
    feed({ id: 3, title: 'Three', paused: true }),
  ]);
  const select = async (name: string) => (await found('input[type=checkbox]', `Select ${name}`)).click();
  const bar = () => document.querySelector('.selection')?.className;
  expect(bar()).toBe('selection away');

  await select('One');
  await select('Two');
  await eventually(() => expect(bar()).toBe('selection'));
  await found('[role=status]', '2 feeds selected');
  const folder = (await found('.selection input')) as HTMLInputElement;
  folder.value = 'B';
  folder.form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  await found('.toast', 'Moved 2 feeds to B.');
  expect([(await stored(1))?.folder, (await stored(2))?.folder]).toEqual(['B', 'B']);
  await eventually(() => expect(document.activeElement?.id).toBe('select-all'));
  await press('Undo');
  await found('.toast', 'Moved 2 feeds back.');
  expect([(await stored(1))?.folder, (await stored(2))?.folder]).toEqual(['A', '']);

  await select('all feeds');
  (await found('.selection button', 'Pause')).click();
  await found('.toast', 'Paused 2 feeds.');
  await press('Undo');
  await found('.toast', '2 feeds: checked again from now on.');
  // What was paused before stays so.
  expect(await stored(3)).toMatchObject({ paused: true });

  await select('all feeds');
  (await found('.selection button', 'Unsubscribe')).click();
  await found('.toast', 'Unsubscribed from 3 feeds.');
  await found('.card.empty', 'No feeds yet');
  await press('Undo');
  await eventually(() => expect(texts('tr.feed b')).toEqual(['One', 'Three', 'Two']));
});

test('Escape gives up a selection', async () => {
  await givenPage([feed({ id: 1, title: 'One' }), feed({ id: 2, title: 'Two' })]);
  const box = await found('input[type=checkbox]', 'Select One');
  box.focus();
  box.click();
  await eventually(() => expect(document.querySelector('.selection.away')).toBeNull());
  pressKeys('Escape');
  await eventually(() => expect(document.querySelector('.selection.away')).not.toBeNull());
  expect(document.querySelectorAll('.check:checked')).toHaveLength(0);
});

test('a feed that leaves the page hands the focus to the next', async () => {
  await givenPage([feed({ id: 1, title: 'A' }), feed({ id: 2, title: 'B' }), feed({ id: 3, title: 'C' })], {
    hash: '#feed-2',
  });
  const button = await found('.detail-card button', 'Unsubscribe');
  button.focus();
  button.click();
  await eventually(() => expect(texts('tr.feed b')).toEqual(['A', 'C']));
  await eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Show settings for C'));
});

test('the last feed that leaves the page hands the focus to the heading', async () => {
  await givenPage([feed({ id: 1, title: 'A' })], { hash: '#feed-1' });
  const button = await found('.detail-card button', 'Unsubscribe');
  button.focus();
  button.click();
  await found('.card.empty', 'No feeds yet');
  expect(document.activeElement?.tagName).toBe('H1');
});

test('diagnostics are shown and copied as text', async () => {
  let copied = '';
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: {
      writeText: async (text: string) => {
        copied = text;
      },
    },
  });
  await givenPage([failing({ reason: 'timeout' }, 80, { id: 1, url: 'https://slow.example/feed' })], {
    hash: '#about',
  });
  await found('.diagnostics pre', 'feed: https://slow.example/feed');
  await press('Copy diagnostics');
  await found('.toast', 'Diagnostics copied.');
  expect(copied).toContain('Linefeed 1.0.0');
  expect(copied).toContain('state: timeout');
});
