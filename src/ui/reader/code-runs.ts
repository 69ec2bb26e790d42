import { TOKENS, type Token } from './code-tokens.ts';

/** A piece of code of one kind; offsets in UTF-16 units of the block's text. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly token: Token;
}

/** As an attribute holds them on their way through the sanitiser: `kw0,3 str5,4`. */
export function writeRuns(runs: readonly Run[]): string {
  return runs.map(({ start, end, token }) => `${token}${start},${end - start}`).join(' ');
}

const KNOWN: ReadonlySet<string> = new Set(TOKENS);

/** @returns in order and apart from each other; what is not so, or not written by `writeRuns`, is left out */
export function readRuns(written: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const word of written.split(' ')) {
    const [, token = '', first = '', length = ''] = /^([a-z]{1,6})(\d{1,8}),(\d{1,8})$/.exec(word) ?? [];
    const start = Number(first);
    if (!KNOWN.has(token) || length === '' || start < from) continue;
    from = start + Number(length);
    runs.push({ start, end: from, token: token as Token });
  }
  return runs;
}
