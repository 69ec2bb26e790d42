/**
 * Formulas that are wider than the text scroll by keys too: a stop for the focus, with a name, and only where there is
 * something to scroll.
 *
 * @param name of such a formula
 * @returns stops it
 */
export function reachWideFormulas(place: HTMLElement, name: string): () => void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) mark(target, name);
  });
  const watched = new WeakSet<Element>();
  const watchAll = () => {
    for (const formula of place.querySelectorAll('.formula')) {
      if (watched.has(formula)) continue;
      watched.add(formula);
      observer.observe(formula);
    }
  };
  watchAll();
  // Formulas come after the text that they stand in.
  const arrivals = new MutationObserver(watchAll);
  arrivals.observe(place, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    arrivals.disconnect();
  };
}

function mark(formula: Element, name: string): void {
  if (formula.scrollWidth > formula.clientWidth + 1) {
    formula.setAttribute('role', 'group');
    formula.setAttribute('aria-label', name);
    formula.setAttribute('tabindex', '0');
  } else {
    for (const attribute of ['role', 'aria-label', 'tabindex']) formula.removeAttribute(attribute);
  }
}
