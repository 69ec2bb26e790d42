// @vitest-environment happy-dom
import './faithful-dom.ts';
import { expect, test } from 'vitest';
import { extractArticle } from '../../../src/ui/reader/extract-article.ts';

const SENTENCE = 'A queue that nobody drains, however long it is, grows until something else gives way first. ';
const PROSE = `<p>${SENTENCE.repeat(4)}</p>`;

function page(main: string, more = ''): string {
  const menu = '<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/a">About</a></li></ul></nav>';
  return `<html><head><title>On queues</title></head><body>${menu}<article>${main}</article>${more}
    <footer class="footer"><p>Follow us</p><a href="/rss">Subscribe</a></footer></body></html>`;
}

function articleOf(html: string): HTMLElement {
  const found = extractArticle(html);
  if (found.kind !== 'article') throw new Error(found.reason);
  const place = document.implementation.createHTMLDocument().createElement('div');
  place.innerHTML = found.html;
  return place;
}

test('the article is told from menus and footers', () => {
  const article = articleOf(page(PROSE.repeat(4)));
  expect(article.textContent).toContain('A queue that nobody drains');
  expect(article.textContent).not.toMatch(/About|Follow us/);
});

test('code keeps what its highlighter wrote, with its numbers of lines', () => {
  const code =
    '<div class="highlight"><table><tr><td><pre>1\n2</pre></td><td><pre><code class="language-go"><span style="color:#f92672">if</span> x\n\n  y</code></pre></td></tr></table></div>';
  const article = articleOf(page(`${PROSE.repeat(2)}${code}${PROSE.repeat(2)}`));
  expect(article.querySelector('table code.language-go span')?.getAttribute('style')).toBe('color:#f92672');
  expect(article.querySelector('code')?.textContent).toBe('if x\n\n  y');
  expect(article.querySelectorAll('pre')).toHaveLength(2);
});

test('sources of formulas and embedded files stay where they were', () => {
  const formula = '<p>Then <script type="math/tex">x^2</script> grows.</p>';
  const file = '<script src="https://gist.github.com/a/1.js"></script>';
  const article = articleOf(page(`${PROSE.repeat(2)}${formula}${file}${PROSE.repeat(2)}`));
  expect(article.querySelector('p > script[type="math/tex"]')?.textContent).toBe('x^2');
  expect(article.querySelector('script[src^="https://gist.github.com/"]')).not.toBeNull();
});

test('a short article is found in later attempts, which begin with the page as it was', () => {
  const article = articleOf(page(`<div class="comment sidebar">${PROSE}</div>`));
  expect(article.textContent).toContain('A queue that nobody drains');
});

test('what a page says of its formulas is taken along, handlers are not', () => {
  const article = articleOf(
    page(
      `${PROSE.repeat(3)}<div onclick="go()">${SENTENCE}</div>`,
      '<script src="https://cdn.example/MathJax.js"></script>',
    ),
  );
  expect(article.querySelector('script[src*="MathJax"]')).not.toBeNull();
  expect(article.innerHTML).not.toContain('onclick');
});

test.each(['closest', 'matches', 'querySelector', 'removeAttribute', 'getAttributeNames', 'parentElement'])(
  'a field called %s in a form hides no article',
  (name) => {
    const field = `<input name="${name}">`;
    const form = `<form>${field}<pre>x = 1</pre></form><form>${field}</form><noscript><img src="a.png"></noscript>`;
    const article = articleOf(page(`${PROSE.repeat(3)}${form}${PROSE}`));
    expect(article.textContent).toContain('A queue that nobody drains');
    expect(article.querySelector('pre')?.textContent).toBe('x = 1');
  },
);

test('marks of ours in a page are none', () => {
  const article = articleOf(page(`${PROSE.repeat(3)}<p data-held="0">${SENTENCE}</p><pre>code</pre>`));
  expect(article.querySelectorAll('pre')).toHaveLength(1);
});

test.each([
  ['a form that asks for a password', '<form><input type="password"></form>', 'sign-in'],
  ['nothing', '', 'no-article'],
])('a page with %s and a few words is no article', (_what, html, reason) => {
  expect(extractArticle(`<html><body><p>Welcome back.</p>${html}</body></html>`)).toEqual({ kind: 'none', reason });
});

test('a page of too many elements is no article', () => {
  expect(extractArticle(page(PROSE.repeat(40)), 40)).toEqual({ kind: 'none', reason: 'no-article' });
});
