import { expect, test } from 'vitest';
import { type Dirt, dirtOf, type Judged, proseLength } from '../../scripts/summary-checks.ts';

const CLEAN = 'The queue drained slowly while the disk was still spinning up.';

const dirtIn = (summary: string, more: Partial<Judged> = {}) =>
  dirtOf({
    title: 'A post',
    summary,
    sources: [`<p>${summary.replaceAll('<', '&lt;')}</p>`],
    hasFallback: false,
    ...more,
  });

test.each([
  CLEAN,
  'An array of 1,000 km² holds argv[1] and 2¹⁰ values, e.g. range(), Vec<T> and O(n²).',
  '雨が降った。家にいた。',
  '« Non ! » dit-il ; puis rien.',
])('a clean summary has no dirt: %s', (summary) => {
  expect(dirtIn(summary)).toEqual([]);
});

test.each<[dirt: Dirt, summary: string]>([
  ['markup', 'The <b>queue</b> drained.'],
  ['markup', 'The queue<br/> drained.'],
  ['markup', '<!-- wp:paragraph --> The queue drained.'],
  ['entity', 'It&#8217;s done.'],
  ['entity', 'Ben &amp; Jo.'],
  ['control', 'The qu\u200beue drained.'],
  ['control', 'The queue\u0007 drained.'],
  ['control', 'The queue drained.\\n\\n'],
  ['spacing', 'The queue  drained.'],
  ['spacing', 'The queue , however, drained.'],
  ['spacing', 'The queue drained () slowly.'],
  ['code', 'Then run. $ make install'],
  ['code', 'It is simple. function go() { return 1; }'],
  ['code', 'Use it. #include the rest'],
  ['tex', 'We need \\(n^2\\) steps.'],
  ['tex', 'We need $$n$$ steps.'],
  ['tex', 'Let $x_i = \\alpha$ be one.'],
  ['link-back', `${CLEAN} The post Queues appeared first on Shore.`],
  ['more', `${CLEAN} Continue reading Queues`],
  ['more', `${CLEAN} Read more`],
  ['more', `${CLEAN} [...]`],
  ['more', `${CLEAN} Weiterlesen`],
  ['byline', `By Ada Example. ${CLEAN}`],
  ['byline', `${CLEAN} Posted by Ada Example on Monday`],
  ['share', `${CLEAN} Share this on Mastodon`],
  ['share', `${CLEAN} Filed under: queues`],
  ['share', `${CLEAN} Subscribe now`],
  ['credit', `Photo by A. Person. ${CLEAN}`],
  ['credit', `${CLEAN} © A. Person`],
  ['furniture', `5 min read ${CLEAN}`],
  ['furniture', `${CLEAN} All rights reserved.`],
  ['address', 'Get it at https://example.org/queue today.'],
  ['address', 'Get it at WWW.EXAMPLE.ORG today.'],
  ['footnote', 'As he said [1], it drained.'],
  ['footnote', 'It drained word¹, then.'],
  ['footnote', 'It drained. ↩'],
  ['repeated', `${CLEAN} It was late. ${CLEAN}`],
  ['too-long', 'word '.repeat(70).trim()],
])('%s is found in "%s"', (dirt, summary) => {
  expect(dirtIn(summary)).toContain(dirt);
});

test.each<[dirt: Dirt, summary: string, source: string]>([
  ['code', 'Run it. let total = count(all) + 1', '<p>Run it.</p><pre>let total = count(all) + 1</pre>'],
  ['caption', 'A lamp on a desk. It works.', '<figcaption>A lamp on a desk.</figcaption><p>It works.</p>'],
  ['glued-heading', 'The plan The first idea was to sort.', '<h2>The plan</h2><p>The first idea was to sort.</p>'],
  ['power', 'There are 210 of them.', '<p>There are 2<sup>10</sup> of them.</p>'],
  ['title-repeated', 'A post of mine. It drained.', '<p>A post of mine. It drained.</p>'],
  ['torn-start', 'drained slowly while the disk span up.', '<p>The queue drained slowly while the disk span up.</p>'],
  ['torn-end', 'The queue drained slowly while the disk', '<p>The queue drained slowly while the disk span up.</p>'],
  ['torn-end', 'The queue drained slowly while the di…', '<p>The queue drained slowly while the disk span up.</p>'],
])('%s is found by the source', (dirt, summary, source) => {
  expect(dirtIn(summary, { title: 'A post of mine', sources: [source] })).toContain(dirt);
});

test('a post about tags may name them', () => {
  expect(dirtIn('Use <b> here.', { sources: ['<p>Use <code>&lt;b&gt;</code> here.</p>'] })).toEqual([]);
});

test('prose is what stands outside of headings, code, tables, captions and lists of links', () => {
  const html = `<h2>The plan</h2><p>One two</p><pre>code</pre><table><tr><td>cell</td></tr></table>
    <figure><figcaption>caption</figcaption></figure><ul><li><a href="x">link</a></li></ul><script>x</script>`;
  expect(proseLength([html])).toBe('One two'.length);
  expect(proseLength(['<p>One two</p>', '<p>One two three</p>'])).toBe('One two three'.length);
});
