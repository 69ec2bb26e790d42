// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tellRestored } from '../../../src/browser/restored.ts';
import { noteStorageFull } from '../../../src/browser/storage-full.ts';
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
