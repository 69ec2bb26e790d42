import { expect, test } from 'vitest';
import { isCounterAddress } from '../../src/model/counters.ts';

test.each([
  'https://pixel.wp.com/b.gif?host=blog.example&blog=1',
  'http://feeds.feedburner.com/~r/Blog/~4/abc',
  'http://feeds.feedburner.com/~ff/Blog?d=yIl2AUoC8zA',
  'https://medium.com/_/stat?event=post.clientViewed',
  'http://pi.feedsportal.com/r/1/rc/1/rc.img',
  'https://ad.doubleclick.net/ddm/trackimp/1',
  'https://www.facebook.com/tr?id=1&ev=PageView',
  'https://blog.example/stats/matomo.php?idsite=1&rec=1',
  'https://blog.goatcounter.com/count?p=/post',
])('%s counts readers', (address) => {
  expect(isCounterAddress(address)).toBe(true);
});

test.each([
  'https://feeds.feedburner.com/picture.png',
  'https://medium.com/max/1/picture.png',
  'https://www.facebook.com/train.png',
  'https://notdoubleclick.net/picture.png',
  'https://doubleclick.net.example/picture.png',
  'https://blog.example/matomo.php.png',
  'https://blog.example/?image=pixel.wp.com/b.gif',
])('%s is a picture', (address) => {
  expect(isCounterAddress(address)).toBe(false);
});
