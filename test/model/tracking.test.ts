import { expect, test } from 'vitest';
import { withoutTracking } from '../../src/model/tracking.ts';

test.each([
  ['https://blog.example/post?utm_source=rss&utm_medium=rss', 'https://blog.example/post'],
  ['https://blog.example/?p=1&utm_source=rss', 'https://blog.example/?p=1'],
  ['https://blog.example/?UTM_Source=rss&p=1#top', 'https://blog.example/?p=1#top'],
  ['https://blog.example/?fbclid=x&a=%7E&b=+&c=%e4&b', 'https://blog.example/?a=%7E&b=+&c=%e4&b'],
  ['https://blog.example/?a&&gclid=1&', 'https://blog.example/?a&&'],
  ['https://medium.com/p/1?source=rss----abc---4', 'https://medium.com/p/1'],
  ['https://blog.example/post#utm_source=rss&utm_medium=feed', 'https://blog.example/post'],
  ['HTTPS://blog.example/?mc_cid=1&mc_eid=2&_hsenc=3&igshid=4&ref_src=5', 'HTTPS://blog.example/'],
])('%s becomes %s', (address, clean) => {
  expect(withoutTracking(address)).toBe(clean);
});

test.each([
  'https://blog.example/post',
  'https://blog.example/post?',
  'https://blog.example/?id=utm_source=1',
  'https://blog.example/?ref=home&source=print&campaign_id=4&si=9&s=words&unknown=1',
  'https://blog.example/?utm_source',
  'https://blog.example/?a=1;utm_source=2',
  'https://blog.example/#/route?utm_source=1',
  'https://blog.example/#a=1&utm_source=2',
  'https://blog.example/#:~:text=utm_source=1',
  'mailto:a@blog.example?utm_source=1',
])('%s stays as it is', (address) => {
  expect(withoutTracking(address)).toBe(address);
});
