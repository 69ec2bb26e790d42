import { type CodeLabel, codeLabel } from '../../model/code-language.ts';
import { keepCodeEmbeds } from './code-embeds.ts';
import { writeRuns } from './code-runs.ts';
import { rename } from './elements.ts';
import { gather, isGutter } from './gather-code.ts';

/** The attributes by which a block of code passes the sanitiser; `frameCode` reads them and takes them off. */
export const CODE_ATTRIBUTES = ['data-code', 'data-code-file', 'data-code-runs'] as const;

/**
 * Frees every block of code of its highlighter and notes what that said: language, file name, kinds of pieces.
 *
 * Runs on raw, untrusted trees, before what it reads is dropped, and adds nothing that would have to be trusted.
 */
export function keepCode(body: HTMLElement): void {
  for (const marked of body.querySelectorAll('[data-code], [data-code-file], [data-code-runs]')) {
    for (const name of CODE_ATTRIBUTES) marked.removeAttribute(name);
  }
  keepCodeEmbeds(body);
  makeBlocks(body);
  for (const pre of body.querySelectorAll('pre')) {
    if (!body.contains(pre) || pre.parentElement?.closest('pre') || isProse(pre)) continue;
    const label = labelOf(pre);
    const { content, runs } = gather(pre);
    pre.replaceWith(block(pre, content, label, runs ? writeRuns(runs) : ''));
  }
}

/** Its author names a language that no table has: then none is guessed. */
const UNKNOWN = '?';
/** Longer than the pieces of any code that somebody reads. */
const MAX_RUNS = 500_000;

function block(pre: Element, content: DocumentFragment, label: CodeLabel | undefined, runs: string): HTMLElement {
  const page = pre.ownerDocument;
  const made = page.createElement('pre');
  made.setAttribute('data-code', label ? (label.language ?? UNKNOWN) : '');
  if (label?.fileName) made.setAttribute('data-code-file', label.fileName);
  if (runs && runs.length < MAX_RUNS) made.setAttribute('data-code-runs', runs);
  if (pre.id) made.id = pre.id;
  const code = page.createElement('code');
  code.append(content);
  // Parsers drop a line end at the start of <pre>, nothing that is built does.
  made.append(code);
  return made;
}

/** An unclosed <pre> holds the rest of its article; that is no code. */
function isProse(pre: Element): boolean {
  return pre.querySelector('h1, h2, h3, h4, h5, h6, p + p, dl, blockquote, iframe, video, audio, ul, details') !== null;
}

/** Boxes that highlighters put around code, each inside the next. */
const BOXES = 'div, figure, td, tr, tbody, table, section, span';
const MOST_BOXES = 6;

/** @returns nothing where the markup says nothing of a language, not even of one that is in no table */
function labelOf(pre: Element): CodeLabel | undefined {
  const code = pre.querySelector('code');
  const own = code ? [pre, code] : [pre];
  for (const element of own) {
    const label = codeLabel((name) => element.getAttribute(name), true);
    if (label) return label;
  }
  let box = pre.parentElement;
  for (let height = 0; height < MOST_BOXES && box?.matches(BOXES) && holdsOnly(box, pre); height++) {
    const around = box;
    const label = codeLabel((name) => around.getAttribute(name));
    if (label) return label;
    box = box.parentElement;
  }
  // Rouge and others name it within, on what holds the lines.
  const inner = pre.querySelector('[data-lang], [data-language], [class*="language-"]');
  return inner ? codeLabel((name) => inner.getAttribute(name)) : undefined;
}

/** What a box says is said of this block only where the box holds no other, but for line numbers. */
function holdsOnly(box: Element, pre: Element): boolean {
  // Looks no further than the second other: an article may hold thousands in one box.
  const blocks = box.getElementsByTagName('pre');
  let others = 0;
  for (let at = 0; blocks[at]; at++) {
    const other = blocks[at];
    if (!other || pre.contains(other)) continue;
    others += 1;
    if (others > 1 || !/^[\s\d]*$/.test(other.textContent ?? '')) return false;
  }
  return true;
}

/** Code that stands in no <pre>, or beside its line numbers in a table. */
function makeBlocks(body: HTMLElement): void {
  for (const source of body.querySelectorAll(
    'script[type="syntaxhighlighter" i], textarea[name="code"], textarea[class*="brush"]',
  )) {
    source.replaceWith(plainBlock(source, withoutCdata(source.textContent ?? '')));
  }
  for (const crayon of body.querySelectorAll('.crayon-syntax')) {
    const lines = crayon.querySelector('.crayon-pre');
    const plain = crayon.querySelector('textarea.crayon-plain')?.textContent ?? '';
    const label = (crayon.querySelector('.crayon-language')?.textContent ?? '').trim().toLowerCase();
    const pre = lines ? rename(lines, 'pre') : plainBlock(crayon, plain);
    if (label) pre.setAttribute('data-lang', label);
    crayon.replaceWith(pre);
  }
  for (const table of body.querySelectorAll('table')) freeTable(table);
  for (const box of body.querySelectorAll('div[style*="white-space"], code[style*="white-space"]')) {
    const style = box.getAttribute('style') ?? '';
    const isCode =
      /white-space\s*:\s*(?:pre|break-spaces)/i.test(style) &&
      /monospace|consolas|menlo|courier|display\s*:\s*block/i.test(style);
    if (isCode && !box.closest('pre') && !box.querySelector('pre, p, img, table, h1, h2, h3, ul')) rename(box, 'pre');
  }
}

const ESCAPES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

function withoutCdata(text: string): string {
  // Some systems escape what stands in a script as well, which no parser undoes.
  const source = /^\s*&lt;!\[CDATA\[/.test(text)
    ? text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ESCAPES[name] ?? '')
    : text;
  return source.replace(/^\s*<!\[CDATA\[\r?\n?/, '').replace(/\]\]>\s*$/, '');
}

function plainBlock(source: Element, text: string): HTMLElement {
  const pre = document.createElement('pre');
  for (const name of ['class', 'data-lang', 'lang']) {
    const value = source.getAttribute(name);
    if (value) pre.setAttribute(name, value);
  }
  pre.textContent = text;
  return pre;
}

/** Classes of cells and tables that hold code without <pre>. */
const CODE_CELL = '.code, .blob-code, .hljs-ln-code, .rouge-code, .crayon-code, .js-file-line';

/** A table whose last column is code, and whose others are line numbers, becomes its code. */
function freeTable(table: Element): void {
  if (table.closest('pre') || !table.isConnected) return;
  const rows = [...table.querySelectorAll('tr')];
  const codes = rows.map((row) => [...row.children].at(-1));
  const isCode = codes.every(
    (cell, at) =>
      cell?.matches('td, th') &&
      [...(rows[at]?.children ?? [])]
        .slice(0, -1)
        .every((other) => isGutter(other) || (other.textContent ?? '').trim() === '') &&
      (cell.matches(CODE_CELL) ||
        (rows.length === 1 && cell.querySelector('pre') !== null && (rows[at]?.children.length ?? 0) > 1)),
  );
  if (!isCode || codes.length === 0 || codes.some((cell) => (cell?.querySelectorAll('pre').length ?? 0) > 1)) return;
  const page = table.ownerDocument;
  const box = page.createElement('div');
  const pre = page.createElement('pre');
  for (const name of ['class', 'data-lang', 'data-tagsearch-lang']) {
    const value = table.getAttribute(name);
    if (value) box.setAttribute(name === 'class' ? name : 'data-lang', value);
  }
  const [only, ...more] = codes;
  const inner = only?.querySelector('pre');
  if (only && inner && more.length === 0) box.append(inner);
  else {
    for (const cell of codes) if (cell) pre.append(rename(cell, 'div'));
    box.append(pre);
  }
  table.replaceWith(box);
}
