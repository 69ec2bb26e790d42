// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { database } from '../../../src/store/database.ts';
import { OptionsPage } from '../../../src/ui/options/options-page.tsx';
import { rss } from '../../background/given.ts';
import { extension } from '../fake-extension.ts';
import { freshProfile, type Servers } from '../given-worker.ts';
import { found, press } from '../page-acts.ts';
import { feed } from './given-feed.ts';

const ARCHIVE = 'https://archive.example/2025';

let place: HTMLElement;

beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, place);
  place.remove();
  location.hash = '';
});

async function givenOpenedRow(servers: Servers, allowed = ['*://archive.example/*']): Promise<void> {
  await freshProfile(servers);
  for (const origin of allowed) extension.granted.add(origin);
  await database().feeds.put(feed({ id: 1, title: 'Long blog', olderUrl: ARCHIVE, lastGoodAt: Date.now() }));
  location.hash = '#feed-1';
  render(<OptionsPage />, place);
  await found('.detail-card', 'Older posts');
}

test('a press says how many older posts came, and the next one that there are no more', async () => {
  const documents = { [ARCHIVE]: { body: rss(['one', 'two', 'three']).replaceAll('2026', '2024') } };
  await givenOpenedRow(documents);
  await press('Older posts');
  await found('.toast', '3 older posts of Long blog. There are no more to load.');
  await press('Older posts');
  await found('.toast', 'There are no more posts of Long blog to load.');
  expect(await database().posts.toArray()).toHaveLength(3);
});

test('a press that fails says why', async () => {
  await givenOpenedRow({ [ARCHIVE]: { status: 500 } });
  await press('Older posts');
  await found('.toast', 'Older posts could not be loaded. archive.example has a problem of its own.');
});

test('posts on a host that is not allowed come once it is', async () => {
  await givenOpenedRow({ [ARCHIVE]: { body: rss(['one']).replaceAll('2026', '2024') } }, []);
  await press('Older posts');
  await found('.toast', 'permission to fetch feeds from archive.example');
  await press('Allow');
  await found('.toast', '1 older post of Long blog.');
});
