import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDocument } from '../src/feed/parse.ts';
import { wellFormedTag } from '../src/model/normalise.ts';
import { summarise } from '../src/model/summary.ts';
import { type Dirt, dirtOf, PROSE_ENOUGH, proseLength } from './summary-checks.ts';

const USAGE = `usage: npm run -s summaries -- FILE|DIR… [--sample N] [--seed S] [--dirt all|KIND]

Prints the summary of every post for a person to judge, and on standard error what checks find in them.
  --sample N    N posts, drawn at random
  --seed S      another draw (1)
  --dirt KIND   only those in which that kind of dirt was found, or any: all`;

export interface ListedSummary {
  readonly file: string;
  /** From 1, in the feed's order. */
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  /** Which rule made it: the author's abstract opens it, the article gave it, or a named fallback. */
  readonly rule: string;
  /** Length of the prose in the post's source; UTF-16 code units. */
  readonly prose: number;
  readonly dirt: readonly Dirt[];
}

/** The summaries of a feed's posts, and what checks find in them; none for a file that is no feed. */
export function listSummaries(path: string): ListedSummary[] {
  const file = basename(path);
  const parsed = parseDocument(readFileSync(path), undefined, `https://example.org/${file}`);
  if (!parsed.ok) return [];
  return parsed.feed.entries.map((entry, i) => {
    const language = wellFormedTag(entry.language) ?? wellFormedTag(parsed.feed.language);
    const { summaryHtml: shortHtml = '', contentHtml: fullHtml = '', title } = entry;
    const { summary, standfirst, fallback } = summarise({ title, shortHtml, fullHtml, ...(language && { language }) });
    const sources = [shortHtml, fullHtml].filter((source) => source !== '');
    return {
      file,
      number: i + 1,
      title,
      summary,
      rule: [standfirst === undefined ? 'article' : 'abstract', fallback]
        .filter((rule) => rule !== undefined)
        .join(', '),
      prose: proseLength(sources),
      dirt: dirtOf({ title, summary, sources, hasFallback: fallback !== undefined }),
    };
  });
}

/** Prints the summaries of a corpus, for a person to judge. */
export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { sample: { type: 'string' }, seed: { type: 'string' }, dirt: { type: 'string' } },
  });
  if (positionals.length === 0) {
    console.error(USAGE);
    return 2;
  }
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const missing = positionals.find((path) => !existsSync(resolve(from, path)));
  if (missing !== undefined) {
    console.error(`There is nothing at ${resolve(from, missing)}.\n${USAGE}`);
    return 2;
  }
  const all = positionals.flatMap((path) => filesAt(resolve(from, path))).flatMap(listSummaries);
  const wanted = all.filter(({ dirt }) =>
    values.dirt === undefined
      ? true
      : values.dirt === 'all'
        ? dirt.length > 0
        : dirt.some((kind) => kind === values.dirt),
  );
  for (const listed of values.sample === undefined
    ? wanted
    : sampleOf(wanted, Number(values.sample), Number(values.seed ?? 1)))
    console.log(blockOf(listed));
  console.error(figuresOf(all));
  return 0;
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((file) => !file.endsWith('.tsv'))
    .map((file) => join(path, file));
}

function blockOf({ file, number, title, summary, rule, prose, dirt }: ListedSummary): string {
  const flags = dirt.length > 0 ? `  !! ${dirt.join(' ')}` : '';
  return `${file} #${number}  [${rule}] ${summary.length} of ${prose}${flags}\n  T ${title}\n  S ${summary}\n`;
}

/** A draw without repetition that is the same for the same seed: Fisher and Yates over a linear congruential generator. */
function sampleOf<T>(all: readonly T[], count: number, seed: number): T[] {
  const drawn = [...all];
  let state = seed >>> 0;
  for (let i = drawn.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (i + 1));
    const [a, b] = [drawn[i], drawn[other]];
    if (a !== undefined && b !== undefined) [drawn[i], drawn[other]] = [b, a];
  }
  return drawn.slice(0, count);
}

export interface SummaryFigures {
  readonly posts: number;
  readonly withText: number;
  readonly clean: number;
  readonly withProse: number;
  readonly filled: number;
  readonly ellipsis: number;
}

export function countSummaries(all: readonly ListedSummary[]): SummaryFigures {
  const withText = all.filter(({ prose }) => prose > 0);
  const withProse = all.filter(({ prose }) => prose >= PROSE_ENOUGH);
  return {
    posts: all.length,
    withText: withText.length,
    clean: withText.filter(({ dirt }) => dirt.length === 0).length,
    withProse: withProse.length,
    filled: withProse.filter(({ summary }) => summary.length >= PROSE_ENOUGH && summary.length <= 300).length,
    ellipsis: withText.filter(({ summary }) => summary.endsWith('…')).length,
  };
}

function figuresOf(all: readonly ListedSummary[]): string {
  const { posts, withText, clean, withProse, filled, ellipsis } = countSummaries(all);
  const percent = (part: number, whole: number) =>
    `${part} of ${whole} (${((100 * part) / (whole || 1)).toFixed(2)} %)`;
  const kinds = new Map<Dirt, number>();
  for (const { dirt } of all) for (const kind of dirt) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [
    `${posts} posts`,
    `no dirt found: ${percent(clean, withText)} with text`,
    `160 to 300 characters: ${percent(filled, withProse)} with as much prose`,
    `ending in an ellipsis: ${percent(ellipsis, withText)}`,
    ...[...kinds].sort(([, a], [, b]) => b - a).map(([kind, count]) => `  ${kind} ${count}`),
  ].join('\n');
}
