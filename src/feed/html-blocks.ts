import { mathmlText } from './formula-text.ts';
import { attribute, type Tag, TagScanner } from './html-tags.ts';
import { decodeEntities, decodeInAddress } from './plain-text.ts';
import { lowered, raised } from './raised-text.ts';

export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'list-item'
  | 'quote'
  | 'pre'
  | 'table'
  | 'figure'
  | 'caption'
  | 'nav'
  | 'form';

/** A run of text between two block borders. */
export interface Block {
  /** Where the text stands; of several, what tells most: a paragraph within a data table is `table`, code is always `pre`. */
  readonly kind: BlockKind;
  /**
   * Entities decoded once, inline tags dropped, white space folded to single spaces, `<br>` kept as '\n'; never empty.
   * Powers are written as such, marks of footnotes left out; MathML is a line of text, TeX stands in `\\(` and `\\)`.
   * In `pre`, byte for byte.
   */
  readonly text: string;
  /** 1 to 6, of headings. */
  readonly level?: number;
  /** All that can be read stands within `<em>`, `<i>` or `<cite>`; and so on for the others. */
  readonly allItalic?: true;
  readonly allBold?: true;
  /** Links with an address only; a named anchor is none. */
  readonly allLinks?: true;
  /** Inline code, outside `<pre>`. */
  readonly allCode?: true;
  /** Of `pre`: what may tell its language. */
  readonly labels?: CodeLabels;
}

/** Source of attributes, entities undecoded. */
export interface CodeLabels {
  /** Of the `<pre>`, then of the first `<code>` in it. */
  readonly own: readonly string[];
  /** Of the boxes around it, the nearest first; three at most. */
  readonly around: readonly string[];
}

export interface HtmlBlocks {
  /** In the document's order. */
  readonly blocks: readonly Block[];
  /** Pictures that are meant to be seen: no counting pixels and no smileys. */
  readonly images: number;
  /** Address of the first of them that is no icon, as it is written but for its entities; may be relative. */
  readonly firstImage?: string;
  /** `<pre>` elements; one within another, and the column of line numbers beside it, count nothing. */
  readonly codeBlocks: number;
  /** Whether formulas are marked up as such: MathML, TeX in scripts, pictures of TeX. TeX in the text is not looked for. */
  readonly hasFormulas: boolean;
}

/** What lies beyond is not read: no post that a person reads comes near it. */
const MAX_BLOCKS = 50_000;
/** Deeper elements still part blocks, but nest no further; browsers stop at 512 as well. */
const MAX_DEPTH = 512;

function names<T extends string>(role: T, list: string): [string, T][] {
  return list.split(' ').map((name) => [name, role]);
}

type Role = BlockKind | 'block' | 'row' | 'cell' | 'list' | 'skip';

const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...names(
    'block',
    'address article aside body center dd details dialog div dl fieldset header hgroup html main p section',
  ),
  ...names('list', 'ol ul menu dir'),
  ...names('list-item', 'li'),
  ...names('heading', 'h1 h2 h3 h4 h5 h6'),
  ...names('quote', 'blockquote'),
  ...names('pre', 'pre listing'),
  ...names('table', 'table'),
  ...names('row', 'tr'),
  ...names('cell', 'td th'),
  ...names('figure', 'figure'),
  ...names('caption', 'figcaption caption summary legend dt'),
  ...names('nav', 'nav footer'),
  ...names('form', 'form'),
  // What they hold is shown elsewhere, or only where something else cannot be shown.
  ...names(
    'skip',
    'annotation annotation-xml audio button canvas head noscript object rp rt select svg template video',
  ),
]);

/** Their content is no markup (HTML §13.1.2), and none of it is read. */
const RAW = new Set('iframe noembed noframes script style textarea title xmp'.split(' '));

/** Containers whose class or role says more than their element. */
const MARKED = new Set('aside div li ol p section span ul'.split(' '));

const MARKS: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...names('caption', 'wp-caption wp-caption-text wp-element-caption tr-caption'),
  ...names('nav', 'footnotes toc table-of-contents feedflare sharedaddy jp-relatedposts yarpp-related'),
  ...names('nav', 'navigation doc-toc doc-endnotes'),
  ...names('nav', 'byline post-meta entry-meta photo-credit image-credit slideCredit jumpTag feature-image-caption'),
  ...names('nav', 'footnote footnote-definition subscription-widget-wrap kg-signup-card kg-button-card'),
  ...names('caption', 'caption image-caption img-caption photo-caption'),
  ...names('skip', 'screen-reader-text sr-only visually-hidden sidenote marginnote'),
  // What scripts drew of formulas, whose source stands beside it.
  ...names('skip', 'katex-html MathJax_Preview MathJax MathJax_Display MathJax_SVG MathJax_CHTML'),
]);

const ANY_MARK = new RegExp([...MARKS.keys()].join('|'));
/** Highlighted code has thousands of spans, each with a class. */
const ANY_MARK_OF_SPAN =
  /screen-reader|sr-only|visually-hidden|sidenote|marginnote|footnote|caption|katex-html|MathJax/;

/** Elements around a <pre> that highlighters make. */
const CODE_BOXES = new Set(['div', 'figure', 'td', 'table', 'article', 'section']);

/** Of several that are open, the one that says most comes first. */
const PRECEDENCE = ['form', 'nav', 'caption', 'figure', 'heading', 'quote', 'list-item'] as const;

type Style = 'italic' | 'bold' | 'code' | 'sup';

const STYLES: ReadonlyMap<string, Style> = new Map<string, Style>([
  ...names('italic', 'i em cite'),
  ...names('bold', 'b strong'),
  ...names('code', 'code kbd samp tt'),
  ...names('sup', 'sup'),
]);

/**
 * The text of HTML source as an ordered list of blocks, with what a list wants to know of its pictures and code.
 *
 * One pass without a DOM, linear in the length, for untrusted source: unclosed and wrongly nested tags end where
 * their container ends, and of a source that was cut within a tag, the text before it remains.
 */
export function htmlBlocks(html: string): HtmlBlocks {
  const reader = new BlockReader();
  const tags = new TagScanner(html);
  for (let tag = tags.next(); tag && !reader.isFull; tag = tags.next()) {
    reader.addText(tag.before);
    if (tag.closes) reader.close(tag.name);
    else if (tag.name === 'math' && !tag.closesItself) reader.addMath(tags.takeUpTo('math'));
    else if (tag.name === 'script' && MATH_SCRIPT.test(tag.attributes)) {
      reader.addTex(tag.closesItself ? '' : tags.takeUpTo('script'));
    } else if (RAW.has(tag.name)) {
      // XHTML closes it in itself; HTML would read the rest of the post as its content.
      if (!tag.closesItself) tags.skipPast(tag.name);
    } else reader.open(tag);
  }
  reader.addText(tags.rest());
  return reader.finish();
}

/** `<script type="math/tex">`, in which MathJax 2 keeps a formula. */
const MATH_SCRIPT = /\btype\s*=\s*["']?math\/(?:tex|latex)/i;

/** What open inline elements say of the text. */
interface Inline {
  readonly italic: number;
  readonly bold: number;
  readonly code: number;
  readonly sup: number;
  readonly link: boolean;
  readonly muted: boolean;
}

const PLAIN: Inline = { italic: 0, bold: 0, code: 0, sup: 0, link: false, muted: false };

interface Frame {
  readonly name: string;
  readonly role: Role;
  readonly level: number;
  /** The inline state outside: what is left open within ends with the element. */
  readonly outside: Inline;
  readonly attributes: string;
  readonly table?: TableFrame;
}

interface TableFrame {
  readonly firstDraft: number;
  cellsInRow: number;
  mostCells: number;
}

/** A block whose kind awaits the end of its tables: only then is it known which of them hold data. */
interface Draft {
  readonly block: Block;
  /** Further lines of a <pre>. */
  readonly lines: string[];
  tables: number;
}

function blockOf({ block, lines, tables }: Draft): Block {
  if (block.kind === 'pre') return lines.length > 0 ? { ...block, text: joinLines([block.text, ...lines]) } : block;
  return tables > 0 ? { kind: 'table', text: block.text } : block;
}

function joinLines(lines: readonly string[]): string {
  return lines.map((line, i) => (i < lines.length - 1 ? line.replace(/\n$/, '') : line)).join('\n');
}

class BlockReader {
  readonly #drafts: Draft[] = [];
  readonly #frames: Frame[] = [];
  readonly #openRoles = new Map<Role, number>();
  readonly #openNames = new Map<string, number>();
  /** How many open elements are skipped, and how many hold code: asked for each piece of text. */
  #skips = 0;
  #codes = 0;
  #inline = PLAIN;
  #parts: string[] = [];
  #styles = new SeenStyles();
  #images = 0;
  #firstImage: string | undefined;
  #codeBlocks = 0;
  #hasFormulas = false;
  /** Where in #parts an open <sup> or <sub> begins. */
  #script: { readonly name: string; readonly from: number } | undefined;
  #labels: { readonly own: string[]; readonly around: readonly string[] } | undefined;
  /** The draft of the outermost <pre> that is open, once it has text. */
  #openCode: Draft | undefined;

  get isFull(): boolean {
    return this.#drafts.length >= MAX_BLOCKS;
  }

  addText(source: string): void {
    if (source === '' || this.#skips > 0 || this.#inline.muted) return;
    const text = decodeEntities(source);
    if (this.#codes > 0) {
      this.#parts.push(text);
      return;
    }
    this.#parts.push(UNFOLDED.test(text) ? text.replace(UNSEEN, '').replace(/[^\S ]\s*| \s+/g, ' ') : text);
    if (!this.#styles.hasSeen(this.#inline) && READABLE.test(text)) this.#styles.note(this.#inline);
  }

  open(tag: Tag): void {
    const { name } = tag;
    if (name === 'br') this.#parts.push('\n');
    else if (name === 'hr') this.part();
    else if (name === 'img') this.#noteImage(tag.attributes);
    else if (name === 'a') this.#openLink(tag.attributes);
    else this.#openElement(tag);
  }

  /** @param source of a formula in MathML */
  addMath(source: string): void {
    this.#hasFormulas = true;
    this.#addPlain(mathmlText(source, decodeEntities));
  }

  /** @param tex as a person wrote it */
  addTex(tex: string): void {
    if (tex.trim() === '') return;
    this.#hasFormulas = true;
    this.#addPlain(`\\(${tex.trim().replace(/\s+/g, ' ')}\\)`);
  }

  /** Text that needs no decoding. */
  #addPlain(text: string): void {
    if (text === '' || this.#skips > 0 || this.#inline.muted) return;
    this.#parts.push(text);
    this.#styles.note(this.#inline);
  }

  close(name: string): void {
    if (name === '') return;
    if (name === 'a' && this.#inline.link) this.#inline = { ...this.#inline, link: false, muted: false };
    if (name === this.#script?.name) this.#closeScript();
    const style = STYLES.get(name);
    if (style) this.#inline = { ...this.#inline, [style]: Math.max(0, this.#inline[style] - 1) };
    if (!this.#openNames.get(name)) {
      if (ROLES.has(name)) this.part();
      return;
    }
    while (this.#frames.length > 0 && this.#pop() !== name);
  }

  /** Ends the block that is being read. */
  part(): void {
    if (this.#parts.length === 0) return;
    const raw = this.#parts.join('');
    const styles = this.#styles;
    this.#parts = [];
    this.#script = undefined;
    this.#styles = new SeenStyles();
    if (this.#codes > 0) this.#addCode(raw);
    else for (const text of paragraphsOf(raw)) this.#addDraft({ ...this.#kindHere(), text, ...styles.all() });
  }

  finish(): HtmlBlocks {
    this.part();
    while (this.#frames.length > 0) this.#pop();
    const first = this.#firstImage;
    return {
      blocks: this.#drafts.map(blockOf),
      images: this.#images,
      ...(first !== undefined && { firstImage: first }),
      codeBlocks: this.#codeBlocks,
      hasFormulas: this.#hasFormulas,
    };
  }

  #openElement(tag: Tag): void {
    if (tag.name === 'sup' || tag.name === 'sub') this.#openScript(tag);
    const style = STYLES.get(tag.name);
    if (tag.name === 'code' && this.#labels?.own.length === 1) this.#labels.own.push(tag.attributes);
    if (style && !tag.closesItself) this.#inline = { ...this.#inline, [style]: this.#inline[style] + 1 };
    const role = roleOf(tag);
    if (!role) return;
    if (role !== 'skip') this.part();
    this.#closeImplied(tag.name, role);
    if (tag.closesItself || this.#frames.length >= MAX_DEPTH) return;
    if (role === 'pre' && this.#codes === 0) this.#labels = { own: [tag.attributes], around: this.#boxes() };
    this.#push(tag, role);
  }

  /** Attributes of the elements around code that may name its language. */
  #boxes(): string[] {
    return this.#frames
      .slice(-6)
      .filter(({ name, attributes }) => attributes !== '' && CODE_BOXES.has(name))
      .slice(-3)
      .map(({ attributes }) => attributes)
      .reverse();
  }

  #openScript({ name, closesItself }: Tag): void {
    if (closesItself || this.#script || this.#codes > 0 || this.#skips > 0) return;
    this.#script = { name, from: this.#parts.length };
  }

  #closeScript(): void {
    if (!this.#script) return;
    const text = this.#parts.splice(this.#script.from).join('');
    const before = this.#parts.slice(-8).join('').slice(-80);
    this.#parts.push(this.#script.name === 'sup' ? raised(text, before) : lowered(text, before));
    this.#script = undefined;
  }

  /** What a start tag ends without saying so (HTML §13.1.2.4). */
  #closeImplied(name: string, role: Role): void {
    if (role === 'skip') return;
    if (this.#frames.at(-1)?.name === 'p') this.#pop();
    if (name === 'li') this.#popTo(['li'], ['list']);
    else if (name === 'dt' || name === 'dd') this.#popTo(['dt', 'dd'], ['list']);
    else if (role === 'cell') this.#popTo(['td', 'th'], ['row', 'table']);
    else if (role === 'row') this.#popTo(['tr'], ['table']);
  }

  /** Looks only so far down: what lies deeper was left open by mistake, and nesting it does no harm. */
  #popTo(ends: readonly string[], borders: readonly Role[]): void {
    for (let back = 1; back <= Math.min(16, this.#frames.length); back++) {
      const frame = this.#frames.at(-back);
      if (!frame || borders.includes(frame.role)) return;
      if (ends.includes(frame.name)) {
        for (let times = 0; times < back; times++) this.#pop();
        return;
      }
    }
  }

  #push({ name, attributes }: Tag, role: Role): void {
    const table = this.#frames.at(-1)?.table;
    if (role === 'row' && table) table.cellsInRow = 0;
    if (role === 'cell' && table) {
      table.cellsInRow++;
      table.mostCells = Math.max(table.mostCells, table.cellsInRow);
    }
    this.#frames.push({
      name,
      role,
      level: role === 'heading' ? Number(name[1]) : 0,
      outside: this.#inline,
      attributes,
      ...(role === 'table'
        ? { table: { firstDraft: this.#drafts.length, cellsInRow: 0, mostCells: 0 } }
        : role === 'row' && table
          ? { table }
          : {}),
    });
    this.#count(name, role, 1);
  }

  #pop(): string | undefined {
    const frame = this.#frames.at(-1);
    if (!frame) return undefined;
    if (frame.role !== 'skip') this.part();
    this.#frames.pop();
    this.#count(frame.name, frame.role, -1);
    if (this.#codes === 0) {
      this.#openCode = undefined;
      this.#labels = undefined;
    }
    this.#inline = frame.outside;
    if (frame.role === 'table' && frame.table && frame.table.mostCells <= 1) this.#dissolve(frame.table);
    return frame.name;
  }

  /** A table of one column is layout: what it holds is ordinary text. */
  #dissolve(table: TableFrame): void {
    for (let i = table.firstDraft; i < this.#drafts.length; i++) {
      const draft = this.#drafts[i];
      if (draft) draft.tables--;
    }
  }

  #addCode(raw: string): void {
    // The first line end behind the tag is no content (HTML §13.2.6.4.7).
    const text = raw.replace(/^\r?\n/, '');
    if (text.trim() === '' || (this.#isOpen('table') && /^[\d\s]+$/.test(text))) return;
    // Block elements within one <pre>, such as a <div> for each line, part its text but make no second block.
    if (this.#openCode) {
      this.#openCode.lines.push(text);
      return;
    }
    this.#codeBlocks++;
    const labels = this.#labels;
    const isLabelled = labels !== undefined && [...labels.own, ...labels.around].some((source) => source !== '');
    this.#openCode = this.#addDraft({ kind: 'pre', text, ...(isLabelled && { labels }) });
  }

  #addDraft(block: Block): Draft {
    const draft: Draft = { block, lines: [], tables: this.#openRoles.get('table') ?? 0 };
    this.#drafts.push(draft);
    return draft;
  }

  #kindHere(): { kind: BlockKind; level?: number } {
    for (const kind of PRECEDENCE) {
      if (this.#isOpen(kind)) return kind === 'heading' ? { kind, level: this.#headingLevel() } : { kind };
    }
    return { kind: 'paragraph' };
  }

  #headingLevel(): number {
    return this.#frames.findLast((frame) => frame.role === 'heading')?.level ?? 6;
  }

  #openLink(attributes: string): void {
    const href = attribute(attributes, 'href');
    // The number of a footnote, glued to the word before it, is no part of the sentence.
    const muted = this.#inline.sup > 0 && href?.startsWith('#') === true;
    this.#inline = { ...this.#inline, link: href !== undefined, muted };
  }

  #noteImage(attributes: string): void {
    if (this.#skips > 0) return;
    const tex = texOfPicture(attributes);
    if (tex !== undefined) {
      this.addTex(tex);
      return;
    }
    const sizes = [attribute(attributes, 'width'), attribute(attributes, 'height')];
    const isPixel = sizes.some((size) => /^[01](px)?$/.test(size ?? ''));
    const isSmiley = /\b(?:wp-smiley|emoji)\b/.test(attribute(attributes, 'class') ?? '');
    if (isPixel || isSmiley) return;
    this.#images++;
    const isIcon = sizes.some((size) => /^\d\d?(px)?$/.test(size ?? ''));
    if (!isIcon) this.#firstImage ??= sourceOf(attributes);
  }

  #count(name: string, role: Role, by: 1 | -1): void {
    this.#openRoles.set(role, (this.#openRoles.get(role) ?? 0) + by);
    this.#openNames.set(name, (this.#openNames.get(name) ?? 0) + by);
    if (role === 'skip') this.#skips += by;
    else if (role === 'pre') this.#codes += by;
  }

  #isOpen(role: Role): boolean {
    return (this.#openRoles.get(role) ?? 0) > 0;
  }
}

const READABLE = /[\p{L}\p{N}]/u;

/** Which styles all readable text of a block has had. */
class SeenStyles {
  #seen = false;
  #last: Inline | undefined;
  #italic = true;
  #bold = true;
  #links = true;
  #code = true;

  /** Whether the last text that was noted had the same, so that noting it again changes nothing. */
  hasSeen(inline: Inline): boolean {
    return this.#last === inline;
  }

  note(inline: Inline): void {
    this.#seen = true;
    this.#last = inline;
    this.#italic &&= inline.italic > 0;
    this.#bold &&= inline.bold > 0;
    this.#links &&= inline.link;
    this.#code &&= inline.code > 0;
  }

  all(): Pick<Block, 'allItalic' | 'allBold' | 'allLinks' | 'allCode'> {
    if (!this.#seen) return {};
    return {
      ...(this.#italic && { allItalic: true as const }),
      ...(this.#bold && { allBold: true as const }),
      ...(this.#links && { allLinks: true as const }),
      ...(this.#code && { allCode: true as const }),
    };
  }
}

const FORMULA_CLASS = /\b(?:latex|mwe-math-fallback-image-(?:inline|display)|tex|texhtml|math)\b/;
const FORMULA_HOST = /\b(?:latex\.codecogs\.com|(?:s0|l)\.wp\.com\/latex\.php|chart\.apis\.google\.com\/chart\?cht=tx)/;

/** The TeX of a picture of a formula (WordPress, Wikipedia, CodeCogs); undefined for other pictures. */
function texOfPicture(attributes: string): string | undefined {
  if (!FORMULA_CLASS.test(attributes) && !FORMULA_HOST.test(attributes)) return undefined;
  const classes = attribute(attributes, 'class') ?? '';
  if (!FORMULA_CLASS.test(classes) && !FORMULA_HOST.test(attribute(attributes, 'src') ?? '')) return undefined;
  const alt = decodeEntities(attribute(attributes, 'alt') ?? '');
  return /[\\^_={}]|^[^ ]{1,12}$/.test(alt) ? alt.replace(/^\{\\(?:display|text)style (.*)\}$/, '$1') : undefined;
}

/** Pages that load pictures by script have the address elsewhere, and a placeholder or nothing in its place. */
const SOURCES = ['data-src', 'data-lazy-src', 'data-original', 'src'];

function sourceOf(attributes: string): string | undefined {
  const sources = SOURCES.map((name) => attribute(attributes, name));
  const source = sources.find((written) => written && !/^data:/i.test(written));
  return source && decodeInAddress(source);
}

function roleOf(tag: Tag): Role | undefined {
  // Few classes are worth a closer look.
  const anyMark = tag.name === 'span' ? ANY_MARK_OF_SPAN : ANY_MARK;
  if (tag.attributes !== '' && MARKED.has(tag.name) && anyMark.test(tag.attributes)) {
    const marks = `${attribute(tag.attributes, 'class') ?? ''} ${attribute(tag.attributes, 'role') ?? ''}`;
    const mark = marks.split(/\s+/).find((word) => MARKS.has(word));
    if (mark !== undefined) return MARKS.get(mark);
  }
  return ROLES.get(tag.name);
}

/** Letters that take no room: soft hyphen, zero-width space and joiner of words. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/g;

/** Whether anything is to be folded or left out: single spaces, nearly all of them, are not. */
const UNFOLDED = /[^\S ]| {2}|[\u00ad\u200b\u2060\ufeff]/;

/** The paragraphs of a run of folded text, where '\n' stands for <br>: two of them part paragraphs. */
function paragraphsOf(folded: string): string[] {
  const single = folded.includes('  ') ? folded.replace(/ {2,}/g, ' ') : folded;
  const paragraphs = single.includes('\n') ? single.replace(/ ?\n ?/g, '\n').split(/\n{2,}/) : [single];
  return paragraphs.map((text) => text.trim()).filter((text) => text !== '');
}
