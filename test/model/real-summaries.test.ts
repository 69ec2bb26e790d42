import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { countSummaries, listSummaries } from '../../scripts/summaries.ts';
import { htmlBlocks } from '../../src/feed/html-blocks.ts';
import { parseDocument } from '../../src/feed/parse.ts';
import type { Entry } from '../../src/feed/types.ts';
import { summarise } from '../../src/model/summary.ts';

/** Feeds of other people's blogs, which lie beside the project and never in it. */
const FOLDER = resolve(import.meta.dirname, '../../../shared/feeds/real');
const FEED = join(FOLDER, 'domainmess.xml');
const isThere = existsSync(FEED);
if (!isThere) console.warn(`Skipped: the real feeds are not at ../shared/feeds/real (looked in ${FOLDER}).`);

const entries: readonly Entry[] = isThere ? entriesOf(FEED) : [];
const results = entries.map((entry) => ({
  entry,
  ...summarise({ title: entry.title, shortHtml: entry.summaryHtml ?? '', fullHtml: entry.contentHtml ?? '' }),
}));

function entriesOf(path: string): readonly Entry[] {
  const parsed = parseDocument(readFileSync(path), undefined, 'https://blog.domainmess.org/post/index.xml');
  return parsed.ok ? parsed.feed.entries : [];
}

const share = (claim: (result: (typeof results)[number]) => boolean) => results.filter(claim).length / results.length;

test.runIf(isThere)('45 real posts have summaries of the right length', () => {
  expect(results).toHaveLength(45);
  expect(results.filter(({ summary }) => summary.length > 300)).toEqual([]);
  expect(results.filter(({ summary, fallback }) => summary.length < 160 && fallback === undefined)).toEqual([]);
  expect(share(({ summary }) => summary.length >= 200 && summary.length <= 300)).toBeGreaterThanOrEqual(0.85);
  expect(share(({ summary }) => summary.endsWith('…'))).toBeLessThan(0.2);
});

test.runIf(isThere)('no heading of a real post is glued to a sentence', () => {
  for (const { summary, fallback, document } of results) {
    if (fallback === 'covers') continue;
    const prose = document.blocks
      .filter(({ kind }) => kind !== 'heading')
      .map(({ text }) => text)
      .join(' ');
    for (const { kind, text } of document.blocks) {
      if (kind === 'heading' && !prose.includes(text)) expect(summary).not.toContain(text);
    }
  }
});

test.runIf(isThere)('no markup, reference or repeated opening is left in a real summary', () => {
  for (const { summary } of results) {
    expect(summary).not.toMatch(/<\/?[a-z]+[ >]|&#?\w+;|\s\s|\[…\]/);
    const opening = summary.slice(0, 40);
    expect(summary.indexOf(opening, 1)).toBe(-1);
  }
});

test.runIf(isThere)('the article of a real post begins with its first element, and its code is whole', () => {
  let code = 0;
  for (const { html, entry, document } of results) {
    expect(html).toMatch(/^<[a-z]/);
    expect(entry.summaryHtml).toContain(html);
    code += document.codeBlocks;
    expect(document.codeBlocks).toBe(htmlBlocks(entry.summaryHtml ?? '').codeBlocks);
  }
  expect(code).toBe(133);
});

test.runIf(isThere)(
  'summaries of all real posts are clean, and filled where there is prose',
  { timeout: 120_000 },
  () => {
    const all = readdirSync(FOLDER)
      .filter((file) => !file.endsWith('.tsv'))
      .flatMap((file) => listSummaries(join(FOLDER, file)));
    const { withText, clean, withProse, filled, ellipsis } = countSummaries(all);
    expect(withText).toBeGreaterThan(4000);
    expect(clean / withText).toBeGreaterThanOrEqual(0.99);
    expect(withProse).toBeGreaterThan(3000);
    expect(filled / withProse).toBeGreaterThanOrEqual(0.95);
    expect(ellipsis / withText).toBeLessThan(0.2);
  },
);
