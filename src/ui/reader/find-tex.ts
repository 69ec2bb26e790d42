/** A formula in running text. */
export interface Tex {
  /** Without the signs around it. */
  readonly source: string;
  /** A line of its own. */
  readonly isDisplay: boolean;
}

/** How far a text speaks for formulas between single dollars. */
export interface DollarEvidence {
  /** Formulas between signs that nothing else has: `$$`, `\[`, `\(`, a named environment. */
  readonly certain: number;
  /** What stands between two dollars and can hardly be anything but TeX. */
  readonly clear: number;
  /** Likewise, with a command that no shell and no prose has. */
  readonly unmistakable: number;
}

const NO_EVIDENCE: DollarEvidence = { certain: 0, clear: 0, unmistakable: 0 };

/** Longest formula that is looked for; what is longer is prose between two signs. */
const MOST_BETWEEN = 5000;
const MOST_BETWEEN_DOLLARS = 300;

const ENVIRONMENT = /^\\begin\{(equation|align|gather|multline|eqnarray|alignat)(\*?)\}/;

/**
 * Parts a text into prose and formulas: between `$$`, `\[ \]` and `\( \)`, environments that are formulas by
 * themselves, and, where `withDollars` says so, between single dollars. Time linear in the text.
 *
 * A sign alone makes no formula: what is between has to look like TeX, since shells have `$$` and `\(` too.
 */
export function findTex(text: string, withDollars: boolean): readonly (string | Tex)[] {
  const reader = new Reader(text);
  const pieces: (string | Tex)[] = [];
  let plainFrom = 0;
  while (!reader.isDone) {
    const from = reader.at;
    const found = reader.next(withDollars);
    if (!found) continue;
    if (from > plainFrom) pieces.push(text.slice(plainFrom, from));
    pieces.push(found.tex);
    plainFrom = reader.at;
  }
  if (plainFrom < text.length) pieces.push(text.slice(plainFrom));
  return pieces;
}

/** What a text has to say about its dollars. */
export function dollarEvidence(text: string): DollarEvidence {
  const reader = new Reader(text);
  let { certain, clear, unmistakable } = NO_EVIDENCE;
  while (!reader.isDone) {
    const found = reader.next(true);
    if (!found) continue;
    if (!found.isInDollars) certain++;
    else if (judge(found.tex.source) === 'clear') {
      clear++;
      if (UNMISTAKABLE.test(found.tex.source)) unmistakable++;
    }
  }
  return { certain, clear, unmistakable };
}

/** Whether a post that says all this clearly means formulas by single dollars. */
export function usesDollars({ certain, clear, unmistakable }: DollarEvidence): boolean {
  return unmistakable > 0 || clear > 1 || (clear > 0 && certain > 0);
}

interface Found {
  readonly tex: Tex;
  readonly isInDollars: boolean;
}

class Reader {
  /** Where it stands: the start of what `next` looks at. */
  at = 0;
  readonly #text: string;
  /** For each closing sign, where it comes next: asked in rising order, so each is looked for once. */
  readonly #closers = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
    this.#skipProse();
  }

  get isDone(): boolean {
    return this.at >= this.#text.length;
  }

  /** Reads the formula that begins here and stands behind it; or else, behind the sign that began none. */
  next(withDollars: boolean): Found | undefined {
    const found = this.#read(withDollars);
    if (!found) this.at += this.#text.startsWith('$$', this.at) || this.#text[this.at] === '\\' ? 2 : 1;
    return found;
  }

  /** To the next sign that may begin a formula. */
  #skipProse(): void {
    while (this.at < this.#text.length && this.#text[this.at] !== '$' && this.#text[this.at] !== '\\') this.at++;
  }

  #read(withDollars: boolean): Found | undefined {
    const text = this.#text;
    const start = this.at;
    if (text.startsWith('$$', start)) return this.#between('$$', '$$', true);
    if (text.startsWith('\\[', start)) return this.#between('\\[', '\\]', true);
    if (text.startsWith('\\(', start)) return this.#between('\\(', '\\)', false);
    if (text.startsWith('\\begin{', start)) return this.#environment();
    if (text[start] === '$' && withDollars) return this.#dollars();
    return undefined;
  }

  #between(opener: string, closer: string, isDisplay: boolean): Found | undefined {
    const from = this.at + opener.length;
    const to = this.#closer(closer, from);
    if (to < 0 || to - from > MOST_BETWEEN) return undefined;
    const source = this.#text.slice(from, to).trim();
    const judged = judge(source);
    // A lone word or number in square brackets or between two dollars is a note or a process, not a line of maths.
    if (judged === 'no' || (isDisplay && judged !== 'clear')) return undefined;
    this.at = to + closer.length;
    return { tex: { source, isDisplay }, isInDollars: false };
  }

  #environment(): Found | undefined {
    const [opener, name, star] = ENVIRONMENT.exec(this.#text.slice(this.at, this.at + 30)) ?? [];
    if (opener === undefined) return undefined;
    const closer = `\\end{${name}${star}}`;
    const to = this.#closer(closer, this.at);
    if (to < 0 || to - this.at > MOST_BETWEEN) return undefined;
    const source = this.#text.slice(this.at, to + closer.length);
    this.at += source.length;
    return { tex: { source, isDisplay: true }, isInDollars: false };
  }

  /** No space inside at the edges, no digit or letter that touches them outside: prices and variables have either. */
  #dollars(): Found | undefined {
    const text = this.#text;
    const from = this.at + 1;
    const to = this.#closer('$', from);
    if (to <= from || to - from > MOST_BETWEEN_DOLLARS) return undefined;
    const source = text.slice(from, to);
    const isApart = !/[\p{L}\p{N}$\\]/u.test(text[from - 2] ?? ' ') && !/[\p{L}\p{N}${(]/u.test(text[to + 1] ?? ' ');
    if (!isApart || /^[\s{]|[\s\\]$|["\n`;]/.test(source) || judge(source) === 'no') return undefined;
    this.at = to + 1;
    return { tex: { source, isDisplay: false }, isInDollars: true };
  }

  #closer(sign: string, from: number): number {
    const known = this.#closers.get(sign);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const at = this.#text.indexOf(sign, from);
    this.#closers.set(sign, at);
    return at;
  }
}
