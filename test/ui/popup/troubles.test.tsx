// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Failure } from '../../../src/model/types.ts';
import { TroubleList } from '../../../src/ui/popup/troubles.tsx';
import { extension } from '../fake-extension.ts';
import { failing, NOW } from '../options/given-feed.ts';
import { press } from '../page-acts.ts';

let place: HTMLElement;

beforeEach(() => {
  extension.reset();
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, place);
  place.remove();
});

/** The names of what can be done about a feed that fails so for days. */
function actsFor(failure: Failure): string[] {
  const feeds = [failing(failure, 90, { id: 7, title: 'Blog' })];
  const nothing = () => undefined;
  render(
    <TroubleList feeds={feeds} icons={new Map()} now={NOW} isOnline onCheck={nothing} onUnsubscribe={nothing} />,
    place,
  );
  return [...place.querySelectorAll('button, a')].map((act) => act.textContent ?? '');
}

test.each<[string, Failure, string[]]>([
  ['a web page', { reason: 'html' }, ['Find the feed again', 'Unsubscribe']],
  ['nothing', { reason: 'not-found', status: 404 }, ['Find the feed again', 'Unsubscribe']],
  ['a server in pain', { reason: 'server-error', status: 500 }, ['Check now', 'Unsubscribe']],
  ['no server', { reason: 'unreachable' }, ['Check now', 'Unsubscribe']],
  ['a closed door', { reason: 'unauthorised', status: 403 }, ['Open site', 'Check now']],
])('where a feed was there is %s now: two things to do at most', (_what, failure, expected) => {
  expect(actsFor(failure)).toEqual(expected);
});

test('a feed is found again in its settings, which outlive the popup', async () => {
  actsFor({ reason: 'html' });
  await press('Find the feed again');
  expect(extension.openedTabs).toEqual(['chrome-extension://test/src/ui/options/options.html#feed-7']);
});
