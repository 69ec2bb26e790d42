import { describe, expect, test } from 'vitest';
import { addressFrom, isPrivateHost, mayLeadTo, originsFor } from '../../src/model/origins.ts';

describe('the hosts that a subscription needs', () => {
  test.each([
    ['https://blog.example.org/feed', ['*://blog.example.org/*']],
    ['https://example.org/feed', ['*://example.org/*', '*://www.example.org/*']],
    ['https://example.co.uk/feed', ['*://example.co.uk/*', '*://www.example.co.uk/*']],
    ['https://www.example.org/', ['*://www.example.org/*']],
    ['http://127.0.0.1:8080/feed', ['*://127.0.0.1/*']],
    ['http://localhost:8080/feed', ['*://localhost/*']],
  ])('%s → %j', (url, origins) => {
    expect(originsFor(url)).toEqual(origins);
  });
});

test.each(['http://*/feed', 'http://*.example.org/', 'https://a*b.example/', 'https://"x".example/'])(
  'no permission is asked for by %s, whose host is a pattern or none',
  (url) => {
    expect(() => originsFor(url)).toThrow('No host to ask for');
  },
);

describe('what a person types', () => {
  test.each([
    ['example.org', 'https://example.org/'],
    ['  example.org/blog ', 'https://example.org/blog'],
    ['http://example.org', 'http://example.org'],
    ['https://example.org/Feed?A=b&c', 'https://example.org/Feed?A=b&c'],
    ['feed://example.org/rss', 'https://example.org/rss'],
    ['feed:example.org/rss', 'https://example.org/rss'],
    ['feed:https://example.org/rss', 'https://example.org/rss'],
    ['http://[::1]:8080/feed', 'http://[::1]:8080/feed'],
    ['münchen.example/feed', 'https://xn--mnchen-3ya.example/feed'],
    ['my_blog.example.org', 'https://my_blog.example.org/'],
    ['feed://http://example.org/rss', 'http://example.org/rss'],
    ['localhost:8080/feed', 'http://localhost:8080/feed'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['example.org:8443/feed', 'https://example.org:8443/feed'],
  ])('%s means %s', (typed, address) => {
    expect(addressFrom(typed)).toBe(address);
  });

  test.each([
    '',
    'not an address',
    'javascript:alert(1)',
    'ftp://example.org/feed',
    'file:///etc/passwd',
    'word',
    'data:text/xml,x',
    '*',
    'http://*/feed',
    '*.example.org',
    'https://*.example.org/feed',
    'https://user:secret@example.org/feed',
    'someone@example.org',
    `https://example.org/${'a'.repeat(4096)}`,
  ])('%j is no address', (typed) => {
    expect(addressFrom(typed)).toBeUndefined();
  });
});

describe('what an address may lead to', () => {
  test.each([
    ['https://blog.example/', 'https://feeds.example/a', true],
    ['https://blog.example/', 'http://192.168.1.1/a', false],
    ['https://blog.example/', 'http://localhost:8080/a', false],
    ['http://192.168.1.1/', 'http://192.168.1.2/a', true],
    ['http://192.168.1.1/', 'https://blog.example/a', true],
    ['https://blog.example/', 'ftp://blog.example/a', false],
    ['http://localhost/', 'file:///etc/passwd', false],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(mayLeadTo(from, to)).toBe(expected);
  });
});

describe('hosts of a private network', () => {
  test.each([
    'localhost.',
    'printer.local.',
    '[64:ff9b::7f00:1]',
    '[::7f00:1]',
    '[::ffff:0:7f00:1]',
    'localhost',
    'printer.local',
    'app.localhost',
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00::1]',
    '[::ffff:7f00:1]',
    '[::ffff:10.0.0.1]',
  ])('%s is one', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });

  test.each([
    'example.org',
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '100.128.0.1',
    '[2001:db8::1]',
    '[::ffff:808:808]',
    'fd.example',
    'local.example',
  ])('%s is none', (host) => {
    expect(isPrivateHost(host)).toBe(false);
  });
});
