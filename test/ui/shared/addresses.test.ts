import { describe, expect, test } from 'vitest';
import { shortAddress, webAddress } from '../../../src/ui/shared/addresses.ts';

describe('an address that a link may lead to', () => {
  test.each(['https://blog.example/a', 'HTTP://blog.example/'])('%s', (url) => expect(webAddress(url)).toBe(url));

  test.each([undefined, '', 'javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.example', '/path', 'https:'])(
    'not %s',
    (url) => expect(webAddress(url)).toBeUndefined(),
  );
});

test('an address is read without scheme, www and closing slash', () => {
  expect(shortAddress('https://www.blog.example/')).toBe('blog.example');
  expect(shortAddress('http://blog.example/feed/?a=/')).toBe('blog.example/feed/?a=');
  expect(shortAddress('HTTPS://blog.example/feed.xml')).toBe('blog.example/feed.xml');
});
