import type { Target } from './browser.ts';

type Deed = 'find' | 'focus' | 'read';

/** What `reach` gives back once it could do its deed. */
export interface Reached {
  /** The middle of the element, in CSS pixels of the viewport. */
  readonly x: number;
  readonly y: number;
  /** Its text as laid out. */
  readonly text: string;
}

export function reachArguments(target: Target, deed: Deed): [css: string, text: string | null, deed: Deed] {
  return typeof target === 'string' ? [target, null, deed] : [target.css, target.text, deed];
}

/**
 * Sent into pages as source, so it uses nothing from outside: scrolls the first visible match into view and does
 * what is asked. Gives nothing while there is no match, or, for `find`, while something covers it.
 */
export function reach(css: string, wanted: string | null, deed: Deed): Reached | undefined {
  const named = (element: HTMLElement) =>
    wanted === null ||
    element.getAttribute('aria-label')?.includes(wanted) ||
    element.innerText.replace(/\s+/g, ' ').includes(wanted);
  const element = [...document.querySelectorAll<HTMLElement>(css)].find(
    (candidate) => candidate.checkVisibility({ visibilityProperty: true }) && named(candidate),
  );
  if (element === undefined) return undefined;
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const reached = { x: box.x + box.width / 2, y: box.y + box.height / 2, text: element.innerText };
  if (deed === 'read') return reached;
  if (deed === 'focus') {
    element.focus();
    return document.activeElement === element ? reached : undefined;
  }
  const hit = document.elementFromPoint(reached.x, reached.y);
  return hit !== null && element.contains(hit) ? reached : undefined;
}

/** Sent into pages as source: chooses an option of a select as a person does, with the events that follow. */
export function chooseOption(css: string, label: string): true | undefined {
  for (const select of document.querySelectorAll<HTMLSelectElement>(css)) {
    const option = [...select.options].find((candidate) => candidate.label === label);
    if (option === undefined) continue;
    select.value = option.value;
    for (const type of ['input', 'change']) select.dispatchEvent(new Event(type, { bubbles: true }));
    return true;
  }
  return undefined;
}
