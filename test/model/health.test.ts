import { describe, expect, test } from 'vitest';
import { concernOf } from '../../src/model/health.ts';
import type { Feed } from '../../src/model/types.ts';
import { DAY, failing, feed, NOW } from '../ui/options/given-feed.ts';

describe('what is told of a feed', () => {
  test.each<[string, Feed, ReturnType<typeof concernOf>]>([
    ['that is well: nothing', feed({ lastPostAt: NOW - 364 * DAY }), undefined],
    ['of whose posts nothing is known: nothing', feed(), undefined],
    ['that failed today: nothing yet', failing({ reason: 'server-error', status: 500 }, 5), undefined],
    ['that fails for days: trouble', failing({ reason: 'server-error', status: 500 }, 50), 'trouble'],
    ['without permission: trouble', failing({ reason: 'no-permission' }, 0), 'trouble'],
    ['that fails and is paused: nothing', failing({ reason: 'timeout' }, 90, { paused: true }), undefined],
    ['that redirects elsewhere: moved', feed({ finalUrl: 'https://elsewhere.example/feed' }), 'moved'],
    [
      'that redirects to another spelling of its address: nothing',
      feed({ url: 'http://blog.example/feed', finalUrl: 'https://www.blog.example/feed/' }),
      undefined,
    ],
    [
      'that fails where it redirected: trouble',
      failing({ reason: 'broken' }, 90, { finalUrl: 'https://a.example/' }),
      'trouble',
    ],
    ['that moved last week: moved', feed({ formerUrl: 'https://old.example/', movedAt: NOW - 7 * DAY }), 'moved'],
    [
      'that moved last season: nothing',
      feed({ formerUrl: 'https://old.example/', movedAt: NOW - 90 * DAY }),
      undefined,
    ],
    ['without a post for a year: silent', feed({ lastPostAt: NOW - 366 * DAY }), 'silent'],
    ['that is silent and paused: nothing', feed({ lastPostAt: NOW - 900 * DAY, paused: true }), undefined],
  ])('%s', (_state, given, expected) => {
    expect(concernOf(given, NOW)).toBe(expected);
  });
});
