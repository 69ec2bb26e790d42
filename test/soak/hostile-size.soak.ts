import { expect, test } from 'vitest';
import { draftsOf } from './made-drafts.ts';

const SMALL = 200_000;
const GROWTH = 8;
/** Cost may grow with the size, and by so much more for caches and the collector of garbage. */
const SLACK = 3;
/** Below it a timer tells chance only. */
const FLOOR_MS = 20;

const item = (description: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>a</title><description>${description}` +
  '</description></item></channel></rss>';

/** A document of about `size` characters that repeats what makes careless readers slow. */
const documents: readonly [name: string, make: (size: number) => string][] = [
  ['bare <', (size) => item('<'.repeat(size))],
  ['bare &', (size) => item('&'.repeat(size))],
  ['escaped tags that never end', (size) => item('&lt;a '.repeat(size / 6))],
  ['escaped open elements', (size) => item('&lt;div&gt;'.repeat(size / 11))],
  ['escaped attributes without end', (size) => item(`&lt;a ${'b="'.repeat(size / 3)}`)],
  ['open CDATA marks', (size) => item('<![CDATA['.repeat(size / 9))],
  ['comments that never end', (size) => item('<!--'.repeat(size / 4))],
  ['references by number', (size) => item('&#38;'.repeat(size / 5))],
  ['white space', (size) => item(' '.repeat(size))],
  ['one word', (size) => item('a'.repeat(size))],
  ['full stops', (size) => item('. '.repeat(size / 2))],
  ['quotation marks', (size) => item('"'.repeat(size))],
  ['attributes of one element', (size) => item('').replace('<rss ', `<rss ${' a="b"'.repeat(size / 6)} `)],
  ['open elements in the document', (size) => item('').replace('<item>', '<x>'.repeat(size / 3))],
  ['end tags without a start', (size) => item('').replace('<item>', `${'</x>'.repeat(size / 4)}<item>`)],
  ['empty items', (size) => item('').replace('<item>', `${'<item/>'.repeat(size / 7)}<item>`)],
  ['one date of digits', (size) => item('').replace('<item>', `<item><pubDate>${'1'.repeat(size)}</pubDate>`)],
  ['declared entities', (size) => `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(size / 15)}]>${item('&a;')}`],
  [
    'references to one long address',
    (size) =>
      `<rss><channel><link>https://a.example/${'p'.repeat(size / 2)}/</link>` +
      `${'<item><link>a</link></item>'.repeat(size / 54)}</channel></rss>`,
  ],
  [
    'references to one long base',
    (size) =>
      `<feed xml:base="https://a.example/${'p'.repeat(size / 2)}/">` +
      `${'<entry><link href="a"/></entry>'.repeat(size / 62)}</feed>`,
  ],
  ['JSON of open brackets', (size) => '['.repeat(size)],
  [
    'JSON of one title',
    (size) =>
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 't',
        items: [{ id: '1', title: 'a'.repeat(size) }],
      }),
  ],
];

test.each(documents)('%s: cost grows as the document does', (_name, make) => {
  const [small, large] = [make(SMALL), make(SMALL * GROWTH)];
  draftsOf(small);
  const smallMs = Math.max(FLOOR_MS, Math.min(timed(small), timed(small)));
  const largeMs = Math.min(timed(large), timed(large));
  expect(largeMs).toBeLessThan(smallMs * GROWTH * SLACK);
});

function timed(document: string): number {
  const startedAt = performance.now();
  draftsOf(document);
  return performance.now() - startedAt;
}
