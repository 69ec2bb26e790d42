// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test } from 'vitest';
import type { ImageLoading } from '../../../src/model/types.ts';
import { countHeld, showAll, showPressed } from '../../../src/ui/reader/held-pictures.ts';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { context } from './context.ts';

const PICTURE = '<img src="a.png" srcset="a2.png 2x" alt="A ship" width="640" height="480">';

function render(html: string, pictures: ImageLoading): HTMLElement {
  const page = document.createElement('div');
  page.append(renderArticle({ html }, context({ pictures })).content);
  return page;
}

/** All that a browser would ask for without being told to; what a template holds is not in the document. */
function asked(page: HTMLElement): string[] {
  return [...page.querySelectorAll('img, source, video')].flatMap((element) =>
    ['src', 'srcset', 'poster'].flatMap((name) => element.getAttribute(name) ?? []),
  );
}

describe('pictures that wait for a press', () => {
  test('leave a button of their size, with their description', () => {
    const page = render(`<p>Text ${PICTURE}</p>`, 'on-click');
    const button = page.querySelector('button');
    expect(asked(page)).toEqual([]);
    expect(button?.textContent).toBe('Show pictureA ship640 × 480');
    expect(button?.style.aspectRatio).toBe('640 / 480');
  });

  test('come back whole, one by one or all', () => {
    const page = render(`<p>${PICTURE}</p><picture><source srcset="b.webp"><img src="b.png"></picture>`, 'on-click');
    expect(countHeld(page)).toBe(2);
    const [first] = page.querySelectorAll('button');
    expect(showPressed(first?.firstElementChild ?? null)).toBe(true);
    expect(asked(page)).toEqual(['https://blog.example/2026/post/a.png', 'https://blog.example/2026/post/a2.png 2x']);
    showAll(page);
    expect(countHeld(page)).toBe(0);
    expect(page.querySelector('picture > source')?.getAttribute('srcset')).toBe(
      'https://blog.example/2026/post/b.webp',
    );
  });

  test('in a link of their own come back with it; in one with words, beside it', () => {
    const page = render(`<a href="/1">${PICTURE}</a> <a href="/2">words ${PICTURE}</a>`, 'on-click');
    expect(page.querySelector('a button')).toBeNull();
    expect([...page.querySelectorAll('a')].map((link) => link.textContent?.trim())).toEqual(['words']);
    showAll(page);
    expect(page.querySelector('a[href="https://blog.example/1"] > img')).not.toBeNull();
    expect(page.querySelectorAll('img')).toHaveLength(2);
  });

  test('a press beside them shows nothing', () => {
    const page = render(`<p>Text ${PICTURE}</p>`, 'on-click');
    expect(showPressed(page.querySelector('p'))).toBe(false);
    expect(countHeld(page)).toBe(1);
  });
});

describe('pictures that are never asked for', () => {
  test('leave their description, which links to them', () => {
    const page = render(`<p>${PICTURE}<img srcset="b.png, c.png 2x"></p>`, 'never');
    expect(asked(page)).toEqual([]);
    expect([...page.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Picture: A ship', 'https://blog.example/2026/post/a.png'],
      ['Picture', 'https://blog.example/2026/post/b.png'],
    ]);
  });

  test('name the link that they stand in', () => {
    const page = render(`<a href="/1">${PICTURE}</a>`, 'never');
    expect(page.querySelector('a a')).toBeNull();
    expect(page.querySelector('a')?.textContent).toBe('Picture: A ship');
  });
});

test.each(['on-click', 'never'] as const)('%s: what stands in the post itself is shown', (pictures) => {
  const data = 'data:image/png;base64,AAAA';
  expect(asked(render(`<img src="${data}">`, pictures))).toEqual([data]);
});

test.each(['on-click', 'never'] as const)('%s: nothing else asks either', (pictures) => {
  const hidden = `<img data-src="a.png"><noscript><img src="b.png"></noscript><img data-srcset="c.png 2x">`;
  const film = `<video poster="d.png"><source src="d.mp4"></video><audio src="e.mp3"></audio>`;
  const styled = `<p style="background:url(f.png)" background="f.png">x</p><table background="g.png"><tr><td>x<td>y</table>`;
  const page = render(
    `${hidden}${film}${styled}<input type="image" src="h.png"><svg><image href="i.png"/></svg>`,
    pictures,
  );
  expect(asked(page)).toEqual(['https://blog.example/2026/post/d.mp4']);
  expect([...page.querySelectorAll('video, audio')].map((player) => player.getAttribute('preload'))).toEqual([
    'none',
    'none',
  ]);
  expect(page.querySelector('[style*="url"], [background], input, image')).toBeNull();
});

test.each([
  '<img src="https://pixel.wp.com/b.gif">',
  '<img data-src="https://pixel.wp.com/b.gif" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  '<img srcset="https://pixel.wp.com/b.gif 1x, https://pixel.wp.com/c.gif 2x">',
  '<img src="p.gif" style="display: none">',
  '<img src="p.gif" style="width:1px;height:1px">',
])('%s is no picture, in any case', (html) => {
  for (const pictures of ['always', 'on-click', 'never'] as const) {
    expect(render(`<p>Text ${html}</p>`, pictures).innerHTML).toBe('<p>Text </p>');
  }
});

test('a counter among candidates is left out', () => {
  const page = render('<picture><source srcset="https://pixel.wp.com/b.gif"><img src="a.png"></picture>', 'always');
  expect(asked(page)).toEqual(['https://blog.example/2026/post/a.png']);
});
