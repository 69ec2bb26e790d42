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
  const headings = headingsOf(body).filter((heading) => heading.textContent?.trim());
  if (headings.length < FEWEST) return [];
  return headings.map((heading, index) => {
    heading.id ||= `section-${index + 1}`;
    return {
      id: heading.id,
      text: (heading.textContent ?? '').replace(/\s+/g, ' ').trim(),
      level: Number(heading.localName.charAt(1)),
      heading,
    };
  });
}

/** In the order of the text. */
export function headingsOf(body: HTMLElement): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>('h2, h3, h4, h5, h6')];
}
