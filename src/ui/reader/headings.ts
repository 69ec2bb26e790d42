import { bareWords, elementsById, isBlank, rename, SHOWN_WITHOUT_TEXT } from './elements.ts';
import type { Pass } from './pass.ts';

const HEADINGS = 'h1, h2, h3, h4, h5, h6';

/**
 * Headings begin at h2, under the title's h1, and go one level deeper at a time, so that whatever level its author
 * began with, an article has an outline that can be walked by heading. Which stands under which does not change.
 */
export const outlineHeadings: Pass = (content, { title }) => {
  dropPermalinks(content);
  // The title of a figure is no chapter.
  for (const heading of content.querySelectorAll(`figcaption :is(${HEADINGS})`)) rename(heading, 'p');
  dropRepeatedTitle(content, title);
  const open: number[] = [];
  for (const heading of content.querySelectorAll(HEADINGS)) {
    const level = Number(heading.localName.charAt(1));
    while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop();
    open.push(level);
    const shown = `h${Math.min(open.length + 1, 6)}`;
    if (heading.localName !== shown) rename(heading, shown);
  }
};

/** The sign beside a heading, a definition or a formula that leads to itself: '#', '¶', a chain. */
function dropPermalinks(content: DocumentFragment): void {
  const byId = elementsById(content);
  for (const link of content.querySelectorAll('a[href^="#"]')) {
    if (bareWords(link.textContent ?? '') !== '' || link.id || link.querySelector('img')) continue;
    const target = byId.get(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''));
    if (link.closest(HEADINGS) || target?.contains(link)) link.remove();
  }
}

function dropRepeatedTitle(content: DocumentFragment, title: string): void {
  const first = content.querySelector(HEADINGS);
  if (!first || bareWords(first.textContent ?? '') !== bareWords(title) || first.querySelector('img')) return;
  if (isAtStart(first, content)) first.remove();
}

function isAtStart(heading: Element, content: DocumentFragment): boolean {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && node !== heading; node = walker.nextNode()) {
    const shows = node instanceof Element ? node.matches(SHOWN_WITHOUT_TEXT) : !isBlank(node.nodeValue ?? '');
    if (shows) return false;
  }
  return true;
}
