import { describe, expect, test } from 'vitest';
import { discussionsIn, lookedUpAddress, lookUpUrl } from '../../src/model/discussions.ts';

const ADDRESS = 'https://blog.example/post/?p=1';

describe('what a site is told of a post', () => {
  test('is its address, without where its reader came from', () => {
    expect(lookedUpAddress('https://blog.example/post/?p=1&utm_source=rss#top')).toBe(ADDRESS);
  });

  test.each([
    undefined,
    'mailto:a@blog.example',
    'http://localhost/post',
    'http://wiki/post',
    'http://192.168.0.7/post',
    'https://me:secret@blog.example/post',
  ])('is nothing of %s', (address) => {
    expect(lookedUpAddress(address)).toBeUndefined();
  });

  test('stands whole in the request', () => {
    expect(lookUpUrl('lobsters', ADDRESS)).toBe(
      'https://lobste.rs/stories/url/all.json?url=https%3A%2F%2Fblog.example%2Fpost%2F%3Fp%3D1',
    );
    const { host, searchParams } = new URL(lookUpUrl('hacker-news', ADDRESS));
    expect(host).toBe('hn.algolia.com');
    expect(searchParams.get('query')).toBe('blog.example/post/?p=1');
    expect(searchParams.get('restrictSearchableAttributes')).toBe('url');
  });
});

describe('what a site answers', () => {
  test('of Hacker News are the talks about just this address, the longest first', () => {
    const hit = { title: 'A post', points: 10, num_comments: 3 };
    const hits = [
      { ...hit, objectID: '1', url: 'http://www.blog.example/post?p=1' },
      { ...hit, objectID: '2', url: `${ADDRESS}#part`, num_comments: 30 },
      { ...hit, objectID: '3', url: 'https://blog.example/post/?p=12' },
      { ...hit, objectID: '4', url: 'http://www.blog.example/post/?p=1&utm_source=hn' },
    ];
    expect(discussionsIn('hacker-news', JSON.stringify({ hits }), ADDRESS)).toEqual([
      { site: 'hacker-news', title: 'A post', url: 'https://news.ycombinator.com/item?id=2', points: 10, comments: 30 },
      { site: 'hacker-news', title: 'A post', url: 'https://news.ycombinator.com/item?id=4', points: 10, comments: 3 },
    ]);
  });

  test('of Lobsters are its stories', () => {
    const story = { short_id: 'abc123', title: 'A post', url: ADDRESS, score: 7, comment_count: 2 };
    expect(discussionsIn('lobsters', JSON.stringify([story]), ADDRESS)).toEqual([
      { site: 'lobsters', title: 'A post', url: 'https://lobste.rs/s/abc123', points: 7, comments: 2 },
    ]);
  });

  test.each([
    ['a story that leads elsewhere', { short_id: '../x', title: 'A', url: ADDRESS }, []],
    ['a story without title', { short_id: 'a', url: ADDRESS }, []],
    ['a story that is none', null, []],
    ['counts that are none', { short_id: 'a', title: 'A', url: ADDRESS, score: '9', comment_count: -0.5 }, [0, 0]],
  ])('is not trusted: %s', (_what, story, expected) => {
    const found = discussionsIn('lobsters', JSON.stringify([story]), ADDRESS);
    expect(found?.flatMap(({ points, comments }) => [points, comments])).toEqual(expected);
  });

  test.each(['', 'no JSON', '[]', '{}', 'null', '{"hits":{}}'])('%s is no answer of Hacker News', (json) => {
    expect(discussionsIn('hacker-news', json, ADDRESS)).toBeUndefined();
  });
});
