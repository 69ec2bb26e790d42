import './extension-storage.ts';

import { beforeEach, describe, expect, test } from 'vitest';
import { dismissSite, readDismissedSites } from '../../src/browser/dismissed-sites.ts';
import { changeSettings, readSettings } from '../../src/browser/settings.ts';
import { givenWritesFail, local } from './extension-storage.ts';

beforeEach(() => local.clear());

describe('settings', () => {
  test('changed at once are both changed', async () => {
    await Promise.all([changeSettings({ badge: 'off' }), changeSettings({ theme: 'dark' })]);
    expect(await readSettings()).toMatchObject({ badge: 'off', theme: 'dark' });
  });

  test('can be changed after a change that could not be written, of which its asker hears', async () => {
    givenWritesFail(1);
    const failed = expect(changeSettings({ badge: 'off' })).rejects.toThrow('The disk is full');
    await changeSettings({ theme: 'dark' });
    await failed;
    expect(await readSettings()).toMatchObject({ badge: 'new', theme: 'dark' });
  });
});

test('sites dismissed at once are both remembered', async () => {
  await Promise.all([dismissSite('one.example'), dismissSite('two.example')]);
  expect(await readDismissedSites()).toEqual(['one.example', 'two.example']);
});
