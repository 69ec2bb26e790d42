// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellRestored } from '../../../src/browser/restored.ts';
import { noteStorageFull } from '../../../src/browser/storage-full.ts';
import { FIRST_PLACE } from '../../../src/model/place.ts';
import { setDatabaseLocation } from '../../../src/store/database-name.ts';
import { OptionsPage } from '../../../src/ui/options/options-page.tsx';
import { extension } from '../fake-extension.ts';
import { freshProfile } from '../given-worker.ts';
import { eventually, found, press } from '../page-acts.ts';

const LOST = '[aria-label="Database restored"]';
const FULL = '[aria-label="Storage almost full"]';

let place: HTMLElement;

beforeEach(async () => {
  await freshProfile({});
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  vi.restoreAllMocks();
  render(null, place);
  place.remove();
});

test('who lost the database is told with counts, also of what is missing, until they have read it', async () => {
  await tellRestored({ at: 1, isPart: false, feeds: 12, saved: 1, missingFeeds: 0, missingSaved: 2 });
  render(<OptionsPage />, place);
  const note = await found(LOST, "The browser lost Linefeed's database");
  expect(note.textContent).toContain('Back again: 12 feeds and 1 saved post.');
  expect(note.textContent).toContain('Not brought back: 2 saved posts.');
  await press('Got it');
  await eventually(() => expect(document.querySelector(LOST)).toBeNull());
  expect(extension.local.stored.has('restored')).toBe(false);
});

test('who lost only the latest changes is not told that all was lost', async () => {
  await tellRestored({ at: 1, isPart: true, feeds: 1, saved: 0, missingFeeds: 0, missingSaved: 0 });
  render(<OptionsPage />, place);
  const note = await found(LOST, "The browser lost the latest of Linefeed's database");
  expect(note.textContent).toContain('There again: 1 feed.');
});

test('a full storage is told of as it happens, and room is made at a press', async () => {
  render(<OptionsPage />, place);
  await noteStorageFull(true);
  await found(FULL, 'Checking has paused');
  await press('Make room');
  await found('.toast', 'Removed the text of 0 read posts. Checking goes on.');
  await eventually(() => expect(document.querySelector(FULL)).toBeNull());
});

test('a database that cannot be read is said to be so, and the worker looks into it', async () => {
  const asked: unknown[] = [];
  extension.onMessage.addListener((request: unknown) => {
    asked.push(request);
  });
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Internal error', 'UnknownError');
  });
  vi.spyOn(console, 'error').mockImplementation(() => {});
  // Not opened before, as in a page that has just been opened.
  setDatabaseLocation({ place: { name: 'linefeed-2' }, factory: indexedDB });
  render(<OptionsPage />, place);
  const shown = await found('.breakdown', "Linefeed's database cannot be read");
  expect(shown.textContent).toContain('A copy of your subscriptions and saved posts is kept apart.');
  setDatabaseLocation({ place: FIRST_PLACE, factory: indexedDB });
  await eventually(() => expect(asked).toContainEqual({ command: 'examine-database', args: [] }));
});
