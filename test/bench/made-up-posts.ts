import type { Post, PostDraft } from '../../src/model/types.ts';

const WORDS =
  'a kernel patch that nobody reviewed keeps the old scheduler alive while every new core waits for its cache line ' +
  'because latency hides behind throughput and the profiler samples only what runs long enough to be seen';

/** A source of numbers 0..1 that is the same in every run (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Varied enough that a database which compresses gains no more than it does on real articles. */
function paragraphs(characters: number): string {
  const words = WORDS.split(' ');
  const next = numbersFrom(7);
  const parts: string[] = [];
  for (let length = 0; length < characters; ) {
    const word = `${words[Math.floor(next() * words.length)]}${next() < 0.2 ? Math.floor(next() * 10_000) : ''}`;
    const part = marked(word, next());
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

/** About as many tags as an article of a technical blog has. */
function marked(word: string, chance: number): string {
  if (chance < 0.02) return `${word}.</p>\n<p>`;
  if (chance < 0.03) return `<code>${word} &lt;= 4</code> `;
  if (chance < 0.04) return `<a href="https://blog.example/${word}">${word}</a> `;
  return `${word} `;
}

const TEXT = paragraphs(400_000);
const MINUTE_MS = 60_000;

/** The same feed and number give the same post. Bodies hold 3 to 9 thousand characters, 6 in the middle. */
export function madeUpDraft(feedNumber: number, number: number, now: number): PostDraft {
  const next = numbersFrom(feedNumber * 10_007 + number);
  const text = (length: number) => {
    const start = Math.floor(next() * (TEXT.length - length));
    return TEXT.slice(start, start + length);
  };
  const plain = (length: number) => text(length).replaceAll(/<[^>]*>|[<>]/g, '');
  return {
    identity: `${feedNumber}x${number}`.padStart(22, '0'),
    guid: `tag:blog-${feedNumber}.example,2026:${number}`,
    url: `https://blog-${feedNumber}.example/posts/${number}`,
    title: plain(50),
    authors: [{ name: 'Ada Example' }],
    publishedAt: now - (number * 50 + (feedNumber % 50)) * MINUTE_MS,
    summary: plain(240),
    facts: { words: 900, minutes: 4, codeBlocks: 2, images: 1, fullText: true },
    language: 'en',
    tags: ['kernel', 'performance'],
    enclosures: [],
    body: { html: `<p>${text(3000 + Math.floor(next() * 6000))}</p>`, base: `https://blog-${feedNumber}.example/` },
    fingerprint: `f${feedNumber}x${number}`.padStart(22, '0'),
  };
}

/** The row that the store makes of a draft; the ingest benchmark compares it with what the store really wrote. */
export function rowOf(
  { body: _body, ...shown }: PostDraft,
  { feedId, now, unread, arrival }: { feedId: number; now: number; unread: boolean; arrival: number },
): Post {
  return {
    ...shown,
    id: `${feedId}.${shown.identity}`,
    feedId,
    firstSeenAt: now,
    sortAt: Math.min(shown.publishedAt ?? now, now),
    unread: unread ? 1 : 0,
    arrival: unread ? arrival : 0,
  };
}
