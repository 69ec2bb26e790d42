// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { contentsOf, linkHeadings } from '../../../src/ui/reader/contents.ts';

afterEach(() => document.body.replaceChildren());

function article(...headings: readonly (readonly [tag: string, text: string, id?: string])[]): HTMLElement {
  const body = document.body.appendChild(document.createElement('div'));
  for (const [tag, text, id] of headings) {
    const heading = body.appendChild(document.createElement(tag));
    heading.textContent = text;
    if (id) heading.id = id;
  }
  return body;
}

test('lists headings in their order, each with a place to go to', () => {
  const body = article(['h2', ' One\n read '], ['h3', 'Warm', 'user-content-warm'], ['h2', 'Numbers']);
  expect(contentsOf(body).map(({ text, level, id }) => [text, level, id])).toEqual([
    ['One read', 2, 'section-1'],
    ['Warm', 3, 'user-content-warm'],
    ['Numbers', 2, 'section-3'],
  ]);
  expect(document.querySelector('#section-3')?.textContent).toBe('Numbers');
});

test('fewer than three headings need no list', () => {
  expect(contentsOf(article(['h2', 'One'], ['h2', 'Two'], ['h2', ' ']))).toEqual([]);
});

test('each heading gets a link to itself, which is no part of its text', () => {
  const body = article(['h2', 'One', 'user-content-é'], ['h3', 'Two'], ['h2', ' ']);
  linkHeadings(body, 'Link to this section');
  const links = [...body.querySelectorAll('a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['#user-content-%C3%A9', '#section-2']);
  expect(links.map((link) => link.getAttribute('aria-label'))).toEqual(Array(2).fill('Link to this section'));
  expect(links.map((link) => link.parentElement?.textContent)).toEqual(['One', 'Two']);
});
