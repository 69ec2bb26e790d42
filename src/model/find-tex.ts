/** A formula in running text, with the place of it and the signs around it. */
export interface Tex {
  /** Without the signs. */
  readonly source: string;
  /** A line of its own. */
  readonly isDisplay: boolean;
  readonly from: number;
  readonly to: number;
  readonly isInDollars: boolean;
}

/** How a text speaks for formulas between single dollars. */
export interface DollarEvidence {
  /** Formulas between signs that have no other use. */
  readonly certain: number;
  /** What stands between two dollars and can hardly be anything but TeX. */
  readonly clear: number;
  /** Those of them with a command that neither shells nor prose have. */
  readonly unmistakable: number;
}

/** What is longer is prose between two signs. */
const MOST_CHARACTERS = 5000;
const MOST_IN_DOLLARS = 300;

/**
 * The formulas of a text, in order: between `$$`, `\[ \]` and `\( \)`, environments that are formulas by themselves,
 * and, where `withDollars` says so, between single dollars. Time linear in the text.
 *
 * Signs alone make no formula: what is between them has to look like TeX, since shells have `$$` and `\(` too.
 */
export function findTex(text: string, withDollars: boolean): readonly Tex[] {
  return [...texIn(text, withDollars)];
}

/** What a text has to say about its dollars. */
export function dollarEvidence(text: string): DollarEvidence {
  const evidence = { certain: 0, clear: 0, unmistakable: 0 };
  for (const { source, isInDollars } of texIn(text, true)) {
    if (!isInDollars) evidence.certain++;
    else if (likeness(source) === 'clear') {
      evidence.clear++;
      if (UNMISTAKABLE.test(source)) evidence.unmistakable++;
    }
  }
  return evidence;
}

/** Whether a post that says all this means formulas by single dollars. */
export function usesDollars({ certain, clear, unmistakable }: DollarEvidence): boolean {
  return unmistakable > 0 || clear > 1 || (clear > 0 && certain > 0);
}

/** Finds the next place of a sign at or behind a place that only rises, in time linear in the text; -1 for none. */
type Finder = (sign: string, from: number) => number;

function* texIn(text: string, withDollars: boolean): Generator<Tex> {
  const places = new Map<string, number>();
  const find: Finder = (sign, from) => {
    const known = places.get(sign);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const place = text.indexOf(sign, from);
    places.set(sign, place);
    return place;
  };
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    if (sign !== '$' && sign !== '\\') {
      at++;
      continue;
    }
    const tex = texAt(text, at, withDollars, find);
    if (tex) yield tex;
    // A backslash takes its neighbour along: `\$` and `\\` begin nothing.
    at = tex?.to ?? at + (sign === '\\' || text[at + 1] === '$' ? 2 : 1);
  }
}

function texAt(text: string, at: number, withDollars: boolean, find: Finder): Tex | undefined {
  if (text[at] === '$' && text[at + 1] !== '$') return withDollars ? inDollars(text, at, find) : undefined;
  switch (text[at + 1]) {
    case '$':
      return between(text, at, '$$', true, find);
    case '[':
      return text[at] === '\\' ? between(text, at, '\\]', true, find) : undefined;
    case '(':
      return between(text, at, '\\)', false, find);
    case 'b':
      return environment(text, at, find);
    default:
      return undefined;
  }
}

/** A formula behind a sign of two characters. */
function between(text: string, at: number, closer: string, isDisplay: boolean, find: Finder): Tex | undefined {
  const from = at + 2;
  const end = find(closer, from);
  if (end < 0 || end - from > MOST_CHARACTERS) return undefined;
  const source = text.slice(from, end).trim();
  const like = likeness(source);
  // A number or a word alone is a note in brackets or the number of a process, and no line of mathematics.
  if (like === 'no' || (isDisplay && like !== 'clear')) return undefined;
  return { from: at, to: end + 2, source, isDisplay, isInDollars: false };
}

const ENVIRONMENT = /^\\begin\{((?:equation|align|alignat|gather|multline|eqnarray)\*?)\}/;

function environment(text: string, at: number, find: Finder): Tex | undefined {
  const name = ENVIRONMENT.exec(text.slice(at, at + 30))?.[1];
  if (name === undefined) return undefined;
  const closer = `\\end{${name}}`;
  const end = find(closer, at);
  const to = end + closer.length;
  if (end < 0 || to - at > MOST_CHARACTERS) return undefined;
  return { from: at, to, source: text.slice(at, to), isDisplay: true, isInDollars: false };
}

/**
 * As Pandoc reads them (tex_math_dollars): no space inside at the edges, no digit behind. Letters that touch them
 * outside belong to a currency or a variable.
 */
function inDollars(text: string, at: number, find: Finder): Tex | undefined {
  const from = at + 1;
  const end = find('$', from);
  if (end <= from || end - from > MOST_IN_DOLLARS) return undefined;
  const source = text.slice(from, end);
  const isApart = !/[\p{L}\p{N}$\\]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{N}${(_]/u.test(text[end + 1] ?? ' ');
  if (!isApart || /^[\s{]|[\s\\]$|["`;]|\n\s*\n/.test(source) || likeness(source) === 'no') return undefined;
  return { from: at, to: end + 1, source, isDisplay: false, isInDollars: true };
}

const UNMISTAKABLE =
  /\\(?:frac|sqrt|sum|prod|int|lim|infty|alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|pi|rho|sigma|tau|phi|varphi|omega|Delta|Omega|Sigma|Phi|mathcal|mathbb|mathbf|mathrm|leq?|geq?|neq|approx|times|cdot|cdots|ldots|rightarrow|subset|forall|exists|partial|nabla|overline|hat|tilde|operatorname|text|cup|cap|notin|log)(?![A-Za-z])/;

/** Names of functions that stand in formulas without a backslash. */
const FUNCTIONS = /\b(?:sin|cos|tan|log|exp|max|min|lim|det|gcd|mod|poly|sup|inf|arg|deg|dim|ker|var|cov|div|opt)\b/gi;

/**
 * How much a piece of text looks like TeX.
 *
 * - 'clear': a command, an index or an operator between operands
 * - 'possible': a letter, a number, a call; it takes signs that have no other use to make a formula of it
 */
function likeness(source: string): 'clear' | 'possible' | 'no' {
  if (source === '' || !isBalanced(source)) return 'no';
  // What commands take as words is no prose.
  const bare = source.replace(/\\[A-Za-z]+(?:\{[^{}\\]{0,200}\})?/g, ' ');
  if (/[^\P{L}\p{Script=Latin}\p{Script=Greek}]/u.test(bare)) return 'no';
  const hasCommand = /\\[A-Za-z|{}]/.test(source);
  const words = bare.replace(FUNCTIONS, ' ').match(/[A-Za-z]{3,}/g)?.length ?? 0;
  if (hasCommand) return words > 3 && /[A-Za-z]{3,} +[A-Za-z]{3,}/.test(bare) ? 'no' : 'clear';
  if (words > 0) return 'no';
  if (/[\p{L}\p{N})\]}|]['*]?[\^_][\p{L}\p{N}{(*+-]/u.test(bare)) return 'clear';
  if (/[\p{L}\p{N})\]}|!'] ?[=<>+≤≥≠≈∈⊂→×·] ?[\p{L}\p{N}([{|-]/u.test(bare)) return 'clear';
  return /^[\p{L}\p{N}\s,.()'+\-*/|!]{1,30}$/u.test(bare) ? 'possible' : 'no';
}

function isBalanced(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length && depth >= 0; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '{') depth++;
    else if (source[at] === '}') depth--;
  }
  return depth === 0;
}
