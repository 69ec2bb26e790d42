import { isBlank, isBlankText, isBlock, SHOWN_WITHOUT_TEXT } from './elements.ts';
import type { Pass } from './pass.ts';

/** Boxes that are nothing without content; cells stay, since a table needs them. */
const HOLLOW =
  'p, div, h1, h2, h3, h4, h5, h6, blockquote, ul, ol, li, dl, dt, dd, figure, figcaption, span, em, strong, b, i, a';

/** Space is ours to give: blank lines, empty paragraphs and rules at either end go. Code is not touched. */
export const dropBlanks: Pass = (content) => {
  splitPlainText(content);
  dropEmptyBoxes(content);
  collapseBreaks(content);
  // Those that held breaks only.
  dropEmptyBoxes(content);
  dropRulesAtEnds(content);
};

/** Text without any element has its paragraphs parted by blank lines only. */
function splitPlainText(content: DocumentFragment): void {
  if (content.firstElementChild) return;
  const paragraphs = (content.textContent ?? '').split(/\n[^\S\n]*\n/).filter((text) => !isBlank(text));
  if (paragraphs.length < 2) return;
  content.replaceChildren(
    ...paragraphs.slice(0, 10_000).map((text) => {
      const paragraph = document.createElement('p');
      paragraph.textContent = text;
      return paragraph;
    }),
  );
}

function dropEmptyBoxes(content: DocumentFragment): void {
  const full = new Set<Node>();
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!shows(node)) continue;
    // Each box is marked once, so the walk stays linear however deep the boxes are nested.
    for (let box: Node | null = node; box && !full.has(box); box = box.parentNode) full.add(box);
  }
  for (const box of content.querySelectorAll(HOLLOW)) {
    if (!full.has(box)) box.remove();
  }
}

/** A place that links lead to counts, and so does all that stands in code. */
function shows(node: Node): boolean {
  if (node instanceof Element) return node.id !== '' || node.matches(`${SHOWN_WITHOUT_TEXT}, pre, br, td, th`);
  return !isBlankText(node) || node.parentElement?.closest('pre, code') != null;
}

/** Line breaks beside a block do nothing but push it away; elsewhere, two in a row part paragraphs. */
function collapseBreaks(content: DocumentFragment): void {
  for (const br of content.querySelectorAll('br')) {
    if (!br.parentNode || br.closest('pre')) continue;
    const run = [br];
    let next = neighbour(br, 'nextSibling');
    while (next instanceof Element && next.localName === 'br') {
      run.push(next as HTMLBRElement);
      next = neighbour(next, 'nextSibling');
    }
    const isAtEdge = isAtBlockEdge(br, 'previousSibling') || isAtBlockEdge(run.at(-1) ?? br, 'nextSibling');
    for (const surplus of run.slice(isAtEdge ? 0 : 2)) surplus.remove();
  }
}

/** Whether a block begins or ends here, also beyond the inline elements around: editors wrap each blank line in some. */
function isAtBlockEdge(br: Element, direction: 'nextSibling' | 'previousSibling'): boolean {
  for (let at = br; ; ) {
    const beside = neighbour(at, direction);
    if (beside) return isBlock(beside);
    const around = at.parentElement;
    if (!around || isBlock(around)) return true;
    at = around;
  }
}

function neighbour(node: Node, direction: 'nextSibling' | 'previousSibling'): Node | null {
  let beside = node[direction];
  while (beside && isBlankText(beside)) beside = beside[direction];
  return beside;
}

function dropRulesAtEnds(content: DocumentFragment): void {
  for (const end of ['first', 'last'] as const) {
    for (let node = edge(content, end); node instanceof Element && node.localName === 'hr'; node = edge(content, end)) {
      node.remove();
    }
  }
}

function edge(content: DocumentFragment, end: 'first' | 'last'): Node | null {
  const node = end === 'first' ? content.firstChild : content.lastChild;
  if (!node || !isBlankText(node)) return node;
  return neighbour(node, end === 'first' ? 'nextSibling' : 'previousSibling');
}
