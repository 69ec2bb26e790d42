/**
 * Formulas that are wider than the text scroll, also within a line, and by keys too: a stop for the focus, with a name,
 * and only where there is something to scroll.
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
  const fitting = new ResizeObserver(() => frameWide(place));
  fitting.observe(place);
  // Formulas come after the text that they stand in.
  const arrivals = new MutationObserver(() => {
    frameWide(place);
    watchAll();
  });
  arrivals.observe(place, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    fitting.disconnect();
    arrivals.disconnect();
  };
}

/** No browser breaks a row of a formula within a line: one that does not fit into the text gets a frame in which it scrolls. */
function frameWide(place: HTMLElement): void {
  // Tables scroll by themselves.
  const loose = [...place.querySelectorAll('math')].filter((formula) => !formula.closest('.formula, table'));
  // To measure has the page laid out: not for each change of a text without formulas.
  if (loose.length === 0) return;
  const edges = place.getBoundingClientRect();
  const wide = loose.filter((formula) => {
    const { left, right } = formula.getBoundingClientRect();
    return left < edges.left - 1 || right > edges.right + 1;
  });
  for (const formula of wide) {
    const frame = document.createElement('span');
    frame.className = 'formula within-line';
    formula.replaceWith(frame);
    frame.append(formula);
  }
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
