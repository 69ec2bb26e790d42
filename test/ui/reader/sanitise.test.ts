// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test } from 'vitest';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { findUnsafe } from '../../fixtures/find-unsafe.ts';
import { VECTORS } from '../../fixtures/vectors.ts';
import { context } from './context.ts';

describe('hostile HTML comes out harmless and still says what it said', () => {
  test.each(VECTORS.filter((vector) => !vector.needsBrowser))('$name', ({ html, shows }) => {
    const { content } = renderArticle({ html }, context());
    expect(findUnsafe(content)).toEqual([]);
    if (shows) expect(content.textContent).toContain(shows);
    expect('canary' in globalThis).toBe(false);
  });
});

test.each(
  'closest matches querySelector querySelectorAll getAttribute nextElementSibling parentElement children classList localName remove ownerDocument'.split(
    ' ',
  ),
)('a field called %s hides nothing of what stands around it', (name) => {
  const field = `<input name="${name}">`;
  const { content } = renderArticle(
    {
      html: `<form class="math" is="x">${field}<pre>code</pre><p>a<span class="sidenote">note</span></p><svg></svg></form>
        <form>${field}</form><noscript><img src="a.png"></noscript><form>${field}<span class="MathJax">y</span></form><p>kept</p>`,
    },
    context(),
  );
  expect(findUnsafe(content)).toEqual([]);
  expect(content.textContent).toMatch(/code[\s\S]*note[\s\S]*kept|code[\s\S]*kept[\s\S]*note/);
  expect(content.querySelector('img')?.getAttribute('src')).toBe('https://blog.example/2026/post/a.png');
});

test('the scan finds what it is there to find', () => {
  const page = document.createElement('div');
  const link = document.createElement('a');
  link.setAttribute('href', 'javascript:1');
  link.setAttribute('onclick', '1');
  page.append(link, document.createElement('form'));
  expect(findUnsafe(page)).toEqual([
    'address javascript:1',
    'attribute onclick on a',
    'link with rel null',
    'link to null',
    'element form',
  ]);
});
