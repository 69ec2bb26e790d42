import { type DollarEvidence, dollarEvidence, findTex, type Tex, usesDollars } from '../../model/find-tex.ts';
import { FORMULA, TEX } from './formula-markup.ts';
import type { Pass } from './pass.ts';

/** Words that are no running text. */
const NO_PROSE = 'pre, code, kbd, samp, tt, var, math, svg';

/** Text and line breaks side by side: scripts of pages look for formulas in nothing larger. */
type Run = readonly [Text | HTMLBRElement, ...(Text | HTMLBRElement)[]];

/** Marks TeX in running text as formulas, which then wait for `typeset`; until then, and without it, they are code. */
export const markFormulas: Pass = (content, { pictures }) => {
  const runs = runsWithSigns(content);
  const evidence = runs.map((run) => dollarEvidence(textOf(run)));
  const withDollars = usesDollars(sum(evidence, content.querySelectorAll(`math, [${FORMULA}]`).length));
  for (const run of runs) mark(run, withDollars);
  for (const declaration of content.querySelectorAll(`[${FORMULA}="declared"]`)) declaration.remove();
  for (const math of content.querySelectorAll('math[display="block" i]')) frameFormula(math);
  if (pictures === 'always') return;
  // The server that draws it need not be asked.
  for (const picture of content.querySelectorAll(`img[${TEX}]`)) {
    picture.replaceWith(codeOf({ source: picture.getAttribute(TEX) ?? '', isDisplay: isAlone(picture) }));
  }
};

function sum(evidence: readonly DollarEvidence[], certain: number): DollarEvidence {
  const total = { certain, clear: 0, unmistakable: 0 };
  for (const one of evidence) {
    total.certain += one.certain;
    total.clear += one.clear;
    total.unmistakable += one.unmistakable;
  }
  return total;
}

function runsWithSigns(content: DocumentFragment): Run[] {
  const runs: Run[] = [];
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(NO_PROSE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let run: (Text | HTMLBRElement)[] = [];
  const close = () => {
    const [first, ...rest] = run;
    if (first && run.some((node) => /[$\\]/.test(node.nodeValue ?? ''))) runs.push([first, ...rest]);
    run = [];
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!isInline(node)) continue;
    if (run.at(-1)?.nextSibling !== node) close();
    run.push(node);
  }
  close();
  return runs;
}

function isInline(node: Node): node is Text | HTMLBRElement {
  return node instanceof Text || (node instanceof Element && node.localName === 'br');
}

function textOf(run: Run): string {
  return run.map((node) => node.nodeValue ?? '\n').join('');
}

/** Formulas take the place of their source, with the breaks in it; all other text and breaks stay. */
function mark(run: Run, withDollars: boolean): void {
  const text = textOf(run);
  const formulas = findTex(text, withDollars);
  if (formulas.length === 0) return;
  const breaks = placesOfBreaks(run);
  const parts: (Node | string)[] = [];
  let at = 0;
  let nextBreak = 0;
  const addProse = (to: number) => {
    for (let place = breaks[nextBreak]; place !== undefined && place < to; place = breaks[++nextBreak]) {
      if (place < at) continue;
      parts.push(text.slice(at, place), document.createElement('br'));
      at = place + 1;
    }
    parts.push(text.slice(at, to));
  };
  for (const formula of formulas) {
    addProse(formula.from);
    parts.push(codeOf(formula));
    at = formula.to;
  }
  addProse(text.length);
  run[0].before(...parts.filter((part) => part !== ''));
  for (const node of run) node.remove();
}

function placesOfBreaks(run: Run): number[] {
  const places: number[] = [];
  let at = 0;
  for (const node of run) {
    if (node.nodeValue === null) places.push(at);
    at += node.nodeValue?.length ?? 1;
  }
  return places;
}

function codeOf({ source, isDisplay }: Pick<Tex, 'source' | 'isDisplay'>): HTMLElement {
  const code = document.createElement('code');
  code.setAttribute(FORMULA, isDisplay ? 'block' : 'inline');
  code.textContent = source;
  return code;
}

/** Whether a picture of a formula is all of its paragraph. */
export function isAlone(picture: Element): boolean {
  const box = picture.parentElement;
  return box?.matches('p, div, figure, td') === true && box.children.length === 1 && !box.textContent?.trim();
}

/** A formula on a line of its own scrolls sideways in a box of its own; formula-scroll.ts has keys reach it. */
export function frameFormula(math: Element): void {
  const frame = document.createElement('span');
  frame.className = 'formula';
  math.replaceWith(frame);
  frame.append(math);
}
