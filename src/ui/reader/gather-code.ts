import { colourOf, themeOf } from './code-palettes.ts';
import type { Run } from './code-runs.ts';
import { type Token, tokenOfClasses } from './code-tokens.ts';

/** A block of code without what its highlighter put around it. */
export interface Gathered {
  /** The text, with links and emphasis of its author. */
  readonly content: DocumentFragment;
  /** What its highlighter said of its pieces; nothing where it said nothing that we understand. */
  readonly runs: readonly Run[] | undefined;
}

/** What an author may put into code; anything else in there is its highlighter's. */
const KEPT: ReadonlySet<string> = new Set(
  'a b strong i em u mark s strike del ins sub sup kbd var samp abbr cite q small img picture source math ruby rt rp'.split(
    ' ',
  ),
);

/** Not shown, or made for a mouse. */
const DROPPED: ReadonlySet<string> = new Set(
  'script style template svg button clipboard-copy input select textarea noscript'.split(' '),
);

const BLOCKS: ReadonlySet<string> = new Set(
  'div p li ol ul tr table tbody thead tfoot pre section article figure blockquote dd dt dl'.split(' '),
);

/** Spans that stand for a line without being a block by themselves. */
const LINES: ReadonlySet<string> = new Set(
  'line code-line token-line view-line ec-line cm-line CodeMirror-line crayon-line highlight-line hll gatsby-highlight-code-line react-code-line'.split(
    ' ',
  ),
);

const GUTTERS: ReadonlySet<string> = new Set(
  'lineno linenos ln lnt lnlinks lnum gutter gl line-number line-numbers linenumber linenumbers line_numbers linenodiv rouge-gutter blob-num hljs-ln-numbers hljs-ln-n line-numbers-rows crayon-nums crayon-num CodeMirror-linenumber cm-gutters react-syntax-highlighter-line-number linenos-line code-line-number'.split(
    ' ',
  ),
);

const NUMBERS = /^[\s\d.:|\u00a0]*$/;
const DISPLAYED_AS_LINE = /display\s*:\s*(?:block|flex|grid|table-row|table\b)/i;
const UNSELECTABLE = /user-select\s*:\s*none/i;

/**
 * Reads code out of a raw tree: every byte of it, one line end where its markup parts lines by boxes or `<br>`, no
 * line numbers, no buttons.
 *
 * @param block untrusted. It is not changed, and what is read out of it belongs to its document: nothing of a feed
 *   comes into the page before the sanitiser has seen it
 */
export function gather(block: Element): Gathered {
  const survey = surveyOf(block);
  const gatherer = new Gatherer(block.ownerDocument, survey.tokenOf, isCodeByLine(block));
  gatherer.readAll(block);
  return { content: gatherer.content, runs: gatherer.runs.length > 0 ? gatherer.runs : undefined };
}

type TokenOf = (element: Element) => Token | undefined;

/** Finds out by what a block is coloured: classes first, else inline colours of a theme that we know. */
function surveyOf(block: Element): { readonly tokenOf: TokenOf } {
  const pandoc = block.matches('.sourceCode') || block.querySelector('.sourceCode') !== null;
  const byClass: TokenOf = (element) => {
    const classes = element.getAttribute('class');
    const token = classes ? tokenOfClasses(classes, pandoc) : undefined;
    return token && isWrapper(element, token, pandoc) ? undefined : token;
  };
  const inner = [...block.querySelectorAll('span, font, b, i, em, strong, code, a, mark, ins, del')];
  if (inner.some((element) => byClass(element) && element.firstChild)) return { tokenOf: byClass };
  const colours = inner.flatMap((element) => {
    const colour = element.textContent?.trim() ? colourIn(element) : undefined;
    return colour ? [colour] : [];
  });
  const meaningOf = new Set(colours).size > 1 ? themeOf(colours) : undefined;
  return {
    tokenOf: (element) => {
      const colour = meaningOf && colourIn(element);
      const meaning = colour && meaningOf?.(colour);
      return meaning === 'plain' ? undefined : meaning || undefined;
    },
  };
}

/** `hljs-function` and `token tag` hold the pieces of a whole signature or tag, each with its own class. */
function isWrapper(element: Element, token: Token, pandoc: boolean): boolean {
  if (token !== 'fn' && token !== 'type' && token !== 'name') return false;
  return [...element.children].some((child) => tokenOfClasses(child.getAttribute('class') ?? '', pandoc) !== undefined);
}

function colourIn(element: Element): string | undefined {
  const style = element.getAttribute('style') ?? '';
  return (
    colourOf(style) ?? (element.localName === 'font' ? colourOf(`color:${element.getAttribute('color')}`) : undefined)
  );
}

/** `<code>` for each line and nothing between them: Bitbucket, some editors. */
function isCodeByLine(block: Element): boolean {
  const lines = [...block.children];
  return (
    lines.length > 1 &&
    lines.every((line) => line.localName === 'code') &&
    [...block.childNodes].every((node) => node.nodeType === Node.ELEMENT_NODE || /^\n*$/.test(node.nodeValue ?? ''))
  );
}

/** SyntaxHighlighter indents by no-break spaces, which no compiler takes. */
function textOf(node: Node, parent: Element): string {
  const text = node.nodeValue ?? '';
  return parent.localName === 'code' && parent.classList.contains('spaces') ? text.replaceAll('\u00a0', ' ') : text;
}

class Gatherer {
  readonly content: DocumentFragment;
  readonly runs: { start: number; end: number; token: Token }[] = [];
  readonly #tokenOf: TokenOf;
  readonly #codeByLine: boolean;
  readonly #page: Document;
  #parent: Node;
  /** Text for the end of `#parent`, which becomes one node when an element or the end follows. */
  #unwritten = '';
  #token: Token | undefined;
  #length = 0;
  #atLineStart = true;
  /** A box ended, and its line with it, unless a line end follows anyway. */
  #endsLine = false;

  constructor(page: Document, tokenOf: TokenOf, codeByLine: boolean) {
    this.#page = page;
    this.content = page.createDocumentFragment();
    this.#parent = this.content;
    this.#tokenOf = tokenOf;
    this.#codeByLine = codeByLine;
  }

  readAll(block: Element): void {
    this.#read(block);
    this.#write();
  }

  #read(element: Element): void {
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.#text(textOf(child, element));
      else if (child instanceof Element) this.#element(child);
    }
  }

  #element(element: Element): void {
    if (DROPPED.has(element.localName) || isGutter(element)) return;
    if (element.localName === 'br') {
      this.#text('\n');
      return;
    }
    const outside = this.#token;
    this.#token = this.#tokenOf(element) ?? outside;
    if (KEPT.has(element.localName)) this.#keep(element);
    else if (this.#isLine(element)) this.#line(element);
    else this.#read(element);
    this.#token = outside;
  }

  /** Anchors of lines hold nothing. */
  #keep(element: Element): void {
    if (element.localName === 'a' && (element.textContent === '' || !element.hasAttribute('href'))) {
      this.#read(element);
      return;
    }
    this.#settleLine(element.textContent ?? '');
    this.#write();
    const parent = this.#parent;
    const kept = element.cloneNode(false);
    parent.appendChild(kept);
    this.#parent = kept;
    this.#read(element);
    this.#write();
    this.#parent = parent;
  }

  #isLine(element: Element): boolean {
    if (BLOCKS.has(element.localName)) return true;
    if (this.#codeByLine && element.localName === 'code') return true;
    if (DISPLAYED_AS_LINE.test(element.getAttribute('style') ?? '')) return element.parentElement?.localName !== 'td';
    if (element.hasAttribute('data-line')) return true;
    const classes = element.classList;
    // "comment line" is a kind of comment, "token line" the rest of one.
    if (classes.contains('comment') || classes.contains('token')) return false;
    return [...classes].some((word) => LINES.has(word));
  }

  #line(element: Element): void {
    if (this.#endsLine || !this.#atLineStart) this.#break();
    const before = this.#length;
    this.#read(element);
    // A line that holds nothing is an empty line; a box around others is not.
    const isEmptyLine =
      this.#length === before && element.firstElementChild?.matches('div, pre, table, tr, td') !== true;
    if (!this.#atLineStart || isEmptyLine) this.#endsLine = true;
  }

  #text(text: string): void {
    if (text === '') return;
    this.#settleLine(text);
    this.#append(text);
  }

  /** Before more text comes: the line end that a box implied, unless the text brings one. */
  #settleLine(next: string): void {
    if (!this.#endsLine) return;
    if (next.startsWith('\n') || next.startsWith('\r\n')) this.#endsLine = false;
    else this.#break();
  }

  #break(): void {
    this.#endsLine = false;
    const token = this.#token;
    this.#token = undefined;
    this.#append('\n');
    this.#token = token;
  }

  #append(text: string): void {
    this.#unwritten += text;
    this.#note(text);
    this.#length += text.length;
    this.#atLineStart = text.endsWith('\n');
  }

  #write(): void {
    if (this.#unwritten) this.#parent.appendChild(this.#page.createTextNode(this.#unwritten));
    this.#unwritten = '';
  }

  #note(text: string): void {
    const token = this.#token;
    if (!token) return;
    const last = this.runs.at(-1);
    if (last && last.end === this.#length && last.token === token) last.end += text.length;
    else this.runs.push({ start: this.#length, end: this.#length + text.length, token });
  }
}

/** Numbers of lines: by their class, by the cell before the code, or as what cannot be selected. */
export function isGutter(element: Element): boolean {
  const isNamed = [...element.classList].some((word) => GUTTERS.has(word));
  const isFirstCell = /^t[dh]$/.test(element.localName) && element.nextElementSibling !== null;
  if (!(isNamed || isFirstCell || UNSELECTABLE.test(element.getAttribute('style') ?? ''))) return false;
  const text = element.textContent ?? '';
  return NUMBERS.test(text) && (isNamed || text.trim() !== '');
}
