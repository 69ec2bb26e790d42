import { expect, test } from 'vitest';
import type { Entry } from '../../src/feed/types.ts';
import { hashText } from '../../src/model/hash.ts';
import { identitiesOf as readIdentities } from '../../src/model/identity.ts';

function entry(fields: Partial<Entry>): Entry {
  return { title: '', authors: [], categories: [], enclosures: [], ...fields };
}

const identitiesOf = (entries: readonly Entry[]) => readIdentities(entries).map(({ identity }) => identity);

const first = (fields: Partial<Entry>) => identitiesOf([entry(fields)])[0];

test('an identity is 22 characters that are safe in a key', () => {
  expect(first({ guid: 'tag:example.org,2024:1' })).toMatch(/^[0-9A-Za-z_-]{22}$/);
  expect(first({})).toMatch(/^[0-9A-Za-z_-]{22}$/);
});

test('the guid decides: other links, titles and dates leave it the same post', () => {
  const before = first({ guid: 'a', url: 'http://example.org/a', title: 'Draft', publishedAt: 1 });
  expect(first({ guid: 'a', url: 'https://example.org/a', title: 'Final', publishedAt: 2 })).toBe(before);
  expect(first({ guid: 'b', url: 'http://example.org/a', title: 'Draft', publishedAt: 1 })).not.toBe(before);
});

test('a guid that repeats with another link names two posts', () => {
  const [one, two] = identitiesOf([
    entry({ guid: 'x', url: 'https://example.org/1' }),
    entry({ guid: 'x', url: 'https://example.org/2' }),
  ]);
  expect(one).not.toBe(two);
});

test('a guid that repeats with the same link is one post', () => {
  const [one, two] = identitiesOf([
    entry({ guid: 'x', url: 'https://example.org/1', title: 'Edited' }),
    entry({ guid: 'x', url: 'https://example.org/1' }),
  ]);
  expect(one).toBe(two);
});

test('a shared guid does not change how others are identified', () => {
  const [, , alone] = identitiesOf([
    entry({ guid: 'x', url: 'https://example.org/1' }),
    entry({ guid: 'x', url: 'https://example.org/2' }),
    entry({ guid: 'y', url: 'https://example.org/3' }),
  ]);
  expect(alone).toBe(first({ guid: 'y', url: 'https://example.org/elsewhere' }));
});

test('without a guid the link decides', () => {
  const before = first({ url: 'https://example.org/a', title: 'Draft' });
  expect(first({ url: 'https://example.org/a', title: 'Final', publishedAt: 5 })).toBe(before);
  expect(first({ url: 'https://example.org/b', title: 'Draft' })).not.toBe(before);
});

test('entries that all link to the home page stay apart by title', () => {
  const identities = identitiesOf([
    entry({ url: 'https://example.org/', title: 'Monday' }),
    entry({ url: 'https://example.org/', title: 'Tuesday' }),
  ]);
  expect(new Set(identities).size).toBe(2);
});

test('without guid and link, title and date decide', () => {
  const before = first({ title: 'Notes', publishedAt: 1000, summaryHtml: 'one' });
  expect(first({ title: 'Notes', publishedAt: 1000, summaryHtml: 'two' })).toBe(before);
  expect(first({ title: 'Notes', publishedAt: 2000 })).not.toBe(before);
  expect(first({ title: 'Notes' })).not.toBe(before);
});

test('with nothing else, the text decides', () => {
  expect(first({ summaryHtml: 'one' })).not.toBe(first({ summaryHtml: 'two' }));
  expect(first({ summaryHtml: 'one' })).toBe(first({ summaryHtml: 'one' }));
});

test('a guid is no link, and a title no guid', () => {
  const same = 'https://example.org/a';
  expect(new Set([first({ guid: same }), first({ url: same }), first({ title: same })]).size).toBe(3);
});

test('stored names stay what they are: a change here would bring every post back as new', () => {
  expect(['', 'a', 'https://example.org/a', 'größer 漢字 😀'].map((text) => hashText(text))).toEqual([
    'HWYyymQ3f35JVxKiR3WUMA',
    'HLCbzsn5hs2KsgqZ6PJ0gg',
    '8wKQcpWVRYThE45rhzanKg',
    '9xBd3JTKlKpgUVQoZxjXCQ',
  ]);
  expect(first({ guid: 'a' })).toBe('NqfC_b5nehP4W-lhTVH76g');
});

test('200,000 similar texts have 200,000 names', () => {
  const names = new Set<string>();
  for (let i = 0; i < 100_000; i++) {
    names.add(hashText(`https://example.org/?p=${i}`));
    names.add(hashText(String.fromCharCode(i % 65_536, Math.floor(i / 65_536))));
  }
  expect(names.size).toBe(200_000);
});

test('each bit of a name depends on each part of the text', () => {
  const bits = (name: string) =>
    [...name].flatMap((char) => {
      const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(char);
      return [5, 4, 3, 2, 1, 0].map((bit) => (value >> bit) & 1);
    });
  const turned = new Array<number>(128).fill(0);
  const samples = 2000;
  for (let i = 0; i < samples; i++) {
    const text = `post number ${i} of a blog`;
    const at = i % text.length;
    const changed = `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ 1)}${text.slice(at + 1)}`;
    const [one, two] = [bits(hashText(text)), bits(hashText(changed))];
    for (let bit = 0; bit < 128; bit++) turned[bit] = (turned[bit] ?? 0) + Number(one[bit] !== two[bit]);
  }
  expect(Math.min(...turned) / samples).toBeGreaterThan(0.42);
  expect(Math.max(...turned) / samples).toBeLessThan(0.58);
});

test('the other reading of a shared guid is the identity that it had while it was not shared', () => {
  const one = entry({ guid: 'x', url: 'https://example.org/1' });
  const two = entry({ guid: 'x', url: 'https://example.org/2' });
  const [alone] = readIdentities([one]);
  const [shared] = readIdentities([one, two]);
  expect(shared?.other).toBe(alone?.identity);
  expect(alone?.other).toBe(shared?.identity);
});
