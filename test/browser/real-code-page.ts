// Runs in a page of a real browser, whose parser decides what a post's code is.
import { codeOf } from '../../src/ui/reader/code-blocks.ts';
import { paintCode } from '../../src/ui/reader/paint-code.ts';
import { renderArticle } from '../../src/ui/reader/render-article.ts';
import { context } from '../ui/reader/context.ts';

/** A post as its feed gave it. */
export interface Source {
  readonly name: string;
  readonly html: string;
}

export interface Comparison {
  readonly blocks: number;
  /** One line for each block that is not its source. */
  readonly changed: readonly string[];
}

/** Holds the code that the reader makes of posts, with its colours, against their source. */
function compareCode(posts: readonly Source[]): Comparison {
  let blocks = 0;
  const changed: string[] = [];
  for (const { name, html } of posts) {
    const { content } = renderArticle({ html }, context());
    const shown = [...content.querySelectorAll('.code-block > pre')];
    const sources = sourcesOf(html);
    blocks += shown.length;
    if (shown.length !== sources.length) changed.push(`${name}: ${sources.length} blocks became ${shown.length}`);
    for (const [at, pre] of shown.entries()) {
      const { runs } = codeOf(pre) ?? {};
      const code = pre.querySelector(':scope > code');
      if (code && runs && !paintCode(code, runs)) changed.push(`${name}: could not be painted`);
      const difference = differenceOf(pre.textContent ?? '', sources[at] ?? '');
      if (difference) changed.push(`${name}: ${difference}`);
    }
  }
  return { blocks, changed };
}

const NUMBERS = '.lineno, .line-number, .line-numbers, .linenos, .lnt, .gutter, .line_numbers, .linenodiv';

/** The texts of a source's blocks, found by other means than the reader's: without cells and spans of numbers. */
function sourcesOf(html: string): string[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const number of body.querySelectorAll(NUMBERS)) {
    if (/^[\s\d]*$/.test(number.textContent ?? '')) number.remove();
  }
  for (const br of body.querySelectorAll('pre br')) br.replaceWith('\n');
  for (const script of body.querySelectorAll('script[type="syntaxhighlighter"]')) {
    const pre = document.createElement('pre');
    const decoded = document.createElement('textarea');
    const text = script.textContent ?? '';
    if (text.trimStart().startsWith('&lt;')) decoded.innerHTML = text;
    pre.textContent = (decoded.value || text).replace(/^\s*<!\[CDATA\[\n?/, '').replace(/\]\]>\s*$/, '');
    script.replaceWith(pre);
  }
  return [...body.querySelectorAll('pre')]
    .filter(
      (pre) => !pre.parentElement?.closest('pre') && (pre.querySelector('img') || /\S/.test(pre.textContent ?? '')),
    )
    .map((pre) => pre.textContent ?? '');
}

function differenceOf(shown: string, source: string): string {
  if (shown === source) return '';
  let at = 0;
  while (at < shown.length && shown[at] === source[at]) at++;
  const excerpt = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 30));
  return `at ${at}: ${excerpt(shown)} for ${excerpt(source)}`;
}

Object.assign(globalThis, { compareCode });
