import { describe, expect, test } from 'vitest';
import { feedAddress, resolveUrl } from '../../src/feed/urls.ts';

describe('an address that a document names', () => {
  test.each([
    ['feed://a.example/b', 'https://a.example/b'],
    ['feed:http://a.example/b', 'http://a.example/b'],
    ['//b.example/c', 'https://b.example/c'],
    ['https://my_blog.a.example/', 'https://my_blog.a.example/'],
    ['http://[2001:db8::1]/', 'http://[2001:db8::1]/'],
  ])('%s is %s', (written, url) => {
    expect(resolveUrl(written, 'https://a.example/')).toBe(url);
  });

  test.each(['http://*/', '//*/', 'https://*.a.example/', 'https://a"b.example/', 'http://$/'])(
    '%s has a host that nobody can be asked for, and is none',
    (written) => {
      expect(resolveUrl(written, 'https://a.example/')).toBeUndefined();
    },
  );
});

test.each([
  'https://blog.example/2026/11/a-post.html?page=2',
  'http://blog.example',
  'https://blog.example/./a/../b',
  'https://blog.example/a/.',
  'https://blog.example/a/..',
  'https://BLOG.example/',
  'https://1.2.3.4/',
  'https://a.0x7f/',
  'https://a.1/',
  'https://a..b/',
  'https://-a-.example/',
  'https://ab--cd.example/~a//b',
  'https://xn--a.example/',
  'https://xn--bcher-kva.example/',
  'https://a.example/?a?b=c/../d',
  'https://a.example/ü?ü#ü',
])('%s is spelt as the URL standard spells it', (written) => {
  expect(resolveUrl(written, '')).toBe(URL.canParse(written) ? new URL(written).href : undefined);
});

describe('an address of more than 8,000 characters is none', () => {
  const long = (length: number): string => `https://a.example/${'p'.repeat(length - 18)}`;

  test('though one of 8,000 is', () => {
    expect([resolveUrl(long(8000), ''), resolveUrl(long(8001), '')]).toEqual([long(8000), undefined]);
  });

  test('also where only what it must escape makes it so long', () => {
    expect(resolveUrl('é'.repeat(3000), 'https://a.example/')).toBeUndefined();
  });

  test('and against more than 2,000 nothing resolves, though what needs no base stands', () => {
    expect(resolveUrl('b', `${long(1999)}/`)).toBe(`${long(1999)}/b`);
    expect(resolveUrl('b', `${long(2000)}/`)).toBeUndefined();
    expect(resolveUrl('/b', `${long(2000)}/`)).toBeUndefined();
    expect(resolveUrl('https://b.example/', `${long(2000)}/`)).toBe('https://b.example/');
  });
});

test('one rule says what may be asked for: the same for a name and password as for a pattern', () => {
  const written = [
    'https://a.example/F?x',
    'https://u:p@a.example/',
    'https://u@a.example/',
    'http://*/',
    'a.example',
    '',
  ];
  expect(written.filter((address) => feedAddress(address) !== undefined)).toEqual(['https://a.example/F?x']);
});
