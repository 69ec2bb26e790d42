import { FORMULA, TEX } from './formula-markup.ts';
import { frameFormula, isAlone } from './formulas.ts';
import { sanitise } from './sanitise.ts';

const FORMULAS = `code[${FORMULA}], img[${TEX}]`;

/** What one post may have converted: a lecture has some hundred formulas; the rest stays as its source. */
const MOST_FORMULAS = 3000;
const MOST_MS = 5000;
/** How long the page may stand still at a time. */
const SLICE_MS = 30;

/**
 * Has an article shown once the formulas that come first in it are set, so that nothing moves under a reader's eyes;
 * at once where it has none. The others follow while it is read.
 *
 * @param show is called once, unless it was stopped before
 * @returns stops it
 */
export function showTypeset(content: ParentNode, show: () => void): () => void {
  if (!content.querySelector(FORMULAS)) {
    show();
    return () => {};
  }
  let isWaiting = true;
  let isStopped = false;
  const showOnce = () => {
    if (isWaiting && !isStopped) show();
    isWaiting = false;
  };
  const run = async () => {
    for await (const _ of typeset(content)) {
      showOnce();
      if (isStopped) return;
    }
  };
  // Without the converter, formulas stay as they are written.
  run().catch(console.error).finally(showOnce);
  return () => {
    isStopped = true;
  };
}

/**
 * Sets the formulas that `markFormulas` found as MathML, in the order of the text; what cannot be converted stays as
 * its source in code, or as the picture that it was.
 *
 * Ends a slice whenever the page has to breathe: what was set by then can be shown.
 *
 * @throws Error where the converter cannot be loaded; then all stays as it is
 */
async function* typeset(content: ParentNode): AsyncGenerator<void, void, void> {
  const formulas = [...content.querySelectorAll(FORMULAS)].slice(0, MOST_FORMULAS);
  const { texToMathMl } = await import('./tex.ts');
  const macros: Record<string, unknown> = {};
  let spentMs = 0;
  for (let next = 0; next < formulas.length && spentMs < MOST_MS; ) {
    const startedAt = performance.now();
    let takenMs = 0;
    for (; next < formulas.length && takenMs < SLICE_MS; takenMs = performance.now() - startedAt) {
      const formula = formulas[next++];
      if (formula) set(formula, (source, isDisplay) => texToMathMl(source, isDisplay, macros));
    }
    spentMs += takenMs;
    yield;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function set(formula: Element, convert: (source: string, isDisplay: boolean) => string | undefined): void {
  const kind = formula.getAttribute(FORMULA);
  const source = formula.getAttribute(TEX) ?? formula.textContent ?? '';
  const isDisplay = kind === 'block' || (kind === null && isAlone(formula));
  const markup = kind === 'mathml' ? source : convert(source, isDisplay);
  const math = markup === undefined ? undefined : mathIn(sanitise(markup));
  formula.removeAttribute(FORMULA);
  formula.removeAttribute(TEX);
  if (!math) return;
  if (kind !== 'mathml') math.setAttribute('alttext', source);
  formula.replaceWith(math);
  if (math.getAttribute('display')?.toLowerCase() === 'block') frameFormula(math);
}

/** The one formula that the markup consists of. */
function mathIn(clean: DocumentFragment): Element | undefined {
  const [math] = clean.children;
  const isWhole = math?.localName === 'math' && clean.children.length === 1 && math.textContent !== '';
  return isWhole ? math : undefined;
}
