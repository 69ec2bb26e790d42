import type { Run } from './code-runs.ts';
import { classOf, type Token } from './code-tokens.ts';

/**
 * Gives pieces of code their classes, around the links and the emphasis that stand in it.
 *
 * @param code as it stands; of its text, nothing changes
 * @param runs in order and apart, within its text; `ins` and `del` stand for every line that they touch
 * @returns false where the text would not have stayed as it is: then nothing was changed
 */
export function paintCode(code: Element, runs: readonly Run[]): boolean {
  const painted = code.cloneNode(true) as Element;
  paintPieces(
    painted,
    runs.filter(({ token }) => !isLine(token)),
  );
  paintLines(painted, runs);
  if (painted.textContent !== code.textContent) return false;
  code.replaceChildren(...painted.childNodes);
  return true;
}

function isLine(token: Token): token is 'ins' | 'del' {
  return token === 'ins' || token === 'del';
}

function paintPieces(code: Element, runs: readonly Run[]): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  let offset = 0;
  let next = 0;
  for (const text of texts) {
    const { data } = text;
    const end = offset + data.length;
    const pieces = document.createDocumentFragment();
    let from = offset;
    for (; next < runs.length; next++) {
      const run = runs[next];
      if (!run || run.start >= end) break;
      const start = Math.max(run.start, from);
      const stop = Math.min(run.end, end);
      if (start > from) pieces.append(data.slice(from - offset, start - offset));
      if (stop > start) pieces.append(span(run.token, data.slice(start - offset, stop - offset)));
      from = Math.max(from, stop);
      // The rest of it is in the next text.
      if (run.end > end) break;
    }
    if (pieces.firstChild) {
      if (from < end) pieces.append(data.slice(from - offset));
      text.replaceWith(pieces);
    }
    offset = end;
  }
}

function span(token: Token, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = classOf(token);
  element.textContent = text;
  return element;
}

/** Lines that were added or taken away are boxes, so that their ground reaches from edge to edge. */
function paintLines(code: Element, runs: readonly Run[]): void {
  const marked = runs.filter(({ token }) => isLine(token));
  if (marked.length === 0) return;
  const text = code.textContent ?? '';
  let done = 0;
  const at = new Cursor(code);
  for (const { start, end: last, token } of marked) {
    const end = Math.min(last, text.length);
    if (start >= end) continue;
    let from = Math.max(done, text.lastIndexOf('\n', Math.max(0, start - 1)) + 1);
    // A highlighter may have taken the line end before it along.
    if (text[start] === '\n' && start + 1 < end) from = Math.max(from, start + 1);
    while (from < end) {
      const lineEnd = text.indexOf('\n', from);
      const stop = lineEnd < 0 ? text.length : lineEnd + 1;
      at.wrap(from, stop, token);
      from = stop;
    }
    done = Math.max(done, from);
  }
}

/** Goes once along the children of a block of code, by offset of its text. */
class Cursor {
  readonly #code: Element;
  #node: ChildNode | null;
  #offset = 0;

  constructor(code: Element) {
    this.#code = code;
    this.#node = code.firstChild;
  }

  /** Puts what stands from one offset to another in a box; leaves it where an element reaches over either. */
  wrap(start: number, end: number, token: Token): void {
    if (!this.#goTo(start)) return;
    const first = this.#node;
    const isWhole = this.#goTo(end);
    if (!first || !isWhole) return;
    const box = document.createElement('span');
    box.className = classOf(token);
    this.#code.insertBefore(box, first);
    for (let node: ChildNode | null = first; node && node !== this.#node; node = box.nextSibling) box.append(node);
  }

  #goTo(offset: number): boolean {
    while (this.#node && this.#offset < offset) {
      const length = (this.#node.textContent ?? '').length;
      if (this.#offset + length > offset) {
        if (!(this.#node instanceof Text)) return false;
        this.#node.splitText(offset - this.#offset);
        continue;
      }
      this.#offset += length;
      this.#node = this.#node.nextSibling;
    }
    return this.#offset === offset;
  }
}
