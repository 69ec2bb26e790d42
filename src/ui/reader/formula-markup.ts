import { rename, unwrap } from './elements.ts';

/**
 * What a formula's source is, as the sanitiser lets it pass on <code>: TeX for a line of its own or within one, MathML,
 * or that the page declares TeX between dollars.
 */
export type FormulaKind = 'block' | 'inline' | 'mathml' | 'declared';

export const FORMULA = 'data-formula';
/** On a picture of a formula: its TeX. */
export const TEX = 'data-tex';

/**
 * Reduces what scripts and servers make of formulas to one form of each: MathML where there is some, else its source.
 *
 * Runs on raw, untrusted trees, before the sanitiser.
 */
export function keepFormulas(body: HTMLElement): void {
  for (const marked of body.querySelectorAll(`[${FORMULA}], [${TEX}]`)) {
    marked.removeAttribute(FORMULA);
    marked.removeAttribute(TEX);
  }
  keepMathJax(body);
  keepScripts(body);
  keepKatex(body);
  keepPictures(body);
  keepNamed(body);
  for (const math of body.querySelectorAll('math')) mend(math);
}

/** MathJax 3 and 4 draw into <mjx-container>; MathJax 2 into spans, with the source in a script behind them. */
function keepMathJax(body: HTMLElement): void {
  for (const container of body.querySelectorAll('mjx-container')) {
    const isBlock = container.getAttribute('display') === 'true';
    const math = container.querySelector('mjx-assistive-mml math') ?? container.querySelector('math');
    const source =
      container.getAttribute('data-latex') ?? container.querySelector('[data-latex]')?.getAttribute('data-latex');
    const spoken = container.querySelector('[data-semantic-speech]')?.getAttribute('data-semantic-speech');
    replaceDrawing(container, isBlock, math, source ?? '', container.getAttribute('aria-label') ?? spoken ?? '');
  }
  for (const preview of body.querySelectorAll('span.MathJax_Preview')) preview.remove();
  for (const drawn of body.querySelectorAll('span:is(.MathJax, .MathJax_SVG, .MathJax_CHTML, .mjx-chtml)')) {
    if (!body.contains(drawn)) continue;
    // Its source stands behind it, or behind the box that makes a line of it.
    const box = drawn.closest(DISPLAYS) ?? drawn;
    if (box.nextElementSibling?.matches(SCRIPT)) {
      box.remove();
      continue;
    }
    const markup = drawn.getAttribute('data-mathml');
    const math = drawn.querySelector('math');
    if (math || !markup) replaceDrawing(box, box !== drawn, math, '', drawn.textContent ?? '');
    else box.replaceWith(formula('mathml', markup));
  }
}

const DISPLAYS = ':is(span, div):is(.MathJax_Display, .MathJax_SVG_Display, .MathJax_CHTML_Display, .MJXc-display)';

const SCRIPT = 'script[type^="math/" i]';

function keepScripts(body: HTMLElement): void {
  for (const script of body.querySelectorAll(SCRIPT)) {
    const type = script.getAttribute('type')?.toLowerCase() ?? '';
    const kind = type.startsWith('math/mml') ? 'mathml' : /mode\s*=\s*display/.test(type) ? 'block' : 'inline';
    script.replaceWith(formula(type.startsWith('math/asciimath') ? undefined : kind, script.textContent ?? ''));
  }
  const declaring = 'script[src*="mathjax" i], script[src*="katex" i], script[type="text/x-mathjax-config" i]';
  const declares = body.querySelector(declaring);
  if (declares) declares.replaceWith(formula('declared', ''));
}

/** KaTeX leaves a formula twice, as MathML with its source, and for the eye in many spans. */
function keepKatex(body: HTMLElement): void {
  for (const katex of body.querySelectorAll('span.katex')) {
    const isBlock = katex.closest('.katex-display') !== null;
    const math = katex.querySelector('math');
    const source = katex.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? '';
    // Feeds that drop MathML leave its text behind, which says everything twice.
    const words = katex.querySelector('.katex-mathml') ? '' : (katex.textContent ?? '');
    if (math || source) replaceDrawing(katex, isBlock, math, source, '');
    else if (!words) katex.querySelector('.katex-html')?.remove();
  }
}

function replaceDrawing(drawing: Element, isBlock: boolean, math: Element | null, source: string, words: string): void {
  if (math) {
    if (isBlock) math.setAttribute('display', 'block');
    drawing.replaceWith(math);
  } else if (source) drawing.replaceWith(formula(isBlock ? 'block' : 'inline', source));
  else if (words.trim()) drawing.replaceWith(formula(undefined, words.trim()));
  else drawing.replaceWith(unknownFormula());
}

/** What embeds.ts makes a card of. */
function unknownFormula(): HTMLElement {
  const marker = document.createElement('a');
  marker.setAttribute('data-embed', 'formula');
  return marker;
}

/** @param kind undefined for what is only shown */
function formula(kind: FormulaKind | undefined, source: string): HTMLElement {
  const code = document.createElement('code');
  if (kind) code.setAttribute(FORMULA, kind);
  code.textContent = source.trim();
  return code;
}

/** Servers that draw the formula which the address holds: host, then the parameter or '' for all that follows. */
const DRAWERS: readonly (readonly [start: RegExp, parameter: string])[] = [
  [/^s\d\.wp\.com\/latex\.php$|\.wordpress\.com\/latex\.php$/, 'latex'],
  [/^chart\.(?:googleapis|apis\.google)\.com\/chart$/, 'chl'],
  [/^render\.githubusercontent\.com\/render\/math$/, 'math'],
  [/^www\.zhihu\.com\/equation$/, 'tex'],
  [/^math\.now\.sh\/?$/, 'from'],
  [/^(?:latex|www)\.codecogs\.com\/(?:svg|png|gif|eq)\.(?:latex|image)$/, ''],
  [/^latex\.codecogs\.com\/(?:svg|png|gif)\.image$/, ''],
];

/**
 * Pictures whose source is known for certain. They stay pictures until they are converted, so that what cannot be
 * converted can still be seen.
 */
function keepPictures(body: HTMLElement): void {
  // Wikipedia puts a picture beside MathML that it hides.
  for (const picture of body.querySelectorAll('img[class*="mwe-math-fallback-image"]')) {
    if (picture.closest('span.mwe-math-element')?.querySelector('math')) picture.remove();
  }
  for (const picture of body.querySelectorAll('img')) {
    const source =
      sourceInAddress(picture.getAttribute('src') || picture.getAttribute('data-src') || '') ?? sphinx(picture);
    if (source) picture.setAttribute(TEX, source);
  }
}

/** Sphinx without scripts draws formulas into a folder of its own. */
function sphinx(picture: Element): string | undefined {
  const isDrawn =
    picture.classList.contains('math') && /(?:^|\/)_images\/math\//.test(picture.getAttribute('src') ?? '');
  return isDrawn ? (picture.getAttribute('alt') ?? undefined) : undefined;
}

function sourceInAddress(address: string): string | undefined {
  if (!URL.canParse(address, 'https://blog.invalid/')) return undefined;
  const url = new URL(address, 'https://blog.invalid/');
  const drawer = DRAWERS.find(([start]) => start.test(url.host + url.pathname));
  if (!drawer) return undefined;
  if (drawer[1] === 'chl' && url.searchParams.get('cht') !== 'tx') return undefined;
  const source = drawer[1] ? url.searchParams.get(drawer[1]) : decoded(url.search.slice(1));
  return source?.trim() || undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Boxes that say by their class or language that they hold TeX and nothing else. */
function keepNamed(body: HTMLElement): void {
  for (const code of body.querySelectorAll(
    'pre > code.language-math, pre[lang="math"] > code, code[data-math-style]',
  )) {
    const isBlock = code.getAttribute('data-math-style') !== 'inline';
    const box = code.parentElement?.localName === 'pre' ? code.parentElement : code;
    box.replaceWith(formula(isBlock ? 'block' : 'inline', code.textContent ?? ''));
  }
  // Discourse leaves the source to a script; Pandoc, with the same class, has elements or signs in there.
  for (const box of body.querySelectorAll('span.math, div.math')) {
    const text = box.textContent?.trim() ?? '';
    const isSource = box.children.length === 0 && /[\\^_]/.test(text) && !/^(?:\\[[(]|\$)/.test(text);
    if (isSource) box.replaceWith(formula(box.localName === 'div' ? 'block' : 'inline', text));
  }
  // Substack keeps the source in the data of a box that its script fills.
  for (const box of body.querySelectorAll('div.latex-rendered[data-attrs]')) {
    const source = persistentExpression(box.getAttribute('data-attrs') ?? '');
    if (source) box.replaceWith(formula('block', source));
  }
  for (const renderer of body.querySelectorAll('math-renderer')) rename(renderer, 'span');
}

function persistentExpression(json: string): string | undefined {
  try {
    const data: unknown = JSON.parse(json);
    const source: unknown = data instanceof Object ? Reflect.get(data, 'persistentExpression') : undefined;
    return typeof source === 'string' ? source : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Says in attributes what converters leave to their style sheets or to what MathML Core no longer has: which way the
 * columns of a table are set, and a frame around a result. Its source goes where it does not count as text.
 */
function mend(math: Element): void {
  const annotation = [...math.querySelectorAll('annotation')].find(
    (candidate) => candidate.getAttribute('encoding')?.toLowerCase() === 'application/x-tex',
  );
  const source = annotation?.textContent?.trim();
  if (source) math.setAttribute('alttext', source);
  for (const note of math.querySelectorAll('annotation, annotation-xml')) note.remove();
  for (const semantics of math.querySelectorAll('semantics')) unwrap(semantics);
  for (const table of math.querySelectorAll('mtable[columnalign]')) alignColumns(table);
  for (const cell of math.querySelectorAll('mtd.tml-left')) cell.setAttribute('columnalign', 'left');
  for (const cell of math.querySelectorAll('mtd.tml-right')) cell.setAttribute('columnalign', 'right');
  for (const box of math.querySelectorAll('mrow[style*="border:1px solid"]')) box.setAttribute('notation', 'box');
}

/** MathML 3 lists the columns' alignment on the table (§3.5.1.2), the last one for all that follow. */
function alignColumns(table: Element): void {
  const listed = (table.getAttribute('columnalign') ?? '').trim().split(/\s+/).slice(0, 100);
  for (const row of table.querySelectorAll(':scope > mtr')) {
    row.querySelectorAll(':scope > mtd').forEach((cell, column) => {
      const align = listed[Math.min(column, listed.length - 1)];
      if (align && !cell.hasAttribute('columnalign')) cell.setAttribute('columnalign', align);
    });
  }
  table.removeAttribute('columnalign');
}
