/** Puts an element's children in its place. */
export function unwrap(element: Element): void {
  const children = documentOf(element).createDocumentFragment();
  moveChildren(element, children);
  replace(element, children);
}

/**
 * Gives an element another name; of its attributes, only the language, direction and id go along.
 *
 * @returns the new element
 */
export function rename(element: Element, tag: string): HTMLElement {
  const renamed = Document.prototype.createElement.call(documentOf(element), tag);
  for (const name of ['id', 'lang', 'dir']) {
    const value = Element.prototype.getAttribute.call(element, name);
    if (value !== null) renamed.setAttribute(name, value);
  }
  moveChildren(element, renamed);
  replace(element, renamed);
  return renamed;
}

/** Its own: what a feed brought stays in a document without a window, where nothing loads. */
function documentOf(element: Element): Document {
  return Reflect.get(Node.prototype, 'ownerDocument', element) as Document;
}

// All go through the prototypes: `form.firstChild` is the field in <form><input name="firstChild"></form>.
function moveChildren(from: Element, to: Node): void {
  for (let child = firstChild(from); child; child = firstChild(from)) to.appendChild(child);
}

function firstChild(element: Element): ChildNode | null {
  return Reflect.get(Node.prototype, 'firstChild', element) as ChildNode | null;
}

function replace(element: Element, by: Node): void {
  Element.prototype.replaceWith.call(element, by);
}

/** What each id names, looked up once for a pass that follows many links; the first of those with one id. */
export function elementsById(place: ParentNode): ReadonlyMap<string, Element> {
  const byId = new Map<string, Element>();
  for (const element of place.querySelectorAll('[id]')) {
    if (!byId.has(element.id)) byId.set(element.id, element);
  }
  return byId;
}

/** Elements that show something although they hold no text. */
export const SHOWN_WITHOUT_TEXT = 'img, video, audio, hr, math, .embed';

const BLOCKS: ReadonlySet<string> = new Set([
  ...['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'hr', 'details', 'summary', 'ul', 'ol'],
  ...['li', 'dl', 'dt', 'dd', 'figure', 'figcaption', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['video', 'section'],
]);

export function isBlock(node: Node | null): boolean {
  return node instanceof Element && BLOCKS.has(node.localName);
}

export function isBlankText(node: Node): boolean {
  return node.nodeType === Node.TEXT_NODE && isBlank(node.nodeValue ?? '');
}

/** White space, no-break spaces and characters without width show nothing. */
export function isBlank(text: string): boolean {
  return !/[^\s\u00a0\u200b-\u200d\u2060\ufeff]/.test(text);
}

/** Letters and digits only, in lower case: what two titles are compared by. */
export function bareWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
