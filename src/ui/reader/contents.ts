import { iconElement } from '../shared/icon.tsx';

/** A heading of an article, as its contents list names it. */
export interface ContentsEntry {
  readonly id: string;
  readonly text: string;
  /** 2 for the highest. */
  readonly level: number;
  readonly heading: HTMLElement;
}

/** Fewer are in view, or nearly: a list of them would only repeat the page. */
const FEWEST = 3;

/**
 * The headings of an article that stands in the page; each has an id from then on.
 *
 * @returns none where there are too few for a list
 */
export function contentsOf(body: HTMLElement): readonly ContentsEntry[] {
  const headings = namedHeadingsOf(body);
  if (headings.length < FEWEST) return [];
  return headings.map((heading) => ({
    id: heading.id,
    text: (heading.textContent ?? '').replace(/\s+/g, ' ').trim(),
    level: Number(heading.localName.charAt(1)),
    heading,
  }));
}

/** Puts behind each heading of an article that stands in the page a link to it, for whoever wants its address. */
export function linkHeadings(body: HTMLElement, name: string): void {
  for (const heading of namedHeadingsOf(body)) {
    const link = document.createElement('a');
    link.className = 'heading-link';
    link.href = `#${encodeURIComponent(heading.id)}`;
    link.setAttribute('aria-label', name);
    link.title = name;
    link.append(iconElement('link'));
    heading.append(link);
  }
}

/** Those with a text, in its order; each has an id from then on. */
function namedHeadingsOf(body: HTMLElement): HTMLElement[] {
  const headings = headingsOf(body).filter((heading) => heading.textContent?.trim());
  for (const [index, heading] of headings.entries()) heading.id ||= `section-${index + 1}`;
  return headings;
}

/** In the order of the text. */
export function headingsOf(body: HTMLElement): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>('h2, h3, h4, h5, h6')];
}
