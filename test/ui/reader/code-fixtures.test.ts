// @vitest-environment happy-dom
import './faithful-dom.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf } from '../../../src/ui/reader/code-blocks.ts';
import { paintCode } from '../../../src/ui/reader/paint-code.ts';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { context } from './context.ts';

const FOLDER = resolve(import.meta.dirname, '../../fixtures/code');

describe('code as each highlighter and publishing system writes it', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.html'));

  // `vitest -u` writes the trees anew: read the difference before you keep it.
  test.each(names)('%s', async (name) => {
    const { content } = renderArticle({ html: readFileSync(join(FOLDER, name), 'utf8') }, context());
    const page = document.createElement('div');
    page.append(content);
    await expect(treeOf(page)).toMatchFileSnapshot(join(FOLDER, name.replace('.html', '.tree')));
  });
});

/** Each block: its language and file, its text with every piece that has a kind in brackets; what else there is. */
function treeOf(page: HTMLElement): string {
  const blocks = [...page.querySelectorAll('.code-block')].map((block) => {
    const [pre] = block.querySelectorAll('pre');
    const code = pre && codeOf(pre);
    const [painted] = block.querySelectorAll('pre code');
    if (painted && code?.runs) expect(paintCode(painted, code.runs)).toBe(true);
    const file = block.querySelector('.code-file')?.textContent;
    return `== ${code?.language ?? 'unknown'}${file ? `, ${file}` : ''}\n${pre ? marked(pre) : ''}\n`;
  });
  for (const block of page.querySelectorAll('.code-block')) block.remove();
  const rest = (page.textContent ?? '').trim();
  return blocks.join('') + (rest ? `== beside\n${rest}\n` : '');
}

function marked(node: Node): string {
  return [...node.childNodes]
    .map((child) => {
      if (!(child instanceof Element)) return child.nodeValue ?? '';
      if (child.localName === 'code') return marked(child);
      const name = child.localName === 'span' ? child.className.replace('t-', '') : `<${child.localName}>`;
      return `⟦${name} ${marked(child)}⟧`;
    })
    .join('');
}
