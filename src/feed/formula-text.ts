import { TagScanner } from './html-tags.ts';
import { index, power } from './raised-text.ts';

/** Longer formulas, and deeper ones, are not for a line of text. */
const MOST_SOURCE = 20_000;
const MAX_DEPTH = 60;

interface Node {
  readonly name: string;
  readonly parts: string[];
}

/** Elements that say in another way what is said beside them. */
const SILENT = new Set(['annotation', 'annotation-xml', 'mphantom']);

/**
 * A formula in MathML as one line of text: `x²`, `(a + b)/c`, `√n`. Approximate: it is for lists, where the form of a
 * formula is lost anyway, but a power has to stay one.
 *
 * @param source what stands within `<math>`
 * @param decode turns character references into characters
 */
export function mathmlText(source: string, decode: (text: string) => string): string {
  if (source.length > MOST_SOURCE) return '';
  const tags = new TagScanner(source);
  const open: Node[] = [{ name: '', parts: [] }];
  let tooDeep = 0;
  const add = (text: string) => open.at(-1)?.parts.push(text);
  const close = () => {
    const node = open.length > 1 ? open.pop() : undefined;
    if (node && !SILENT.has(node.name)) add(textOfNode(node));
  };
  for (let tag = tags.next(); tag; tag = tags.next()) {
    const text = decode(tag.before).trim();
    if (text !== '') add(open.at(-1)?.name === 'mo' ? spaced(text) : text);
    if (tag.name === '') continue;
    if (tag.closesItself) add(tag.name === 'mspace' ? ' ' : '');
    else if (!tag.closes) {
      if (open.length < MAX_DEPTH) open.push({ name: tag.name, parts: [] });
      else tooDeep++;
    } else if (tooDeep > 0) tooDeep--;
    else close();
  }
  while (open.length > 1) close();
  return tidied(open[0]?.parts.join('') ?? '');
}

function textOfNode({ name, parts }: Node): string {
  const [first = '', second = '', third = ''] = parts;
  switch (name) {
    case 'msup':
    case 'mover':
      return first + power(second);
    case 'msub':
    case 'munder':
      return first + index(second);
    case 'msubsup':
    case 'munderover':
      return first + index(second) + power(third);
    case 'mfrac':
      return `${grouped(first)}/${grouped(second)}`;
    case 'msqrt':
      return `√${grouped(parts.join(''))}`;
    case 'mroot':
      return `${power(second).replace('^', '')}√${grouped(first)}`;
    case 'mtd':
    case 'mtr':
      return `${parts.join('')} `;
    case 'mfenced':
      return `(${parts.join(', ')})`;
    default:
      return parts.join('');
  }
}

function grouped(text: string): string {
  const bare = text.trim();
  return /^[\p{L}\p{N}.]*$/u.test(bare) ? bare : `(${bare})`;
}

/** Relations and sums breathe; brackets, commas and primes do not. */
function spaced(operator: string): string {
  if (/^[,;]$/.test(operator)) return `${operator} `;
  return /^(?:[=<>≤≥≠≈≡∼≅→←↔⇒⇔↦∈∉⊂⊆⊃∪∩∧∨+±×·∘−–-]|:=|\p{L}{2,})$/u.test(operator) ? ` ${operator} ` : operator;
}

const INVISIBLE = /[\u2061-\u2064\u200b]/g;

function tidied(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .replace(/([([]) /g, '$1')
    .replace(/ ([)\],])/g, '$1')
    .trim();
}

function pairs(list: string): [string, string][] {
  const words = list.split(' ');
  return words.flatMap((word, i): [string, string][] => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : []));
}

/** Commands that are one sign. */
const SIGNS: ReadonlyMap<string, string> = new Map(
  pairs(
    'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ ' +
      'nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ ' +
      'Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ emptyset ∅ varnothing ∅ sum ∑ ' +
      'prod ∏ int ∫ ell ℓ hbar ℏ dots … ldots … cdots … prime ′ top ⊤ bot ⊥ Re ℜ Im ℑ aleph ℵ neg ¬ lnot ¬ sharp ♯ ' +
      'langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ mid | vert | lbrace { rbrace } circ ∘ bullet • star ⋆ ast * bmod mod',
  ),
);
/** Those with space around them. */
const OPERATORS: ReadonlyMap<string, string> = new Map(
  pairs(
    'le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ cong ≅ to → rightarrow → ' +
      'longrightarrow → Rightarrow ⇒ implies ⇒ leftarrow ← gets ← leftrightarrow ↔ Leftrightarrow ⇔ iff ⇔ mapsto ↦ in ∈ ' +
      'notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨ pm ± mp ∓ ' +
      'times × cdot · div ÷ oplus ⊕ otimes ⊗ ll ≪ gg ≫ propto ∝ vdash ⊢ models ⊨ colon : coloneqq ≔',
  ),
);
/** Commands that only say how their argument looks. */
const LOOKS = new Set(
  (
    'text textrm textbf textit texttt textsf mathrm mathbf mathit mathsf mathtt mathbb mathcal mathfrak mathscr ' +
    'operatorname boldsymbol bm emph mbox hbox displaystyle textstyle scriptstyle left right big Big bigg Bigg bigl ' +
    'bigr Bigl Bigr limits nolimits tag label hat bar vec tilde overline underline widehat widetilde dot ddot mathop'
  ).split(' '),
);
/** Names of functions, which are read as they are. */
const FUNCTIONS = new Set(
  'log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan max min sup inf lim det dim ker gcd deg Pr mod arg argmax argmin'.split(
    ' ',
  ),
);
const MOST_TEX = 200;

/**
 * A formula in TeX as one line of text: `O(n²)`, `α ≤ 1/2`.
 *
 * @param source without the signs around it
 * @returns nothing for one that does not fit a line of text: environments, long ones and commands not known here
 */
export function texText(source: string): string | undefined {
  if (source.length > MOST_TEX || /\\begin\b|\\\\|[&%#]/.test(source)) return undefined;
  const reader = new TexReader(source);
  const text = tidied(reader.sequence(0));
  return reader.isUnderstood ? text : undefined;
}

const TOKEN = /\\(?:[A-Za-z]+|[^A-Za-z])|\s+|[\s\S]/uy;

class TexReader {
  readonly #source: string;
  #at = 0;
  isUnderstood = true;

  constructor(source: string) {
    this.#source = source;
  }

  /** All up to the closing brace or the end. */
  sequence(depth: number): string {
    let text = '';
    for (let token = this.#next(); token !== undefined && token !== '}'; token = this.#next()) {
      if (token === '^') text = text.trimEnd() + power(this.#argument(depth));
      else if (token === '_') text = text.trimEnd() + index(this.#argument(depth));
      else text += this.#textOf(token, depth);
    }
    return text;
  }

  #next(): string | undefined {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#source)?.[0];
    if (token !== undefined) this.#at += token.length;
    return token;
  }

  #argument(depth: number): string {
    let token = this.#next();
    while (token?.trim() === '') token = this.#next();
    return token === undefined ? '' : this.#textOf(token, depth);
  }

  #textOf(token: string, depth: number): string {
    if (token === '{') {
      if (depth < MAX_DEPTH) return this.sequence(depth + 1);
      this.isUnderstood = false;
      return '';
    }
    if (!token.startsWith('\\')) return token === '~' ? ' ' : spaced(token);
    return this.#command(token.slice(1), depth);
  }

  #command(name: string, depth: number): string {
    if (/^[,;:! ]$/.test(name) || name === 'quad' || name === 'qquad') return name === '!' ? '' : ' ';
    if (/^[{}$%&#_|]$/.test(name)) return name;
    if (name === 'frac' || name === 'dfrac' || name === 'tfrac') {
      return `${grouped(this.#argument(depth))}/${grouped(this.#argument(depth))}`;
    }
    if (name === 'sqrt') return `√${grouped(this.#argument(depth))}`;
    if (LOOKS.has(name)) return '';
    const operator = OPERATORS.get(name);
    if (operator !== undefined) return ` ${operator} `;
    const sign = SIGNS.get(name) ?? (FUNCTIONS.has(name) ? `${name} ` : undefined);
    if (sign === undefined) this.isUnderstood = false;
    return sign ?? '';
  }
}
