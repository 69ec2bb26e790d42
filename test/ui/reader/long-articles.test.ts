// @vitest-environment happy-dom
import './faithful-dom.ts';
import { expect, test } from 'vitest';
import { linkNotes } from '../../../src/ui/reader/footnotes.ts';
import { gather } from '../../../src/ui/reader/gather-code.ts';
import { outlineHeadings } from '../../../src/ui/reader/headings.ts';
import { holdPictures } from '../../../src/ui/reader/held-pictures.ts';
import { resolveImages } from '../../../src/ui/reader/images.ts';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { context } from './context.ts';

// A browser keeps no index of a fragment's ids and looks it through (DOM §4.2.4); happy-dom keeps one.
DocumentFragment.prototype.getElementById = function (this: DocumentFragment, id: string) {
  const walker = document.createTreeWalker(this, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode() as Element | null; node; node = walker.nextNode() as Element | null) {
    if (node.id === id) return node as HTMLElement;
  }
  return null;
};

// A browser copies a text that it is given; happy-dom keeps the pieces of which it was put together.
const { get, set } = Object.getOwnPropertyDescriptor(CharacterData.prototype, 'data') ?? {};
Object.defineProperty(CharacterData.prototype, 'nodeValue', {
  configurable: true,
  ...(get && { get }),
  set(this: CharacterData, text: string) {
    set?.call(this, new TextDecoder().decode(new TextEncoder().encode(text)));
  },
});

function fragmentOf(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/** In ms of the processor's time, which is the same on a busy machine: twice what a pass takes that looks at nothing twice. */
const LONGEST = 1_800;

function timeOf(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const AT_HAND = context({ pictures: 'on-click' });
const MANY = 4_000;

test.each<[string, string, (content: DocumentFragment) => void]>([
  [
    'pictures in one box',
    `<div>${'<img src="a.png">'.repeat(2 * MANY)}</div>`,
    (content) => resolveImages(content, AT_HAND),
  ],
  [
    'pictures in one link',
    `<a href="https://blog.example/">${'<img src="a.png">'.repeat(MANY)}</a>`,
    (content) => holdPictures(content, AT_HAND),
  ],
  [
    'candidates of many pictures in one',
    `<picture>${'<source srcset="a.png">'.repeat(MANY)}${'<img src="data:image/gif;base64,AA">'.repeat(MANY)}</picture>`,
    (content) => holdPictures(content, AT_HAND),
  ],
  [
    'links to one chapter',
    `<div id="user-content-a">${'<p>some words</p>'.repeat(2 * MANY)}</div>${'<a href="#user-content-a">1</a>'.repeat(2 * MANY)}`,
    (content) => linkNotes(content, AT_HAND),
  ],
  [
    'links to one note at the end',
    `${'<a href="#user-content-a">1</a>'.repeat(MANY)}<h2 id="user-content-a">x</h2>`,
    (content) => linkNotes(content, AT_HAND),
  ],
  [
    'signs that lead to the end',
    `${'<a href="#a"></a>'.repeat(MANY)}<p id="a">x</p>`,
    (content) => outlineHeadings(content, AT_HAND),
  ],
  [
    'space in a link',
    `<a href="#user-content-a">${' '.repeat(200_000)}x</a>`,
    (content) => linkNotes(content, AT_HAND),
  ],
  [
    'pieces of code',
    `<pre>${`<span>${'a'.repeat(200)}</span>`.repeat(MANY)}</pre>`,
    (content) => gather(content.firstElementChild as Element),
  ],
])('%s take no longer each the more there are', (_what, html, pass) => {
  const content = fragmentOf(html);
  expect(timeOf(() => pass(content))).toBeLessThan(LONGEST);
});

test('unmarked blocks of blank lines are looked through at once', () => {
  const html = `<pre>${'\n'.repeat(3_990)}x</pre>`.repeat(30);
  expect(timeOf(() => renderArticle({ html }, context()))).toBeLessThan(LONGEST);
});
