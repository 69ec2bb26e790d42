import { XMLParser } from 'fast-xml-parser';
import { parseFeed } from '../../src/feed/parse.ts';
import { type Figure, median, percentile, ratios } from './figures.ts';
import { madeUpDraft } from './made-up-posts.ts';

const FEEDS = 30;
const ENTRIES = 32;
const WARM_UPS = 3;
const ROUNDS = 15;

const KINDS = ['rss with escaped text', 'rss with CDATA', 'atom with escaped text'] as const;
type Kind = (typeof KINDS)[number];

/** Whole documents to entries, over fast-xml-parser alone on the same text, in Node. */
export function parse(): Figure[] {
  return KINDS.map((kind) => {
    const documents = Array.from({ length: FEEDS }, (_, feed) => documentOf(kind, feed));
    const characters = documents.reduce((sum, text) => sum + text.length, 0);
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
      const [oursMs, bareMs] = [timed(() => documents.forEach(read)), timed(() => documents.forEach(tokenise))];
      if (round < 0) continue;
      ours.push(oursMs);
      bare.push(bareMs);
    }
    const values = ratios(ours, bare);
    const rate = (times: readonly number[]) => (characters / 1000 / median(times)).toFixed(1);
    return {
      name: `parsing ${kind} over the bare tokeniser`,
      ratio: median(values),
      detail: `${rate(ours)} against ${rate(bare)} MB/s, p90 ${percentile(values, 0.9).toFixed(2)}`,
    };
  });
}

function timed(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Throws where the benchmark would measure a failure. */
function read(text: string): void {
  const result = parseFeed(text, 'https://blog.example/feed.xml');
  const entries = result.ok ? result.feed.entries.length : 0;
  if (entries !== ENTRIES) throw new Error(`Read ${entries} entries of ${ENTRIES}`);
}

/** As its readme uses it, with attributes; entities are decoded, since a reader needs them so. */
const tokeniser = new XMLParser({
  ignoreAttributes: false,
  processEntities: { enabled: true, maxTotalExpansions: Number.POSITIVE_INFINITY, maxExpandedLength: 1e9 },
});

function tokenise(text: string): void {
  tokeniser.parse(text);
}

function documentOf(kind: Kind, feed: number): string {
  const entries = Array.from({ length: ENTRIES }, (_, number) => madeUpDraft(feed, number, Date.UTC(2026, 0, 1)));
  if (kind === 'atom with escaped text') {
    const parts = entries.map(
      ({ guid, url, title, publishedAt = 0, body }) =>
        `<entry><id>${guid}</id><title>${escaped(title)}</title><link rel="alternate" href="${url}"/>` +
        `<updated>${new Date(publishedAt).toISOString()}</updated><author><name>Ada Example</name></author>` +
        `<content type="html">${escaped(body.html)}</content></entry>`,
    );
    return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:blog:${feed}</id><title>Blog</title>${parts.join('\n')}</feed>`;
  }
  const html = (source: string) => (kind === 'rss with CDATA' ? `<![CDATA[${source}]]>` : escaped(source));
  const parts = entries.map(
    ({ guid, url, title, publishedAt = 0, summary, body }) =>
      `<item><guid isPermaLink="false">${guid}</guid><title>${escaped(title)}</title><link>${url}</link>` +
      `<pubDate>${new Date(publishedAt).toUTCString()}</pubDate><description>${escaped(summary)}</description>` +
      `<content:encoded>${html(body.html)}</content:encoded></item>`,
  );
  return (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>' +
    `<title>Blog</title><link>https://blog-${feed}.example/</link>${parts.join('\n')}</channel></rss>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
