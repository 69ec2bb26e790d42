import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeDocument } from '../../src/feed/decode.ts';
import { parseFeed } from '../../src/feed/parse.ts';

// The collection of real feeds stands beside the project, since their texts are not ours to keep.
const FOLDER = fileURLToPath(new URL('../../../shared/feeds/', import.meta.url));
const present = existsSync(FOLDER);
if (!present) console.warn(`Skipped: the real feeds are not at ../shared/feeds (looked in ${FOLDER}).`);

const read = (file: string) =>
  parseFeed(decodeDocument(readFileSync(join(FOLDER, 'real', file)), 'application/xml'), `https://example.org/${file}`);

describe.skipIf(!present)('real feeds', () => {
  test('every one is read, with as many entries as the reference reads', () => {
    const lines = gunzipSync(readFileSync(join(FOLDER, 'reference.jsonl.gz')))
      .toString()
      .trim()
      .split('\n');
    const counts = new Map(
      lines.map((line) => {
        const { id, feed } = JSON.parse(line) as { id: string; feed?: { entries?: unknown[] } };
        return [id, feed?.entries?.length ?? 0];
      }),
    );
    // The reference cannot read these two.
    counts.set('atomspecialcharacters.xml', 1).set('pxlnv.com.json', 20);
    const files = readdirSync(join(FOLDER, 'real')).filter((file) => !file.endsWith('.tsv'));
    expect(files.length).toBeGreaterThan(190);
    for (const file of files) {
      const result = read(file);
      expect(result.ok ? result.feed.entries.length : result.reason, file).toBe(counts.get(file));
    }
  });

  test('the first feed of the project comes out right, code blocks byte for byte', () => {
    const source = readFileSync(join(FOLDER, 'real/domainmess.xml'), 'utf8');
    const result = read('domainmess.xml');
    const entries = result.ok ? result.feed.entries : [];
    expect(entries).toHaveLength(45);
    for (const entry of entries) {
      expect(entry.title).toMatch(/\S/);
      expect(entry.title).not.toMatch(/&#?\w+;|[<>]/);
      expect(entry.url).toMatch(/^https:\/\/blog\.domainmess\.org\/post\/[^/]+\/$/);
      expect(entry.contentBase).toBe(entry.url);
    }
    // Another way to the same: this feed's escapes are few, and its zones are written as numbers.
    const dates = [...source.matchAll(/<pubDate>(.*?)<\/pubDate>/g)].map(([, text]) => Date.parse(text ?? ''));
    expect(entries.map((entry) => entry.publishedAt)).toEqual(dates);
    const unescaped = (text: string) =>
      text.replace(/&(?:lt|gt|quot|amp|#(\d+)|#x([0-9A-F]+));/g, (reference, decimal?: string, hex?: string) => {
        if (decimal ?? hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16));
        return { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }[reference] ?? reference;
      });
    const blocks = [...source.matchAll(/&lt;pre[\s\S]*?&lt;\/pre&gt;/g)].map(([block]) => unescaped(block));
    expect(blocks).toHaveLength(133);
    const html = entries.map((entry) => entry.summaryHtml).join('\n');
    expect(html.match(/<pre[\s\S]*?<\/pre>/g)).toEqual(blocks);
    expect(html).toContain('href="./');
    expect(html).not.toContain('href=&#34;');
  });
});
