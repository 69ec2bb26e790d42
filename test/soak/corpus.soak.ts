// Feeds of real sites lie beside the project, in ../shared of its root, and not in it: they belong to their authors.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/steps.ts';
import { brokenPromises, draftsOf } from './made-drafts.ts';

const CORPUS = join(root, '../shared/feeds/real');
const isThere = existsSync(CORPUS);
if (!isThere) console.log(`Skipped: there are no real feeds at ${CORPUS}`);

const files = isThere ? readdirSync(CORPUS).filter((file) => /\.(xml|json|rss|atom|rdf)$/.test(file)) : [];

test.skipIf(!isThere)('there are real feeds to read', () => {
  expect(files.length).toBeGreaterThan(100);
});

test.each(files)('%s becomes posts that keep every promise', (file) => {
  const bytes = readFileSync(join(CORPUS, file));
  const startedAt = performance.now();
  const drafts = draftsOf(bytes);
  const msPerMegabyte = (performance.now() - startedAt) / Math.max(0.1, bytes.length / 1e6);
  expect(brokenPromises(drafts ?? [])).toEqual([]);
  // Many times what it takes: only cost that grows faster than the document comes near.
  expect(msPerMegabyte).toBeLessThan(5000);
});
