import { isBlock } from './elements.ts';
import { FORMULA, TEX } from './formula-markup.ts';
import { ID_PREFIX } from './sanitise.ts';

export interface MarkdownContext {
  /** Where links within the post lead from outside of it; undefined where it has no address. */
  readonly postUrl: string | undefined;
  /** What a fence says of a block of code; '' for nothing. */
  readonly languageOf: (pre: Element) => string;
}

/**
 * An article as Markdown: CommonMark, with tables and strike-through of GitHub, formulas between dollars and notes as
 * most programs know them.
 *
 * Written for the trees that `renderArticle` gives, whose few elements are all known here; what a reader of Markdown
 * may take for a mark is escaped.
 *
 * @param content formulas in it are not typeset yet
 */
export function markdownOf(content: ParentNode, context: MarkdownContext): string {
  return new Writer(content, context).write();
}

class Writer {
  readonly #content: ParentNode;
  readonly #context: MarkdownContext;
  /** The texts of notes, and by the places that lead to them the number of each. */
  readonly #notes: Element[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(content: ParentNode, context: MarkdownContext) {
    this.#content = content;
    this.#context = context;
    for (const reference of content.querySelectorAll('a[role="doc-noteref"]')) this.#find(reference);
  }

  write(): string {
    const text = this.#blocks(this.#content);
    const notes = this.#notes.map((note, index) => {
      const mark = `[^${index + 1}]: `;
      return mark + indented(this.#blocks(note).join('\n\n'), '    ');
    });
    return [...text, ...notes].join('\n\n');
  }

  #find(reference: Element): void {
    const id = idIn(reference);
    if (id === undefined || this.#numbers.has(id)) return;
    const target = [...this.#content.querySelectorAll('[id]')].find((element) => element.id === id);
    const note = target?.closest('.note') ?? target?.nextElementSibling?.closest('.note');
    if (!note) return;
    const known = this.#notes.indexOf(note);
    if (known < 0) this.#notes.push(note);
    this.#numbers.set(id, known < 0 ? this.#notes.length : known + 1);
  }

  /** Each block of an element by itself; runs of text between them are paragraphs. */
  #blocks(parent: ParentNode): string[] {
    const blocks: string[] = [];
    let run: Node[] = [];
    const close = () => {
      const text = this.#paragraph(run);
      if (text) blocks.push(text);
      run = [];
    };
    for (const node of (parent as unknown as Node).childNodes) {
      if (!isBlock(node) && !isCard(node)) {
        run.push(node);
        continue;
      }
      close();
      blocks.push(...this.#block(node as Element).filter((block) => block !== ''));
    }
    close();
    return blocks;
  }

  #block(element: Element): string[] {
    // Written at the end.
    if (this.#notes.includes(element)) return [];
    const tag = element.localName;
    if (/^h[1-6]$/.test(tag)) return [`${'#'.repeat(Number(tag.charAt(1)))} ${this.#line(element)}`];
    switch (tag) {
      case 'pre':
        return [this.#fence(element)];
      case 'hr':
        return ['---'];
      case 'ul':
      case 'ol':
        return [this.#list(element, tag === 'ol')];
      case 'blockquote':
        return [prefixed(this.#blocks(element).join('\n\n'), '> ')];
      case 'table':
        return [this.#table(element)];
      case 'dt':
      case 'summary':
        return [wrapped(this.#line(element), '**')];
      case 'figcaption':
      case 'caption':
        return [wrapped(this.#line(element), '*')];
      case 'video':
        return [this.#media(element)];
      default:
        return element.classList.contains('code-head') ? [] : this.#blocks(element);
    }
  }

  #fence(pre: Element): string {
    const code = textOf(pre).replace(/\n$/, '');
    const fence = '`'.repeat(Math.max(3, longestRun(code, '`') + 1));
    return `${fence}${this.#context.languageOf(pre)}\n${code}\n${fence}`;
  }

  #list(list: Element, isOrdered: boolean): string {
    const items = [...list.children].filter((item) => item.localName === 'li' && !this.#notes.includes(item));
    let number = Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1;
    const written = items.map((item) => {
      const marker = isOrdered ? `${number++}. ` : '- ';
      const blocks = this.#blocks(item);
      // A list within an item follows its text at once; anything else stands apart.
      const [first = '', ...rest] = blocks;
      const isTight = rest.length === 0 || (rest.length === 1 && item.querySelector(':scope > :is(ul, ol)') !== null);
      return {
        isTight,
        text: marker + indented([first, ...rest].join(isTight ? '\n' : '\n\n'), ' '.repeat(marker.length)),
      };
    });
    return written.map(({ text }) => text).join(written.every(({ isTight }) => isTight) ? '\n' : '\n\n');
  }

  #table(table: Element): string {
    const rows = [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table);
    const cells = rows.map((row) =>
      [...row.children].flatMap((cell) => {
        const text = this.#blocks(cell).join('<br>').replace(/\\?\n/g, '<br>').replaceAll('|', '\\|');
        const span = Math.min(Number(cell.getAttribute('colspan')) || 1, 20);
        return [text, ...Array.from({ length: span - 1 }, () => '')];
      }),
    );
    const width = Math.max(0, ...cells.map((row) => row.length));
    if (width === 0) return '';
    const hasHead =
      rows[0]?.closest('thead') != null || [...(rows[0]?.children ?? [])].every((cell) => cell.localName === 'th');
    const line = (row: readonly string[]) =>
      `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`;
    const [head = [], ...body] = hasHead ? cells : [[], ...cells];
    const caption = [...table.children].find((child) => child.localName === 'caption');
    const lines = [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)];
    return [...(caption ? [wrapped(this.#line(caption), '*'), ''] : []), ...lines].join('\n');
  }

  #paragraph(nodes: readonly Node[]): string {
    const text = nodes.map((node) => this.#inline(node)).join('');
    return guardedStart(trimmed(text));
  }

  #line(element: Element): string {
    return trimmed(this.#inlineOf(element)).replace(/\\?\n/g, ' ');
  }

  #inlineOf(element: Element): string {
    return [...element.childNodes].map((node) => this.#inline(node)).join('');
  }

  #inline(node: Node): string {
    if (node.nodeType === Node.TEXT_NODE) return escaped((node.nodeValue ?? '').replace(/\s+/g, ' '));
    if (!(node instanceof Element)) return '';
    const formula = formulaOf(node);
    if (formula) return formula.isDisplay ? `$$${formula.source}$$` : `$${formula.source}$`;
    switch (node.localName) {
      case 'br':
        return '\\\n';
      case 'em':
      case 'i':
        return wrapped(this.#inlineOf(node), '*');
      case 'strong':
      case 'b':
        return wrapped(this.#inlineOf(node), '**');
      case 'del':
      case 's':
      case 'strike':
        return wrapped(this.#inlineOf(node), '~~');
      case 'code':
      case 'samp':
      case 'tt':
        return codeSpan(textOf(node));
      case 'sub':
      case 'kbd':
        return `<${node.localName}>${this.#inlineOf(node)}</${node.localName}>`;
      case 'sup':
        return node.querySelector('a[role="doc-noteref"]')
          ? this.#inlineOf(node)
          : `<sup>${this.#inlineOf(node)}</sup>`;
      case 'a':
        return this.#link(node);
      case 'img':
        return picture(node);
      case 'audio':
      case 'video':
        return this.#media(node);
      case 'source':
        return '';
      default:
        return isBlock(node) ? this.#blocks(node).join(' ') : this.#inlineOf(node);
    }
  }

  #link(link: Element): string {
    if (link.getAttribute('role') === 'doc-backlink') return '';
    const id = idIn(link);
    const note = id === undefined ? undefined : this.#numbers.get(id);
    if (note !== undefined) return `[^${note}]`;
    const text = trimmed(this.#inlineOf(link)).replace(/\\?\n/g, ' ');
    const href = id === undefined ? link.getAttribute('href') : this.#placeOutside(id);
    return href && text ? `[${text}](${address(href)})` : text;
  }

  #placeOutside(id: string): string | undefined {
    const { postUrl } = this.#context;
    return postUrl && `${postUrl.split('#', 1)[0]}#${encodeURIComponent(id.replace(ID_PREFIX, ''))}`;
  }

  #media(player: Element): string {
    const src = player.getAttribute('src') ?? player.querySelector('source')?.getAttribute('src');
    if (!src) return '';
    return `[${escaped(player.getAttribute('title') ?? src.split('/').at(-1) ?? src)}](${address(src)})`;
  }
}

/** A card that stands for what was embedded, and a formula on a line of its own. */
function isCard(node: Node): boolean {
  return node instanceof Element && node.matches('.embed, .code-block, .table-scroll');
}

function idIn(link: Element): string | undefined {
  const href = link.getAttribute('href') ?? '';
  if (!href.startsWith('#')) return undefined;
  try {
    return decodeURIComponent(href.slice(1));
  } catch {
    return href.slice(1);
  }
}

function formulaOf(element: Element): { readonly source: string; readonly isDisplay: boolean } | undefined {
  const kind = element.getAttribute(FORMULA);
  if (kind === 'block' || kind === 'inline')
    return { source: oneLine(element.textContent), isDisplay: kind === 'block' };
  const tex = element.getAttribute(TEX);
  if (tex) return { source: oneLine(tex), isDisplay: false };
  if (element.localName !== 'math') return undefined;
  const source = element.querySelector('annotation[encoding*="tex" i]')?.textContent ?? element.getAttribute('alttext');
  return source ? { source: oneLine(source), isDisplay: element.getAttribute('display') === 'block' } : undefined;
}

/** A line that is empty would end the formula. */
function oneLine(tex: string | null): string {
  return (tex ?? '').trim().replace(/\s*\n\s*/g, ' ');
}

/** Text byte for byte, with breaks as line ends. */
function textOf(element: Element): string {
  if (!element.querySelector('br')) return element.textContent ?? '';
  const copy = element.cloneNode(true) as Element;
  for (const br of copy.querySelectorAll('br')) br.replaceWith('\n');
  return copy.textContent ?? '';
}

function codeSpan(code: string): string {
  const text = code.replace(/\s+/g, ' ');
  if (!text.trim()) return text;
  const ticks = '`'.repeat(longestRun(text, '`') + 1);
  // A tick at either end would become part of the fence.
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

function longestRun(text: string, sign: string): number {
  let longest = 0;
  let run = 0;
  for (const char of text) {
    run = char === sign ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function picture(image: Element): string {
  const src = image.getAttribute('src') ?? image.getAttribute('srcset')?.split(' ', 1)[0]?.replace(/,$/, '');
  // A picture that stands in the post itself would be many lines of letters.
  if (!src || src.startsWith('data:')) return escaped(image.getAttribute('alt') ?? '');
  return `![${escaped(image.getAttribute('alt') ?? '')}](${address(src)})`;
}

/** As a destination (CommonMark §6.3): between angle brackets where a bracket or blank would end it. */
function address(href: string): string {
  return /[\s()]/.test(href) ? `<${href.replace(/[<>]/g, encodeURIComponent)}>` : href;
}

/** Emphasis holds no blank at either end. */
function wrapped(text: string, mark: string): string {
  const inner = text.trim();
  if (!inner) return text;
  const start = text.slice(0, text.length - text.trimStart().length);
  const end = text.slice(text.trimEnd().length);
  return `${start}${mark}${inner}${mark}${end}`;
}

/** Folds the blanks that elements left side by side, and those around line breaks. */
function trimmed(text: string): string {
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/^(?:\\?\n| )+|(?:\\?\n| )+$/g, '');
}

/** Signs that mean something within a line; underscores within a word mean nothing. */
function escaped(text: string): string {
  const signs = text
    .replace(/[\\`*[\]]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/~~/g, '\\~\\~')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&');
  // Two dollars may hold a formula.
  return (signs.match(/\$/g)?.length ?? 0) > 1 ? signs.replaceAll('$', '\\$') : signs;
}

/** A paragraph that would begin like a heading, list, quote or rule. */
function guardedStart(paragraph: string): string {
  return paragraph
    .split('\n')
    .map((line) =>
      line
        .replace(/^(?:#{1,6}(?= |$)|[-+](?= |$)|>|-{3,}$|={2,}$)/, '\\$&')
        .replace(/^(\d{1,9})([.)])(?= |$)/, '$1\\$2'),
    )
    .join('\n');
}

function prefixed(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? prefix.trimEnd() : prefix + line))
    .join('\n');
}

function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line, at) => (at === 0 || line === '' ? line : indent + line))
    .join('\n');
}
