import { Readability } from '@mozilla/readability';
import { isBlank } from './elements.ts';
import { keepFallbackImages } from './preserve.ts';
import { parseInert } from './sanitise.ts';

export type Extraction =
  /** HTML as untrusted as the page that it is from. */
  | { readonly kind: 'article'; readonly html: string }
  | { readonly kind: 'none'; readonly reason: 'no-article' | 'sign-in' };

/** Reading more would stop the page for longer than a person waits. */
const MOST_ELEMENTS = 50_000;

/** An article has more characters, unless it has code or pictures; a note on cookies has less. */
const LEAST_TEXT = 140;

/**
 * The article that a page holds, told from menus, advertisements and comments by Readability.
 *
 * @param html source of the page; its addresses are absolute
 * @param mostElements a page of more is not looked through
 */
export function extractArticle(html: string, mostElements = MOST_ELEMENTS): Extraction {
  let asksToSignIn = false;
  try {
    const page = parseInert(html);
    asksToSignIn = page.querySelector('input[type="password" i]') !== null;
    const found = findArticle(page, mostElements);
    if (found) return { kind: 'article', html: found };
  } catch (error) {
    // Too many elements, or a page that Readability has no answer to.
    console.error(error);
  }
  return { kind: 'none', reason: asksToSignIn ? 'sign-in' : 'no-article' };
}

function findArticle(page: Document, mostElements: number): string | undefined {
  const { body } = page;
  // A page of frames has none.
  if (!(body instanceof HTMLBodyElement)) return undefined;
  const declaresTex = page.querySelector('script:is([src*="mathjax" i], [src*="katex" i])');
  keepFallbackImages(body);
  dropHandlers(body);
  const held = new Held(body);
  letRestore(body);
  const article = articleIn(page, mostElements);
  if (!article || !isLongEnough(article)) return undefined;
  held.putBack(article);
  // The element itself: to give another one its address is what Trusted Types forbid.
  if (declaresTex) article.append(declaresTex);
  return article.innerHTML;
}

function articleIn(page: Document, mostElements: number): Element | undefined {
  const reader = new Readability<Node>(page, {
    maxElemsToParse: mostElements,
    // By them the passes know code, notes and formulas.
    keepClasses: true,
    serializer: (node) => node,
  });
  const content = reader.parse()?.content;
  return content instanceof Element ? content : undefined;
}

function isLongEnough(article: Element): boolean {
  const text = article.textContent ?? '';
  return text.trim().length >= LEAST_TEXT || (!isBlank(text) && article.querySelector('pre, img, video') !== null);
}

/**
 * Readability takes the body as it was before each new attempt by writing its source back, which Trusted Types forbid,
 * in documents without a window too. In place of source, the body gives and takes copies of what it holds.
 */
function letRestore(body: HTMLElement): void {
  let kept: DocumentFragment | undefined;
  Object.defineProperty(body, 'innerHTML', {
    get: () => {
      kept = body.ownerDocument.createDocumentFragment();
      for (const child of body.childNodes) kept.append(child.cloneNode(true));
      return '';
    },
    set: () => body.replaceChildren(kept?.cloneNode(true) ?? ''),
  });
}

/** Readability gives elements other names, and Trusted Types forbid to take a handler along, in such documents too. */
function dropHandlers(body: HTMLElement): void {
  for (const element of body.querySelectorAll('*')) {
    const handlers = element.getAttributeNames().filter((name) => name.startsWith('on'));
    for (const name of handlers) element.removeAttribute(name);
  }
}

const MARK = 'data-held';

/** What Readability would drop or spoil: code with its highlighter's marks, sources of formulas, embedded files. */
class Held {
  readonly #originals: Element[] = [];

  constructor(body: HTMLElement) {
    for (const marked of body.querySelectorAll(`[${MARK}]`)) marked.removeAttribute(MARK);
    for (const pre of body.querySelectorAll('pre')) {
      if (body.contains(pre) && !pre.parentElement?.closest('pre')) this.#hold(boxOf(pre, body), 'pre');
    }
    for (const source of body.querySelectorAll('script[type^="math/" i]')) this.#hold(source, 'code');
    for (const file of body.querySelectorAll('script[src*="//gist.github.com/"]')) this.#hold(file, 'p', 'gist');
  }

  putBack(article: Element): void {
    for (const holder of article.querySelectorAll(`[${MARK}]`)) {
      const original = this.#originals[Number(holder.getAttribute(MARK))];
      if (original) holder.replaceWith(original);
    }
  }

  #hold(original: Element, tag: string, text = original.textContent ?? ''): void {
    const holder = original.ownerDocument.createElement(tag);
    holder.setAttribute(MARK, String(this.#originals.length));
    // By its length Readability judges what stands around it.
    holder.textContent = text;
    this.#originals.push(original);
    original.replaceWith(holder);
  }
}

/** Highlighters put boxes around code, and a table where they number its lines. */
const BOXES = 'div, figure, td, tr, tbody, table';
const MOST_BOXES = 8;

/** The outermost box that holds nothing but this code and the numbers of its lines. */
function boxOf(pre: Element, body: HTMLElement): Element {
  const code = lettersOf(pre);
  let box = pre;
  let outer = pre.parentElement;
  for (let step = 0; step < MOST_BOXES && outer && outer !== body && outer.matches(BOXES); step++) {
    if (lettersOf(outer) === code && outer.querySelector('img, video, iframe') === null) box = outer;
    else if (!outer.matches('td, tr, tbody')) break;
    outer = outer.parentElement;
  }
  return box;
}

function lettersOf(element: Element): string {
  return (element.textContent ?? '').replace(/[\s\d]+/g, '');
}
