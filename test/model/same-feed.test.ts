import { describe, expect, test } from 'vitest';
import { feedFinder } from '../../src/model/same-feed.ts';

const NOW = 1_700_000_000_000;
const DAY = 86_400_000;

const known = (url: string, given: object = {}) => ({ url, failures: 0, ...given });

describe('an address stands for the feed', () => {
  test.each([
    ['of that very address', 'https://blog.example/feed', {}, 'https://blog.example/feed'],
    [
      'whose redirects lead there',
      'https://old.example/rss',
      { finalUrl: 'https://new.example/rss' },
      'https://new.example/rss',
    ],
    ['of the other scheme', 'http://blog.example/feed', {}, 'https://blog.example/feed'],
    ['with a slash at its end', 'https://blog.example/feed', {}, 'https://blog.example/feed/'],
    ['with www', 'https://blog.example/feed', {}, 'https://www.blog.example/feed'],
    ['all of that at once', 'http://www.blog.example/feed/?a=1', {}, 'https://blog.example/feed?a=1'],
  ])('%s', (_, url, given, address) => {
    const feed = known(url, given);
    expect(feedFinder([known('https://unlike.example/'), feed], NOW)(address)).toBe(feed);
  });

  test('of that very address before any that is like it', () => {
    const [like, very] = [known('http://blog.example/feed'), known('https://blog.example/feed')];
    expect(feedFinder([like, very], NOW)(very.url)).toBe(very);
  });
});

describe('an address does not stand for a feed', () => {
  test.each([
    ['of another path', 'https://blog.example/feed', 'https://blog.example/comments/feed'],
    ['of another query', 'https://blog.example/?feed=rss', 'https://blog.example/?feed=comments'],
    ['of another host', 'https://one.example/feed', 'https://two.example/feed'],
    ['of another port', 'https://blog.example/feed', 'https://blog.example:8443/feed'],
    ['of another case', 'https://blog.example/feed', 'https://blog.example/Feed'],
  ])('%s', (_, url, address) => {
    expect(feedFinder([known(url)], NOW)(address)).toBeUndefined();
  });

  test('that is in trouble, where its address is another', () => {
    const trouble = { failure: { reason: 'unreachable' as const }, failures: 9, failingSince: NOW - 9 * DAY };
    const moved = known('http://blog.example/feed', { ...trouble, finalUrl: 'https://blog.example/feed' });
    expect(feedFinder([moved], NOW)('https://blog.example/feed')).toBeUndefined();
    expect(feedFinder([moved], NOW)('http://blog.example/feed')).toBe(moved);
  });
});
