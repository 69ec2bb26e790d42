// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { database } from '../../../src/store/database.ts';
import { OptionsPage } from '../../../src/ui/options/options-page.tsx';
import { freshProfile } from '../given-worker.ts';
import { eventually, found, press } from '../page-acts.ts';
import { feed } from './given-feed.ts';

let place: HTMLElement;

beforeEach(async () => {
  await freshProfile({});
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, place);
  place.remove();
  location.hash = '';
});

async function givenFeeds(count: number): Promise<void> {
  const titles = Array.from({ length: count }, (_, index) => `Blog ${String(index).padStart(3, '0')}`);
  await database().feeds.bulkPut(titles.map((title, index) => feed({ id: index + 1, title })));
}

test('an address that names a feed opens its row and brings the focus there, however long the table is', async () => {
  await givenFeeds(250);
  location.hash = '#feed-240';
  render(<OptionsPage />, place);

  await found('.detail-card', 'https://blog');
  await eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Hide settings for Blog 239'));
});

test('opening another row moves the focus there, and a filter set afterwards stands', async () => {
  await givenFeeds(3);
  location.hash = '#feed-2';
  render(<OptionsPage />, place);
  await found('button', 'Hide settings for Blog 001');
  await press('Show settings for Blog 002');
  await eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Hide settings for Blog 002'));

  const filter = (await found('input[type=search]')) as HTMLInputElement;
  filter.value = 'Blog 000';
  filter.dispatchEvent(new Event('input', { bubbles: true }));
  await eventually(() => expect(document.querySelectorAll('tr.feed')).toHaveLength(1));
  expect(filter.value).toBe('Blog 000');
});

test('a feed that is not there opens nothing', async () => {
  await givenFeeds(1);
  location.hash = '#feed-7';
  render(<OptionsPage />, place);
  await found('tr.feed', 'Blog 000');
  expect(document.querySelector('.detail-card')).toBeNull();
});

test('check now says that a feed was checked a moment ago', async () => {
  await givenFeeds(1);
  await database()
    .feeds.toCollection()
    .modify({ lastCheckedAt: Date.now() - 1000 });
  location.hash = '#feed-1';
  render(<OptionsPage />, place);
  await found('.detail-card', 'https://blog');
  await press('Check now');
  await found('.toast', 'Blog 000 was checked a moment ago');
});
