import '../options/extension-page.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { nothingCheckedText } from '../../../src/ui/shared/check-text.ts';
import { feed, MINUTE, NOW } from '../options/given-feed.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['one that was checked', [feed({ title: 'Quiet Kernel' })], 'Quiet Kernel was checked a moment ago.'],
  ['several', [feed(), feed()], 'Checked a moment ago.'],
  ['feeds not read yet', undefined, 'Checked a moment ago.'],
  ['none', [], 'There is no feed to check.'],
  ['one being checked', [feed(), feed({ leasedUntil: NOW + MINUTE })], 'A check is under way.'],
  [
    'one whose site asked to wait',
    [feed({ blockedUntil: NOW + 30 * MINUTE })],
    'It can be checked again today at 12:30',
  ],
  ['several, of which one has to wait', [feed(), feed({ blockedUntil: NOW + 1 })], 'Checked a moment ago.'],
])('why nothing could be checked: %s', (_, feeds, text) => {
  vi.stubGlobal('navigator', { onLine: true });
  expect(nothingCheckedText(feeds, NOW).replaceAll('\u202f', ' ')).toContain(text);
});

test('why nothing could be checked: no network', () => {
  vi.stubGlobal('navigator', { onLine: false });
  expect(nothingCheckedText([feed()], NOW)).toBe('You are offline. Checking resumes later.');
});
